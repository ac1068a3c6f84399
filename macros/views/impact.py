"""What would need review if a place in the law changed: who relies on it, and who on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from macros.citations.read import read_one
from macros.records.kinds import KINDS, Owner
from macros.records.shape import fields
from macros.reliance import location
from macros.statutes import touches
from macros.views import values
from macros.views.values import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.citations.place import Place
    from macros.handbook import View
    from macros.problems import Location
    from macros.reliance import Use


def title_of(kind: str) -> str:
    """Return the Swedish name of many of a kind, or of pages."""
    return KINDS[kind].many if kind in KINDS else "Sidor"


@dataclass(frozen=True, slots=True)
class Relying:
    """A record or page that relies on a place: its link, why, and what tells where that stands."""

    kind: str
    id: str
    link: Link
    why: str
    locate: Callable[[], Location]

    @property
    def location(self) -> Location:
        """Return where it stands in its file."""
        return self.locate()


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one kind, under the kind's Swedish name."""

    title: str
    members: tuple[Relying, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """Who relies on a place (`direct`), and who refers to a record that does (`further`)."""

    direct: tuple[Group, ...]
    further: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to 'what if this section changes?': the place, what it says, who relies on it."""

    place: Link
    explanation: str
    impact: Impact


def asked(view: View, text: str) -> Asked | None:
    """Return what would need review if the place that a citation names changed.

    Args:
        view: the handbook as the audience sees it.
        text: one citation, such as ``18 kap. 8 § OSL`` or ``OSL``.

    Returns:
        The answer, None where the text is no citation of an act in the register.
    """
    citation = read_one(text, view.names)
    found = view.statutes.find(citation.designation, citation.place) if citation else None
    if citation is None or found is None or not found.known:
        return None
    link = values.of_place(view, found, text)
    return Asked(link, found.explanation, of_place(view, citation.designation, citation.place))


def of_place(view: View, designation: str, place: Place) -> Impact:
    """Return who relies on a place in an act; an empty place is the whole act and all in it."""
    relying = [
        use
        for use in view.uses_of.get(designation, ())
        if not place.fragment or touches(use.cited, place)
    ]
    return Impact(_grouped(_direct(view, relying)), _grouped(_further(view, relying)))


def of_whole(view: View, designation: str) -> tuple[Group, ...]:
    """Return who cites an act without naming a place in it."""
    uses = view.uses_of.get(designation, ())
    return _grouped(_direct(view, [use for use in uses if not use.cited.fragment]))


def _direct(view: View, uses: Iterable[Use]) -> dict[tuple[str, str, str], Relying]:
    found: dict[tuple[str, str, str], Relying] = {}
    for use in uses:
        if (use.kind, use.id) == ("regulation", view.statutes.acts[use.cited.designation].id):
            continue  # An act that tells what replaces a section of its own builds on nothing.
        where = partial(location, use, view.catalog)
        if use.kind == "page":
            page = view.pages[use.id]
            heading = use.under if use.under is not None and use.under.level > 1 else None
            anchor = f"#{heading.anchor}" if heading is not None and heading.anchor else ""
            text = f"{page.front.title}: {heading.text}" if heading else page.front.title
            link = Link(text, use.id + anchor)
            why = heading.text if heading else ""
        else:
            record = view.records[use.kind][use.id]
            link = values.to(use.kind, record)
            why = fields(type(record))[str(use.path[0])].title
        found.setdefault(
            (use.kind, use.id, link.address), Relying(use.kind, use.id, link, why, where)
        )
    return found


def _further(view: View, uses: Iterable[Use]) -> dict[tuple[str, str, str], Relying]:
    """Return the records that refer to one that relies on the place, without those that do."""
    direct = {(use.kind, use.id) for use in uses}
    # What a page of prose relies on, the record whose text it is relies on.
    direct |= {key for kind, name in direct if kind == "page" for key in _record_of(view, name)}
    found: dict[tuple[str, str, str], Relying] = {}
    for key in sorted(direct):
        for edge in view.graph.used_by.get(key, ()):
            kind, record_id = edge.source
            if edge.source in direct or kind in _BESIDE:
                continue
            record, named = view.records[kind][record_id], view.records[key[0]][key[1]]
            entry = view.catalog.entries[kind][record_id]
            why = f"{fields(type(record))[edge.field].title}: {named.name}"
            link = values.to(kind, record)
            one = Relying(kind, record_id, link, why, partial(entry.at, edge.field))
            found.setdefault((kind, record_id, link.address), one)
    return found


def _record_of(view: View, address: str) -> list[tuple[str, str]]:
    """Return kind and id of the record whose text a page is; none for other pages."""
    folder, _, name = address.rstrip("/").rpartition("/")
    return [
        (kind.name, name)
        for kind in KINDS.values()
        if kind.owner is Owner.PROSE and kind.folder == folder and name in view.records[kind.name]
    ]


_BESIDE = frozenset({"exception", "edition", "change", "term"})
"""Kinds that tell of others but build nothing on them."""


def _grouped(found: dict[tuple[str, str, str], Relying]) -> tuple[Group, ...]:
    order = [*KINDS, "page"]
    groups: dict[str, list[Relying]] = {kind: [] for kind in order}
    for one in found.values():
        groups[one.kind].append(one)
    return tuple(
        Group(title_of(kind), tuple(members)) for kind, members in groups.items() if members
    )
