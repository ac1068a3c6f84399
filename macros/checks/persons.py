"""Personal identity numbers in a text, as people write them, told by date and check digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from stdnum import luhn

if TYPE_CHECKING:
    from collections.abc import Iterator

_COORDINATION: Final = 60
"""What a coordination number adds to the day of birth."""

# Not inside a longer number, nor among the digits of a hash.
_NUMBER = re.compile(
    r"(?<![0-9a-fA-F])(?<![0-9]-)"
    r"(?P<century>1[89]|20)?(?P<birth>[0-9]{6})"
    r"[^\S\n]?[-+\u2010-\u2015\u2212]?[^\S\n]?"
    r"(?P<last>[0-9]{4})"
    r"(?![0-9a-fA-F]|-[0-9])"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A personal identity number: its ten digits, and its place in the text from 1."""

    digits: str
    line: int
    column: int


def personal_numbers(text: str, day: date) -> tuple[Found, ...]:
    """Return the personal identity numbers and coordination numbers in a text.

    The number of an organisation has a month past 12, so that it is never one of a person.

    Args:
        text: any text.
        day: nobody has been born after it.
    """
    return tuple(_numbers(text, day))


def _numbers(text: str, day: date) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        digits = match["birth"] + match["last"]
        if luhn.is_valid(digits) and _is_birth(match["century"], match["birth"], day):
            start = match.start()
            line = text.count("\n", 0, start) + 1
            yield Found(digits, line, start - text.rfind("\n", 0, start))


def _is_birth(century: str | None, birth: str, day: date) -> bool:
    number = int(birth[4:])
    if number > _COORDINATION:
        number -= _COORDINATION
    for first in (century,) if century else ("19", "20"):
        try:
            born = date(int(first + birth[:2]), int(birth[2:4]), number)
        except ValueError:
            continue
        if born <= day:
            return True
    return False
