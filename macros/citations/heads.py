"""The words by which acts are named, such as ``säkerhetsskyddslagens``, in all their forms."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(
    r"[\w-]*?(?:(?P<law>lag)(?:en)?|(?P<ordinance>förordning)(?:en)?|(?P<code>balk)(?:en)?"
    r"|(?P<directive>direktiv)(?:et)?|(?P<rules>föreskrift|författning)(?:en|er|erna)?"
    r"|(?P<other>kungörelse|stadga)n?|(?P<form>ordning|regeringsform)(?:en)?"
    r"|(?P<decision>beslut)(?:et)?)s?",
    re.IGNORECASE,
)
# Förslag, bolag and the like are no laws, but säkerhetsskyddslagen is one.
_NO_LAW: Final = re.compile(
    r"(?:[\w-]*(?:förs|ans|avs|bes|ins|uts|upps|övers|neds|genoms|tills|arbets|under|(?<!sam)bo|upp)"
    r"|s|om|av|bi|över)lag(?:en)?s?",
    re.IGNORECASE,
)

_NAME_BEFORE: Final = re.compile(r"(?<![\w-])[A-ZÅÄÖ]\w{1,9} $")

FIRST: Final = "gGkKvfuö"
LAST_PART: Final = (
    r"(?:(?<=[Ll]ag)(?:en)?|(?<=[Oo]rdning)(?:en)?|(?<=örfattning)(?:en)?|(?<=[Ss]tadg)an?"
    r"|(?<=LAG)(?:EN)?|(?<=ORDNING)(?:EN)?|(?<=[Bb]alk)(?:en)?|(?<=BALK)(?:EN)?"
    r"|(?<=irektiv)(?:et)?|(?<=öreskrif)t(?:en|er|erna)?|(?<=egeringsf)orm(?:en)?"
    r"|(?<=ungö)relsen?|(?<=eslu)t(?:et)?(?= (?:nr )?[(0-9E]))[sS]?(?![\w-])"
)
"""The last part of such a word, after one of the characters `FIRST`, that is rarer than others."""


def stem(word: str) -> str:
    """Return a word for an act without its endings; empty where it is no such word."""
    match = _WORD.fullmatch(word)
    if match is None or match.lastgroup is None or _NO_LAW.fullmatch(word):
        return ""
    return word[: match.end(match.lastgroup)].casefold()


def sort(word: str) -> str:
    """Return what a word names: law, ordinance, code, directive, rules, or something else."""
    match = _WORD.fullmatch(word)
    return (match.lastgroup if match else None) or "other"


def is_definite(word: str) -> bool:
    """Say whether a word is in its definite form, as ``lagen`` and ``förordningens``."""
    match = _WORD.fullmatch(word)
    if match is None or match.lastgroup is None:
        return False
    return word[match.end(match.lastgroup) :].casefold().removesuffix("s") not in ("", "er")


def with_digit(text: str, start: int, floor: int) -> int:
    """Return where a name begins whose word is joined to a number: ``NIS 2-direktivet``."""
    if not text[start : start + 1].isdigit():
        return start
    before = _NAME_BEFORE.search(text, max(floor, start - 11), start)
    return before.start() if before else start


def word_start(text: str, at: int, floor: int) -> int:
    """Return where the word begins that holds a position."""
    while at > floor and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at
