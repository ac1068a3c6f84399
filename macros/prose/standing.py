"""Where the calls of a page stand once Markdown has made HTML of it.

What a macro answers is harmless as text and as a block of its own. Inside a tag, an address or a
comment it is neither read nor safe, and a table in the middle of a line tears the line apart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from macros.prose.page import Standing
from macros.prose.rendered import convert

if TYPE_CHECKING:
    from macros.prose.calls import Jinja
    from macros.prose.page import Call

# What may hold a block; a paragraph may when the block is all that it holds.
_HOLDERS: Final = frozenset(
    ["blockquote", "dd", "details", "div", "dl", "figure", "li", "ol", "p", "section", "ul"]
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_VOID: Final = frozenset(["br", "col", "hr", "img"])


def with_standing(jinja: Jinja) -> tuple[Call, ...]:
    """Return the calls of a page, each with where it stands."""
    if not jinja.calls or len(jinja.calls) != len(jinja.words):
        return jinja.calls
    scanner = _Scanner(jinja.words)
    try:
        html = convert(jinja.worded)
        scanner.feed(html)
        scanner.close()
    except AssertionError:  # A torn declaration, which is refused as such.
        return jinja.calls
    return tuple(
        replace(call, standing=_standing(scanner, html, word, alone=alone))
        for call, word, alone in zip(jinja.calls, jinja.words, jinja.alone, strict=True)
    )


def _standing(scanner: _Scanner, html: str, word: str, *, alone: bool) -> Standing:
    if word not in scanner.within or word in scanner.hidden:
        return Standing.HIDDEN
    within = scanner.within[word]
    whole = within[-1:] != ("p",) or bool(re.search(rf"<p>\s*{word}\s*</p>", html))
    return Standing.ALONE if alone and whole and _HOLDERS.issuperset(within) else Standing.TEXT


class _Scanner(HTMLParser):
    """Finds the words that stand for calls: in text, with the elements about them, or elsewhere."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self._word = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
        self._open: list[str] = []
        self.within: dict[str, tuple[str, ...]] = {}
        self.hidden: set[str] = set()

    def _hide(self, text: str) -> None:
        self.hidden.update(self._word.findall(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes; Markdown makes a heading's id of its text."""
        self._hide(tag)
        for name, value in attrs:
            if not (tag in _HEADINGS and name == "id"):
                self._hide(f"{name} {value or ''}")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element, and of those inside it that were left open."""
        self._hide(tag)
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Note what stands in text."""
        for word in self._word.findall(data):
            self.within[word] = tuple(self._open)
