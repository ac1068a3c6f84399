"""What changes around a supplier, in words of its own: who stands behind it, from where, and deals.

Each function gets what a field held and holds, and returns the sentences, with the pairs of parts
whose other fields are still to be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from macros.changes.sorts import Told
from macros.changes.words import day
from macros.records.suppliers import Agreement, AgreementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.changes.words import Sides
    from macros.records.base import Part
    from macros.records.suppliers import SubSupplier

Pairs: TypeAlias = "list[tuple[Part, Part]]"
Found: TypeAlias = "tuple[list[Told], Pairs]"


def countries(sort: str, comes: str, goes: str) -> Callable[[Sides, Any, Any], Found]:
    """Return what tells of countries that come and go; those outside the EEA by themselves.

    Args:
        sort: ``country`` or ``support``: how the sorts begin.
        comes: what is done from a country that comes.
        goes: what is done no more from one that goes.
    """

    def changed(sides: Sides, old: Any, new: Any) -> Found:
        come = [one for one in new or () if one not in (old or ())]
        gone = [one for one in old or () if one not in (new or ())]
        told = [
            Told(f"{sort}-{which}", f"{sides.subject} {word} {sides.countries(these)}.")
            for which, word, these in (
                ("new", comes, [one for one in come if not sides.is_outside(one)]),
                ("outside", comes, [one for one in come if sides.is_outside(one)]),
                ("removed", goes, gone),
            )
            if these
        ]
        if not told:
            told = [Told("order-changed", f"Ländernas ordning för {sides.about} ändras.")]
        return told, []

    return changed


def sub_suppliers(sides: Sides, old: Iterable[SubSupplier], new: Iterable[SubSupplier]) -> Found:
    """Tell of sub-suppliers, and of the countries that they work from."""
    told: list[Told] = []
    rest: Pairs = []
    was, becomes = _by_supplier(old), _by_supplier(new)
    for key, one in becomes.items():
        name = sides.name("supplier", one.supplier)
        data = ", som kommer åt personuppgifter" if one.personal_data else ""
        former = was.get(key)
        if former is None:
            where = sides.countries(one.countries)
            outside = any(map(sides.is_outside, one.countries))
            told.append(
                Told(
                    "sub-supplier-outside" if outside else "sub-supplier-new",
                    f"{sides.subject} får en underleverantör i {where}: {name}{data}.",
                )
            )
            continue
        told.extend(_moved(sides, name, former.countries, one.countries))
        rest.append((former.model_copy(update={"countries": one.countries}), one))
    for key, one in was.items():
        if key not in becomes:
            name = sides.name("supplier", one.supplier)
            said = f"{sides.subject} anlitar inte längre underleverantören {name}."
            told.append(Told("sub-supplier-removed", said))
    if not told and all(one == other for one, other in rest):
        told.append(
            Told("order-changed", f"Underleverantörernas ordning för {sides.about} ändras.")
        )
    return told, rest


def _moved(sides: Sides, name: str, old: Iterable[str], new: Iterable[str]) -> list[Told]:
    """Tell from where a sub-supplier works, and does not work any more."""
    head = f"Underleverantören {name} till {sides.about} arbetar"
    come, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    told = []
    if come:
        what = "country-outside" if any(map(sides.is_outside, come)) else "country-new"
        told.append(Told(what, f"{head} också från {sides.countries(come)}."))
    if gone:
        told.append(Told("country-removed", f"{head} inte längre från {sides.countries(gone)}."))
    if not told and old != new:
        told.append(Told("order-changed", f"{head} från samma länder, i annan ordning."))
    return told


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


def agreements(sides: Sides, old: Iterable[Agreement], new: Iterable[Agreement]) -> Found:
    """Tell of agreements that come, go, are renewed and end."""
    told: list[Told] = []
    rest: Pairs = []
    same, left, come = paired(old, new)
    for former, one in same:
        told.extend(_moved_end(sides, former, one))
        rest.append((former.model_copy(update={"end": one.end}), one))
    for one in come:
        renewed = next((each for each in left if each.kind == one.kind), None)
        what = f"{one.kind.label.lower()}{f' ({one.reference})' if one.reference else ''}"
        until = f", till och med {day(one.end)}" if one.end else ""
        if renewed is None:
            said = f"{sides.subject} får avtal: {what}{until}."
            told.append(Told("agreement-new", said))
        else:
            left.remove(renewed)
            said = f"{_THE[one.kind]} med {sides.about} förnyas: {what}{until}."
            told.append(Told("agreement-renewed", said))
    told.extend(
        Told("agreement-removed", f"{_THE[one.kind]} med {sides.about} tas bort.") for one in left
    )
    if not told and all(one == other for one, other in rest):
        told.append(Told("order-changed", f"Avtalens ordning för {sides.about} ändras."))
    return told, rest


def paired(
    old: Iterable[Agreement], new: Iterable[Agreement]
) -> tuple[list[tuple[Agreement, Agreement]], list[Agreement], list[Agreement]]:
    """Return agreements as they were and are, those that are gone, and those that come."""
    left, come, same = list(old), [], []
    for one in new:
        former = _former(left, one)
        if former is None:
            come.append(one)
        else:
            left.remove(former)
            same.append((former, one))
    return same, left, come


def _former(among: Iterable[Agreement], one: Agreement) -> Agreement | None:
    """Return the agreement that one has been: of its kind, with its number and its parties."""
    alike = [each for each in among if (each.kind, each.reference) == (one.kind, one.reference)]
    same = [each for each in alike if each.controllers == one.controllers]
    return next(iter([*same, *alike]), None)


def _moved_end(sides: Sides, old: Agreement, new: Agreement) -> list[Told]:
    head = f"{_THE[new.kind]} med {sides.about}"
    if old.end == new.end:
        return []
    if new.end is None:
        said = f"{head} gäller tills vidare, förr till och med {day(old.end)}."
        return [Told("agreement-extended", said)]
    if new.end < sides.after.day and (old.end is None or old.end >= sides.before.day):
        return [lapsed(sides, new)]
    if old.end is None:
        said = f"{head} tar slut {day(new.end)}, förr gällde det tills vidare."
        return [Told("agreement-shortened", said)]
    what, word = (
        ("agreement-extended", "förlängs")
        if new.end > old.end
        else ("agreement-shortened", "förkortas")
    )
    return [Told(what, f"{head} {word} från {day(old.end)} till {day(new.end)}.")]


def lapsed(sides: Sides, one: Agreement) -> Told:
    """Tell that an agreement has ended."""
    head = f"{_THE[one.kind]} med {sides.about}"
    said = f"{head} har löpt ut: det gällde till och med {day(one.end)}."
    return Told("agreement-lapsed", said)
