"""Which edition a page belongs to, and from when to when each edition applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from macros.records.meta import CURRENT, EditionRecord
from macros.records.organisation import Role, Unit
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from macros.handbook import View
    from macros.records.scalars import Audience

_FOR: Final = {
    "internal": "för medarbetare",
    "restricted": "för samordnare och ledning",
    "public": "för alla",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What every page says of its edition.

    `label` is the folder that it is read in, `line` says it in one phrase. `frozen` is the label
    of an edition that never changes, empty for what applies now, and `day` the day that it tells
    of, in words.
    """

    label: str
    line: str
    frozen: str
    day: str


def told(label: str, audience: Audience, day: date) -> Told:
    """Return what every page of an edition says of it."""
    text = values.day(day).text
    frozen = "" if label == CURRENT else label
    name = f"Utgåva {label}" if frozen else "Gällande utgåva"
    return Told(label, f"{name} {_FOR[audience.value]}, läget {text}", frozen, text)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why an edition is not there any more: all of it plain text."""

    day: str
    by: str
    decision: str
    reason: str
    ground: str
    archived: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A frozen edition among those that are published.

    `day` is when it began to apply, `until` when the next one took its place, both ISO days;
    `until` is None for the last one.
    """

    label: str
    title: str
    day: str
    until: str | None
    decisions: tuple[str, ...]
    withdrawn: Withdrawn | None


def published(view: View, labels: Collection[str]) -> list[Shown]:
    """Return the editions of a view that are among labels, the newest first.

    One that is withdrawn is told of all the same, and the next one took its place as before.
    """
    among = [one for one in view.all("edition", EditionRecord) if one.label in labels]
    known = sorted(among, key=lambda one: (one.day, one.id))
    nexts = [*known[1:], None]
    return [
        Shown(
            one.label,
            one.name,
            one.day.isoformat(),
            then.day.isoformat() if then is not None else None,
            one.decisions,
            _withdrawn(view, one),
        )
        for one, then in reversed(list(zip(known, nexts, strict=True)))
    ]


def _withdrawn(view: View, edition: EditionRecord) -> Withdrawn | None:
    one = edition.withdrawn
    if one is None:
        return None
    role = view.find("role", one.decided_by, Role)
    return Withdrawn(
        one.date.isoformat(),
        role.name if role is not None else "",
        one.decision,
        one.reason,
        str(one.ground),
        one.archived,
    )


def address_of(view: View) -> str | None:
    """Return the address below which the audience's editions are read, None where none is told."""
    told = [one for unit in view.all("organisation", Unit) for one in unit.publishing]
    return next((one.address for one in told if one.audience is view.audience), None)


def latest(view: View) -> EditionRecord | None:
    """Return the last edition that was decided until the view's day, None before the first."""
    past = [one for one in view.all("edition", EditionRecord) if one.day <= view.day]
    return max(past, key=lambda one: (one.day, one.id), default=None)
