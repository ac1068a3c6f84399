"""HB8: the pages of prose, and the records that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import Location, did_you_mean, problem
from macros.records.kinds import KINDS, Owner
from macros.records.scalars import is_slug, slugged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def missing_page(facts: Facts) -> Iterator[Problem]:
    """HB805: a policy, recommendation or role without its page."""
    for kind in KINDS.values():
        if kind.owner is not Owner.PROSE:
            continue
        for entry in facts.catalog.entries[kind.name].values():
            if f"{kind.folder}/{entry.id}.md" not in facts.catalog.page_files:
                yield problem(
                    "HB805",
                    entry.at("id"),
                    f"Sidan docs/{kind.folder}/{entry.id}.md saknas.",
                    "Skriv sidan, eller ta bort posten.",
                    entry.key,
                )


def unknown_owner(facts: Facts) -> Iterator[Problem]:
    """HB201: a page whose head names an owner that is no role."""
    known = facts.catalog.entries["role"]
    if "role" in facts.catalog.incomplete:
        return
    for page in facts.catalog.pages.values():
        owner = page.front.owner
        if owner is not None and owner not in known:
            yield problem(
                "HB201",
                page.text.head("owner"),
                f"Det finns ingen roll med id ”{owner}” i roles.yml.",
                did_you_mean(owner, known) or "Skriv id för en roll som finns.",
            )


def page_without_record(facts: Facts) -> Iterator[Problem]:
    """HB806: a page where only records have pages, and no record of its name."""
    for kind in KINDS.values():
        if kind.owner is Owner.SHARED or kind.name in facts.catalog.incomplete:
            continue
        prefix = f"{kind.folder}/"
        known = facts.catalog.entries[kind.name]
        for page in facts.catalog.pages.values():
            rest = page.address.removeprefix(prefix).strip("/")
            if page.address.startswith(prefix) and rest:
                if kind.owner is Owner.DATA:
                    message = f"Sidorna under {prefix} skrivs från data."
                elif "/" in rest or rest not in known:
                    message = f"Sidan hör inte till någon post i data/{kind.file}.yml."
                else:
                    continue
                hint = did_you_mean(rest, known) or f"Lägg till posten i data/{kind.file}.yml."
                yield problem("HB806", Location(page.path), message, hint)


def other_audience(facts: Facts) -> Iterator[Problem]:
    """HB810: a page whose audience is not that of the record that it belongs to."""
    for kind in KINDS.values():
        if kind.owner is not Owner.PROSE:
            continue
        for entry in facts.catalog.entries[kind.name].values():
            page = facts.catalog.pages.get(kind.address(entry.id))
            record = entry.record
            if page is None or record is None or page.audience is record.audience:
                continue
            yield problem(
                "HB810",
                Location(page.path),
                f"Sidan är till för {page.audience.label.lower()}, men posten i "
                f"data/{kind.file}.yml för {record.audience.label.lower()}.",
                f"Skriv samma målgrupp på båda ställena: audience: {record.audience} här, eller "
                f"audience: {page.audience} på posten.",
                entry.key,
            )


def odd_name(facts: Facts) -> Iterator[Problem]:
    """HB811: a page whose file name cannot stand in an address as it is."""
    for path in sorted(facts.catalog.page_files):
        parts = path.removesuffix(".md").split("/")
        if parts[-1] == "README":
            parts.pop()
        if not all(is_slug(part) for part in parts):
            better = "/".join(slugged(part) for part in parts)
            yield problem(
                "HB811",
                Location(f"docs/{path}"),
                "Sidans namn, eller mappens, kan inte stå i en adress.",
                f"Använd bara a–z, siffror och bindestreck, till exempel {better}.md.",
            )


CHECKS = (
    missing_page,
    unknown_owner,
    page_without_record,
    other_audience,
    odd_name,
)
