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

# Not inside a longer number. The date may be parted as dates are, or as forms part it.
_NUMBER = re.compile(
    r"[0-9](?<![0-9].)(?<![0-9]-.)[0-9]"
    r"(?:(?:(?<=1[89])|(?<=20))"
    r"(?:[0-9]{6}|[0-9]{2}-[0-9]{2}-[0-9]{2}|(?:[^\S\n][0-9]{2}){3})|[0-9]{4}|(?:-[0-9]{2}){2})"
    r"[^\S\n]?[-+\u2010-\u2015\u2212]?[^\S\n]?"
    r"(?!000)[0-9]{4}(?![0-9]|-[0-9])"
)
_OTHER = re.compile("[^0-9]")
_DIGITS: Final = 10
_DATE: Final = 6
_HASH: Final = 16
"""So many hexadecimal signs in a row are of a hash, whatever number they hold."""
_HEX: Final = re.compile(r"[0-9a-fA-F]+")
_WITHIN: Final = re.compile(r"-[0-9a-fA-F]{4}-$|[0-9]\.$")
"""What stands before the last part of a UUID, and before decimals."""


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


def as_written(text: str, day: date) -> Iterator[str]:
    """Yield the numbers of a text as they stand there, and as others write the same ones."""
    for match, digits in _matches(text, day):
        yield match[0]
        yield _OTHER.sub("", match[0])
        yield digits
        yield f"{digits[:_DATE]}-{digits[_DATE:]}"


def _numbers(text: str, day: date) -> Iterator[Found]:
    for match, digits in _matches(text, day):
        start = match.start()
        line = text.count("\n", 0, start) + 1
        yield Found(digits, line, start - text.rfind("\n", 0, start))


def _matches(text: str, day: date) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where numbers stand, and the ten digits of each."""
    for match in _NUMBER.finditer(text):
        digits = _OTHER.sub("", match[0])
        century, digits = digits[:-_DIGITS], digits[-_DIGITS:]
        born = _is_birth(century, digits[:_DATE], day)
        if born and luhn.is_valid(digits) and not _is_part(text, match):
            yield match, digits


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Say whether a number is a part of something longer: a hash, a UUID, a decimal number."""
    if not match[0].isdigit():
        return False
    start, end = match.span()
    before = text[max(start - _HASH, 0) : start]
    after = text[end : end + _HASH]
    signs = f"{before}{match[0]}{after}"
    whole = next(one for one in _HEX.finditer(signs) if one.end() > len(before))
    return len(whole[0]) >= _HASH or _WITHIN.search(before) is not None


def _is_birth(century: str, birth: str, day: date) -> bool:
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
