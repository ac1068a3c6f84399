"""A record's own page, or its fact box: facts, sections, and who uses it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.records.kinds import KINDS
from macros.records.organisation import Unit
from macros.records.shape import fields
from macros.signatures import SIGNATURES, given
from macros.views import tables, values
from macros.views.values import Fact, Group, Link, Many

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.records.base import Part, Record
    from macros.views.tables import Table
    from macros.views.values import Value

_SHOWN_ELSEWHERE = frozenset({"id", "name", "previous_ids", "audience", "reviewed", "tells_of"})
# What a reader in a hurry needs at the top of a page of prose; the rest stands at its end.
_BOX = {
    "policy": ("kind", "owner", "valid_from", "valid_to", "next_review"),
    "recommendation": ("source", "number", "owner"),
    "role": ("unit", "mailbox"),
}
UNVERIFIED = values.Status("Ännu inte läst i original", "info")

LONG = 8
"""A list of more values than this stands under a heading of its own."""

_EDITORS = "redaktor/"
"""Where the pages for editors begin."""

_LEADS = ("description", "summary", "purpose", "asks", "explanation")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a record's page under a heading of its own."""

    anchor: str
    title: str
    group: Group | None = None
    table: Table | None = None
    many: Many | None = None


@dataclass(frozen=True, slots=True)
class User:
    """Records of one kind that use a record, or pages that name it."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What a record's page says."""

    kind: str
    title: str
    lead: str
    facts: Group
    sections: tuple[Section, ...]
    used_by: tuple[User, ...]


def page(
    view: View, kind: str, record: Record, leave_out: frozenset[str] = frozenset()
) -> RecordPage:
    """Return a record's page: single values first, then a section for each group of fields."""
    lead_field = next((name for name in _LEADS if name in fields(type(record))), "")
    gone = _SHOWN_ELSEWHERE | leave_out | {lead_field}
    facts: list[Fact] = []
    sections: list[Section] = []
    # An editor's notes are no fact of the record: they come last.
    for name, known in sorted(fields(type(record)).items(), key=lambda one: one[0] == "notes"):
        value = getattr(record, name)
        if name in gone or value is None or value in ((), {}):
            continue
        shape = known.shape
        anchor = name.replace("_", "-")
        if shape.part is not None:
            sections.append(Section(anchor, known.title, values.group(view, value)))
        elif shape.items is not None and shape.items.part is not None:
            parts: tuple[Part, ...] = value
            sections.append(
                Section(anchor, known.title, None, tables.of_parts(view, parts, known.title))
            )
        else:
            shown = _shown(view, record, name)
            if name == "verified":
                # Only what is not yet verified is worth a reader's while.
                if not value:
                    facts.append(Fact("Underlag", UNVERIFIED))
            elif isinstance(shown, Many) and len(shown.items) > LONG:
                sections.append(Section(anchor, known.title, many=shown))
            elif shown is not None:
                facts.append(Fact(known.title, shown))
    lead = str(getattr(record, lead_field) or "") if lead_field else ""
    return RecordPage(
        kind,
        values.title(kind, record),
        lead,
        Group(tuple(facts)),
        tuple(sections),
        used_by(view, kind, record.id),
    )


def _shown(view: View, record: Record, name: str) -> Value | None:
    """Return a field's value; a role of what belongs to a unit is told with the unit."""
    value, unit = getattr(record, name), getattr(record, "unit", None)
    if unit is not None and fields(type(record))[name].shape.ref == "role":
        return values.role_at(view, value, unit)
    return values.of_field(view, record, name)


def box(view: View, kind: str, record: Record) -> Group:
    """Return the few facts that stand at the top of a page of prose."""
    shown = ((name, values.of_field(view, record, name)) for name in _BOX[kind])
    known = fields(type(record))
    return Group(tuple(Fact(known[name].title, one) for name, one in shown if one is not None))


def rest(view: View, kind: str, record: Record) -> RecordPage:
    """Return what stands at the end of a page of prose: the facts that its box leaves out.

    Goals are left out: the page's own text shows how far they are.
    """
    return page(view, kind, record, frozenset(_BOX[kind]) | {"goals"})


def used_by(view: View, kind: str, record_id: str) -> tuple[User, ...]:
    """Return who refers to a record: records by kind and field, then pages that name it."""
    found: dict[tuple[str, str], dict[str, Link]] = {}
    for edge in view.graph.used_by.get((kind, record_id), ()):
        source_kind, source_id = edge.source
        if source_kind == "change":
            continue  # Told under a heading of its own: see `macros.views.news`.
        source = view.records[source_kind][source_id]
        title = fields(type(source))[edge.field].title
        links = found.setdefault((source_kind, title), {})
        link = values.to(source_kind, source)
        if kind == "role":
            # Many hold a role, each for a unit of its own: whoever reads looks for theirs.
            unit = view.find("organisation", getattr(source, "unit", None), Unit)
            link = replace(link, state=unit.name if unit is not None else "")
        links[source_id] = link
    users = [
        User(
            f"{KINDS[source_kind].many} ({title.lower()})",
            tuple(sorted(links.values(), key=lambda one: one.state)),
        )
        for (source_kind, title), links in sorted(found.items(), key=_in_table_order)
    ]
    mentions = _pages_naming(view, kind, record_id)
    if mentions:
        users.append(User("Sidor", mentions))
    return tuple(users)


def _in_table_order(item: tuple[tuple[str, str], dict[str, Link]]) -> tuple[int, str]:
    (kind, title), _ = item
    return list(KINDS).index(kind), title


def _pages_naming(view: View, kind: str, record_id: str) -> tuple[Link, ...]:
    own = KINDS[kind].address(record_id)
    links = []
    for address, prose in sorted(view.pages.items()):
        # What the editors' part names are examples of how to write.
        if address == own or address.startswith(_EDITORS):
            continue
        for call in prose.calls:
            signature = SIGNATURES.get(call.name)
            if signature is not None and any(
                one.ref == kind and given(call, signature).get(one.name) == record_id
                for one in signature.parameters
            ):
                links.append(Link(prose.front.title, address))
                break
    return tuple(links)
