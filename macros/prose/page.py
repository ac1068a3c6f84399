"""What a page of prose holds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from macros.problems import Location

if TYPE_CHECKING:
    from macros.prose.front import FrontMatter
    from macros.records.scalars import Audience

Literal: TypeAlias = "str | int | float | bool | tuple[Literal, ...] | None"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its text, the anchor that it names itself, and its place."""

    level: int
    text: str
    anchor: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image in the text.

    `raw` says that an author wrote it as HTML, so that it reaches the browser as it is; None where
    it may be one or the other. `alt` is what stands for an image where it is not seen: empty for
    one that says itself to be decoration, None where nothing was written.
    """

    target: str
    location: Location
    image: bool = False
    raw: bool | None = False
    alt: str | None = None


class Standing(Enum):
    """Where a call stands."""

    ALONE = "alone"
    """On a line of its own, where a block may stand."""
    TEXT = "text"
    """In running text, a heading or a table."""
    HIDDEN = "hidden"
    """Inside a tag, an address or a comment, where no reader meets it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a macro with literal arguments."""

    name: str
    args: tuple[Literal, ...]
    keywords: dict[str, Literal]
    location: Location
    standing: Standing = Standing.TEXT


OPAQUE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a span for what is no text: code, a picture, the call of a macro."""


@dataclass(frozen=True, slots=True)
class Span:
    """The plain text of one block: a paragraph, a heading, a cell.

    `rows` gives for each of its lines where it begins in `text`, the line's place, and the line
    as it stands in the file. `called` are the stretches that a call of ``law`` shows. `past` says
    that the block is marked as history. `under` is the heading that it stands under.
    """

    text: str
    rows: tuple[tuple[int, Location, str], ...]
    called: tuple[tuple[int, int], ...] = ()
    past: bool = False
    under: Heading | None = None

    def at(self, start: int, end: int) -> Location:
        """Return the place of a stretch of the text: its line, and its column as near as known."""
        offset, location, row = next(one for one in reversed(self.rows) if one[0] <= start)
        following = self.text.find("\n", start)
        stop = end if following < 0 else min(end, following)
        column = row.find(self.text[start:stop])
        if column < 0:
            column = location.column - 1 if start == offset else 0
        return Location(location.path, location.line, column + 1)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose.

    `path` is the file as an editor knows it, `source` its path inside ``docs/``, `address` its
    address from the site's root (``""`` for the start page, ``roller/jurist/`` for another).
    `anchors` are the places in it that a link may name, but for those that macros make.
    `text_hash` is the SHA-256 of its text (`macros.prose.wording`).
    """

    path: str
    source: str
    address: str
    front: FrontMatter
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    spans: tuple[Span, ...] = ()
    anchors: frozenset[str] = frozenset()
    text_hash: str = ""

    @property
    def audience(self) -> Audience:
        """Return who may see the page."""
        return self.front.audience


def address(path: str) -> str:
    """Return the address of the page whose source is `path` inside ``docs/``."""
    stem = path.removesuffix(".md")
    parts = stem.split("/")
    if parts[-1] in ("index", "README"):
        parts.pop()
    return "".join(f"{part}/" for part in parts)
