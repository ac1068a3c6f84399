"""The archive copy: read by programs that had no part in making it."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pikepdf
import pytest
from conftest import ROOT
from example_site import DAY, copy_project, environment
from small_handbook import small

from macros import archive
from macros.exports import as_json
from macros.handbook import load
from macros.prose import menu
from macros.records.kinds import KINDS
from macros.records.scalars import Audience
from macros.settings import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.handbook import View

EDITION: Final = "2026.2"
NAMES: Final = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """An archive copy, and the handbook that it is of."""

    file: Path
    view: View
    said: str

    @property
    def text(self) -> str:
        """Return what pdftotext reads, with any white space as one space."""
        done = subprocess.run(
            [_program("pdftotext"), "-enc", "UTF-8", str(self.file), "-"],
            capture_output=True,
            check=True,
        )
        return _plain(done.stdout.decode())


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found is not None, name
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{SOFT HYPHEN}", ""))


def _run(project: Path, settings: dict[str, str], *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "macros.cli", "pdf", *arguments],
        cwd=project,
        env={**environment(project, settings), "HANDBOK_EDITION": settings.get("label", EDITION)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def _copy(project: Path, audience: Audience, out: Path, **settings: str) -> Copy:
    code, said = _run(project, {"HANDBOK_AUDIENCE": audience.value, **settings}, "--out", str(out))
    assert code == 0, said
    view = load(project / "data", project / "docs", parse_day(DAY)).for_audience(audience)
    return Copy(out / f"handbok-{EDITION}-{audience.value}.pdf", view, said)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small handbook as a project, with what the theme is made of."""
    folder = copy_project(tmp_path_factory.mktemp("pdf") / "handbok")
    made = small()
    made.pages["index.md"].body += "\n\nLäs [mer](https://lagen.nu/2009:400#K18P8).\n"
    made.write(folder)
    return folder


