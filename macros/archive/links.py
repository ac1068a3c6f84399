"""Where the links and images of the copy lead: inside it, to an address that is printed, or not."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from macros.archive.article import Article

FILES: Final = "handbok:"
"""What comes before the path of a file of the site's own, where the copy shows it."""

_OUT: Final = ("http", "https", "mailto", "tel")
"""The links out of the copy that are kept."""
_PRINTED: Final = ("http", "https")
"""Those whose address is printed: of the others it is the text."""


def resolve(articles: Sequence[Article], site: Path) -> None:
    """Let every link lead to its place in the copy, and every image come from the site.

    A link to what is not in the copy becomes its text alone.

    Args:
        articles: all parts of the copy.
        site: the finished site.
    """
    known = {one.part.address: one for one in articles if one.part.address is not None}
    for article in articles:
        for link in list(article.element.iter("a")):
            _lead(link, article, known)
        for image in article.element.iter("img"):
            _show(image, article, site)


def _lead(link: Element, article: Article, known: Mapping[str, Article]) -> None:
    href = link.attrib.pop("href", "")
    to = _split(href)
    if to is not None and to[0] in _OUT:
        link.set("href", href)
        if to[0] in _PRINTED:
            _print(link, href)
        return
    found = known.get(_address(to[1], article)) if to is not None and not to[0] else None
    if to is None or found is None:
        link.tag = "span"
        return
    link.set("href", f"#{_anchor(found, to[2])}")
    if found is not article:
        # The number, not the page: it is told aloud too, and holds on a copy of a single sheet.
        SubElement(link, "span", {"class": "where"}).text = f" ({found.number})"


def _split(href: str) -> tuple[str, str, str] | None:
    """Return a link's scheme, path and fragment; None for what is no address, or names a host."""
    try:
        to = urlsplit(href)
    except ValueError:
        return None
    if to.netloc and not to.scheme:
        return None
    return to.scheme, unquote(to.path), unquote(to.fragment)


def _address(path: str, article: Article) -> str:
    """Return the address that a path leads to from a page, from the site's root."""
    at = article.part.address or ""
    whole = posixpath.normpath(posixpath.join("/", at, path)).lstrip("/") if path else at
    return f"{whole.rstrip('/')}/" if whole else ""


def _anchor(found: Article, fragment: str) -> str:
    """Return the name of a place in the copy; it is given one when the first link leads there."""
    target = found.targets.get(fragment)
    if target is None:
        return found.anchor
    if "id" not in target.attrib:
        found.led += 1
        target.set("id", f"{found.anchor}-{found.led}")
    return target.attrib["id"]


def _print(link: Element, href: str) -> None:
    """Print a link's address after it, where it is not its text already."""
    shown = re.sub(r"^https?://|/$", "", href)
    if shown not in "".join(link.itertext()):
        SubElement(link, "span", {"class": "address"}).text = f" ({href})"


def _show(image: Element, article: Article, site: Path) -> None:
    """Let an image come from the site's own files; what does not is shown as its text."""
    to = _split(image.attrib.pop("src", ""))
    path = _address(to[1], article).rstrip("/") if to is not None and not to[0] else ""
    if not path or not (site / path).is_file():
        image.tag = "span"
        image.text = image.attrib.pop("alt", "")
        return
    image.set("src", f"{FILES}{path}")
