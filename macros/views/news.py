"""What is new: the stored changes of the editions, by edition, by role and by subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.records.kinds import KINDS, Owner
from macros.records.law import Regulation
from macros.records.meta import ChangeKind, ChangeRecord, EditionRecord
from macros.records.organisation import Role
from macros.statutes import sections
from macros.views import values
from macros.views.values import Link, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.handbook import View
    from macros.records.base import Record

PAGE = f"{KINDS['change'].folder}/"
"""The address of the page of changes."""
FEED = f"{PAGE}flode.xml"
"""The address of what is new as a feed: see `macros.exports.as_atom`."""


@dataclass(frozen=True, slots=True)
class Item:
    """A change: its sentence, in which `link` leads to what it is about where that is still there.

    The sentence is `before`, the link and `after`. `more` is the link where the sentence does not
    name what it is about.
    """

    record: ChangeRecord
    kind: ChangeKind
    edition: Words
    day: Words
    before: str
    link: Link | None
    after: str
    more: Link | None


@dataclass(frozen=True, slots=True)
class Edition:
    """What is new in an edition, by what it means to a reader."""

    record: EditionRecord
    day: Words
    kinds: tuple[tuple[str, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True)
class ForRole:
    """What is new for a role, the newest first."""

    record: Role
    items: tuple[Item, ...]

    @property
    def told(self) -> str:
        """Return how much there is, in words."""
        return "1 ändring" if len(self.items) == 1 else f"{len(self.items)} ändringar"


def editions(view: View, edition_id: str = "") -> tuple[Edition, ...]:
    """Return what is new in one edition, or in all of them, the newest first.

    An edition in which the audience finds nothing new is left out.
    """
    everything = view.all("change", ChangeRecord)
    found = []
    for edition in _newest_first(view):
        if edition_id and edition.id != edition_id:
            continue
        items = _items(view, [one for one in everything if one.edition == edition.id])
        groups = (
            (kind.label, tuple(one for one in items if one.kind is kind)) for kind in ChangeKind
        )
        kinds = tuple((label, inside) for label, inside in groups if inside)
        if kinds:
            found.append(Edition(edition, values.day(edition.day), kinds))
    return tuple(found)


def everything(view: View) -> tuple[Item, ...]:
    """Return all that is new, the newest edition first."""
    return _items(view, view.all("change", ChangeRecord))


def for_roles(view: View) -> tuple[ForRole, ...]:
    """Return what is new for each role, those for whom nothing is left out."""
    found = (for_role(view, role.id) for role in view.all("role", Role))
    return tuple(one for one in found if one is not None and one.items)


def for_role(view: View, role_id: str) -> ForRole | None:
    """Return what is new for a role: what concerns its work, and what is said of itself."""
    role = view.find("role", role_id, Role)
    if role is None:
        return None
    own = _subjects("role", role)
    concerning = (
        one
        for one in view.all("change", ChangeRecord)
        if role_id in one.roles or one.subject in own
    )
    return ForRole(role, _items(view, concerning))


def of_record(view: View, kind: str, record: Record) -> tuple[Item, ...]:
    """Return what has changed in a record, the newest first; for a role what is new for it."""
    if isinstance(record, Role):
        role = for_role(view, record.id)
        return role.items if role is not None else ()
    own = _subjects(kind, record)
    about = (one for one in view.all("change", ChangeRecord) if one.subject in own)
    return _items(view, about)


def _subjects(kind: str, record: Record) -> frozenset[str]:
    """Return what changes call a record: by the ids that it has and has had, and by its page."""
    known = KINDS[kind]
    ids = (record.id, *record.previous_ids)
    text = (f"page/{known.address(one)}" for one in ids if known.owner is Owner.PROSE)
    return frozenset((*(f"{kind}/{one}" for one in ids), *text))


def _newest_first(view: View) -> list[EditionRecord]:
    return sorted(
        view.all("edition", EditionRecord), key=lambda one: (one.day, one.id), reverse=True
    )


def _items(view: View, changes: Iterable[ChangeRecord]) -> tuple[Item, ...]:
    """Return changes as items: the newest edition first, then by what they mean and are about."""
    order = {one.id: (number, one) for number, one in enumerate(_newest_first(view))}
    kinds = list(ChangeKind)
    ordered = sorted(
        changes,
        key=lambda one: (
            order[one.edition][0],
            kinds.index(one.kind),
            one.subject,
            one.what,
            one.name,
            one.id,
        ),
    )
    return tuple(_item(view, one, order[one.edition][1]) for one in ordered)


def _item(view: View, change: ChangeRecord, edition: EditionRecord) -> Item:
    link, name = _about(view, change)
    before, after, more = change.name, "", link
    if link is not None and (found := _named(name, change.name)):
        before, after, more = change.name[: found.start()], change.name[found.end() :], None
        link = Link(found[0], link.address)
    return Item(
        change,
        change.kind,
        Words(edition.name),
        values.day(edition.day),
        before,
        link if more is None else None,
        after,
        more,
    )


def _named(name: str, text: str) -> re.Match[str] | None:
    """Return where a sentence names what it is about, as a whole word."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)


def _about(view: View, change: ChangeRecord) -> tuple[Link | None, str]:
    """Return a link to what a change is about, and its name; None and nothing where it is gone."""
    kind, _, key = change.subject.partition("/")
    path, _, anchor = (change.address or "").partition("#")
    if kind == "page":
        page = view.pages.get(key)
        if page is None:
            return None, ""
        place = f"#{anchor}" if path == key and anchor in page.anchors else ""
        return Link(page.front.title, f"{key}{place}"), page.front.title
    record = _record(view, kind, key)
    if record is None:
        return None, ""
    link = values.to(kind, record)
    if KINDS[kind].owner is Owner.SHARED and f"{KINDS[kind].folder}/" not in view.pages:
        return None, ""
    if isinstance(record, Regulation) and path == link.address and anchor in sections(record):
        link = Link(link.text, f"{link.address}#{anchor}")
    return link, record.name


def _record(view: View, kind: str, key: str) -> Record | None:
    """Return the record that has an id, or has had it."""
    known = view.records.get(kind, {})
    return known.get(key) or next((one for one in known.values() if key in one.previous_ids), None)
