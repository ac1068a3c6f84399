"""What Markdown makes of a page: the last word on what could run in a browser.

Two readers of Markdown never agree on everything. Lines come from one that counts them
(`macros.prose.markup`); whether a page is harmless is asked of the very one that will make the
site's HTML, with the extensions that mkdocs.yml names (a test holds the two lists together).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from macros.prose.allowed import ATTRIBUTES, TAGS, refusal_of_link
from macros.source import MAX_DEPTH

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

EXTENSIONS: Final = (
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "footnotes",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""The Markdown extensions of mkdocs.yml."""

# What the extensions add to what an author may write.
_TAGS: Final = TAGS | {"h1", "h2", "h3", "h4", "h5", "h6"}
_ATTRIBUTES: Final = ATTRIBUTES | {"align", "name"}

# Between these and what holds them there is always another: a level is two elements.
_BETWEEN: Final = frozenset(["dd", "dt", "li", "p", "tbody", "td", "th", "thead", "tr"])


class TooDeepError(Exception):
    """A page holds lists, boxes or elements in one another deeper than `MAX_DEPTH`."""


class _Depth(Treeprocessor):
    """Gives up on what is nested too deep, before Markdown's own recursion does."""

    def run(self, root: Element) -> None:
        """Look through the tree without recursion."""
        left = [(root, 0)]
        while left:
            element, depth = left.pop()
            if depth > MAX_DEPTH:
                raise TooDeepError
            left += [(child, depth + (child.tag not in _BETWEEN)) for child in element]


class _Written(Treeprocessor):
    """Notes the addresses that MkDocs will count from the page's source; it comes as MkDocs' own.

    All others are an author's HTML, which it passes on as it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def run(self, root: Element) -> None:
        """Look for links and images in the tree: an author's HTML is not in it."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name is not None:
                self.addresses.add(element.get(name, ""))


@cache
def _markdown() -> tuple[Markdown, _Written]:
    # Colours in code say nothing here, and take time.
    made = Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight"],
        extension_configs={"pymdownx.highlight": {"use_pygments": False}},
    )
    made.treeprocessors.register(_Depth(), "handbok-depth", 15)  # Next after what is in a line.
    written = _Written()
    made.treeprocessors.register(written, "handbok-written", 0)
    return made, written


def convert(shown: str) -> str:
    """Return the HTML that the site's Markdown makes of a page once Jinja has run.

    Raises:
        TooDeepError: it is nested too deep for the site's Markdown.
    """
    return _converted(shown)[0]


@lru_cache(maxsize=4)  # a page is asked for more than once, one after the other
def _converted(shown: str) -> tuple[str, frozenset[str]]:
    """Return the HTML of a page, and the addresses that are counted from its source."""
    made, written = _markdown()
    made.reset()
    written.addresses.clear()
    try:
        return made.convert(shown), frozenset(written.addresses)
    except (RecursionError, TooDeepError):
        _markdown.cache_clear()  # What it was in the middle of, it would go on with on other pages.
        raise TooDeepError from None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or an image of the finished page leads, and what stands for an image.

    `raw` says that it is an author's HTML.
    """

    address: str
    image: bool = False
    alt: str | None = None
    raw: bool = False


@dataclass(slots=True)
class Scanned:
    """What the HTML of a page holds.

    `refusals` are what may not stand in it: the word by which each is found in the source, and
    what is wrong in Swedish. `targets` are its links and images, as they stand in the HTML, and
    `anchors` the places that a link may name.
    """

    refusals: list[tuple[str, str]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


def scan(shown: str) -> Scanned:
    """Return what stands in the HTML of a page.

    Args:
        shown: the page's Markdown once Jinja has run.
    """
    html, written = _converted(shown)
    scanner = _Scanner(written)
    try:
        scanner.feed(html)
        scanner.close()
    except AssertionError:  # A torn declaration, on which the standard library's parser gives up.
        scanner.refuse("<!", "En HTML-deklaration är inte tillåten.")
    return scanner.found


class _Scanner(HTMLParser):
    """Collects what is not on the lists, and where one may go to and from."""

    def __init__(self, written: frozenset[str]) -> None:
        super().__init__()
        self.found = Scanned()
        self._written = written

    def refuse(self, word: str, message: str) -> None:
        """Note something that may not stand here, once."""
        if (word, message) not in self.found.refusals:
            self.found.refusals.append((word, message))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold an element and its attributes to the lists."""
        if tag not in _TAGS:
            self.refuse(f"<{tag}", f"Elementet <{tag}> är inte tillåtet.")
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                self.refuse(name, f"Attributet ”{name}” är inte tillåtet.")
            elif name in ("id", "name"):
                self.found.anchors.add(value or "")
            elif name in ("href", "src"):
                image = name == "src"
                alt = dict(attrs).get("alt") if image else None
                self.found.targets.append(
                    Target(
                        value or "", image, (alt or "").strip() or None, value not in self._written
                    )
                )
                message = refusal_of_link(value or "")
                if message:
                    self.refuse(value or "", message)

    def handle_comment(self, data: str) -> None:
        """Refuse a comment on whose end browsers and parsers could differ."""
        if re.match(r"-?>", data) or "--!>" in data:
            self.refuse("<!--", "HTML-kommentaren slutar tidigare än det ser ut.")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 - as above
        """Refuse a declaration."""
        self.refuse("<!", "En HTML-deklaration är inte tillåten.")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002 - as above
        """Refuse a marked section."""
        self.refuse("<!", "En HTML-deklaration är inte tillåten.")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002 - as above
        """Refuse a processing instruction."""
        self.refuse("<?", "En HTML-deklaration är inte tillåten.")
