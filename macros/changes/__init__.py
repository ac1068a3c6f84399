"""Two handbooks compared: their facts by meaning, their pages by heading, and their problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.changes.facts import FieldChange, RecordChange, compare
from macros.changes.faults import ProblemChange, faults
from macros.changes.pages import PageChange, SectionChange, pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.handbook import Handbook, View

__all__ = [
    "Changes",
    "FieldChange",
    "PageChange",
    "ProblemChange",
    "RecordChange",
    "SectionChange",
    "Side",
    "between",
    "compare",
]


@dataclass(frozen=True, slots=True)
class Side:
    """A handbook to compare: all of it, what an audience sees of it, and its files' names.

    `inside` takes away from a text the folder that the handbook happens to lie in.
    """

    book: Handbook
    view: View
    inside: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs."""

    records: tuple[RecordChange, ...]
    pages: tuple[PageChange, ...]
    problems: tuple[ProblemChange, ...]


def between(before: Side, after: Side) -> Changes:
    """Return what differs between two handbooks."""
    records = compare(before.view, after.view)
    return Changes(
        records,
        pages(before.view, after.view, records, after.inside),
        faults(before.book.problems, before.inside, after.book.problems, after.inside),
    )
