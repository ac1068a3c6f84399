"""HB3: what records and pages say of the law, against the register and the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros.citations.place import read_place
from macros.citations.read import read_one
from macros.problems import Severity, did_you_mean, problem
from macros.records.kinds import KINDS
from macros.records.law import Regulation
from macros.records.shape import leaves
from macros.reliance import last_review, location
from macros.signatures import SIGNATURES, given
from macros.statutes import AMBIGUOUS, NOT_YET, REPEALED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.checks.facts import Facts
    from macros.citations.read import Citation
    from macros.problems import Location, Problem
    from macros.reliance import Use
    from macros.statutes import Found

LIKE = "Skriv till exempel 18 kap. 8 § 3 OSL, 10 § arkivlagen eller artikel 28.3 GDPR."


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


def no_reason(facts: Facts) -> Iterator[Problem]:
    """HB111: a change that is said not to matter, without saying why."""
    for entry, regulation in facts.each("regulation", Regulation):
        for index, section in enumerate(regulation.sections):
            if not section.material and not section.not_material:
                yield problem(
                    "HB111",
                    entry.at("sections", index, "material"),
                    "Fältet ”not_material” (Varför inte i sak) saknas.",
                    "Skriv varför ändringen inte kräver någon översyn, eller ta bort material.",
                    entry.key,
                )


def _quoted(facts: Facts) -> Iterator[tuple[str, Location, str | None]]:
    """Yield the texts that are one citation and nothing else: of fields, and given to macros."""
    for entry in facts.catalog.all():
        for leaf in leaves(entry.kind.model, entry.node):
            if leaf.shape.law:
                yield leaf.text, entry.at(*leaf.path), entry.key
    for page in facts.catalog.pages.values():
        for call in page.calls:
            signature = SIGNATURES.get(call.name)
            for parameter in signature.parameters if signature is not None else ():
                value = given(call, signature).get(parameter.name) if signature else None
                if parameter.law and isinstance(value, str):
                    yield value, call.location, None


def unread(facts: Facts) -> Iterator[Problem]:
    """HB301, HB307: a field or a macro's argument that is no citation, or of no known name."""
    names = facts.catalog.names
    if not facts.catalog.acts_are_whole:
        return
    for text, place, key in _quoted(facts):
        citation = read_one(text, names)
        if citation is None:
            said = f"”{text}” går inte att läsa som ett lagrum."
            yield problem("HB307", place, said, LIKE, key)
        elif not citation.designation:
            said = f"Lagen i ”{text}” finns inte i registret."
            hint = did_you_mean(_name(citation), names.all()) or (
                "Skriv lagens namn som i data/regulations.yml, eller lägg till lagen där."
            )
            yield problem("HB301", place, said, hint, key)


def _name(citation: Citation) -> str:
    """Return what a citation calls its act."""
    place = str(citation.place)
    return citation.text.rsplit(place, maxsplit=1)[-1].strip() if place else citation.text


def _at(facts: Facts, use: Use, code: str, message: str, hint: str) -> Problem:
    """Return a problem at a citation."""
    key = None if use.kind == "page" else f"{use.kind}/{use.id}"
    return problem(code, location(use, facts.catalog), message, hint, key)


def unknown_act(facts: Facts) -> Iterator[Problem]:
    """HB301: an act cited by its number that the register lacks."""
    for use in facts.uses:
        designation = use.cited.designation
        if AMBIGUOUS not in designation and designation not in facts.statutes.acts:
            said = f"Lagen i ”{_plain(use)}” finns inte i registret."
            hint = "Är numret rätt? Lägg då till lagen i data/regulations.yml, när du har läst den."
            yield _at(facts, use, "HB301", said, hint)


def ambiguous(facts: Facts) -> Iterator[Problem]:
    """HB305: a name or an abbreviation that could be either of several acts."""
    for use in facts.uses:
        meant = use.cited.designation.split(AMBIGUOUS)
        if len(meant) > 1:
            said = f"”{_plain(use)}” kan vara {' eller '.join(meant)}."
            hint = f"Skriv ut numret, till exempel lagen ({meant[-1]})."
            yield _at(facts, use, "HB305", said, hint)


def unknown_section(facts: Facts) -> Iterator[Problem]:
    """HB302: a citation of a section that the register lacks."""
    for use in facts.uses:
        for place in filter(None, (use.cited.place, use.cited.last)):
            found = facts.statutes.find(use.cited.designation, place)
            if found is not None and not found.known:
                said = f"{place} i {found.act.name} finns inte i registret."
                hint = (
                    f"Lägg till lagrummet under {found.act.id} i data/regulations.yml, efter att "
                    "ha läst det, eller rätta hänvisningen."
                )
                yield _at(facts, use, "HB302", said, hint)


