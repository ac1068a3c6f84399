"""Places in running text: what the readers of places return, of Swedish law and of EU law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.citations.place import Place


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a text names: where, and for a range also its last place."""

    start: int
    end: int
    place: Place
    last: Place | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Places that a text names in one go, and so of one act.

    `union` marks articles and recitals, `loose` those that are read only beside their act.
    """

    start: int
    end: int
    named: tuple[Named, ...]
    union: bool = False
    loose: bool = False

    @property
    def chapter(self) -> str:
        """Return the chapter in which the places end; empty where none is named."""
        last = self.named[-1]
        return (last.last or last.place).chapter

    def in_chapter(self, chapter: str) -> Places:
        """Return the same places, in a chapter that was named before them."""
        named = tuple(
            replace(
                one,
                place=replace(one.place, chapter=chapter),
                last=replace(one.last, chapter=chapter) if one.last else None,
            )
            for one in self.named
        )
        return replace(self, named=named)
