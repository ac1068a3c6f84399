"""What may lie in `docs/`, where its links may lead, and that images follow the pages."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY
from test_cases import BASE, check, codes

from macros import handbook
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from pathlib import Path

PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def head(audience: str) -> str:
    """Return the front matter of a page."""
    return f"---\ntitle: Sidan\ndescription: Vad den är.\naudience: {audience}\n---\n\n"


@pytest.mark.parametrize(
    "name",
    ["lista.csv", "Plan.MD", "a.html", "a.HTM", "b.svg", "avtal.pdf", "text.markdown", "utan"],
)
def test_a_file_that_is_no_page_and_no_image_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes({f"docs/om/{name}": "a\n"}, tmp_path, monkeypatch) == ["fel HB812"]


@pytest.mark.parametrize("name", ["templates/a.md", "om.md/a.md"])
def test_a_folder_that_mkdocs_does_not_publish_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes({f"docs/{name}": head("public")}, tmp_path, monkeypatch) == ["fel HB812"]


def test_hidden_files_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"docs/.DS_Store": "a", "docs/.obsidian/plugins.json": "{}"}
    assert codes(files, tmp_path, monkeypatch) == []


@pytest.mark.parametrize("target", [".", "..", "roller"])
def test_a_link_to_a_folder_is_refused_and_not_followed(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "slinga").symlink_to(target)
    code, output = check(None, tmp_path, monkeypatch)
    assert (code, output.count("fel HB101"), output.count(" fel ")) == (1, 1, 1)
    assert "docs/slinga:1:1" in output


def test_a_link_to_a_file_outside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "hemligt.png").write_bytes(PNG)
    (tmp_path / "docs" / "bild.png").symlink_to(tmp_path / "hemligt.png")
    assert "fel HB101" in check(None, tmp_path, monkeypatch)[1]


def test_an_image_is_for_those_who_may_see_a_page_that_uses_it(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    for folder in ("om", "bilder"):
        (docs / folder).mkdir(parents=True)
    for name in ("alla", "raa", "inne", "ledning", "ingen"):
        (docs / "bilder" / f"{name}.png").write_bytes(PNG)
    shown = "![a](../bilder/alla.png)\n\n<img src='../../bilder/raa.png' alt='b'>\n"
    boxed = "<div markdown>\n\n![a](../bilder/inne.png)\n\n</div>\n"
    for name, audience, text in (
        ("a", "public", shown),
        ("b", "internal", boxed),
        ("c", "restricted", "[a](../bilder/ledning.png)\n"),
    ):
        (docs / "om" / f"{name}.md").write_text(head(audience) + text, encoding="utf-8")
    book = handbook.load(BASE / "data", docs, DAY)
    seen = {
        one.value: sorted(path[7:-4] for path in book.for_audience(one).images) for one in Audience
    }
    assert seen == {
        "public": ["alla", "raa"],
        "internal": ["alla", "inne", "raa"],
        "restricted": ["alla", "inne", "ledning", "raa"],
    }


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("![a](bild.png)", "om/bild.png"),
        ("[a](bild.png)", "om/bild.png"),
        ("<img src='bild.png' alt='a'>", "om/a/bild.png"),
        ("<p>\n<img src='../bild.png' alt='a'>\n</p>", "om/bild.png"),
        # What only the site's own Markdown finds.
        ("<div markdown>\n![a](bild.png)\n</div>", "om/bild.png"),
        ("<div markdown>\n[a](bild.png)\n</div>", "om/bild.png"),
        ("<div markdown>\n<img src='bild.png' alt='a'>\n</div>", "om/a/bild.png"),
    ],
)
def test_of_two_images_of_one_name_only_the_one_that_is_shown_is_published(
    link: str, shown: str, tmp_path: Path
) -> None:
    docs = tmp_path / "docs"
    (docs / "om" / "a").mkdir(parents=True)
    for name in ("om/bild.png", "om/a/bild.png"):
        (docs / name).write_bytes(PNG)
    (docs / "om" / "a.md").write_text(head("public") + link + "\n", encoding="utf-8")
    view = handbook.load(BASE / "data", docs, DAY).for_audience(Audience.PUBLIC)
    assert view.images == {shown}


def test_a_link_that_markdown_finds_leads_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "docs/om/a.md": head("public") + "[b](b.md)\n",
        "docs/om/b.md": head("public"),
        "docs/om/a/b.md": head("internal"),
    }
    assert codes(files, tmp_path, monkeypatch) == []


INTERNAL_PAGE: Final = {"docs/om/b.md": head("internal") + "# B\n\n## Rubrik {#rubrik}\n"}
SUPPLIER: Final = {
    "data/suppliers.yml": (
        "- {id: a, name: A, audience: internal, previous_ids: [gamla], country: se,"
        " owner_jurisdiction: se, services: [Drift], owner: jurist,"
        " countries: {operation: [se], storage: [se], support: [se]}}\n"
    ),
    "data/glossary.yml": (
        "- {id: bara-inne, name: Bara inne, audience: internal, explanation: Ett ord.}\n"
    ),
    "docs/ordlista/index.md": head("public") + "# Ordlista\n",
}


@pytest.mark.parametrize(
    "link",
    [
        "[b](b.md)",
        "[b](b.md#rubrik)",
        "[b](../om/b.md?a=b#rubrik)",
        "[b](b/)",
        "[b](../b/)",
        "[b](../b/#rubrik)",
        "[b](/om/b/)",
        "[b](../../../om/b/index.html)",
        "[b][c]\n\n[c]: b.md",
        '<a href="b.md">b</a>',
        '<a href="../b/">b</a>',
        '<a href="../b#rubrik">b</a>',
        '<a href="../b/index.html#rubrik">b</a>',
        '<a href="/om/%62/">b</a>',
        '<a href="..\\b\\">b</a>',
        "<div markdown>\n[b](b.md)\n</div>",
        '<p>\n<a href="../b/">b</a>\n</p>',
    ],
)
def test_a_link_to_a_narrower_page_is_seen_however_it_is_written(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**INTERNAL_PAGE, "docs/om/a.md": head("public") + link + "\n"}
    assert codes(files, tmp_path, monkeypatch) == ["fel HB809"]


@pytest.mark.parametrize(
    "link",
    [
        "[a](../register/leverantorer/a/)",
        '<a href="../../register/leverantorer/a/#anvands-av">a</a>',
        '<a href="../../register/leverantorer/gamla/">a</a>',
        "[a](../ordlista/index.md#bara-inne)",
        '<a href="../../ordlista/#bara-inne">a</a>',
    ],
)
def test_a_link_to_a_narrower_record_is_seen(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**SUPPLIER, "docs/om/a.md": head("public") + link + "\n"}
    assert codes(files, tmp_path, monkeypatch) == ["fel HB809"]
    other = {**files, "docs/om/a.md": head("internal") + link + "\n"}
    assert codes(other, tmp_path / "igen", monkeypatch) == []


@pytest.mark.parametrize("link", ["![b](bild.png)", '<img src="../bild.png" alt="b">'])
def test_an_image_that_does_not_exist_is_told(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"docs/om/a.md": head("public") + link + "\n"}
    assert codes(files, tmp_path, monkeypatch) == ["fel HB807"]
