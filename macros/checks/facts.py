"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from macros import reliance
from macros.cache import Kept
from macros.checks.chains import Chains
from macros.checks.scale import Scale
from macros.problems import problem
from macros.records.law import Regulation
from macros.reliance import Citations
from macros.statutes import Statutes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.catalog import Catalog
    from macros.problems import Problem
    from macros.records.base import Record
    from macros.records.read import Entry
    from macros.records.shape import Leaf
    from macros.reliance import Use

R = TypeVar("R", bound="Record")

_JUDGED: Final = frozenset(["asset", "processing", "procurement", "requirement", "supplier"])
"""The kinds whose references the checks of this package count."""


@dataclass(frozen=True)
class Facts:
    """The whole handbook, and the day on which it is judged."""

    catalog: Catalog
    day: date
    kept: Kept = field(default_factory=Kept)
    """What was found in the same texts before."""

    def each(self, kind: str, model: type[R]) -> Iterator[tuple[Entry, R]]:
        """Yield the valid records of a kind with their entries."""
        for entry in self.catalog.entries[kind].values():
            if isinstance(entry.record, model):
                yield entry, entry.record

    def whole(self, *kinds: str) -> bool:
        """Say whether all of some kinds could be read, and every reference to them leads there.

        What is missing or counted there may else only be unread or misspelt, which is told itself.
        """
        return not any(
            kind in self.catalog.incomplete
            or kind in self._astray
            or any(entry.record is None for entry in self.catalog.entries[kind].values())
            for kind in kinds
        )

    @cached_property
    def _astray(self) -> frozenset[str]:
        """Return the kinds that some reference names a record of in vain."""
        return frozenset(
            leaf.shape.ref
            for entry in self.catalog.all()
            if entry.kind.name in _JUDGED
            for leaf in entry.leaves
            if leaf.shape.ref and leaf.text not in self.catalog.entries[leaf.shape.ref]
        )

    @cached_property
    def scale(self) -> Scale:
        """Return the scale of classification, asked about assets."""
        return Scale(self)

    @cached_property
    def chains(self) -> Chains:
        """Return the suppliers with those behind them."""
        return Chains(self)

    @cached_property
    def statutes(self) -> Statutes:
        """Return the register of law, asked by place."""
        return Statutes(record for _, record in self.each("regulation", Regulation))

    @cached_property
    def citations(self) -> Citations:
        """Return what reads the citations of texts."""
        return Citations(self.catalog.names, self.kept)

    @cached_property
    def folded(self) -> tuple[tuple[Entry, Leaf], ...]:
        """Return the values that do not stand in their file as they are read.

        They go over a line's end, or have signs that stand for others.
        """
        lines = {
            source.path: source.text.split("\n") for source in self.catalog.sources if source.kind
        }
        found = []
        for entry in self.catalog.all():
            rows = lines.get(entry.path, [])
            for leaf in entry.leaves:
                line, _ = entry.node.place(leaf.path)
                if leaf.text not in rows[line - 1]:
                    found.append((entry, leaf))
        return tuple(found)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Return all that the records and pages say of the law.

        Nothing while an act cannot be read: its sections would be taken for another's.
        """
        if not self.catalog.acts_are_whole:
            return ()
        return (
            *reliance.of_entries(self.catalog.all(), self.citations),
            *reliance.of_pages(self.catalog.pages, self.citations),
        )


def at(facts: Facts, use: Use, code: str, message: str, hint: str) -> Problem:
    """Return a problem at a citation."""
    key = None if use.kind == "page" else f"{use.kind}/{use.id}"
    return problem(code, reliance.location(use, facts.catalog), message, hint, key)


def words_of(use: Use) -> str:
    """Return a citation's words on one line."""
    return " ".join(use.cited.text.split())
