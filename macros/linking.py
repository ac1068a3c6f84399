"""Finished HTML: its citations become links to the law's pages, its explanations tooltips.

Citations are linked in what Markdown and the templates have made, not before: then no two readers
of Markdown can disagree on what is text, what is code and what is a link already. What is said of
the law in prose is judged on the text of `macros.prose`; a test holds the two together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from macros.citations.text import read_all
from macros.prose import BOUNDARY, OPAQUE, PAST, TAG, between
from macros.render import url_for
from macros.statutes import IN_FORCE, UNKNOWN
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.citations.text import Cited
    from macros.handbook import View

CITE: Final = "hb-cite"
"""The class of a citation that has become a link."""

_VOID: Final = frozenset(
    ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_NO_TEXT: Final = frozenset(["code", "pre", "script", "style", "svg", "sub", "sup", "kbd", "samp"])
_NO_LINKS: Final = frozenset(["a", "button", "summary", "label", "select", "textarea", "title"])
_LEAST: Final = 2
"""No citation is shorter than this, in characters."""

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TITLED = re.compile(r'(<a\b(?:[^<>"]|"[^"]*")*?) title="([^"]*)"((?:[^<>"]|"[^"]*")*>)')
_CLASS = re.compile(r'\bclass="([^"]*)"')


@dataclass(slots=True)
class _Piece:
    """A stretch of text between two tags: where it is in the HTML, and what may be done to it."""

    start: int
    end: int
    links: bool
    past: bool


@dataclass
class _Text:
    """What a piece of HTML says, and where each character of it stands in the HTML."""

    plain: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    """Where in the text a run begins, where in the HTML, and the HTML length of an entity or 0."""
    pieces: list[_Piece] = field(default_factory=list)

    def add(self, text: str, at: int, entity: int = 0) -> None:
        """Add a run of text that stands at a place in the HTML."""
        if text:
            self.marks.append((self.length, at, entity))
            self.plain.append(text)
            self.length += len(text)

    def place(self, position: int, *, end: bool = False) -> int:
        """Return where in the HTML a position of the text is; of an end, what it comes after."""
        index = bisect_right(self.marks, (position - end, 1 << 60, 0)) - 1
        begin, at, entity = self.marks[index]
        if entity:
            return at + entity if end else at
        return at + position - begin

    def pieces_in(self, start: int, stop: int) -> list[_Piece]:
        """Return the pieces that lie in a stretch of the HTML, cut to it."""
        index = bisect_right(self.pieces, start, key=lambda one: one.start) - 1
        found = []
        for one in self.pieces[max(index, 0) :]:
            if one.start >= stop:
                break
            if one.end > start:
                cut = _Piece(max(one.start, start), min(one.end, stop), one.links, one.past)
                found.append(cut)
        return found


class Linker:
    """Links the HTML of one page, and gathers the explanations that its links point to."""

    def __init__(self, view: View, at: str) -> None:
        """Take the handbook as the audience sees it, and the page's address."""
        self._view = view
        self._at = at
        self._tips: dict[str, str] = {}

    def prose(self, html: str) -> str:
        """Link a page's prose, in which "samma lag" reaches over the page."""
        text = _text(html)
        return self._described(_with(html, self._links(text, html, "".join(text.plain))))

    def fields(self, html: str) -> str:
        """Link what is made of fields, of which each is read by itself."""
        text = _text(html)
        links: list[tuple[int, int, str, str]] = []
        begin = 0
        for block in "".join(text.plain).split(BOUNDARY):
            if len(block.strip()) >= _LEAST:
                links.extend(self._links(text, html, block, begin))
            begin += len(block) + len(BOUNDARY)
        return self._described(_with(html, links))

    def tips(self) -> Markup:
        """Return the explanations of the page's links, for its end; empty where there are none."""
        shown = Markup("").join(
            Markup('<p id="{}">{}</p>').format(name, text) for text, name in self._tips.items()
        )
        return (
            Markup('<div class="hb-tips" data-pagefind-ignore hidden>{}</div>').format(shown)
            if shown
            else Markup("")
        )

    def _links(
        self, text: _Text, html: str, words: str, begin: int = 0
    ) -> Iterator[tuple[int, int, str, str]]:
        """Yield where to open and close a link, its start tag, and what follows it."""
        for cited in read_all(words, self._view.catalog.names.table()):
            start = text.place(begin + cited.start)
            stop = text.place(begin + cited.end, end=True)
            pieces = text.pieces_in(start, stop)
            whole = _balanced(html, start, stop) if all(one.links for one in pieces) else None
            if whole is not None:
                start, stop = whole
            else:
                free = (one for one in pieces if one.links and re.search(r"\w", _of(html, one)))
                piece = next(free, None)
                if piece is None:
                    continue
                start, stop = piece.start, piece.end
            link = self._link(cited, past=any(one.past for one in pieces))
            if link is not None:
                yield start, stop, *link

    def _link(self, cited: Cited, *, past: bool) -> tuple[str, str] | None:
        found = self._view.statutes.find(cited.designation, cited.place)
        if found is None or found.status(self._view.day) == UNKNOWN:
            return None
        link = values.of_place(self._view, found, cited.text)
        if link.address == self._at:
            return None
        href = escape(url_for(link.address, self._at))
        tag = f'<a class="{CITE}" href="{href}" title="{escape(link.title)}">'
        state = found.status(self._view.day)
        told = past or state == IN_FORCE
        return tag, "" if told else f' <span class="hb-state">({escape(link.state)})</span>'

    def _described(self, html: str) -> str:
        """Make the explanation of each link one that all can reach, not only who hovers."""

        def instead(tag: re.Match[str]) -> str:
            classes = _CLASS.search(tag[0])
            if classes is not None and classes[1] != CITE:
                return tag[0]  # Markdown's own: the sign after a heading, the way back to a note.
            name = self._tips.setdefault(unescape(tag[2]), f"hb-tip-{len(self._tips) + 1}")
            return f'{tag[1]} aria-describedby="{name}"{tag[3]}'

        return _TITLED.sub(instead, html)


