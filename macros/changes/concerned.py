"""Whose work a change concerns: the roles that answer for what is changed, or are to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from macros.records.kinds import KINDS, Owner
from macros.records.law import Regulation
from macros.records.meta import Exemption
from macros.records.organisation import Unit
from macros.records.policies import Policy
from macros.records.processings import Processing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import View
    from macros.prose import Page

_ROLES: Final = (
    "owner",
    "information_owner",
    "system_owner",
    "steward",
    "decider",
    "deputy",
    "delegate",
    "decided_by",
    "data_protection_officer",
)
"""The fields that say which role answers for a record."""


def of_record(kind: str, record_id: str, before: View, after: View) -> tuple[str, ...]:
    """Return the ids of the roles that a record concerns, as it was or as it becomes, sorted.

    Args:
        kind: the record's kind.
        record_id: its id.
        before: how all was, with the ids of today.
        after: how all becomes.
    """
    found = {
        *_roles(before, kind, record_id),
        *_roles(after, kind, record_id),
        *_relying(before, after, record_id if kind == "regulation" else ""),
    }
    return tuple(sorted(found))


def of_page(page: Page, former: Page | None, before: View, after: View) -> tuple[str, ...]:
    """Return the ids of the roles that a page concerns, sorted: its owner's, and its record's."""
    found: set[str] = set()
    for view, one in ((before, former or page), (after, page)):
        known = view.pages.get(one.address)
        if known is not None:
            found.update(_owner(view, known))
            for kind, record_id in _record_of(one.address):
                found.update(_roles(view, kind, record_id))
    return tuple(sorted(found))


def _owner(view: View, page: Page) -> Iterator[str]:
    """Yield the role that answers for a page, where the audience may see it."""
    if page.front.owner in view.records["role"]:
        yield str(page.front.owner)


def _record_of(address: str) -> Iterator[tuple[str, str]]:
    """Yield kind and id of the record whose text a page would be."""
    folder, _, name = address.rstrip("/").rpartition("/")
    for kind in KINDS.values():
        if kind.owner is Owner.PROSE and kind.folder == folder:
            yield kind.name, name


def _roles(view: View, kind: str, record_id: str) -> Iterator[str]:
    record: Any = view.records[kind].get(record_id)
    if record is None:
        return
    if kind == "role":
        yield record_id
    yield from filter(None, (getattr(record, name, None) for name in _ROLES))
    if isinstance(record, Policy):
        yield from record.readers
    elif isinstance(record, Processing):
        yield from _officer(view, record.controller)
    elif isinstance(record, Exemption):
        other, _, about = record.record.partition("/")
        if other in view.records and other != kind:
            yield from _roles(view, other, about)


def _relying(before: View, after: View, act_id: str) -> Iterator[str]:
    """Yield the roles that answer for what relies on an act: on what it was, if it was there.

    What relies on it only since then has a change of its own. To ask one view alone is half the
    work: all that is said of the law has to be read.
    """
    for view in (before, after):
        act = view.find("regulation", act_id, Regulation) if act_id else None
        if act is not None:
            for use in view.uses_of.get(act.designation, ()):
                if use.kind == "page":
                    yield from _owner(view, view.pages[use.id])
                elif use.kind != "regulation":
                    yield from _roles(view, use.kind, use.id)
            return


def _officer(view: View, unit_id: str | None) -> Iterator[str]:
    """Yield the data protection officer of a unit, or else of what it belongs to."""
    seen: set[str] = set()
    unit = view.find("organisation", unit_id, Unit)
    while unit is not None and unit.id not in seen:
        seen.add(unit.id)
        if unit.data_protection_officer:
            yield unit.data_protection_officer
            return
        unit = view.find("organisation", unit.parent, Unit)
