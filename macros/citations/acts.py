"""Acts in running text: by name in any form, by number, by abbreviation, or by reference back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r" *\((?:SFS )?(\d{4}:\d{1,4})\)")
_ENDING = r"(?:lag|förordning|balk|ordning|stadga|kungörelse)"
_WORD = re.compile(rf"(?<![\w-])(?:[\wåäöé-]*{_ENDING})(?:en|n)?s?(?![\w-])", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?<![\w-])(?:lag|förordning|balk)(?:en)?s? (\d{4}:\d{1,4})(?![\w:])", re.IGNORECASE
)
_STATUTE = re.compile(r"(?<![\w-])SFS +(\d{4}:\d{1,4})(?![\w:])")
_OLD = re.compile(r"(?<![\w:/])(\d{4}:\d{2,4}) s\. ?(\d{1,4})(?!\d)")
_AUTHORITY = re.compile(r"(?<![\w-])((?:[A-ZÅÄÖ]{2,}-)?[A-ZÅÄÖ]{0,10}FS) +(\d{4}:\d{1,4})(?![\w:])")
_UNION = re.compile(
    r"(?:(?P<word>[\wåäöé-]*(?:förordning|direktiv|beslut|rambeslut))(?:en|et|s|ens|ets)? +)?"
    r"(?:\((?P<org>EU|EG|EEG|Euratom)(?:, Euratom)?\) +(?P<nr>nr +)?(?P<a>\d{1,4})/(?P<b>\d{1,4})"
    r"|(?P<c>\d{2,4})/(?P<d>\d{1,4})/(?P<org2>EG|EU|EEG))(?![\w/])",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?<![\w-])(?:samma|nämnda|sistnämnda|nyssnämnda|den nämnda|den|denna)"
    r" +(?P<kind>lag|lagen|förordning|förordningen|balk|balken|direktiv|författning|"
    r"föreskrift|föreskrifter)(?![\w-])",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"[^.;:()\n]{0,160}?\((?:nedan|härefter|i det följande|fortsättningsvis)?,? ?"
    r"(?:kallad|benämnd|förkortad)? ?[”\"']?(?P<name>[A-ZÅÄÖa-zåäö][\wåäöÅÄÖ-]{1,40})[”\"']?\)"
    r"|[^.;:()\n]{0,160}?,? (?:nedan|härefter|i det följande|fortsättningsvis)"
    r" (?:kallad |benämnd |förkortad )?[”\"']?(?P<later>[A-ZÅÄÖa-zåäö][\wåäöÅÄÖ-]{1,40})[”\"']?"
)
_TITLE = re.compile(
    r" +med kompletterande bestämmelser till EU:s [\wåäö-]+|"
    r" +om ändring i [\wåäö -]{1,60}?lagen"
)
_LETTERS: Final = {"förordning": "R", "direktiv": "L", "beslut": "D", "rambeslut": "F"}


@dataclass(frozen=True, slots=True)
class Act:
    """A mention of an act in a text: where it stands, and which act it is.

    `sort` is law, ordinance, directive or other: what "samma lag" and its like look for. `back`
    marks such a reference itself.
    """

    start: int
    end: int
    designation: str
    sort: str
    back: bool = False


class ActReader:
    """Finds acts in one text. Remembers what the text has named, so it is made for each text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the table of names: from name or abbreviation to designation."""
        self._words: dict[str, list[tuple[str, str]]] = {}
        self._short: dict[str, str] = {}
        self._sorts: dict[str, str] = {}
        self._union: dict[str, str] = {}
        for name, designation in names.items():
            if re.fullmatch(r"3\d{4}[A-Z]\d{4}", designation):
                self._union.setdefault(designation[1:5] + designation[6:], designation)
            if name != designation:
                self._add(name, designation)
        self._last: list[Act] = []
        self._given_names: set[str] = set()
        pattern = "|".join(re.escape(name) for name in sorted(self._short, key=len, reverse=True))
        self._abbreviation = (
            re.compile(rf"(?<![\w-])(?:{pattern})(?::s|s)?(?![\w-])") if pattern else None
        )

    def _add(self, name: str, designation: str) -> None:
        if re.fullmatch(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,7}", name) and not name[1:].islower():
            self._short[name] = designation
            return
        for form in inflections(name):
            last = _key(form)
            self._words.setdefault(last, []).append((form, designation))
            self._words[last].sort(key=lambda one: -len(one[0]))

    def trigger(self) -> str:
        """Return the pattern of what can begin or hold a mention."""
        short = f"|{self._abbreviation.pattern}" if self._abbreviation else ""
        return (
            rf"{_ENDING}(?:en|n)?s?(?![\w-])|{_STATUTE.pattern}|{_OLD.pattern}|{_AUTHORITY.pattern}"
            rf"|\((?:EU|EG|EEG)[,)]|(?<![\w/])\d{{2,4}}/\d{{1,4}}/(?:EG|EU|EEG)"
            rf"|direktiv(?:et)?(?![\w-])|beslut(?:et)?(?= \(E)|föreskrift(?:er)?(?![\w-])"
            rf"{short}"
        )

    def read(self, text: str, start: int, floor: int) -> Act | None:
        """Return the act whose mention holds position `start`, None where there is none.

        Args:
            text: the text, with white space and dashes made plain.
            start: where a trigger was found.
            floor: what stands before has been read and is not taken again.
        """
        start = _word_start(text, start, floor)
        act = (
            self._numbered(text, start)
            or self._named(text, start, floor)
            or self._short_named(text, start)
            or self._referred(text, start, floor)
        )
        if act is not None:
            self._last.append(act)
        return act

    def _numbered(self, text: str, start: int) -> Act | None:
        union = _UNION.match(text, start)
        if union is not None:
            return Act(start, union.end(), *self._celex(union))
        for pattern in (_STATUTE, _PLAIN):
            match = pattern.match(text, start)
            if match is not None:
                return Act(start, match.end(), match[1], _sort(match[0]))
        match = _OLD.match(text, start)
        if match is not None:
            return Act(start, match.end(), f"{match[1]} s. {match[2]}", "law")
        match = _AUTHORITY.match(text, start)
        if match is not None and match[1] != "SFS":
            return Act(start, match.end(), f"{match[1]} {match[2]}", "other")
        return None

    def _celex(self, match: re.Match[str]) -> tuple[str, str]:
        """Return the CELEX number of a union act and its sort."""
        word = (match["word"] or "").casefold()
        first, second = match["a"] or match["c"], match["b"] or match["d"]
        # The year stands first since 2015 and in directives; "nr" says that the number does.
        leads = match["c"] or (re.fullmatch(r"(?:19|20)\d\d", first) and not match["nr"])
        year, number = (first, second) if leads else (second, first)
        year = year.rjust(4, "0") if len(year) > len("95") else f"19{year}"
        kind = next((letter for end, letter in _LETTERS.items() if word.endswith(end)), "")
        known = self._union.get(f"{year}{int(number):04d}", "")
        if known and (not kind or known[5] == kind):
            return known, _SORTS[known[5]]
        kind = kind or ("L" if match["c"] else "R")
        return f"3{year}{kind}{int(number):04d}", _SORTS.get(kind, "other")

    def _named(self, text: str, start: int, floor: int) -> Act | None:
        word = _WORD.match(text, start)
        if word is None:
            return None
        number = _NUMBER.match(text, word.end())
        best = self._known(text, start, word.end(), floor)
        if number is not None:
            begin = best[0] if best else start
            act = Act(begin, number.end(), number[1], _sort(word[0]))
            self._given(text, act)
            return act
        if best is None:
            return None
        begin, end, designation = best
        act = Act(begin, end, designation, _sort(text[begin:end], designation))
        union = re.compile(r" +\((?:EU|EG)\) +(?:nr +)?\d+/\d+").match(text, end)
        return Act(begin, union.end(), designation, act.sort) if union else act

    def _known(self, text: str, start: int, end: int, floor: int) -> tuple[int, int, str] | None:
        """Return the longest name of the table that ends, or begins, with the word here."""
        word = text[start:end].casefold()
        for form, designation in self._words.get(word, ()):
            folded = form.casefold()
            stop = start + len(form)
            begins = folded.startswith(word) and text[start:stop].casefold() == folded
            if begins and not _inside(text, stop):
                return start, stop, designation
            if folded.endswith(word):
                begin = end - len(form)
                if begin >= floor and text[begin:end].casefold() == folded:
                    return begin, end, designation
        return None

    def title_end(self, text: str, act: Act) -> int:
        """Return where the rest of an act's title ends: its words are no mentions of their own."""
        title = _TITLE.match(text, act.end)
        end = title.end() if title else act.end
        given = _GIVEN.match(text, end)
        if given is not None and (given["name"] or given["later"]) in self._given_names:
            return given.end()
        return end

    def _given(self, text: str, act: Act) -> None:
        """Remember a name that the text itself gives the act."""
        title = _TITLE.match(text, act.end)
        match = _GIVEN.match(text, title.end() if title else act.end)
        name = (match["name"] or match["later"]) if match else None
        if name is None or name.casefold() in ("lagen", "förordningen"):
            return
        if re.search(rf"{_ENDING}(?:en|n)?$", name, re.IGNORECASE):
            self._given_names.add(name)
            self._add(name, act.designation)
        elif re.fullmatch(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,7}", name) and not name[1:].islower():
            self._given_names.add(name)
            self._short.setdefault(name, act.designation)
            pattern = "|".join(re.escape(one) for one in sorted(self._short, key=len, reverse=True))
            self._abbreviation = re.compile(rf"(?<![\w-])(?:{pattern})(?::s|s)?(?![\w-])")

    def _short_named(self, text: str, start: int) -> Act | None:
        match = self._abbreviation.match(text, start) if self._abbreviation else None
        if match is None:
            return None
        name = next(
            (
                one
                for one in (match[0], match[0].removesuffix(":s"), match[0].removesuffix("s"))
                if one in self._short
            ),
            None,
        )
        if name is None:
            return None
        designation = self._short[name]
        number = _NUMBER.match(text, match.end())
        end = number.end() if number and number[1] == designation else match.end()
        return Act(start, end, designation, _sort("", designation))

    def _referred(self, text: str, start: int, floor: int) -> Act | None:
        window = max(floor, start - 14)
        for match in _BACK.finditer(text, window, min(len(text), start + 16)):
            if match.start() <= start < match.end():
                last = self._last_of(_sort(match["kind"]))
                if last is not None:
                    return Act(match.start(), match.end(), last.designation, last.sort, back=True)
        return None

    def _last_of(self, sort: str) -> Act | None:
        fitting = (one for one in reversed(self._last) if sort in ("other", one.sort))
        return next(fitting, self._last[-1] if self._last and sort == "law" else None)


