"""HB8: where the links of the prose lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from macros import prose
from macros.problems import did_you_mean, problem
from macros.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.scalars import Audience


_OUT: Final = {
    "https": re.compile(r"https://[\w-]+(?:\.[\w-]+)*\.?(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?"),
    "mailto": re.compile(r"mailto:[^@\s]+@[\w-]+(?:\.[\w-]+)+(?:\?\S*)?"),
    "tel": re.compile(r"tel:\+?\d(?:[\d.()-]*\d)?"),
}
"""How an address outside the handbook is written. Whether it answers is not asked here."""


def broken_link(facts: Facts) -> Iterator[Problem]:
    """HB807: a link to a page or an image that does not exist, or to no address at all."""
    pages, images = facts.catalog.page_files, facts.catalog.images
    for page in facts.catalog.pages.values():
        for link in page.links:
            form = _OUT.get(link.target.partition(":")[0].lower())
            if link.image and (form is not None or link.target.startswith("//")):
                yield problem(
                    "HB807",
                    link.location,
                    "Bilden skulle hämtas från en annan webbplats, som då får veta vem som läser.",
                    "Spara bilden i samma mapp som sidan, om ni får använda den, och länka dit.",
                )
                continue
            if form is not None and not form.fullmatch(link.target):
                yield problem(
                    "HB807",
                    link.location,
                    f"Adressen {link.target[:60]} går inte att följa.",
                    "Skriv https://, sedan namnet på webbplatsen, utan mellanslag.",
                )
                continue
            ways = [path for path, _ in prose.targets(page, link)]
            first = ways[0] if ways else ""
            if first.endswith(prose.PAGE):
                if first not in pages:
                    hint = did_you_mean(first, pages) or "Rätta länken eller skriv sidan."
                    yield problem("HB807", link.location, f"Sidan {first} finns inte.", hint)
            elif first.lower().endswith(prose.IMAGES) and images.isdisjoint(ways):
                hint = did_you_mean(first, images) or "Rätta länken, eller lägg bilden där."
                yield problem("HB807", link.location, f"Bilden {first} finns inte.", hint)


def narrower_link(facts: Facts) -> Iterator[Problem]:
    """HB809: a link to a page or record that not all readers of this page may see."""
    known = _audiences(facts)
    for page in facts.catalog.pages.values():
        told = set()
        for who, seen in page.editions():
            for link in seen.links:
                led = (known.get(one) for one in _addresses(facts, seen, link))
                hidden = [one for one in led if one is not None and not who.sees(one)]
                if hidden and link not in told:
                    told.add(link)
                    yield _narrower(link, who, max(hidden, key=lambda one: one.rank))


def _narrower(link: prose.Link, who: Audience, target: Audience) -> Problem:
    return problem(
        "HB809",
        link.location,
        f"Länken syns för {who.label.lower()}, men leder till en sida bara för "
        f"{target.label.lower()}.",
        "Ta bort länken, sätt den i en ruta för dem som får se sidan (!!! "
        f"{target.value}), eller ändra målgrupp (audience) på en av sidorna.",
    )


def _audiences(facts: Facts) -> Mapping[str, Audience]:
    """Return for whom each address of the handbook is, those of the records among them."""
    known: dict[str, Audience] = {}
    for kind in KINDS.values():
        for entry in facts.catalog.entries[kind.name].values():
            if entry.record is None:
                continue
            for one in (*entry.record.previous_ids, entry.id):
                known[kind.address(one)] = entry.record.audience
    # A page of prose says for whom it is itself.
    known.update((address, page.audience) for address, page in facts.catalog.pages.items())
    return known


def _addresses(facts: Facts, page: prose.Page, link: prose.Link) -> Iterator[str]:
    """Yield the addresses that a link may lead to, with and without its fragment."""
    pages = facts.catalog.page_files
    ways = prose.targets(page, link)
    # Where Markdown finds the page it leads there, and nowhere else.
    for path, fragment in ways[:1] if ways and ways[0][0] in pages else ways:
        address = prose.address(path) if path in pages else prose.address_of_path(path)
        yield address
        if fragment:
            yield f"{address}#{fragment}"


CHECKS = (broken_link, narrower_link)
