"""Finished HTML: its citations become links to the law's pages, its explanations tooltips.

Citations are linked in what Markdown and the templates have made, not before: then no two readers
of Markdown can disagree on what is text, what is code and what is a link already. What is judged
is the same text (`macros.prose.shown`); a test holds the two together.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from macros.citations.text import read_all
from macros.prose import OPAQUE, SAID, STATE, TAG, VOID, Shown
from macros.render import url_for
from macros.statutes import IN_FORCE, UNKNOWN
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.citations.text import Cited
    from macros.handbook import View

CITE: Final = "hb-cite"
"""The class of a citation that has become a link."""

_LEAST: Final = 2
"""No citation is shorter than this, in characters."""

_TITLED = re.compile(r'(<a\b(?:[^<>"]|"[^"]*")*?) title="([^"]*)"((?:[^<>"]|"[^"]*")*>)')
_CLASS = re.compile(r'\bclass="([^"]*)"')
_SAID = re.compile(rf"</?{SAID}>")


class Linker:
    """Links the HTML of one page, and gathers the explanations that its links point to."""

    def __init__(self, view: View, at: str) -> None:
        """Take the handbook as the audience sees it, and the page's address."""
        self._view = view
        self._at = at
        self._tips: dict[str, str] = {}

    def prose(self, html: str, words: Iterable[str] = ()) -> str:
        """Link a page's prose, in which "samma lag" reaches over the page.

        Args:
            html: what Markdown has made of it.
            words: the words that stand for what block macros answer.
        """
        shown = Shown(html, dict.fromkeys(words, OPAQUE))
        return self._described(_SAID.sub("", _with(html, self._links(shown, shown.text))))

    def fields(self, html: str) -> str:
        """Link what is made of fields, of which each is read by itself."""
        shown = Shown(html)
        links: list[tuple[int, int, str, str]] = []
        for begin, block in shown.blocks():
            if len(block.strip()) >= _LEAST:
                links.extend(self._links(shown, block, begin))
        return self._described(_with(html, links))

    def tips(self) -> Markup:
        """Return the explanations of the page's links, for its end; empty where there are none."""
        if not self._tips:
            return Markup("")
        shown = Markup("").join(
            Markup('<p id="{}">{}</p>').format(name, text) for text, name in self._tips.items()
        )
        return Markup('<div class="hb-tips" data-pagefind-ignore hidden>{}</div>').format(shown)

    def _links(
        self, shown: Shown, words: str, begin: int = 0
    ) -> Iterator[tuple[int, int, str, str]]:
        """Yield where to open and close a link, its start tag, and what follows it."""
        html = shown.html
        for cited in read_all(words, self._view.names.table()):
            start = shown.place(begin + cited.start)
            stop = shown.place(begin + cited.end, end=True)
            pieces = shown.between(start, stop)
            whole = _balanced(html, start, stop) if all(one.links for one in pieces) else None
            if whole is not None:
                start, stop = whole
            else:
                free = (
                    one
                    for one in pieces
                    if one.links and re.search(r"\w", html[one.start : one.end])
                )
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
        told = past or found.status(self._view.day) == IN_FORCE
        return tag, "" if told else f'<span class="{STATE}"> ({escape(link.state)})</span>'

    def _described(self, html: str) -> str:
        """Make the explanation of each link one that all can reach, not only who hovers."""

        def instead(tag: re.Match[str]) -> str:
            classes = _CLASS.search(tag[0])
            if classes is not None and classes[1] != CITE:
                return tag[0]  # Markdown's own: the sign after a heading, the way back to a note.
            name = self._tips.setdefault(unescape(tag[2]), f"hb-tip-{len(self._tips) + 1}")
            return f'{tag[1]} aria-describedby="{name}"{tag[3]}'

        return _TITLED.sub(instead, html)


def _balanced(html: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return a stretch of HTML in which all that opens also closes, None where there is none.

    It is the given one, with the tags that stand directly around it and belong to it.
    """
    opened: list[str] = []
    for tag in TAG.finditer(html, start, stop):
        name = tag[2] or ""
        if not tag[1]:
            if name.lower() not in VOID:
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
