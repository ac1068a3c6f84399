"""The register of law, asked by place: which act and section a citation means, and since when."""

from __future__ import annotations

import re
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

    A name that several acts bear, in whatever case, has all their designations, with `AMBIGUOUS`
    between them.
    """
    spelled: dict[str, str] = {}
    meant: dict[str, set[str]] = {}
    for act in acts:
        for name in (act.designation, act.name, *act.abbreviations, *act.names):
            spelled[name] = name.casefold()
            meant.setdefault(name.casefold(), set()).add(act.designation)
    return {name: AMBIGUOUS.join(sorted(meant[folded])) for name, folded in spelled.items()}


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
    nearer is known. `sections` are those that hold the place, the narrowest first; `inside` those
    that lie in it. `known` is False for a place that the register lacks.
    """

    act: Regulation
    fragment: str
    sections: tuple[Section, ...]
    inside: tuple[Section, ...]
    known: bool

    @property
    def section(self) -> Section | None:
        """Return the narrowest section that holds the place, None where only parts are known."""
        return self.sections[0] if self.sections else None

    @property
    def begins(self) -> date:
        """Return the day from which the place applies: the last of all that hold it."""
        own = [one.in_force for one in self.sections if one.in_force]
        return max([self.act.in_force, *own])

    @property
    def ends(self) -> date | None:
        """Return the day on which the place ceases to apply, None while none is known."""
        days = [self.act.repealed, *(one.repealed for one in self.sections)]
        return min((day for day in days if day is not None), default=None)

    def status(self, day: date) -> str:
        """Return in_force, repealed, not_yet or unknown on a day."""
        if not self.known:
            return UNKNOWN
        if self.begins > day:
            return NOT_YET
        return REPEALED if self.ends is not None and self.ends <= day else IN_FORCE

    def changed(self, day: date) -> tuple[Section, ...]:
        """Return the sections that hold the place or lie in it and have changed by a day."""
        return tuple(
            one
            for one in (*self.sections, *self.inside)
            if one.changed is not None and one.changed <= day and not one.is_told_away
        )

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
    def places(self) -> Mapping[str, tuple[tuple[Place, Section], ...]]:
        """Return the sections of each act with their places, by the act's designation."""
        return {
            act.designation: tuple(
                (place, section)
                for section in act.sections
                if (place := read_place(section.number)) is not None
            )
            for act in self._acts.values()
        }

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
            return Found(act, "", (), (), known=True)
        known = self.sections[designation]
        holding = [one for one in _with_chapter(place) if one in known]
        inside = [
            (one, section)
            for one, section in self.places[designation]
            if place.fragment in _with_chapter(one) and one.fragment not in holding
        ]
        anchor = holding[0] if holding else inside[0][0].fragment if inside else ""
        return Found(
            act,
            anchor,
            tuple(known[one] for one in holding),
            tuple(section for _, section in inside),
            known=bool(holding or inside),
        )

    def covered(self, cited: Cited) -> list[Found]:
        """Return what the register says of all that a citation names, without acts it lacks.

        Args:
            cited: a citation; of a range also its last place, and every known section between.
        """
        places = [cited.place]
        if cited.last is not None:
            between = (place for place, _ in self.places.get(cited.designation, ()))
            ends = (cited.place.fragment, cited.last.fragment)
            inner = [one for one in between if touches(cited, one) and one.fragment not in ends]
            places = [cited.place, *inner, cited.last]
        found = (self.find(cited.designation, place) for place in places)
        return [one for one in found if one is not None]


def touches(cited: Cited, place: Place) -> bool:
    """Say whether a citation names a place, something in it, or what holds it.

    Args:
        cited: the citation; a range names all from its first place to its last.
        place: a place in the same act.
    """
    if not cited.fragment or not place.fragment:
        return False
    for end in filter(None, (cited.place, cited.last)):
        if end.fragment in _with_chapter(place) or place.fragment in _with_chapter(end):
            return True
    return cited.last is not None and _order(cited.place) <= _order(place) <= _order(cited.last)


def _with_chapter(place: Place) -> tuple[str, ...]:
    """Return the fragments of a place and of all that hold it, its chapter too."""
    chapter = [f"K{place.chapter}"] if place.chapter else []
    return tuple(dict.fromkeys((*place.within(), *chapter)))


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    """Return by what a place comes after another, down to sections and articles: 2, 2a, 3.

    A chapter alone ends after all its sections, so that ``17–19 kap.`` holds those of the 19th.
    """
    if place.article or place.recital:
        return (_number(place.recital or place.article.split(".")[0]),)
    return _number(place.chapter), _number(place.section)


def _number(text: str) -> tuple[int, str]:
    digits = re.match(r"\d*", text)
    number = digits[0] if digits else ""
    return int(number or 0), text.removeprefix(number)
