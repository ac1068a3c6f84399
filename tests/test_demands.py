"""Requirements to take along: the files are opened again, by another library where there is one."""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_STORED, ZipFile

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from hypothesis import example as sample
from hypothesis import given, settings
from hypothesis import strategies as some
from test_cli import run

from macros import calls, cli, pages, signatures
from macros.exports import as_docx, as_xlsx
from macros.records.assets import Asset, AssetStatus
from macros.records.kinds import KINDS
from macros.records.procurements import Procurement, Requirement, RequirementType
from macros.records.scalars import Audience
from macros.views import demands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from macros.handbook import Handbook, View
    from macros.views.demands import Demands

TITLES: Final = ("Ska-krav", "Utvärderas", "Avtalsvillkor")
ANSWERS: Final = ("Uppfylls (ja/nej)", "Anbudsgivarens svar")
WRITERS: Final = (as_docx.file, as_xlsx.file)

Rows = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as the staff sees it."""
    return example.for_audience(Audience.INTERNAL)


def from_excel(content: bytes) -> Rows:
    """Return each sheet of requirements as rows by their titles; every cell must be a text."""
    book = openpyxl.load_workbook(BytesIO(content))
    first, *sheets = book.worksheets
    assert first.title == "Läs först"
    found: Rows = {}
    for sheet in sheets:
        cells = list(sheet.iter_rows())
        assert {cell.data_type for row in cells for cell in row if cell.value is not None} == {"s"}
        titles = [str(cell.value) for cell in cells[0]]
        found[sheet.title] = [
            {title: str(cell.value or "") for title, cell in zip(titles, row, strict=True)}
            for row in cells[1:]
        ]
    return found


def from_word(content: bytes) -> Rows:
    """Return each chapter's requirements, by the titles in their tables."""
    document = docx.Document(BytesIO(content))
    found: Rows = {}
    tables = iter(document.tables)
    next(tables)
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 1":
            found[paragraph.text] = []
        elif style == "Heading 2":
            number, _, name = paragraph.text.partition(". ")
            rows = {row.cells[0].text: row.cells[1].text for row in next(tables).rows}
            list(found.values())[-1].append({"Nr": number, "Namn": name, **rows})
    assert next(tables, None) is None
    return found


def told(listed: Demands, read: Callable[[bytes], Rows]) -> Rows:
    """Return a list as a program reads it back."""
    writer = as_docx.file if read is from_word else as_xlsx.file
    return read(writer(listed, DAY))


def _with(view: View, kind: str, record_id: str, **changed: Any) -> View:
    """Return a view in which a record has other values."""
    record = view.records[kind][record_id].model_copy(update=changed)
    known = {**view.records[kind], record_id: record}
    return dataclasses.replace(view, records={**view.records, kind: known})


def _procurement(view: View, name: str) -> Procurement:
    found = view.find("procurement", name, Procurement)
    assert found is not None
    return found


@pytest.mark.parametrize("read", [from_excel, from_word])
def test_each_requirement_stands_in_its_own_part_with_all_that_belongs_to_it(
    read: Callable[[bytes], Rows], view: View
) -> None:
    found = told(demands.of_levels(view), read)
    assert tuple(found) == TITLES
    everything = {one.id: one for one in view.all("requirement", Requirement)}
    assert len(everything) >= 60
    assert {row["Id"] for rows in found.values() for row in rows} == set(everything)
    for kind, (title, rows) in zip(RequirementType, found.items(), strict=True):
        assert [row["Nr"] for row in rows] == [f"{title[0]}{n}" for n in range(1, len(rows) + 1)]
        assert len(rows) >= 5
        for row in rows:
            one = everything[row["Id"]]
            assert one.type is kind
            assert (row["Namn"], row["Krav"]) == (one.name, one.text)
            assert (row["Visas genom"], row["Följs upp"]) == (one.shown_by, one.followed_up)
            assert row["Grund"] == ", ".join(one.ground)
            assert (row.get("Standard") or None) == one.standard
            assert (row["Från nivå"], row["Gäller"]) == (str(one.level), one.applies_to)
            assert [row[title] for title in ANSWERS] == ["", ""]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize("read", [from_excel, from_word])
