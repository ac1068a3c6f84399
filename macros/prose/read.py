"""A page of prose, read from its bytes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from macros import source
from macros.problems import Location, Problem, did_you_mean, problem
from macros.prose.blocks import KINDS, left, unboxed, unknown_boxes, without
from macros.prose.calls import read_jinja
from macros.prose.front import read_front_matter
from macros.prose.links import unseen
from macros.prose.markup import Reader
from macros.prose.page import Page, address
from macros.prose.rendered import TooDeepError, convert, scan
from macros.prose.standing import with_standing
from macros.prose.text import read_text
from macros.prose.wording import text_hash
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.prose.front import FrontMatter


class _Markdown(MarkdownIt):
    """CommonMark that links to anything, as Python-Markdown does: what is seen can be refused."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True


_markdown = _Markdown("commonmark").enable("table").disable("code")

_LEAD: Final = re.compile(r"^(?:[ \t]|>|(?:[-*+:]|\d{1,9}[.)])(?=[ \t]))+", re.MULTILINE)
"""What a line in lists, quotations and boxes begins with."""
_ENDLESS: Final = re.compile(r"&#\d{20}")
"""A character by a number that no character has; of very many digits Python makes no number."""
_BLANKS: Final = re.compile(r"[ \t]{1000}")
"""So many blanks that the site's Markdown would look through them over and over."""
_TURNING: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, by which a text can be shown as another than it is (Unicode, UTS 55)."""


def read(data: bytes, path: str, inside: str) -> tuple[Page | None, tuple[Problem, ...]]:
    """Read one page.

    Args:
        data: the file's bytes.
        path: how the file is named in problems.
        inside: its path inside ``docs/``, with ``/``.

    Returns:
        The page, or None if its front matter cannot be read, and the problems.
    """
    if len(data) > source.MAX_BYTES:
        return None, (
            problem("HB101", Location(path), "Sidan är större än 10 MB.", "Dela upp den."),
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Location(path, data.count(b"\n", 0, error.start) + 1)
        hint = "Spara om den med teckenkodningen UTF-8."
        return None, (problem("HB101", where, "Filen är inte sparad som UTF-8.", hint),)
    front, body, problems = read_front_matter(text, path)
    refused = _refused(body, path)
    if refused is not None:
        return None, (*problems, refused)
    if front is None:
        problems.extend(read_jinja(body, path).problems)
        return None, tuple(problems)
    page, found = _for_all(front, text, body, path, inside)
    return page, (*problems, *found)


def _for_all(
    front: FrontMatter, text: str, body: str, path: str, inside: str
) -> tuple[Page | None, tuple[Problem, ...]]:
    """Return a page with what each audience sees of it, None where that cannot be told."""
    page, problems, html = _page(front, text, body, path, inside)
    if page is None:
        return None, problems
    problems = (*problems, *_odd_boxes(page, html, body))
    narrower = {}
    for who in Audience:
        if not who.sees(front.audience):
            continue
        seen = without(body, who)
        if seen == body:
            stays = left(html, who)
        else:
            # What is wrong in a part of the page was wrong in the whole, and is told.
            shown, _, made = _page(front, text, seen, path, inside)
            stays = left(made, who) if shown is not None else who
            if shown is not None:
                narrower[who] = shown
        if stays is not None:
            return None, (*problems, _unhidden(path, body, stays))
    return replace(page, narrower=narrower), problems


def _page(
    front: FrontMatter, text: str, body: str, path: str, inside: str
) -> tuple[Page | None, tuple[Problem, ...], str]:
    """Return a page of a body, None where it is nested too deep, the problems, and the HTML."""
    jinja = read_jinja(body, path)
    reader = Reader(path, body.split("\n"))
    for token in _markdown.parse(jinja.masked):
        reader.take(token)
    problems = list(jinja.problems)
    try:
        scanned = scan(jinja.rendered)
        shown = read_text(jinja, text, path)
        calls = with_standing(jinja)
    except TooDeepError:
        deep = _too_deep(path, _deep_from(jinja.masked))
        return None, (*problems, *reader.problems, deep), ""
    # Where a call stands in an address is refused as such.
    targets = [
        one for one in scanned.targets if not any(word in one.address for word in jinja.words)
    ]
    for word, message in scanned.refusals:
        reader.refuse_rendered(word, message)
    page = Page(
        path,
        inside,
        address(inside),
        front,
        shown,
        tuple(reader.headings),
        (*reader.links, *unseen(targets, reader.links, body, path)),
        calls,
        frozenset(scanned.anchors),
        text_hash(body),
    )
    return page, (*problems, *reader.problems), convert(jinja.rendered)


def _odd_boxes(page: Page, html: str, body: str) -> Iterator[Problem]:
    """Yield the boxes that are none: a box for some that is misspelt would be seen by all."""
    for kind in unknown_boxes(html):
        yield problem(
            "HB819",
            Location(page.path, _line_of(body, kind)),
            f"Det finns inget slags ruta som heter ”{kind}”.",
            did_you_mean(kind, (*KINDS, *(one.value for one in Audience)))
            or "Skriv till exempel note, tip eller warning.",
        )
    turned = _TURNING.search(page.text.plain)
    if turned:
        yield problem(
            "HB101",
            page.text.find(page.text.plain[max(turned.start() - 20, 0) : turned.start()]),
            "På sidan finns ett osynligt tecken som vänder på texten.",
            "Skriv om stycket för hand i stället för att klistra in det.",
        )
    place = unboxed(page.text.plain)
    if place is not None:
        yield problem(
            "HB819",
            page.text.place(*place),
            "Här börjar en ruta som inte blir någon ruta.",
            "Börja raden längst till vänster, med en tom rad före, och skriv slaget efter !!!.",
        )


def _line_of(body: str, kind: str) -> int:
    found = re.search(rf"(?:!!!|\?\?\?|\{{|class)[^\n]*\b{re.escape(kind)}\b", body, re.IGNORECASE)
    return body.count("\n", 0, found.start()) + 1 if found else 1


def _unhidden(path: str, body: str, who: Audience) -> Problem:
    """Return that a box for some readers stands where it cannot be kept from the others."""
    return problem(
        "HB819",
        Location(path, _line_of(body, who.value)),
        f"Rutan för {who.label.lower()} står så att andra skulle se den.",
        f"Börja den längst till vänster med !!! {who.value} på en egen rad, utanför listor och "
        "andra rutor, och dra in det som hör till den fyra steg.",
    )


def _refused(body: str, path: str) -> Problem | None:
    """Return what is wrong with a page that is not worth reading further."""
    endless = _ENDLESS.search(body)
    if endless:
        said = "Teckenkoden är inget tecken: numret är för stort."
        hint = "Skriv tecknet som det är, eller ta bort koden."
        where = Location(path, body.count("\n", 0, endless.start()) + 1)
        return problem("HB101", where, said, hint)
    for lead in _LEAD.finditer(body):
        if body[lead.end() : lead.end() + 1] in ("", "\n"):
            continue
        if len(lead[0]) > source.MAX_DEPTH and _steps(lead[0]) > source.MAX_DEPTH:
            return _too_deep(path, body.count("\n", 0, lead.start()) + 1)
    blanks = _BLANKS.search(body)
    if blanks:
        said = "Raden har tusen blanksteg eller fler i följd."
        where = Location(path, body.count("\n", 0, blanks.start()) + 1)
        return problem("HB101", where, said, "Ta bort dem.")
    return None


def _steps(lead: str) -> int:
    """Return how many lists, quotations and boxes a line's beginning may go into."""
    marks = len(re.findall(r"[-*+:>.)]", lead))
    return marks + len(re.sub(r"[-*+:>.)\d][ ]?", "", lead.expandtabs(4))) // 4


def _deep_from(masked: str) -> int:
    """Return the line by which a page is nested too deep."""
    rows = masked.split("\n")

    def is_deep(count: int) -> bool:
        try:
            convert("\n".join(rows[:count]))
        except TooDeepError:
            return True
        return False

    return min(bisect_left(range(1, len(rows) + 1), True, key=is_deep) + 1, len(rows))  # noqa: FBT003


def _too_deep(path: str, line: int) -> Problem:
    said = f"Listor, rutor eller element ligger i varandra mer än {source.MAX_DEPTH} steg djupt."
    hint = "Ta bort de överflödiga indragningarna, tecknen eller elementen."
    return problem("HB101", Location(path, line), said, hint)
