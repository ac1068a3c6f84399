"""HB9: decided exceptions silence one code for one record for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.problems import CODES, Severity, problem
from macros.records.meta import Exemption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.checks.facts import Facts
    from macros.problems import Problem


_TOGETHER: Final = (
    "asset",
    "classification",
    "country",
    "organisation",
    "processing",
    "procurement",
    "requirement",
    "supplier",
)
"""The kinds that the checks HB4 and HB5 look at together."""


def apply(facts: Facts, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that no exception silences, and those of the exceptions themselves.

    Only warnings and advice can be excepted: what someone wrote wrong is mended.
    """
    left = list(problems)
    known = facts.catalog.entries["exception"].values()
    if "exception" in facts.catalog.incomplete or any(one.record is None for one in known):
        # A warning may be excepted by what could not be read: warnings wait until it can.
        left = [found for found in left if found.severity is Severity.ERROR]
    for entry, one in facts.each("exception", Exemption):
        if one.code not in CODES:
            left.append(
                problem(
                    "HB902",
                    entry.at("code"),
                    f"Koden {one.code} finns inte.",
                    "Skriv en kod som handbok check visar.",
                    entry.key,
                )
            )
            continue
        matching = [
            found
            for found in problems
            if found.code == one.code
            and found.record == one.record
            and found.severity is not Severity.ERROR
        ]
        if one.until < facts.day:
            left.append(
                problem(
                    "HB901",
                    entry.at("until"),
                    f"Undantaget gällde till och med {one.until}.",
                    "Åtgärda problemet eller besluta på nytt.",
                    entry.key,
                )
            )
        elif not matching and _judged(facts, one):
            left.append(
                problem(
                    "HB902",
                    entry.at(),
                    f"{one.code} förekommer inte hos {one.record}.",
                    "Ta bort undantaget.",
                    entry.key,
                )
            )
        elif matching:
            left = [found for found in left if found not in matching]
    return left


def _judged(facts: Facts, one: Exemption) -> bool:
    """Say whether a record could be judged: an unread one may well have the problem.

    What assets and suppliers lack hangs on others too: one that is unread may hide the problem.
    """
    kind, _, record_id = one.record.partition("/")
    if one.code.startswith(("HB4", "HB5")) and not facts.whole(*_TOGETHER):
        return False
    entry = facts.catalog.entries.get(kind, {}).get(record_id)
    if kind in facts.catalog.incomplete:
        return False
    return entry is None or entry.record is not None
