"""HB704: ways to reach a private person: the handbook has functions and their mailboxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from macros.checks.first_names import FIRST_NAMES
from macros.checks.written import Hit, places
from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

_MAIL: Final = re.compile(r"(?<![\w.+-])([\w.+-]+)@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
_HOMES: Final = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|me|mac|yahoo|ymail|aol|gmx|proton|protonmail|"
    r"tutanota|spray|passagen|telia|bredband2?|bredbandsbolaget|comhem|home|bahnhof|swipnet|tele2)\.[a-z.]+",
    re.IGNORECASE,
)
# Mobile numbers, 070, 072, 073, 076 and 079, as people write them; +46 and 0046 too. Not within a
# hash, a number with decimals, or the number of a case.
_MOBILE: Final = re.compile(
    r"[+0(](?<![\da-fA-F_+-].)(?<!\d[.,].)(?<!\b20\d\d/.)"
    r"(?:(?:(?<=\+)|(?<=0)0)46\)?[\s-]*(?:\(0\)[\s-]*)?|(?<=0)|(?<=\()0)7[02369]\)?"
    r"(?:[\s\u2010-\u2015\u2212/.-]*\d){7}(?![\s-]*\d)"
)
# Kept by the regulator for films and examples: nobody has them.
_FICTION: Final = re.compile("7017406(?:0[5-9]|[1-9][0-9])")
_PHONE_FIELD: Final = re.compile(r"^\s*(?:-\s+)?(?:public_)?phone:", re.MULTILINE)


def private_contact(facts: Facts) -> Iterator[Problem]:
    """HB704: a private person's mail or mobile number (GDPR 5.1 c; DESIGN: roles only)."""
    for place in places(facts, found):
        yield problem(
            "HB704",
            place.location,
            "Här står något som ser ut att leda till en enskild person.",
            "Skriv funktionens brevlåda eller nummer. Jourens telefon hör hemma i fältet phone.",
            place.record,
        )


def found(text: str) -> tuple[Hit, ...]:
    """Return the mail addresses and mobile numbers of persons in a text."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Hit]:
    for match in _MAIL.finditer(text) if "@" in text else ():
        if _is_named(match[1]) or _HOMES.fullmatch(match[2]):
            yield Hit(match.start(), match[0])
    for match in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", match[0])[-9:]
        begin = text.rfind("\n", 0, match.start()) + 1
        if not _FICTION.fullmatch(digits) and not _PHONE_FIELD.match(text[begin : match.start()]):
            yield Hit(match.start(), match[0])


def _is_named(mailbox: str) -> bool:
    """Say whether a mailbox is named after a person: a first name, a point, and a last name."""
    parts = re.split(r"[._-]", mailbox.casefold().rstrip("0123456789"))
    return len(parts) > 1 and parts[0] in FIRST_NAMES and all(part.isalpha() for part in parts)


CHECKS = (private_contact,)
