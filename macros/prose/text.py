"""The text of a page of prose as its readers see it, and where each stretch stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from macros.problems import Location
from macros.prose.page import Heading
from macros.prose.rendered import convert
from macros.prose.shown import BOUNDARY, OPAQUE, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.prose.calls import Jinja
    from macros.prose.page import Call

QUOTING: Final = "law"
"""The macro that shows the citation which it is given, or other words in its place."""

_TOKEN: Final = re.compile(r"\w+|§")
_GAP: Final = r"(?:<[^<>]*>|&#?\w{1,8};|[^\w§])*?"
_FIRST: Final = re.compile(r"[^\w§]*(?:[\w§]+[^\w§]*){1,4}")
"""The first words of a block, by which it is found in the file."""


class Text:
    """The text of a page: what its HTML shows, then what attributes say to some readers.

    `called` tells where in it a call of a macro shows its text, by the call's number; `calls` are
    the calls by the words that stand for them in the page's HTML.
    """

    def __init__(self, html: str, source: str, path: str, calls: Mapping[str, Call]) -> None:
        """Read a page.

        Args:
            html: what the site's Markdown makes of it, with a word in the place of each call.
            source: the text of the file.
            path: how the file is named in problems.
            calls: the calls by the words that stand for them.
        """
        self._shown = Shown(html, {word: _said(call) for word, call in calls.items()})
        self.calls = dict(calls)
        self._source = source
        self._path = path
        numbers = {word: number for number, word in enumerate(calls)}
        self.called = {
            (start, end): numbers[word] for start, end, word in self._shown.called if start < end
        }
        self._calls = sorted(self.called)
        self.plain = BOUNDARY.join((self._shown.text, *self._shown.said))

    def is_past(self, start: int, end: int) -> bool:
        """Say whether some of a stretch is marked as history."""
        return end <= len(self._shown.text) and self._shown.is_past(start, end)

    def in_call(self, start: int, end: int) -> bool:
        """Say whether calls show all of a stretch."""
        at, index = start, max(bisect_right(self._calls, start, key=lambda one: one[0]) - 1, 0)
        for first, last in islice(self._calls, index, None):
            if first >= end:
                break
            if last > at and not self.plain[at:first].strip():
                at = last
        return not self.plain[at:end].strip()

    def boxes(self, css: str) -> tuple[str, ...]:
        """Return the HTML inside each outermost element of a class, `calls` for what is called."""
        return self._shown.inside(css)

    def under(self, at: int) -> Heading | None:
        """Return the heading that a position stands under, None before the first."""
        index = bisect_right(self._shown.titles, at, key=lambda one: one.at) - 1
        if index < 0:
            return None
        title = self._shown.titles[index]
        anchor = title.anchor if re.fullmatch(r"[\w-]+", title.anchor) else None
        if anchor is not None and "qxanrop" in anchor:
            anchor = None  # Made of a call: what the site makes of it is not known here.
        return Heading(title.level, title.text, anchor, Location(self._path))

    def place(self, start: int, end: int) -> Location:
        """Return where in the file a stretch of the text stands, as near as it can be found."""
        words = self.plain[start:end]
        index = bisect_right(self._blocks, start, key=lambda one: one[0]) - 1
        if index < 0:
            return self.find(words)
        begin, at = self._blocks[index]
        pattern = _pattern(words)
        before = len(pattern.findall(self.plain, begin, start)) if pattern else 0
        return self.find(words, at, before)

    def head(self, field: str) -> Location:
        """Return where a field of the page's head stands."""
        found = re.search(rf"^{field}:", self._source, re.MULTILINE)
        line = self._source.count("\n", 0, found.start()) + 1 if found else 1
        return Location(self._path, line, 1)

    def find(self, words: str, at: int = 0, before: int = 0) -> Location:
        """Return where in the file some words stand.

        Args:
            words: what is looked for, whatever white space and markup stands in it.
            at: from where on; if they do not stand there, they are looked for anywhere.
            before: how many others like them come before.
        """
        pattern = _pattern(words)
        begin = at
        if pattern is not None:
            found = list(islice(pattern.finditer(self._source, at), before + 1))
            anywhere = found or list(islice(pattern.finditer(self._source), 1))
            begin = anywhere[-1].start() if anywhere else at
        line = self._source.count("\n", 0, begin)
        return Location(self._path, line + 1, begin - (self._source.rfind("\n", 0, begin) + 1) + 1)

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        """Return for each block where it begins in the text and, about, in the file."""
        places = []
        cursor = 0
        for at, block in self._shown.blocks():
            first = _FIRST.match(block.split(OPAQUE)[0])
            pattern = _pattern(first[0]) if first else None
            if pattern is not None:
                found = pattern.search(self._source, cursor)
                # Notes stand at a page's end wherever they are written: they move nothing.
                other = found or pattern.search(self._source)
                places.append((at, other.start() if other else cursor))
                cursor = found.start() if found else cursor
        return places


def read_text(jinja: Jinja, source: str, path: str) -> Text:
    """Return the text of a page.

    Args:
        jinja: what Jinja sees in it.
        source: the text of the whole file.
        path: how the file is named in problems.
    """
    whole = len(jinja.calls) == len(jinja.words)
    html = convert(jinja.rendered)
    calls = dict(zip(jinja.words, jinja.calls, strict=True)) if whole else {}
    return Text(html, source, path, calls)


def _said(call: Call) -> str:
    """Return what is read in the place of a call: what `QUOTING` shows, all else is no text."""
    if call.name != QUOTING:
        return OPAQUE
    names = ("citation", "text")
    given = {**dict(zip(names, call.args, strict=False)), **call.keywords}
    shown = given.get("text") or given.get("citation")
    return shown if isinstance(shown, str) else OPAQUE


def _pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds some words in the file, None where they are none."""
    tokens = _TOKEN.findall(words)
    return re.compile(rf"(?<!\w){_GAP.join(map(re.escape, tokens))}") if tokens else None
