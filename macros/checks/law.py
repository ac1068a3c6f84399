"""HB3: what records and pages say of the law, against the register and the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from macros.checks.facts import at, words_of
from macros.problems import Severity, did_you_mean, problem
from macros.records.kinds import KINDS
from macros.records.law import Regulation, Section
from macros.reliance import last_review
from macros.signatures import SIGNATURES, given
from macros.statutes import AMBIGUOUS, NOT_YET, REPEALED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.citations.read import Citation
    from macros.problems import Location, Problem
    from macros.reliance import Use
    from macros.statutes import Found

LIKE = "Skriv till exempel 18 kap. 8 § 3 OSL, 10 § arkivlagen eller artikel 28.3 GDPR."


def _quoted(facts: Facts) -> Iterator[tuple[str, Location, str | None]]:
    """Yield the texts that are one citation and nothing else: of fields, and given to macros."""
    for entry in facts.catalog.all():
        for leaf in entry.leaves:
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
        citation = facts.citations.one(text)
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


def unknown_act(facts: Facts) -> Iterator[Problem]:
    """HB301: an act cited by its number that the register lacks."""
    for use in facts.uses:
        designation = use.cited.designation
        if AMBIGUOUS not in designation and designation not in facts.statutes.acts:
            said = f"Lagen i ”{words_of(use)}” finns inte i registret."
            hint = "Är numret rätt? Lägg då till lagen i data/regulations.yml, när du har läst den."
            yield at(facts, use, "HB301", said, hint)


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
                yield at(facts, use, "HB302", said, hint)


def repealed(facts: Facts) -> Iterator[Problem]:
    """HB303: a citation of what no longer applies on the day.

    An error where who cites it was gone through after the repeal. What is marked as history may
    be told.
    """
    for use, every in _found(facts):
        found = next((one for one in every if one.status(facts.day) == REPEALED), None)
        if found is None or found.ends is None or _is_history(facts, use, found):
            continue
        reviewed = _reviewed(facts, use)
        said = f"{words_of(use)} är upphävd sedan {found.ends}"
        late = reviewed is not None and reviewed >= found.ends
        said += f", men texten gicks igenom {reviewed}." if late else "."
        one = at(facts, use, "HB303", said, _instead(facts, found))
        yield replace(one, severity=Severity.ERROR) if late else one


def _is_history(facts: Facts, use: Use, found: Found) -> bool:
    """Say whether a citation is marked as history; a record tells only of acts that have ended."""
    ended = found.act.repealed is not None and found.act.repealed <= facts.day
    return use.past and (ended or use.kind == "page")


def not_yet(facts: Facts) -> Iterator[Problem]:
    """HB304: a citation of what is not in force on the day."""
    for use, every in _found(facts):
        found = next((one for one in every if one.status(facts.day) == NOT_YET), None)
        if found is not None:
            said = f"{words_of(use)} gäller först från {found.begins}."
            hint = "Låt det framgå av texten, eller vänta med hänvisningen."
            yield at(facts, use, "HB304", said, hint)


def changed_since(facts: Facts) -> Iterator[Problem]:
    """HB306: a section that has changed in substance since who cites it was last gone through."""
    told: set[tuple[str, str, str, str]] = set()
    for use, every in _found(facts):
        changed = {one.number: one for found in every for one in found.changed(facts.day)}
        if not use.cited.fragment or not changed or not _readable(facts, use):
            continue  # Of what is not read it is not known when it was gone through.
        reviewed = _reviewed(facts, use)
        for section in changed.values():
            key = (use.kind, use.id, use.cited.designation, section.number)
            late = reviewed is None or (section.changed is not None and reviewed < section.changed)
            if key not in told and late:
                told.add(key)
                yield at(facts, use, "HB306", *_changed(every[0].act, section, reviewed))


def _changed(act: Regulation, section: Section, reviewed: date | None) -> tuple[str, str]:
    when = f"gicks igenom {reviewed}" if reviewed else "har inget datum för genomgång"
    said = f"{section.number} i {act.name} ändrades {section.changed}, men texten {when}."
    hint = (
        "Läs lagrummet, ändra det som behövs och skriv dagen i reviewed. Spelar ändringen "
        f"ingen roll för någon, skriv material: false under {act.id}."
    )
    return said, hint


def _found(facts: Facts) -> Iterator[tuple[Use, list[Found]]]:
    """Yield each citation with all that it names: of a range everything between, too.

    What an act says of itself is the register's business, but not what it says of its parts.
    """
    for use in facts.uses:
        every = facts.statutes.covered(use.cited)
        if every and ((use.kind, use.id) != ("regulation", every[0].act.id) or use.cited.fragment):
            if use.kind == "regulation" and every[0].act.id == use.id:
                # Where the act itself has ended, or is still to come, all its parts are so.
                every = [replace(one, act=_ever(one.act)) for one in every]
            yield use, every


def _ever(act: Regulation) -> Regulation:
    """Return an act as if it had always been in force."""
    return act.model_copy(update={"in_force": date.min, "repealed": None})


def _instead(facts: Facts, found: Found) -> str:
    """Return what to cite in the place of what is repealed, and what that still applies to."""
    section, act = found.section, found.act
    if section is not None and (section.replaced_by or act.repealed is None):
        later, still = list(section.replaced_by), section.still_applies_to
    else:
        later, still = [one.name for one in _in_force(facts, act)], act.still_applies_to
    hint = f"Hänvisa i stället till {', '.join(later)}" if later else "Hänvisa till det som gäller"
    hint += ", eller märk det som historik."
    return f"{hint} Det gamla gäller ännu för: {still.rstrip('.')}." if still else hint


def _in_force(facts: Facts, act: Regulation) -> list[Regulation]:
    """Return what applies in an act's place, following acts that have themselves been replaced."""
    known = {entry.id: record for entry, record in facts.each("regulation", Regulation)}
    found: list[Regulation] = []
    seen, left = {act.id}, list(act.replaced_by)
    while left:
        one = known.get(left.pop(0))
        if one is None or one.id in seen:
            continue
        seen.add(one.id)
        if one.repealed is not None and one.repealed <= facts.day:
            left.extend(one.replaced_by)
        else:
            found.append(one)
    return found


def _policy_of(use: Use) -> str | None:
    """Return the id of the policy whose text a page is, None for other pages."""
    folder, _, name = use.id.rstrip("/").rpartition("/")
    return name if use.kind == "page" and folder == KINDS["policy"].folder else None


def _readable(facts: Facts, use: Use) -> bool:
    """Say whether the record that cites, or whose text the page is, could be read."""
    kind, name = ("policy", _policy_of(use)) if use.kind == "page" else (use.kind, use.id)
    entry = facts.catalog.entries[kind].get(name or "")
    if entry is None:
        # Of a page that is no record's there is nothing to read; of a policy's there may be.
        return name is None or kind not in facts.catalog.incomplete
    return entry.record is not None


def _reviewed(facts: Facts, use: Use) -> date | None:
    """Return when who cites was last gone through; a policy's page also by its adoption."""
    if use.kind != "page":
        record = facts.catalog.entries[use.kind][use.id].record
        return last_review(record, facts.day) if record is not None else None
    own = facts.catalog.pages[use.id].front.reviewed
    entry = facts.catalog.entries["policy"].get(_policy_of(use) or "")
    days = [
        own if own is not None and own <= facts.day else None,
        last_review(entry.record, facts.day) if entry and entry.record else None,
    ]
    return max((day for day in days if day is not None), default=None)


CHECKS = (unread, unknown_act, unknown_section, repealed, not_yet, changed_since)
