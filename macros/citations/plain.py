"""A text made plain for reading, and the way from a position in it back to the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

BOUNDARY: Final = "\u2029"
"""Ends a paragraph, and so a sentence: no citation crosses it."""

# Each stands for one character, so that no position moves.
_SAME_LENGTH: Final = {
    **dict.fromkeys("\r\t\v\f\x85\u00a0\u1680\u2028\u202f\u205f\u3000", " "),
    **{chr(space): " " for space in range(0x2000, 0x200B)},
    **dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212\ufe58", "–"),
    "\uff08": "(",
    "\uff09": ")",
}
# A soft hyphen and what else is not seen: it may stand anywhere in a word. So may a raised figure
# of a footnote.
_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\u00b9\u00b2\u00b3\u2070-\u2079"
)
# What does not stay as long as it was. It begins with a set of characters, so that the search
# goes fast over all others.
_RUN: Final = (
    rf"[ \n{_UNSEEN}-](?:(?<=[ \n{_UNSEEN}])[ \n{_UNSEEN}]+|(?<=[{_UNSEEN}])"
    # A word divided at the end of a line, unless it is half of "offentlighets- och".
    r"|(?<=[a-zåäö]-)\n *(?=[a-zåäö])(?!(?:och|eller|samt|respektive) ))"
)
_UNEVEN: Final = re.compile(_RUN)
_ACCENT: Final = re.compile("[\u0300-\u036f]")
# A letter and its accents as characters of their own; a long row of them is no letter.
_UNEVEN_ACCENTED: Final = re.compile(rf"{_RUN}|[A-Za-z][\u0300-\u036f]{{1,4}}")
_BLANK_LINE: Final = re.compile(r"\n *\n")
_NOT_SEEN: Final = re.compile(f"[{_UNSEEN}]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the plain text, and the stretch of the text that it was made from."""

    plain: int
    start: int
    end: int
    same: bool


class Plain:
    """A text with simple spaces, hyphens and dashes, single spaces, and no unseen characters.

    A blank line has become `BOUNDARY`.
    """

    def __init__(self, text: str) -> None:
        """Make a text plain."""
        even = text
        for character in _SAME_LENGTH.keys() & set(text):
            even = even.replace(character, _SAME_LENGTH[character])
        uneven = _UNEVEN_ACCENTED if _ACCENT.search(even) else _UNEVEN
        parts: list[str] = []
        self._pieces: list[_Piece] = []
        at = length = 0
        for match in uneven.finditer(even):
            self._pieces.append(_Piece(length, at, match.start(), same=True))
            made = _made(match[0])
            parts += [even[at : match.start()], made]
            length += match.start() - at
            if made:
                self._pieces.append(_Piece(length, match.start(), match.end(), same=False))
                length += len(made)
            at = match.end()
        self._pieces.append(_Piece(length, at, len(text), same=True))
        parts.append(even[at:])
        self.text = "".join(parts).replace("\n", " ")
        self._starts = [piece.plain for piece in self._pieces]

    def start(self, at: int) -> int:
        """Return where in the text the character stands that is at a position in the plain one."""
        piece = self._pieces[bisect_right(self._starts, at) - 1]
        return piece.start + (at - piece.plain if piece.same else 0)

    def end(self, at: int) -> int:
        """Return where in the text the character ends that ends at a position in the plain one."""
        piece = self._pieces[bisect_right(self._starts, at - 1) - 1]
        return piece.start + (at - piece.plain) if piece.same else piece.end


def _made(run: str) -> str:
    """Return what an uneven run becomes in the plain text."""
    if run[0] == "-":
        return ""
    if run[0].isalpha():
        return unicodedata.normalize("NFC", run)
    seen = _NOT_SEEN.sub("", run)
    if _BLANK_LINE.search(seen):
        return BOUNDARY
    return " " if seen else ""
