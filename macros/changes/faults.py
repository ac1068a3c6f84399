"""Which problems a change brings, and which it mends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.problems import trait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.problems import Problem


@dataclass(frozen=True, slots=True)
class ProblemChange:
    """A problem that only one side has: `what` is added or removed."""

    what: str
    problem: Problem


def faults(
    before: Iterable[Problem],
    inside_before: Callable[[str], str],
    after: Iterable[Problem],
    inside_after: Callable[[str], str],
) -> tuple[ProblemChange, ...]:
    """Return the problems that come and those that go, by code, record and message.

    A problem whose line has moved is the same problem.
    """
    old = [_told(one, inside_before) for one in before]
    new = [_told(one, inside_after) for one in after]
    return (
        *(ProblemChange("added", one) for one in _beyond(new, old)),
        *(ProblemChange("removed", one) for one in _beyond(old, new)),
    )


def _told(one: Problem, inside: Callable[[str], str]) -> Problem:
    place = replace(one.location, path=inside(one.location.path))
    return replace(one, location=place, message=inside(one.message))


def _beyond(these: list[Problem], those: list[Problem]) -> list[Problem]:
    left = Counter(trait(one) for one in those)
    found = []
    for one in these:
        if left[trait(one)]:
            left[trait(one)] -= 1
        else:
            found.append(one)
    return found
