"""A part of the copy as an element: a page's article, without what only a screen can show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

import tinyhtml5  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

    from macros.archive.order import Part

DEEPEST: Final = 6
"""The lowest level of headings that there is."""

HEAD: Final = "copy-head"
"""The class of a part's own heading."""
SUB: Final = "copy-sub"
"""The class of the headings next below: they have numbers too."""

_LOW: Final = "copy-low"
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_MEDIA: Final = ("audio", "embed", "iframe", "object", "source", "svg", "video")
_FORMS: Final = ("button", "form", "input", "select", "textarea")
_CODE: Final = ("link", "meta", "script", "style", "template")
_DROPPED: Final = frozenset([*_MEDIA, *_FORMS, *_CODE])
_CLASSES: Final = frozenset(["headerlink", "hb-tips", "hb-source", "footnote-backref"])
"""What only a reader on a screen can use."""
_KEPT: Final = frozenset(
    ["alt", "class", "colspan", "href", "id", "lang", "rowspan", "scope", "src", "start"]
)
_INSTEAD: Final = {"details": "div", "summary": "p", "aside": "div", "meter": "span"}
"""What is drawn as another element: all that can be unfolded is."""


@dataclass
class Article:
    """A part under way: where it stands, its number, and the elements that links may lead to."""

    part: Part
    level: int
    anchor: str
    element: Element
    number: str = ""
    targets: dict[str, Element] = field(default_factory=dict)
    led: int = 0
    """How many of them a link leads to."""


def read(site: Path, part: Part, level: int, anchor: str) -> Article:
    """Return a part as its page in the finished site tells it; its headings go deeper.

    Args:
        site: the finished site.
        part: the part.
        level: how deep it stands, from 1.
        anchor: its name in the copy.
    """
    kind = f"part part-{min(level, DEEPEST)}"
    article = Article(part, level, anchor, Element("section", {"id": anchor, "class": kind}))
    if part.address is None:
        SubElement(article.element, _name(level), {"class": HEAD}).text = part.title
        return article
    found = _parsed((site / part.address / "index.html").read_text(encoding="utf-8"))
    _clean(found)
    article.element.extend(list(found))
    seen = False
    for one in found.iter():
        if _HEADING.fullmatch(one.tag):
            depth = int(one.tag[1])
            first = depth == 1 and not seen
            seen = seen or first
            one.tag = _name(level + depth - 1)
            one.set("class", HEAD if first else SUB if depth == 2 else _LOW)  # noqa: PLR2004
        name = one.attrib.pop("id", None)
        if name:
            article.targets.setdefault(name, one)
    return article


def _name(level: int) -> str:
    return f"h{min(level, DEEPEST)}"


def _parsed(page: str) -> Element:
    found = _ARTICLE.search(page)
    tree: Element = tinyhtml5.parse(found[0] if found else "", namespace_html_elements=False)
    article = tree.find("body/article")
    if article is None:
        message = "the page holds no article"
        raise ValueError(message)
    return article


def _clean(article: Element) -> None:
    for parent in list(article.iter()):
        for child in list(parent):
            if _is_dropped(child):
                remove(parent, child)
    for one in article.iter():
        one.tag = _INSTEAD.get(one.tag, one.tag)
        for name in [name for name in one.attrib if name not in _KEPT]:
            del one.attrib[name]


def _is_dropped(one: Element) -> bool:
    classes = (one.get("class") or "").split()
    if one.tag in _DROPPED or callable(one.tag):  # The tag of a comment is a function.
        return True
    return "hidden" in one.attrib or not _CLASSES.isdisjoint(classes)


def remove(parent: Element, child: Element) -> None:
    """Take an element away, but not the text after it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
