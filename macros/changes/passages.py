"""The sections of pages, by their headings: which come, go, move and change."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from macros import prose
from macros.changes.sorts import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macros.handbook import View
    from macros.prose import Page

TOP = "Inledningen"
"""What stands before a page's first section."""

_WORDS: Final = 5
"""With fewer words, two sections may be alike by chance: neither is the other, moved."""

_COMMENT: Final = re.compile(
    f"{re.escape(prose.COMMENT_START)}.*?{re.escape(prose.COMMENT_END)}", re.DOTALL
)

_PASSAGES: Final = {
    "added": "passage-new",
    "removed": "passage-removed",
    "renamed": "passage-renamed",
    "moved": "passage-moved",
    "changed": "passage-changed",
}


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What happened to a section: `what` is added, removed, renamed, moved or changed.

    `former` is the heading that it had, where it had another; `page` the address of the page that
    it stood on, where it comes from another; `anchor` the one that its heading names.
    """

    what: str
    title: str
    former: str = ""
    page: str | None = None
    anchor: str | None = None

    @property
    def told(self) -> Told:
        """Return it as a sentence."""
        if self.what == "renamed":
            said = f"Avsnittet ”{self.former}” heter nu ”{self.title}”."
        elif self.what == "moved":
            where = "på samma sida" if self.page is None else f"på sidan /{self.page}"
            named = f", med rubriken ”{self.former}”" if self.former else ""
            said = f"Avsnittet ”{self.title}” är flyttat: texten stod förr {where}{named}."
        else:
            words = {"added": "är nytt", "removed": "är borttaget", "changed": "är ändrat"}
            said = f"Avsnittet ”{self.title}” {words[self.what]}."
        return Told(_PASSAGES[self.what], said)


@dataclass(frozen=True, slots=True)
class Body:
    """A section: its heading, its text and the anchor that it names itself."""

    title: str
    text: str
    anchor: str | None = field(default=None, compare=False)


def texts(view: View) -> dict[str, dict[str, Body]]:
    """Return the sections of every page of a view, as its audience sees them."""
    known = {one.path: one.text for one in view.catalog.sources if one.kind is None}
    return {
        address: _bodies(_seen(known.get(page.path, ""), view), page)
        for address, page in view.pages.items()
    }


def _seen(text: str, view: View) -> list[str]:
    """Return the lines of a page that an audience sees, those of its head empty.

    The text is the file's, which holds what others alone may see: that is taken away here, line
    by line, so that headings keep their places.
    """
    lines = text.split("\n")
    first = _after_front(lines)
    body = "\n".join([*[""] * first, *lines[first:]])
    shown = prose.without(body, view.audience)
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), shown).split("\n")


def _bodies(lines: Sequence[str], page: Page) -> dict[str, Body]:
    """Return the text of each section by its anchor, or its heading where it names none."""
    headings = [one for one in page.headings if one.level > 1]
    starts = [one.location.line for one in headings]
    found = {"": Body(TOP, _plain(lines[: starts[0] - 1 if starts else len(lines)]))}
    ends = [*(one - 1 for one in starts[1:]), len(lines)]
    for heading, start, end in zip(headings, starts, ends, strict=False):
        key = heading.anchor or heading.text
        while key in found:
            key += " "
        found[key] = Body(heading.text, _plain(lines[start:end]), heading.anchor)
    return found


def _after_front(lines: Sequence[str]) -> int:
    """Return where the text begins, after the front matter."""
    if lines and lines[0].rstrip() == "---":
        for index, line in enumerate(lines[1:], start=1):
            if line.rstrip() == "---":
                return index + 1
    return 0


def _plain(lines: Sequence[str]) -> str:
    """Return text without its line breaks: where lines break says nothing."""
    return " ".join(" ".join(lines).split())


class Moves:
    """The sections of all pages, and which of them are another's that is gone from its place."""

    def __init__(
        self,
        was: Mapping[str, Mapping[str, Body]],
        becomes: Mapping[str, Mapping[str, Body]],
        former: Mapping[str, str],
    ) -> None:
        """Take the sections of all pages by address, and the address that each page had."""
        self._was, self._becomes, self._former = was, becomes, former
        self._from: dict[tuple[str, str], tuple[str, str]] = {}
        left: dict[str, list[tuple[str, str]]] = {}
        there = {old: new for new, old in former.items()}
        for address in sorted(was):
            kept = becomes.get(there.get(address, "\0"), {})
            for key, body in was[address].items():
                if key not in kept and len(body.text.split()) >= _WORDS:
                    left.setdefault(body.text, []).append((address, key))
        for address in sorted(becomes):
            had = was.get(former.get(address, "\0"), {})
            for key, body in becomes[address].items():
                if key not in had and left.get(body.text):
                    self._from[address, key] = left[body.text].pop(0)
        self._taken = frozenset(self._from.values())

    def sections(self, address: str) -> tuple[SectionChange, ...]:
        """Return what happened to the sections of a page that is there afterwards.

        Of a page that is new only what has moved to it is told.
        """
        return tuple(self._sections(address))

    def _sections(self, address: str) -> Iterator[SectionChange]:
        before = self._former.get(address)
        old = {} if before is None else self._was[before]
        for key, body in self._becomes[address].items():
            former, moved = old.get(key), self._from.get((address, key))
            if moved is not None:
                place, name = moved
                title = self._was[place][name].title
                page = None if place == before else place
                named = "" if title == body.title else title
                yield SectionChange("moved", body.title, named, page, body.anchor)
            elif former is None and before is not None:
                yield SectionChange("added", body.title, anchor=body.anchor)
            if former is not None and former.title != body.title:
                yield SectionChange("renamed", body.title, former.title, anchor=body.anchor)
            if former is not None and former.text != body.text:
                yield SectionChange("changed", body.title, anchor=body.anchor)
        for key, body in old.items():
            if key not in self._becomes[address] and (before, key) not in self._taken:
                yield SectionChange("removed", body.title)
