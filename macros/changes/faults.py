"""Which problems a change brings, and which it mends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.problems import trait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.problems import Problem


@dataclass(frozen=True, slots=True)
class ProblemChange:
    """A problem that only one side has: `what` is added or removed."""

    what: str
    problem: Problem


def faults(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[ProblemChange, ...]:
    """Return the problems that come and those that go, by code, record and message.

    A problem whose line has moved is the same problem.
    """
    return (
        *(ProblemChange("added", one) for one in _beyond(after, before)),
        *(ProblemChange("removed", one) for one in _beyond(before, after)),
    )


def _beyond(these: Sequence[Problem], those: Sequence[Problem]) -> list[Problem]:
    left = Counter(trait(one) for one in those)
    found = []
    for one in these:
        if left[trait(one)]:
            left[trait(one)] -= 1
        else:
            found.append(one)
    return found
