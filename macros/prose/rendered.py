"""What Markdown makes of a page: the last word on what could run in a browser.

Two readers of Markdown never agree on everything. Lines come from one that counts them
(`macros.prose.markup`); whether a page is harmless is asked of the very one that will make the
site's HTML, with the extensions that mkdocs.yml names (a test holds the two lists together).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

from markdown import Markdown

from macros.prose.allowed import ATTRIBUTES, TAGS, refusal_of_link

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

_markdown = Markdown(extensions=list(EXTENSIONS))


@lru_cache(maxsize=4)  # a page is asked for more than once, one after the other
def convert(shown: str) -> str:
    """Return the HTML that the site's Markdown makes of a page once Jinja has run."""
    _markdown.reset()
    return _markdown.convert(shown)


def scan(shown: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what may not stand in the HTML of a page, and where its links lead.

    Args:
        shown: the page's Markdown once Jinja has run.

    Returns:
        For each that may not stand: the word by which it is found in the source, and what is
        wrong in Swedish. And the targets of all links and images, as they stand in the HTML.
    """
    scanner = _Scanner()
    try:
        scanner.feed(convert(shown))
        scanner.close()
    except AssertionError:  # A torn declaration, on which the standard library's parser gives up.
        scanner.refuse("<!", "En HTML-deklaration är inte tillåten.")
    return scanner.found, scanner.targets


class _Scanner(HTMLParser):
    """Collects what is not on the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.targets: list[str] = []

    def refuse(self, word: str, message: str) -> None:
        """Note something that may not stand here, once."""
        if (word, message) not in self.found:
            self.found.append((word, message))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold an element and its attributes to the lists."""
        if tag not in _TAGS:
            self.refuse(f"<{tag}", f"Elementet <{tag}> är inte tillåtet.")
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                self.refuse(name, f"Attributet ”{name}” är inte tillåtet.")
            elif name in ("href", "src"):
                self.targets.append(value or "")
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
