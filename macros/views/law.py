"""An act's page: its dates, its sections, and who relies on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from macros.citations.place import read_place
from macros.citations.read import read_one
from macros.records.kinds import KINDS
from macros.records.shape import citations
from macros.views import values
from macros.views.values import Link

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.records.law import Regulation


@dataclass(frozen=True, slots=True)
class LawSection:
    """A section with its anchor, its explanation, its dates and who relies on it."""

    anchor: str
    number: str
    explanation: str
    dates: tuple[str, ...]
    verified: bool
    relied_on: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """What an act's page says beside its facts. `state` is in_force, repealed or not_yet."""

    state: str
    timeline: tuple[tuple[str, str], ...]
    sections: tuple[LawSection, ...]
    whole: tuple[Link, ...]
    """Who cites the act as a whole."""


def page(view: View, act: Regulation, cited_by: Users) -> LawPage:
    """Return the page of an act on the handbook's day; `cited_by` comes from `users`."""
    users = cited_by.get(act.designation, [])
    sections = []
    for section in act.sections:
        place = read_place(section.number)
        if place is None:
            continue
        relied = {
            link.address: link
            for fragments, link in users
            if fragments and place.fragment in fragments
        }
        dates = []
        if section.in_force:
            dates.append(f"Gäller från {values.day(section.in_force).text}.")
        if section.changed:
            dates.append(f"Senast ändrad {values.day(section.changed).text}.")
        if section.repealed:
            dates.append(f"Upphävd {values.day(section.repealed).text}.")
        sections.append(
            LawSection(
                place.fragment,
                section.number,
                section.explanation,
                tuple(dates),
                section.verified,
                tuple(relied.values()),
            )
        )
    whole = {link.address: link for fragments, link in users if not fragments}
    timeline = [
        (
            values.day(act.in_force).text,
            "Träder i kraft" if act.in_force > view.day else "Trädde i kraft",
        )
    ]
    if act.repealed:
        timeline.append(
            (values.day(act.repealed).text, "Upphör" if act.repealed > view.day else "Upphävdes")
        )
    return LawPage(state(view, act), tuple(timeline), tuple(sections), tuple(whole.values()))


def state(view: View, act: Regulation) -> str:
    """Return whether an act is in_force, repealed or not_yet on the handbook's day."""
    if act.in_force > view.day:
        return "not_yet"
    return "repealed" if act.repealed and act.repealed <= view.day else "in_force"


Users: TypeAlias = "dict[str, list[tuple[tuple[str, ...], Link]]]"


def users(view: View) -> Users:
    """Return who cites what: by designation, the fragments that hold the place, and the link."""
    found: Users = {}

    def add(text: str, link: Link) -> None:
        citation = read_one(text, view.catalog.names)
        if citation is not None and citation.designation:
            within = citation.place.within() if citation.fragment else ()
            found.setdefault(citation.designation, []).append((within, link))

    for kind, known in view.records.items():
        if kind == "exception":
            continue
        for record in known.values():
            for _, text in citations(record):
                add(text, Link(f"{KINDS[kind].one}: {record.name}", KINDS[kind].address(record.id)))
    for address, prose in sorted(view.pages.items()):
        for call in prose.calls:
            if call.name == "law" and call.args and isinstance(call.args[0], str):
                add(call.args[0], Link(f"Sida: {prose.front.title}", address))
    return found
