"""HB701: what must never stand in a repository (DESIGN: never in the data)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from macros.checks.persons import personal_numbers
from macros.checks.written import owner
from macros.problems import Location, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.catalog import Source
    from macros.checks.facts import Facts
    from macros.problems import Problem

# Explaining the law is what some kinds are for; these say something of an own thing.
_ABOUT_OURS: Final = {
    "asset": "om en tillgång",
    "processing": "om en behandling",
    "supplier": "om en leverantör",
    "procurement": "om en upphandling",
    "exception": "i ett undantag",
}
_CLASSIFIED = re.compile(
    r"kvalificerat\s+hemlig|begränsat\s+hemlig|säkerhetsskyddsklass|säkerhetsskyddsavtal|"
    r"säkerhetspröv|säkerhetsskyddsklassificera|säkerhetskänslig\s+verksamhet",
    re.IGNORECASE,
)
# Marks that no reader sees: soft hyphens, and what joins or parts words without a width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
# Fields whose numbers are of something else, by rules of their own.
_OTHER_NUMBERS: Final = ("organisation_number", "phone", "public_phone")
_REMEDY: Final = (
    "Ta bort uppgiften ur filen, spara inte ändringen i git, och tala med säkerhetsskyddschefen."
)


def classified(facts: Facts) -> Iterator[Problem]:
    """HB701: säkerhetsskydd said of one of our own assets, suppliers or procurements."""
    said: set[str] = set()
    for kind, about in _ABOUT_OURS.items():
        for entry in facts.catalog.entries[kind].values():
            for leaf in entry.leaves:
                found = _CLASSIFIED.search(_seen(leaf.text))
                if found and not leaf.shape.law:
                    said.add(leaf.text)
                    message = f"”{_plain(found[0])}” får inte stå {about}."
                    yield problem("HB701", entry.at(*leaf.path), message, _REMEDY, entry.key)
    for source in facts.catalog.sources:
        if source.kind in _ABOUT_OURS:
            yield from _in_comments(source, said)


def _in_comments(source: Source, said: set[str]) -> Iterator[Problem]:
    """Yield what comments say; a line of a text may look like one, and is told already."""
    for match in _COMMENT.finditer(source.text):
        found = _CLASSIFIED.search(_seen(match[0]))
        if found and not any(match[0].strip() in text for text in said):
            start = match.start()
            line = source.text.count("\n", 0, start) + 1
            where = Location(source.path, line, start - source.text.rfind("\n", 0, start))
            message = f"”{_plain(found[0])}” får inte stå i en kommentar."
            yield problem("HB701", where, message, _REMEDY)


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _plain(text: str) -> str:
    return " ".join(text.split())


def personal_number(facts: Facts) -> Iterator[Problem]:
    """HB701: a personal identity number, in data or prose, in a comment or a value."""
    spared, told = _spared(facts), set()
    for source in facts.catalog.sources:
        for found in facts.kept.answer(personal_numbers, source.text, facts.day):
            told.add((source.path, found.digits))
            if (source.path, found.line, found.digits) not in spared:
                where = Location(source.path, found.line, found.column)
                yield _number(where, owner(facts, source, found.line))
    # What only the value shows: a number that the file parts between two lines, or escapes.
    for entry, leaf in facts.folded:
        if leaf.path[-1] not in _OTHER_NUMBERS:
            for found in personal_numbers(leaf.text, facts.day):
                if (entry.path, found.digits) not in told:
                    yield _number(entry.at(*leaf.path), entry.key)


def _spared(facts: Facts) -> set[tuple[str, int, str]]:
    """Return where numbers of something else stand: the file, the line, the last ten digits."""
    spared = set()
    for entry in facts.catalog.all():
        for leaf in entry.leaves:
            if leaf.path[-1] in _OTHER_NUMBERS:
                line, _ = entry.node.place(leaf.path)
                spared.add((entry.path, line, re.sub("[^0-9]", "", leaf.text)[-10:]))
    return spared


def _number(where: Location, record: str | None) -> Problem:
    return problem(
        "HB701",
        where,
        "Texten innehåller ett personnummer.",
        "Ta bort det. Handboken har roller, aldrig enskilda personer.",
        record,
    )


CHECKS = (classified, personal_number)
