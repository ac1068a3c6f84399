"""HB205: ids that were there in an earlier handbook, and that nothing answers to now."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from macros.problems import Location, did_you_mean, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.catalog import Catalog
    from macros.problems import Problem
    from macros.records.read import Entry

_MEANT_TO_GO: Final = frozenset(["exception"])
"""The kinds whose records are taken away when they have had their time, and have no address."""


def vanished(
    before: Mapping[str, Mapping[str, Entry]], now: Catalog, base: str
) -> Iterator[Problem]:
    """HB205: an id, or one that a record has had, that no record has or has had any more.

    Addresses, once published, keep working: they are made of ids.

    Args:
        before: the records of the earlier handbook, by kind and id.
        now: the handbook.
        base: what the earlier handbook is called.
    """
    for kind, known in before.items():
        if kind in _MEANT_TO_GO or kind in now.incomplete:
            continue
        here = now.entries[kind]
        answered = set(here)
        for entry in here.values():
            if entry.record is not None:
                answered.update(entry.record.previous_ids)
        if any(entry.record is None for entry in here.values()):
            continue  # What one of them has been called before could not be read.
        new = here.keys() - known.keys()
        for entry in known.values():
            former = entry.record.previous_ids if entry.record is not None else ()
            for gone in (entry.id, *former):
                if gone not in answered:
                    yield _told(now, entry, gone, new, base)


def _told(now: Catalog, entry: Entry, gone: str, new: set[str], base: str) -> Problem:
    kind = entry.kind
    here = now.entries[kind.name]
    if gone != entry.id and entry.id in here:
        there = here[entry.id].at("previous_ids")
        hint = f"Lägg tillbaka {gone} i previous_ids på {entry.id}."
        return problem("HB205", there, f"Det tidigare id:t ”{gone}” fanns i {base}.", hint, None)
    name = entry.record.name if entry.record is not None else gone
    same = [one for one in new if (found := here[one].record) and found.name == name]
    meant = same[0] if len(same) == 1 else ""
    hint = (
        f"Har {meant} bytt id? Skriv previous_ids: [{gone}] på den."
        if meant
        else f"Skriv previous_ids: [{gone}] på den post som den har blivit, eller som läsaren ska "
        f"skickas till. {did_you_mean(gone, new)}".strip()
    )
    return problem(
        "HB205",
        _place(now, entry),
        f"{kind.one} ”{gone}” ({name}) fanns i {base}, men inget leder från den gamla adressen.",
        hint,
    )


def _place(now: Catalog, entry: Entry) -> Location:
    """Return the file where the record would stand today."""
    paths = [one.path for one in now.sources if one.kind == entry.kind.name]
    name = PurePosixPath(entry.path).name
    same = [path for path in paths if PurePosixPath(path).name == name]
    return Location(next(iter((*same, *paths)), f"data/{entry.kind.file}.yml"))
