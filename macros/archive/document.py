"""The whole document: cover, decisions, contents, and the site's pages, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from macros import render
from macros.archive.body import body
from macros.archive.order import parts
from macros.records.kinds import KINDS
from macros.records.meta import EditionRecord
from macros.records.organisation import Unit
from macros.records.policies import Policy
from macros.views import editions, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.handbook import View

NAME: Final = "handbok-{edition}-{audience}"
"""The files' name, without what tells them apart."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to adopt a policy, as the cover's list says it."""

    policy: str
    entity: str
    body: str
    day: str
    paragraph: str
    case_number: str


def html(view: View, site: Path, edition: str) -> str:
    """Return the copy of an edition as one document.

    Args:
        view: the handbook as the audience sees it.
        site: the finished site, built for that audience and day.
        edition: the edition's label, empty where the copy is of no dated one.
    """
    root = view.root
    text, entries = body(site, parts(view))
    known = view.all("edition", EditionRecord)
    dated = next((one for one in known if one.label == edition), None)
    latest = editions.latest(view)
    return render.html(
        "archive.html",
        "",
        name=root.name if root else "",
        audience=view.audience.label,
        iso=view.day.isoformat(),
        day=values.day(view.day).text,
        dated=dated,
        label=edition,
        edition=_named(dated, edition),
        latest=latest,
        latest_day=values.day(latest.day).text if latest else "",
        decisions=tuple(_decisions(view)),
        counts=tuple(
            (kind.many, len(view.records[kind.name]))
            for kind in KINDS.values()
            if view.records[kind.name]
        ),
        pages=len(view.pages),
        entries=entries,
        body=Markup(text),  # noqa: S704 - the site's own pages, parsed and written anew
    )


def _named(dated: EditionRecord | None, label: str) -> str:
    if dated is not None:
        return dated.name
    return f"Utgåva {label}" if label else "Gällande handbok"


def _decisions(view: View) -> Iterator[Decision]:
    for one in view.all("policy", Policy):
        for adoption in one.adoptions:
            entity = view.find("organisation", adoption.entity, Unit)
            yield Decision(
                one.name,
                entity.name if entity else "",
                adoption.body,
                values.day(adoption.date).text,
                adoption.paragraph or "",
                adoption.case_number,
            )
