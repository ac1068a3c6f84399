"""Acts in running text: by name in any form, by number, by abbreviation, or by reference back."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from macros.citations import given, heads, union
from macros.citations.lexicon import ABBREVIATION, CELEX, Lexicon, Table
from macros.citations.memory import Memory

if TYPE_CHECKING:
    from macros.citations.given import Given

_SFS: Final = r"(?:SFS (?:nr )?)"
_NUMBER: Final = re.compile(
    rf" ?\((?:(?P<short>{ABBREVIATION.pattern})[,;] |[A-ZÅÄÖ]{{1,4}}[LB] )?{_SFS}?"
    r"(?P<paged>[0-9]{4}:[0-9]{1,4}(?: s\. ?[0-9]{1,4})?)(?![0-9:])"
    rf"|,? {_SFS}(?P<named>[0-9]{{4}}:[0-9]{{1,4}})(?![\w:/])"
    r"| (?:nr )?(?P<plain>[0-9]{4}:[0-9]{1,4})(?![\w:/])"
)
_REST: Final = re.compile(r"[^()§\u2029\ufffc]{0,80}\)")
_SHORT: Final = re.compile(rf"{ABBREVIATION.pattern}(?=(?::s|s|['’]s)?(?![\w-]))")
_GENITIVE: Final = re.compile(r"(?::s|s|['’]s)?(?![\w-])")
_AUTHORITY: Final = re.compile(
    r"([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}-?FS) ?(?:nr )?([0-9]{4}:[0-9]{1,4})(?![\w/]|:(?!s(?!\w)))"
)
_OLD: Final = re.compile(r"(1[6-9][0-9]{2}:[0-9]{2,4}) s\. ?([0-9]{1,4})(?![0-9])")
_AGAIN: Final = re.compile(r"([0-9]{4}:[0-9]{1,4})(?![\w:/])|\(([0-9]{4}:[0-9]{1,4})\)")
_TITLED: Final = re.compile(
    rf" om [^.;:()§0-9\u2029\ufffc]{{3,160}} \({_SFS}?(?P<paged>[0-9]{{4}}:[0-9]{{1,4}})\)"
)
_REGULATIONS: Final = re.compile(
    r"(?<![\w-])(?:[\w-]+(?:s|:s) )?föreskrifter(?: och allmänna råd)?"
    r"(?: om [^.;:()\u2029\ufffc]{1,120})? \($"
)
_COMPOUND: Final = re.compile(r"(?<![\w-])[\w-]+- (?:och|eller|samt) $")
_OF_A_YEAR: Final = re.compile(r"(?<![0-9])([0-9]{4}) års (?:\w+ )?$")
_NAME_BEFORE: Final = re.compile(r"(?<![\w-])[A-ZÅÄÖ]\w{1,9} $")
_PLAIN_WORDS: Final = frozenset(
    ("lag", "förordning", "balk", "kungörelse", "stadga", "direktiv", "författning", "föreskrift",
     "grundlag", "beslut", "ordning")
)  # fmt: skip
_ORDERS: Final = ("riksdagsordning", "successionsordning")
_MOST_ALIKE: Final = 20
_NOT_CASES: Final = frozenset(("SOU", "KF", "KS", "HFD", "NJA", "SFS", "RÅ", "AD", "JO", "JK"))


@dataclass(frozen=True, slots=True)
class Act:
    """A mention of an act in a text: where it stands, and which act it is.

    `designation` is empty where a word names an act that is not known. `sort` is what "samma lag"
    and its like look for. `alone` says whether the mention counts without a place; `soft` marks
    ``lagen`` and its like, which mean an act of the same sentence beside a place only. `numbered`
    mentions can be followed by the rest of a title, `listed` ones by numbers in a list.
    """

    start: int
    end: int
    designation: str
    sort: str
    alone: bool = True
    soft: bool = False
    numbered: bool = False
    listed: bool = False


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
        start = _word_start(text, start, floor)
        stem = heads.stem(text[start:end])
        if not stem:
            return None
        best = self._known(text, start, end, floor)
        begin, stop = best[:2] if best else (_with_digit(text, start, floor), end)
        kind = heads.sort(text[start:end])
        numbered = self._with_number(text, begin, stop, stem, kind)
        if numbered is not None:
            return numbered
        if best is not None:
            return self._named(text, best, floor)
        if stem in _PLAIN_WORDS:
            titled = _TITLED.match(text, end) if stem in ("lag", "förordning") else None
            if titled is not None:
                return Act(start, titled.end(), titled["paged"], kind, numbered=True)
            return self._referred(text, start, end, floor)
        unknown = kind in ("law", "ordinance", "code", "directive") or stem == "regeringsform"
        return Act(begin, end, "", kind, alone=False) if unknown else None

    def short(self, text: str, start: int, floor: int) -> Act | None:
        """Read the act at an abbreviation, or at the name of an authority's regulations."""
        authority = _AUTHORITY.match(text, start)
        if authority is not None:
            name = authority[1]
            if name == "SFS":
                return Act(start, authority.end(), authority[2], "law", numbered=True, listed=True)
            return self._regulations(text, start, authority, floor)
        match = _SHORT.match(text, start)
        name = match[0] if match else ""
        for known in (name, name.removesuffix("s")):
            designation = self._given.short.get(known) or self._lexicon.short.get(known)
            if designation:
                return self._abbreviated(text, start, start + len(known), designation)
        number = _NUMBER.match(text, start + len(name))
        new = number is not None and bool(number["paged"]) and name not in _NOT_CASES
        if new and any(letter in name for letter in "LFB"):
            self._given.short[name] = _number(number)
            return self._abbreviated(text, start, start + len(name), _number(number))
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
        match = _OLD.match(text, start)
        if match is None:
            return None
        return Act(start, match.end(), f"{match[1]} s. {match[2]}", "law", numbered=True)

    def again(self, text: str, start: int, before: Act) -> Act | None:
        """Read another number after one in a list: ``MSBFS 2020:6 och 2020:7``."""
        match = _AGAIN.match(text, start)
        if match is None or not before.listed:
            return None
        series = before.designation.rpartition(" ")[0]
        number = match[1] or match[2]
        return replace(
            before, start=start, end=match.end(), designation=f"{series} {number}".strip()
        )

    def remember(self, text: str, act: Act) -> Act:
        """Remember a mention for "samma lag" and its like, and the name that the text gives it."""
        self._memory.add(act.designation, act.sort)
        celex = CELEX.fullmatch(act.designation)
        if celex is not None:
            self._union[celex[1] + celex[3]] = act.designation
        if not act.designation or act.soft:
            return act
        word = "" if celex else text[act.start : act.end].split(" ", 1)[0]
        for found in (
            given.before(text, act.start, word),
            given.after(text, act.end, word) if act.numbered or celex else None,
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

    def _regulations(self, text: str, start: int, name: re.Match[str], floor: int) -> Act:
        """Read an authority's regulations with their title, if it stands before their number."""
        act = Act(start, name.end(), f"{name[1]} {name[2]}", "rules", listed=True)
        title = None
        if text.startswith("(", start - 1) and text.startswith(")", name.end()):
            title = _REGULATIONS.search(text, max(floor, start - 200), start)
        return replace(act, start=title.start(), end=name.end() + 1) if title else act

    def _give(self, found: Given, act: Act) -> None:
        stem = heads.stem(found.name)
        if stem in _PLAIN_WORDS:
            self._memory.meant[stem] = act.designation
        elif found.name not in self._lexicon.short:
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
        number = _NUMBER.match(text, end)
        if number is not None and number["paged"]:
            designation, end = _number(number), _closed(text, number)
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
        number = _NUMBER.match(text, end)
        swedish = kind in ("law", "ordinance", "code", "other") or stem in _ORDERS
        if number is None or not (swedish or stem == "regeringsform"):
            return None
        if number["plain"] and stem not in ("lag", "förordning", "balk") and kind == "other":
            return None
        compound = _COMPOUND.search(text, max(0, start - 30), start)
        begin = compound.start() if compound else start
        if stem not in _PLAIN_WORDS:
            self._given.add(text[begin:end], _number(number))
            if compound:
                self._given.add(text[start:end], _number(number))
        closed = _closed(text, number)
        act = Act(begin, closed, _number(number), kind, numbered=True, listed=stem == "lag")
        if number["short"] and number["short"] not in self._lexicon.short:
            self._given.add(number["short"], act.designation)
        inside = given.inside(text, number.end(), stem)
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
            return Act(begin, end, designation, sort, alone=alone and designation != "")
        kind = heads.sort(text[start:end])
        if heads.is_definite(text[start:end]) or _OF_A_YEAR.search(
            text, max(floor, start - 12), start
        ):
            return Act(start, end, "", kind, alone=False, soft=True)
        return None


def _number(match: re.Match[str] | None) -> str:
    found = (match["paged"] or match["named"] or match["plain"]) if match else ""
    return found.replace(" s.", " s. ").replace("  ", " ") if "s." in found else found


def _closed(text: str, number: re.Match[str]) -> int:
    """Return where a number ends, with the parenthesis in which it stands."""
    rest = _REST.match(text, number.end()) if number["paged"] else None
    return rest.end() if rest else number.end()


def _with_digit(text: str, start: int, floor: int) -> int:
    """Return where a name begins whose word is joined to a number: ``NIS 2-direktivet``."""
    if not text[start : start + 1].isdigit():
        return start
    before = _NAME_BEFORE.search(text, max(floor, start - 11), start)
    return before.start() if before else start


def _word_start(text: str, at: int, floor: int) -> int:
    """Return where the word begins that holds a position."""
    while at > floor and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at