@pytest.fixture(scope="module")
def copy(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return the small handbook's copy for all."""
    return _copy(project, Audience.PUBLIC, tmp_path_factory.mktemp("ut"))


@pytest.fixture(scope="module")
def document(copy: Copy) -> Iterator[pikepdf.Pdf]:
    """Open the copy with a library that had no part in making it."""
    with pikepdf.open(copy.file) as found:
        yield found


def _is_archival(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as told:
        assert told[f"{{{NAMES['pdfaid']}}}part"] == "2"
        assert told[f"{{{NAMES['pdfaid']}}}conformance"] == "A"
    assert document.Root.MarkInfo.Marked
    assert document.Root.StructTreeRoot.K
    assert str(document.Root.Lang) == "sv"
    assert document.Root.OutputIntents


def _kinds(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one  # type: ignore[misc]


def _nothing_runs(document: pikepdf.Pdf) -> None:
    assert "/OpenAction" not in document.Root
    assert "/AA" not in document.Root
    names = document.Root.get("/Names", pikepdf.Dictionary())
    assert "/JavaScript" not in names
    assert "/EmbeddedFiles" not in names
    actions = {str(one.S) for one in _kinds(document) if one.get("/Type") == "/Action"}
    assert actions <= {"/URI", "/GoTo"}
    assert not [one for one in _kinds(document) if "/JS" in one or "/EF" in one]


def _fonts_are_inside(document: pikepdf.Pdf) -> None:
    told = [one for one in _kinds(document) if one.get("/Type") == "/FontDescriptor"]
    assert told
    assert all(any(f"/FontFile{end}" in one for end in ("", "2", "3")) for one in told)
    names = {str(one.FontName).strip("/").rpartition("+")[2] for one in told}
    assert names <= {"Lato", "Lato-Bold", "Lato-Italic", "Lato-Bold-Italic"}


def _all_is_there(copy: Copy) -> None:
    text = copy.text
    pages = [one.front.title for one in copy.view.pages.values()]
    records = [one.name for kind in KINDS for one in copy.view.records[kind].values()]
    assert [one for one in (*pages, *records) if _plain(one) not in text] == []


def _is_sound(copy: Copy) -> None:
    done = subprocess.run(
        [_program("qpdf"), "--check", str(copy.file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_archival_tagged_and_in_swedish(document: pikepdf.Pdf) -> None:
    _is_archival(document)


def test_it_says_what_it_is(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as told:
        assert "Säkerhetshandbok" in str(told[f"{{{NAMES['dc']}}}title"])
        assert "Enhet public" in str(told[f"{{{NAMES['dc']}}}creator"])
        assert "24\N{NO-BREAK SPACE}november" in str(told[f"{{{NAMES['dc']}}}description"])


def test_nothing_in_it_runs_and_no_file_hides_in_it(document: pikepdf.Pdf) -> None:
    _nothing_runs(document)


def test_its_fonts_are_inside(document: pikepdf.Pdf) -> None:
    _fonts_are_inside(document)


def test_a_reader_of_its_structure_finds_no_fault(copy: Copy) -> None:
    _is_sound(copy)


def test_every_page_and_every_record_that_can_be_seen_is_in_it(copy: Copy) -> None:
    _all_is_there(copy)


def test_what_cannot_be_seen_is_not_in_it(copy: Copy, project: Path) -> None:
    all_of_it = load(project / "data", project / "docs", copy.view.day)
    everything = all_of_it.for_audience(Audience.RESTRICTED)
    hidden = {
        one.name
        for kind in set(KINDS) - {"regulation"}  # The prose for all names the acts itself.
        for one in everything.records[kind].values()
        if one.id not in copy.view.records[kind]
    }
    assert hidden
    text = copy.text
    assert [one for one in (*hidden, "Allt för internal", "Intern avdelning") if one in text] == []


def test_its_outline_leads_to_every_chapter(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert titles[:4] == ["Beslut", "Innehåll", "1 Start", "2 Allt"]
    assert "Styrdokument" in " ".join(titles)


def test_every_link_leads_somewhere(document: pikepdf.Pdf) -> None:
    names = document.Root.Names.Dests.Names
    known = {str(one) for one in list(names)[::2]}
    links = [one for one in _kinds(document) if one.get("/Subtype") == "/Link"]
    inside = [str(one.Dest) for one in links if "/Dest" in one]
    assert inside
    assert set(inside) <= known
    outside = {str(one.A.URI) for one in links if "/A" in one}
    assert {one.partition(":")[0] for one in outside} <= {"https", "mailto", "tel"}


def test_the_address_of_a_link_out_is_printed(copy: Copy) -> None:
    assert "mer (https://lagen.nu/2009:400#K18P8)" in copy.text


def test_every_sheet_says_which_edition_it_is_of_and_which_of_how_many(
    copy: Copy, document: pikepdf.Pdf
) -> None:
    count = len(document.pages)
    line = "Enhet public · Utgåva 2026.2 · läget 24 november 2026"
    assert copy.text.count(line) >= count
    for number in (1, count):
        assert f"sida {number} av {count}" in copy.text


def test_the_facts_lie_beside_it(copy: Copy) -> None:
    beside = copy.file.with_suffix(".json").read_text(encoding="utf-8")
    assert beside == as_json.text(copy.view)


def test_the_same_handbook_gives_the_same_bytes(copy: Copy, project: Path, tmp_path: Path) -> None:
    settings = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    again = _copy(project, Audience.PUBLIC, tmp_path / "ut", **settings)
    assert again.file.read_bytes() == copy.file.read_bytes()


def test_the_whole_example_for_those_who_see_all(
    *, whole: bool, tmp_path: Path, sample_sizes: Callable[[str, int, int], None]
) -> None:
    sample_sizes("archive copies of the example", int(whole), 1)
    if not whole:
        return
    found = _copy(ROOT, Audience.RESTRICTED, tmp_path)
    _all_is_there(found)
    _is_sound(found)
    with pikepdf.open(found.file) as document:
        _is_archival(document)
        _nothing_runs(document)
        _fonts_are_inside(document)


@pytest.mark.parametrize(
    "address",
    [
        "https://exempel.example/a.png",
        "handbok:../../etc/hostname",
    ],
)
def test_nothing_is_fetched_but_the_sites_own_files(address: str, tmp_path: Path) -> None:
    urls = importlib.import_module("weasyprint.urls")
    with pytest.raises(urls.FatalURLFetchingError):
        archive.pdf(f'<html lang="sv"><body><img src="{address}"></body></html>', tmp_path)


def test_what_is_not_installed_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "macros.archive.printer", None)
    with pytest.raises(archive.LibraryError, match="make pdf"):
        archive.pdf("", tmp_path)

    def broken(_: str) -> Any:
        raise OSError

    monkeypatch.setattr(importlib, "import_module", broken)
    with pytest.raises(archive.LibraryError, match="apt-get install libpango"):
        archive.pdf("", tmp_path)


def test_an_edition_that_is_no_files_name_is_wrong_use(project: Path) -> None:
    code, said = _run(project, {"label": "../ut"})
    assert code == 2
    assert "HANDBOK_EDITION" in said


def test_the_menu_says_in_which_list_each_page_stands(tmp_path: Path) -> None:
    text = "nav:\n- a.md\n- X:\n  - x.md\n  - Y:\n    - En titel: y.md\n- Z: z.md\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    found = menu(tmp_path / "docs")
    assert found is not None
    assert [(one.path, one.sections) for one in found] == [
        ("a.md", ()),
        ("x.md", ("X",)),
        ("y.md", ("X", "Y")),
        ("z.md", ()),
    ]
