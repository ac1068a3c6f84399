"""Two handbooks compared: their facts by meaning, their pages by heading, and their problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.changes.change import Change
from macros.changes.facts import FieldChange, RecordChange, compare, differs, pairs, row
from macros.changes.faults import ProblemChange, faults
from macros.changes.indirect import indirect
from macros.changes.over_time import by_time
from macros.changes.pages import PageChange, pages
from macros.changes.passages import SectionChange
from macros.changes.renames import Before, with_ids_of
from macros.changes.sorts import SORTS, Sort
from macros.changes.words import Sides, about

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.problems import Problem

__all__ = [
    "SORTS",
    "Change",
    "Changes",
    "FieldChange",
    "PageChange",
    "ProblemChange",
    "RecordChange",
    "SectionChange",
    "Side",
    "Sort",
    "between",
    "classified",
    "compare",
]


@dataclass(frozen=True, slots=True)
class Side:
    """A handbook to compare: what an audience sees of it, and all that is wrong with it.

    Files are named from the handbook's own folder, so that both sides name them alike.
    """

    view: View
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs."""

    records: tuple[RecordChange, ...]
    pages: tuple[PageChange, ...]
    problems: tuple[ProblemChange, ...]


def between(before: Side, after: Side) -> Changes:
    """Return what differs between two handbooks."""
    then = with_ids_of(after.view, before.view)
    records = _records(then, after.view)
    return Changes(
        records,
        pages(then.view, after.view, records),
        faults(before.problems, after.problems),
    )


def classified(before: View, after: View) -> tuple[Change, ...]:
    """Return all that differs between two handbooks as one audience sees them, by `SORTS`.

    It is a function of the two views alone, their days among what they hold. Records come in the
    order of their kinds and ids, then pages by address, those that are gone last; what is told of
    one thing comes in the order of its fields, then what the day and others have brought.
    """
    then = with_ids_of(after, before)
    records = _records(then, after)
    by_page = pages(then.view, after, records)
    told = (*(one.changes for one in records), *(one.changes for one in by_page))
    return tuple(change for changes in told for change in changes)


def _records(before: Before, after: View) -> tuple[RecordChange, ...]:
    """Return what happened to records: by their fields, by the day, and by what they refer to."""
    found = []
    then = before.view
    for pair in pairs(before, after):
        kind, old, new = pair.kind, pair.old, pair.new
        time, others = [], []
        if old is not None and new is not None:
            sides = Sides(then, after, about(kind, old))
            time, others = [*by_time(sides, old, new)], [*indirect(sides, old, new)]
        if differs(pair) or time or others:
            unchanged = "affected" if others else "time"
            one = row(pair, then, after, unchanged)
            found.append(one.with_more([*time, *others], then, after))
    return tuple(found)
