"""HB3: what the records say of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.catalog import by_designation
from macros.citations.place import read_place
from macros.citations.read import read_one
from macros.problems import did_you_mean, problem
from macros.records.law import Regulation, Section
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.citations.read import Citation
    from macros.problems import Location, Problem


def sections(regulation: Regulation) -> dict[str, Section]:
    """Return the sections of a regulation by their fragment."""
    found = {}
    for section in regulation.sections:
        place = read_place(section.number)
        if place is not None:
            found[place.fragment] = section
    return found


def unreadable_number(facts: Facts) -> Iterator[Problem]:
    """HB307: a section whose number is no place in an act."""
    for entry, regulation in facts.each("regulation", Regulation):
        for index, section in enumerate(regulation.sections):
            if read_place(section.number) is None:
                yield problem(
                    "HB307",
                    entry.at("sections", index, "number"),
                    f"”{section.number}” går inte att läsa som ett lagrum.",
                    "Skriv till exempel 18 kap. 8 § 3, 10 § eller artikel 28.3.",
                    entry.key,
                )


def cited(facts: Facts) -> Iterator[tuple[Citation, Location, str | None]]:
    """Yield the citations of records and of the prose's calls, with place and record."""
    for one in facts.catalog.cited:
        yield one.citation, one.location, one.entry.key
    for text, location in _called(facts):
        citation = read_one(text, facts.catalog.names)
        if citation is not None and facts.catalog.names.knows(citation.designation):
            yield citation, location, None


def _called(facts: Facts) -> Iterator[tuple[str, Location]]:
    """Yield the texts that macros are given as citations."""
    for page in facts.catalog.pages.values():
        for call in page.calls:
            signature = SIGNATURES.get(call.name)
            for parameter in signature.parameters if signature is not None else ():
                value = given(call, signature).get(parameter.name) if signature else None
                if parameter.law and isinstance(value, str):
                    yield value, call.location


def unread_call(facts: Facts) -> Iterator[Problem]:
    """HB301, HB307: a macro given a law that the register lacks, or what is no citation."""
    if not facts.catalog.acts_are_whole:
        return
    names = facts.catalog.names
    for text, location in _called(facts):
        citation = read_one(text, names)
        if citation is None:
            yield problem(
                "HB307",
                location,
                f"”{text}” går inte att läsa som ett lagrum.",
                "Skriv till exempel 18 kap. 8 § 3 OSL, 10 § arkivlagen eller artikel 28.3 GDPR.",
            )
        elif not names.knows(citation.designation):
            yield problem(
                "HB301",
                location,
                f"Lagen i ”{text}” finns inte i registret.",
                did_you_mean(text.split(" ")[-1], names.all())
                or "Skriv lagens namn som i data/regulations.yml, eller lägg till lagen där.",
            )


def unknown_section(facts: Facts) -> Iterator[Problem]:
    """HB302: a citation of a section that the register lacks."""
    acts = by_designation(_valid(facts))
    for citation, location, key in cited(facts):
        act = acts.get(citation.designation)
        if act is None or not citation.fragment:
            continue
        known = sections(act)
        if not any(fragment in known for fragment in citation.place.within()):
            yield problem(
                "HB302",
                location,
                f"{citation.place} i {act.name} finns inte i registret.",
                f"Lägg till lagrummet under {act.id} i data/regulations.yml, efter att ha läst "
                "det, eller rätta hänvisningen.",
                key,
            )


def repealed(facts: Facts) -> Iterator[Problem]:
    """HB303: a citation of an act or section that no longer applies on the day."""
    acts = by_designation(_valid(facts))
    for citation, location, key in cited(facts):
        act = acts.get(citation.designation)
        if act is None:
            continue
        end = act.repealed
        for fragment in citation.place.within():
            section = sections(act).get(fragment)
            if section is not None and section.repealed:
                end = section.repealed
        if end is not None and end <= facts.day:
            later = ", ".join(act.replaced_by)
            yield problem(
                "HB303",
                location,
                f"{citation.text} är upphävd sedan {end}.",
                f"Hänvisa i stället till {later}." if later else "Hänvisa till det som gäller nu.",
                key,
            )


def not_yet(facts: Facts) -> Iterator[Problem]:
    """HB304: a citation of an act that is not in force on the day."""
    acts = by_designation(_valid(facts))
    for citation, location, key in cited(facts):
        act = acts.get(citation.designation)
        if act is not None and act.in_force > facts.day:
            yield problem(
                "HB304",
                location,
                f"{act.name} gäller först från {act.in_force}.",
                "Låt det framgå av texten, eller vänta med hänvisningen.",
                key,
            )


def _valid(facts: Facts) -> dict[str, Regulation]:
    return {entry.id: record for entry, record in facts.each("regulation", Regulation)}


CHECKS = (unreadable_number, unread_call, unknown_section, repealed, not_yet)
