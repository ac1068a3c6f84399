"""HB8: what a page needs for those who do not see it: headings in order, images in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem


def uneven_headings(facts: Facts) -> Iterator[Problem]:
    """HB815: a heading that jumps a level, or a main heading that is not the first.

    Those who listen to a page go by its headings (WCAG 1.3.1, 2.4.6). A page without a main
    heading has none too few: its title becomes one.
    """
    for page in facts.catalog.pages.values():
        level = 1
        for number, heading in enumerate(page.headings):
            if heading.level == 1 and number:
                yield problem(
                    "HB815",
                    heading.location,
                    "Här står en huvudrubrik, men sidan har redan en rubrik.",
                    "Låt sidan ha en enda huvudrubrik (#), överst, och ge den här två #.",
                )
            elif heading.level > level + 1:
                yield problem(
                    "HB815",
                    heading.location,
                    f"Rubriken är på nivå {heading.level}, men den ovanför på nivå {level}.",
                    f"Skriv {level + 1} # framför den.",
                )
            level = heading.level


def same_anchor(facts: Facts) -> Iterator[Problem]:
    """HB821: an anchor that two headings of a page have: a link finds but the first (HTML)."""
    for page in facts.catalog.pages.values():
        first: dict[str, int] = {}
        for heading in page.headings:
            if heading.anchor is None:
                continue
            if heading.anchor in first:
                yield problem(
                    "HB821",
                    heading.location,
                    f"Ankaret ”{heading.anchor}” har redan rubriken på rad "
                    f"{first[heading.anchor]}.",
                    "Ge den här rubriken ett annat ankare, och rätta länkarna hit.",
                )
            first.setdefault(heading.anchor, heading.location.line)


def unspoken_image(facts: Facts) -> Iterator[Problem]:
    """HB816: an image without an alternative text (WCAG 1.1.1)."""
    for page in facts.catalog.pages.values():
        for link in page.links:
            if link.image and link.alt is None:
                yield problem(
                    "HB816",
                    link.location,
                    "Bilden saknar text för den som inte ser den.",
                    "Skriv vad bilden säger: ![texten](bild.png). Är den bara till pynt: "
                    '<img src="…" alt="">.',
                )


CHECKS = (uneven_headings, same_anchor, unspoken_image)
