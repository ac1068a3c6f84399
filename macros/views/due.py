"""What is to be looked over, and by when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dateutil.relativedelta import relativedelta

from macros.records.assets import Asset
from macros.records.meta import Exemption
from macros.records.policies import Policy
from macros.records.suppliers import Supplier
from macros.views import values
from macros.views.tables import Row, Table
from macros.views.values import Link, Status, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.handbook import View
    from macros.records.base import Record


@dataclass(frozen=True, slots=True)
class Due:
    """Something of a record that is to be done by a day.

    `field` names what holds the day, so that the three first together mean the same thing when the
    day is moved; `code` is the code that tells of it when it is late, empty where none does.
    """

    kind: str
    record: Record
    field: str
    day: date
    what: str
    code: str = ""

    @property
    def key(self) -> str:
        """Return ``kind/id`` of the record."""
        return f"{self.kind}/{self.record.id}"

    @property
    def name(self) -> str:
        """Return what it is to be done with, as ``Leverantör: Driftkraft``."""
        return self.link.text

    @property
    def link(self) -> Link:
        """Return a link to the record."""
        return values.named(self.kind, self.record)


def everything(view: View) -> list[Due]:
    """Return all that is to be done by a day, in the order of the days."""
    found = (
        Due(kind, record, field, day, what, code)
        for kind, known in view.records.items()
        for record in known.values()
        for field, day, what, code in _of(record, view.day)
        if day is not None
    )
    return sorted(found, key=lambda one: (one.day, one.name, one.what, one.field))


def coming_reviews(view: View, months: int) -> Table:
    """Return what is to be looked over within some months, what is late among it."""
    until = view.day + relativedelta(months=months)
    due = [one for one in everything(view) if one.day <= until]
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


def _of(record: Any, day: date) -> Iterator[tuple[str, date | None, str, str]]:
    """Yield field, day, what and code of each; what has ended or is retired is done no more."""
    if isinstance(record, Policy):
        yield "next_review", record.review_due(day), "Översyn", "HB601"
    elif isinstance(record, Asset):
        if record.retired:
            return
        one, other = record.classification, record.risk_analysis
        yield "classification.next", one.next if one else None, "Ny klassning", "HB402"
        yield "risk_analysis.next", other.next if other else None, "Ny riskanalys", ""
    elif isinstance(record, Supplier):
        analysis = record.security_analysis
        yield "security_analysis.next", analysis.next if analysis else None, _ANALYSIS, ""
        yield from _agreements(record, day)
    elif isinstance(record, Exemption):
        yield "until", record.until, "Undantaget upphör", "HB901"


_ANALYSIS: Final = "Ny säkerhetsanalys"


def _agreements(record: Supplier, day: date) -> Iterator[tuple[str, date | None, str, str]]:
    """Yield the ends of agreements: each is known by its kind and when it began."""
    seen: Counter[str] = Counter()
    for one in record.agreements:
        name = f"agreements.{one.kind.value}.{one.start}"
        seen[name] += 1
        number = f".{seen[name]}" if seen[name] > 1 else ""
        end = None if record.replaced(one, day) else one.end
        yield f"{name}{number}.end", end, f"{one.kind.label} löper ut", "HB501"