_SORTS: Final = {"R": "ordinance", "L": "directive", "D": "other", "F": "other"}


def _sort(words: str, designation: str = "") -> str:
    folded = words.casefold()
    if re.fullmatch(r"3\d{4}[A-Z]\d{4}", designation):
        return _SORTS.get(designation[5], "other")
    if "förordning" in folded:
        return "ordinance"
    if "direktiv" in folded:
        return "directive"
    if "föreskrift" in folded or "FS " in designation or "författning" in folded:
        return "other"
    return "law"


def _word_start(text: str, at: int, floor: int) -> int:
    """Return where the word begins that holds a position."""
    while at > floor and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at


def _inside(text: str, at: int) -> bool:
    """Say whether a word goes on at a position."""
    return at < len(text) and (text[at].isalnum() or text[at] == "-")


def _key(form: str) -> str:
    """Return the word of a name by which it is found: the first that names an act."""
    match = _WORD.search(form)
    return match[0].casefold() if match else form.casefold()


def inflections(name: str) -> tuple[str, ...]:
    """Return a name in the forms in which it stands in text: definite or not, with genitive s."""
    match = _WORD.search(name)
    if match is None:
        return (name, f"{name}s")
    word = match[0]
    forms = {word}
    stem = re.sub(r"(?:en|n)?s?$", "", word) if word.lower().endswith(("en", "ens")) else word
    forms |= {stem, f"{stem}s", f"{stem}en", f"{stem}ens"} if word != "lagen" else {"lag", "lagens"}
    if word.casefold() in ("lag", "lagen", "förordningen"):
        forms |= {word, f"{word}s"}
    return tuple(name[: match.start()] + form + name[match.end() :] for form in sorted(forms))
