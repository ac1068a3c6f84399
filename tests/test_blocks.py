"""A box for some readers does not exist for the others, however the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases import BASE, HEAD, codes, lay

from macros import handbook, prose
from macros.prose.blocks import without
from macros.prose.rendered import convert
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC, INTERNAL, RESTRICTED = Audience.PUBLIC, Audience.INTERNAL, Audience.RESTRICTED
STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)

OPEN: Final = HEAD.replace("---\n", "---\naudience: public\n", 1)
PAGE: Final = """# Sidan

För alla.

!!! internal "För medarbetare"

    ## Inne {#inne}

    Hemligt ett. {{ count("role") }}

    - [Mer](mer.md)

Mellan.

!!! restricted
    Hemligt två.

Sist.
"""


def read(body: str) -> prose.Page:
    """Return a page for all, which must be readable."""
    page, problems = prose.read((OPEN + body).encode(), "docs/a.md", "a.md")
    assert page is not None, problems
    return page


def test_each_audience_sees_its_boxes_and_no_other() -> None:
    page = read(PAGE)
    seen = {who: page.for_audience(who).text.plain for who in Audience}
    assert ["ett" in seen[who] for who in (PUBLIC, INTERNAL, RESTRICTED)] == [False, True, True]
    assert ["två" in seen[who] for who in (PUBLIC, INTERNAL, RESTRICTED)] == [False, False, True]
    assert all("Mellan." in text and "Sist." in text for text in seen.values())


def test_what_stands_in_a_box_is_no_heading_link_call_or_place_for_others() -> None:
    page = read(PAGE)
    public, internal = page.for_audience(PUBLIC), page.for_audience(INTERNAL)
    assert (public.links, public.calls, public.anchors & {"inne"}) == ((), (), frozenset())
    assert [one.target for one in internal.links] == ["mer.md"]
    assert [one.name for one in internal.calls] == ["count"]
    assert "inne" in internal.anchors


def test_the_lines_of_what_is_left_are_those_of_the_file() -> None:
    page = read("# Sidan\n\n!!! restricted\n    Dolt.\n\n    Mer.\n\n## Andra\n")
    assert page.for_audience(PUBLIC).headings[-1].location.line == len(OPEN.split("\n")) + 7


def test_the_text_that_is_adopted_is_the_whole() -> None:
    page = read(PAGE)
    assert page.text_hash == page.for_audience(RESTRICTED).text_hash
    assert page.text_hash != page.for_audience(PUBLIC).text_hash


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("!!! internal\n    Dolt.\nSynligt.\n", "Synligt."),
        ("!!! internal\n\n    Dolt.\n\n\n    Dolt.\n\nSynligt.\n", "Synligt."),
        ('!!! internal "Rubrik"\n\tDolt.\n\nSynligt.\n', "Synligt."),
        ("!!! internal\n    ```\n    Dolt.\n    ```\n\nSynligt.\n", "Synligt."),
        ("```\nkod\n```\n\n!!! internal\n    Dolt.\n\nSynligt.\n", "Synligt."),
        ("Synligt.\n\n!!! internal\n    Dolt.", "Synligt."),
    ],
)
def test_where_a_box_ends(body: str, kept: str) -> None:
    assert read(body).for_audience(PUBLIC).text.plain.replace(prose.OPAQUE, "").split() == [kept]


@pytest.mark.parametrize(
    "body",
    [
        "- en\n\n    !!! internal\n        Dolt.\n",
        "!!! note\n    !!! internal\n        Dolt.\n",
        "> !!! internal\n>     Dolt.\n",
        "!!!internal\n    Dolt.\n",
        "!!! internal note\n    Dolt.\n",
        "!!! note internal\n    Dolt.\n",
        "??? restricted\n    Dolt.\n",
        '???+ internal "x"\n    Dolt.\n',
        "Text.\n{: .internal }\n",
        '<div class="restricted" markdown>\n\nDolt.\n\n</div>\n',
        "<div class=restricted>Dolt.</div>\n",
        "1. ett\n\n    ```\n    !!! internal\n    ```\n\n    !!! internal\n        Dolt.\n",
        "<!--\n```\n-->\n\n!!! internal\n    Dolt.\n",
    ],
)
def test_a_box_that_cannot_be_kept_from_others_stops_the_build(body: str) -> None:
    page, problems = prose.read((OPEN + body).encode(), "docs/a.md", "a.md")
    assert page is None
    assert [one.code for one in problems][-1:] == ["HB819"]


@pytest.mark.parametrize(
    "body",
    [
        " !!! internal\n    Dolt.\n",
        "Text.\n!!!  internal\n    Dolt.\n",
        "!!! intern\n    Dolt.\n",
        '!!! restriced "x"\n    Dolt.\n',
        "??? intern\n    Dolt.\n",
        "* en\n\n  !!! restricted\n      Dolt.\n",
    ],
)
def test_a_box_that_is_none_is_told(body: str) -> None:
    _, problems = prose.read((OPEN + body).encode(), "docs/a.md", "a.md")
    assert [one.code for one in problems] == ["HB819"]


def test_boxes_in_code_and_marks_in_a_sentence_are_no_boxes() -> None:
    read("Stopp!!! Nu.\n\n```\n !!! intern\n```\n\n`!!! restricted`\n\n!!! note\n    Text.\n")


def test_a_page_for_those_who_see_the_box_may_have_it_anywhere() -> None:
    page, problems = prose.read(
        (HEAD + "- en\n\n    !!! internal\n        Text.\n").encode(), "docs/a.md", "a.md"
    )
    assert page is not None
    assert problems == ()


PIECES: Final = st.sampled_from(
    [
        "!!! internal\n",
        '!!! restricted "x"\n',
        "!!! note\n",
        "??? restricted\n",
        "    ",
        "\t",
        "  ",
        "\n",
        "\n\n",
        "```\n",
        "~~~\n",
        "- ",
        "> ",
        "text\n",
        "<div markdown>\n",
        "</div>\n",
        "<!-- ",
        " -->\n",
        "{: .internal }\n",
        "# H\n",
        "|a|b|\n|-|-|\n|c|d|\n",
        "[^1]: ",
        "term\n:   ",
    ]
)


@STEADY
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_box_reaches_an_audience_that_it_is_not_for(body: str) -> None:
    """Either the page stops the build, or the HTML for an audience has no box of another's."""
    page, _ = prose.read((OPEN + body).encode(), "docs/a.md", "a.md")
    if page is None:
        return
    for who, names in ((PUBLIC, ("internal", "restricted")), (INTERNAL, ("restricted",))):
        html = convert(without(body, who))
        assert not any(f'class="admonition {name}"' in html for name in names)
        assert not any(f'class="{name}"' in html for name in names)


