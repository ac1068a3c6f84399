"""The record of processings that every controller keeps: all that article 30.1 GDPR asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from macros.records.organisation import Role, Unit, UnitType
from macros.records.processings import Processing
from macros.records.shape import fields
from macros.views import tables, values
from macros.views.values import NOTHING, Fact, Group, Link, Many, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import View
    from macros.records.processings import Transfer
    from macros.views.values import Value

# The fields of a processing, in the order of the article, each with its point there.
_ASKED: Final = (
    ("purpose", "b"),
    ("legal_basis", ""),
    ("basis_citation", ""),
    ("data_subjects", "c"),
    ("categories", "c"),
    ("special_categories", "c"),
    ("recipients", "d"),
    ("processors", "d"),
    ("transfers", "e"),
    ("retention", "f"),
    ("security_measures", "g"),
    ("reviewed", ""),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A processing of a controller: every column that the audience sees, empty ones too."""

    link: Link
    facts: Group

    @property
    def filled(self) -> Group:
        """Return the facts that say something."""
        return Group(tuple(one for one in self.facts.facts if one.value is not NOTHING))


@dataclass(frozen=True, slots=True)
class Held:
    """What one controller has: who it is and how it is reached, and its processings by name."""

    unit: Unit
    who: Group
    entries: tuple[Entry, ...]


def register(view: View, unit_id: str | None = None) -> tuple[Held, ...]:
    """Return the record of every controller, in the order of the units.

    A processing of several controllers stands with each of them, for each answers for its own.

    Args:
        view: the handbook as the audience sees it.
        unit_id: only this unit and those that belong to it.
    """
    units = view.all("organisation", Unit)
    chosen = tables.within(view, unit_id) if unit_id else {one.id for one in units}
    held = []
    for unit in units:
        mine = [one for one in view.all("processing", Processing) if unit.id in _controllers(one)]
        if mine and unit.id in chosen:
            who = Group(tuple(_who(view, unit)))
            mine.sort(key=lambda one: (one.name.casefold(), one.id))
            held.append(Held(unit, who, tuple(_entry(view, unit, one) for one in mine)))
    return tuple(held)


def _controllers(one: Processing) -> tuple[str, ...]:
    return (one.controller, *one.joint_controllers)


def _above(view: View, unit: Unit) -> Iterator[Unit]:
    """Yield a unit and those that it belongs to, nearest first."""
    seen: set[str] = set()
    here: Unit | None = unit
    while here is not None and here.id not in seen:
        seen.add(here.id)
        yield here
        here = view.find("organisation", here.parent, Unit)


def _who(view: View, unit: Unit) -> Iterator[Fact]:
    """Yield who the controller is, how it is reached, and its data protection officer."""
    yield Fact(_title("Personuppgiftsansvarig", "a"), Words(unit.name))
    # A nämnd has the number of the municipality; a company or a förbund is a person of its own.
    numbers = (one.organisation_number for one in _above(view, unit))
    own = unit.type in (UnitType.COMPANY, UnitType.ASSOCIATION)
    number = unit.organisation_number if own else next(filter(None, numbers), None)
    yield Fact(_title("Organisationsnummer", "a"), Words(number) if number else NOTHING)
    reached = tuple(
        Words(", ".join(filter(None, (one.function, one.number, one.address))))
        for one in unit.contacts
        if one.number or one.address
    )
    yield Fact(_title("Kontakt", "a"), Many(reached) if reached else NOTHING)
    role_ids = (one.data_protection_officer for one in _above(view, unit))
    role = view.find("role", next(filter(None, role_ids), None), Role)
    yield Fact(
        _title("Dataskyddsombud", "a"),
        Words(", ".join(filter(None, (role.name, role.mailbox)))) if role else NOTHING,
    )


def _entry(view: View, unit: Unit, one: Processing) -> Entry:
    known = fields(Processing)
    others = tuple(
        values.link(view, "organisation", other)
        for other in _controllers(one)
        if other != unit.id and other in view.records["organisation"]
    )
    joint = known["joint_controllers"].title
    facts = [Fact(_title(joint, "a"), Many(others) if others else NOTHING)]
    for name, point in _ASKED:
        # What nobody of the audience sees is no empty column, which would seem to say "none".
        if view.audience.sees(known[name].audience):
            value = _transfers(view, one) if name == "transfers" else None
            value = value or values.of_field(view, one, name) or NOTHING
            facts.append(Fact(_title(known[name].title, point), value))
    return Entry(values.to("processing", one), Group(tuple(facts)))


def _title(title: str, point: str) -> str:
    return f"{title} (30.1 {point})" if point else title


def _transfers(view: View, one: Processing) -> Value | None:
    if not one.transfers:
        return None
    return Many(tuple(Words(_told(view, transfer)) for transfer in one.transfers))


def _told(view: View, one: Transfer) -> str:
    """Return a transfer in words: where, on which ground, by which assessment and with what."""
    country = values.link(view, "country", one.country)
    said = [f"{getattr(country, 'text', '')}: {one.ground.label}"]
    if one.assessment:
        said.append(f"Bedömning: {one.assessment}")
    return " ".join(f"{text.rstrip('.')}." for text in (*said, *one.measures))
