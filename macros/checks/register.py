"""HB3: the register of law itself, before anything is judged by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.citations.place import read_place
from macros.problems import problem
from macros.records.law import Regulation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


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


def twice(facts: Facts) -> Iterator[Problem]:
    """HB308: an act or a section that stands twice, so that one would hide the other."""
    acts: dict[str, str] = {}
    for entry, regulation in facts.each("regulation", Regulation):
        first = acts.setdefault(regulation.designation, entry.id)
        if first != entry.id:
            yield problem(
                "HB308",
                entry.at("designation"),
                f"{regulation.designation} är redan posten {first}.",
                "Slå ihop de två posterna, eller rätta beteckningen.",
                entry.key,
            )
        numbers: set[str] = set()
        for index, section in enumerate(regulation.sections):
            place = read_place(section.number)
            fragment = place.fragment if place else section.number
            if fragment in numbers:
                yield problem(
                    "HB308",
                    entry.at("sections", index, "number"),
                    f"{section.number} står redan under {entry.id}.",
                    "Slå ihop de två, eller rätta numret.",
                    entry.key,
                )
            numbers.add(fragment)


def no_reason(facts: Facts) -> Iterator[Problem]:
    """HB111, HB113: a change said not to matter without a reason, or for another change."""
    for entry, regulation in facts.each("regulation", Regulation):
        for index, section in enumerate(regulation.sections):
            mark = section.not_material
            if not section.material and mark is None:
                yield problem(
                    "HB111",
                    entry.at("sections", index, "material"),
                    "Fältet ”not_material” (Varför inte i sak) saknas.",
                    "Skriv vilken ändring det gäller och varför, eller ta bort material.",
                    entry.key,
                )
            elif mark is not None and mark.changed != section.changed:
                yield problem(
                    "HB113",
                    entry.at("sections", index, "not_material", "changed"),
                    f"Märket gäller ändringen {mark.changed}, men changed säger {section.changed}.",
                    "Läs den nya ändringen. Rätta dagen om den inte heller spelar någon roll, "
                    "annars ta bort märket.",
                    entry.key,
                )


def tells_of_nothing(facts: Facts) -> Iterator[Problem]:
    """HB301: a record that says it tells of an act that the register lacks."""
    if not facts.catalog.acts_are_whole:
        return
    for entry in facts.catalog.all():
        for leaf in entry.leaves:
            if leaf.path[0] == "tells_of" and leaf.text not in facts.statutes.acts:
                yield problem(
                    "HB301",
                    entry.at(*leaf.path),
                    f"Lagen ”{leaf.text}” finns inte i registret.",
                    "Skriv lagens beteckning som i data/regulations.yml, till exempel 2018:1174.",
                    entry.key,
                )


CHECKS = (unreadable_number, twice, no_reason, tells_of_nothing)
