"""HB4: assets and how they are classified."""

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
    from macros.records.read import Entry


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


def not_classified(facts: Facts) -> Iterator[Problem]:
    """HB403: an asset without a level for an aspect (2 kap. 3 § cybersäkerhetslagen, KLASSA)."""
    aspects = facts.scale.aspects
    for entry, asset in facts.each("asset", Asset):
        if asset.retired:
            continue
        hint = "Klassa tillgången tillsammans med informationsägaren."
        if asset.classification is None:
            yield problem("HB403", entry.at(), f"{asset.name} är inte klassad.", hint, entry.key)
            continue
        levels = asset.classification.levels
        if not levels.keys() <= facts.catalog.entries["classification"].keys():
            continue  # A misspelt aspect may be the one that is missed; it has its own problem.
        missed = [one.name.lower() for key, one in aspects.items() if key not in levels]
        if missed:
            yield problem(
                "HB403",
                entry.at("classification", "levels"),
                f"{asset.name} saknar nivå för {' och '.join(missed)}.",
                hint,
                entry.key,
            )


def question_not_asked(facts: Facts) -> Iterator[Problem]:
    """HB408: nobody has asked whether an asset may concern Sweden's security.

    The same for every asset (SKR's first recommendation; 2 kap. 1 § säkerhetsskyddslagen asks the
    operator to find out). What the answer was is looked for nowhere.
    """
    for entry, asset in facts.each("asset", Asset):
        if asset.protection_question_asked is None and not asset.retired:
            yield problem(
                "HB408",
                entry.at(),
                f"Frågan om säkerhetsskydd är inte ställd för {asset.name}.",
                "Tala med säkerhetsskyddschefen. Skriv när frågan ställdes och av vilken roll, "
                "aldrig vad svaret blev.",
                entry.key,
            )


def stands_on_less(facts: Facts) -> Iterator[Problem]:
    """HB411: what others depend on is protected less than they are, by an aspect that is inherited.

    The method of classification: what carries others carries their levels. Told once where the low
    level is, and not at each that stands on it.
    """
    if not facts.whole("asset", "classification"):
        return
    assets = {entry.id: (entry, asset) for entry, asset in facts.each("asset", Asset)}
    above: dict[str, list[Asset]] = {}
    for _, asset in assets.values():
        for one in asset.depends_on if not asset.retired else ():
            above.setdefault(one, []).append(asset)
    for key in sorted(above):
        yield from _less(facts, *assets[key], above[key])


def _less(facts: Facts, entry: Entry, asset: Asset, above: list[Asset]) -> Iterator[Problem]:
    scale = facts.scale
    lower: dict[str, str] = {}
    for aspect, level in scale.levels(asset).items():
        wanted = {one.name: scale.levels(one).get(aspect, level) for one in above}
        highest = max(wanted.values())
        if scale.aspects[aspect].inherited and highest > level and not asset.retired:
            first = min(name for name, found in wanted.items() if found == highest)
            lower[aspect] = f"{scale.name(aspect)} {level} men {highest} i {first}"
    if lower:
        yield problem(
            "HB411",
            entry.at("classification", "levels", next(iter(lower))),
            f"{asset.name} har lägre nivå än det som beror av den: {', '.join(lower.values())}.",
            "Höj nivån och skyddet här, eller skydda uppgifterna på vägen och besluta om ett "
            "undantag.",
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


CHECKS = (
    unknown_level,
    national_security,
    overdue_classification,
    not_classified,
    question_not_asked,
    stands_on_less,
)
