"""Lists and ranges of numbers, letters and ordinals: ``1, 2 a och b``, ``3–10``, ``första och``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from macros.citations.place import ORDINALS

MOST_IN_A_LIST: Final = 60
"""A longer list of numbers is no citation, and reading it stays linear."""

AND: Final = r"(?:och/eller|och|o\.|eller|samt|respektive|resp\.?|jämte|liksom|alternativt|&|/)"
JOIN: Final = re.compile(rf" ?, ?(?:{AND} )?| {AND} ")
RANGE: Final = re.compile(r" ?[–-] ?| (?:till och med|till|t ?\. ?o ?\. ?m ?\.?|tom) ")

NUMBER: Final = re.compile(
    r"[0-9]{1,3}(?![0-9]|[.:/][0-9])(?: ?(?:[a-hj-nq-z]|o(?!\.)|[ip](?= ?§)|(?<! )i)(?!\w|\.\w))?"
)
"""A chapter or a section: ``2``, ``2 a``. Of ``§ 5 i arkivlagen`` the i is no letter of it."""

# "i" is a preposition before most words, and "p" means point.
_LETTER: Final = (
    r"(?:[a-hj-oq-z](?!\w|\.\w|[.:] ?[0-9])|i(?=[,–)]| (?:och|eller|samt|i) ))(?:\)(?!\)))?"
)
LETTER: Final = re.compile(_LETTER)
POINT: Final = re.compile(rf"[0-9]{{1,2}}(?![0-9]|[.:/][0-9])\)?(?: ?{_LETTER})?|{_LETTER}")
"""A point: ``3``, ``3 a``, ``a``, ``a)``."""

ORDINAL: Final = re.compile(rf"(?:{'|'.join(ORDINALS)})(?!\w)", re.IGNORECASE)
SMALL: Final = re.compile(r"[0-9]{1,2}(?![0-9])")

_NO_SIGNS: Final = str.maketrans("", "", " ()")
_SECTION: Final = re.compile(r" ?§| kap(?!\w)| ?kap\.")
_PURE_LETTER: Final = re.compile(r"[a-z](?!\w)")


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list. `value` is without spaces; `last` ends a range; `before` joins to the list."""

    start: int
    end: int
    value: str
    last: str = ""
    before: str = ""


def read_list(text: str, at: int, kind: re.Pattern[str]) -> list[Item]:
    """Return the items of a list, one more than the most where it is too long a one.

    Args:
        text: the plain text.
        at: where the list begins.
        kind: what an item is. A letter alone takes the number of the item before it, if that has
            a letter: ``18 a–c``.
    """
    first = kind.match(text, at)
    if first is None:
        return []
    items = [Item(at, first.end(), _value(first[0]))]
    while len(items) <= MOST_IN_A_LIST:
        end = items[-1].end
        between = RANGE.match(text, end) if not items[-1].last else None
        between = between or JOIN.match(text, end)
        item = between and _next(text, between.end(), kind, items[-1])
        if between is None or item is None:
            return items
        if between.re is RANGE:
            items[-1] = replace(items[-1], end=item.end, last=item.value)
        else:
            items.append(replace(item, before=between[0]))
    return items


def _next(text: str, at: int, kind: re.Pattern[str], before: Item) -> Item | None:
    value = before.last or before.value
    if value[-1].isalpha() and value[:-1].isdigit():
        letter = (_PURE_LETTER if kind is NUMBER else LETTER).match(text, at)
        if letter is not None:
            return Item(at, letter.end(), value[:-1] + letter[0][0])
    match = kind.match(text, at)
    return Item(at, match.end(), _value(match[0])) if match else None


def _value(words: str) -> str:
    return words.translate(_NO_SIGNS)


def section_tail(text: str, at: int) -> tuple[int, int]:
    """Say where in a list of numbers the sections begin, when the list ends in sections.

    Args:
        text: the plain text.
        at: where the list begins, as ``3`` in ``7 § 3, 8 och 9 §§``.

    Returns:
        Where the list ends; and where before the first section the list breaks, -1 where no
        section sign follows.
    """
    items = read_list(text, at, NUMBER)
    if not items or len(items) > MOST_IN_A_LIST:
        return (items[-1].end if items else at), -1
    sign = _SECTION.match(text, items[-1].end)
    if sign is None:
        return items[-1].end, -1
    item = _first_section(items, many=text.startswith("§§", sign.end() - 1))
    return items[-1].end, item.start - len(item.before)


def _first_section(items: list[Item], *, many: bool) -> Item:
    """Return the first section of a list that begins with points: of ``1, 8 och 9 §§``, the 8."""
    joins = [one.before.strip(" ,") for one in items]
    if many and "samt" in joins:
        return items[joins.index("samt")]
    # "1, 3 eller 4 §" are sections but for the first, of "1 eller 3 eller 13 §" only the last is.
    alike = joins[-1] in ("eller", "respektive") and not any(joins[1:-1])
    return items[1 if (many or alike) and len(items) > 1 else -1]


def ordinal(value: str) -> int:
    """Return the number of an ordinal or of digits; at most ten, as no act has more."""
    number = int(value) if value.isdigit() else ORDINALS.index(value.casefold()) + 1
    return max(1, min(number, len(ORDINALS)))
