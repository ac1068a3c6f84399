"""HB8: advice on plain language. A machine counts; whether it is right, a reader knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from macros.problems import Location, problem
from macros.prose import BOUNDARY, OPAQUE
from macros.records.law import Regulation
from macros.records.reference import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.prose import Page

_SHORT: Final = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3,}(?![\w])")
"""An abbreviation: at least three capital letters, alone or first in a compound."""

_AFTER_ITS_NAME: Final = re.compile(r"\w[”\"*]* \(([A-ZÅÄÖ]{3,})\)")
_BEFORE_ITS_NAME: Final = re.compile(r"\b([A-ZÅÄÖ]{3,}) \(\w")

DIFFICULT: Final = 50
"""LIX above this is difficult, as official texts often are (C.-H. Björnsson, Läsbarhet, 1968)."""

ENOUGH: Final = 100
"""So many words a text needs at the least: of fewer LIX tells little."""

_LONG: Final = 6
"""A word with more letters than this is long."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_RUNNING: Final = re.compile(r"[.!?:][”\")]*\s*$")
_STOP: Final = re.compile(r"[.!?:][”\")]*(?=\s+[”\"(]?[A-ZÅÄÖ]|\s*$)", re.MULTILINE)


def unexplained(facts: Facts) -> Iterator[Problem]:
    """HB817: an abbreviation that nothing explains: not the glossary, the register or the page.

    Language in public service is to be cared for, simple and understandable (11 § språklagen). It
    is told once, where it first stands, as one row in the glossary mends it everywhere.
    """
    terms = facts.catalog.entries["term"].values()
    unread = "term" in facts.catalog.incomplete or any(one.record is None for one in terms)
    if unread or not facts.catalog.acts_are_whole:
        return  # What seems unexplained may be explained by what could not be read.
    known = set(_explained(facts))
    first: dict[str, tuple[Page, tuple[int, int]]] = {}
    pages: dict[str, int] = {}
    for page in facts.catalog.pages.values():
        for word, span in _abbreviations(page).items():
            if word not in known:
                first.setdefault(word, (page, span))
                pages[word] = pages.get(word, 0) + 1
    for word, (page, span) in first.items():
        more = pages[word] - 1
        others = "" if not more else f" och på {more} {'sida' if more == 1 else 'sidor'} till"
        yield problem(
            "HB817",
            page.text.place(*span),
            f"Förkortningen {word} är inte förklarad här{others}.",
            f"Lägg till den i ordlistan, eller skriv ut den första gången: hela namnet ({word}).",
        )


def _explained(facts: Facts) -> Iterator[str]:
    """Yield the abbreviations in the names of terms and of acts."""
    for _, term in facts.each("term", Term):
        for name in (term.name, *term.forms, *term.synonyms):
            yield from _SHORT.findall(name)
    for _, act in facts.each("regulation", Regulation):
        for name in (act.name, act.title, act.designation, *act.abbreviations, *act.names):
            yield from _SHORT.findall(name)


def _abbreviations(page: Page) -> dict[str, tuple[int, int]]:
    """Return the abbreviations of a page that no parentheses on it explain, each at its first."""
    found: dict[str, tuple[int, int]] = {}
    text = page.text.plain
    for match in _SHORT.finditer(text):
        found.setdefault(match[0], match.span())
    explained = {*_AFTER_ITS_NAME.findall(text), *_BEFORE_ITS_NAME.findall(text)}
    return {word: span for word, span in found.items() if word not in explained}


def difficult(facts: Facts) -> Iterator[Problem]:
    """HB818: a page whose LIX is above `DIFFICULT` (11 § språklagen; WCAG 3.1.5)."""
    for page in facts.catalog.pages.values():
        words, sentences, long = counted(page)
        if words < ENOUGH or not sentences:
            continue
        value = words / sentences + 100 * long / words
        if value > DIFFICULT:
            yield problem(
                "HB818",
                page.headings[0].location if page.headings else Location(page.path),
                f"Läsbarhetsindex (LIX) är {value:.0f}, och över {DIFFICULT} är svårt: {words} ord "
                f"/ {sentences} meningar + 100 · {long} ord med fler än {_LONG} bokstäver / "
                f"{words} ord.",
                "Dela långa meningar och byt långa ord mot vanliga. Låt sedan någon annan läsa.",
            )


def counted(page: Page) -> tuple[int, int, int]:
    """Return how many words, sentences and long words the running text of a page has.

    Headings, cells and points without a full stop are no sentences, and not counted.
    """
    blocks = page.text.plain.replace(OPAQUE, " ").split(BOUNDARY)
    text = "\n\n".join(one for one in blocks if _RUNNING.search(one))
    words = _WORD.findall(text)
    return len(words), len(_STOP.findall(text)), sum(len(one) > _LONG for one in words)


CHECKS = (unexplained, difficult)
