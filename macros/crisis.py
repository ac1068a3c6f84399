"""The crisis pack: what is needed when the network is down, in one file to print and to keep.

It holds nothing of its own. Numbers, duties, roles and assets come from the records, what to do
first from the pages below ``gor-nu/``, and all of it from the handbook as the audience sees it.
Which assets matter in a crisis is for those who see all: for others the pack lists every asset
that has a time for how long we manage without it, and chooses nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from macros import prose, render
from macros.records.assets import Asset
from macros.records.kinds import KINDS
from macros.records.law import Duty
from macros.records.organisation import Role, Unit
from macros.records.scalars import Audience
from macros.views import editions, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import View
    from macros.prose import Call, Page
    from macros.records.organisation import Contact
    from macros.views.values import Out

NAME: Final = "krispaket.html"
"""The file's name."""

DO_NOW: Final = "gor-nu/"
"""The address below which pages say what to do when something happens."""

URGENT: Final = "hb-urgent"
"""The class of the box that says what to do in the next minute."""

_KEPT: Final = frozenset(["p", "ol", "ul", "li", "strong", "em"])
"""What is left of a box's markup: there is nowhere for a link to lead."""


@dataclass(frozen=True, slots=True)
class Number:
    """A function to phone."""

    function: str
    unit: str
    phone: Out
    hours: str
    purpose: str


@dataclass(frozen=True, slots=True)
class First:
    """What to do first in an event: the page's title, and its box."""

    title: str
    box: Markup


@dataclass(frozen=True, slots=True)
class Decision:
    """A duty to report, with what the one who decides must know."""

    duty: Duty
    decider: str
    deputy: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Outage:
    """An asset, and how work goes on without it."""

    name: str
    unit: str
    hours: int
    routine: str
    recovery: int | None
    lost: int | None
    depends_on: tuple[str, ...]


def page(view: View) -> str:
    """Return the pack as one page of HTML that asks for nothing outside itself."""
    units = view.all("organisation", Unit)
    root = view.root
    whole = view.audience is Audience.RESTRICTED
    own, others = _numbers(units)
    return render.html(
        "crisis.html",
        "",
        name=root.name if root else "",
        audience=view.audience.label,
        day=values.day(view.day).text,
        edition=_edition(view),
        own=own,
        others=others,
        first=tuple(_first(view)),
        decisions=tuple(_decisions(view)),
        stepping_in=_stepping_in(view),
        outages=_outages(view, whole=whole),
        whole=whole,
    )


def _edition(view: View) -> str:
    last = editions.latest(view)
    return last.name if last is not None else ""


def _numbers(units: list[Unit]) -> tuple[list[Number], list[Number]]:
    """Return the municipality's own numbers, and those of all other units."""
    own: list[Number] = []
    others: list[Number] = []
    for unit in units:
        found = [_number(unit, one, one.number) for one in unit.contacts if one.number]
        (others if unit.parent else own).extend(found)
    return own, others


def _number(unit: Unit, one: Contact, phone: str) -> Number:
    return Number(one.function, unit.name, values.phone(phone), one.hours or "", one.purpose)


def _first(view: View) -> Iterator[First]:
    order = {one.path: number for number, one in enumerate(view.catalog.menu or ())}
    pages = [one for one in view.pages.values() if one.address.startswith(DO_NOW)]
    for one in sorted(pages, key=lambda one: (order.get(one.source, len(order)), one.address)):
        for box in one.text.boxes(URGENT):
            yield First(one.front.title, _plain(view, one, box))


def _plain(view: View, of: Page, box: str) -> Markup:
    """Return a box with its paragraphs and lists alone, and in the place of each call its words."""
    found = []
    at = 0
    for tag in prose.TAG.finditer(box):
        found.append(_words(view, of, box[at : tag.start()]))
        name = (tag[2] or "").lower()
        if name in _KEPT:
            found.append(Markup(f"<{tag[1]}{name}>"))  # noqa: S704 - a name of ours, no attribute
        at = tag.end()
    found.append(_words(view, of, box[at:]))
    return Markup("").join(found)


def _words(view: View, of: Page, text: str) -> Markup:
    for word, call in of.text.calls.items():
        text = text.replace(word, _said(view, call)) if word in text else text
    return escape(unescape(text))


def _said(view: View, call: Call) -> str:
    """Return the words of a call in running text, as HTML; a table stands elsewhere."""
    given = [*call.args, *call.keywords.values()]
    texts = [one for one in given if isinstance(one, str)]
    if call.name in KINDS and texts:
        own = "".join(texts[1:])
        return str(escape(own or _name(view, call.name, texts[0]) or KINDS[call.name].one.lower()))
    return str(escape(texts[-1])) if call.name == prose.QUOTING and texts else ""


def _decisions(view: View) -> Iterator[Decision]:
    for one in view.all("duty", Duty):
        roles = (_name(view, "role", one.decider), _name(view, "role", one.deputy))
        yield Decision(one, *roles, one.verified)


def _stepping_in(view: View) -> list[Role]:
    """Return the roles that decide when the first cannot be reached, those of most duties first."""
    count = Counter(one.deputy for one in view.all("duty", Duty))
    roles = [one for one in view.all("role", Role) if one.id in count]
    return sorted(roles, key=lambda one: -count[one.id])


def _outages(view: View, *, whole: bool) -> list[Outage]:
    """Return the assets by how soon we miss them; those of a crisis where the audience sees it."""
    found = [
        Outage(
            one.name,
            _name(view, "organisation", one.unit),
            one.continuity.tolerable_outage_hours,
            one.continuity.manual_routine or "",
            one.continuity.recovery_time_hours,
            one.continuity.recovery_point_hours,
            tuple(_name(view, "asset", other) for other in one.depends_on),
        )
        for one in view.all("asset", Asset)
        if one.continuity and not one.retired and (one.crisis_critical or not whole)
    ]
    return sorted(found, key=lambda one: (one.hours, one.name))


def _name(view: View, kind: str, record_id: str | None) -> str:
    record = view.records[kind].get(record_id or "")
    return record.name if record else ""
