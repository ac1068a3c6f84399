"""The numbers of Swedish statutes and regulations: ``(2018:585)``, ``MSBFS 2020:6``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from macros.citations.lexicon import ABBREVIATION

_SFS: Final = r"(?:SFS (?:nr )?)"
_DIGITS: Final = r"[0-9]{4}:[0-9]{1,4}"
_NUMBER: Final = re.compile(
    rf" ?\((?:(?P<short>{ABBREVIATION.pattern})[,;] |[A-ZÅÄÖ]{{1,4}}[LB] )?{_SFS}?"
    rf"(?P<inside>{_DIGITS}(?: s\. ?[0-9]{{1,4}})?)(?![0-9:])"
    rf"|,? {_SFS}(?P<named>{_DIGITS})(?![\w:/])"
    rf"|(?P<plain> (?:nr )?)(?P<bare>{_DIGITS}(?: s\. ?[0-9]{{1,4}})?)(?![\w:/])"
)
_REST: Final = re.compile(r"(?:[,;] [^()§\u2029\ufffc]{0,80})?\)")
_TITLED: Final = re.compile(
    rf" om [^.;:()§0-9\u2029\ufffc]{{3,160}} \({_SFS}?(?P<inside>{_DIGITS})\)"
)
_SERIES: Final = re.compile(
    rf"([A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,9}}-?FS) ?(?:nr )?({_DIGITS})(?![\w/]|:(?!s(?!\w)))"
)
_OLD: Final = re.compile(r"(1[6-9][0-9]{2}:[0-9]{2,4}) s\. ?([0-9]{1,4})(?![0-9])")
_AGAIN: Final = re.compile(rf"({_DIGITS})(?![\w:/])")
_REGULATIONS: Final = re.compile(
    r"(?<![\w-])(?:[\w-]+(?:s|:s) )?föreskrifter(?: och allmänna råd)?"
    r"(?: om [^.;:()\u2029\ufffc]{1,120})? \($"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number after a word for an act.

    `end` is where it ends with its parenthesis, `stop` where the digits end; `short` is an
    abbreviation that stands with it, `bare` says that nothing but a space leads to it.
    """

    designation: str
    end: int
    stop: int
    short: str = ""
    inside: bool = False
    bare: bool = False


def read_number(text: str, at: int) -> Number | None:
    """Return the number of a statute that begins at a position, with what leads to it."""
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    if not match["inside"]:
        found = _paged(match["named"] or match["bare"])
        return Number(found, match.end(), match.end(), bare=match["bare"] is not None)
    rest = _REST.match(text, match.end())
    end = rest.end() if rest else match.end()
    return Number(_paged(match["inside"]), end, match.end(), match["short"] or "", inside=True)


def _paged(number: str) -> str:
    """Return a number with its page as it is written: ``1736:0123 s. 2``."""
    return re.sub(r" s\. ?", " s. ", number)


def read_titled(text: str, at: int) -> Number | None:
    """Return the number that stands after a title: ``lagen om skydd mot olyckor (2003:778)``."""
    match = _TITLED.match(text, at)
    return Number(match["inside"], match.end(), match.end(), inside=True) if match else None


def read_series(text: str, at: int) -> tuple[str, str, int] | None:
    """Return the series, the number and the end of regulations, such as ``MSBFS 2020:6``."""
    match = _SERIES.match(text, at)
    return (match[1], match[2], match.end()) if match else None


def read_again(text: str, at: int) -> str:
    """Return a number alone, as after another one in a list; empty where there is none."""
    match = _AGAIN.match(text, at)
    return match[1] if match else ""


def read_old(text: str, at: int) -> tuple[str, int] | None:
    """Return an old statute by its year, number and page, and where it ends."""
    match = _OLD.match(text, at)
    return (f"{match[1]} s. {match[2]}", match.end()) if match else None


def title_before(text: str, start: int, end: int, floor: int) -> int:
    """Return where the title begins after which a series stands in parentheses, or `start`."""
    if not (text.startswith("(", start - 1) and text.startswith(")", end)):
        return start
    title = _REGULATIONS.search(text, max(floor, start - 200), start)
    return title.start() if title else start
