"""What changes for a record though nothing in it does: by those that stand behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.changes.sorts import Told
from macros.changes.words import is_outside, joined
from macros.records.assets import Asset
from macros.records.policies import Policy
from macros.records.suppliers import Supplier
from macros.views.tables import countries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.changes.words import Sides
    from macros.handbook import View
    from macros.records.base import Record


def indirect(sides: Sides, old: Record, new: Record) -> Iterator[Told]:
    """Yield what others have changed for a record.

    For a supplier: who far behind it works from outside the EEA. For an asset: any supplier behind
    it that does. For a policy: that another replaces it.
    """
    if isinstance(old, Supplier) and isinstance(new, Supplier):
        was, becomes = _far(sides.before, old), _far(sides.after, new)
        for country, names in _by_country(sides, becomes - was):
            said = f"Längre bak i kedjan av {sides.about} finns nu {names} i {country}."
            yield Told("chain-new", said)
        for country, names in _by_country(sides, was - becomes):
            said = f"Längre bak i kedjan av {sides.about} finns inte längre {names} i {country}."
            yield Told("chain-removed", said)
    elif isinstance(old, Asset) and isinstance(new, Asset):
        was, becomes = _reach(sides.before, old), _reach(sides.after, new)
        for country, names in _by_country(sides, becomes - was):
            yield Told("reach-new", f"Bakom {sides.about} finns nu {names} i {country}.")
        for country, names in _by_country(sides, was - becomes):
            said = f"Bakom {sides.about} finns inte längre {names} i {country}."
            yield Told("reach-removed", said)
    elif isinstance(old, Policy) and isinstance(new, Policy):
        others = _replacing(sides.after, new.id) - _replacing(sides.before, old.id)
        if others:
            names = joined([sides.name("policy", one) for one in sorted(others)])
            yield Told("policy-replaced", f"{sides.subject} är ersatt av {names}.")


def _replacing(view: View, policy: str) -> set[str]:
    return {one.id for one in view.all("policy", Policy) if policy in one.replaces}


def _by_country(sides: Sides, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each country with the suppliers that work from it, by their names."""
    found: dict[str, list[str]] = {}
    for supplier, country in sorted(pairs):
        found.setdefault(country, []).append(sides.name("supplier", supplier))
    for country, names in sorted(found.items()):
        yield sides.countries([country]), joined(names)


def _far(view: View, supplier: Supplier) -> set[tuple[str, str]]:
    """Return who works from which country outside the EEA, but for what the supplier itself says.

    That is what its sub-suppliers say of themselves, and all that those behind them do.
    """
    direct = {(one.supplier, each) for one in supplier.sub_suppliers for each in one.countries}
    found = _behind(view, supplier.id) - direct
    return {one for one in found if one[0] != supplier.id and is_outside(view, one[1])}


def _reach(view: View, asset: Asset) -> set[tuple[str, str]]:
    """Return which suppliers behind an asset work from which countries outside the EEA."""
    found = {pair for one in asset.suppliers for pair in _behind(view, one)}
    return {one for one in found if is_outside(view, one[1])}


def _behind(view: View, supplier_id: str) -> set[tuple[str, str]]:
    """Return who works from which country, a supplier and all behind it."""
    found: set[tuple[str, str]] = set()
    left, seen = [supplier_id], {supplier_id}
    while left:
        one = view.find("supplier", left.pop(), Supplier)
        if one is None:
            continue
        found.update((one.id, country) for country in countries_of(one))
        for sub in one.sub_suppliers:
            found.update((sub.supplier, country) for country in sub.countries)
            if sub.supplier not in seen:
                seen.add(sub.supplier)
                left.append(sub.supplier)
    return found
