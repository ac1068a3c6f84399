"""Who may see which field, and why, as the models say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.records.kinds import KINDS
from macros.records.shape import fields
from macros.views.tables import Row, Table
from macros.views.values import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.records.base import Part
    from macros.records.scalars import Audience
    from macros.records.shape import Shape


def field_audiences(kind: str) -> Table:
    """Return the fields of a kind of record, each with who sees it and why.

    Args:
        kind: the kind's name, as in `KINDS`.
    """
    rows = tuple(
        Row("", (Words(" › ".join(titles)), Words(who.label), Words(why)))
        for titles, who, why in _fields(KINDS[kind].model, (), None)
    )
    return Table(KINDS[kind].many, ("Fält", "Ser", "Därför"), rows, empty="Det finns inga fält.")


def _fields(
    part: type[Part], above: tuple[str, ...], widest: Audience | None
) -> Iterator[tuple[tuple[str, ...], Audience, str]]:
    """Yield the fields of a part and of the parts inside it, each by the titles on the way."""
    for known in fields(part).values():
        titles = (*above, known.title)
        # What stands inside a hidden field is hidden with it.
        inside = widest is not None and widest.rank > known.audience.rank
        who = widest if inside and widest is not None else known.audience
        why = "Följer fältet som det hör till." if inside else known.reason
        yield titles, who, why
        below = _part(known.shape)
        if below is not None:
            yield from _fields(below, titles, who)


def _part(shape: Shape) -> type[Part] | None:
    inner = shape.items or shape.values
    return shape.part if inner is None else _part(inner)
