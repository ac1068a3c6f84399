"""One call makes it all: facts and prose read, resolved, checked, and shown to an audience."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from macros import audience, catalog, graph, reliance
from macros.cache import Kept
from macros.checks import (
    agreements,
    anchors,
    assets,
    calls,
    continuity,
    credentials,
    exceptions,
    forbidden,
    hosting,
    inside,
    law,
    links,
    menu,
    missing,
    moved,
    names,
    pages,
    plain,
    policies,
    private,
    processings,
    procurements,
    publishing,
    register,
    structure,
    suppliers,
    transfers,
    withheld,
)
from macros.checks.facts import Facts
from macros.citations.read import Names
from macros.problems import Problem, Severity, in_order
from macros.records.law import Regulation
from macros.records.organisation import Unit
from macros.records.scalars import Audience
from macros.statutes import Statutes
from macros.statutes import names as names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from macros.catalog import Catalog
    from macros.prose import Page
    from macros.records.base import Record
    from macros.reliance import Use

R = TypeVar("R", bound="Record")

_FAMILIES = (
    register,
    names,
    law,
    assets,
    hosting,
    continuity,
    processings,
    suppliers,
    agreements,
    transfers,
    procurements,
    policies,
    forbidden,
    credentials,
    inside,
    private,
    publishing,
    calls,
    pages,
    links,
    anchors,
    menu,
    structure,
    plain,
)


@dataclass(frozen=True)
class Handbook:
    """Everything that was read, and what is wrong with it on a day."""

    catalog: Catalog
    day: date
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that stop a build."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    def for_audience(self, who: Audience) -> View:
        """Return the handbook as an audience may see it."""
        records = audience.project(self.catalog.records(), who)
        seen = audience.project_pages(self.catalog.pages, who)
        # Where we are weak is for those who see all: for others there are no problems at all.
        problems = self.problems if who is Audience.RESTRICTED else ()
        return View(who, self.day, records, seen, self.catalog, problems)


@dataclass(frozen=True)
class View:
    """A handbook as one audience sees it: what it may not see does not exist here.

    `catalog` is kept for the places of sources alone: what else is in it may be hidden.
    """

    audience: Audience
    day: date
    records: Mapping[str, Mapping[str, Record]]
    pages: Mapping[str, Page]
    catalog: Catalog
    problems: tuple[Problem, ...] = ()
    """What is wrong, for the audience that sees all; empty for every other."""

    @cached_property
    def root(self) -> Unit | None:
        """Return the unit that all others belong to: the municipality itself."""
        return next((one for one in self.all("organisation", Unit) if one.parent is None), None)

    @cached_property
    def graph(self) -> graph.Graph:
        """Return the references between what can be seen."""
        return graph.build(self.records)

    @cached_property
    def images(self) -> frozenset[str]:
        """Return the images that a page of this view shows or links to, by path in ``docs/``."""
        return audience.images(self.pages.values(), self.catalog.images)

    @cached_property
    def statutes(self) -> Statutes:
        """Return the acts that can be seen, asked by place."""
        return Statutes(self.all("regulation", Regulation))

    @cached_property
    def names(self) -> Names:
        """Return the names of the acts that can be seen: a hidden act is not known by any."""
        return Names(names_of(self.all("regulation", Regulation)))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Return all that is said of the law in what can be seen."""
        reader = reliance.Citations(self.names)
        return (
            *reliance.of_records(self.records, reader),
            *reliance.of_pages(self.pages, reader),
        )

    @cached_property
    def uses_of(self) -> Mapping[str, tuple[Use, ...]]:
        """Return what is said of each act, by its designation."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.cited.designation, []).append(use)
        return {designation: tuple(uses) for designation, uses in found.items()}

    def all(self, kind: str, model: type[R]) -> list[R]:
        """Return the records of a kind in the order of their files."""
        return [one for one in self.records[kind].values() if isinstance(one, model)]

    def find(self, kind: str, record_id: str | None, model: type[R]) -> R | None:
        """Return a record, None where there is none to see."""
        found = self.records[kind].get(record_id or "")
        return found if isinstance(found, model) else None


def load(
    data: Path, docs: Path, day: date, root: Path | None = None, *, cache: Path | None = None
) -> Handbook:
    """Read and check a handbook.

    Args:
        data: the folder of facts.
        docs: the folder of prose.
        day: the day on which it is judged. Nothing here asks a clock.
        root: the folder from which files are named; the working folder where it is None.
        cache: the folder where answers are kept for the next time; None keeps none.

    Returns:
        The handbook with all its problems; it never raises for what an editor wrote.
    """
    kept = Kept(cache, os.path.abspath(docs))  # noqa: PTH100 - links are kept
    read, lost = missing.files(catalog.load(data, docs, root, kept))
    facts = Facts(read, day, kept)
    problems = [*read.problems, *lost, *graph.unresolved(read)]
    for family in _FAMILIES:
        for check in family.CHECKS:
            problems.extend(check(facts))
    judged = _without_consequences(exceptions.apply(facts, problems))
    told = withheld.without(facts, judged)
    kept.keep()
    return Handbook(read, day, in_order(told))


def _without_consequences(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems but for what a day that does not fit another seems to be late with."""
    wrong = {one.location for one in problems if one.code == "HB113"}
    return [one for one in problems if one.severity is Severity.ERROR or one.location not in wrong]


def since(book: Handbook, data: Path, name: str) -> Handbook:
    """Return a handbook with what has vanished since an earlier one among its problems.

    Args:
        book: the handbook.
        data: the earlier one's folder of facts.
        name: what the earlier one is called.
    """
    gone = moved.vanished(catalog.entries(data), book.catalog, name)
    return replace(book, problems=in_order((*book.problems, *gone)))
