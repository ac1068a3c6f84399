"""An act's page: its dates, its sections, and who relies on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.citations.place import read_place
from macros.statutes import IN_FORCE, NOT_YET, REPEALED
from macros.views import impact, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.handbook import View
    from macros.records.law import Regulation, Section
    from macros.views.impact import Group


@dataclass(frozen=True, slots=True)
class LawSection:
    """A section with its anchor, its explanation, its dates and who relies on it."""

    anchor: str
    number: str
    explanation: str
    dates: tuple[str, ...]
    verified: bool
    direct: tuple[Group, ...]
    further: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """What an act's page says beside its facts. `state` is in_force, repealed or not_yet."""

    state: str
    timeline: tuple[tuple[str, str, str], ...]
    """For each day: as a machine reads it, as Swedish writes it, and what happens."""
    sections: tuple[LawSection, ...]
    whole: tuple[Group, ...]
    """Who cites the act as a whole."""


def page(view: View, act: Regulation) -> LawPage:
    """Return the page of an act on the handbook's day."""
    sections = []
    for section in act.sections:
        place = read_place(section.number)
        if place is not None:
            reached = impact.of_place(view, act.designation, place)
            dates = (*_told(view, section),)
            sections.append(
                LawSection(
                    place.fragment,
                    section.number,
                    section.explanation,
                    dates,
                    section.verified,
                    reached.direct,
                    reached.further,
                )
            )
    return LawPage(
        state(view, act),
        tuple(
            (day.isoformat(), values.day(day).text, what) for day, what in sorted(_days(view, act))
        ),
        tuple(sections),
        impact.of_whole(view, act.designation),
    )


def state(view: View, act: Regulation) -> str:
    """Return whether an act is in_force, repealed or not_yet on the handbook's day."""
    if act.in_force > view.day:
        return NOT_YET
    return REPEALED if act.repealed and act.repealed <= view.day else IN_FORCE


def _days(view: View, act: Regulation) -> Iterator[tuple[date, str]]:
    """Yield the days that matter of an act and of its sections, those of one day together."""
    ahead = act.in_force > view.day
    yield act.in_force, "Börjar gälla" if ahead else "Började gälla"
    if act.repealed:
        yield act.repealed, "Upphör att gälla" if act.repealed > view.day else "Upphävdes"
    together: dict[tuple[date, str], list[str]] = {}
    for section in act.sections:
        for day, what in _dates(view, section):
            if not (what == "Gäller från" and day == act.in_force):
                together.setdefault((day, what), []).append(section.number)
    for (day, what), numbers in together.items():
        told = f"{what[:1].lower()}{what[1:]}".removesuffix(" från")
        yield day, f"{', '.join(numbers)}: {told}"


def _told(view: View, section: Section) -> Iterator[str]:
    """Yield what is to be said of a section's days."""
    for day, what in _dates(view, section):
        yield f"{what} {values.day(day).text}."
    if section.replaced_by:
        yield f"Ersatt av {', '.join(section.replaced_by)}."
    if section.still_applies_to:
        yield f"Gäller ännu för: {section.still_applies_to.rstrip('.')}."


def _dates(view: View, section: Section) -> Iterator[tuple[date, str]]:
    if section.in_force:
        yield section.in_force, "Gäller från"
    if section.changed:
        ahead = section.changed > view.day
        yield section.changed, "Ändras" if ahead else "Senast ändrad"
    if section.repealed:
        yield section.repealed, "Upphör" if section.repealed > view.day else "Upphävd"
