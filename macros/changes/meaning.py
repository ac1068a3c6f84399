"""What a changed field means, as Swedish sentences, each with its sort.

What matters most to the one who reviews has words of its own in `macros.changes.particular`.
All else is told by its shape: a new text, a value that becomes another, parts that come and go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from macros.changes import particular, ways
from macros.changes.sorts import Told
from macros.changes.words import LONG, day, joined
from macros.citations.place import read_place
from macros.records.base import Part
from macros.records.law import Section
from macros.records.scalars import Audience
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.changes.ways import Way
    from macros.changes.words import Sides
    from macros.records.shape import FieldShape

_KEYS: Final = (
    "country",
    "supplier",
    "number",
    "gate",
    "what",
    "function",
    "level",
    "measure",
    "audience",
    "date",
)
"""The fields by which a part is known among others of its kind, the first that it has."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field is: the titles of what it stands in, its own last, and how it is told."""

    title: str
    way: Way

    def inside(self, title: str = "") -> _Place:
        """Return the place as what holds other fields: titles end with a comma."""
        return _Place(f"{self.title}, {f'{title}, ' if title else ''}", self.way)


_TOP: Final = _Place("", ways.GENERIC)


def of_part(sides: Sides, old: Part, new: Part, within: _Place = _TOP) -> Iterator[Told]:
    """Yield what differs between two states of a record, or of a part of it.

    Args:
        sides: the two views, and what the sentences are about.
        old: how it was.
        new: how it becomes.
        within: what it stands in.
    """
    for name, known in fields(type(new)).items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other and name not in ("id", "previous_ids"):
            place = _Place(f"{within.title}{known.title}", ways.of(type(new), known, within.way))
            special = particular.FIELDS.get((type(new), name))
            if special is not None:
                told, rest = special(sides, one, other)
                yield from told
                for was, becomes in rest:
                    yield from of_part(sides, was, becomes, place.inside())
            else:
                yield from _field(sides, known, one, other, place)


def _field(sides: Sides, known: FieldShape, old: Any, new: Any, place: _Place) -> Iterator[Told]:
    if isinstance(old, Part) and isinstance(new, Part):
        yield from of_part(sides, old, new, place.inside())
    elif known.shape.items is not None and known.shape.items.part is not None:
        yield from _parts(sides, old, new, place)
    elif known.shape.items is not None:
        yield from _items(sides, known, old, new, place)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _mapping(sides, old, new, place)
    else:
        yield _single(sides, known, old, new, place)


def _single(  # noqa: PLR0911 - one return for each way of saying it
    sides: Sides, known: FieldShape, old: Any, new: Any, place: _Place
) -> Told:
    way, title = place.way, place.title
    was = sides.old(known.shape, old, known.name)
    becomes = sides.new(known.shape, new, known.name)
    if known.name == "name":
        return Told("name-changed", f"{sides.subject} byter namn till {becomes}.")
    # An audience inside a part is that of something else.
    if isinstance(old, Audience) and isinstance(new, Audience) and title == known.title:
        what, who = (
            ("audience-wider", "fler") if new.rank < old.rank else ("audience-narrower", "färre")
        )
        told = f"{sides.subject} visas för {who}: {new.label} i stället för {old.label}."
        return Told(what, told)
    if known.shape.ref == "role" and was and becomes:
        told = f"{sides.subject} byter {title.lower()} från {was} till {becomes}."
        return Told(way.changed, told)
    if isinstance(old, date) and isinstance(new, date):
        what, word = (way.later, "senare") if new > old else (way.earlier, "tidigare")
        told = f"”{title}” för {sides.about} blir {word}: {day(new)} i stället för {day(old)}."
        return Told(what, told)
    if not becomes:
        return Told(way.emptied, f"”{title}” tas bort för {sides.about}{_short(was)}.")
    if not was:
        return Told(way.filled, f"”{title}” fylls i för {sides.about}{_short(becomes)}.")
    if len(was) > LONG or len(becomes) > LONG:
        return Told(way.text, f"”{title}” för {sides.about} får en ny text.")
    what = way.changed
    if isinstance(new, bool) and way is not ways.GENERIC:
        what = way.filled if new else way.emptied
    return Told(what, f"”{title}” för {sides.about} ändras från {was} till {becomes}.")


def _short(text: str) -> str:
    return f": {text}" if text and len(text) <= LONG else ""


def _items(sides: Sides, known: FieldShape, old: Any, new: Any, place: _Place) -> Iterator[Told]:
    """Yield what comes to and goes from a list of single values."""
    shape = known.shape.items
    if shape is None:
        return
    come = [sides.new(shape, one, known.name) for one in new or () if one not in (old or ())]
    gone = [sides.old(shape, one, known.name) for one in old or () if one not in (new or ())]
    yield from _come_and_gone(sides, come, gone, place)
    if not come and not gone:
        told = f"”{place.title}” för {sides.about} byter ordning."
        yield Told(place.way.order, told)


def _come_and_gone(sides: Sides, come: list[str], gone: list[str], place: _Place) -> Iterator[Told]:
    way = place.way
    for what, word, these in ((way.come, "tillkommer", come), (way.gone, "utgår", gone)):
        if these:
            named = joined(these) if sum(map(len, these)) <= LONG * 3 else str(len(these))
            yield Told(what, f"Under ”{place.title}” för {sides.about} {word} {named}.")


def _parts(sides: Sides, old: Any, new: Any, place: _Place) -> Iterator[Told]:
    """Yield what comes, goes and differs among parts, each known by its key."""
    was, becomes = _keyed(old or ()), _keyed(new or ())
    come = [_label(sides, becomes[key], new=True) for key in becomes if key not in was]
    gone = [_label(sides, was[key], new=False) for key in was if key not in becomes]
    yield from _come_and_gone(sides, come, gone, place)
    changed = False
    for key, part in becomes.items():
        if key in was and was[key] != part:
            changed = True
            within = place.inside(_label(sides, part, new=True))
            for told in of_part(sides, was[key], part, within):
                yield told._replace(anchor=_anchor(part))
    if not come and not gone and not changed:
        yield Told(place.way.order, f"”{place.title}” för {sides.about} byter ordning.")


def _key_of(part: Part) -> str | None:
    return next((name for name in _KEYS if name in fields(type(part))), None)


def _keyed(parts: tuple[Part, ...]) -> dict[tuple[Any, int], Part]:
    """Return parts by key; those with the same key are told apart by their order."""
    found: dict[tuple[Any, int], Part] = {}
    for part in parts:
        name = _key_of(part)
        key = getattr(part, name) if name else None
        number = sum(one == key for one, _ in found)
        found[key, number] = part
    return found


def _label(sides: Sides, part: Part, *, new: bool) -> str:
    name = _key_of(part) or next(iter(fields(type(part))))
    shape = fields(type(part))[name].shape
    told = sides.new if new else sides.old
    return told(shape, getattr(part, name), name)


def _anchor(part: Part) -> str:
    """Return the anchor that a part has on its record's page, empty where it has none."""
    place = read_place(part.number) if isinstance(part, Section) else None
    return place.fragment if place is not None else ""


def _mapping(
    sides: Sides, old: dict[Any, Any], new: dict[Any, Any], place: _Place
) -> Iterator[Told]:
    for key in sorted(old.keys() | new.keys(), key=str):
        if old.get(key) != new.get(key):
            named = getattr(key, "label", str(key))
            told = f"”{place.title}, {named}” för {sides.about} ändras."
            yield Told(place.way.changed, told)
