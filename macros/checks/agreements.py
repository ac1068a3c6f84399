"""HB5: agreements with suppliers, and what they bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from macros.problems import problem
from macros.records.organisation import Unit, UnitType
from macros.records.processings import Processing
from macros.records.suppliers import AgreementKind, Supplier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.suppliers import Agreement


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


def no_processor_agreement(facts: Facts) -> Iterator[Problem]:
    """HB504: a processor without a processor agreement in force (artikel 28.3 GDPR).

    One that has ended is told as such (HB501).
    """
    serves: dict[str, list[str]] = {}
    for _, processing in facts.each("processing", Processing):
        for one in processing.processors:
            serves.setdefault(one, []).append(processing.name)
    for entry, supplier in facts.each("supplier", Supplier):
        made = _of_processor(supplier)
        if entry.id not in serves or any(one.end and one.end < facts.day for one in made):
            continue
        if not _in_force(made, facts.day):
            yield problem(
                "HB504",
                entry.at("agreements") if supplier.agreements else entry.at(),
                f"{supplier.name} behandlar personuppgifter åt oss utan biträdesavtal.",
                "Teckna ett biträdesavtal innan uppgifterna lämnas, och skriv in det under "
                "agreements.",
                entry.key,
            )


def other_controller(facts: Facts) -> Iterator[Problem]:
    """HB505: a processor's agreements are for others than the processing's controller.

    Artikel 28.3 GDPR: the agreement binds the processor to the controller. Told once for a
    processing, however many its processors are.
    """
    suppliers = facts.chains.suppliers
    units = {entry.id: unit for entry, unit in facts.each("organisation", Unit)}
    for entry, processing in facts.each("processing", Processing):
        controller = units.get(processing.controller)
        if controller is None or controller.type is UnitType.ADMINISTRATION:
            continue  # Which has a problem of its own.
        lacking = []
        for index, key in enumerate(processing.processors):
            made = _in_force(_of_processor(suppliers[key]), facts.day) if key in suppliers else []
            named = {unit for one in made for unit in one.controllers}
            if made and processing.controller not in named and named <= units.keys():
                lacking.append((index, suppliers[key].name))
        if lacking:
            names = ", ".join(name for _, name in lacking)
            yield problem(
                "HB505",
                entry.at("processors", lacking[0][0]),
                f"Biträdesavtalet gäller inte för {controller.name}: {names}.",
                "Rätta vem som är ansvarig, eller lägg till den i biträdesavtalet och i posten.",
                entry.key,
            )


def within_notice(facts: Facts) -> Iterator[Problem]:
    """HB508: an agreement that ends before there is time to give notice and to buy anew.

    Buying anew takes its time under LOU. One that a later agreement of its kind follows is fine.
    """
    for entry, supplier in facts.each("supplier", Supplier):
        for index, one in enumerate(supplier.agreements):
            if one.end is None or not one.notice_months or one.end < facts.day:
                continue
            followed = any(
                other.end is None or other.end > one.end or _is_torn(other)
                for other in supplier.agreements
                if other.kind is one.kind and other is not one
            )
            if one.end - relativedelta(months=one.notice_months) <= facts.day and not followed:
                yield problem(
                    "HB508",
                    entry.at("agreements", index, "end"),
                    f"{one.kind.label} med {supplier.name} tar slut {one.end}, inom "
                    f"uppsägningstiden på {_months(one.notice_months)}.",
                    "Bestäm nu: förläng, köp på nytt eller avveckla. Skriv in det nya avtalet.",
                    entry.key,
                )


def _is_torn(one: Agreement) -> bool:
    """Say whether an agreement ends before it begins, which is told of itself."""
    return one.start is not None and one.end is not None and one.end < one.start


def _months(number: int) -> str:
    return "1 månad" if number == 1 else f"{number} månader"


def _of_processor(supplier: Supplier) -> list[Agreement]:
    return [one for one in supplier.agreements if one.kind is AgreementKind.PROCESSOR]


def _in_force(agreements: list[Agreement], day: date) -> list[Agreement]:
    """Return the agreements that hold on a day."""
    return [
        one
        for one in agreements
        if one.start is not None and one.start <= day and (one.end is None or one.end >= day)
    ]


CHECKS = (ended_agreement, no_processor_agreement, other_controller, within_notice)