def test_a_link_in_a_box_may_lead_where_the_readers_of_the_box_may_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = {
        "docs/index.md": OPEN + "# A\n\n[C](c.md)\n\n!!! internal\n    [B](b.md#har)\n",
        "docs/b.md": HEAD + "# B\n\n## Här {#har}\n\n!!! restricted\n    ## Dolt {#dolt}\n",
        "docs/c.md": OPEN + "# C\n",
    }
    assert codes(inside, tmp_path / "a", monkeypatch) == []
    outside = inside | {"docs/index.md": OPEN + "# A\n\n[C](c.md) [B](b.md)\n"}
    assert codes(outside, tmp_path / "b", monkeypatch) == ["fel HB809"]
    hidden = inside | {"docs/c.md": HEAD + "# C\n\n[dolt](b.md#dolt)\n"}
    assert "fel HB813" in codes(hidden, tmp_path / "c", monkeypatch)


def test_a_page_may_rather_stop_than_show_a_kind_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example's base has a role for all; another is for staff only."""
    role = (BASE / "data" / "roles.yml").read_text(encoding="utf-8")
    other = role.replace("id: jurist", "id: vakt").replace("name: ", "name: Vakt ", 1)
    files = {
        "data/roles.yml": role + other.replace("- id: vakt", "- id: vakt\n  audience: internal"),
        "docs/roller/vakt.md": HEAD + "# Vakten\n",
    }
    said = {
        "names": '{{ role("vakt") }}',
        "other words": '{{ role("vakt", "vakten") }}',
        "in a box": '\n\n!!! internal\n    {{ role("vakt") }}\n',
    }
    stop = OPEN.replace("---\n", "---\nhidden_names: stop\n", 1)
    found = {
        (name, head == stop): codes(
            {**files, "docs/index.md": f"{head}# A\n\nSäg {text}\n"},
            tmp_path / f"{name}-{head == stop}".replace(" ", "-"),
            monkeypatch,
        )
        for name, text in said.items()
        for head in (OPEN, stop)
    }
    assert [key for key, told in found.items() if told] == [("names", True)]
    assert found["names", True] == ["fel HB804"]


def test_a_projected_handbook_has_no_text_of_a_hidden_box(tmp_path: Path) -> None:
    lay(None, tmp_path)
    assert BASE.is_dir()
    (tmp_path / "docs" / "a.md").write_text(OPEN + PAGE.replace("[Mer](mer.md)", "Mer"), "utf-8")
    book = handbook.load(tmp_path / "data", tmp_path / "docs", DAY)
    shown = {who: book.for_audience(who).pages["a/"].text.plain for who in Audience}
    assert ("Hemligt" in shown[PUBLIC], "två" in shown[INTERNAL]) == (False, False)
    assert "två" in shown[RESTRICTED]
