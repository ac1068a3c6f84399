"""The changes that a reviewer must not miss, in words of their own: levels, countries, deadlines.

Each function here gets what a field held and holds, and returns the sentences, with the pairs of
parts whose other fields are still to be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from macros.changes import contracts
from macros.changes.sorts import Told
from macros.changes.words import day, joined
from macros.records.assets import Classification, Hosting, RiskAnalysis
from macros.records.law import Duty, Regulation
from macros.records.policies import Policy
from macros.records.procurements import Requirement, RequirementType
from macros.records.suppliers import Countries, SecurityAnalysis, Supplier
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macros.changes.contracts import Found
    from macros.changes.words import Sides
    from macros.records.base import Part
    from macros.records.law import Deadline
    from macros.records.policies import Adoption


def _review(what: str) -> Callable[[Sides, Any, Any], Found]:
    """Return what tells that a day by which something is done again is moved."""

    def moved(sides: Sides, old: Any, new: Any) -> Found:
        head = f"Nästa {what} av {sides.about}"
        if old is None:
            return [Told("review-set", f"{head} bestäms till {day(new)}.")], []
        if new is None:
            said = f"{head} är inte längre bestämd, förr {day(old)}."
            return [Told("review-unset", said)], []
        sort, word = (
            ("review-later", "flyttas fram") if new > old else ("review-earlier", "tidigareläggs")
        )
        return [Told(sort, f"{head} {word} från {day(old)} till {day(new)}.")], []

    return moved


def _levels(sides: Sides, old: Mapping[str, int], new: Mapping[str, int]) -> Found:
    told = []
    for key in sorted(old.keys() | new.keys()):
        was, becomes = old.get(key), new.get(key)
        if was == becomes:
            continue
        head = f"{sides.name('classification', key)} för {sides.about}"
        first = "" if was is None else values.chip(sides.before, key, was).text
        second = "" if becomes is None else values.chip(sides.after, key, becomes).text
        if was is None:
            told.append(Told("level-set", f"{head} sätts till {second}."))
        elif becomes is None:
            told.append(Told("level-unset", f"{head} är inte längre bedömd, förr {first}."))
        elif becomes > was:
            told.append(Told("level-raised", f"{head} höjs från {first} till {second}."))
        else:
            told.append(Told("level-lowered", f"{head} sänks från {first} till {second}."))
    return told, []


def _adoptions(sides: Sides, old: Iterable[Adoption], new: Iterable[Adoption]) -> Found:
    """Tell of decisions: each is known by whom it is for, who made it, and when."""
    was, becomes = _decided(old), _decided(new)
    told = []
    for key, one in becomes.items():
        former = was.get(key)
        if former is None:
            said = f"{sides.subject} antas av {one.body} {day(one.date)} ({one.case_number})."
            told.append(Told("policy-adopted", said))
        elif former != one:
            said = f"Beslutet om {sides.about} av {one.body} {day(one.date)} skrivs om."
            told.append(Told("adoption-changed", said))
    gone = [f"{one.body} {day(one.date)}" for key, one in was.items() if key not in becomes]
    if gone:
        said = f"Beslut om {sides.about} tas bort: {joined(gone)}."
        told.append(Told("policy-unadopted", said))
    return told or [Told("order-changed", f"Besluten om {sides.about} byter ordning.")], []


def _decided(these: Iterable[Adoption]) -> dict[tuple[Any, ...], Adoption]:
    """Return decisions by whom they are for, who made them and when; then by their order."""
    found: dict[tuple[Any, ...], Adoption] = {}
    for one in these:
        key = (one.entity, one.body, one.date)
        found[*key, sum(known[:3] == key for known in found)] = one
    return found


def _repealed(sides: Sides, _: Any, new: Any) -> Found:
    if new:
        return [Told("act-repealed", f"{sides.subject} upphävs {day(new)}.")], []
    return [Told("act-unrepealed", f"{sides.subject} upphävs inte längre.")], []


def _from_level(sides: Sides, old: int, new: int) -> Found:
    what, word = ("tightened", "redan") if new < old else ("eased", "först")
    said = f"{sides.subject} ställs {word} från nivå {new}, förr från nivå {old}."
    return [Told(f"requirement-{what}", said)], []


def _requirement_type(sides: Sides, old: RequirementType, new: RequirementType) -> Found:
    what = "changed"
    if old is RequirementType.EVALUATED:
        what = "tightened"
    elif new is RequirementType.EVALUATED:
        what = "eased"
    said = f"”Typ” för {sides.about} ändras från {old.label} till {new.label}."
    return [Told(f"requirement-{what}", said)], []


def _deadlines(sides: Sides, old: Iterable[Deadline], new: Iterable[Deadline]) -> Found:
    was, becomes = _clocks(old), _clocks(new)
    told = []
    for key, one in becomes.items():
        head, former = f"Tidsfristen ”{one.what}” för {sides.about}", was.get(key)
        if former is None:
            told.append(Told("deadline-new", f"{head} tillkommer: {one.within}."))
        elif former != one:
            told.append(_moved_deadline(head, former, one))
    for key, one in was.items():
        if key not in becomes:
            said = f"Tidsfristen ”{one.what}” för {sides.about} tas bort: {one.within}."
            told.append(Told("deadline-removed", said))
    return told or [Told("order-changed", f"Tidsfristerna för {sides.about} byter ordning.")], []


def _clocks(these: Iterable[Deadline]) -> dict[tuple[str, int], Deadline]:
    """Return deadlines by what is to be sent; one that is there twice, by order too."""
    found: dict[tuple[str, int], Deadline] = {}
    for one in these:
        found[one.what, sum(one.what == what for what, _ in found)] = one
    return found


def _moved_deadline(head: str, old: Deadline, new: Deadline) -> Told:
    if old.hours is None or new.hours is None or old.hours == new.hours:
        return Told("deadline-changed", f"{head} ändras från {old.within} till {new.within}.")
    what, word = ("shorter", "kortare") if new.hours < old.hours else ("longer", "längre")
    hours = f"{new.hours} timmar i stället för {old.hours}"
    return Told(f"deadline-{what}", f"{head} blir {word}: {hours}.")


_INTO, _OUT = "ett nytt land:", "inte längre"

FIELDS: Final[Mapping[tuple[type[Part], str], Callable[[Sides, Any, Any], Found]]] = {
    (Classification, "levels"): _levels,
    (Classification, "next"): _review("klassning"),
    (RiskAnalysis, "next"): _review("riskanalys"),
    (SecurityAnalysis, "next"): _review("säkerhetsanalys"),
    (Policy, "next_review"): _review("översyn"),
    (Policy, "adoptions"): _adoptions,
    (Regulation, "repealed"): _repealed,
    (Requirement, "level"): _from_level,
    (Requirement, "type"): _requirement_type,
    (Duty, "deadlines"): _deadlines,
    (Supplier, "sub_suppliers"): contracts.sub_suppliers,
    (Supplier, "agreements"): contracts.agreements,
    (Countries, "operation"): contracts.countries(
        "country", f"drivs från {_INTO}", f"drivs {_OUT} från"
    ),
    (Countries, "storage"): contracts.countries(
        "country", f"lagrar uppgifter i {_INTO}", f"lagrar {_OUT} uppgifter i"
    ),
    (Countries, "support"): contracts.countries(
        "support", f"ger support från {_INTO}", f"ger {_OUT} support från"
    ),
    (Hosting, "countries"): contracts.countries(
        "country", f"drivs eller lagras i {_INTO}", "drivs och lagras inte längre i"
    ),
}
"""The fields whose changes have words of their own."""
