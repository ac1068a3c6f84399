"""Anchors, menu, images and words: what is told of a page, and what is passed over."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from test_cases import HEAD, codes
from test_docs_folder import PNG

from macros import catalog, prose
from macros.checks import plain
from macros.checks.facts import Facts
from macros.prose import wording

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook


# What is the same text


@pytest.mark.parametrize(
    "same",
    [
        "# A\n\nÅ och ö.\n",
        "\n\n# A\n\nÅ och ö.\n\n\n",
        "# A\r\n\r\nÅ och ö.\r\n",
        "# A\r\rÅ och ö.",
        "# A  \n \t\nÅ och ö. \n",
        unicodedata.normalize("NFD", "# A\n\nÅ och ö.\n"),
    ],
)
def test_the_way_in_which_a_file_is_kept_changes_no_text(same: str) -> None:
    assert wording.text_hash(same) == wording.text_hash("# A\n\nÅ och ö.\n")


@pytest.mark.parametrize(
    "other", ["# A\n\nÅ och ö\n", "# A\nÅ och ö.\n", "# A\n\n Å och ö.\n", "# A\n\nå och ö.\n", ""]
)
def test_what_a_reader_could_notice_changes_the_text(other: str) -> None:
    assert wording.text_hash(other) != wording.text_hash("# A\n\nÅ och ö.\n")


def test_the_head_of_a_page_is_no_part_of_its_text() -> None:
    pages = [
        prose.read(
            f"---\ntitle: {title}\ndescription: b\n---\n{gap}Text.\n".encode(), "a.md", "a.md"
        )
        for title, gap in (("a", ""), ("b", "\n\n"))
    ]
    hashes = {page.text_hash for page, _ in pages if page is not None}
    assert hashes == {wording.text_hash("Text.\n")}


# Who answers for a page


@pytest.mark.parametrize(
    ("owner", "found"), [("jurist", []), ("jurits", ["fel HB201"]), ("Jurist", ["fel HB115"])]
)
def test_the_owner_of_a_page_is_a_role(
    owner: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HEAD.replace("---\n", f"---\nowner: {owner}\n", 1) + "# Sidan\n"
    assert codes({"docs/index.md": page}, tmp_path, monkeypatch) == found


# Anchors

TARGET = "# Sidan\n\n## Så här, då?\n\n## Två {#tva}\n\n## Så här, då?\n\nText[^1].\n\n[^1]: Not.\n"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("[b](b.md#sa-har-da)", True),
        ("[b](b.md#sa-har-da_1)", True),
        ("[b](b.md#tva)", True),
        ("[b](b.md#fn:1)", True),
        ("[b](b.md#)", True),
        ("[b](b.md)", True),
        ('<a href="../b/#tva">b</a>', True),
        ("[b](b.md#tv%61)", True),
        ("[jag](#har)\n\n## Här", True),
        ("[jag](#har)\n\n<span id='har'></span>", True),
        ("[b](b.md#två)", False),
        ("[b](b.md#sa-har-da_2)", False),
        ('<a href="../b/#tre">b</a>', False),
        ("[b][c]\n\n[c]: b.md#tre", False),
        ("[jag](#har)", False),
        ("<div markdown>\n[jag](#har)\n</div>", False),
    ],
)
def test_an_anchor_is_what_markdown_makes_of_the_page(
    link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, found: bool
) -> None:
    files = {"docs/om/a.md": HEAD + link + "\n", "docs/om/b.md": HEAD + TARGET}
    assert codes(files, tmp_path, monkeypatch) == ([] if found else ["fel HB813"])


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../ordlista/index.md#ordet", []),
        ("../ordlista/index.md#gamla", []),
        ("../ordlista/index.md#annat", ["fel HB813"]),
        ("../roller/jurist.md#anvands-av", []),
        ("../roller/jurist.md#duties", []),
        ("b.md#vad-som-helst", []),
    ],
)
def test_an_anchor_that_a_macro_or_the_data_makes_is_known_or_passed_over(
    link: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "data/glossary.yml": (
            "- {id: ordet, name: ordet, explanation: Ett ord., previous_ids: [gamla]}\n"
        ),
        "docs/ordlista/index.md": f"{HEAD}# Ordlista\n",
        "docs/om/a.md": f"{HEAD}[a]({link})\n",
        "docs/om/b.md": f'{HEAD}## Alla {{{{ count("country") }}}} länder\n',
    }
    assert codes(files, tmp_path, monkeypatch) == expected


# Addresses outside


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("https://lagen.nu/2009:400#K18P8", True),
        ("https://www.example.se/å/ä?b=c d".replace(" ", "%20"), True),
        ("https://räksmörgås.se/", True),
        ("https://intranatet.kommunen.example/sida", True),
        ("https://example.se:8443", True),
        ("mailto:jour@kommunen.example", True),
        ("tel:+46123456", True),
        ("https:/lagen.nu/", False),
        ("https:lagen.nu", False),
        ("https://", False),
        ("https://lagen..nu/", False),
        ("https://lagen.nu,", False),
        ("https://lagen%20nu/", False),
        ("mailto:jouren", False),
        ("tel:jouren", False),
    ],
)
def test_an_address_outside_is_judged_by_its_form(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, right: bool
) -> None:
    files = {"docs/om/a.md": f"{HEAD}[a]({target})\n"}
    assert codes(files, tmp_path, monkeypatch) == ([] if right else ["fel HB807"])


# The menu


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "site_name: a\n",
        "nav: [\n",
        "- a\n",
        "\x00",
        "[" * 5000,
    ],
    ids=range(7),
)
def test_without_a_menu_to_ask_no_page_is_missed(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert prose.menu(tmp_path / "docs") is None


def test_the_menu_is_read_and_nothing_in_its_file_runs(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "a: !!python/object/apply:os.system ['exit 1']\n"
        "b: &b [*b]\n"
        "nav:\n  - index.md\n  - A: a/./index.md\n  - B: [b.md, {C: c.md}]\n  - https://a.example/\n",
        encoding="utf-8",
    )
    found = prose.menu(tmp_path / "docs")
    assert found is not None
    told = [(one.path, one.line, one.column) for one in found if one.path.endswith(".md")]
    assert told == [("index.md", 4, 5), ("a/index.md", 5, 8), ("b.md", 6, 9), ("c.md", 6, 19)]
    assert prose.menu(ROOT / "docs") is not None


# Words


def page(text: str) -> prose.Page:
    """Return a page with a text."""
    read, _ = prose.read((HEAD + text).encode(), "a.md", "a.md")
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En mening. Två meningar!", (4, 2, 1)),
        ("Se 18 kap. 8 § 3 OSL, den gäller.", (5, 1, 0)),
        ("# Rubriken räknas inte\n\nMen texten.", (2, 1, 0)),
        ("- Punkter utan punkt\n- En punkt med.", (3, 1, 0)),
        ("| Ord |\n|---|\n| cell |\n\nOrd.", (1, 1, 0)),
        ("`kod` är inte ord.", (3, 1, 0)),
        ('{{ role("jurist") }} avgör.', (1, 1, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_words_sentences_and_long_words_are_counted_in_running_text(
    text: str, expected: tuple[int, int, int]
) -> None:
    assert plain.counted(page(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fråga DSO.", ["råd HB817"]),
        ("DSO:s råd, och DSO-rådet.", ["råd HB817"]),
        ("Dataskyddsombudet (DSO) svarar. Fråga DSO.", []),
        ("Fråga DSO (dataskyddsombudet).", []),
        ("Enligt OSL.", []),
        ("Koden HB101, `DSO`, KS 2026/1, EU och ISO9000.", []),
        ("Fråga DSO och ABC.", ["råd HB817", "råd HB817"]),
    ],
)
def test_an_abbreviation_is_known_by_the_register_or_by_parentheses(
    text: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes({"docs/om/a.md": f"{HEAD}{text}\n"}, tmp_path, monkeypatch) == expected


def test_a_text_of_few_words_is_not_judged(example: Handbook) -> None:
    short = page("Informationsklassificeringen förutsätter verksamhetsansvariga. " * 5)
    facts = Facts(
        catalog.Catalog(example.catalog.entries, {"a/": short}, example.catalog.names), example.day
    )
    assert list(plain.difficult(facts)) == []


# Images


@pytest.mark.parametrize(
    ("image", "spoken"),
    [
        ("![Kartan](../bild.png)", True),
        ('<img src="../../bild.png" alt="Kartan">', True),
        ('<img src="../../bild.png" alt="">', True),
        ("![](../bild.png)", False),
        ("![ ](../bild.png)", False),
        ('<img src="../../bild.png">', False),
        ("![][a]\n\n[a]: ../bild.png", False),
        ("<div markdown>\n![](../bild.png)\n</div>", False),
    ],
)
def test_an_image_needs_words_or_to_be_said_to_be_decoration(
    image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, spoken: bool
) -> None:
    (tmp_path / "overlay" / "docs").mkdir(parents=True)
    (tmp_path / "overlay" / "docs" / "bild.png").write_bytes(PNG)
    found = codes({"docs/om/a.md": f"{HEAD}{image}\n"}, tmp_path, monkeypatch)
    assert found == ([] if spoken else ["fel HB816"])