def _text(html: str) -> _Text:
    """Return what a piece of HTML says."""
    text = _Text()
    opened: list[tuple[str, bool]] = []
    at = 0
    for tag in [*TAG.finditer(html), None]:
        end = tag.start() if tag else len(html)
        if end > at:
            names = {name for name, _ in opened}
            if names & _NO_TEXT:
                text.add(OPAQUE, at, end - at)
            else:
                past = any(marked for _, marked in opened)
                text.pieces.append(_Piece(at, end, not names & _NO_LINKS, past))
                _add_text(text, html, at, end)
        if tag is None:
            break
        text.add(between(tag), tag.start(), tag.end() - tag.start())
        _take(opened, tag)
        at = tag.end()
    return text


def _add_text(text: _Text, html: str, at: int, end: int) -> None:
    for entity in _ENTITY.finditer(html, at, end):
        text.add(html[at : entity.start()], at)
        text.add(unescape(entity[0]), entity.start(), entity.end() - entity.start())
        at = entity.end()
    text.add(html[at:end], at)


def _take(opened: list[tuple[str, bool]], tag: re.Match[str]) -> None:
    """Keep count of the elements that are open; what nobody opened closes nothing."""
    name = (tag[2] or "").lower()
    if tag[1]:
        if any(one == name for one, _ in opened):
            while opened.pop()[0] != name:
                pass
    elif name and name not in _VOID and not tag[0].endswith("/>"):
        classes = _CLASS.search(tag[0])
        opened.append((name, classes is not None and PAST in classes[1].split()))


def _balanced(html: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return a stretch of HTML in which all that opens also closes, None where there is none.

    It is the given one, with the tags that stand directly around it and belong to it.
    """
    opened: list[str] = []
    for tag in TAG.finditer(html, start, stop):
        name = tag[2] or ""
        if not tag[1]:
            if name.lower() not in _VOID:
                opened.append(name)
        elif opened:
            if opened.pop() != name:
                return None
        else:
            before = re.compile(rf"<{name}\b[^<>]*>$").search(html, max(0, start - 200), start)
            if before is None:
                return None
            start = before.start()
    while opened:
        after = f"</{opened.pop()}>"
        if not html.startswith(after, stop):
            return None
        stop += len(after)
    return start, stop


def _of(html: str, piece: _Piece) -> str:
    return html[piece.start : piece.end]


def _with(html: str, links: Iterable[tuple[int, int, str, str]]) -> str:
    """Return the HTML with links around stretches of it, each after the one before."""
    parts: list[str] = []
    at = 0
    for start, stop, tag, after in links:
        if start < at:
            continue
        parts.extend((html[at:start], tag, html[start:stop], "</a>", after))
        at = stop
    return "".join((*parts, html[at:]))
