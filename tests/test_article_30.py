"""The record under article 30 GDPR: all that the article asks, for whom it is, and as a file."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
from typing import TYPE_CHECKING, Any, Final

import pytest
from test_cli import run
from test_macros import BLOCK, HOSTILE, _assert_harmless, hostile_view

from macros import calls
from macros.exports import as_csv
from macros.records.organisation import Unit
from macros.records.processings import Processing
from macros.records.scalars import Audience
from macros.views import article_30

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook, View

POINTS: Final = ("a", "b", "c", "d", "e", "f", "g")


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as those see it who see all."""
    return example.for_audience(Audience.RESTRICTED)


def rows(text: str) -> list[dict[str, str]]:
    """Return a file's rows as a spreadsheet in Swedish reads them."""
    assert text.startswith("\ufeff")
    read = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    headings, *found = list(read)
    assert len(set(headings)) == len(headings)
    assert {len(one) for one in found} == {len(headings)}
    return [dict(zip(headings, one, strict=True)) for one in found]


def _with(view: View, kind: str, record_id: str, **changed: Any) -> View:
    record = view.records[kind][record_id].model_copy(update=changed)
    known = {**view.records[kind], record_id: record}
    return dataclasses.replace(view, records={**view.records, kind: known})


def test_every_controller_has_a_file_with_a_row_for_each_of_its_processings(view: View) -> None:
    wanted: dict[str, set[str]] = {}
    for one in view.all("processing", Processing):
        for unit_id in (one.controller, *one.joint_controllers):
            wanted.setdefault(f"artikel-30-{unit_id}.csv", set()).add(one.name)
    files = as_csv.files(view)
    names = {name: [row["Behandling"] for row in rows(text)] for name, text in files.items()}
    assert {name: set(found) for name, found in names.items()} == wanted
    assert all(found == sorted(found, key=str.casefold) for found in names.values())
    units = [f"artikel-30-{one.id}.csv" for one in view.all("organisation", Unit)]
    assert list(files) == [name for name in units if name in wanted]


def test_a_file_has_every_point_of_the_article(view: View) -> None:
    for text in as_csv.files(view).values():
        headings = list(rows(text)[0])
        assert [one for one in POINTS if any(f"(30.1 {one})" in told for told in headings)] == list(
            POINTS
        )


def test_a_row_says_what_the_record_says(view: View) -> None:
    text = as_csv.files(view)["artikel-30-barn-och-utbildningsnamnden.csv"]
    row = next(one for one in rows(text) if one["Behandling"] == "Elevadministration")
    assert row["Personuppgiftsansvarig (30.1 a)"] == "Barn- och utbildningsnämnden"
    assert row["Organisationsnummer (30.1 a)"] == "212000-9903"
    assert row["Kontakt (30.1 a)"] == (
        "Registrator, 0980-319 270, barn-och-utbildning@exempelkommun.example"
    )
    assert row["Dataskyddsombud (30.1 a)"] == "Dataskyddsombud, dataskydd@exempelkommun.example"
    assert row["Gemensamt ansvariga (30.1 a)"] == ""
    assert row["Ändamål (30.1 b)"].startswith("Placera barn och elever")
    assert row["Rättslig grund"] == "Allmänt intresse eller myndighetsutövning (6.1 e)"
    assert row["Registrerade (30.1 c)"].split("; ")[1:3] == ["Elever", "Vårdnadshavare"]
    assert "Omdömen och betyg" in row["Uppgifter (30.1 c)"]
    assert row["Känsliga uppgifter (30.1 c)"] == "Ja"
    assert "Vårdnadshavare" in row["Mottagare (30.1 d)"]
    assert "Skolverktyget" in row["Biträden (30.1 d)"]
    assert row["Överföringar (30.1 e)"].startswith(
        "Indien: Standardavtalsklausuler (artikel 46.2 c). Bedömning: BUN 2025/0231. Elevuppgifter"
    )
    assert row["Lagringstid (30.1 f)"].startswith("Närvaro i tre år")
    assert ". Inloggning med två faktorer" in row["Säkerhetsåtgärder (30.1 g)"]
    assert row["Genomgången"].replace("\N{NO-BREAK SPACE}", " ") == "20 oktober 2026"


def test_each_of_several_controllers_is_told_as_the_one_with_the_others_beside_it(
    view: View,
) -> None:
    files = as_csv.files(view)
    one = next(
        row
        for row in rows(files["artikel-30-socialnamnden.csv"])
        if row["Behandling"] == "Personaladministration"
    )
    assert one["Personuppgiftsansvarig (30.1 a)"] == "Socialnämnden"
    others = one["Gemensamt ansvariga (30.1 a)"].split("; ")
    assert others == [
        "Kommunstyrelsen",
        "Barn- och utbildningsnämnden",
        "Samhällsbyggnadsnämnden",
    ]


def cameras(text: str) -> dict[str, str]:
    """Return the row of the processing that the tests move."""
    (row,) = (one for one in rows(text) if "amer" in one["Behandling"])
    return row


