"""Whom to turn to, who does what, and what is to be reported by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.records.law import Duty
from macros.records.organisation import Role, Unit
from macros.views import values
from macros.views.records import UNVERIFIED
from macros.views.tables import Row, Table
from macros.views.values import NOTHING, Fact, Group, Many, Words

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.views.values import Value


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How to reach a function. `ways` are links that dial or write."""

    function: str
    purpose: str
    ways: tuple[Value, ...]
    hours: str
    unit: Value


def contacts(view: View, unit_id: str | None, function: str = "") -> tuple[ContactCard, ...]:
    """Return whom to turn to, of one unit or of all; where `function` is given, only that one.

    Those whom the audience has no way to reach are left out: a card without one helps nobody.
    """
    found = []
    for unit in view.all("organisation", Unit):
        if unit_id is not None and unit.id != unit_id:
            continue
        for one in unit.contacts:
            if function and one.function != function:
                continue
            ways: list[Value] = []
            if one.number:
                ways.append(values.phone(one.number))
            if one.address:
                ways.append(values.mail(one.address))
            if not ways:
                continue
            link = values.to("organisation", unit)
            found.append(ContactCard(one.function, one.purpose, tuple(ways), one.hours or "", link))
    return tuple(found)


def is_function(view: View, unit_id: str | None, function: str) -> bool:
    """Say whether a unit, or any, has a contact for a function, with a way to it or not."""
    return any(
        one.function == function
        for unit in view.all("organisation", Unit)
        if unit_id in {None, unit.id}
        for one in unit.contacts
    )


def responsibilities(view: View) -> Table:
    """Return what each role does, decides and reports."""
    columns = ("Roll", "Gör", "Beslutar", "Rapporterar")
    return Table(
        "Vem som gör vad",
        columns,
        tuple(
            Row(
                "",
                (
                    values.to("role", one),
                    *(
                        Many(tuple(Words(text) for text in texts)) if texts else NOTHING
                        for texts in (one.duties, one.decides, one.reports)
                    ),
                ),
            )
            for one in view.all("role", Role)
        ),
    )


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A duty to report: its anchor and name, and all that the one who decides must know."""

    anchor: str
    name: str
    facts: Group
    former: tuple[str, ...] = ()


def first_of_duties(view: View) -> Table:
    """Return what to decide first when something has happened: which duties, how fast, and who."""
    columns = ("Plikt", "Det här har hänt", "Först", "Beslutar", "Ersättare")
    return Table(
        "Rapportplikter",
        columns,
        tuple(
            Row(
                "",
                (
                    values.to("duty", one),
                    Words(one.trigger),
                    Words(one.deadlines[0].within) if one.deadlines else NOTHING,
                    values.link(view, "role", one.decider),
                    values.link(view, "role", one.deputy),
                ),
            )
            for one in view.all("duty", Duty)
        ),
    )


def duties(view: View) -> tuple[DutyCard, ...]:
    """Return every duty to report, with its clocks and deciders."""
    return tuple(
        DutyCard(one.id, one.name, _duty(view, one), one.previous_ids)
        for one in view.all("duty", Duty)
    )


def _duty(view: View, one: Duty) -> Group:
    facts = [
        Fact("Händelse", Words(one.trigger)),
        Fact("Klockan startar", Words(one.clock_starts)),
        Fact(
            "Tidsfrister",
            Many(tuple(Words(f"{clock.what}: {clock.within}") for clock in one.deadlines)),
        ),
        Fact("Beslutar", values.link(view, "role", one.decider)),
        Fact("Ersättare", values.link(view, "role", one.deputy)),
    ]
    if one.out_of_hours:
        facts.append(Fact("Natt och helg", Words(one.out_of_hours)))
    facts.append(Fact("Lämnas till", Words(one.recipient)))
    if one.channel:
        facts.append(Fact("Så lämnas den", Words(one.channel)))
    facts.append(Fact("Gäller för", Words(one.binds)))
    if one.exceptions:
        facts.append(Fact("Gäller inte", Words(one.exceptions)))
    facts.append(Fact("Lagrum", values.law(view, one.citation)))
    if not one.verified:
        facts.append(Fact("Underlag", UNVERIFIED))
    return Group(tuple(facts))
