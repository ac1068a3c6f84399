"""What is to be done again: Läget and the checks say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from conftest import DAY
from test_cases import ARCHIVE, BASE, HEAD, check

from macros import handbook
from macros.prose.wording import text_hash
from macros.records.scalars import Audience
from macros.views import due

if TYPE_CHECKING:
    from pathlib import Path

POLICY = """\
- id: plan
  name: Planen
  kind: plan
  summary: Vad som gäller.
  owner: jurist
  adoptions:
    - {entity: kommunen, body: Styrelsen, date: 2020-01-01, case_number: KS 1, text_hash: NO_TEXT}
  valid_from: 2020-01-01
  next_review: %s
  readers: [jurist]
  applies_to: [kommunen]
""".replace("NO_TEXT", text_hash(""))
ASSET = (
    ARCHIVE.replace("[3 § lagen (1999:999)]", "[OSL]")
    + """\
  classification:
    levels: {konfidentialitet: 1}
    date: 2020-01-01
    by: jurist
    motive: Så blev det.
    next: %s
"""
)
SUPPLIER = """\
- id: bolaget
  name: Bolaget
  country: se
  owner_jurisdiction: se
  services: [Drift]
  owner: jurist
  countries: {operation: [se], storage: [se], support: [se]}
  agreements:
    - {kind: main, reference: KS 1, start: 2020-01-01, end: %s}
"""
LATER = "    - {kind: main, reference: KS 2, start: 2020-01-01, end: 2027-06-01}\n"


@pytest.mark.parametrize(
    ("data", "listed", "told"),
    [
        ({"policies": POLICY % "2027-01-01"}, 1, 0),
        ({"policies": POLICY % "2026-01-01"}, 1, 1),
        ({"policies": POLICY % "2027-01-01" + "  valid_to: 2027-12-31\n"}, 1, 0),
        ({"policies": POLICY % "2026-01-01" + "  valid_to: 2027-12-31\n"}, 1, 1),
        ({"policies": POLICY % "2027-06-01" + "  valid_to: 2027-01-01\n"}, 0, 0),
        ({"policies": POLICY % "2026-01-01" + "  valid_to: 2026-06-01\n"}, 0, 0),
        ({"assets": ASSET % "2026-01-01"}, 1, 1),
        ({"assets": (ASSET % "2026-01-01").replace("in-use", "retired")}, 0, 0),
        ({"assets": (ASSET % "2027-01-01").replace("in-use", "retired")}, 0, 0),
        ({"suppliers": SUPPLIER % "2026-01-01"}, 1, 1),
        ({"suppliers": SUPPLIER % "2026-01-01" + LATER}, 1, 0),
        ({"suppliers": SUPPLIER % "2027-01-01" + LATER}, 2, 0),
    ],
)
def test_what_is_late_is_listed_and_told_alike(
    data: dict[str, str], listed: int, told: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = tmp_path / "over"
    for folder in ("data", "docs/styrdokument"):
        (over / folder).mkdir(parents=True)
    for name, text in data.items():
        (over / "data" / f"{name}.yml").write_text(text, encoding="utf-8")
    if "policies" in data:
        page = HEAD.replace("---\ntitle", "---\naudience: public\ntitle")
        (over / "docs" / "styrdokument" / "plan.md").write_text(page, encoding="utf-8")
    code, output = check(over, tmp_path / "all", monkeypatch)
    assert (code, output.count(": varning ")) == (0, told), output
    book = handbook.load(tmp_path / "all" / "data", tmp_path / "all" / "docs", DAY)
    table = due.coming_reviews(book.for_audience(Audience.RESTRICTED), 24)
    assert len(table.rows) == listed


def test_what_is_due_changes_with_the_day(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "data").mkdir()
    text = POLICY % "2026-01-01" + "  valid_to: 2026-06-01\n"
    for one in (BASE / "data").iterdir():
        (tmp_path / "data" / one.name).write_bytes(one.read_bytes())
    (tmp_path / "data" / "policies.yml").write_text(text, encoding="utf-8")

    def rows(day: date) -> int:
        view = handbook.load(tmp_path / "data", tmp_path / "docs", day)
        return len(due.coming_reviews(view.for_audience(Audience.RESTRICTED), 12).rows)

    assert [rows(date(2026, month, 1)) for month in (2, 6, 7)] == [1, 1, 0]
