"""HB4: assets and processings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.records.assets import Asset
from macros.records.classification import Aspect
from macros.records.procurements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def unknown_level(facts: Facts) -> Iterator[Problem]:
    """HB401: a level that the municipality's scale lacks (the scale is data)."""
    scale = _scale(facts)
    for entry, asset in facts.each("asset", Asset):
        for aspect, level in (asset.classification.levels if asset.classification else {}).items():
            if aspect in scale and level not in scale[aspect]:
                yield problem(
                    "HB401",
                    entry.at("classification", "levels", aspect),
                    f"Nivå {level} finns inte på skalan för {aspect}.",
                    f"Välj bland {_numbers(scale[aspect])}.",
                    entry.key,
                )
    for entry, requirement in facts.each("requirement", Requirement):
        levels = scale.get(requirement.aspect, {})
        if levels and requirement.level not in levels:
            yield problem(
                "HB401",
                entry.at("level"),
                f"Nivå {requirement.level} finns inte på skalan för {requirement.aspect}.",
                f"Välj bland {_numbers(levels)}.",
                entry.key,
            )


def national_security(facts: Facts) -> Iterator[Problem]:
    """HB701: a level that concerns Sweden's security must not stand in a repository."""
    scale = _scale(facts)
    for entry, asset in facts.each("asset", Asset):
        for aspect, level in (asset.classification.levels if asset.classification else {}).items():
            if scale.get(aspect, {}).get(level):
                yield problem(
                    "HB701",
                    entry.at("classification", "levels", aspect),
                    "Nivån rör Sveriges säkerhet och får inte stå i handboken.",
                    "Ta bort uppgiften ur filen, spara inte ändringen i git, och tala med "
                    "säkerhetsskyddschefen.",
                    entry.key,
                )


def overdue_classification(facts: Facts) -> Iterator[Problem]:
    """HB402: a classification whose day to be made again has passed."""
    for entry, asset in facts.each("asset", Asset):
        made = asset.classification
        if made is not None and made.next < facts.day and not asset.retired:
            yield problem(
                "HB402",
                entry.at("classification", "next"),
                f"Klassningen skulle ha gjorts om senast {made.next}.",
                "Gå igenom nivåerna med informationsägaren och skriv in nya datum.",
                entry.key,
            )


def _scale(facts: Facts) -> dict[str, dict[int, bool]]:
    """Return for each aspect its levels, each with whether it concerns Sweden's security."""
    return {
        entry.id: {level.level: level.national_security for level in aspect.levels}
        for entry, aspect in facts.each("classification", Aspect)
    }


def _numbers(levels: dict[int, bool]) -> str:
    return ", ".join(str(level) for level, secret in sorted(levels.items()) if not secret)


CHECKS = (unknown_level, national_security, overdue_classification)
