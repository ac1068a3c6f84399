"""All that somebody has written: files as they stand, and values as they are understood."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from macros.problems import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from macros.catalog import Source
    from macros.checks.facts import Facts


_ESCAPED: Final = re.compile(r"\\([\\\"])")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found in a text: where it begins, and its words."""

    start: int
    words: str


def apart(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits in their order, without those that lie within or over one before them."""
    kept: list[Hit] = []
    end = 0
    for hit in sorted(hits, key=lambda one: (one.start, -len(one.words))):
        if hit.start >= end:
            kept.append(hit)
            end = hit.start + len(hit.words)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the place, the record that it belongs to, the words."""

    location: Location
    record: str | None
    words: str


def places(facts: Facts, find: Callable[[str], tuple[Hit, ...]]) -> Iterator[Place]:
    """Yield where something stands in what was written, comments and heads of pages included.

    Args:
        facts: the handbook.
        find: finds it in a text.
    """
    told = set()
    for source in facts.catalog.sources:
        for hit in facts.kept.answer(find, source.text):
            told.add((source.path, hit.words))
            line = source.text.count("\n", 0, hit.start) + 1
            column = hit.start - source.text.rfind("\n", 0, hit.start)
            where = Location(source.path, line, column)
            yield Place(where, owner(facts, source, line), hit.words)
    # What only the value shows: it goes over a line's end in the file, or has signs for signs.
    for entry, leaf in facts.folded:
        for hit in find(leaf.text):
            if (entry.path, hit.words) not in told:
                told.add((entry.path, hit.words))
                yield Place(entry.at(*leaf.path), entry.key, hit.words)
    # And what no field holds: the head of a page, a field that is not.
    for source in facts.catalog.sources:
        for number, shown in escaped_lines(source.text):
            for hit in find(shown):
                if (source.path, hit.words) not in told:
                    told.add((source.path, hit.words))
                    where = Location(source.path, number)
                    yield Place(where, owner(facts, source, number), hit.words)


def escaped_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines in which quotes or slashes are escaped, as they are read, with their numbers.

    Between double quotes YAML reads two backslashes as one, and a quote after one as a quote.
    """
    if "\\" in text:
        for number, line in enumerate(text.split("\n"), 1):
            if "\\" in line:
                yield number, _ESCAPED.sub(r"\1", line)


def names(facts: Facts) -> Iterator[tuple[Location, str]]:
    """Yield the files of data, pages and images: where each is told of, and its name.

    The folders above data and docs are not the editor's.
    """
    for source in facts.catalog.sources:
        if source.kind is not None:
            yield Location(source.path), posixpath.basename(source.path)
    for page in facts.catalog.pages.values():
        yield Location(page.path), page.source
    for image in sorted(facts.catalog.images):
        yield Location(f"docs/{image}"), image


def owner(facts: Facts, source: Source, line: int) -> str | None:
    """Return the key of the record that a line of a file belongs to."""
    if source.kind is None:
        return None
    before = [
        entry
        for entry in facts.catalog.entries[source.kind].values()
        if entry.path == source.path and entry.node.line <= line
    ]
    return max(before, key=lambda entry: entry.node.line).key if before else None
