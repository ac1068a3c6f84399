"""HB3: by what names acts are cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from macros.checks.facts import at, words_of
from macros.citations.text import read_all
from macros.problems import Location, Severity, did_you_mean, problem
from macros.statutes import AMBIGUOUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.prose import Text

_NUMBER = re.compile(r"(?P<name>.*\w)\s*\((?:SFS )?(?P<number>\d{4}:\d{1,4})\)?", re.DOTALL)


def ambiguous(facts: Facts) -> Iterator[Problem]:
    """HB305: a name or an abbreviation that could be either of several acts."""
    for use in facts.uses:
        meant = use.cited.designation.split(AMBIGUOUS)
        if len(meant) > 1:
            said = f"”{words_of(use)}” kan vara {' eller '.join(meant)}."
            hint = f"Skriv ut numret, till exempel lagen ({meant[-1]})."
            yield at(facts, use, "HB305", said, hint)


def contradiction(facts: Facts) -> Iterator[Problem]:
    """HB309: a name of one act with the number of another."""
    table = facts.catalog.names.table()
    for use in facts.uses:
        numbered = _NUMBER.search(use.cited.text)
        act = facts.statutes.acts.get(numbered["number"]) if numbered else None
        if numbered is None or act is None:
            continue
        named = read_all(numbered["name"], table)
        if named and act.designation not in named[-1].designation.split(AMBIGUOUS):
            other = facts.statutes.acts.get(named[-1].designation)
            yield at(
                facts,
                use,
                "HB309",
                f"”{words_of(use)}”: numret hör till {act.name}, men namnet till en annan lag.",
                f"Skriv {act.name} ({act.designation})"
                + (f", eller {other.name} ({other.designation})." if other else "."),
            )


def stranger(facts: Facts) -> Iterator[Problem]:
    """HB301: a place in an act by a name that the register lacks. It may be no act: a warning."""
    if not facts.catalog.acts_are_whole:
        return
    names = facts.catalog.names
    for text, where, key, shown in _texts(facts):
        for start, end in facts.citations.strangers(text):
            words = " ".join(text[start:end].split())
            if shown is not None and shown.in_call(start, end):
                continue  # What a call is given is told where it stands.
            found = problem(
                "HB301",
                where(start, end),
                f"Lagen i ”{words}” finns inte i registret.",
                did_you_mean(words.rpartition(" ")[2], names.all())
                or "Lägg till lagen i data/regulations.yml, när du har läst den.",
                key,
            )
            yield replace(found, severity=Severity.WARNING)


_Where = Callable[[int, int], Location]


def _texts(facts: Facts) -> Iterator[tuple[str, _Where, str | None, Text | None]]:
    """Yield all running text, with what tells where a stretch of it stands, and whose it is."""
    for entry in facts.catalog.all():
        for leaf in entry.leaves:
            if leaf.shape.prose:
                yield leaf.text, _always(entry.at(*leaf.path)), entry.key, None
    for page in facts.catalog.pages.values():
        yield page.text.plain, page.text.place, None, page.text


def _always(place: Location) -> Callable[[int, int], Location]:
    """Return what gives one place whatever it is asked for."""
    return lambda _start, _end: place


CHECKS = (ambiguous, contradiction, stranger)
