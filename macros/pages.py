"""Record pages: the only place that knows how they reach the site, its sitemap and redirects.

The theme draws one page for each folder, with marks where a record's own values go. That shell is
split at its marks once; a record's page is the pieces joined with its values, which are escaped
before and never scanned again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup, escape

from macros import render
from macros.linking import Linker
from macros.records.kinds import KINDS, Owner
from macros.records.law import Regulation
from macros.records.organisation import Role, Unit
from macros.records.policies import Policy, Recommendation
from macros.records.procurements import Procurement
from macros.records.scalars import Audience
from macros.views import chains, demands, law, news, progress, records, todo, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from macros.handbook import View
    from macros.records.base import Record
    from macros.records.kinds import Kind


class Marks:
    """Where a record's values go. Lower-case letters alone survive quoting and filters."""

    TITLE: Final = "qxtitelqx"
    DESCRIPTION: Final = "qxbeskrivningqx"
    CONTENT: Final = "qxinnehallqx"
    ADDRESS: Final = "qxadressqx"
    SOURCE: Final = "qxkallaqx"
    ENTRY: Final = "qxrubrikqx"
    ANCHOR: Final = "qxankareqx"


_SLOTS: Final = (
    Marks.TITLE,
    Marks.DESCRIPTION,
    Marks.CONTENT,
    Marks.ADDRESS,
    Marks.SOURCE,
)
_CONTENTS: Final = "qxforteckningqx"


@dataclass(frozen=True, slots=True)
class Body:
    """A record's page before the frame: all of it escaped HTML."""

    address: str
    title: str
    description: str
    html: Markup
    headings: tuple[tuple[str, str], ...]
    """Anchor and text of each heading, for the table of contents."""
    source: str | None = None
    """The address of the record in its source, where the audience may see it."""


@dataclass(frozen=True)
class Shell:
    """A drawn page of a folder, split at its marks."""

    pieces: tuple[str, ...]
    entry: tuple[str, ...] = field(default=())

    @classmethod
    def split(cls, drawn: str) -> Shell:
        """Split a drawn page; the one list item of its contents becomes the template for all."""
        start = drawn.rfind("<li", 0, drawn.find(Marks.ENTRY))
        end = drawn.find("</li>", drawn.find(Marks.ENTRY)) + len("</li>")
        entry: tuple[str, ...] = ()
        if Marks.ENTRY in drawn:
            entry = tuple(re.split(f"({Marks.ENTRY}|{Marks.ANCHOR})", drawn[start:end]))
            drawn = drawn[:start] + _CONTENTS + drawn[end:]
        return cls(tuple(re.split(f"({'|'.join((*_SLOTS, _CONTENTS))})", drawn)), entry)

    def filled(self, body: Body) -> str:
        """Return the page of a record."""
        contents = "".join(
            "".join(
                {Marks.ENTRY: str(escape(text)), Marks.ANCHOR: str(escape(anchor))}.get(
                    piece, piece
                )
                for piece in self.entry
            )
            for anchor, text in body.headings
        )
        values = {
            Marks.TITLE: str(escape(body.title)),
            Marks.DESCRIPTION: str(escape(body.description)),
            Marks.CONTENT: str(body.html),
            Marks.ADDRESS: body.address.rstrip("/").rsplit("/", 1)[-1],
            Marks.SOURCE: str(escape(body.source or "")),
            _CONTENTS: contents,
        }
        return "".join(values.get(piece, piece) for piece in self.pieces)


def write(site: Path, shell: Shell, body: Body) -> None:
    """Write a record's page below the site's folder."""
    _put(site, body.address, shell.filled(body))


def _put(site: Path, address: str, text: str) -> None:
    target = site / address / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def owned(view: View) -> Iterator[tuple[Kind, Record]]:
    """Yield the records whose pages are made from data alone."""
    for kind in KINDS.values():
        if kind.owner is Owner.DATA:
            for record in view.records[kind.name].values():
                yield kind, record


def body(view: View, kind: Kind, record: Record, source: str | None) -> Body:
    """Return what a record's page says.

    Args:
        view: the handbook as the audience sees it.
        kind: the record's kind.
        record: the record.
        source: where the record stands in its source, None where no link is shown.
    """
    address = kind.address(record.id)
    page = records.page(view, kind.name, record, frozenset({"sections", "stages"}))
    headings = [(section.anchor, section.title) for section in page.sections]
    if isinstance(record, Regulation):
        act = law.page(view, record)
        headings = [("tid", "Viktiga dagar")]
        if act.sections:
            headings.append(("lagrum", "Lagrum vi bygger på"))
        if act.whole:
            headings.append(("hela", "Nämner hela författningen"))
        inside = render.html("regulation.html", address, page=page, law=act)
    else:
        chain = chains.supplier_chain(view, record.id) if kind.name == "supplier" else None
        chain_links = [chain] if chain is not None and chain.behind else []
        gates = progress.gates(view, record) if isinstance(record, Procurement) else []
        lists = demands.files(view, record) if isinstance(record, Procurement) else ()
        if gates:
            headings.append(("grindar", "Grindar"))
        if lists:
            headings.append(("ta-med", "Ta med kraven"))
        if chain_links:
            headings.append(("kedjan", "Hela kedjan"))
        inside = render.html(
            "record.html",
            address,
            page=page,
            chain_links=chain_links,
            gates=gates,
            lists=lists,
            chosen=isinstance(record, Procurement) and demands.is_chosen(record),
        )
    if page.used_by:
        headings.append(("anvands-av", "Används av"))
    changes = news.of_record(view, kind.name, record)
    if changes:
        headings.append(("nytt", _NEWS))
        inside += render.html("history.html", address, title=_NEWS, changes=changes)
    sort = Markup('<p class="hb-kind">{}</p>').format(kind.one)
    linker = Linker(view, address)
    inside = Markup(linker.fields(inside))  # noqa: S704 - links are set into what is escaped
    return Body(
        address,
        page.title,
        f"{kind.one} i säkerhetshandboken: {page.title}",
        sort + inside + linker.tips(),
        tuple(headings),
        source,
    )


