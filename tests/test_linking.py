"""Citations in finished HTML become links, and what is linked is what has been judged."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import markdown
import pytest
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import handbook, prose, reliance
from macros.citations.read import Names
from macros.linking import Linker
from macros.prose.rendered import EXTENSIONS
from macros.records.scalars import Audience
from macros.render import url_for
from macros.statutes import UNKNOWN
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from macros.handbook import Handbook, View
    from macros.prose import Page

STEADY: Final = settings(max_examples=300, deadline=None, derandomize=True, database=None)
AT: Final = "gor-nu/incident/"


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as its coordinators see it."""
    return example.for_audience(Audience.RESTRICTED)


class Links(HTMLParser):
    """Collects the links that were made of citations: their addresses and their words."""

    def __init__(self) -> None:
        """Begin without links."""
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link."""
        said = dict(attrs)
        if tag == "a" and said.get("class") == "hb-cite":
            self._inside = True
            self.found.append((said.get("href") or "", ""))

    def handle_data(self, data: str) -> None:
        """Add to a link's words."""
        if self._inside:
            href, words = self.found[-1]
            self.found[-1] = href, words + data

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        self._inside = self._inside and tag != "a"


def links(html: str) -> list[tuple[str, str]]:
    """Return address and words of every citation that is a link."""
    reader = Links()
    reader.feed(html)
    reader.close()
    return [(href.removeprefix("../../lagrum/"), words) for href, words in reader.found]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Se 18 kap. 8 § 3 OSL.</p>", [("osl/#K18P8S1N3", "18 kap. 8 § 3 OSL")]),
        ("<p>Se 10&nbsp;§ arkivlagen.</p>", [("arkivlagen/#P10", "10\xa0§ arkivlagen")]),
        ("<p>Se 10&#32;&#167; arkivlagen.</p>", [("arkivlagen/#P10", "10 § arkivlagen")]),
        ("<p>Se 10 §\narkivlagen.</p>", [("arkivlagen/#P10", "10 §\narkivlagen")]),
        ("<p>10 § <em>arkivlagen</em></p>", [("arkivlagen/#P10", "10 § arkivlagen")]),
        ("<p><em>10 § arkivlagen</em></p>", [("arkivlagen/#P10", "10 § arkivlagen")]),
        ("<p><strong>10 §</strong> arkivlagen</p>", [("arkivlagen/#P10", "10 § arkivlagen")]),
        # A tag that opens inside and closes outside: only what stands on one side is linked.
        ("<p>10 § <b>arkivlagen, x</b></p>", [("arkivlagen/#P10", "10 § ")]),
        ("<p>10<br>§<br>arkivlagen</p>", [("arkivlagen/#P10", "10§arkivlagen")]),
        # Not in code, links, buttons.
        ("<p><code>10 § arkivlagen</code></p>", []),
        ("<pre>10 § arkivlagen</pre>", []),
        ('<p><a href="x">10 § arkivlagen</a></p>', []),
        ("<details><summary>10 § arkivlagen</summary></details>", []),
        # But what a link says is read on, and what stands beside it is linked.
        (
            '<p><a href="x">Arkivlagen</a> och 10 § samma lag</p>',
            [("arkivlagen/#P10", "10 § samma lag")],
        ),
        ('<p>10 § <a href="x">arkivlagen</a></p>', [("arkivlagen/#P10", "10 § ")]),
        # Blocks part what they hold.
        ("<table><td>10 §</td><td>arkivlagen</td></table>", [("arkivlagen/", "arkivlagen")]),
        ("<p>10 §</p><p>arkivlagen</p>", [("arkivlagen/", "arkivlagen")]),
        # "Samma lag" reaches over the page.
        (
            "<p>Arkivlagen gäller.</p><p>Se 10 § samma lag.</p>",
            [("arkivlagen/", "Arkivlagen"), ("arkivlagen/#P10", "10 § samma lag")],
        ),
        # An attribute, a comment and a stray sign are no text.
        ('<p title="10 § arkivlagen">x</p>', []),
        ('<p title="a>b">10 § arkivlagen</p>', [("arkivlagen/#P10", "10 § arkivlagen")]),
        ("<!-- 10 § arkivlagen -->", []),
        ("<p>a < b enligt 10 § arkivlagen</p>", [("arkivlagen/#P10", "10 § arkivlagen")]),
        # What the register lacks has nowhere to lead.
        ("<p>10 § lagen (2099:1), 999 § arkivlagen</p>", []),
    ],
)  # fmt: skip
def test_a_citation_becomes_a_link_to_its_place(
    view: View, html: str, expected: list[tuple[str, str]]
) -> None:
    assert links(Linker(view, AT).prose(html)) == expected


def test_nothing_but_the_links_is_added(view: View) -> None:
    html = "<p>Se 10 § arkivlagen &amp; <code>x &lt; y</code>, 2 kap. 1 § OSL.</p>\n"
    made = Linker(view, AT).prose(html)
    assert re.sub(r'<a class="hb-cite"[^>]*>|</a>', "", made) == html


