"""Values as a page shows them: words, links, chips, lists and groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from babel.dates import format_date

from macros.citations.read import read_one
from macros.records.classification import Aspect
from macros.records.kinds import KINDS
from macros.records.meta import Exemption
from macros.records.organisation import Role, Unit, UnitType
from macros.records.policies import Policy
from macros.records.scalars import Choice, is_url
from macros.records.shape import fields
from macros.statutes import NOT_YET, REPEALED

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.records.base import Part, Record
    from macros.records.shape import Shape
    from macros.statutes import Found


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    sort: ClassVar = "words"
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the handbook; `address` is counted from the site's root.

    `title` explains it. `state` says in brackets what must be known of it at once.
    """

    sort: ClassVar = "link"
    text: str
    address: str
    title: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """A link out of the handbook: a web address, ``mailto:`` or ``tel:``."""

    sort: ClassVar = "out"
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A level of the scale."""

    sort: ClassVar = "chip"
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Status:
    """A state told by a word and a colour: done, partly, missing, late, soon or info."""

    sort: ClassVar = "status"
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values."""

    sort: ClassVar = "many"
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its name."""

    title: str
    value: Value


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that belong together."""

    sort: ClassVar = "group"
    facts: tuple[Fact, ...]


Value: TypeAlias = "Words | Link | Out | Chip | Status | Many | Group"

UNCOMPARED = "Förklaringen är ännu inte jämförd med lagens text."
"""Said of an explanation that nobody has verified."""

NOTHING = Words("–")
"""Shown where there is no value."""


def day(value: date) -> Words:
    """Return a day as Swedish writes it, 3 mars 2026, with spaces that no line breaks at."""
    return Words(format_date(value, "d MMMM y", locale="sv").replace(" ", "\N{NO-BREAK SPACE}"))


def link(view: View, kind: str, record_id: str | None, text: str = "") -> Value:
    """Return a link to a record; its kind without a name where the audience may not see it."""
    record = view.records[kind].get(record_id or "")
    if record is None:
        return Words(text or KINDS[kind].one.lower())
    return to(kind, record, text)


def to(kind: str, record: Record, text: str = "") -> Link:
    """Return a link to a record that is at hand."""
    return Link(text or title(kind, record), KINDS[kind].address(record.id))


def named(kind: str, record: Record) -> Link:
    """Return a link that also says what kind of record it is, as ``Leverantör: Driftkraft``."""
    return to(kind, record, f"{KINDS[kind].one}: {title(kind, record)}")


def role_at(view: View, role_id: str, unit_id: str) -> Value:
    """Return a link to a role that says where: ``Informationsägare på Socialförvaltningen``.

    A role that the whole municipality has is held in the unit that asks; any other in its own.
    """
    role = view.find("role", role_id, Role)
    if role is None:
        return link(view, "role", role_id)
    own = view.find("organisation", role.unit, Unit)
    asking = view.find("organisation", unit_id, Unit)
    unit = asking if own is None or own.parent is None else own
    if unit is None:
        return to("role", role)
    where = "på" if unit.type in (UnitType.ADMINISTRATION, UnitType.COMPANY) else "i"
    return to("role", role, f"{role.name} {where} {unit.name}")


def title(kind: str, record: Record) -> str:
    """Return a record's name as a title: acts are named as in running text, without a capital."""
    return record.name[:1].upper() + record.name[1:] if kind == "regulation" else record.name


def law(view: View, text: str, words: str = "") -> Value:
    """Return a link to the place that a citation names, or its words where it cannot be read."""
    citation = read_one(text, view.names)
    found = view.statutes.find(citation.designation, citation.place) if citation else None
    return Words(words or text) if found is None else of_place(view, found, words or text)


