"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.catalog import Catalog
    from macros.records.base import Record
    from macros.records.read import Entry

R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Facts:
    """The whole handbook, and the day on which it is judged."""

    catalog: Catalog
    day: date

    def each(self, kind: str, model: type[R]) -> Iterator[tuple[Entry, R]]:
        """Yield the valid records of a kind with their entries."""
        for entry in self.catalog.entries[kind].values():
            if isinstance(entry.record, model):
                yield entry, entry.record
