"""What a changed field means, as Swedish sentences.

What matters most to the one who reviews has words of its own in `macros.changes.particular`.
All else is told by its shape: a new text, a value that becomes another, parts that come and go.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from macros.changes import particular
from macros.changes.words import LONG, day, joined
from macros.records.base import Part
from macros.records.scalars import Audience
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def of_part(sides: Sides, old: Part, new: Part, within: str = "") -> Iterator[str]:
    """Yield what differs between two states of a record, or of a part of it.

    Args:
        sides: the two views, and what the sentences are about.
        old: how it was.
        new: how it becomes.
        within: the titles of the fields that it stands in.
    """
    for name, known in fields(type(new)).items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other and name not in ("id", "previous_ids"):
            special = particular.FIELDS.get((type(new), name))
            if special is not None:
                told, rest = special(sides, one, other)
                yield from told
                for was, becomes in rest:
                    yield from of_part(sides, was, becomes, f"{within}{known.title}, ")
            else:
                yield from _field(sides, known, one, other, within)


def _field(sides: Sides, known: FieldShape, old: Any, new: Any, within: str) -> Iterator[str]:
    title = f"{within}{known.title}"
    if isinstance(old, Part) and isinstance(new, Part):
        yield from of_part(sides, old, new, f"{title}, ")
    elif known.shape.items is not None and known.shape.items.part is not None:
        yield from _parts(sides, old, new, title)
    elif known.shape.items is not None:
        yield from _items(sides, known, old, new, title)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _mapping(sides, old, new, title)
    else:
        yield _single(sides, known, old, new, title)


def _single(  # noqa: PLR0911 - one return for each way of saying it
    sides: Sides, known: FieldShape, old: Any, new: Any, title: str
) -> str:
    was = sides.old(known.shape, old, known.name)
    becomes = sides.new(known.shape, new, known.name)
    if known.name == "name":
        return f"{sides.subject} byter namn till {becomes}."
    if isinstance(old, Audience) and isinstance(new, Audience):
        who = "fler" if new.rank < old.rank else "färre"
        return f"{sides.subject} visas för {who}: {new.label} i stället för {old.label}."
    if known.shape.ref == "role" and was and becomes:
        return f"{sides.subject} byter {title.lower()} från {was} till {becomes}."
    if isinstance(old, date) and isinstance(new, date):
        way = "senare" if new > old else "tidigare"
        return f"”{title}” för {sides.about} blir {way}: {day(new)} i stället för {day(old)}."
    if not becomes:
        return f"”{title}” tas bort för {sides.about}{_short(was)}."
    if not was:
        return f"”{title}” fylls i för {sides.about}{_short(becomes)}."
    if len(was) > LONG or len(becomes) > LONG:
        return f"”{title}” för {sides.about} får en ny text."
    return f"”{title}” för {sides.about} ändras från {was} till {becomes}."


def _short(text: str) -> str:
    return f": {text}" if text and len(text) <= LONG else ""


def _items(sides: Sides, known: FieldShape, old: Any, new: Any, title: str) -> Iterator[str]:
    """Yield what comes to and goes from a list of single values."""
    shape = known.shape.items
    if shape is None:
        return
    come = [sides.new(shape, one, known.name) for one in new or () if one not in (old or ())]
    gone = [sides.old(shape, one, known.name) for one in old or () if one not in (new or ())]
    yield from _come_and_gone(sides, come, gone, title)
    if not come and not gone:
        yield f"”{title}” för {sides.about} byter ordning."


def _come_and_gone(sides: Sides, come: list[str], gone: list[str], title: str) -> Iterator[str]:
    for word, these in (("tillkommer", come), ("utgår", gone)):
        if these:
            named = joined(these) if sum(map(len, these)) <= LONG * 3 else str(len(these))
            yield f"Under ”{title}” för {sides.about} {word} {named}."


def _parts(sides: Sides, old: Any, new: Any, title: str) -> Iterator[str]:
    """Yield what comes, goes and differs among parts, each known by its key."""
    was, becomes = _keyed(old or ()), _keyed(new or ())
    come = [_label(sides, becomes[key], new=True) for key in becomes if key not in was]
    gone = [_label(sides, was[key], new=False) for key in was if key not in becomes]
    yield from _come_and_gone(sides, come, gone, title)
    for key, part in becomes.items():
        if key in was and was[key] != part:
            within = f"{title}, {_label(sides, part, new=True)}, "
            yield from of_part(sides, was[key], part, within)


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


def _mapping(sides: Sides, old: dict[Any, Any], new: dict[Any, Any], title: str) -> Iterator[str]:
    for key in sorted(old.keys() | new.keys(), key=str):
        if old.get(key) != new.get(key):
            named = getattr(key, "label", str(key))
            yield f"”{title}, {named}” för {sides.about} ändras."
