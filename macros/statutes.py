"""The register of law, asked by place: which act and section a citation means, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from macros.citations.place import read_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from macros.citations.place import Place
    from macros.citations.text import Cited
    from macros.records.law import Regulation, Section

IN_FORCE: Final = "in_force"
REPEALED: Final = "repealed"
NOT_YET: Final = "not_yet"
UNKNOWN: Final = "unknown"

AMBIGUOUS: Final = "|"
"""Stands between the designations of the acts that a name may mean."""


def names(acts: Iterable[Regulation]) -> dict[str, str]:
    """Return every name and abbreviation of the acts, each with the designation that it means.

    A name that several acts bear has all their designations, with `AMBIGUOUS` between them.
    """
    meant: dict[str, set[str]] = {}
    for act in acts:
        for name in (act.designation, act.name, *act.abbreviations, *act.names):
            meant.setdefault(name, set()).add(act.designation)
    return {name: AMBIGUOUS.join(sorted(found)) for name, found in meant.items()}


def sections(regulation: Regulation) -> dict[str, Section]:
    """Return the sections of a regulation by their fragment; unreadable numbers are left out."""
    found = {}
    for section in regulation.sections:
        place = read_place(section.number)
        if place is not None:
            found[place.fragment] = section
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What the register says of a place in an act.

    `fragment` is the anchor on the act's page, empty where the whole act is meant or nothing
    nearer is known. `section` is the narrowest section that holds the place, None for the whole
    act and for a chapter of which only parts are known. `known` is False for a place that the
    register lacks.
    """

    act: Regulation
    fragment: str
    section: Section | None
    known: bool

    @property
    def begins(self) -> date:
        """Return the day from which the place applies."""
        own = self.section.in_force if self.section else None
        return max(own, self.act.in_force) if own else self.act.in_force

    @property
    def ends(self) -> date | None:
        """Return the day on which the place ceases to apply, None while none is known."""
        days = [self.act.repealed, self.section.repealed if self.section else None]
        return min((day for day in days if day is not None), default=None)

    def status(self, day: date) -> str:
        """Return in_force, repealed, not_yet or unknown on a day."""
        if not self.known:
            return UNKNOWN
        if self.begins > day:
            return NOT_YET
        return REPEALED if self.ends is not None and self.ends <= day else IN_FORCE

    @property
    def explanation(self) -> str:
        """Return what the place says, in the register's words: the section's, or the act's."""
        return self.section.explanation if self.section else self.act.summary


class Statutes:
    """The acts of a register by designation."""

    def __init__(self, acts: Iterable[Regulation]) -> None:
        """Take the acts, of which the first of each designation counts."""
        self._acts: dict[str, Regulation] = {}
        for act in acts:
            self._acts.setdefault(act.designation, act)

    @property
    def acts(self) -> Mapping[str, Regulation]:
        """Return the acts by designation."""
        return self._acts

    @cached_property
    def sections(self) -> Mapping[str, Mapping[str, Section]]:
        """Return the sections of each act by their fragment, by the act's designation."""
        return {designation: sections(act) for designation, act in self._acts.items()}

    @cached_property
    def _holders(self) -> Mapping[str, Mapping[str, str]]:
        """Return for each act the first known fragment inside each place that holds one."""
        found: dict[str, dict[str, str]] = {}
        for designation, known in self.sections.items():
            inside = found.setdefault(designation, {})
            for fragment, section in known.items():
                place = read_place(section.number)
                for holder in place.within() if place else ():
                    inside.setdefault(holder, fragment)
                if place is not None and place.chapter:
                    inside.setdefault(f"K{place.chapter}", fragment)
        return found

    def find(self, designation: str, place: Place) -> Found | None:
        """Return what the register says of a place, None where it lacks the act.

        Args:
            designation: the act's, such as ``2009:400`` or ``32016R0679``.
            place: where in the act; an empty place is the whole act.
        """
        act = self._acts.get(designation)
        if act is None:
            return None
        if not place.fragment:
            return Found(act, "", None, known=True)
        known = self.sections[designation]
        for fragment in place.within():
            if fragment in known:
                return Found(act, fragment, known[fragment], known=True)
        inside = self._holders[designation].get(place.fragment, "")
        return Found(act, inside, None, known=bool(inside))


def touches(cited: Cited, place: Place) -> bool:
    """Say whether a citation names a place, something in it, or what holds it.

    Args:
        cited: the citation; a range names all from its first section to its last.
        place: a place in the same act.
    """
    if not cited.fragment:
        return False
    if cited.place.fragment in _with_chapter(place) or place.fragment in _with_chapter(cited.place):
        return True
    if cited.last is None or cited.last.chapter != place.chapter:
        return False
    numbers = [_order(one.section or one.article) for one in (cited.place, place, cited.last)]
    return numbers[0] <= numbers[1] <= numbers[2] and bool(place.section or place.article)


def _with_chapter(place: Place) -> tuple[str, ...]:
    """Return the fragments of a place and of all that hold it, its chapter too."""
    return (*place.within(), *([f"K{place.chapter}"] if place.chapter else []))


def _order(number: str) -> tuple[int, str]:
    """Return by what the number of a section or an article is put in order: 2, 2a, 3."""
    digits = "".join(char for char in number.split(".", maxsplit=1)[0] if char.isdigit())
    return int(digits or 0), number.split(".", maxsplit=1)[0].removeprefix(digits)
