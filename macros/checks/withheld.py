"""What problems may say: never the words that must not be in a repository (DESIGN: never in data).

A problem is read in a build's log, in a proposed change and in reports that others keep. Whatever
check quotes a value, the words that HB7 has told of are taken out of what it says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from macros.checks import credentials, inside, private
from macros.checks.forbidden import CLASSIFIED
from macros.checks.persons import as_written
from macros.checks.written import escaped_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.checks.facts import Facts
    from macros.problems import Problem

_FINDERS: Final = (credentials.found, inside.found, private.found)
_TOLD: Final = "HB70"
_IN_PLACE: Final = "[dolt]"
_QUOTED: Final = re.compile("”[^”]*”")


def without(facts: Facts, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems without the words of what may not stand in the handbook.

    Args:
        facts: the handbook.
        problems: what is wrong with it.
    """
    if not any(one.code.startswith(_TOLD) for one in problems):
        return list(problems)
    words = {one for text in _texts(facts) for one in _words(facts, text)}
    return [_withheld(one, words, facts) for one in problems]


def _withheld(one: Problem, words: set[str], facts: Facts) -> Problem:
    message, hint = _hidden(one.message, words, facts), _hidden(one.hint, words, facts)
    if message != one.message:
        # What is proposed in its place is made of it, and spells it in another way.
        hint = _QUOTED.sub(f"”{_IN_PLACE}”", hint)
    record = _hidden(one.record or "", words, facts) or None
    return replace(one, message=message, hint=hint, record=record)


def _hidden(text: str, words: set[str], facts: Facts) -> str:
    """Return a text with a mark in the place of each word that may not be told."""
    found = [one for one in {*words, *_words(facts, text)} if one in text]
    # The longest first: a word may be a part of another.
    for one in sorted(found, key=len, reverse=True):
        text = text.replace(one, _IN_PLACE)
    return CLASSIFIED.sub(_IN_PLACE, text)


def _texts(facts: Facts) -> Iterator[str]:
    """Yield all that was written, and the values that do not stand in their file as they are."""
    for source in facts.catalog.sources:
        yield source.text
        yield source.path
        yield from (line for _, line in escaped_lines(source.text))
    for _, leaf in facts.folded:
        yield leaf.text


def _words(facts: Facts, text: str) -> Iterator[str]:
    """Yield what may not stand in the handbook, as it stands in a text and as others write it."""
    for find in _FINDERS:
        for hit in facts.kept.answer(find, text):
            yield hit.words
            # As a terminal shows it, and as a value is read.
            yield " ".join(hit.words.split())
    yield from as_written(text, facts.day)
