"""HB6: policies, recommendations and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.records.policies import Policy, Recommendation
from macros.records.shape import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def overdue_review(facts: Facts) -> Iterator[Problem]:
    """HB601: a policy in force whose day of review has passed."""
    for entry, policy in facts.each("policy", Policy):
        due = policy.review_due(facts.day)
        if due is not None and due < facts.day:
            yield problem(
                "HB601",
                entry.at("next_review"),
                f"{policy.name} skulle ha setts över senast {policy.next_review}.",
                "Gå igenom texten med ägaren och skriv in nästa översyn.",
                entry.key,
            )


def nothing_carries_out(facts: Facts) -> Iterator[Problem]:
    """HB602: a recommendation that no policy carries out."""
    # From the files' own words: a policy with a fault of its own still says what it carries out.
    carried = {
        leaf.text
        for entry in facts.catalog.entries["policy"].values()
        for leaf in leaves(Policy, entry.node)
        if leaf.shape.ref == "recommendation"
    }
    known = facts.catalog.entries["recommendation"]
    if "policy" in facts.catalog.incomplete or any(one not in known for one in carried):
        return  # A misspelt one may be the one that is missed; it has a problem of its own.
    for entry, recommendation in facts.each("recommendation", Recommendation):
        if entry.id not in carried:
            yield problem(
                "HB602",
                entry.at(),
                f"Inget styrdokument genomför {recommendation.name}.",
                "Lägg till rekommendationen i det styrdokument som genomför den.",
                entry.key,
            )


CHECKS = (overdue_review, nothing_carries_out)