def test_fields_are_read_each_by_itself(view: View) -> None:
    html = "<dl><dd>Arkivlagen</dd><dd>Se 10 § samma lag.</dd></dl>"
    assert links(Linker(view, AT).fields(html)) == [("arkivlagen/", "Arkivlagen")]


def test_a_page_of_an_act_does_not_link_to_itself(view: View) -> None:
    linker = Linker(view, "lagrum/arkivlagen/")
    assert linker.fields("<p>Arkivlagen är kort.</p>") == "<p>Arkivlagen är kort.</p>"
    assert 'href="#P10"' in linker.fields("<p>10 § arkivlagen</p>")


def test_the_explanation_stands_once_and_is_what_the_link_is_described_by(view: View) -> None:
    linker = Linker(view, AT)
    made = linker.prose("<p>10 § arkivlagen. Och 10 § arkivlagen. Och OSL.</p>")
    described = re.findall(r'aria-describedby="([^"]+)"', made)
    tips = dict(re.findall(r'<p id="([^"]+)">([^<]+)</p>', linker.tips()))
    assert described == ["hb-tip-1", "hb-tip-1", "hb-tip-2"]
    section = view.statutes.sections["1990:782"]["P10"]
    assert tips["hb-tip-1"] == section.explanation
    assert list(tips) == ["hb-tip-1", "hb-tip-2"]
    assert "title=" not in made


def test_a_page_without_explanations_has_no_place_for_them(view: View) -> None:
    linker = Linker(view, AT)
    assert linker.prose("<p>Ingen lag.</p>") == "<p>Ingen lag.</p>"
    assert linker.tips() == ""


@pytest.mark.parametrize(
    ("day", "html", "said"),
    [
        (date(2025, 12, 1), "<p>{}</p>", {"cyber": " (gäller inte än)", "2018": ""}),
        (date(2026, 1, 15), "<p>{}</p>", {"cyber": "", "2018": " (upphävd)"}),
        (date(2026, 1, 15), '<div class="admonition historik"><p>{}</p></div>', {"2018": ""}),
        (date(2026, 1, 15), '<ul><li class="historik"><b>{}</b></li></ul>', {"2018": ""}),
        (date(2026, 1, 15), '<p class="historiker">{}</p>', {"2018": " (upphävd)"}),
    ],
)
def test_what_does_not_apply_on_the_day_is_said_so_unless_it_is_history(
    day: date, html: str, said: dict[str, str]
) -> None:
    view = handbook.load(ROOT / "data", ROOT / "docs", day).for_audience(Audience.PUBLIC)
    words = {"cyber": "cybersäkerhetslagen", "2018": "lagen (2018:1174)"}
    for key, expected in said.items():
        made = Linker(view, AT).prose(html.format(words[key]))
        shown = re.sub(r"<[^>]+>", "", made)
        assert shown == words[key] + expected


PIECES: Final = st.sampled_from(
    [
        *("10 § arkivlagen", "<p>", "</p>", "<em>", "</em>", '<a href="x">', "</a>", "<code>"),
        *("</code>", " OSL", " samma lag", "&amp;", "&nbsp;", "18 kap. ", "8 §", "\n", "<br>"),
        *('<td title="10 § OSL">', "</td>", "<", ">", "&", '"', "<!--", "-->", "\u2029", "\ufffc"),
        *("<summary>", "</summary>", " och ", "1 ", "– 3 §§ ", '<li class="historik">', "</li>"),
    ]
)


@STEADY
@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=60))
def test_whatever_stands_in_it_the_html_is_kept_and_links_are_never_inside_each_other(
    html: str,
) -> None:
    view = _small()
    for made in (Linker(view, AT).prose(html), Linker(view, AT).fields(html)):
        opened = re.findall(r'<a class="hb-cite"|<a |</a>', made)
        for one, two in pairwise(opened):
            assert not (one == '<a class="hb-cite"' and two.startswith("<a "))
        bare = re.sub(r'<a class="hb-cite"[^>]*>((?:(?!</a>).)*)</a>', r"\1", made, flags=re.DOTALL)
        assert bare == html


_KEPT: Final[dict[str, View]] = {}


def _small() -> View:
    """Return the example on the tests' day, loaded once: hypothesis wants no fixtures."""
    if "example" not in _KEPT:
        book = handbook.load(ROOT / "data", ROOT / "docs", DAY)
        _KEPT["example"] = book.for_audience(Audience.RESTRICTED)
    return _KEPT["example"]


# What is judged in the text of a page is what is linked in its HTML.

_CALL = re.compile(r"\{\{\s*(\w+)\((.*?)\)\s*\}\}", re.DOTALL)


