"""HB5: procurements, their gates and what they demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem
from macros.records.assets import Asset
from macros.records.procurements import Gate, Procurement, Requirement, RequirementType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def gate_left_open(facts: Facts) -> Iterator[Problem]:
    """HB513: a gate passed before an earlier one (SKR's second recommendation).

    Told once for a procurement, at the first gate that was passed too early.
    """
    order = list(Gate)
    for entry, procurement in facts.each("procurement", Procurement):
        passed = {stage.gate: stage.date for stage in procurement.stages}
        for index, stage in enumerate(procurement.stages):
            open_then = [
                gate.label
                for gate in order[: order.index(stage.gate)]
                if gate not in passed or passed[gate] > stage.date
            ]
            if open_then:
                yield problem(
                    "HB513",
                    entry.at("stages", index),
                    f"{stage.gate.label} passerades {stage.date}, men då återstod "
                    f"{', '.join(open_then)}.",
                    "Är grinden passerad: skriv in den. Annars stanna köpet och gå tillbaka dit.",
                    entry.key,
                )
                break


def too_few_requirements(facts: Facts) -> Iterator[Problem]:
    """HB514: nothing demanded at a level that the bought assets have.

    2 kap. 3 § cybersäkerhetslagen (the supply chain) and KLASSA's requirements. Judged from the
    gate where the requirements are set to the hand-over: before it they are a draft, after it
    they are the agreement's. What only is evaluated is no demand.
    """
    if not facts.whole("requirement", "asset", "classification"):
        return
    scale = facts.scale
    assets = {entry.id: asset for entry, asset in facts.each("asset", Asset)}
    known = {entry.id: one for entry, one in facts.each("requirement", Requirement)}
    firm = {
        (one.aspect, one.level)
        for one in known.values()
        if one.type is not RequirementType.EVALUATED
    }
    for entry, procurement in facts.each("procurement", Procurement):
        passed = {stage.gate for stage in procurement.stages}
        if Gate.REQUIREMENTS not in passed or Gate.HAND_OVER in passed:
            continue
        demanded = {(known[one].aspect, known[one].level) for one in procurement.requirements}
        missed: dict[tuple[str, int], str] = {}
        for asset in (assets[one] for one in procurement.assets if not assets[one].retired):
            for aspect, level in scale.levels(asset).items():
                for wanted in sorted(firm):
                    if wanted[0] == aspect and wanted[1] <= level and wanted not in demanded:
                        missed.setdefault(wanted, asset.name)
        if missed:
            said = " och ".join(f"{scale.name(aspect)} nivå {level}" for aspect, level in missed)
            names = " och ".join(dict.fromkeys(missed.values()))
            yield problem(
                "HB514",
                entry.at("requirements") if procurement.requirements else entry.at(),
                f"Inget krav ställs för {said}, som behövs för {names}.",
                "Välj krav från nivån i kravbanken, eller besluta om ett undantag med skäl.",
                entry.key,
            )


CHECKS = (gate_left_open, too_few_requirements)
