"""HB9: decided exceptions silence one code for one record for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import CODES, Severity, problem
from macros.records.meta import Exemption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.checks.facts import Facts
    from macros.problems import Problem


def apply(facts: Facts, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that no exception silences, and those of the exceptions themselves.

    Only warnings and advice can be excepted: what someone wrote wrong is mended.
    """
    left = list(problems)
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
        elif not matching:
            left.append(
                problem(
                    "HB902",
                    entry.at(),
                    f"{one.code} förekommer inte hos {one.record}.",
                    "Ta bort undantaget.",
                    entry.key,
                )
            )
        else:
            left = [found for found in left if found not in matching]
    return left
