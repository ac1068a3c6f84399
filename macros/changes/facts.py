"""Two handbooks compared as facts: records added, removed, renamed, and fields by meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from macros.changes import meaning
from macros.changes.change import Change
from macros.changes.concerned import of_record
from macros.changes.renames import Before, with_ids_of
from macros.changes.sorts import SORTS, Told
from macros.changes.words import Sides, about, sentence
from macros.records.kinds import KINDS
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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

    Where none of its own fields differs, `what` is time when only the day has come for something
    in it, else affected: by what it refers to. `meaning` says it in Swedish sentences, `changes`
    each of them with its sort. `former` is the id that a renamed record had.
    """

    kind: str
    id: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()
    meaning: tuple[str, ...] = ()
    former: str = ""
    changes: tuple[Change, ...] = ()

    def with_more(self, told: Iterable[Told], before: View, after: View) -> RecordChange:
        """Return the same with more that is told of it."""
        found = [*self.changes]
        known = {(one.what, one.text) for one in found}
        roles = of_record(self.kind, self.id, before, after)
        gone = self.what == "removed"
        for what, text, anchor in told:
            said = sentence(text)
            if (what, said) not in known:
                known.add((what, said))
                address = "" if gone else KINDS[self.kind].address(self.id)
                address += f"#{anchor}" if anchor else ""
                subject = f"{self.kind}/{self.id}"
                found.append(Change(what, SORTS[what].kind, subject, said, address, roles))
        return replace(self, changes=tuple(found), meaning=tuple(one.text for one in found))


@dataclass(frozen=True, slots=True)
class Pair:
    """A record as it was and as it becomes, None where it is not; `former` is another id it had."""

    kind: str
    old: Record | None
    new: Record | None
    former: str = ""


def pairs(before: Before, after: View) -> Iterator[Pair]:
    """Yield every record of two views, by kind and then by id.

    What an edition told is passed over: news of news would never end.
    """
    for kind, known in KINDS.items():
        if known.made:
            continue
        was, becomes = before.view.records[kind], after.records[kind]
        for record_id in sorted(was.keys() | becomes.keys()):
            former = before.former.get((kind, record_id), "")
            yield Pair(kind, was.get(record_id), becomes.get(record_id), former)


def compare(before: View, after: View) -> tuple[RecordChange, ...]:
    """Return what differs between the fields of two views, by kind and then by id."""
    then = with_ids_of(after, before)
    rows = (row(one, then.view, after) for one in pairs(then, after) if differs(one))
    return tuple(rows)


def differs(pair: Pair) -> bool:
    """Say whether a record is another than it was, its former ids apart."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return True
    return bool(pair.former) or old != new


def row(pair: Pair, before: View, after: View, unchanged: str = "changed") -> RecordChange:
    """Return what happened to a record.

    Args:
        pair: the record.
        before: how all was, with the ids of today.
        after: how all becomes.
        unchanged: `what` of the row where no field of the record differs.
    """
    kind, old, new = pair.kind, pair.old, pair.new
    if new is None:
        if old is None:
            message = "a pair of nothing"
            raise ValueError(message)
        told = Told("record-removed", f"{_subject(kind, old)} tas bort.")
        return RecordChange(kind, old.id, old.name, "removed").with_more([told], before, after)
    if old is None:
        told = Told("record-new", f"{_subject(kind, new)} läggs till.")
        return RecordChange(kind, new.id, new.name, "added").with_more([told], before, after)
    what, former, first = "changed" if old != new else unchanged, "", []
    if pair.former:
        what, former = "renamed", pair.former
        said = f"{_subject(kind, old)} byter id från {former} till {new.id}."
        first = [Told("record-id", said)]
    sides = Sides(before, after, about(kind, old))
    made = RecordChange(kind, new.id, new.name, what, _fields(old, new), (), former)
    return made.with_more([*first, *meaning.of_part(sides, old, new)], before, after)


def _subject(kind: str, record: Record) -> str:
    text = about(kind, record)
    return text[:1].upper() + text[1:]


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
