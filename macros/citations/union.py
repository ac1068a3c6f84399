"""The numbers of acts of the EU, such as ``(EU) 2016/679`` and ``95/46/EG``, as CELEX numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORG: Final = r"(?:EU|EG|EEG|Euratom|EKSG)"
_NUMBER: Final = re.compile(
    rf"(?P<open>,? ?\(|, ?| ?)"
    rf"(?:(?P<org>\({_ORG}(?:, ?{_ORG})*\)|{_ORG}) ?(?P<nr>nr\.? )?"
    r"(?P<a>[0-9]{1,4})/(?P<b>[0-9]{1,4})"
    rf"|(?:nr )?(?P<c>[0-9]{{2,4}})/(?P<d>[0-9]{{1,4}})/(?:{_ORG}|RIF|GUSP)"
    rf"|(?P<plain>nr )?(?P<e>[0-9]{{1,4}})/(?P<f>[0-9]{{1,4}}))(?![\w/]|:[0-9])"
)
_LETTERS: Final = {"rambeslut": "F", "beslut": "D", "direktiv": "L", "förordning": "R"}
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def read_number(text: str, at: int, word: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    """Read the number of an act of the EU.

    Args:
        text: the plain text.
        at: where the number begins, after the word.
        word: the stem of the word before it, such as ``direktiv``; empty where there is none.
        known: year and number of known acts, with their CELEX numbers.

    Returns:
        The CELEX number and where the mention ends; None where no number stands here.
    """
    match = _NUMBER.match(text, at)
    if match is None:
        return None
    kind = next((letter for end, letter in _LETTERS.items() if word.endswith(end)), "")
    first, second = (match[a] or match[b] or match[c] for a, b, c in ("ace", "bdf"))
    if match["e"] and not (kind and (_YEAR.fullmatch(first) or _YEAR.fullmatch(second))):
        return None
    end = match.end()
    if "(" in match["open"]:
        if not text.startswith(")", end):
            return None
        end += 1
    # The year stands first since 2015 and in directives; "nr" says that the number does.
    counted = match["nr"] or match["plain"]
    leads = match["c"] or (_YEAR.fullmatch(first) and not counted)
    year, number = (first, second) if leads else (second, first)
    full = f"{year:0>4}" if len(year) > len("95") else f"19{year}"
    found = known.get(f"{full}{int(number):04d}", "")
    if found and (not kind or found[5] == kind):
        return found, end
    bare = match["org"] is not None and not match["org"].startswith("(")
    if bare and not kind:
        return None
    kind = kind or ("L" if match["c"] else "R")
    return f"3{full}{kind}{int(number):04d}", end
