"""HB7: an edition where those could read it for whom it is not meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.records.organisation import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def open_to_all(facts: Facts) -> Iterator[Problem]:
    """HB706: an edition for some on a host that shows it to everybody (OSL 18 kap. 8 §)."""
    for entry, unit in facts.each("organisation", Unit):
        for index, one in enumerate(unit.publishing):
            if one.is_too_open and one.host is not None:
                yield problem(
                    "HB706",
                    entry.at("publishing", index, "host"),
                    f"Utgåvan för {one.audience.label.lower()} skulle ligga på {one.host.label}, "
                    "där alla kan läsa den.",
                    "Lägg den på en egen server bakom inloggning. Kräver sidorna redan inloggning, "
                    "skriv signed_in: true.",
                    entry.key,
                )


CHECKS = (open_to_all,)
