"""Two handbooks compared: their facts by meaning, their pages by heading, and their problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.changes.facts import FieldChange, RecordChange, compare
from macros.changes.faults import ProblemChange, faults
from macros.changes.pages import PageChange, SectionChange, pages

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.problems import Problem

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
    records = compare(before.view, after.view)
    return Changes(
        records,
        pages(before.view, after.view, records),
        faults(before.problems, after.problems),
    )
