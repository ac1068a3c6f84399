"""HB5: suppliers and procurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.graph import circles
from macros.problems import problem
from macros.records.processings import Processing
from macros.records.reference import Country
from macros.records.suppliers import Supplier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def ended_agreement(facts: Facts) -> Iterator[Problem]:
    """HB501: an agreement that has ended and that no later one of its kind replaces."""
    for entry, supplier in facts.each("supplier", Supplier):
        for index, one in enumerate(supplier.agreements):
            if (
                one.end is not None
                and one.end < facts.day
                and not supplier.replaced(one, facts.day)
            ):
                yield problem(
                    "HB501",
                    entry.at("agreements", index, "end"),
                    f"{one.kind.label} med {supplier.name} löpte ut {one.end}.",
                    "Skriv in det nya avtalet, eller besluta om ett undantag under tiden.",
                    entry.key,
                )


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


def transfer_without_ground(facts: Facts) -> Iterator[Problem]:
    """HB503: a country outside the EEA without a ground for transfer (GDPR 44)."""
    outside = {
        entry.id: country.name
        for entry, country in facts.each("country", Country)
        if not country.eea
    }
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


CHECKS = (ended_agreement, chain_in_circle, transfer_without_ground)
