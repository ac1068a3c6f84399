"""HB701: what must never stand in a repository (DESIGN: never in the data)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from macros.checks.persons import personal_numbers
from macros.checks.written import names, owner
from macros.problems import Location, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.catalog import Source
    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.read import Entry
    from macros.source import Node, Path

# Explaining the law is what some kinds are for; these say something of an own thing.
_ABOUT_OURS: Final = {
    "asset": "om en tillgång",
    "processing": "om en behandling",
    "supplier": "om en leverantör",
    "procurement": "om en upphandling",
    "exception": "i ett undantag",
}
CLASSIFIED: Final = re.compile(
    r"(?:kvalificerat|begr[äa]nsat)[\s_-]+hemlig\w*|s[äa]kerhetsskydds[_-]?(?:klass|avtal)\w*|"
    r"säkerhetspröv\w*|sakerhetsprovning\w*|s[äa]kerhetsk[äa]nslig[\s_-]+verksamhet",
    re.IGNORECASE,
)
"""Words of protective security, also as the name of a field has them."""

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
            for path, text in _all_of(entry.node):
                if CLASSIFIED.search(_seen(text)):
                    said.add(text)
                    message = f"Ord om säkerhetsskydd får inte stå {about}."
                    yield problem("HB701", _place(entry, path, text), message, _REMEDY, entry.key)
    for source in facts.catalog.sources:
        if source.kind in _ABOUT_OURS:
            yield from _in_comments(source, said)


def _in_comments(source: Source, said: set[str]) -> Iterator[Problem]:
    """Yield what comments say; a line of a text may look like one, and is told already."""
    for match in _COMMENT.finditer(source.text):
        found = CLASSIFIED.search(_seen(match[0]))
        if found and not any(match[0].strip() in text for text in said):
            start = match.start()
            line = source.text.count("\n", 0, start) + 1
            where = Location(source.path, line, start - source.text.rfind("\n", 0, start))
            message = "Ord om säkerhetsskydd får inte stå i en kommentar."
            yield problem("HB701", where, message, _REMEDY)


def _all_of(node: Node, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield all texts of a record with their paths, names of fields too, known or not."""
    if isinstance(node.value, dict):
        for key, inside in node.value.items():
            yield (*path, key), key
            yield from _all_of(inside, (*path, key))
    elif isinstance(node.value, list):
        for index, inside in enumerate(node.value):
            yield from _all_of(inside, (*path, index))
    elif node.value:
        yield path, node.value


def _place(entry: Entry, path: Path, text: str) -> Location:
    """Return where a text of a record stands: a field's name before what it holds."""
    if path and path[-1] == text:
        return Location(entry.path, *entry.node.key_place(path))
    return entry.at(*path)


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def personal_number(facts: Facts) -> Iterator[Problem]:
    """HB701: a personal identity number, in data or prose, in a comment or a value."""
    spared, told = _spared(facts), set()
    for source in facts.catalog.sources:
        for found in facts.kept.answer(personal_numbers, source.text, facts.day):
            told.add((source.path, found.digits))
            if (source.path, found.line, found.digits) not in spared:
                where = Location(source.path, found.line, found.column)
                yield _number(where, owner(facts, source, found.line))
    for where, name in names(facts):
        if personal_numbers(name, facts.day):
            message = "Filens namn innehåller ett personnummer."
            yield problem("HB701", where, message, "Byt namn på filen.")
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
