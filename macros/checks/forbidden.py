"""HB701: what must never stand in a repository (DESIGN: never in the data)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum.se import personnummer

from macros.problems import problem
from macros.records.shape import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

# Explaining the law is what some kinds are for; these say something of an own thing.
_ABOUT_OURS = ("asset", "processing", "supplier", "procurement")
_CLASSIFIED = re.compile(
    r"kvalificerat hemlig|begränsat hemlig|säkerhetsskyddsklass|säkerhetsskyddsavtal|"
    r"säkerhetspröv|säkerhetsskyddsklassificera|säkerhetskänslig verksamhet",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d-])(?:\d{2})?\d{6}[-+]\d{4}(?![\d-])")


def classified(facts: Facts) -> Iterator[Problem]:
    """HB701: säkerhetsskydd said of one of our own assets, suppliers or procurements."""
    for kind in _ABOUT_OURS:
        for entry in facts.catalog.entries[kind].values():
            for leaf in leaves(entry.kind.model, entry.node):
                found = _CLASSIFIED.search(leaf.text)
                if found and not leaf.shape.law:
                    yield problem(
                        "HB701",
                        entry.at(*leaf.path),
                        f"”{found[0]}” får inte stå om en {entry.kind.one.lower()}.",
                        "Ta bort uppgiften ur filen, spara inte ändringen i git, och tala med "
                        "säkerhetsskyddschefen.",
                        entry.key,
                    )


def personal_number(facts: Facts) -> Iterator[Problem]:
    """HB701: a personal identity number, by its check digit."""
    for entry in facts.catalog.all():
        for leaf in leaves(entry.kind.model, entry.node):
            if leaf.path[-1] == "organisation_number":
                continue
            for match in _NUMBER.finditer(leaf.text):
                if personnummer.is_valid(match[0]):
                    yield problem(
                        "HB701",
                        entry.at(*leaf.path),
                        "Texten innehåller ett personnummer.",
                        "Ta bort det. Handboken har roller, aldrig enskilda personer.",
                        entry.key,
                    )


CHECKS = (classified, personal_number)
