"""HB201: a whole file of facts that is gone, told once and not at every reference to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros.problems import Location, problem
from macros.records.kinds import KINDS, Owner
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.catalog import Catalog
    from macros.problems import Problem
    from macros.prose import Call


def files(catalog: Catalog) -> tuple[Catalog, list[Problem]]:
    """Return a problem for each kind that is used but has no file.

    The catalog that is returned with them knows those kinds as incomplete, so that no check tells
    what only follows.
    """
    used: dict[str, list[Location]] = {}
    for kind, where in _uses(catalog):
        if kind in catalog.absent:
            used.setdefault(kind, []).append(where)
    problems = [
        problem(
            "HB201",
            places[0],
            f"Filen {KINDS[kind].file}.yml finns inte, men behövs här"
            + (f" och på {len(places) - 1} ställen till." if len(places) > 1 else "."),
            "Lägg tillbaka filen, eller ta bort det som hänvisar till den.",
        )
        for kind, places in used.items()
    ]
    return replace(catalog, incomplete=catalog.incomplete | used.keys()), problems


def _uses(catalog: Catalog) -> Iterator[tuple[str, Location]]:
    """Yield the kinds that something needs, and where: references, citations, calls and pages."""
    if not catalog.absent:
        return
    for entry in catalog.all():
        for leaf in entry.leaves:
            kind = "regulation" if leaf.shape.law else leaf.shape.ref
            if kind is not None:
                yield kind, entry.of(leaf)
    for page in catalog.pages.values():
        for call in page.calls:
            for kind in _asked(call):
                yield kind, call.location
        folder = page.address.rstrip("/").rpartition("/")[0]
        for one in KINDS.values():
            if one.owner is Owner.PROSE and one.folder == folder:
                yield one.name, Location(page.path)


def _asked(call: Call) -> Iterator[str]:
    """Yield the kinds of the records that a call names."""
    signature = SIGNATURES.get(call.name)
    if signature is None:
        return
    named = given(call, signature)
    for parameter in signature.parameters:
        if parameter.name in named and (parameter.ref or parameter.law):
            yield parameter.ref or "regulation"
