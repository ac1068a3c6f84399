"""Two handbooks compared as facts: records added, removed, renamed, and fields by meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from macros.changes import meaning
from macros.changes.words import Sides, about, sentence
from macros.records.kinds import KINDS
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """What happened to a record: `what` is added, removed, renamed or changed.

    `meaning` says it in Swedish sentences. `former` is the id that a renamed record had.
    """

    kind: str
    id: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    meaning: tuple[str, ...] = ()
    former: str = ""


def compare(before: View, after: View) -> tuple[RecordChange, ...]:
    """Return what differs between two views, by kind and then by id."""
    found: list[RecordChange] = []
    for kind in KINDS:
        found.extend(_kind(kind, before, after))
    return tuple(found)


def _kind(kind: str, before: View, after: View) -> Iterator[RecordChange]:
    was, becomes = before.records[kind], after.records[kind]
    former = {old: one.id for one in becomes.values() for old in one.previous_ids if old in was}
    for record_id in sorted(was.keys() | becomes.keys()):
        old, new = was.get(record_id), becomes.get(record_id)
        if new is None and old is not None:
            now = becomes.get(former.get(record_id, ""))
            if now is None:
                told = f"{_subject(kind, old)} tas bort."
                yield RecordChange(kind, record_id, old.name, "removed", meaning=(told,))
            else:
                told = f"{_subject(kind, old)} byter id från {record_id} till {now.id}."
                yield RecordChange(
                    kind,
                    now.id,
                    now.name,
                    "renamed",
                    _fields(old, now),
                    (told, *_sentences(kind, before, after, old, now)),
                    record_id,
                )
        elif old is None and new is not None:
            if record_id not in former.values():
                told = f"{_subject(kind, new)} läggs till."
                yield RecordChange(kind, record_id, new.name, "added", meaning=(told,))
        elif old is not None and new is not None and old != new:
            yield RecordChange(
                kind,
                record_id,
                new.name,
                "changed",
                _fields(old, new),
                _sentences(kind, before, after, old, new),
            )


def _subject(kind: str, record: Record) -> str:
    text = about(kind, record)
    return text[:1].upper() + text[1:]


def _sentences(kind: str, before: View, after: View, old: Record, new: Record) -> tuple[str, ...]:
    told = meaning.of_part(Sides(before, after, about(kind, old)), old, new)
    return tuple(sentence(one) for one in told)


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
