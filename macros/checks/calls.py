"""HB8: the macro calls of the prose: that each is known, rightly given, and stands where it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import did_you_mean, problem
from macros.prose import HiddenNames, Standing
from macros.records.classification import Aspect
from macros.records.kinds import KINDS
from macros.records.organisation import Unit
from macros.signatures import SIGNATURES, audience, filters, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Location, Problem
    from macros.prose import Call, Literal
    from macros.records.base import Record
    from macros.records.scalars import Audience
    from macros.signatures import Parameter, Signature


def calls(facts: Facts) -> Iterator[Problem]:
    """HB803, HB804, HB201: a macro that does not exist, or is given what it does not take."""
    for page in facts.catalog.pages.values():
        for call in page.calls:
            signature = SIGNATURES.get(call.name)
            if signature is None:
                yield problem(
                    "HB803",
                    call.location,
                    f"Makrot ”{call.name}” finns inte.",
                    did_you_mean(call.name, SIGNATURES) or f"Makron: {', '.join(SIGNATURES)}.",
                )
            else:
                yield from _placed(call, signature)
                yield from _judged(facts, call, signature)


def hidden(facts: Facts) -> Iterator[Problem]:
    """HB804: a macro that is asked for what not all its readers may see."""
    for page in facts.catalog.pages.values():
        told: set[Location] = set()
        for who, seen in page.editions():
            for call in seen.calls:
                if call.name in SIGNATURES and call.location not in told:
                    stops = page.front.hidden_names is HiddenNames.STOP
                    found = list(_hidden(facts, who, call, stops=stops))
                    told.update(one.location for one in found)
                    yield from found


def _placed(call: Call, signature: Signature) -> Iterator[Problem]:
    """Yield what is wrong with where a call stands."""
    if call.standing is Standing.HIDDEN:
        yield problem(
            "HB804",
            call.location,
            f"”{call.name}” står inuti en länks adress, en HTML-tagg eller en kommentar.",
            "Sätt anropet i texten, utanför ( ), < > och { }.",
        )
    elif signature.block and call.standing is not Standing.ALONE:
        yield problem(
            "HB804",
            call.location,
            f"”{call.name}” ger mer än några ord och står inte för sig själv.",
            "Sätt anropet ensamt på en rad, med tomma rader runt.",
        )


def _judged(facts: Facts, call: Call, signature: Signature) -> Iterator[Problem]:
    if len(call.args) > len(signature.parameters):
        yield _wrong(call, signature.parameters, f"”{call.name}” får fler värden än det tar.")
        return
    for parameter in signature.parameters[: len(call.args)]:
        if parameter.name in call.keywords:
            yield _wrong(
                call, signature.parameters, f"”{call.name}” får {parameter.name} två gånger."
            )
    arguments = given(call, signature)
    takes = _takes(signature, arguments)
    names = {one.name for one in takes}
    for name in arguments:
        if name not in names:
            hint = did_you_mean(name, names)
            yield _wrong(call, takes, f"”{call.name}” tar inte ”{name}”.", hint)
    for parameter in takes:
        if parameter.name in arguments:
            yield from _argument(facts, call, parameter, arguments[parameter.name])
        elif parameter.required:
            yield _wrong(call, takes, f"”{call.name}” behöver {parameter.name}.")


def _hidden(facts: Facts, who: Audience, call: Call, *, stops: bool) -> Iterator[Problem]:
    """Yield the filters that ask for what not all readers of the page may see.

    To them there is nothing there: a table would be empty and a count 0, as if it were so. A link
    shows what it is without its name, unless the page would rather stop.
    """
    signature = SIGNATURES[call.name]
    arguments = given(call, signature)
    kind = signature.kind or str(arguments.get("of", ""))
    choosing = filters(kind) if kind in KINDS else ()
    for parameter in _takes(signature, arguments):
        value = arguments.get(parameter.name)
        named = stops and not arguments.get("text")
        if value is None or not (signature.block or signature.name == "count" or named):
            continue
        record = _record(facts, parameter, value)
        if parameter in choosing and not who.sees(audience(kind, parameter.name)):
            what = f"{parameter.name} i ”{call.name}”"
            yield _narrower(who, call, what, audience(kind, parameter.name))
        elif record is not None and not who.sees(record.audience):
            yield _narrower(who, call, f"posten ”{value}”", record.audience)


def _record(facts: Facts, parameter: Parameter, value: Literal) -> Record | None:
    entry = facts.catalog.entries[parameter.ref].get(str(value)) if parameter.ref else None
    return entry.record if entry is not None else None


def _narrower(who: Audience, call: Call, what: str, needed: Audience) -> Problem:
    return problem(
        "HB804",
        call.location,
        f"Här läser {who.label.lower()}, men {what} är bara för {needed.label.lower()}.",
        "Ta bort det ur anropet, sätt anropet i en ruta för dem som får se det "
        f"(!!! {needed.value}), eller ändra målgrupp (audience) på sidan.",
    )


def _takes(signature: Signature, arguments: dict[str, Literal]) -> tuple[Parameter, ...]:
    """Return what a call may be given: counting takes the filters of the kind that it counts."""
    kind = arguments.get("of")
    if signature.name == "count" and isinstance(kind, str) and kind in KINDS:
        return (*signature.parameters[:1], *filters(kind))
    return signature.parameters


def _wrong(call: Call, takes: tuple[Parameter, ...], message: str, hint: str = "") -> Problem:
    names = ", ".join(one.name for one in takes) or "ingenting"
    return problem("HB804", call.location, message, hint or f"{call.name} tar: {names}.")


def _argument(facts: Facts, call: Call, parameter: Parameter, value: Literal) -> Iterator[Problem]:
    if type(value) is not parameter.type:
        kinds = {str: "text inom citattecken", int: "ett heltal", bool: "true eller false"}
        yield problem(
            "HB804",
            call.location,
            f"{parameter.name} i ”{call.name}” ska vara {kinds[parameter.type]}.",
            f"Rätta värdet efter {parameter.name}.",
        )
    elif parameter.ref is not None:
        known = facts.catalog.entries[parameter.ref]
        if value not in known and parameter.ref not in facts.catalog.incomplete:
            kind = KINDS[parameter.ref]
            yield problem(
                "HB201",
                call.location,
                f"Det finns ingen post med id ”{value}” i {kind.file}.yml.",
                did_you_mean(str(value), known) or "Välj en post som finns, eller lägg till den.",
            )
    elif parameter.choices and value not in parameter.choices:
        yield problem(
            "HB804",
            call.location,
            f"”{value}” går inte att välja som {parameter.name}.",
            did_you_mean(str(value), parameter.choices)
            or f"Välj bland {', '.join(parameter.choices)}.",
        )
    elif parameter.function:
        yield from _function(facts, call, value)
    elif isinstance(value, int):
        yield from _number(facts, call, parameter, value)


def _function(facts: Facts, call: Call, value: Literal) -> Iterator[Problem]:
    """Yield a function that no contact has, of the unit that is asked for where one is."""
    unit_id = given(call, SIGNATURES[call.name]).get("unit")
    asked = [
        entry.record
        for entry in facts.catalog.entries["organisation"].values()
        if unit_id in (None, entry.id)
    ]
    # What cannot be read, or does not exist, is told of where it stands.
    if not asked or None in asked or "organisation" in facts.catalog.incomplete:
        return
    known = {
        contact.function: None
        for unit in asked
        if isinstance(unit, Unit)
        for contact in unit.contacts
    }
    if value not in known:
        some = f"Välj bland {', '.join(known)}." if known else "Lägg till den på enheten."
        yield problem(
            "HB804",
            call.location,
            f"Det finns ingen kontakt för ”{value}”.",
            did_you_mean(str(value), known) or some,
        )


def _number(facts: Facts, call: Call, parameter: Parameter, value: int) -> Iterator[Problem]:
    least, most = parameter.least, parameter.most
    if least is not None and most is not None and not least <= value <= most:
        yield problem(
            "HB804",
            call.location,
            f"{parameter.name} i ”{call.name}” är {value}.",
            f"Välj ett tal från {least} till {most}.",
        )
    if parameter.level:
        scale = {
            level.level
            for _, aspect in facts.each("classification", Aspect)
            for level in aspect.levels
        }
        if scale and value not in scale:
            yield problem(
                "HB401",
                call.location,
                f"Nivå {value} finns inte på skalan.",
                f"Välj bland {', '.join(str(one) for one in sorted(scale))}.",
            )


CHECKS = (calls, hidden)
