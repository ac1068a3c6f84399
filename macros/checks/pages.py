"""HB8: the prose: macro calls, and pages that belong to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import Location, did_you_mean, problem
from macros.prose import Standing
from macros.records.classification import Aspect
from macros.records.kinds import KINDS, Owner
from macros.records.scalars import is_slug, slugged
from macros.signatures import SIGNATURES, filters, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.prose import Call, Literal
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
    elif isinstance(value, int):
        yield from _number(facts, call, parameter, value)


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


def missing_page(facts: Facts) -> Iterator[Problem]:
    """HB805: a policy, recommendation or role without its page."""
    for kind in KINDS.values():
        if kind.owner is not Owner.PROSE:
            continue
        for entry in facts.catalog.entries[kind.name].values():
            if f"{kind.folder}/{entry.id}.md" not in facts.catalog.page_files:
                yield problem(
                    "HB805",
                    entry.at("id"),
                    f"Sidan docs/{kind.folder}/{entry.id}.md saknas.",
                    "Skriv sidan, eller ta bort posten.",
                    entry.key,
                )


def page_without_record(facts: Facts) -> Iterator[Problem]:
    """HB806: a page where only records have pages, and no record of its name."""
    for kind in KINDS.values():
        if kind.owner is Owner.SHARED or kind.name in facts.catalog.incomplete:
            continue
        prefix = f"{kind.folder}/"
        known = facts.catalog.entries[kind.name]
        for page in facts.catalog.pages.values():
            rest = page.address.removeprefix(prefix).strip("/")
            if page.address.startswith(prefix) and rest:
                if kind.owner is Owner.DATA:
                    message = f"Sidorna under {prefix} skrivs från data."
                elif "/" in rest or rest not in known:
                    message = f"Sidan hör inte till någon post i data/{kind.file}.yml."
                else:
                    continue
                hint = did_you_mean(rest, known) or f"Lägg till posten i data/{kind.file}.yml."
                yield problem("HB806", Location(page.path), message, hint)


def other_audience(facts: Facts) -> Iterator[Problem]:
    """HB810: a page whose audience is not that of the record that it belongs to."""
    for kind in KINDS.values():
        if kind.owner is not Owner.PROSE:
            continue
        for entry in facts.catalog.entries[kind.name].values():
            page = facts.catalog.pages.get(kind.address(entry.id))
            record = entry.record
            if page is None or record is None or page.audience is record.audience:
                continue
            yield problem(
                "HB810",
                Location(page.path),
                f"Sidan är till för {page.audience.label.lower()}, men posten i "
                f"data/{kind.file}.yml för {record.audience.label.lower()}.",
                f"Skriv samma målgrupp på båda ställena: audience: {record.audience} här, eller "
                f"audience: {page.audience} på posten.",
                entry.key,
            )


def odd_name(facts: Facts) -> Iterator[Problem]:
    """HB811: a page whose file name cannot stand in an address as it is."""
    for path in sorted(facts.catalog.page_files):
        parts = path.removesuffix(".md").split("/")
        if parts[-1] == "README":
            parts.pop()
        if not all(is_slug(part) for part in parts):
            better = "/".join(slugged(part) for part in parts)
            yield problem(
                "HB811",
                Location(f"docs/{path}"),
                "Sidans namn, eller mappens, kan inte stå i en adress.",
                f"Använd bara a–z, siffror och bindestreck, till exempel {better}.md.",
            )


CHECKS = (
    calls,
    missing_page,
    page_without_record,
    other_audience,
    odd_name,
)