def test_an_aspect_and_a_level_bring_what_the_macro_brings(
    read: Callable[[bytes], Rows], level: int, view: View
) -> None:
    found = told(demands.of_levels(view, {"riktighet": level}), read)
    ids = sorted(row["Id"] for rows in found.values() for row in rows)
    wanted = [
        one.id
        for one in view.all("requirement", Requirement)
        if one.aspect == "riktighet" and one.level <= level
    ]
    assert ids == sorted(wanted)
    assert len(ids) == int(
        calls.call("count", view, "krav/", "requirement", aspect="riktighet", level=level)
    )


def test_a_list_says_what_it_is_which_day_and_which_version(view: View) -> None:
    listed = demands.of_levels(view, {"sparbarhet": 2})
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx.file(listed, DAY))).worksheets[0]
    in_excel = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows(min_row=3)}
    document = docx.Document(BytesIO(as_docx.file(listed, DAY)))
    in_word = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert in_word.items() <= in_excel.items()
    assert in_word["Beställare"] == "Exempelkommun"
    assert in_word["Urval"] == "Spårbarhet, till och med nivå 2 Betydande"
    assert in_word["Läget den"] == "24 november 2026"
    assert in_word["Version"] == listed.version
    assert listed.version in document.sections[0].footer.paragraphs[0].text
    assert set(TITLES) <= in_excel.keys()


def test_the_version_follows_the_content_and_not_the_day(view: View) -> None:
    before = demands.of_levels(view).version
    later = dataclasses.replace(view, day=date(2027, 1, 2))
    assert demands.of_levels(later).version == before
    name = next(iter(view.records["requirement"]))
    other = _with(view, "requirement", name, followed_up="På annat sätt.")
    assert demands.of_levels(other).version != before
    assert re.fullmatch(r"[0-9a-f]{8}", before)


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_handbook_gives_the_same_bytes_and_tells_of_nobody(
    writer: Callable[[Demands, date], bytes], view: View
) -> None:
    listed = demands.of_levels(view)
    content = writer(listed, DAY)
    assert content == writer(demands.of_levels(view), DAY)
    with ZipFile(BytesIO(content)) as file:
        parts = file.infolist()
        assert {one.date_time for one in parts} == {(2026, 11, 24, 0, 0, 0)}
        assert {one.compress_type for one in parts} == {ZIP_STORED}
        assert {one.create_system for one in parts} == {3}
        properties = file.read("docProps/core.xml").decode()
        everything = b"".join(file.read(one) for one in parts)
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2026-11-24T00:00:00Z"}
    for name in ("dc:creator", "cp:lastModifiedBy"):
        assert re.search(rf"<{name}\s*/>|<{name}></{name}>", properties)
    for word in (b"python", b"thumbnail", b"Steve", b"http://example"):
        assert word not in everything
    assert len(content) < 500_000


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r="])
def test_what_looks_like_a_formula_is_text_also_for_who_edits_it(begin: str, view: View) -> None:
    name = next(iter(view.records["requirement"]))
    evil = f'{begin}cmd|"/c calc"!A1'
    changed = _with(view, "requirement", name, name=evil, text=evil, shown_by=evil, applies_to=evil)
    content = as_xlsx.file(demands.of_levels(changed), DAY)
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and "calc" in str(cell.value)
    ]
    assert len(cells) == 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    with ZipFile(BytesIO(content)) as file:
        sheets = b"".join(file.read(one) for one in file.namelist() if "worksheets" in one)
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


TEXTS: Final = some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.mark.parametrize("read", [from_excel, from_word])
def test_any_text_comes_out_as_it_was_written(read: Callable[[bytes], Rows], view: View) -> None:
    known = next(iter(view.records["requirement"].values()))

    @settings(deadline=None, derandomize=True, max_examples=40)
    @sample(text="\x00\x0b\x1b\ufffe\uffff")
    @sample(text="ett\r\ntvå\rtre\nfyra\tfem")
    @sample(text="<b>&amp;</b>]]>")
    @given(text=TEXTS)
    def stands(text: str) -> None:
        one = known.model_copy(update={"text": f"a{text}z"})
        records = {**view.records, "requirement": {one.id: one}}
        found = told(demands.of_levels(dataclasses.replace(view, records=records)), read)
        (row,) = [row for rows in found.values() for row in rows]
        whole = re.sub(r"\r\n?", "\n", f"a{text}z")
        assert row["Krav"] == re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", whole)

    stands()


