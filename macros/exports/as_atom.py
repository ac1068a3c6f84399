"""What is new, as a feed to follow (Atom, RFC 4287): ``/andringar/flode.xml``.

The same input gives the same bytes: an entry is as old as its edition, and a feed is as old as its
newest edition. An entry is known by its change, so nobody is told twice, wherever the site lies.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from macros.records.meta import EditionRecord
from macros.records.organisation import Role
from macros.views import news

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from macros.handbook import View
    from macros.views.news import Item

TYPE: Final = "application/atom+xml"

_SPACE: Final = "http://www.w3.org/2005/Atom"
_MOST: Final = 200
"""So many entries at the most, the newest: a reader fetches the whole feed every time."""

# What XML 1.0 cannot hold, in whatever way it is written.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def has(view: View) -> bool:
    """Say whether there is a feed: where the handbook has the page that its entries lead to."""
    return news.PAGE in view.pages


def text(view: View, canonical: Callable[[str], str]) -> str:
    """Return what is new to the audience as a feed.

    Args:
        view: the handbook as the audience sees it.
        canonical: gives the full address of an address from the site's root.
    """
    root = view.root
    # Two municipalities may well have editions of the same ids.
    place = (root.organisation_number or root.id) if root else "handboken"
    days = [one.day for one in view.all("edition", EditionRecord)]
    feed = ET.Element("feed", {"xmlns": _SPACE, "xml:lang": "sv"})
    _put(feed, "id", _name(place, "flode"))
    _put(feed, "title", f"Nytt i säkerhetshandboken, {root.name}" if root else "Nytt i handboken")
    _put(feed, "updated", _stamp(max(days, default=view.day)))
    _put(ET.SubElement(feed, "author"), "name", root.name if root else "Säkerhetshandboken")
    ET.SubElement(feed, "link", {"rel": "self", "type": TYPE, "href": canonical(news.FEED)})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": canonical(news.PAGE)})
    for item in news.everything(view)[:_MOST]:
        _entry(feed, view, item, place, canonical)
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _entry(
    feed: ET.Element, view: View, item: Item, place: str, canonical: Callable[[str], str]
) -> None:
    change = item.record
    edition = view.find("edition", change.edition, EditionRecord)
    about = item.link or item.more
    # What is gone is told on the page of changes alone.
    address = about.address if about is not None else f"{news.PAGE}#{change.id}"
    roles = [role.name for one in change.roles if (role := view.find("role", one, Role))]
    told = f"{item.kind.label}. {item.edition.text}."
    entry = ET.SubElement(feed, "entry")
    # The id it had first: a row with a new id is still the same to a reader.
    _put(entry, "id", _name(place, (change.previous_ids or (change.id,))[0]))
    _put(entry, "title", change.name)
    _put(entry, "updated", _stamp(edition.day if edition is not None else view.day))
    ET.SubElement(entry, "link", {"rel": "alternate", "href": _clean(canonical(address))})
    ET.SubElement(entry, "category", {"term": item.kind.value, "label": item.kind.label})
    _put(entry, "summary", f"{told} Berör: {', '.join(roles)}." if roles else told)


def _put(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = _clean(value)


def _clean(value: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value)


def _name(place: str, what: str) -> str:
    """Return a name that stays the same when the site moves."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"handbok:{place}/{news.PAGE}{what}").urn


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
