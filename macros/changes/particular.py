"""The changes that a reviewer must not miss, in words of their own: levels, countries, deadlines.

Each function here gets what a field held and holds, and returns the sentences, with the pairs of
parts whose other fields are still to be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from macros.changes.words import day, joined
from macros.records.assets import Classification, Hosting, RiskAnalysis
from macros.records.classification import Aspect
from macros.records.law import Regulation
from macros.records.policies import Policy
from macros.records.suppliers import Agreement, AgreementKind, Countries, SecurityAnalysis, Supplier
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macros.changes.words import Sides
    from macros.records.base import Part
    from macros.records.policies import Adoption
    from macros.records.suppliers import SubSupplier

Pairs: TypeAlias = "list[tuple[Part, Part]]"
Told: TypeAlias = "tuple[list[str], Pairs]"


def _review(what: str) -> Callable[[Sides, Any, Any], Told]:
    """Return what tells that a day by which something is done again is moved."""

    def moved(sides: Sides, old: Any, new: Any) -> Told:
        if old is None or new is None:
            word = "bestäms till" if new else "är inte längre bestämd, förr"
            return [f"Nästa {what} av {sides.about} {word} {day(new or old)}."], []
        word = "flyttas fram" if new > old else "tidigareläggs"
        return [f"Nästa {what} av {sides.about} {word} från {day(old)} till {day(new)}."], []

    return moved


def _levels(sides: Sides, old: Mapping[str, int], new: Mapping[str, int]) -> Told:
    told = []
    for key in sorted(old.keys() | new.keys()):
        was, becomes = old.get(key), new.get(key)
        if was == becomes:
            continue
        aspect = sides.after.find("classification", key, Aspect)
        name = aspect.name if aspect else key
        if was is None:
            level = values.chip(sides.after, key, new[key]).text
            told.append(f"{name} för {sides.about} sätts till {level}.")
        elif becomes is None:
            level = values.chip(sides.before, key, was).text
            told.append(f"{name} för {sides.about} är inte längre bedömd, förr {level}.")
        else:
            word = "höjs" if becomes > was else "sänks"
            first = values.chip(sides.before, key, was).text
            second = values.chip(sides.after, key, becomes).text
            told.append(f"{name} för {sides.about} {word} från {first} till {second}.")
    return told, []


def _countries(comes: str, goes: str) -> Callable[[Sides, Any, Any], Told]:
    """Return what tells of countries that come and go."""

    def changed(sides: Sides, old: Any, new: Any) -> Told:
        told = []
        for these, those, word in ((new, old, comes), (old, new, goes)):
            moved = [one for one in these or () if one not in (those or ())]
            if moved:
                told.append(f"{sides.subject} {word} {sides.countries(moved)}.")
        return told, []

    return changed


def _sub_suppliers(sides: Sides, old: Iterable[SubSupplier], new: Iterable[SubSupplier]) -> Told:
    told: list[str] = []
    rest: Pairs = []
    was, becomes = _by_supplier(old), _by_supplier(new)
    for key, one in becomes.items():
        name = sides.name("supplier", one.supplier)
        data = ", som kommer åt personuppgifter" if one.personal_data else ""
        former = was.get(key)
        if former is None:
            where = sides.countries(one.countries)
            told.append(f"{sides.subject} får en underleverantör i {where}: {name}{data}.")
            continue
        added = [each for each in one.countries if each not in former.countries]
        gone = [each for each in former.countries if each not in one.countries]
        if added:
            told.append(
                f"Underleverantören {name} till {sides.about} arbetar också från "
                f"{sides.countries(added)}."
            )
        if gone:
            told.append(
                f"Underleverantören {name} till {sides.about} arbetar inte längre från "
                f"{sides.countries(gone)}."
            )
        rest.append((former.model_copy(update={"countries": one.countries}), one))
    for key, one in was.items():
        if key not in becomes:
            name = sides.name("supplier", one.supplier)
            told.append(f"{sides.subject} anlitar inte längre underleverantören {name}.")
    return told, rest


def _by_supplier(these: Iterable[SubSupplier]) -> dict[tuple[str, int], SubSupplier]:
    """Return sub-suppliers by who they are; one that is there twice, by order too."""
    found: dict[tuple[str, int], SubSupplier] = {}
    for one in these:
        found[one.supplier, sum(one.supplier == key for key, _ in found)] = one
    return found


_THE: Final = {
    AgreementKind.MAIN: "Huvudavtalet",
    AgreementKind.PROCESSOR: "Personuppgiftsbiträdesavtalet",
    AgreementKind.CONFIDENTIALITY: "Sekretessförbindelsen",
}


def _agreements(sides: Sides, old: Iterable[Agreement], new: Iterable[Agreement]) -> Told:
    told: list[str] = []
    rest: Pairs = []
    left, come = list(old), []
    for one in new:
        former = _former(left, one)
        if former is None:
            come.append(one)
            continue
        left.remove(former)
        told.extend(_moved_end(sides, former, one))
        rest.append((former.model_copy(update={"end": one.end}), one))
    for one in come:
        former = next((each for each in left if each.kind == one.kind), None)
        what = f"{one.kind.label.lower()}{f' ({one.reference})' if one.reference else ''}"
        until = f", till och med {day(one.end)}" if one.end else ""
        if former is None:
            told.append(f"{sides.subject} får avtal: {what}{until}.")
        else:
            left.remove(former)
            told.append(f"{_THE[one.kind]} med {sides.about} förnyas: {what}{until}.")
    told.extend(f"{_THE[one.kind]} med {sides.about} tas bort." for one in left)
    return told, rest


def _former(among: Iterable[Agreement], one: Agreement) -> Agreement | None:
    """Return the agreement that one has been: of its kind, with its number and its parties."""
    alike = [each for each in among if (each.kind, each.reference) == (one.kind, one.reference)]
    same = [each for each in alike if each.controllers == one.controllers]
    return next(iter([*same, *alike]), None)


def _moved_end(sides: Sides, old: Agreement, new: Agreement) -> list[str]:
    head = f"{_THE[new.kind]} med {sides.about}"
    if old.end == new.end:
        return []
    if new.end is None:
        return [f"{head} gäller tills vidare, förr till och med {day(old.end)}."]
    lapsed = new.end < sides.after.day
    if lapsed and (old.end is None or old.end >= sides.before.day):
        return [f"{head} har löpt ut: det gällde till och med {day(new.end)}."]
    if old.end is None:
        return [f"{head} tar slut {day(new.end)}, förr gällde det tills vidare."]
    word = "förlängs" if new.end > old.end else "förkortas"
    return [f"{head} {word} från {day(old.end)} till {day(new.end)}."]


def _adoptions(sides: Sides, old: Iterable[Adoption], new: Iterable[Adoption]) -> Told:
    was, becomes = list(old), list(new)
    told = [
        f"{sides.subject} antas av {one.body} {day(one.date)} ({one.case_number})."
        for one in becomes
        if one not in was
    ]
    gone = [f"{one.body} {day(one.date)}" for one in was if one not in becomes]
    if gone:
        told.append(f"Beslut om {sides.about} tas bort eller skrivs om: {joined(gone)}.")
    return told, []


def _repealed(sides: Sides, _: Any, new: Any) -> Told:
    return [f"{sides.subject} {f'upphävs {day(new)}' if new else 'upphävs inte längre'}."], []


FIELDS: Final[Mapping[tuple[type[Part], str], Callable[[Sides, Any, Any], Told]]] = {
    (Classification, "levels"): _levels,
    (Classification, "next"): _review("klassning"),
    (RiskAnalysis, "next"): _review("riskanalys"),
    (SecurityAnalysis, "next"): _review("säkerhetsanalys"),
    (Policy, "next_review"): _review("översyn"),
    (Policy, "adoptions"): _adoptions,
    (Regulation, "repealed"): _repealed,
    (Supplier, "sub_suppliers"): _sub_suppliers,
    (Supplier, "agreements"): _agreements,
    (Countries, "operation"): _countries("drivs från ett nytt land:", "drivs inte längre från"),
    (Countries, "storage"): _countries(
        "lagrar uppgifter i ett nytt land:", "lagrar inte längre uppgifter i"
    ),
    (Countries, "support"): _countries(
        "ger support från ett nytt land:", "ger inte längre support från"
    ),
    (Hosting, "countries"): _countries(
        "drivs eller lagras i ett nytt land:", "drivs och lagras inte längre i"
    ),
}
"""The fields whose changes have words of their own."""