def of_place(view: View, found: Found, text: str) -> Link:
    """Return a link to what the register says of a place, with its explanation and its state."""
    anchor = f"#{found.fragment}" if found.fragment else ""
    address = KINDS["regulation"].address(found.act.id) + anchor
    status = found.status(view.day)
    verified = found.section.verified if found.section else found.act.verified
    told = [found.explanation] if verified else [found.explanation, UNCOMPARED]
    if status == REPEALED and found.ends:
        told.insert(0, f"Upphävd {day(found.ends).text}.")
    elif status == NOT_YET:
        told.insert(0, f"Gäller från {day(found.begins).text}.")
    state = {REPEALED: "upphävd", NOT_YET: "gäller inte än"}.get(status, "")
    return Link(text, address, " ".join(told), state)


def chip(view: View, aspect_id: str, level: int) -> Chip:
    """Return a level of an aspect with its label on the municipality's scale."""
    aspect = view.find("classification", aspect_id, Aspect)
    label = next((one.label for one in aspect.levels if one.level == level), "") if aspect else ""
    return Chip(f"{level} {label}".strip(), level)


def of_field(view: View, part: Part, name: str) -> Value | None:
    """Return a field's value as shown, None where there is nothing to show."""
    if isinstance(part, Exemption) and name == "record":
        return _about(view, part.record)
    if isinstance(part, Policy) and name == "next_review" and part.review_due(view.day) is None:
        return None
    return of(view, fields(type(part))[name].shape, getattr(part, name), name)


def _about(view: View, key: str) -> Value:
    """Return a link to the record that ``kind/id`` names; its kind alone where it is hidden."""
    kind, _, record_id = key.partition("/")
    if kind not in view.records:
        return Words(key)
    record = view.records[kind].get(record_id)
    return link(view, kind, record_id) if record is None else named(kind, record)


def of(  # noqa: PLR0911 - one return for each kind of value
    view: View, shape: Shape, value: Any, name: str = ""
) -> Value | None:
    """Return a value of a known shape as shown, None where there is nothing to show."""
    if value is None or value in ((), {}):
        return None
    if shape.items is not None:
        shown = (of(view, shape.items, item, name) for item in value)
        return Many(tuple(one for one in shown if one is not None))
    if shape.values is not None and shape.keys is not None:
        return _mapping(view, shape, value)
    if shape.part is not None:
        return group(view, value)
    if shape.ref is not None:
        return link(view, shape.ref, value)
    if shape.law:
        return law(view, value)
    return _single(value, name)


def _single(value: Any, name: str) -> Value:  # noqa: PLR0911 - one return for each type
    if isinstance(value, bool):
        return Words("Ja" if value else "Nej")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Choice):
        return Words(value.label)
    text = str(value)
    if name in {"mailbox", "public_mailbox", "security_contact"}:
        return mail(text)
    if name in {"phone", "public_phone"}:
        return phone(text)
    if is_url(text):
        return Out(text.removeprefix("https://"), text)
    return Words(text)


def mail(mailbox: str) -> Out:
    """Return a link that writes to a mailbox."""
    return Out(mailbox, f"mailto:{mailbox}")


def phone(number: str) -> Out:
    """Return a link that dials a number."""
    return Out(number, "tel:" + "".join(char for char in number if char.isdigit() or char == "+"))


def _mapping(view: View, shape: Shape, value: dict[Any, Any]) -> Group:
    facts = []
    for key, item in value.items():
        if shape.keys is not None and shape.keys.ref == "classification":
            aspect = view.find("classification", key, Aspect)
            facts.append(Fact(aspect.name if aspect else key, chip(view, key, item)))
        else:
            title = key.label if isinstance(key, Choice) else str(key)
            facts.append(Fact(title, Words(str(item))))
    return Group(tuple(facts))


def group(view: View, part: Part, leave_out: frozenset[str] = frozenset()) -> Group:
    """Return the facts of a part that the audience sees, in the order of its fields."""
    facts = []
    for name, known in fields(type(part)).items():
        if name in leave_out:
            continue
        value = of(view, known.shape, getattr(part, name), name)
        if value is not None:
            facts.append(Fact(known.title, value))
    return Group(tuple(facts))
