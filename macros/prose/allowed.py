"""What HTML an author may write: elements, attributes and kinds of link that cannot run."""

from __future__ import annotations

import html
import re
from typing import Final

TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "var",
    ]
)
ATTRIBUTES: Final = frozenset(
    [
        "alt",
        "class",
        "colspan",
        "datetime",
        "height",
        "href",
        "id",
        "lang",
        "loading",
        "markdown",
        "open",
        "rel",
        "role",
        "rowspan",
        "scope",
        "span",
        "src",
        "start",
        "tabindex",
        "title",
        "width",
    ]
)
_SCHEMES: Final = ("https:", "mailto:", "tel:")


def refusal_of_link(target: str) -> str:
    """Return what is wrong with a link's target in Swedish, empty when it may stand.

    Browsers pass over white space and controls in an address, and Markdown undoes references.
    """
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(target))
    match = re.match(r"[^/?#\[\]]*?:", bare)
    scheme = match[0].lower() if match else ""
    if scheme in ("", *_SCHEMES) and not re.match(r"[/\\]{2}", bare):
        return ""
    return f"Länken ”{target[:60]}” har ett slag som inte är tillåtet."
