"""Who stands behind a supplier, and which suppliers work from which country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.records.reference import Country
from macros.records.suppliers import Supplier
from macros.views import values
from macros.views.tables import Row, Table, countries_of
from macros.views.values import Many, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.handbook import View
    from macros.views.values import Value


@dataclass(frozen=True, slots=True)
class Chain:
    """A supplier, what it does, from where, and those behind it.

    `above` says that those behind it are shown already, where it was met the first time.
    """

    supplier: Value
    service: str
    countries: tuple[str, ...]
    behind: tuple[Chain, ...]
    above: bool = False


def supplier_chain(view: View, supplier_id: str) -> Chain | None:
    """Return a supplier with all that stand behind it, None where it cannot be seen."""
    supplier = view.find("supplier", supplier_id, Supplier)
    if supplier is None:
        return None
    own = _names(view, sorted(countries_of(supplier)))
    return Chain(
        values.to("supplier", supplier),
        ", ".join(supplier.services),
        own,
        _behind(view, supplier, {supplier_id}),
    )


def _behind(view: View, supplier: Supplier, shown: set[str]) -> tuple[Chain, ...]:
    """Return those behind a supplier; each is followed once, so that no chain grows without end."""
    found = []
    for one in supplier.sub_suppliers:
        below = view.find("supplier", one.supplier, Supplier)
        above = one.supplier in shown
        shown.add(one.supplier)
        found.append(
            Chain(
                values.link(view, "supplier", one.supplier),
                one.service,
                _names(view, one.countries),
                _behind(view, below, shown) if below is not None and not above else (),
                above=above and below is not None and bool(below.sub_suppliers),
            )
        )
    return tuple(found)


def _names(view: View, countries: Iterable[str]) -> tuple[str, ...]:
    known = (view.find("country", one, Country) for one in countries)
    return tuple(sorted(one.name for one in known if one is not None))


def suppliers_by_country(view: View) -> Table:
    """Return each country with the suppliers that work from it, those outside the EEA first."""
    by_country: dict[str, list[Supplier]] = {}
    for supplier in view.all("supplier", Supplier):
        for country in countries_of(supplier):
            by_country.setdefault(country, []).append(supplier)
    found = [
        (country, by_country[country.id])
        for country in view.all("country", Country)
        if country.id in by_country
    ]
    found.sort(key=lambda item: (item[0].eea, item[0].name))
    return Table(
        "Leverantörer per land",
        ("Land", "EES", "Leverantörer"),
        tuple(
            Row(
                "",
                (
                    values.to("country", country),
                    Status("Inom EES", "done") if country.eea else Status("Utanför EES", "partly"),
                    Many(tuple(values.to("supplier", one) for one in suppliers)),
                ),
            )
            for country, suppliers in found
        ),
    )
