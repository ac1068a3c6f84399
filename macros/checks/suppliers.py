"""HB5: suppliers, those behind them, and how much hangs on each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from macros.checks.hosting import HOME
from macros.graph import circles
from macros.problems import problem
from macros.records.assets import Asset
from macros.records.reference import Country
from macros.records.suppliers import Supplier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

MANY: Final = 5
"""So many critical assets on one supplier, or in one country, are worth a thought."""


def chain_in_circle(facts: Facts) -> Iterator[Problem]:
    """HB502: a supplier that in the end is its own sub-supplier."""
    entries = dict(facts.catalog.entries["supplier"])
    chain = {
        entry.id: [one.supplier for one in supplier.sub_suppliers if one.supplier != entry.id]
        for entry, supplier in facts.each("supplier", Supplier)
    }
    for circle in circles(chain):
        entry = entries[circle[0]]
        yield problem(
            "HB502",
            entry.at("sub_suppliers"),
            "Leverantörskedjan går i cirkel: " + " → ".join((*circle, circle[0])) + ".",
            "Ta bort den underleverantör som är fel.",
            entry.key,
        )


def sub_supplier_without_countries(facts: Facts) -> Iterator[Problem]:
    """HB507: a sub-supplier, and nothing of where it works (SKR's third recommendation)."""
    for entry, supplier in facts.each("supplier", Supplier):
        for index, one in enumerate(supplier.sub_suppliers):
            if not one.countries:
                yield problem(
                    "HB507",
                    entry.at("sub_suppliers", index, "countries"),
                    f"Det står inte varifrån {supplier.name} får hjälp av "
                    f"{facts.chains.name(one.supplier)}.",
                    "Fråga leverantören, och skriv alla länder som hjälpen ges från.",
                    entry.key,
                )


def not_analysed(facts: Facts) -> Iterator[Problem]:
    """HB509: resources, staff and routines of a supplier not analysed, or not since long.

    SKR's third recommendation, and 2 kap. 3 § cybersäkerhetslagen (the supply chain). A supplier
    that nobody uses is not analysed: it is taken away (HB512).
    """
    for entry, supplier in facts.each("supplier", Supplier):
        made = supplier.security_analysis
        if entry.id not in facts.chains.used:
            continue
        if made is None:
            yield problem(
                "HB509",
                entry.at(),
                f"{supplier.name} har ingen säkerhetsanalys.",
                "Gå igenom leverantörens resurser, personal och rutiner, och skriv vad ni såg.",
                entry.key,
            )
        elif made.next < facts.day:
            yield problem(
                "HB509",
                entry.at("security_analysis", "next"),
                f"Säkerhetsanalysen av {supplier.name} skulle ha gjorts om senast {made.next}.",
                "Gå igenom resurser, personal och rutiner igen, och skriv in nya datum.",
                entry.key,
            )


def no_exit_plan(facts: Facts) -> Iterator[Problem]:
    """HB510: a critical asset with a supplier that we have no plan for leaving.

    2 kap. 3 § cybersäkerhetslagen: continuity, and security in the supply chain.
    """
    leaning: dict[str, list[str]] = defaultdict(list)
    for _, asset in facts.each("asset", Asset):
        if facts.scale.critical(asset) and not asset.retired:
            for one in asset.suppliers:
                leaning[one].append(asset.name)
    for entry, supplier in facts.each("supplier", Supplier):
        if supplier.exit_plan is None and entry.id in leaning:
            yield problem(
                "HB510",
                entry.at(),
                f"{supplier.name} har ingen avvecklingsplan, men kritiska tillgångar vilar på den: "
                f"{', '.join(sorted(leaning[entry.id]))}.",
                "Bestäm hur ni lämnar leverantören utan avbrott och utan att uppgifter går "
                "förlorade.",
                entry.key,
            )


def much_on_one(facts: Facts) -> Iterator[Problem]:
    """HB511: many critical assets on one supplier, or run in one country abroad.

    Advice from the method of risk analysis: one event that takes much at once. An asset hangs on
    its suppliers, on those behind them, and on what that hangs on which it depends on. One behind
    is told of only if more hangs on it than on each before it. The number is not said, so that the
    advice stays the same when one more is added.
    """
    if not facts.whole("asset", "supplier"):
        return
    on, inside = _weights(facts)
    before: dict[str, int] = defaultdict(int)
    for entry, supplier in facts.each("supplier", Supplier):
        for sub in supplier.sub_suppliers:
            before[sub.supplier] = max(before[sub.supplier], on[entry.id])
    for entry, supplier in facts.each("supplier", Supplier):
        if on[entry.id] >= MANY and on[entry.id] > before[entry.id]:
            yield problem(
                "HB511",
                entry.at(),
                f"Minst {MANY} kritiska tillgångar hänger på {supplier.name}.",
                "Tänk igenom vad som händer om leverantören faller bort, och om något kan delas.",
                entry.key,
            )
    for entry, country in facts.each("country", Country):
        if country.code != HOME and inside[entry.id] >= MANY:
            yield problem(
                "HB511",
                entry.at(),
                f"Minst {MANY} kritiska tillgångar drivs eller lagras i {country.name}.",
                "Tänk igenom vad som händer om förbindelsen dit bryts, och om något kan flyttas.",
                entry.key,
            )


def _weights(facts: Facts) -> tuple[Counter[str], Counter[str]]:
    """Return how many critical assets hang on each supplier, and run in each country."""
    chains = facts.chains
    assets = {entry.id: asset for entry, asset in facts.each("asset", Asset)}
    on: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for key, asset in assets.items():
        if asset.retired or not facts.scale.critical(asset):
            continue
        named = {one for needed in _needed(key, assets) for one in assets[needed].suppliers}
        on.update(chains.reach(named).keys())
        behind = chains.reach(asset.suppliers)
        places = (chains.own(chains.suppliers[one], ("operation", "storage")) for one in behind)
        inside.update(set().union(*places) - chains.all_ungrounded(behind))
    return on, inside


def _needed(start: str, assets: dict[str, Asset]) -> list[str]:
    """Return an asset and all that it cannot work without, in the end."""
    found = {start}
    queue = [start]
    for one in queue:
        new = set(assets[one].depends_on) - found
        found |= new
        queue.extend(sorted(new))
    return queue


def used_by_nobody(facts: Facts) -> Iterator[Problem]:
    """HB512: a supplier that no asset, processing, procurement or other supplier names.

    The register shows who stands behind what is used; a name too many hides the others. In a
    handbook that holds none of them yet there is nothing to be used by.
    """
    users = ("asset", "processing", "procurement")
    begun = any(facts.catalog.entries[kind] for kind in users)
    if not begun or not facts.whole(*users, "supplier"):
        return
    behind = {
        sub.supplier
        for _, supplier in facts.each("supplier", Supplier)
        for sub in supplier.sub_suppliers
    }
    for entry, supplier in facts.each("supplier", Supplier):
        if entry.id not in facts.chains.used | behind:
            yield problem(
                "HB512",
                entry.at(),
                f"Ingen tillgång, behandling eller upphandling använder {supplier.name}.",
                "Lägg till leverantören där den hör hemma, eller ta bort posten.",
                entry.key,
            )


CHECKS = (
    chain_in_circle,
    sub_supplier_without_countries,
    not_analysed,
    no_exit_plan,
    much_on_one,
    used_by_nobody,
)
