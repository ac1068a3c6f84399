"""What is to be looked over, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from macros.records.assets import Asset
from macros.records.kinds import KINDS
from macros.records.policies import Policy
from macros.records.suppliers import Supplier
from macros.views import values
from macros.views.tables import Row, Table
from macros.views.values import Link, Status, Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from macros.handbook import View


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done by a day."""

    day: date
    what: str
    link: Link


def coming_reviews(view: View, months: int) -> Table:
    """Return what is to be looked over within some months, what is late among it."""
    until = view.day + relativedelta(months=months)
    due = sorted(
        (one for one in _all_due(view) if one.day <= until),
        key=lambda one: (one.day, one.link.text, one.what),
    )
    return Table(
        f"Att se över de närmaste {months} månaderna",
        ("Senast", "Vad", "Var", "Läge"),
        tuple(
            Row(
                "",
                (
                    values.day(one.day),
                    Words(one.what),
                    one.link,
                    Status("Försenat", "late") if one.day < view.day else Status("Kommer", "soon"),
                ),
            )
            for one in due
        ),
        empty="Inget behöver ses över under tiden.",
    )


def _all_due(view: View) -> Iterable[Due]:
    for kind, known in view.records.items():
        for record in known.values():
            link = values.to(kind, record)
            for what, when in _dates_due(record, view.day):
                if when is not None:
                    yield Due(when, what, Link(f"{KINDS[kind].one}: {link.text}", link.address))


def _dates_due(record: Any, day: date) -> Iterable[tuple[str, date | None]]:
    """Yield what of a record is to be done again; what has ended or is retired is done no more."""
    if isinstance(record, Policy):
        yield "Översyn", record.review_due(day)
    elif isinstance(record, Asset):
        if record.retired:
            return
        yield "Ny klassning", record.classification.next if record.classification else None
        yield "Ny riskanalys", record.risk_analysis.next if record.risk_analysis else None
    elif isinstance(record, Supplier):
        analysis = record.security_analysis
        yield "Ny säkerhetsanalys", analysis.next if analysis else None
        for one in record.agreements:
            yield f"{one.kind.label} löper ut", None if record.replaced(one, day) else one.end
