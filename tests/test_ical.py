"""What is due as a calendar: read back as a subscriber's program reads it."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from conftest import DAY
from hypothesis import given, settings
from hypothesis import strategies as some
from test_cli import run

from macros.exports import as_ical
from macros.records.assets import Asset
from macros.records.organisation import Unit
from macros.records.scalars import Audience
from macros.records.suppliers import Supplier
from macros.views import due

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook, View
    from macros.records.base import Record


def events(text: str) -> dict[str, Any]:
    """Return the events of a calendar by their UID."""
    calendar = icalendar.Calendar.from_ical(text)
    assert [calendar["VERSION"], calendar["CALSCALE"]] == ["2.0", "GREGORIAN"]
    found = list(calendar.walk("VEVENT"))
    by_uid = {str(one["UID"]): one for one in found}
    assert len(by_uid) == len(found)
    return by_uid


def _with(view: View, kind: str, record_id: str, **changed: Any) -> View:
    """Return a view in which a record has other values."""
    record = view.records[kind][record_id].model_copy(update=changed)
    known = {**view.records[kind], record_id: record}
    return dataclasses.replace(view, records={**view.records, kind: known})


def test_every_due_day_is_an_event_of_a_whole_day_stamped_by_the_handbooks_day(
    example: Handbook,
) -> None:
    view = example.for_audience(Audience.RESTRICTED)
    found = events(as_ical.text(view))
    wanted = [
        (one.day, f"{one.what}: {one.link.text.split(': ', 1)[1]}") for one in due.everything(view)
    ]
    assert len(wanted) > 50
    assert sorted((one["DTSTART"].dt, str(one["SUMMARY"])) for one in found.values()) == sorted(
        wanted
    )
    for one in found.values():
        assert type(one["DTSTART"].dt) is date
        assert one["DTSTART"].params["VALUE"] == "DATE"
        assert one["DTSTAMP"].dt.date() == DAY
        assert one["DTSTAMP"].dt.utcoffset() == timedelta(0)
        assert one["TRANSP"] == "TRANSPARENT"
    assert any("å" in str(one["SUMMARY"]) or "ö" in str(one["SUMMARY"]) for one in found.values())


def test_the_same_handbook_gives_the_same_bytes_with_lines_as_the_standard_wants(
    example: Handbook,
) -> None:
    text = as_ical.text(example.for_audience(Audience.RESTRICTED))
    assert text == as_ical.text(example.for_audience(Audience.RESTRICTED))
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in "".join(lines)


def test_an_event_that_moves_is_the_same_event(example: Handbook) -> None:
    view = example.for_audience(Audience.RESTRICTED)
    before = events(as_ical.text(view))
    asset = view.find("asset", "skolplattformen", Asset)
    assert asset is not None
    assert asset.classification is not None
    later = asset.classification.model_copy(update={"next": date(2031, 1, 2)})
    after = events(as_ical.text(_with(view, "asset", asset.id, classification=later)))
    assert before.keys() == after.keys()
    moved = [uid for uid in after if after[uid]["DTSTART"].dt != before[uid]["DTSTART"].dt]
    assert len(moved) == 1
    assert after[moved[0]]["DTSTART"].dt == date(2031, 1, 2)


def test_an_event_keeps_its_name_when_its_record_gets_another_id(example: Handbook) -> None:
    view = example.for_audience(Audience.RESTRICTED)
    asset = next(
        one for one in view.all("asset", Asset) if one.classification and not one.previous_ids
    )
    renamed = _with(view, "asset", asset.id, id="nytt-id", previous_ids=(asset.id,))
    assert events(as_ical.text(view)).keys() == events(as_ical.text(renamed)).keys()


def test_agreements_are_told_apart_whatever_their_order(example: Handbook) -> None:
    view = example.for_audience(Audience.RESTRICTED)
    supplier = next(one for one in view.all("supplier", Supplier) if len(one.agreements) > 1)
    one = supplier.agreements[0].model_copy(update={"end": date(2030, 1, 1)})
    several = (one, one, *supplier.agreements)
    forth = events(as_ical.text(_with(view, "supplier", supplier.id, agreements=several)))
    back = events(as_ical.text(_with(view, "supplier", supplier.id, agreements=several[::-1])))
    assert forth.keys() == back.keys()
    assert any(uid.split("@")[0].endswith(".2.end") for uid in forth)


def test_each_audience_has_what_it_may_see(example: Handbook) -> None:
    found = {who: events(as_ical.text(example.for_audience(who))) for who in Audience}
    assert found[Audience.PUBLIC].keys() < found[Audience.INTERNAL].keys()
    assert found[Audience.INTERNAL].keys() < found[Audience.RESTRICTED].keys()
    hidden = ("risk_analysis", "security_analysis", "agreements", "until")
    for who in (Audience.PUBLIC, Audience.INTERNAL):
        assert not any(word in uid for uid in found[who] for word in hidden)
        # Each leads into its own edition, and says nothing of where others are.
        (place,) = [
            one.address
            for unit in example.for_audience(who).all("organisation", Unit)
            for one in unit.publishing
            if one.audience is who
        ]
        assert all(one["URL"].startswith(f"{place}gallande/") for one in found[who].values())


def test_an_event_leads_to_its_record_where_the_edition_is_published(example: Handbook) -> None:
    found = events(as_ical.text(example.for_audience(Audience.RESTRICTED)))
    one = next(event for uid, event in found.items() if uid.startswith("policy/rutin-incidenter/"))
    assert one["URL"] == (
        "https://sakerhet.exempelkommun.example/handbok/gallande/styrdokument/rutin-incidenter/"
    )


@settings(deadline=None, derandomize=True)
@given(name=some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1))
@pytest.mark.parametrize("year", [1, 2026, 9999])
def test_any_name_and_year_is_read_back(example: Handbook, year: int, name: str) -> None:
    view = example.for_audience(Audience.RESTRICTED)
    shown = "".join(" " if (ord(c) < 32 and c not in "\t\n") or ord(c) == 127 else c for c in name)
    records: dict[str, dict[str, Record]] = {kind: {} for kind in view.records}
    policy = view.records["policy"]["rutin-incidenter"]
    changed = policy.model_copy(
        update={"name": name, "next_review": date(year, 12, 31), "valid_to": None}
    )
    records["policy"] = {changed.id: changed}
    (one,) = events(as_ical.text(dataclasses.replace(view, records=records))).values()
    assert one["SUMMARY"] == f"Översyn: {shown}"
    assert one["DTSTART"].dt == date(year, 12, 31)


def test_the_command_writes_the_calendar_of_the_audience(tmp_path: Path, example: Handbook) -> None:
    assert run("export", "--format", "ics", str(tmp_path)).exit_code == 0
    written = (tmp_path / "laget.ics").read_bytes().decode()
    assert written == as_ical.text(example.for_audience(Audience.INTERNAL))