def test_a_list_holds_what_its_audience_sees(view: View, example: Handbook) -> None:
    name = next(iter(view.records["requirement"]))
    catalog = example.catalog
    entry = catalog.entries["requirement"][name]
    assert entry.record is not None
    hidden = dataclasses.replace(
        entry, record=entry.record.model_copy(update={"audience": Audience.INTERNAL})
    )
    entries = {**catalog.entries["requirement"], name: hidden}
    book = dataclasses.replace(
        example,
        catalog=dataclasses.replace(catalog, entries={**catalog.entries, "requirement": entries}),
    )
    for who, seen in ((Audience.PUBLIC, False), (Audience.INTERNAL, True)):
        for read in (from_excel, from_word):
            found = told(demands.of_levels(book.for_audience(who)), read)
            ids = {row["Id"] for rows in found.values() for row in rows}
            assert (name in ids) is seen


@pytest.mark.parametrize("read", [from_excel, from_word])
def test_a_procurement_brings_what_the_levels_of_its_assets_call_for_and_tells_no_level(
    read: Callable[[bytes], Rows], view: View
) -> None:
    one = _procurement(view, "ny-skolplattform")
    levels = demands.levels_of(view, one)
    asset = view.find("asset", "skolplattformen", Asset)
    assert asset is not None
    assert asset.classification is not None
    assert levels == asset.classification.levels
    found = told(demands.of_procurement(view, one, chosen=False), read)
    ids = {row["Id"] for rows in found.values() for row in rows}
    assert ids == {
        one.id for one in view.all("requirement", Requirement) if one.level <= levels[one.aspect]
    }
    titles = {title for rows in found.values() for row in rows for title in row}
    assert titles.isdisjoint({"Från nivå", "Gäller"})


def test_several_assets_bring_the_highest_level_of_each_aspect(view: View) -> None:
    one = _procurement(view, "serverdrift-2027")
    assets = [view.find("asset", name, Asset) for name in one.assets]
    assert len(assets) == 2
    for aspect, level in demands.levels_of(view, one).items():
        assert level == max(
            asset.classification.levels[aspect]
            for asset in assets
            if asset is not None and asset.classification is not None
        )
    without = _with(view, "asset", one.assets[1], status=AssetStatus.RETIRED)
    left = view.find("asset", one.assets[0], Asset)
    assert left is not None
    assert left.classification is not None
    assert demands.levels_of(without, one) == left.classification.levels


def test_the_chosen_ones_are_those_of_the_record(view: View) -> None:
    one = _procurement(view, "trygghetslarm-avrop")
    listed = demands.of_procurement(view, one, chosen=True)
    ids = {demand.requirement.id for section in listed.sections for demand in section.demands}
    assert ids == set(one.requirements)
    assert ("Ärende", one.case_number) in listed.about


def test_the_site_holds_a_list_for_each_purchase_that_is_ready_and_its_page_leads_there(
    example: Handbook,
) -> None:
    for who in Audience:
        view = example.for_audience(who)
        names = [one.name for one in demands.published(view)]
        assert names[0] == "krav"
        known = view.all("procurement", Procurement)
        assert len(names) == 1 + len(known)
        for one in known:
            body = pages.body(view, KINDS["procurement"], one, None)
            for ending in ("docx", "xlsx"):
                assert f'href="../../../data/krav-{one.id}.{ending}" download' in body.html
            assert ("ta-med", "Ta med kraven") in body.headings
            assert ("Ett utkast" in body.html) is not demands.is_chosen(one)
    assert [one.name for one in demands.published(example.for_audience(Audience.PUBLIC))] == [
        "krav"
    ]


