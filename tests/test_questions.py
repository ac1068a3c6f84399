"""Forty questions in staff's own words: the handbook answers each where the reader looks first.

A reader in a hurry finds a heading and reads the first lines under it. So the answer must stand in
the first two sentences there, or in the first two points where they come first. In a table of
cases, or under a question in bold, the reader first finds the row or the question, and reads on
from there. What counts as the answer is said beside the question, in
``cases/questions/questions.yml``.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
import yaml
from conftest import ROOT

from macros import calls
from macros.prose import address
from macros.prose.calls import read_jinja
from macros.prose.front import read_front_matter
from macros.prose.rendered import convert
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.handbook import Handbook, View

FILE: Final = ROOT / "tests" / "cases" / "questions" / "questions.yml"

FIRST: Final = 2
"""So many sentences or points are read before the reader gives up."""

_HEADING: Final = re.compile(r"<h([1-6])[^>]*>.*?</h\1>", re.DOTALL)
_ID: Final = re.compile(r"<h[1-6][^>]*\bid=\"([^\"]*)\"")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[”\")]*\s+(?=[”\"(]?[A-ZÅÄÖ])")
_WHOLE: Final = re.compile(r"[.!?][”\")]*$")
_BLOCKS: Final = frozenset(("li", "tr", "dt", "dd", "p", "div", "ul", "ol", "table"))
_URGENT: Final = '<div class="hb-urgent">'


class Question(NamedTuple):
    """What is asked, by whom, where the answer stands, and what makes it the answer."""

    who: str
    question: str
    page: str
    heading: str | None
    answer_has: list[str]
    row: str = ""


QUESTIONS: Final = [Question(**one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
IDS: Final = [f"{number}-{one.page}" for number, one in enumerate(QUESTIONS, 1)]


class Read(NamedTuple):
    """What is read at once: a sentence, or a whole point or row."""

    text: str
    point: bool


class _Blocks(HTMLParser):
    """Gathers what is read, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Read] = []
        self._text = ""
        self._point = False
        self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BLOCKS:
            # The first paragraph of a point is the point.
            if self._text.strip() or tag != "p":
                self.take()
                self._point = tag in ("li", "tr", "dd")
        elif tag in ("td", "th", "br"):
            self._text += " "
        self._head = self._head or tag == "thead"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.take()
        self._head = self._head and tag != "thead"

    def handle_data(self, data: str) -> None:
        if not self._head:
            self._text += data

    def take(self) -> None:
        """End what was gathered. A line that only leads on to the next is none of its own."""
        text, self._text = " ".join(self._text.split()), ""
        if text and self._point:
            self.found.append(Read(text, point=True))
        elif _WHOLE.search(text):
            self.found.extend(Read(one, point=False) for one in _SENTENCE.split(text))


def read(html: str) -> list[Read]:
    """Return what is read in a piece of HTML, in its order."""
    blocks = _Blocks()
    blocks.feed(html)
    blocks.close()
    blocks.take()
    return blocks.found


def first_read(html: str) -> str:
    """Return what a reader reads first in a piece of HTML.

    What is urgent stands in a box of its own, and is seen as soon as what comes before it: its
    first points, where it has any.
    """
    before, _, box = html.partition(_URGENT)
    urgent = read(box)
    points = [one for one in urgent if one.point]
    return _joined([*read(before)[:FIRST], *(points or urgent)[:FIRST]])


def read_from(row: str, html: str) -> str:
    """Return what a reader reads who first finds some words: the row, or what comes after."""
    found = read(html)
    at = next((n for n, one in enumerate(found) if row.casefold() in one.text.casefold()), None)
    if at is None:
        return ""
    return _joined(found[at : at + 1] if found[at].point else found[at : at + 1 + FIRST])


def _joined(found: Sequence[Read]) -> str:
    return " ".join(one.text for one in found)


def sections(view: View, page: str) -> dict[str, str]:
    """Return the HTML under each heading of a page, by the heading's anchor."""
    path = ROOT / "docs" / f"{page}.md"
    _, body, _ = read_front_matter(path.read_text(encoding="utf-8"), page)
    jinja = read_jinja(body, page)
    html = convert(jinja.rendered)
    at = address(f"{page}.md")
    for word, one in zip(jinja.words, jinja.calls, strict=True):
        html = html.replace(word, calls.call(one.name, view, at, *one.args, **one.keywords))
    headings = list(_HEADING.finditer(html))
    ends = [*(one.start() for one in headings[1:]), len(html)]
    return {
        found[1]: html[one.end() : end]
        for one, end in zip(headings, ends, strict=True)
        if (found := _ID.match(one[0]))
    }


@pytest.fixture(scope="module")
def staff(example: Handbook) -> View:
    """Return the example as all staff see it."""
    return example.for_audience(Audience.INTERNAL)


def test_there_are_forty_questions_and_none_twice() -> None:
    assert len({one.question for one in QUESTIONS}) == len(QUESTIONS) >= 40


def test_all_who_work_with_us_ask() -> None:
    assert len({one.who for one in QUESTIONS}) >= 17


@pytest.mark.parametrize("asked", QUESTIONS, ids=IDS)
def test_the_answer_stands_first_under_its_heading(asked: Question, staff: View) -> None:
    source = f"{asked.page}.md"
    assert address(source) in staff.pages, "there is no such page"
    assert source in {one.path for one in staff.catalog.menu or ()}, "the menu does not lead there"
    under = sections(staff, asked.page)
    assert asked.heading in under, f"{asked.question} Choose among {', '.join(under)}"
    html = under[asked.heading]
    text = read_from(asked.row, html) if asked.row else first_read(html)
    assert asked.answer_has
    missing = [one for one in asked.answer_has if one.casefold() not in text.casefold()]
    assert missing == [], f"{asked.question} First is read: {text}"
