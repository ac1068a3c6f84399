"""Pages compared by their headings: which sections are new, gone or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.changes import meaning
from macros.changes.words import Sides, sentence
from macros.records.kinds import KINDS, Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.changes.facts import RecordChange
    from macros.handbook import View
    from macros.prose import Page

TOP = "Inledningen"
"""What stands before a page's first section."""


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What happened to a section: `what` is added, removed, renamed or changed."""

    what: str
    title: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class PageChange:
    """What happened to a page: `what` is added, removed, renamed or changed."""

    address: str
    path: str
    title: str
    what: str
    meaning: tuple[str, ...] = ()
    sections: tuple[SectionChange, ...] = ()


def pages(before: View, after: View, records: Sequence[RecordChange]) -> tuple[PageChange, ...]:
    """Return what differs between the pages of two views, by address.

    Args:
        before: how it was.
        after: how it becomes.
        records: what happened to the records; the page of one that is renamed moves with it.
    """
    moved = {
        KINDS[one.kind].address(one.id): KINDS[one.kind].address(one.former)
        for one in records
        if one.what == "renamed" and KINDS[one.kind].owner is Owner.PROSE
    }
    found = []
    gone = dict(before.pages)
    for address, page in sorted(after.pages.items()):
        former = gone.pop(address, None) or gone.pop(moved.get(address, "\0"), None)
        if former is None:
            found.append(PageChange(address, page.path, page.front.title, "added"))
            continue
        what = "changed" if former.address == address else "renamed"
        sides = Sides(before, after, f"sidan {former.front.title}")
        told = tuple(map(sentence, meaning.of_part(sides, former.front, page.front)))
        sections = tuple(_sections(_bodies(before, former), _bodies(after, page)))
        if told or sections or what == "renamed":
            found.append(PageChange(address, page.path, page.front.title, what, told, sections))
    for address, page in sorted(gone.items()):
        found.append(PageChange(address, page.path, page.front.title, "removed"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Body:
    title: str
    text: str


def _bodies(view: View, page: Page) -> dict[str, _Body]:
    """Return the text of each section by its anchor, or its heading where it names none."""
    text = next((one.text for one in view.catalog.sources if one.path == page.path), "")
    lines = text.split("\n")
    headings = [one for one in page.headings if one.level > 1]
    starts = [one.location.line for one in headings]
    found: dict[str, _Body] = {}
    first = _after_front(lines)
    found[""] = _Body(TOP, _plain(lines[first : starts[0] - 1 if starts else len(lines)]))
    ends = [*(one - 1 for one in starts[1:]), len(lines)]
    for heading, start, end in zip(headings, starts, ends, strict=False):
        key = heading.anchor or heading.text
        while key in found:
            key += " "
        found[key] = _Body(heading.text, _plain(lines[start:end]))
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


def _sections(old: dict[str, _Body], new: dict[str, _Body]) -> Iterator[SectionChange]:
    for key, body in new.items():
        former = old.get(key)
        if former is None:
            yield SectionChange("added", body.title)
        elif former.title != body.title:
            yield SectionChange("renamed", body.title, former.title)
        if former is not None and former.text != body.text:
            yield SectionChange("changed", body.title)
    for key, body in old.items():
        if key not in new:
            yield SectionChange("removed", body.title)
