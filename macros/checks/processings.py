"""HB4: processings of personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.problems import problem
from macros.records.organisation import Unit, UnitType
from macros.records.processings import LegalBasis, Processing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.source import Path

IN_LAW: Final = frozenset([LegalBasis.LEGAL_OBLIGATION, LegalBasis.PUBLIC_TASK])


def no_controller(facts: Facts) -> Iterator[Problem]:
    """HB420: a controller that is neither a nämnd nor a legal person (artikel 4.7 GDPR)."""
    units = {entry.id: unit for entry, unit in facts.each("organisation", Unit)}
    for entry, processing in facts.each("processing", Processing):
        named: list[tuple[Path, str]] = [(("controller",), processing.controller)]
        named.extend(
            (("joint_controllers", index), one)
            for index, one in enumerate(processing.joint_controllers)
        )
        for path, one in named:
            unit = units.get(one)
            if unit is not None and unit.type is UnitType.ADMINISTRATION:
                yield problem(
                    "HB420",
                    entry.at(*path),
                    f"{unit.name} är en förvaltning och kan inte vara personuppgiftsansvarig.",
                    "Skriv den nämnd eller det bolag som bestämmer ändamål och medel.",
                    entry.key,
                )


def assessment_not_made(facts: Facts) -> Iterator[Problem]:
    """HB421: an impact assessment that is needed and not made (artikel 35.1 GDPR).

    That the question is decided is required of every processing where it is read.
    """
    for entry, processing in facts.each("processing", Processing):
        decided = processing.impact_assessment
        if decided is not None and decided.needed and decided.date is None:
            yield problem(
                "HB421",
                entry.at("impact_assessment"),
                f"{processing.name} behöver en konsekvensbedömning, men den är inte gjord.",
                "Gör den med dataskyddsombudets råd innan behandlingen börjar, och skriv in dagen.",
                entry.key,
            )


def not_in_the_record(facts: Facts) -> Iterator[Problem]:
    """HB422: the record lacks who or what is concerned, or what in law the basis rests on.

    Artikel 30.1 c GDPR; 2 kap. 1–2 §§ dataskyddslagen for the basis.
    """
    for entry, processing in facts.each("processing", Processing):
        missed = [
            name
            for name, is_there in (
                ("vilka som är registrerade", processing.data_subjects),
                ("vilka uppgifter det gäller", processing.categories),
                (
                    "lagrummet som den rättsliga grunden vilar på",
                    processing.basis_citation or processing.legal_basis not in IN_LAW,
                ),
            )
            if not is_there
        ]
        if missed:
            yield problem(
                "HB422",
                entry.at(),
                f"{processing.name} saknar något som förteckningen ska ha: {', '.join(missed)}.",
                "Fyll i det med den som svarar för behandlingen.",
                entry.key,
            )


CHECKS = (no_controller, assessment_not_made, not_in_the_record)
