"""The names of acts, arranged so that the name at a word is found in one step."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from macros.citations import heads

if TYPE_CHECKING:
    from collections.abc import Mapping

CELEX: Final = re.compile(r"3([0-9]{4})([A-Z])([0-9]{4})")
_LONG_ENOUGH: Final = 3
_UNION_SORTS: Final = {"R": "ordinance", "L": "directive"}
_WORD: Final = re.compile(r"[^\W_][\w-]*")
ABBREVIATION: Final = re.compile(r"[A-Za-zÅÄÖåäö][a-zåäö]{0,3}[A-ZÅÄÖ][A-Za-zÅÄÖåäö0-9]{0,8}")
"""An abbreviation as it is known in a text: it has a capital letter inside."""


class Table:
    """Names of acts, by the word for the act in them."""

    def __init__(self, most: int | None = None) -> None:
        """Make an empty table, of which `most` names can be alike but for the words around."""
        self._most = most
        self._heads: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self.short: dict[str, str] = {}

    def add(self, name: str, designation: str) -> None:
        """Add a name; one that was added later is found before an earlier one."""
        for word in _WORD.finditer(name):
            stem = heads.stem(word[0])
            if stem:
                before = name[: word.start()].casefold()
                after = name[word.end() :].casefold()
                known = self._heads.setdefault((stem, _first_words(after)), [])
                known.insert(0, (before, after, designation))
                known.sort(key=lambda one: -len(one[0]) - len(one[1]))
                del known[self._most or len(known) :]
                return
        self.short[name] = designation

    def find(self, text: str, start: int, end: int, floor: int) -> tuple[int, int, str] | None:
        """Return where the longest name stands whose word for the act is at a place.

        Args:
            text: the plain text.
            start: where the word begins.
            end: where it ends.
            floor: where what was read before ends.

        Returns:
            Start and end of the whole name, and the act's designation.
        """
        stem = heads.stem(text[start:end])
        following = _first_words(text[end : end + 60].casefold())
        for words in dict.fromkeys((following, "")):
            for before, after, designation in self._heads.get((stem, words), ()):
                begin, stop = start - len(before), end + len(after)
                fits = (
                    begin >= floor
                    and text[begin:start].casefold() == before
                    and text[end:stop].casefold() == after
                    and not _WORD.match(text[stop : stop + 1])
                )
                if fits:
                    return begin, stop, designation
        return None


class Lexicon(Table):
    """The names of the register."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the table of names: from name or abbreviation to designation."""
        super().__init__()
        self.sorts: dict[str, str] = {}
        self.union: dict[str, str] = {}
        for name, designation in names.items():
            celex = CELEX.fullmatch(designation)
            if celex is not None:
                self.union.setdefault(celex[1] + celex[3], designation)
            if name != designation:
                self.add(name, designation)
                self._add_sort(name, designation)
        self._folded = {
            name.casefold(): designation
            for name, designation in self.short.items()
            if len(name) >= _LONG_ENOUGH
        }
        odd = [name for name in self.short if not ABBREVIATION.fullmatch(name)]
        odd.sort(key=len, reverse=True)
        self.odd = tuple(odd)

    def _add_sort(self, name: str, designation: str) -> None:
        if designation in self.sorts and self.sorts[designation] != "law":
            return
        sorts = [heads.sort(word) for word in name.split(" ")[:4]]
        named = next((one for one in sorts if one != "other"), "law")
        self.sorts[designation] = named if named in ("ordinance", "code", "rules") else "law"

    def abbreviated(self, name: str) -> str:
        """Return the designation of an abbreviation; ``PuL`` is PUL, but ``Sol`` is not SoL."""
        found = self.short.get(name, "")
        capitals = sum(letter.isupper() for letter in name)
        return found or (self._folded.get(name.casefold(), "") if capitals > 1 else "")

    def sort(self, designation: str) -> str:
        """Return what kind of act a designation is: what "samma lag" and its like look for."""
        celex = CELEX.fullmatch(designation)
        if celex is not None:
            return _UNION_SORTS.get(celex[2], "other")
        if "FS " in designation:
            return "rules"
        return self.sorts.get(designation, "law")


def _first_words(text: str) -> str:
    """Return the two words that follow a word, if the first is one that begins a title."""
    words = text.split(" ", 3)
    titled = words[2:] and not words[0] and words[1] in ("om", "med", "för", "angående")
    return " ".join(words[1:3]) if titled else ""


@lru_cache(maxsize=8)
def _made(items: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon(dict(items))


class _Last:
    """The table that was last asked for: one text after another asks for the same."""

    names: Mapping[str, str] | None = None
    size = -1
    made: Lexicon | None = None


def lexicon(names: Mapping[str, str]) -> Lexicon:
    """Return the lexicon of a table of names, made once for each table."""
    if _Last.made is None or names is not _Last.names or len(names) != _Last.size:
        _Last.names, _Last.size = names, len(names)
        _Last.made = _made(tuple(names.items()))
    return _Last.made
