"""Names that a text itself gives an act: ``lagen (1993:387) om stöd …, LSS,``, ``(nedan X)``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from macros.citations import heads
from macros.citations.lexicon import ABBREVIATION

_QUOTE: Final = "[”“\"'’»«]?"
_NAME: Final = (
    rf"{_QUOTE}(?P<name>[0-9]{{4}} års [\w-]+"
    r"|(?:EU:s |nya |gamla |allmänna |allmän )?[^\W\d_][\w-]*(?: [0-9](?:-[\w-]+)?)?"
    rf"(?: om [\w -]{{3,40}})?){_QUOTE}"
)
_LATER: Final = (
    r"(?:nedan|härefter|hädanefter|fortsättningsvis|i det följande|i fortsättningen|vidare)"
)
_CALLED: Final = (
    r"(?:(?:även |här |ofta |också )?(?:kallad|kallat|kallas|benämnd|benämns|förkortad|förkortat"
    r"|förkortas|betecknad)(?: även| här| nedan| fortsättningsvis| i det följande)?)"
)
_INTRODUCED: Final = rf"(?:{_LATER}(?: även| här)?,?:?(?: {_CALLED})?|{_CALLED}):? "
_TITLE: Final = re.compile(
    r"(?: (?:om|med|för|angående|i|på|till|rörande|avseende|av) [^.;:()\[\u2029\ufffc]{1,240})?"
)
_PARENTHESIS: Final = re.compile(
    rf" ?[(\[](?P<introduced>{_INTRODUCED})?{_NAME}"
    r"(?(introduced)(?: eller |, | och )?[^()]{0,40})[)\]]"
)
_CLAUSE: Final = re.compile(rf",? {_INTRODUCED}{_NAME}")
_APPOSITION: Final = re.compile(r", (?P<name>[A-ZÅÄÖ]\w{1,7})(?=[,.;)])")
_INSIDE: Final = re.compile(rf"[,;] ?(?P<introduced>{_INTRODUCED})?{_NAME}\)")
_MEANT: Final = re.compile(
    rf"[Mm]ed (?:begreppet |termen )?{_NAME} (?:avses|menas|förstås)(?: [\w ]{{1,40}})? $"
)
_BEFORE: Final = re.compile(
    rf"(?<![\w-]){_QUOTE}(?P<name>[^\W\d_][\w-]*(?: [0-9](?:-[\w-]+)?)?){_QUOTE}"
    r" \((?:dvs\. |d\.v\.s\. )?$"
)


# Abbreviations of authorities and the like, in parentheses after a title, are no act's.
_NO_NAMES: Final = frozenset(
    ("EU", "EG", "EEG", "EES", "EUT", "EGT", "SFS", "IMY", "MSB", "MCF", "SKR", "SKL", "IVO", "JO")
)


@dataclass(frozen=True, slots=True)
class Given:
    """A name, and where in the text it is given: there it is no citation."""

    name: str
    start: int
    end: int


def after(text: str, at: int, word: str, *, titled: bool = True) -> Given | None:
    """Return the name that is given an act after its number and title.

    Args:
        text: the plain text.
        at: where the act's number ends.
        word: the word for the act, such as ``lagen``, ``direktiv``.
        titled: whether the rest of a title can stand before the name.
    """
    title = _TITLE.match(text, at) if titled else None
    stop = title.end() if title else at
    if title is not None and title[0].endswith(" "):
        stop -= 1
    found = _PARENTHESIS.match(text, stop)
    # Of "lagen (2020:914) om tystnadsplikt och sekretesslagen (OSL)" the last is not the first's.
    if found is not None and title and heads.is_definite(title[0].rstrip().rpartition(" ")[2]):
        return None
    if found is not None:
        return _given(found, word)
    clause = _CLAUSE.search(text, at, stop + 40)
    if clause is not None and clause.start() <= stop:
        return _given(clause, word, introduced=True)
    apposition = _APPOSITION.search(text, at, stop + 10) if titled else None
    return _given(apposition, word) if apposition else None


def inside(text: str, at: int, word: str) -> Given | None:
    """Return the name that stands in one parenthesis with the number: ``(2017:900, FL)``."""
    found = _INSIDE.match(text, at)
    return _given(found, word) if found else None


def before(text: str, start: int, word: str) -> Given | None:
    """Return the name that is given an act before it: ``Med X avses lagen``, ``X (lagen``."""
    window = max(0, start - 110)
    words = text[window:start]
    if words.endswith("("):
        found = _BEFORE.search(words, max(0, len(words) - 40))
    elif "avses" in words or "menas" in words or "förstås" in words:
        found = _MEANT.search(words)
    else:
        return None
    given = _given(found, word) if found else None
    return Given(given.name, window + given.start, window + given.end) if given else None


def _given(match: re.Match[str], word: str, *, introduced: bool = False) -> Given | None:
    name = match["name"]
    if name in _NO_NAMES:
        return None
    introduced = introduced or bool(match.groupdict().get("introduced"))
    fits = _names_act(name) or (
        ABBREVIATION.fullmatch(name) is not None and (introduced or _shortens(name, word))
    )
    return Given(name, match.start(), match.end()) if fits else None


def _names_act(name: str) -> bool:
    """Say whether a name is a word for an act: ``krislagen``, ``2018 års lag``, ``lagen``."""
    for one in name.split(" "):
        if heads.stem(one):
            return one.casefold() not in ("lag", "förordning", "direktiv") or " års " in name
    return False


def _shortens(name: str, word: str) -> bool:
    """Say whether an abbreviation can be that of such an act: of a lag it holds an L."""
    kind = heads.sort(word)
    letters = {"law": "L", "ordinance": "F", "code": "B"}.get(kind, "")
    return word == "" or kind == "directive" or any(one in name for one in letters)