def repealed(facts: Facts) -> Iterator[Problem]:
    """HB303: a citation of what no longer applies on the day.

    An error where who cites it was gone through after the repeal. What is marked as history may
    be told.
    """
    for use, found in _found(facts):
        if use.past or found.status(facts.day) != REPEALED or found.ends is None:
            continue
        reviewed = _reviewed(facts, use)
        hint = _instead(facts, found)
        said = f"{_plain(use)} är upphävd sedan {found.ends}"
        late = reviewed is not None and reviewed >= found.ends
        said += f", men texten gicks igenom {reviewed}." if late else "."
        one = _at(facts, use, "HB303", said, hint)
        yield replace(one, severity=Severity.ERROR) if late else one


def not_yet(facts: Facts) -> Iterator[Problem]:
    """HB304: a citation of what is not in force on the day."""
    for use, found in _found(facts):
        if not use.past and found.status(facts.day) == NOT_YET:
            said = f"{_plain(use)} gäller först från {found.begins}."
            hint = "Låt det framgå av texten, eller vänta med hänvisningen."
            yield _at(facts, use, "HB304", said, hint)


def changed_since(facts: Facts) -> Iterator[Problem]:
    """HB306: a section that has changed in substance since who cites it was last gone through."""
    told: set[tuple[str, str, str, str]] = set()
    for use, found in _found(facts):
        section = found.section
        if use.past or section is None or section.changed is None or not section.material:
            continue
        if not _readable(facts, use):
            continue  # When it was gone through is not known; its own problem is told.
        reviewed = _reviewed(facts, use)
        key = (use.kind, use.id, use.cited.designation, found.fragment)
        current = section.changed <= facts.day
        if not current or key in told or (reviewed is not None and reviewed >= section.changed):
            continue
        told.add(key)
        when = f"gicks igenom {reviewed}" if reviewed else "har inget datum för genomgång"
        said = f"{section.number} i {found.act.name} ändrades {section.changed}, men texten {when}."
        hint = (
            "Läs lagrummet, ändra det som behövs och skriv dagen i reviewed. Spelar ändringen "
            f"ingen roll för någon, skriv material: false under {found.act.id}."
        )
        yield _at(facts, use, "HB306", said, hint)


def _found(facts: Facts) -> Iterator[tuple[Use, Found]]:
    for use in facts.uses:
        found = facts.statutes.find(use.cited.designation, use.cited.place)
        # What an act says of its own sections is the register's business.
        if found is not None and (use.kind, use.id) != ("regulation", found.act.id):
            yield use, found


def _plain(use: Use) -> str:
    """Return a citation's words on one line."""
    return " ".join(use.cited.text.split())


def _instead(facts: Facts, found: Found) -> str:
    """Return what to cite in the place of what is repealed, and what that still applies to."""
    section, act = found.section, found.act
    if section is not None and (section.replaced_by or act.repealed is None):
        later, still = list(section.replaced_by), section.still_applies_to
    else:
        known = facts.catalog.entries["regulation"]
        records = (known[one].record for one in act.replaced_by if one in known)
        later, still = [one.name for one in records if one], act.still_applies_to
    hint = f"Hänvisa i stället till {', '.join(later)}" if later else "Hänvisa till det som gäller"
    hint += ", eller märk det som historik."
    return f"{hint} Det gamla gäller ännu för: {still.rstrip('.')}." if still else hint


def _policy_of(use: Use) -> str | None:
    """Return the id of the policy whose text a page is, None for other pages."""
    folder, _, name = use.id.rstrip("/").rpartition("/")
    return name if use.kind == "page" and folder == KINDS["policy"].folder else None


def _readable(facts: Facts, use: Use) -> bool:
    """Say whether the record that cites, or whose text the page is, could be read."""
    kind, name = ("policy", _policy_of(use)) if use.kind == "page" else (use.kind, use.id)
    entry = facts.catalog.entries[kind].get(name or "")
    return entry is None or entry.record is not None


def _reviewed(facts: Facts, use: Use) -> date | None:
    """Return when who cites was last gone through; a policy's page also by its adoption."""
    if use.kind != "page":
        record = facts.catalog.entries[use.kind][use.id].record
        return last_review(record, facts.day) if record is not None else None
    page = facts.catalog.pages[use.id]
    if page.front.reviewed is not None and page.front.reviewed <= facts.day:
        return page.front.reviewed
    entry = facts.catalog.entries["policy"].get(_policy_of(use) or "")
    return last_review(entry.record, facts.day) if entry and entry.record else None


CHECKS = (
    unreadable_number,
    no_reason,
    unread,
    unknown_act,
    ambiguous,
    unknown_section,
    repealed,
    not_yet,
    changed_since,
)
