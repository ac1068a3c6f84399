"""Two handbooks compared as facts: records added, removed, renamed, and fields by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from macros.records.kinds import KINDS
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.handbook import View
    from macros.records.base import Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value differs; `before` and `after` are text, empty where there was none."""

    field: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to a record: `what` is added, removed, renamed or changed."""

    kind: str
    id: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()


def compare(before: View, after: View) -> tuple[RecordChange, ...]:
    """Return what differs between two views, by kind and then by id."""
    found: list[RecordChange] = []
    for kind in KINDS:
        found.extend(_kind(kind, before.records[kind], after.records[kind]))
    return tuple(found)


def _kind(
    kind: str, before: Mapping[str, Record], after: Mapping[str, Record]
) -> Iterator[RecordChange]:
    former = {old: one.id for one in after.values() for old in one.previous_ids if old in before}
    for record_id in sorted(before.keys() | after.keys()):
        old, new = before.get(record_id), after.get(record_id)
        if new is None and old is not None:
            now = after.get(former.get(record_id, ""))
            if now is None:
                yield RecordChange(kind, record_id, old.name, "removed")
            else:
                yield RecordChange(kind, now.id, now.name, "renamed", _fields(old, now))
        elif old is None and new is not None:
            if record_id not in former.values():
                yield RecordChange(kind, record_id, new.name, "added")
        elif old is not None and new is not None and old != new:
            yield RecordChange(kind, record_id, new.name, "changed", _fields(old, new))


def _fields(old: Record, new: Record) -> tuple[FieldChange, ...]:
    found = []
    for name, known in fields(type(new)).items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other and name not in ("id", "previous_ids"):
            found.append(FieldChange(name, known.title, _text(one), _text(other)))
    return tuple(found)


def _text(value: Any) -> str:
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, tuple):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(one)}" for key, one in value.items())
    if hasattr(value, "model_dump"):
        shown = value.model_dump(mode="json", exclude_none=True)
        return ", ".join(f"{key}: {_text(one)}" for key, one in shown.items())
    return str(value)
