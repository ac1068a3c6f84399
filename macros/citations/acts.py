"""Acts in running text: by name in any form, by number, by abbreviation, or by reference back."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from macros.citations import given, heads, union
from macros.citations.lexicon import ABBREVIATION, CELEX, Lexicon, Table
from macros.citations.memory import Memory
from macros.citations.mention import Act
from macros.citations.statutes import (
    read_again,
    read_number,
    read_old,
    read_series,
    read_titled,
    title_before,
)

if TYPE_CHECKING:
    from macros.citations.given import Given

_SHORT: Final = re.compile(rf"{ABBREVIATION.pattern}(?=(?::s|s|['’]s)?(?![\w-]))")
_GENITIVE: Final = re.compile(r"(?::s|s|['’]s)?(?![\w-])")
_COMPOUND: Final = re.compile(r"(?<![\w-])[\w-]+- (?:och|eller|samt) $")
_OF_A_YEAR: Final = re.compile(r"(?<![0-9])([0-9]{4}) års (?:\w+ )?$")
_PLAIN_WORDS: Final = frozenset(
    ("lag", "förordning", "balk", "kungörelse", "stadga", "direktiv", "författning", "föreskrift",
     "grundlag", "beslut", "ordning")
)  # fmt: skip
_ORDERS: Final = ("riksdagsordning", "successionsordning", "regeringsform")
_MOST_ALIKE: Final = 20
_NOT_CASES: Final = frozenset(("SOU", "KF", "KS", "HFD", "NJA", "SFS", "RÅ", "AD", "JO", "JK"))


class ActReader:
    """Finds acts in one text. Remembers what the text has named, so it is made for each text."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the names of the register."""
        self._lexicon = lexicon
        self._given = Table(_MOST_ALIKE)
        self._union = ChainMap[str, str]({}, lexicon.union)
        self._memory = Memory()
        self.skip = (0, 0)
        """Where the text gives a name: nothing is read there."""

    def word(self, text: str, start: int, end: int, floor: int) -> Act | None:
        """Read the act at a word for an act.

        Args:
            text: the plain text.
            start: where the last part of the word begins, as ``lagen`` in ``arkivlagen``.
            end: where the word ends.
            floor: what stands before belongs to another mention.
        """
        start = heads.word_start(text, start, floor)
        stem = heads.stem(text[start:end])
        if not stem:
            return None
        best = self._known(text, start, end, floor)
        begin, stop = best[:2] if best else (heads.with_digit(text, start, floor), end)
        kind = heads.sort(text[start:end])
        numbered = self._with_number(text, begin, stop, stem, kind)
        if numbered is not None:
            return numbered
        if best is not None:
            return self._named(text, best, floor)
        if stem in _PLAIN_WORDS:
            titled = read_titled(text, end) if stem in ("lag", "förordning") else None
            if titled is not None:
                return Act(start, titled.end, titled.designation, kind, numbered=True)
            return self._referred(text, start, end, floor)
        unknown = kind in ("law", "ordinance", "code", "directive") or stem == "regeringsform"
        return Act(begin, end, "", kind, alone=False) if unknown else None

    def short(self, text: str, start: int, floor: int) -> Act | None:
        """Read the act at an abbreviation, or at the name of an authority's regulations."""
        series = read_series(text, start)
        if series is not None:
            name, number, end = series
            if name == "SFS":
                return Act(start, end, number, "law", numbered=True, listed=True)
            begin = title_before(text, start, end, floor)
            return Act(begin, end + (begin < start), f"{name} {number}", "rules", listed=True)
        match = _SHORT.match(text, start)
        name = match[0] if match else ""
        for known in (name, name.removesuffix("s")):
            designation = self._given.short.get(known) or self._lexicon.abbreviated(known)
            if designation:
                return self._abbreviated(text, start, start + len(known), designation)
        found = read_number(text, start + len(name))
        new = found is not None and found.inside and name not in _NOT_CASES
        if found is not None and new and any(letter in name for letter in "LFB"):
            self._given.short[name] = found.designation
            return self._abbreviated(text, start, start + len(name), found.designation)
        return self.union(text, start)

    def other(self, text: str, start: int, end: int) -> Act | None:
        """Read the act at a name of the register that is neither a word for acts nor short."""
        designation = self._lexicon.short.get(text[start:end])
        return self._abbreviated(text, start, end, designation) if designation else None

    def union(self, text: str, start: int) -> Act | None:
        """Read the act at a number of the EU: ``(EU) 2016/679``, ``95/46/EG``."""
        return self._of_union(text, start, start, "")

    def old(self, text: str, start: int) -> Act | None:
        """Read an old statute by its year, number and page: ``1736:0123 s. 2``."""
        old = read_old(text, start)
        return Act(start, old[1], old[0], "law", numbered=True) if old else None

    def again(self, text: str, start: int, before: Act) -> Act | None:
        """Read another number after one in a list: ``MSBFS 2020:6 och 2020:7``."""
        number = read_again(text, start)
        if not number or not before.listed:
            return None
        series = before.designation.rpartition(" ")[0]
        end = start + len(number)
        return replace(before, start=start, end=end, designation=f"{series} {number}".strip())

    def remember(self, text: str, act: Act) -> Act:
        """Remember a mention for "samma lag" and its like, and the name that the text gives it."""
        if act.soft or act.back:
            return act
        self._memory.add(act.designation, act.sort)
        celex = CELEX.fullmatch(act.designation)
        if celex is not None:
            self._union[celex[1] + celex[3]] = act.designation
        if not act.designation:
            return act
        # An act of the EU may be given any abbreviation where its number stands.
        words = text[act.start : act.end].split(" ", 5)
        named = next((one for one in words if heads.stem(one)), words[0])
        word = "" if celex and act.numbered else named
        for found in (
            given.before(text, act.start, word),
            given.after(text, act.end, word, titled=act.numbered),
        ):
            if found is not None:
                self._give(found, act)
        return act

    def name(self, word: str, designation: str) -> None:
        """Give an act a name for the rest of the text."""
        self._given.add(word, designation)

    def name_after(self, text: str, at: int, act: Act) -> None:
        """Remember the name that the text gives an act where its title ends."""
        found = given.after(text, at, "")
        if found is not None:
            self._give(found, act)

    def meant_by(self, word: str) -> str:
        """Return what the text has said that ``lagen`` or ``förordningen`` alone means."""
        return self._memory.meant.get(heads.stem(word), "")

    def _give(self, found: Given, act: Act) -> None:
        stem = heads.stem(found.name)
        if stem in _PLAIN_WORDS:
            self._memory.meant[stem] = act.designation
        elif self._lexicon.short.get(found.name) == act.designation:
            return
        else:
            self._given.add(found.name, act.designation)
        if found.start >= act.end:
            self.skip = (found.start, found.end)

    def _known(self, text: str, start: int, end: int, floor: int) -> tuple[int, int, str] | None:
        """Return the longest name at a word; the text's own names win over the register's."""
        found = [
            one
            for table in (self._given, self._lexicon)
            if (one := table.find(text, start, end, floor))
        ]
        return max(found, key=lambda one: one[1] - one[0]) if found else None

    def _named(self, text: str, best: tuple[int, int, str], floor: int) -> Act:
        begin, end, designation = best
        year = _OF_A_YEAR.search(text, max(floor, begin - 24), begin)
        sort = self._lexicon.sort(designation)
        if year is not None and not designation.startswith(year[1]):
            return Act(begin, end, "", sort, alone=False)
        return Act(begin, end, designation, sort)

    def _abbreviated(self, text: str, start: int, end: int, designation: str) -> Act | None:
        genitive = _GENITIVE.match(text, end)
        if genitive is None:
            return None
        end = genitive.end()
        number = read_number(text, end)
        if number is not None and number.inside:
            designation, end = number.designation, number.end
        elif CELEX.fullmatch(designation):
            found = union.read_number(text, end, "", self._union)
            if found is not None and found[0] == designation:
                end = found[1]
        return Act(start, end, designation, self._lexicon.sort(designation))

    def _with_number(self, text: str, start: int, end: int, stem: str, kind: str) -> Act | None:
        """Read a number after the word, which wins over the name."""
        if kind in ("ordinance", "directive", "decision"):
            found = self._of_union(text, start, end, stem)
            if found is not None:
                return found
        number = read_number(text, end)
        swedish = kind in ("law", "ordinance", "code", "other") or stem in _ORDERS
        if number is None or not swedish or (number.bare and kind == "other"):
            return None
        compound = _COMPOUND.search(text, max(0, start - 30), start)
        begin = compound.start() if compound else start
        act = Act(begin, number.end, number.designation, kind, numbered=True, listed=stem == "lag")
        if stem not in _PLAIN_WORDS:
            self._given.add(text[start:end], act.designation)
            self._given.add(text[begin:end], act.designation)
        if number.short and number.short not in self._lexicon.short:
            self._given.add(number.short, act.designation)
        inside = given.inside(text, number.stop, stem)
        if inside is not None:
            self._give(inside, act)
        return act

    def _of_union(self, text: str, start: int, end: int, stem: str) -> Act | None:
        found = union.read_number(text, end, stem, self._union)
        if found is None:
            return None
        if stem not in _PLAIN_WORDS and stem:
            self._given.add(text[start:end], found[0])
        return Act(start, found[1], found[0], self._lexicon.sort(found[0]), numbered=True)

    def _referred(self, text: str, start: int, end: int, floor: int) -> Act | None:
        """Read ``samma lag`` and its like, ``lagen`` and ``2018 års lag``."""
        found = self._memory.refer(text, start, end, floor)
        if found is not None:
            begin, designation, sort, alone = found
            alone = alone and designation != ""
            return Act(begin, end, designation, sort, alone=alone, back=True)
        kind = heads.sort(text[start:end])
        if heads.is_definite(text[start:end]) or _OF_A_YEAR.search(
            text, max(floor, start - 12), start
        ):
            return Act(start, end, "", kind, alone=False, soft=True)
        return None
