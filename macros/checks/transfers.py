"""HB5: personal data and access outside the EEA, direct or through the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.records.processings import Processing, TransferGround
from macros.records.reference import AdequacyScope, Country
from macros.records.suppliers import Supplier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.processings import Transfer
    from macros.records.read import Entry


def transfer_without_ground(facts: Facts) -> Iterator[Problem]:
    """HB503: a country outside the EEA without a ground for transfer (GDPR 44)."""
    outside = facts.chains.outside
    known = facts.catalog.entries["country"]
    for entry, supplier in facts.each("supplier", Supplier):
        covered = {one.country for one in supplier.transfers}
        if supplier.countries is None or not covered <= known.keys():
            continue  # A misspelt country may be the one that is missed; it has its own problem.
        for use in ("operation", "storage", "support"):
            for index, country in enumerate(getattr(supplier.countries, use)):
                if country in outside and country not in covered:
                    yield problem(
                        "HB503",
                        entry.at("countries", use, index),
                        f"{supplier.name} arbetar från {outside[country]}, utanför EES, utan "
                        "angiven överföringsgrund.",
                        "Lägg till landet under transfers med grund och bedömning.",
                        entry.key,
                    )
    for entry, processing in facts.each("processing", Processing):
        for index, transfer in enumerate(processing.transfers):
            if transfer.country in outside and transfer.assessment is None:
                yield problem(
                    "HB503",
                    entry.at("transfers", index),
                    f"Överföringen till {outside[transfer.country]} saknar bedömning.",
                    "Skriv diarienumret för bedömningen under assessment.",
                    entry.key,
                )


def ground_does_not_hold(facts: Facts) -> Iterator[Problem]:
    """HB506: a transfer of personal data on a decision that does not cover it, or not assessed.

    Artikel 44–46 GDPR. A decision that holds no more is told once, at the country.
    """
    leaning: set[str] = set()
    for entry, index, transfer in _transfers(facts):
        said = _fault(facts, transfer, told=entry.kind.model is Processing)
        if said:
            yield _at(entry, index, said)
        elif transfer.ground is TransferGround.ADEQUACY:
            leaning.add(transfer.country)
    for entry, country in facts.each("country", Country):
        made = country.adequacy
        if made is None or entry.id not in leaning:
            continue
        if made.start is not None and made.start > facts.day:
            yield _lapsed(entry, "start", f"{country.name} gäller först från {made.start}")
        if made.end is not None and made.end < facts.day:
            yield _lapsed(entry, "end", f"{country.name} gällde till och med {made.end}")


def _transfers(facts: Facts) -> Iterator[tuple[Entry, int, Transfer]]:
    """Yield the transfers out of the EEA of all processings, and of suppliers that data reaches."""
    chains = facts.chains
    made: list[tuple[Entry, tuple[Transfer, ...]]] = [
        (entry, supplier.transfers)
        for entry, supplier in facts.each("supplier", Supplier)
        if entry.id in chains.personal
    ]
    made.extend((entry, one.transfers) for entry, one in facts.each("processing", Processing))
    for entry, transfers in made:
        for index, transfer in enumerate(transfers):
            if transfer.country in chains.outside:
                yield entry, index, transfer


def _lapsed(entry: Entry, name: str, said: str) -> Problem:
    return problem(
        "HB506",
        entry.at("adequacy", name),
        f"Beslutet om skyddsnivån i {said}, men överföringar vilar på det.",
        "Välj en annan grund med dataskyddsombudet, eller stäng överföringarna.",
        entry.key,
    )


def _fault(facts: Facts, transfer: Transfer, *, told: bool) -> str:
    """Return what is wrong with a transfer; a missing assessment may be told already."""
    name = facts.chains.outside[transfer.country]
    made = facts.chains.countries[transfer.country].adequacy
    if transfer.ground is TransferGround.ADEQUACY and made is None:
        return f"Det finns inget beslut om skyddsnivån i {name}"
    if transfer.assessment is None:
        return "" if told else f"Överföringen till {name} är inte bedömd"
    limited = made is not None and made.scope is AdequacyScope.LIMITED
    if transfer.ground is TransferGround.ADEQUACY and limited and not transfer.measures:
        return (
            f"Beslutet om skyddsnivån i {name} gäller bara vissa mottagare, och det står inte hur "
            "det är kontrollerat"
        )
    return ""


def _at(entry: Entry, index: int, said: str) -> Problem:
    hint = "Gå igenom grund, bedömning och åtgärder med dataskyddsombudet, och skriv in dem här."
    return problem("HB506", entry.at("transfers", index), f"{said}.", hint, entry.key)


def onward_without_ground(facts: Facts) -> Iterator[Problem]:
    """HB506: a sub-supplier reaches personal data from a third country, and nothing lets it.

    Artikel 44 GDPR: onward transfers too. Where the supplier itself is there HB503 says so.
    """
    chains = facts.chains
    known = facts.catalog.entries["country"]
    for entry, supplier in facts.each("supplier", Supplier):
        lacking = chains.ungrounded(supplier) - chains.own(supplier)
        misspelt = any(one.country not in known for one in supplier.transfers)
        if entry.id not in chains.personal or misspelt:
            continue
        for index, sub in enumerate(supplier.sub_suppliers):
            for at, country in enumerate(sub.countries if sub.personal_data else ()):
                if country in lacking:
                    yield problem(
                        "HB506",
                        entry.at("sub_suppliers", index, "countries", at),
                        f"{supplier.name} låter {chains.name(sub.supplier)} nå personuppgifter "
                        f"från {chains.outside[country]}, utan angiven överföringsgrund.",
                        "Lägg till landet under transfers med grund och bedömning.",
                        entry.key,
                    )


def transfer_not_listed(facts: Facts) -> Iterator[Problem]:
    """HB506: a third country that data reaches through the chain, and no transfer in the record.

    Artikel 30.1 e GDPR. What a supplier on the way has no ground for is told of the supplier.
    """
    chains = facts.chains
    if not facts.whole("supplier", "country"):
        return
    for entry, processing in facts.each("processing", Processing):
        by = chains.reach(processing.processors, personal=True)
        told = chains.all_ungrounded(by) | {one.country for one in processing.transfers}
        missed: dict[str, str] = {}
        for one in by:
            reached = chains.own(chains.suppliers[one]) & chains.outside.keys()
            for country in sorted(reached - told):
                missed.setdefault(country, one)
        for country, one in missed.items():
            way = chains.way(one, by)
            names = " → ".join(chains.suppliers[each].name for each in way)
            yield problem(
                "HB506",
                entry.at("processors", processing.processors.index(way[0])),
                f"Personuppgifter kan nås från {chains.outside[country]} genom {names}, men "
                f"behandlingen har ingen överföring dit.",
                "Lägg till landet under transfers med grund och bedömning, eller stäng vägen dit.",
                entry.key,
            )


CHECKS = (
    transfer_without_ground,
    ground_does_not_hold,
    onward_without_ground,
    transfer_not_listed,
)
