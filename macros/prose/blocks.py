"""Boxes in a page that only some of its readers may see: ``!!! internal "Rubrik"``.

The box is taken away before Markdown sees the page, so that its headings, links and calls do not
exist for others. A box may stand only where it cannot be misread: at the beginning of a line, in no
list and in no other box. Whether that was so is asked of the HTML afterwards (`left`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from macros.prose.shown import BOUNDARY, PAST
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES: Final = tuple(one.value for one in Audience if one is not Audience.PUBLIC)
_OPEN: Final = re.compile(rf"!!! ({'|'.join(_NAMES)})(?: +\"[^\"]*\")?[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_CLASS: Final = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*))", re.IGNORECASE)
_BOX: Final = re.compile(r'class="admonition ([^"]*)"|<details class="([^"]*)"')
_UNBOXED: Final = re.compile(rf"(?:^|\n|{BOUNDARY})\s*((?:!!!|\?\?\?\+?) *[\w-]+)")
KINDS: Final = frozenset(
    [
        *("note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important"),
        *("success", "check", "done", "question", "help", "faq", "warning", "caution"),
        *("attention", "failure", "fail", "missing", "danger", "error", "bug", "example"),
        *("quote", "cite", PAST),
    ]
)
"""The kinds of boxes that all readers of a page see."""


def unknown_boxes(html: str) -> tuple[str, ...]:
    """Return the kinds of boxes in the HTML that are none: a misspelt one would be seen by all."""
    found = (one for box in _BOX.finditer(html) for one in (box[1] or box[2] or "").split())
    return tuple(sorted({one for one in found if one not in KINDS and one not in _NAMES}))


def unboxed(plain: str) -> tuple[int, int] | None:
    """Return where a text begins as a box does, though Markdown made none of it."""
    found = _UNBOXED.search(plain)
    return found.span(1) if found else None


def without(body: str, who: Audience) -> str:
    """Return a page without the boxes that an audience may not see; every line keeps its number.

    Args:
        body: the page's Markdown.
        who: the audience.
    """
    lines = body.split("\n")
    for start, end, audience in _blocks(lines):
        if not who.sees(audience):
            lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def left(html: str, who: Audience) -> Audience | None:
    """Return an audience whose boxes stand in the HTML though another is to see it, if any.

    Args:
        html: what Markdown made of the page.
        who: the audience that is to see it.
    """
    classes = {
        name
        for found in _CLASS.finditer(html)
        for name in (found[1] or found[2] or found[3] or "").split()
    }
    return next((one for one in Audience if one.value in classes and not who.sees(one)), None)


def _blocks(lines: list[str]) -> Iterator[tuple[int, int, Audience]]:
    """Yield the first line of each box, the line after its last, and whom it is for."""
    fence, index = "", 0
    while index < len(lines):
        mark = _FENCE.match(lines[index])
        opened = None if fence else _OPEN.fullmatch(lines[index])
        if fence:
            closes = mark and mark[1].startswith(fence) and not lines[index].strip(" `~")
            fence = "" if closes else fence
        elif mark:
            fence = mark[1]
        elif opened:
            end = _end(lines, index + 1)
            yield index, end, Audience(opened[1])
            index = end
            continue
        index += 1


def _end(lines: list[str], index: int) -> int:
    """Return the line after the last of a box whose inside begins at a line."""
    end = index
    while index < len(lines) and (not lines[index].strip() or re.match(r" {4}|\t", lines[index])):
        index += 1
        if lines[index - 1].strip():
            end = index
    return end
