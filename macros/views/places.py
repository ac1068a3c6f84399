"""The law in tables: every cited place, and what nobody has compared with the law itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macros.citations.read import read_one
from macros.records.kinds import KINDS
from macros.records.law import Regulation
from macros.records.scalars import Audience
from macros.records.shape import fields
from macros.views import impact, values
from macros.views.tables import Row, Table
from macros.views.values import Link, Many, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.citations.place import Place
    from macros.citations.text import Cited
    from macros.handbook import View
    from macros.records.base import Record
    from macros.views.values import Value


def short_name(act: Regulation) -> str:
    """Return what an act is called after a place: its abbreviation, or its name."""
    return act.abbreviations[0] if act.abbreviations else act.name


def cited_places(view: View, of: str = "") -> Table:
    """Return every place that is cited, by act and number, with what it says and who cites it.

    Args:
        view: the handbook as the audience sees it.
        of: the name of the one act that is asked for; all where it is empty.
    """
    rows = []
    asked = read_one(of, view.names) if of else None
    for act in sorted(view.statutes.acts.values(), key=lambda one: short_name(one).casefold()):
        if asked is not None and act.designation != asked.designation:
            continue
        known: dict[tuple[str, str], Cited] = {}
        for use in view.uses_of.get(act.designation, ()):
            last = use.cited.last.fragment if use.cited.last else ""
            known.setdefault((use.cited.fragment, last), use.cited)
        for cited in sorted(known.values(), key=lambda one: _order(one.place)):
            found = view.statutes.find(act.designation, cited.place)
            if found is None:
                continue
            link = values.of_place(view, found, f"{_written(cited)} {short_name(act)}".strip())
            said = Words(found.section.explanation if found.section else act.summary)
            text = f"{link.text[:1].upper()}{link.text[1:]}"
            rows.append(Row("", (Link(text, link.address), said, _cited_by(view, cited))))
    return Table(
        "Alla lagrum som handboken hänvisar till",
        ("Lagrum", "Vad det säger", "Hänvisar hit"),
        tuple(rows),
        empty="Handboken hänvisar inte till någon lag.",
    )


def _written(cited: Cited) -> str:
    """Return a citation's place in its normal form, empty for the whole act."""
    if not cited.fragment:
        return ""
    return f"{cited.place} till {cited.last}" if cited.last else str(cited.place)


def _cited_by(view: View, cited: Cited) -> Value:
    """Return how many of each kind name exactly this place."""
    counts: dict[str, set[str]] = {}
    for use in view.uses_of[cited.designation]:
        if (use.cited.place, use.cited.last) == (cited.place, cited.last):
            counts.setdefault(use.kind, set()).add(use.id)
    told = []
    for kind in [*KINDS, "page"]:
        number = len(counts.get(kind, ()))
        if number:
            told.append(Words(f"{impact.title_of(kind)}: {number}"))
    return Many(tuple(told))


def _order(place: Place) -> tuple[tuple[int, str], ...]:
    """Return by what a place is put in order: chapter, section, then what is inside."""
    numbers = (
        place.chapter,
        place.section,
        *place.article.split("."),
        place.recital,
        place.moment,
        str(place.paragraph),
        str(place.sentence),
        place.point,
    )
    return tuple(_number(one) for one in numbers)


def _number(text: str) -> tuple[int, str]:
    digits = re.match(r"\d*", text)
    return (int(digits[0]) if digits and digits[0] else 0), text


def unverified(view: View) -> Table:
    """Return what says of the law what nobody has compared with the law's own text."""
    # A line says how much stands above it: only who sees all of that may know.
    inside = view.audience is Audience.RESTRICTED
    rows = tuple(
        Row("", (link, Words(what), *([Words(f"{path}, rad {line}")] if inside else [])))
        for link, what, path, line in _unverified(view)
    )
    return Table(
        "Ännu inte jämfört med lagens text",
        ("Var", "Vad som inte är kontrollerat", *(["I filen"] if inside else [])),
        rows,
        empty="Allt är jämfört med lagens text.",
    )


def _unverified(view: View) -> Iterator[tuple[Link, str, str, int]]:
    for kind, known in view.records.items():
        if "verified" not in fields(KINDS[kind].model):
            continue
        for record in known.values():
            place = view.catalog.entries[kind][record.id].at()
            if not _is_verified(record):
                what = "Lagens egna uppgifter" if kind == "regulation" else KINDS[kind].one
                yield values.to(kind, record), what, place.path, place.line
            for index, section in enumerate(
                record.sections if isinstance(record, Regulation) else ()
            ):
                if not section.verified:
                    entry = view.catalog.entries[kind][record.id]
                    place = entry.at("sections", index)
                    yield values.to(kind, record), section.number, place.path, place.line


def _is_verified(record: Record) -> bool:
    return bool(getattr(record, "verified", True))
