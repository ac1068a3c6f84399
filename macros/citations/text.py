"""All legal citations in a running text.

Places and acts are found from left to right, each reading going on where the last one ended, so
that the time is linear in the text. Then each group of places is given its act.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from macros.citations.lexicon import lexicon
from macros.citations.owners import resolve, unknown
from macros.citations.plain import Plain
from macros.citations.tokens import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.citations.lexicon import Lexicon
    from macros.citations.owners import Token
    from macros.citations.place import Place


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that a text cites. `last` is the last place of a range, None otherwise."""

    start: int
    end: int
    text: str
    designation: str
    place: Place
    last: Place | None = None

    @property
    def fragment(self) -> str:
        """Return the place's fragment, empty for the whole act."""
        return self.place.fragment


@lru_cache(maxsize=4096)  # a text is asked for its citations, and for acts that are not known
def _read(text: str, names: Lexicon) -> tuple[Plain, Reader, list[Token]]:
    plain = Plain(text)
    reader = Reader(plain.text, names)
    return plain, reader, reader.tokens()


def read_all(text: str, names: Mapping[str, str]) -> tuple[Cited, ...]:
    """Return the citations of a text, in order.

    Args:
        text: prose, without markup.
        names: names and abbreviations of acts, each with its designation.
    """
    plain, reader, tokens = _read(text, lexicon(names))
    found = []
    for one in resolve(plain.text, tokens, reader.meant_by):
        start, end = plain.start(one.start), plain.end(one.end)
        found.append(Cited(start, end, text[start:end], one.designation, one.place, one.last))
    return tuple(found)


def strangers(text: str, names: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """Return where a text cites a place in an act whose name is not known: ``5 § hittepålagen``.

    Args:
        text: prose, without markup.
        names: names and abbreviations of acts, each with its designation.
    """
    if "§" not in text and "kap" not in text.casefold() and "art" not in text.casefold():
        return ()  # No place, so none in an act that is not known.
    plain, _, tokens = _read(text, lexicon(names))
    return tuple((plain.start(start), plain.end(end)) for start, end in unknown(plain.text, tokens))
