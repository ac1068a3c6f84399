"""What a page of prose holds, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.problems import Location
    from macros.prose.front import FrontMatter
    from macros.prose.text import Text
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

    `raw` says that an author wrote it as HTML, so that it reaches the browser as it is. `alt` is
    what stands for an image where it is not seen: empty for one that says itself to be decoration,
    None where nothing was written.
    """

    target: str
    location: Location
    image: bool = False
    raw: bool = False
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose.

    `path` is the file as an editor knows it, `source` its path inside ``docs/``, `address` its
    address from the site's root (``""`` for the start page, ``roller/jurist/`` for another). `text`
    is what its readers see, but for what macros answer. `anchors` are the places in it that a link
    may name, but for those that macros make. `text_hash` is the SHA-256 of what its editor wrote
    (`macros.prose.wording`).
    """

    path: str
    source: str
    address: str
    front: FrontMatter
    text: Text
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    anchors: frozenset[str] = frozenset()
    text_hash: str = ""
    narrower: Mapping[Audience, Page] = field(default_factory=dict)
    """What those see who may not see all of it, for each audience that sees less."""

    @property
    def audience(self) -> Audience:
        """Return who may see the page."""
        return self.front.audience

    def for_audience(self, who: Audience) -> Page:
        """Return the page as an audience that may see it sees it."""
        return self.narrower.get(who, self)

    def editions(self) -> Iterator[tuple[Audience, Page]]:
        """Yield the page as its widest audience sees it, then as each that sees more of it does."""
        before = None
        for who in sorted(type(self.audience), key=lambda one: one.rank):
            page = self.for_audience(who)
            if who.sees(self.audience) and page is not before:
                yield who, page
                before = page


def address(path: str) -> str:
    """Return the address of the page whose source is `path` inside ``docs/``."""
    stem = path.removesuffix(".md")
    parts = stem.split("/")
    if parts[-1] in ("index", "README"):
        parts.pop()
    return "".join(f"{part}/" for part in parts)
