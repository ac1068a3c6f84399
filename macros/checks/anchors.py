"""HB8: the places inside pages that links name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros import prose
from macros.problems import did_you_mean, problem
from macros.records.kinds import KINDS, Owner
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.scalars import Audience

_AT_THE_END: Final = frozenset(["mer", "anvands-av", "nytt"])
"""What data adds at the end of the page of a policy, recommendation or role."""


def broken_anchor(facts: Facts) -> Iterator[Problem]:
    """HB813: a link to a place that its page does not have.

    Places are what Markdown makes of headings, and what is written with ``{#ankare}`` or ``id``.
    """
    for page in facts.catalog.pages.values():
        told = set()
        for who, seen in page.editions():
            for link in seen.links:
                if link in told or link.image or not link.target.partition("#")[2]:
                    continue
                missing = _missing(facts, who, seen, link)
                if missing is not None:
                    told.add(link)
                    yield missing


def _missing(facts: Facts, who: Audience, page: prose.Page, link: prose.Link) -> Problem | None:
    led = list(_pages(facts, who, page, link))
    known = [_places(facts, one) for one, _ in led]
    if not led or None in known:
        return None
    if any(name in places for (_, name), places in zip(led, known, strict=True) if places):
        return None
    there, name = led[0]
    return problem(
        "HB813",
        link.location,
        f"På sidan {there.source} finns inget ankare ”{name}”.",
        did_you_mean(name, there.anchors)
        or f"Skriv {{#{name}}} efter rubriken dit länken ska leda, eller rätta länken.",
    )


def _pages(
    facts: Facts, who: Audience, page: prose.Page, link: prose.Link
) -> Iterator[tuple[prose.Page, str]]:
    """Yield the pages that a link may lead to as an audience sees them, with the place in each."""
    files = facts.catalog.page_files
    ways = prose.targets(page, link)
    for path, name in ways[:1] if ways and ways[0][0] in files else ways:
        address = prose.address(path) if path in files else prose.address_of_path(path)
        there = facts.catalog.pages.get(address)
        if there is not None and name:
            yield there.for_audience(who), name


def _places(facts: Facts, page: prose.Page) -> frozenset[str] | None:
    """Return the places of a page, None where a macro's answer is part of one."""
    if any(prose.OPAQUE in one.text and one.anchor is None for one in page.headings):
        return None
    places = page.anchors
    folder, _, record_id = page.address.rstrip("/").rpartition("/")
    for kind in KINDS.values():
        if kind.owner is Owner.SHARED and kind.address("") == f"{page.address}#":
            for entry in facts.catalog.entries[kind.name].values():
                former = entry.record.previous_ids if entry.record is not None else ()
                places |= {entry.id, *former}
        elif kind.owner is Owner.PROSE and (kind.folder, bool(record_id)) == (folder, True):
            places |= _AT_THE_END | {name.replace("_", "-") for name in fields(kind.model)}
    return places


CHECKS = (broken_anchor,)
