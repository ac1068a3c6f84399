"""Tables: the rows of each kind with their columns, and rows from parts of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from macros.records.kinds import KINDS
from macros.records.organisation import Unit
from macros.records.shape import fields
from macros.signatures import asked
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.handbook import View
    from macros.records.base import Part, Record
    from macros.views.values import Value


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its anchor (a record's id), and a value a column; the first names the row.

    `former` are the anchors that the record has had: addresses, once published, keep working.
    """

    anchor: str
    cells: tuple[Value, ...]
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. `empty` is what to say when there are no rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = "Det finns inget att visa här."


# Which fields each kind's table shows after the name, in this order.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "asset": ("kind", "unit", "classification.levels", "status"),
    "supplier": ("services", "country", "countries.storage", "owner"),
    "processing": ("controller", "purpose", "legal_basis", "assets"),
    "procurement": ("unit", "procedure", "summary", "owner"),
    "policy": ("kind", "summary", "owner", "next_review"),
    "recommendation": ("asks", "owner"),
    "regulation": ("abbreviations", "designation", "summary", "in_force", "repealed"),
    "role": ("summary", "unit", "mailbox"),
    "delegation": ("decision", "body", "delegate", "reported_back", "citation"),
    "country": ("code", "eea", "adequacy.decision", "adequacy.end", "adequacy.limits"),
    "organisation": ("type", "parent", "organisation_number", "sectors", "duties"),
    "exception": ("code", "record", "reason", "decided_by", "until"),
    "edition": ("day", "decisions", "withdrawn.date", "withdrawn.reason"),
    "requirement": ("aspect", "level", "type", "text", "shown_by", "followed_up", "ground"),
}
# Names that say themselves in their own column, so that a table stays narrow.
_UNNAMED = frozenset({"delegation"})


def of_kind(view: View, kind: str, wanted: Mapping[str, Any], caption: str = "") -> Table:
    """Return the table of a kind's records that `wanted` chooses.

    Args:
        view: the handbook as the audience sees it.
        kind: the kind's name.
        wanted: values by the keywords of `macros.signatures.filters`.
        caption: the table's caption; the kind's plural where it is empty.
    """
    records = chosen(view, kind, wanted)
    columns = tuple(one for one in _COLUMNS[kind] if not _same_for_all(kind, one, wanted))
    model = KINDS[kind].model
    titles = tuple(_title(model, column) for column in columns)
    rows = tuple(_row(view, kind, record, columns) for record in records)
    shown = [
        index
        for index in range(len(columns))
        if any(row.cells[index + 1] is not values.NOTHING for row in rows) or not rows
    ]
    first = () if kind in _UNNAMED else ("Namn",)
    keep = [0, *(index + 1 for index in shown)] if first else [index + 1 for index in shown]
    return Table(
        caption or KINDS[kind].many,
        (*first, *(titles[index] for index in shown)),
        tuple(
            Row(row.anchor, tuple(row.cells[index] for index in keep), row.former) for row in rows
        ),
    )


def chosen(view: View, kind: str, wanted: Mapping[str, Any]) -> list[Record]:
    """Return the records of a kind for which every keyword holds, in the order of their files.

    A unit stands for itself and all that belong to it: what a nämnd has, its förvaltning holds.
    """
    return [
        record
        for record in view.records[kind].values()
        if all(_holds(view, kind, record, name, value) for name, value in wanted.items())
    ]


def within(view: View, unit_id: str) -> frozenset[str]:
    """Return a unit and all that belong to it, at any depth."""
    found = {unit_id}
    while True:
        more = {unit.id for unit in view.all("organisation", Unit) if unit.parent in found}
        if more <= found:
            return frozenset(found)
        found |= more


def _holds(view: View, kind: str, record: Record, name: str, wanted: Any) -> bool:
    if (kind, name) == ("supplier", "country"):
        return wanted in countries_of(record)
    if (kind, name) == ("requirement", "level"):
        return bool(getattr(record, "level", 0) <= wanted)
    if name == "unit":
        own = getattr(record, asked(kind, name)[0])
        return own in within(view, wanted)
    value = getattr(record, asked(kind, name)[0])
    return wanted in value if isinstance(value, tuple) else bool(value == wanted)


def countries_of(supplier: Any) -> frozenset[str]:
    """Return every country from which a supplier works for us, its own among them."""
    found = {supplier.country}
    if supplier.countries is not None:
        for use in ("operation", "storage", "support"):
            found.update(getattr(supplier.countries, use))
    return frozenset(found)


def _same_for_all(kind: str, column: str, wanted: Mapping[str, Any]) -> bool:
    """Say whether every row has the value that was asked for: whoever asked knows it already.

    What belongs to a unit may be held below it, and a level may be lower.
    """
    asks_for_more = column == "unit" or (kind, column) == ("requirement", "level")
    return column in wanted and not asks_for_more


def _row(view: View, kind: str, record: Record, columns: Iterable[str]) -> Row:
    cells = tuple(_cell(view, record, column) for column in columns)
    name: Value = values.to(kind, record)
    return Row(record.id, (name, *cells), record.previous_ids)


def _cell(view: View, record: Record, column: str) -> Value:
    part: Any = record
    *way, name = column.split(".")
    for step in way:
        part = getattr(part, step)
        if part is None:
            return values.NOTHING
    return values.of_field(view, part, name) or values.NOTHING


def _title(model: type[Part], column: str) -> str:
    part = model
    *way, name = column.split(".")
    for step in way:
        inner = fields(part)[step].shape.part
        if inner is None:
            message = f"{model.__name__}.{step} has no fields of its own"
            raise TypeError(message)
        part = inner
    return fields(part)[name].title


_PROOF: Final = frozenset(["text_hash"])
"""What proves something to a program, and tells a reader nothing."""


def of_parts(view: View, parts: tuple[Part, ...], caption: str) -> Table:
    """Return parts of one type as a table, without the columns that none of them fills."""
    known = {key: one for key, one in fields(type(parts[0])).items() if key not in _PROOF}
    cells = [
        {name: values.of(view, one.shape, getattr(part, name), name) for name, one in known.items()}
        for part in parts
    ]
    names = [name for name in known if any(row[name] is not None for row in cells)]
    return Table(
        caption,
        tuple(known[name].title for name in names),
        tuple(Row("", tuple(row[name] or values.NOTHING for name in names)) for row in cells),
    )
