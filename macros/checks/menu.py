"""HB8: how a reader finds a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from macros import prose
from macros.problems import Location, Severity, did_you_mean, problem
from macros.records.kinds import KINDS, Owner
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

_START: Final = "index.md"


def no_way(facts: Facts) -> Iterator[Problem]:
    """HB814: a page that neither the menu nor any page leads to.

    A page that only other pages lead to is found by those who read them: that is told as advice.
    """
    menu = facts.catalog.menu
    if menu is None:
        return
    listed = {one.path for one in menu}
    sources = {page.source: page for page in facts.catalog.pages.values()}
    reached = set(_shown_by_records(facts))
    left = [_START, *listed, *reached]
    reached.update(left)
    while left:
        page = sources.get(left.pop())
        for led in _led_to(facts, page) if page is not None else ():
            if led not in reached:
                reached.add(led)
                left.append(led)
    for path in sorted(sources.keys() - listed):
        where = Location(sources[path].path)
        hint = f"Lägg till {path} under nav i mkdocs.yml"
        if path not in reached:
            said = "Sidan står inte i menyn, och ingen väg leder till den från startsidan."
            yield problem("HB814", where, said, f"{hint}, eller länka till den.")
        else:
            told = problem("HB814", where, "Sidan står inte i menyn.", f"{hint}.")
            yield replace(told, severity=Severity.ADVICE)


def astray(facts: Facts) -> Iterator[Problem]:
    """HB820: a row of the menu that leads to no page, or to one that the menu has already."""
    first: dict[str, int] = {}
    for item in facts.catalog.menu or ():
        where = Location(facts.catalog.menu_file, item.line, item.column)
        if not item.path.endswith(prose.PAGE) or "://" in item.path:
            continue
        if item.path not in facts.catalog.page_files:
            hint = did_you_mean(item.path, facts.catalog.page_files) or (
                "Skriv sidans väg från mappen docs, en sida på varje rad."
            )
            said = f"Menyn leder till {item.path[:80]}, som inte finns."
            yield problem("HB820", where, said, hint)
        elif item.path in first:
            said = f"Menyn har redan {item.path}, på rad {first[item.path]}."
            yield problem("HB820", where, said, "Ta bort den ena raden.")
        first.setdefault(item.path, item.line)


def _page_of(kind: str, record_id: object) -> str | None:
    owner = KINDS[kind]
    return f"{owner.folder}/{record_id}{prose.PAGE}" if owner.owner is Owner.PROSE else None


def _shown_by_records(facts: Facts) -> Iterator[str]:
    """Yield the pages of records that other records refer to: each links to them."""
    for entry in facts.catalog.all():
        for leaf in entry.leaves:
            if leaf.shape.ref and (path := _page_of(leaf.shape.ref, leaf.text)):
                yield path


def _led_to(facts: Facts, page: prose.Page) -> Iterator[str]:
    """Yield the pages that a page leads to, by its links and by what its macros show."""
    for link in page.links:
        for path, _ in prose.targets(page, link):
            there = facts.catalog.pages.get(prose.address_of_path(path))
            yield path if there is None else there.source
    for call in page.calls:
        signature = SIGNATURES.get(call.name)
        if signature is None:
            continue
        named = given(call, signature)
        for one in signature.parameters:
            if one.ref and (shown := _page_of(one.ref, named.get(one.name))):
                yield shown
        if signature.kind:
            yield from _all_of(facts, signature.kind)


def _all_of(facts: Facts, kind: str) -> Iterable[str]:
    known = facts.catalog.entries[kind]
    return [path for one in known if (path := _page_of(kind, one)) is not None]


CHECKS = (no_way, astray)
