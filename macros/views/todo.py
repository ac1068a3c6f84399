"""What is missing and what comes, by who has to do with it; and the year as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date
from dateutil.relativedelta import relativedelta

from macros.records.kinds import KINDS, Owner
from macros.records.organisation import Role
from macros.views import due, values
from macros.views.values import NOTHING, Link, Status, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.handbook import View
    from macros.problems import Problem
    from macros.views.due import Due
    from macros.views.values import Value

_CODES: Final = "redaktor/koder"
"""Where each code has its page."""

# The first of these fields that a kind has and a record fills says which role is asked.
_ROLES: Final = (
    "owner",
    "system_owner",
    "information_owner",
    "steward",
    "decider",
    "delegate",
    "decided_by",
)
# What these tell of an asset is decided by the one who answers for the information.
_OF_INFORMATION: Final = frozenset(["HB402", "HB403", "HB404", "HB405"])
_UNITS: Final = ("unit", "controller", "body")


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do, as it is shown."""

    when: Value
    what: str
    where: Value
    state: Status
    code: Value


@dataclass(frozen=True, slots=True)
class Group:
    """All that one unit or role has before it."""

    name: str
    told: str
    """How much there is, in words."""
    late: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """Something to do: when, what, where, and the page of the code that tells of it."""

    day: date | None
    what: str
    where: Value
    code: str
    late: bool
    who: str


def to_do(view: View, by: str, months: int) -> tuple[Group, ...]:
    """Return what is missing now and what is due within some months, by unit or by role.

    What has a day and a problem is told once. What belongs to nobody comes last.

    Args:
        view: the handbook as the audience sees it; only one audience sees problems.
        by: ``unit`` or ``role``.
        months: how far ahead.
    """
    kind = "organisation" if by == "unit" else "role"
    nobody = "Utan enhet" if by == "unit" else "Utan ansvarig roll"
    order = [*view.records[kind], ""]
    items = sorted(
        (one for one in _items(view, by, months) if one.who in order),
        key=lambda one: (order.index(one.who), one.day is not None, str(one.day), one.what),
    )
    groups = []
    for who, found in groupby(items, key=lambda one: one.who):
        name = view.records[kind][who].name if who else nobody
        groups.append(_group(view, name, list(found)))
    return tuple(groups)


def of_role(view: View, role_id: str, months: int) -> Group | None:
    """Return what one role has before it; None where nothing is missing and nothing is due."""
    found = [one for one in _items(view, "role", months) if one.who == role_id]
    found.sort(key=lambda one: (one.day is not None, str(one.day), one.what))
    return _group(view, view.records["role"][role_id].name, found) if found else None


def _group(view: View, name: str, items: list[_Item]) -> Group:
    late = sum(one.late for one in items)
    coming = len(items) - late
    told = [f"{late} att göra nu"] if late else []
    if coming:
        told.append(f"{coming} som kommer")
    shown = (
        Item(
            values.day(one.day) if one.day else Words("Nu"),
            one.what,
            one.where,
            _state(one),
            _code(view, one.code),
        )
        for one in items
    )
    return Group(name, ", ".join(told), bool(late), tuple(shown))


def _state(one: _Item) -> Status:
    if not one.late:
        return Status("Kommer", "soon")
    return Status("Försenat", "late") if one.day else Status("Att rätta", "missing")


def _code(view: View, code: str) -> Value:
    """Return a link to a code's page, its name alone where there is no such page."""
    if not code:
        return NOTHING
    address = f"{_CODES}/{code.lower()}/"
    return Link(code, address) if address in view.pages else Words(code)


def _items(view: View, by: str, months: int) -> Iterator[_Item]:
    until = view.day + relativedelta(months=months)
    told = {(one.record, one.code) for one in view.problems}
    days = {(one.key, one.code): one.day for one in reversed(due.everything(view)) if one.code}
    for found in view.problems:
        kind, _, record_id = (found.record or "").partition("/")
        yield _Item(
            days.get((found.record or "", found.code)),
            found.message,
            _where(view, found, kind, record_id),
            found.code,
            late=True,
            who=_asked(view, by, *_owner(view, found, kind, record_id), found.code),
        )
    for one in due.everything(view):
        if one.day > until or (one.day < view.day and (one.key, one.code) in told):
            continue
        late = one.day < view.day
        who = _asked(view, by, one.kind, one.record.id, one.code)
        yield _Item(one.day, one.what, one.link, one.code if late else "", late=late, who=who)


def _where(view: View, found: Problem, kind: str, record_id: str) -> Value:
    """Return a link to what a problem concerns: a record, a page, or else its file by name."""
    record = view.records[kind].get(record_id) if kind else None
    if record is not None:
        return values.named(kind, record)
    for address, page in view.pages.items():
        if page.path == found.location.path:
            return Link(f"Sida: {page.front.title}", address)
    return Words(found.location.path)


def _owner(view: View, found: Problem, kind: str, record_id: str) -> tuple[str, str]:
    """Return kind and id of the record that answers: a page of a record's prose is the record's."""
    if kind:
        return kind, record_id
    for address, page in view.pages.items():
        if page.path == found.location.path:
            folder, _, name = address.rstrip("/").rpartition("/")
            for one in KINDS.values():
                if one.owner is Owner.PROSE and one.folder == folder:
                    return one.name, name
    return "", ""


def _asked(view: View, by: str, kind: str, record_id: str, code: str) -> str:
    """Return the id of the unit or role to ask about a record, empty where it names none.

    `code` is what tells, or would tell, of what there is to do; empty where nothing does.
    """
    record: Any = view.records[kind].get(record_id) if kind else None
    if record is None:
        return ""
    if kind == "exception":
        other, _, about = record.record.partition("/")
        found = _asked(view, by, other, about, code) if other in view.records else ""
        if found:
            return found
    if by == "unit":
        if kind == "organisation":
            return record_id
        unit = _first(record, _UNITS)
        role = view.find("role", _role(kind, record, code), Role)
        return unit or (role.unit if role is not None else "")
    return _role(kind, record, code)


def _role(kind: str, record: Any, code: str) -> str:
    if kind == "role":
        return str(record.id)
    if kind == "asset" and code in _OF_INFORMATION:
        return _first(record, ("information_owner", *_ROLES))
    return _first(record, _ROLES)


def _first(record: Any, names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := getattr(record, name, None))), "")


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its days: each with its number and what is due."""

    title: str
    items: tuple[tuple[Value, str, Link, Value], ...]
    """Day, what, where, and the role to ask."""


def year_calendar(view: View) -> tuple[Month, ...]:
    """Return twelve months from the day's own, what is late first of all; empty months too."""
    first = view.day.replace(day=1)
    everything = due.everything(view)
    late = [one for one in everything if one.day < view.day]
    months = [Month("Redan försenat", _days(view, late))] if late else []
    for number in range(12):
        start = first + relativedelta(months=number)
        end = start + relativedelta(months=1)
        found = [one for one in everything if max(start, view.day) <= one.day < end]
        title = format_date(start, "LLLL y", locale="sv").capitalize()
        months.append(Month(title, _days(view, found)))
    return tuple(months)


def _days(view: View, found: list[Due]) -> tuple[tuple[Value, str, Link, Value], ...]:
    rows = []
    for one in found:
        role = _role(one.kind, one.record, one.code)
        who = values.link(view, "role", role) if role in view.records["role"] else NOTHING
        rows.append((values.day(one.day), one.what, one.link, who))
    return tuple(rows)