_NEWS: Final = "Ändringar i handboken"
_MONTHS: Final = 12
"""How far ahead a role's page looks."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What data adds to a page of prose: a fact box under its h1, the rest at its end."""

    before: Markup
    after: Markup
    headings: tuple[tuple[str, str], ...]


def frame(view: View, address: str) -> Frame | None:
    """Return what data adds to the page at an address, None where no record belongs to it."""
    kind, record = _of_prose(view, address)
    if kind is None or record is None:
        return None
    shown = records.rest(view, kind.name, record)
    title = {"policy": "Mer om styrdokumentet", "role": "Mer om rollen"}.get(
        kind.name, "Mer om rekommendationen"
    )
    headings = [("mer", title)]
    used_title = "Rollen i registren" if kind.name == "role" else "Används av"
    if shown.used_by:
        headings.append(("anvands-av", used_title))
    asked = None
    # Where we are weak is for those who see all.
    if kind.name == "role" and view.audience is Audience.RESTRICTED:
        asked = {"title": "Att göra i rollen", "group": todo.of_role(view, record.id, _MONTHS)}
        headings.insert(0, ("att-gora", "Att göra i rollen"))
    changes = news.of_record(view, kind.name, record)
    if changes:
        news_title = "Nytt för rollen" if kind.name == "role" else _NEWS
        headings.append(("nytt", news_title))
        told = render.html("history.html", address, title=news_title, changes=changes)
    else:
        told = Markup("")
    return Frame(
        render.html("factbox.html", address, group=records.box(view, kind.name, record)),
        render.html(
            "more.html", address, page=shown, title=title, used_title=used_title, asked=asked
        )
        + told,
        tuple(headings),
    )


def _of_prose(view: View, address: str) -> tuple[Kind | None, Record | None]:
    """Return the record that a page of prose belongs to, and its kind."""
    folder, _, record_id = address.rstrip("/").rpartition("/")
    for kind in KINDS.values():
        if kind.owner is Owner.PROSE and kind.folder == folder:
            return kind, view.records[kind.name].get(record_id)
    return None, None


def foot(view: View, address: str) -> Markup:
    """Return who answers for a page of prose and when it was last gone through.

    The page's head says so, or the record that it belongs to.

    Args:
        view: the handbook as the audience sees it: a role that it may not see is left out.
        address: the page's address.
    """
    front = view.pages[address].front
    _, record = _of_prose(view, address)
    held = record.owner if isinstance(record, Policy | Recommendation) else None
    owner = view.find("role", front.owner or held, Role)
    return render.html(
        "foot.html",
        address,
        owner=values.to("role", owner) if owner is not None else None,
        reviewed=values.day(front.reviewed) if front.reviewed is not None else None,
    )


def write_redirects(site: Path, view: View, canonical: Callable[[str], str]) -> None:
    """Write a page at every former address that leads on to the present one.

    Args:
        site: the site's folder.
        view: the handbook as the audience sees it.
        canonical: gives the full address of an address from the site's root.
    """
    for kind in KINDS.values():
        if kind.owner is Owner.SHARED:
            continue
        for record in view.records[kind.name].values():
            for old in record.previous_ids:
                former, now = kind.address(old), kind.address(record.id)
                text = render.html(
                    "redirect.html",
                    former,
                    title=record.name,
                    address=now,
                    canonical=canonical(now),
                )
                _put(site, former, text + "\n")


def sitemap(view: View, canonical: Callable[[str], str], output: str) -> str:
    """Return the theme's sitemap with a row for every record page."""
    rows = "".join(
        f"<url>\n<loc>{escape(canonical(kind.address(record.id)))}</loc>\n"
        f"<lastmod>{view.day}</lastmod>\n</url>\n"
        for kind, record in owned(view)
    )
    return output.replace("</urlset>", f"{rows}</urlset>")


def source_of(view: View, path: str | None, line: int = 1) -> str | None:
    """Return the address of a line in its source, None where the audience sees no such link.

    All but those who see everything are led to the file's first line.

    Args:
        view: the handbook as the audience sees it.
        path: the file, from the project's root; None for one that is not of the project.
        line: the line, from 1.
    """
    settings = [one.source for one in view.all("organisation", Unit) if one.source is not None]
    if not settings or path is None:
        return None
    if not view.audience.sees(settings[0].audience):
        return None
    # A line says how much stands above it: only who sees all of that may know.
    shown = line if view.audience is Audience.RESTRICTED else 1
    return settings[0].file_address.replace("{path}", quote(path)).replace("{line}", str(shown))