def test_a_company_has_its_own_number_and_may_have_its_own_officer(view: View) -> None:
    moved = _with(view, "processing", "kamerabevakning", controller="exempelbostader")
    text = as_csv.files(moved)["artikel-30-exempelbostader.csv"]
    row = cameras(text)
    assert row["Organisationsnummer (30.1 a)"] == "559990-2003"
    assert row["Dataskyddsombud (30.1 a)"].startswith("Dataskyddsombud, ")
    own = _with(moved, "organisation", "exempelbostader", data_protection_officer="jurist")
    row = cameras(as_csv.files(own)["artikel-30-exempelbostader.csv"])
    assert row["Dataskyddsombud (30.1 a)"].startswith("Kommunjurist, ")
    none = _with(moved, "organisation", "exempelbostader", organisation_number=None)
    row = cameras(as_csv.files(none)["artikel-30-exempelbostader.csv"])
    assert row["Organisationsnummer (30.1 a)"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 980", "-1", "@SUM(A1)", "\tx", "  =1+1", "\u00a0=1", "\uff1d1+1"]
)
def test_no_cell_is_a_formula(view: View, text: str) -> None:
    changed = _with(
        view,
        "processing",
        "kamerabevakning",
        name=text,
        purpose=text,
        recipients=(text, "Polisen"),
        retention=text,
    )
    changed = _with(changed, "organisation", "samhallsbyggnadsnamnden", name=text)
    found = rows(as_csv.files(changed)["artikel-30-samhallsbyggnadsnamnden.csv"])
    row = next(one for one in found if one["Ändamål (30.1 b)"] == f"'{text}")
    assert row["Behandling"] == f"'{text}"
    assert row["Mottagare (30.1 d)"] == f"'{text}; Polisen"
    assert row["Personuppgiftsansvarig (30.1 a)"] == f"'{text}"
    assert row["Lagringstid (30.1 f)"] == f"'{text}"


@pytest.mark.parametrize("text", ['a;b"c', "rad ett\nrad två", "'enkel", '"', "å\u2028ä"])
def test_any_text_is_read_back_as_it_stands(view: View, text: str) -> None:
    changed = _with(view, "processing", "kamerabevakning", purpose=text)
    found = rows(as_csv.files(changed)["artikel-30-samhallsbyggnadsnamnden.csv"])
    assert text in [one["Ändamål (30.1 b)"] for one in found]


def test_each_audience_has_the_columns_that_it_may_see(example: Handbook) -> None:
    name = "artikel-30-barn-och-utbildningsnamnden.csv"
    found = {who: rows(as_csv.files(example.for_audience(who))[name]) for who in Audience}
    titles = {who: set(one[0]) for who, one in found.items()}
    assert titles[Audience.INTERNAL] == titles[Audience.RESTRICTED]
    assert titles[Audience.RESTRICTED] - titles[Audience.PUBLIC] == {
        "Biträden (30.1 d)",
        "Säkerhetsåtgärder (30.1 g)",
        "Genomgången",
    }
    told = {
        who: "".join(cell for row in one for cell in row.values()) for who, one in found.items()
    }
    assert "BUN 2025/0231" in told[Audience.RESTRICTED]
    assert "BUN 2025/0231" not in told[Audience.INTERNAL]
    assert "krypterade" not in told[Audience.PUBLIC]
    assert "@exempelkommun" not in told[Audience.PUBLIC]


def test_the_same_handbook_gives_the_same_bytes(view: View) -> None:
    first = as_csv.files(view)
    assert first == as_csv.files(view)
    for text in first.values():
        assert text.count("\n") == text.count("\r\n")
        assert text.endswith("\r\n")


def test_the_command_writes_the_files_of_the_audience(tmp_path: Path, example: Handbook) -> None:
    done = run("export", "--format", "csv", str(tmp_path))
    assert done.exit_code == 0
    files = as_csv.files(example.for_audience(Audience.INTERNAL))
    assert {one.name: one.read_bytes().decode() for one in tmp_path.iterdir()} == files
    assert all(f"{tmp_path / name} är skriven." in done.output for name in files)


def test_without_processings_there_is_no_file(view: View) -> None:
    none = dataclasses.replace(view, records={**view.records, "processing": {}})
    assert as_csv.files(none) == {}
    assert "Det finns ingen behandling att visa här." in calls.call("article_30", none, "")


def test_the_page_shows_what_is_filled_of_the_units_that_are_asked_for(view: View) -> None:
    held = article_30.register(view, "samhallsbyggnadsnamnden")
    assert [one.unit.id for one in held] == ["samhallsbyggnadsnamnden"]
    assert article_30.register(view, "kommunen") == article_30.register(view)
    answer = html.unescape(calls.call("article_30", view, "", "samhallsbyggnadsnamnden"))
    assert "Kamerabevakning" in answer
    assert "Lagringstid (30.1 f)" in answer
    assert "Elevadministration" not in answer
    rescue = html.unescape(calls.call("article_30", view, "", "raddningstjanstforbundet"))
    assert ("Överföringar" in answer, "Överföringar" in rescue) == (True, False)


def test_what_stands_in_the_record_is_text_on_a_page(view: View) -> None:
    answer = str(calls.call("article_30", hostile_view(view, *HOSTILE), ""))
    _assert_harmless(answer, BLOCK, block=True)
