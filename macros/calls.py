"""The macros: what each call in prose is answered with.

Their names and parameters stand in `macros.signatures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from macros import render
from macros.records.kinds import KINDS
from macros.records.reference import Term
from macros.records.scalars import Audience
from macros.signatures import SIGNATURES
from macros.views import (
    article_30,
    audiences,
    chains,
    demands,
    due,
    glossary,
    impact,
    news,
    people,
    places,
    progress,
    scale,
    tables,
    todo,
    values,
)
from macros.views.values import Link

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.views.tables import Table


@dataclass(frozen=True, slots=True)
class Here:
    """The handbook as the audience sees it, and the address of the page that asks."""

    view: View
    at: str


Answer = Callable[..., Markup]


def _linked(kind: str) -> Answer:
    def answer(here: Here, id: str, text: str = "") -> Markup:  # noqa: A002 - the editors' word
        value = values.link(here.view, kind, id, text)
        if kind == "term" and isinstance(value, Link):
            term = here.view.find("term", id, Term)
            value = Link(value.text, value.address, term.explanation if term else "")
        return render.for_prose("link.html", here.at, value=value)

    return answer


def _law(here: Here, citation: str, text: str = "") -> Markup:
    value = values.law(here.view, citation, text)
    return render.for_prose("link.html", here.at, value=value)


def _download(here: Here, file: str, text: str = "") -> Markup:
    address = demands.address_of(file)
    return render.for_prose("download.html", here.at, address=address, text=text or file)


def _count(here: Here, of: str, **wanted: Any) -> Markup:
    return render.safe_in_markdown(len(tables.chosen(here.view, of, wanted)))


def _table(here: Here, table: Table, kind: str = "", css: str = "hb-table") -> Markup:
    own = bool(kind) and here.at == f"{KINDS[kind].folder}/"
    return render.for_prose("table.html", here.at, table=table, anchors=own, **{"class": css})


def _kind_table(kind: str) -> Answer:
    def answer(here: Here, **wanted: Any) -> Markup:
        return _table(here, tables.of_kind(here.view, kind, wanted), kind)

    return answer


def _glossary(here: Here) -> Markup:
    terms = [
        {
            "record": term,
            "see": [values.link(here.view, "term", one) for one in term.see_also],
        }
        for term in glossary.terms(here.view)
    ]
    own = here.at == f"{KINDS['term'].folder}/"
    return render.for_prose("glossary.html", here.at, terms=terms, anchors=own)


def _status(here: Here, id: str) -> Markup:  # noqa: A002 - the editors' word
    status = progress.recommendation_status(here.view, id)
    if status is None:
        return Markup("")
    return render.for_prose("recommendation_status.html", here.at, status=status)


def _chain(here: Here, id: str) -> Markup:  # noqa: A002 - the editors' word
    chain = chains.supplier_chain(here.view, id)
    links = [chain] if chain is not None else []
    return render.for_prose("chain.html", here.at, links=links)


def _law_impact(here: Here, citation: str) -> Markup:
    asked = impact.asked(here.view, citation)
    return render.for_prose("impact.html", here.at, asked=asked, text=citation)


def _contacts(here: Here, unit: str | None = None, function: str = "") -> Markup:
    cards = people.contacts(here.view, unit, function)
    hidden = not cards and people.is_function(here.view, unit, function)
    instead = people.contacts(here.view, unit) if hidden else ()
    return render.for_prose(
        "contacts.html", here.at, cards=cards, instead=instead, units=unit is None
    )


def _article_30(here: Here, unit: str | None = None) -> Markup:
    held = article_30.register(here.view, unit)
    return render.for_prose("article_30.html", here.at, held=held)


def _duties(here: Here) -> Markup:
    first = _table(here, people.first_of_duties(here.view))
    if here.at != f"{KINDS['duty'].folder}/":
        return first
    # In full in one place: elsewhere the table leads there.
    cards = people.duties(here.view)
    return first + render.for_prose("duties.html", here.at, cards=cards, anchors=True)


def _reviews(here: Here, months: int = 12) -> Markup:
    return _table(here, due.coming_reviews(here.view, months))


def _to_do(here: Here, by: str, months: int = 12) -> Markup:
    groups = todo.to_do(here.view, by, months)
    return render.for_prose("to_do.html", here.at, groups=groups)


def _calendar(here: Here) -> Markup:
    months = todo.year_calendar(here.view)
    # Published in this edition alone: see `macros.host`.
    file = "data/laget.ics" if here.view.audience is Audience.RESTRICTED else None
    return render.for_prose("calendar.html", here.at, months=months, file=file)


def _changes_of(here: Here, edition: str = "") -> Markup:
    found = news.editions(here.view, edition)
    own = here.at == news.PAGE
    feed = news.FEED if own and not edition else ""
    return render.for_prose("changes.html", here.at, editions=found, anchors=own, feed=feed)


def _changes_for_role(here: Here, role: str | None = None) -> Markup:
    one = news.for_role(here.view, role) if role is not None else None
    if role is None:
        return render.for_prose("news_for_roles.html", here.at, roles=news.for_roles(here.view))
    items = one.items if one is not None else ()
    return render.for_prose("news_for_role.html", here.at, changes=items)


ANSWERS: Final[dict[str, Answer]] = {
    **{
        kind: _linked(kind)
        for kind in ("asset", "supplier", "policy", "recommendation", "role", "country", "term")
    },
    "law": _law,
    "download": _download,
    "count": _count,
    **{
        f"{name}_table": _kind_table(kind)
        for name, kind in {
            **{
                kind: kind
                for kind in (
                    "asset",
                    "supplier",
                    "processing",
                    "procurement",
                    "policy",
                    "recommendation",
                    "regulation",
                    "role",
                    "delegation",
                    "country",
                    "exception",
                    "edition",
                )
            },
            "unit": "organisation",
        }.items()
    },
    "requirements": _kind_table("requirement"),
    "glossary": _glossary,
    "recommendation_status": _status,
    "coverage": lambda here: _table(here, progress.coverage(here.view)),
    "classification_matrix": lambda here: _table(
        here, scale.classification_matrix(here.view), "classification", "hb-matrix"
    ),
    "handling": lambda here, level: _table(here, scale.handling(here.view, level)),
    "supplier_chain": _chain,
    "suppliers_by_country": lambda here: _table(here, chains.suppliers_by_country(here.view)),
    "cited_places": lambda here, act="": _table(here, places.cited_places(here.view, act)),
    "law_impact": _law_impact,
    "field_audiences": lambda here, of: _table(here, audiences.field_audiences(of)),
    "unverified": lambda here: _table(here, places.unverified(here.view)),
    "article_30": _article_30,
    "contacts": _contacts,
    "responsibilities": lambda here: _table(here, people.responsibilities(here.view)),
    "duties": _duties,
    "coming_reviews": _reviews,
    "to_do": _to_do,
    "year_calendar": _calendar,
    "changes_of": _changes_of,
    "changes_for_role": _changes_for_role,
}


def call(name: str, view: View, at: str, *args: Any, **keywords: Any) -> Markup:
    """Return what a macro answers.

    Args:
        name: the macro's name.
        view: the handbook as the audience sees it.
        at: the address of the page that asks.
        args: the call's values, in the order of the macro's parameters.
        keywords: the call's values by name.
    """
    named = dict(zip((one.name for one in SIGNATURES[name].parameters), args, strict=False))
    return ANSWERS[name](Here(view, at), **named, **keywords)
