"""What must never stand in a repository is found however it is written, and little else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY
from test_cases import ARCHIVE, HEAD, check, codes

from macros.checks.persons import personal_numbers

if TYPE_CHECKING:
    from pathlib import Path

ONE: Final = ["fel HB701"]
WORD: Final = "- {id: ord, name: Ord, explanation: Vad ordet betyder.}\n"
EXCEPTION: Final = (
    "- {id: a, name: A, code: HB402, record: asset/arkivet, decided_by: jurist,"
    " until: 2027-01-01, reason: %s}\n"
)

NUMBERS: Final = [
    "811218-9876",
    "198112189876",
    "8112189876",
    "811218 9876",
    "19811218 9876",
    "19811218-9876",
    "811218+9876",
    "811218\u00a09876",
    "811218\N{EN DASH}9876",
    "811218\N{NON-BREAKING HYPHEN}9876",
    "811218 - 9876",
    "pnr811218-9876",
    "811278-9873",
    "20000101-1238",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_personal_number_is_found_however_it_is_written(number: str) -> None:
    found = list(personal_numbers(f"Rad ett\nRing {number}.", DAY))
    assert [(one.line, one.column) for one in found] == [(2, 6)] or number.startswith("pnr")
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",
        "812118-9876",
        "556016-0680",
        "212000-0142",
        "5560160680",
        "16556016-0680",
        "99811218-9876",
        "811218-98761",
        "1811218-9876",
        "12-811218-9876",
        "070-112 18 98",
        "2026-11-24",
        "20261231-1236",
        "3fa811218987640c",
    ],
)
def test_another_number_is_not_taken_for_a_personal_one(text: str) -> None:
    assert list(personal_numbers(text, date(2026, 11, 24))) == []


@pytest.mark.parametrize(
    "files",
    [
        {"data/glossary.yml": WORD + "# Fråga 198112189876\n"},
        {"data/glossary.yml": WORD.replace("Vad", "8112189876")},
        {"data/glossary.yml": WORD.replace("Vad ordet betyder.", '"8112\\x318-9876"')},
        {"data/glossary.yml": "- id: a\n  name: A\n  explanation: >-\n    811218\n    9876\n"},
        {"docs/a.md": HEAD + "Ring 811218-9876.\n"},
        {"docs/a.md": HEAD + "<!-- 811218-9876 -->\n"},
        {"docs/a.md": HEAD + "```\n811218-9876\n```\n"},
        {"docs/a.md": HEAD.replace("Vad den är.", "811218 9876")},
        {"data/assets.yml": ARCHIVE.replace("secrecy:", "notes: 8112189876 #")},
    ],
)
def test_a_personal_number_is_told_once_wherever_it_stands(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(files, tmp_path, monkeypatch) == ONE


def test_a_personal_number_is_told_at_its_place_with_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "over" / "data").mkdir(parents=True)
    text = WORD + WORD.replace("id: ord", "id: ord-2").replace("Vad", "\n  811218-9876")
    (tmp_path / "over" / "data" / "glossary.yml").write_text(text, encoding="utf-8")
    output = check(tmp_path / "over", tmp_path / "all", monkeypatch)[1]
    assert output.startswith("data/glossary.yml:3:3: fel HB701: Texten innehåller ett personnummer")


@pytest.mark.parametrize("said", ["organisation_number: 811218-9876", "type: company"])
def test_the_number_of_an_organisation_may_be_that_of_its_owner(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = "- {id: kommunen, name: Kommunen, type: municipality}\n- {id: b, name: B, "
    files = {"data/organisation.yml": f"{units}{said}, type: company}}\n"}
    if said.startswith("type"):
        files = {"data/organisation.yml": f"{units}organisation_number: 556016-0680, {said}}}\n"}
    assert codes(files, tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    "files",
    [
        {"data/assets.yml": ARCHIVE.replace("Bevarar", "Kvalificerat\u00a0hemlig, bevarar")},
        {"data/assets.yml": ARCHIVE.replace("Bevarar", "Säkerhets\u00adskyddsklass, bevarar")},
        {"data/assets.yml": ARCHIVE.replace("Bevarar", "Sa\u0308kerhetsskyddsklass, bevarar")},
        {"data/assets.yml": ARCHIVE + "# Har säkerhetsskyddsavtal\n"},
        {"data/assets.yml": ARCHIVE.replace("kind: own", "kind: own ") + "  # begränsat  hemlig\n"},
        {"data/assets.yml": ARCHIVE.replace("Bevarar", ">-\n    # säkerhetsprövas\n    Bevarar")},
        {"data/exceptions.yml": EXCEPTION % "Arkivet är säkerhetskänslig verksamhet."},
    ],
)
def test_a_word_of_protective_security_is_told_once_wherever_it_stands(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {name: text.replace("3 § lagen (1999:999)", "OSL") for name, text in files.items()}
    asset = {"data/assets.yml": ARCHIVE.replace("[3 § lagen (1999:999)]", "[OSL]")}
    found = codes({**asset, **files}, tmp_path, monkeypatch)
    assert [one for one in found if one != "varning HB902"] == ONE
