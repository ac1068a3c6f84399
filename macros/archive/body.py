"""The parts of the copy in one: numbered in their order, and linked to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from macros.archive import links
from macros.archive.article import HEAD, SUB, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from macros.archive.article import Article
    from macros.archive.order import Part


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    level: int
    number: str
    title: str
    anchor: str


def body(site: Path, parts: Sequence[Part]) -> tuple[str, list[Entry]]:
    """Return the parts as HTML in their order, and what the contents say of them.

    Args:
        site: the finished site.
        parts: what stands in the copy.
    """
    flat = [one for part in parts for one in part.walk()]
    articles = [read(site, one, level, f"d{at}") for at, (level, one) in enumerate(flat, 1)]
    _number({id(one.part): one for one in articles}, parts)
    links.resolve(articles, site)
    entries = [Entry(one.level, one.number, one.part.title, one.anchor) for one in articles]
    text = "".join(
        tostring(one.element, encoding="unicode", method="html") + "\n" for one in articles
    )
    return text, entries


def _number(
    articles: dict[int, Article], inside: Sequence[Part], above: str = "", after: int = 0
) -> None:
    """Number parts and the headings next below: a part's own before the parts inside it."""
    for count, part in enumerate(inside, after + 1):
        article = articles[id(part)]
        article.number = f"{above}{count}"
        own = 0
        for heading in article.element.iter():
            number = article.number
            if heading.get("class") == SUB:
                own += 1
                number = f"{number}.{own}"
            elif heading.get("class") != HEAD:
                continue
            heading.text = f"{number} {(heading.text or '').lstrip()}"
        _number(articles, part.inside, f"{article.number}.", own)