def _html(body: str) -> str:
    """Return a page's HTML with its calls answered: all but `law` by words that are passed over."""

    def answer(call: re.Match[str]) -> str:
        quoted = re.findall(r'"([^"]*)"', call[2])
        if call[1] != "law":
            return f"<{prose.SAID}><a href='x'>Arkivlagen 10 § OSL</a></{prose.SAID}>"
        return f'<a href="x">{quoted[-1]}</a><span class="{prose.STATE}"> (10 § OSL)</span>'

    raw = re.sub(r"\{% raw %\}|\{% endraw %\}", "", body)
    return markdown.markdown(_CALL.sub(answer, raw), extensions=list(EXTENSIONS))


def _judged(view: View, page: Page) -> list[str]:
    """Return where the citations of a page's own text should lead, in order."""
    found = []
    for use in reliance.of_pages({page.address: page}, reliance.Citations(view.catalog.names)):
        known = view.statutes.find(use.cited.designation, use.cited.place)
        if use.call is None and known is not None and known.status(view.day) != UNKNOWN:
            address = values.of_place(view, known, "").address
            found.append(url_for(address, page.address).split("lagrum/", 1)[-1])
    return found


def _linked(view: View, page: Page, body: str) -> list[str]:
    made = Linker(view, page.address).prose(_html(body))
    return [href.split("lagrum/", 1)[-1] for href, _ in links(made)]


def test_what_is_judged_in_the_examples_pages_is_what_is_linked_there(
    view: View, sample_sizes: Callable[[str, int, int], None]
) -> None:
    different, looked_at = {}, 0
    for page in view.pages.values():
        text = (ROOT / "docs" / page.source).read_text(encoding="utf-8")
        body = text.split("---\n", 2)[2]
        judged, linked = _judged(view, page), _linked(view, page, body)
        looked_at += len(judged)
        if judged != linked:
            different[page.path] = (judged, linked)
    assert different == {}
    assert looked_at >= 25
    sample_sizes("citations in prose, judged and linked", looked_at, looked_at)


BITS: Final = st.sampled_from(
    [
        *("10 § arkivlagen", "18 kap. 8 § OSL", "7, 8 och 9 §§ OSL", "samma lag", "10 §", "OSL"),
        *(" och ", ", ", ". ", "\n", "\n\n", " ", "*", "**", "`", "x", "\n\n- ", "\n\n## "),
        *("\n\n| a | b |\n|---|---|\n| 10 § | OSL |\n\n", "\n\n> ", "[x](y.md) ", " &amp; "),
        *('\n\n!!! note "8 § arkivlagen"\n    ', '\n\n!!! historik "x"\n    ', " {: .historik }"),
        *("\n\n<p>6 § arkivlagen</p>\n\n", ' {{ law("10 § arkivlagen") }} '),
        *("<em>", "</em>", "\\*", '{{ role("jurist") }}', '{{ law("OSL", text="arkivlagen") }}'),
        *("```\n", "\n- 10 § OSL", "<div markdown>\n", "</div>", "<!-- x -->"),
        *("[^1]", "\n\n[^1]: PUL"),
    ]
)  # fmt: skip


@STEADY
@given(st.lists(BITS, max_size=12).map("".join))
def test_what_is_judged_in_any_page_is_what_is_linked_there(body: str) -> None:
    view = _small()
    head = "---\ntitle: Sidan\ndescription: Vad den är.\n---\n"
    page, problems = prose.read((head + body).encode(), "docs/a.md", "a.md")
    if page is None or problems:
        return  # Such a page is never built.
    assert _linked(view, page, body) == _judged(view, page)


def test_where_a_citation_in_prose_stands_is_told_by_line_and_column(tmp_path: Path) -> None:
    body = (
        "# A\n\nFörst. Enligt *10 §*\narkivlagen ja.\n\n> - Se\n>   2 § OSL, **3 §\n>   OSL**.\n\n"
        "| a | b |\n|---|---|\n| x | 4 § OSL |\n\n<p>\n<b>5 § OSL</b></p>\n"
    )
    head = "---\ntitle: Sidan\ndescription: Vad den är.\n---\n"
    page, problems = prose.read((head + body).encode(), str(tmp_path), "a.md")
    assert page is not None
    assert problems == ()
    names = Names({"OSL": "2009:400", "arkivlagen": "1990:782"})
    found = []
    for use in reliance.of_pages({"": page}, reliance.Citations(names)):
        place = page.text.place(use.cited.start, use.cited.end)
        row = (head + body).split("\n")[place.line - 1]
        found.append((place.line, row[place.column - 1 :][:3]))
    assert found == [(7, "10 "), (11, "2 §"), (11, "3 §"), (16, "4 §"), (19, "5 §")]


def test_what_markdown_says_of_its_own_links_is_left_alone(view: View) -> None:
    html = '<h2>A<a class="headerlink" href="#a" title="Permanent länk">¶</a></h2>'
    linker = Linker(view, AT)
    assert linker.prose(html) == html
    assert linker.tips() == ""