def test_a_purchase_of_what_is_not_classified_has_no_list_that_falls_short(view: View) -> None:
    one = _procurement(view, "ny-skolplattform")
    unknown = _with(view, "asset", "skolplattformen", classification=None)
    assert demands.unclassified(unknown, one) == ("Skolplattformen",)
    assert f"krav-{one.id}" not in {listed.name for listed in demands.published(unknown)}
    body = pages.body(unknown, KINDS["procurement"], one, None)
    assert "krav-ny-skolplattform" not in body.html


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "krav"),
        ("--aspect sparbarhet", "krav-sparbarhet"),
        ("--level 2", "krav-niva-2"),
        ("--aspect riktighet --level 2", "krav-riktighet-2"),
        ("--procurement serverdrift-2027", "krav-serverdrift-2027"),
        ("--procurement trygghetslarm-avrop --chosen", "krav-trygghetslarm-avrop"),
    ],
)
def test_the_command_writes_the_list_that_is_asked_for(
    words: str, name: str, form: str, tmp_path: Path
) -> None:
    done = run("export", "--format", form, *words.split(), str(tmp_path))
    assert (done.exit_code, [one.name for one in tmp_path.iterdir()]) == (0, [f"{name}.{form}"])
    read = from_word if form == "docx" else from_excel
    found = read((tmp_path / f"{name}.{form}").read_bytes())
    assert tuple(found) == TITLES
    assert sum(map(len, found.values())) >= 5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("--format json --level 2", 2, "--format xlsx eller docx"),
        ("--format xlsx --aspect spårbarhet", 2, "Menade du ”sparbarhet”?"),
        ("--format xlsx --level tre", 2, "Nivåerna är 0, 1, 2, 3."),
        ("--format docx --level 4", 2, "ring säkerhetsskyddschefen"),
        ("--format docx --aspect riktighet --level 4", 2, "ring säkerhetsskyddschefen"),
        ("--format xlsx --chosen", 2, "--chosen behöver --procurement"),
        ("--format xlsx --procurement serverdrift-2027 --level 2", 2, "inte båda"),
        ("--format xlsx --procurement serverdrift", 2, "Menade du ”serverdrift-2027”?"),
        ("--format xlsx --procurement ny-skolplattform --chosen", 1, "inga valda krav"),
    ],
)
def test_what_cannot_be_asked_for_is_told(words: str, code: int, said: str, tmp_path: Path) -> None:
    done = run("export", *words.split(), str(tmp_path))
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert list(tmp_path.iterdir()) == []


def test_the_command_sees_no_purchase_that_its_audience_does_not(tmp_path: Path) -> None:
    words = ["export", "--format", "xlsx", "--procurement", "serverdrift-2027", str(tmp_path)]
    where = {"HANDBOK_DATE": DAY.isoformat(), "HANDBOK_AUDIENCE": "public"}
    done = CliRunner().invoke(cli.main, words, env=where)
    assert (done.exit_code, "i utgåvan (public)" in done.output) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", signatures.FILES)
def test_a_link_to_a_file_leads_from_any_page_to_where_the_host_writes_it(
    file: str, view: View
) -> None:
    answer = str(calls.call("download", view, "krav/ta-med/", file, "Hämta"))
    assert html.unescape(answer) == f'<a href="../../data/{file}" download>Hämta</a>'


def test_every_kind_of_requirement_is_in_the_buyers_own_page() -> None:
    text = (ROOT / "docs" / "krav" / "ta-med.md").read_text(encoding="utf-8")
    assert all(f'download("krav.{ending}"' in text for ending in demands.ENDINGS)


def test_a_long_text_makes_no_row_taller_than_a_spreadsheet_can_show(view: View) -> None:
    name = next(iter(view.records["requirement"]))
    changed = _with(view, "requirement", name, text="ord " * 2000)
    book = openpyxl.load_workbook(BytesIO(as_xlsx.file(demands.of_levels(changed), DAY)))
    heights = [
        one.height or 0 for sheet in book.worksheets for one in sheet.row_dimensions.values()
    ]
    assert 400 < max(heights) <= 409
