"""Forty questions in staff's own words: the handbook answers each where the reader looks first.

A reader in a hurry finds a heading and reads the first lines under it. So the answer must stand in
the first two sentences there, or in the first two points where they come first. What counts as
the answer is said beside the question, in ``cases/questions/questions.yml``.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
import yaml
from conftest import ROOT

from macros.prose import address
from macros.prose.calls import read_jinja
from macros.prose.front import read_front_matter
from macros.prose.rendered import convert
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.handbook import Handbook
    from macros.prose import Call

FILE: Final = ROOT / "tests" / "cases" / "questions" / "questions.yml"

FIRST: Final = 2
"""So many sentences or points are read before the reader gives up."""

_HEADING: Final = re.compile(r"<h([1-6])[^>]*>.*?</h\1>", re.DOTALL)
_ID: Final = re.compile(r"<h[1-6][^>]*\bid=\"([^\"]*)\"")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[”\")]*\s+(?=[”\"(]?[A-ZÅÄÖ])")
_WHOLE: Final = re.compile(r"[.!?][”\")]*$")


class Question(NamedTuple):
    """What is asked, by whom, where the answer stands, and what makes it the answer."""

    who: str
    question: str
    page: str
    heading: str | None
    answer_has: list[str]


QUESTIONS: Final = [Question(**one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))]

IDS: Final = [f"{number}-{one.page}" for number, one in enumerate(QUESTIONS, 1)]


class _Blocks(HTMLParser):
    """Gathers what is read one at a time: points, rows of tables, and sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[str] = []
        self.found: list[str] = []
        self._text = ""
        self._in = ""
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "thead":
            self._quiet += 1
        elif tag in ("li", "tr", "dt", "dd", "p", "div", "ul", "ol", "table"):
            if self._text.strip() or tag != "p":
                self.take()
                self._in = ""
            if tag in ("li", "tr", "dd"):
                self._in = tag
        elif tag in ("td", "th", "br"):
            self._text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._quiet -= 1
        elif tag in ("li", "tr", "dt", "dd", "p", "div", "ul", "ol", "table"):
            self.take()

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self._text += data

    def take(self) -> None:
        """End what was gathered. A line that only leads on to the next is none of its own."""
        text, self._text = " ".join(self._text.split()), ""
        if text and self._in:
            self.points.append(text)
            self.found.append(text)
        elif _WHOLE.search(text):
            self.found.extend(_SENTENCE.split(text))


def first_read(html: str) -> str:
    """Return what a reader sees first in a piece of HTML.

    What is urgent stands in a box of its own, and is seen as soon as what comes before it: its
    first points, where it has any.
    """
    before, _, box = html.partition('<div class="hb-urgent">')
    urgent = _read(box)
    return " ".join([*_read(before).found[:FIRST], *(urgent.points or urgent.found)[:FIRST]])


def _read(html: str) -> _Blocks:
    blocks = _Blocks()
    blocks.feed(html)
    blocks.close()
    blocks.take()
    return blocks


def said(book: Handbook, call: Call) -> str:
    """Return what a call shows in running text: the words it is given, or a record's name."""
    signature = SIGNATURES[call.name]
    if signature.block:
        return ""
    words = given(call, signature)
    own = words.get("text") or words.get("citation")
    entry = book.catalog.entries.get(call.name, {}).get(str(words.get("id")))
    name = entry.record.name if entry is not None and entry.record is not None else ""
    return str(own or name)


def sections(book: Handbook, page: str) -> dict[str, str]:
    """Return the HTML under each heading of a page, by the heading's anchor."""
    path = ROOT / "docs" / f"{page}.md"
    _, body, _ = read_front_matter(path.read_text(encoding="utf-8"), page)
    jinja = read_jinja(body, page)
    html = convert(jinja.rendered)
    for word, call in zip(jinja.words, jinja.calls, strict=True):
        html = html.replace(word, said(book, call))
    headings = list(_HEADING.finditer(html))
    ends = [*(one.start() for one in headings[1:]), len(html)]
    return {
        found[1]: html[one.end() : end]
        for one, end in zip(headings, ends, strict=True)
        if (found := _ID.match(one[0]))
    }


def missing(words: Iterable[str], text: str) -> list[str]:
    """Return the words that a text has not, whatever their capitals."""
    return [one for one in words if one.casefold() not in text.casefold()]


def test_there_are_forty_questions_and_none_twice() -> None:
    assert len({one.question for one in QUESTIONS}) == len(QUESTIONS) >= 40


def test_all_who_work_with_us_ask() -> None:
    assert len({one.who for one in QUESTIONS}) >= 17


@pytest.mark.parametrize("asked", QUESTIONS, ids=IDS)
def test_the_answer_stands_first_under_its_heading(asked: Question, example: Handbook) -> None:
    source = f"{asked.page}.md"
    assert address(source) in example.catalog.pages, "there is no such page"
    assert source in (example.catalog.menu or ()), "the menu does not lead there"
    under = sections(example, asked.page)
    assert asked.heading in under, f"{asked.question} Choose among {', '.join(under)}"
    text = first_read(under[asked.heading])
    assert asked.answer_has
    assert missing(asked.answer_has, text) == [], f"{asked.question} First is read: {text}"
