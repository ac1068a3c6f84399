"""Pages compared by their headings: which sections are new, gone, moved or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.changes import meaning
from macros.changes.change import Change
from macros.changes.concerned import of_page
from macros.changes.passages import Moves, SectionChange, texts
from macros.changes.sorts import SORTS, Told
from macros.changes.words import Sides, sentence
from macros.records.kinds import KINDS, Owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macros.changes.facts import RecordChange
    from macros.changes.passages import Body
    from macros.handbook import View
    from macros.prose import FrontMatter, Page


@dataclass(frozen=True, slots=True)
class PageChange:
    """What happened to a page: `what` is added, removed, renamed or changed.

    `meaning` tells of what the page says of itself, `sections` of its text, `changes` of all.
    """

    address: str
    path: str
    title: str
    what: str
    meaning: tuple[str, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    changes: tuple[Change, ...] = ()


def pages(before: View, after: View, records: Sequence[RecordChange]) -> tuple[PageChange, ...]:
    """Return what differs between the pages of two views, by address; what is gone comes last.

    Args:
        before: how it was.
        after: how it becomes.
        records: what happened to the records; the page of one that is renamed moves with it.
    """
    was, becomes = texts(before), texts(after)
    former = _former(before, after, was, becomes, records)
    moves = Moves(was, becomes, former)
    found = []
    for address, page in sorted(after.pages.items()):
        old = before.pages.get(former.get(address, "\0"))
        sections = moves.sections(address)
        if old is None:
            first = Told("page-new", f"Sidan {page.front.title} är ny.")
            found.append(_row(before, after, page, "added", sections=sections, first=first))
            continue
        sides = Sides(before, after, f"sidan {old.front.title}")
        told = tuple(meaning.of_part(sides, _head(before, old), _head(after, page)))
        if old.address != address:
            said = f"Sidan {page.front.title} är flyttad från /{old.address}."
            first = Told("page-moved", said)
            found.append(
                _row(
                    *(before, after, page, "renamed"),
                    sections=sections,
                    told=told,
                    first=first,
                    former=old,
                )
            )
        elif told or sections:
            found.append(
                _row(before, after, page, "changed", sections=sections, told=told, former=old)
            )
    for address, page in sorted(before.pages.items()):
        if address not in former.values():
            first = Told("page-removed", f"Sidan {page.front.title} är borttagen.")
            found.append(_row(before, after, page, "removed", first=first))
    return tuple(found)


def _head(view: View, page: Page) -> FrontMatter:
    """Return what a page says of itself, without an owner whom the audience may not see."""
    seen = page.front.owner in view.records["role"]
    return page.front if seen else page.front.model_copy(update={"owner": None})


def _former(
    before: View,
    after: View,
    was: Mapping[str, Mapping[str, Body]],
    becomes: Mapping[str, Mapping[str, Body]],
    records: Sequence[RecordChange],
) -> dict[str, str]:
    """Return the address that each page had, by that which it has; none for those that are new."""
    found = {address: address for address in after.pages if address in before.pages}
    gone = [address for address in sorted(before.pages) if address not in after.pages]
    for one in records:
        kind = KINDS[one.kind]
        if one.what == "renamed" and kind.owner is Owner.PROSE:
            old, new = kind.address(one.former), kind.address(one.id)
            if old in gone and new in after.pages and new not in found:
                found[new] = old
                gone.remove(old)
    for address in sorted(after.pages):
        if address not in found:
            title = after.pages[address].front.title
            same = [
                old
                for old in gone
                if was[old] == becomes[address] and before.pages[old].front.title == title
            ]
            if same:
                found[address] = same[0]
                gone.remove(same[0])
    return found


def _row(  # noqa: PLR0913 - all that a row is made of
    before: View,
    after: View,
    page: Page,
    what: str,
    *,
    sections: tuple[SectionChange, ...] = (),
    told: Iterable[Told] = (),
    first: Told | None = None,
    former: Page | None = None,
) -> PageChange:
    """Return a row: `told` is of what the page says of itself, `first` of the page as a whole."""
    said = tuple(dict.fromkeys(Told(one.what, sentence(one.text)) for one in told))
    roles = of_page(page, former, before, after)
    gone = what == "removed"
    # The start page has no name of its own, and an empty address says that there is none.
    address = "" if gone else page.address or "./"
    changes = [
        Change(sort, SORTS[sort].kind, f"page/{page.address}", text, address, roles)
        for sort, text, _ in (*([first] if first else ()), *said)
    ]
    for section in sections:
        sort, text, _ = section.told
        there = address + (f"#{section.anchor}" if section.anchor and not gone else "")
        changes.append(Change(sort, SORTS[sort].kind, f"page/{page.address}", text, there, roles))
    return PageChange(
        page.address,
        page.path,
        page.front.title,
        what,
        tuple(one.text for one in said),
        sections,
        tuple(changes),
    )
