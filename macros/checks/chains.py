"""Suppliers with those behind them: who is reached, from which countries, and with what ground."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from macros.records.assets import Asset
from macros.records.processings import Processing
from macros.records.procurements import Procurement
from macros.records.reference import Country
from macros.records.suppliers import Supplier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.checks.facts import Facts

USES = ("operation", "storage", "support")


class Chains:
    """The suppliers that could be read, and the ways between them."""

    def __init__(self, facts: Facts) -> None:
        """Take the suppliers and the countries."""
        self._facts = facts
        self.suppliers: Mapping[str, Supplier] = {
            entry.id: supplier for entry, supplier in facts.each("supplier", Supplier)
        }
        self.countries: Mapping[str, Country] = {
            entry.id: country for entry, country in facts.each("country", Country)
        }
        self.outside = {key: one.name for key, one in self.countries.items() if not one.eea}

    @cached_property
    def used(self) -> frozenset[str]:
        """Return the suppliers that an asset, a processing or a procurement reaches."""
        named: set[str] = set()
        for _, asset in self._facts.each("asset", Asset):
            named.update(asset.suppliers)
        for _, processing in self._facts.each("processing", Processing):
            named.update(processing.processors)
        for _, procurement in self._facts.each("procurement", Procurement):
            named.update(procurement.suppliers)
        return frozenset(self.reach(named))

    @cached_property
    def personal(self) -> frozenset[str]:
        """Return the suppliers that personal data reaches: processors, and those behind them."""
        named: set[str] = set()
        for _, processing in self._facts.each("processing", Processing):
            named.update(processing.processors)
        return frozenset(self.reach(named, personal=True))

    def name(self, one: str) -> str:
        """Return a supplier's name, or its id where it could not be read."""
        return self.suppliers[one].name if one in self.suppliers else one

    def reach(self, start: Iterable[str], *, personal: bool = False) -> dict[str, str]:
        """Return the suppliers that are reached from some, each with the one it is reached by.

        Args:
            start: their ids.
            personal: whether only those are followed who come at personal data.
        """
        by = {one: one for one in sorted(start)}
        for one in (queue := list(by)):
            supplier = self.suppliers.get(one)
            for sub in supplier.sub_suppliers if supplier else ():
                if sub.supplier not in by and (sub.personal_data or not personal):
                    by[sub.supplier] = one
                    queue.append(sub.supplier)
        return by

    def way(self, one: str, by: Mapping[str, str]) -> tuple[str, ...]:
        """Return the shortest way to a supplier that was reached."""
        found = [one]
        while by[found[-1]] != found[-1]:
            found.append(by[found[-1]])
        return tuple(reversed(found))

    def own(self, supplier: Supplier, uses: tuple[str, ...] = USES) -> frozenset[str]:
        """Return the countries from which a supplier itself operates, stores or gives support."""
        found = supplier.countries
        return (
            frozenset(one for use in uses for one in getattr(found, use)) if found else frozenset()
        )

    def all_ungrounded(self, start: Iterable[str]) -> frozenset[str]:
        """Return the third countries that some of a set of suppliers has no transfer for."""
        known = (self.suppliers[one] for one in start)
        return frozenset().union(*(self.ungrounded(one) for one in known))

    def ungrounded(self, supplier: Supplier) -> frozenset[str]:
        """Return the third countries of a supplier or its subs that it has no transfer for."""
        reached = set(self.own(supplier))
        for sub in supplier.sub_suppliers:
            if sub.personal_data:
                reached.update(sub.countries)
        covered = {one.country for one in supplier.transfers}
        return frozenset(one for one in reached if one in self.outside and one not in covered)
