"""What has another id: the earlier handbook as it would be, had the ids of today been there.

Without it, everything that names a record whose id is changed would seem to be changed too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.handbook import View
    from macros.prose import Page
    from macros.records.base import Part, Record
    from macros.records.shape import Shape

Ids: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""The ids of today by those of before, for each kind."""


@dataclass(frozen=True, slots=True)
class Before:
    """The earlier handbook with the ids of today, and what each of these was."""

    view: View
    former: Mapping[tuple[str, str], str]


def with_ids_of(after: View, before: View) -> Before:
    """Return an earlier handbook with the ids that its records have in a later one.

    A record that takes over the id of another has not been renamed: that other is gone.
    """
    ids = {kind: _renamed(before.records[kind], after.records[kind]) for kind in after.records}
    former = {(kind, new): old for kind, known in ids.items() for old, new in known.items()}
    if not former:
        return Before(before, former)
    records = {
        kind: dict(_moved(ids, kind, one) for one in known.values())
        for kind, known in before.records.items()
    }
    pages = {address: _page(ids, page) for address, page in before.pages.items()}
    return Before(replace(before, records=records, pages=pages), former)


def _renamed(was: Mapping[str, Record], becomes: Mapping[str, Record]) -> dict[str, str]:
    return {
        old: one.id
        for one in becomes.values()
        for old in one.previous_ids
        if old in was and old not in becomes and one.id not in was
    }


def _moved(ids: Ids, kind: str, record: Record) -> tuple[str, Record]:
    own = ids[kind].get(record.id, record.id)
    moved: Record = _part(ids, record)
    return own, moved if own == record.id else moved.model_copy(update={"id": own})


def _page(ids: Ids, page: Page) -> Page:
    owner = page.front.owner
    if owner is None or owner not in ids["role"]:
        return page
    return replace(page, front=page.front.model_copy(update={"owner": ids["role"][owner]}))


def _part(ids: Ids, part: Any) -> Any:
    kind: type[Part] = type(part)
    changed = {}
    for name, known in fields(kind).items():
        value = getattr(part, name)
        moved = _value(ids, value, known.shape)
        if moved is not value:
            changed[name] = moved
    return part.model_copy(update=changed) if changed else part


def _value(ids: Ids, value: Any, shape: Shape) -> Any:
    """Return a value with the ids of today; the very same object where it names none of them."""
    if value is None:
        return None
    if shape.ref is not None:
        return ids[shape.ref].get(value, value)
    if shape.part is not None:
        return _part(ids, value)
    if shape.items is not None:
        items = tuple(_value(ids, item, shape.items) for item in value)
        same = all(one is other for one, other in zip(items, value, strict=True))
        return value if same else items
    if shape.values is not None and shape.keys is not None:
        keys, values = shape.keys, shape.values
        mapped = {_value(ids, key, keys): _value(ids, item, values) for key, item in value.items()}
        return value if mapped == value else mapped
    return value
