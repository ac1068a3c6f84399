"""What a text has named so far, for the references back in it: ``samma lag``, ``den lagen``."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from macros.citations import heads
from macros.citations.lexicon import CELEX

_BACK: Final = re.compile(
    r"(?<![\w-])(?P<word>(?:den |det |de |denna )?(?:samma|nämnda|sistnämnda|nyssnämnda|förstnämnda"
    r"|förutnämnda|ovannämnda|ovan nämnda|nyss nämnda|sist nämnda|förut nämnda|tidigare nämnda"
    r"|sagda|aktuella|ifrågavarande)|den|det|dessa|de|denna|detta) $",
    re.IGNORECASE,
)
_CONSTITUTION: Final = frozenset(("1949:105", "1991:1469", "1974:152", "1810:0926"))
_SORTS: Final = {
    "lag": "law",
    "grundlag": "constitution",
    "förordning": "ordinance",
    "balk": "code",
    "direktiv": "directive",
    "föreskrift": "rules",
    "författning": "any",
}


class Memory:
    """The acts of a text by kind, in the order in which they were last named."""

    def __init__(self) -> None:
        """Begin a text."""
        self._named: dict[str, dict[str, None]] = {}
        self.meant: dict[str, str] = {}
        """What the text has said that ``lag`` or ``förordning`` alone means."""

    def add(self, designation: str, sort: str) -> None:
        """Remember that an act was named; an empty designation is an act that is not known."""
        sorts = [sort, "any"]
        if sort == "code":
            sorts.append("law")
        if not CELEX.fullmatch(designation):
            sorts.append("swedish")
        if designation in _CONSTITUTION:
            sorts.append("constitution")
        for one in sorts:
            named = self._named.setdefault(one, {})
            named.pop(designation, None)
            named[designation] = None

    def refer(
        self, text: str, start: int, end: int, floor: int
    ) -> tuple[int, str, str, bool] | None:
        """Return what a word such as ``lag`` refers back to.

        Args:
            text: the plain text.
            start: where the word begins.
            end: where the word ends.
            floor: what stands before belongs to another mention.

        Returns:
            Where the reference begins, the designation (empty where none fits), its kind, and
            whether it counts without a place; None where the word does not refer back.
        """
        match = _BACK.search(text, max(floor, start - 30), start)
        if match is None:
            return None
        word = match["word"].casefold()
        # "den lagen" refers back, "den lag som" does not; "denna lag" may be the text itself.
        if word in ("den", "det", "de") and not heads.is_definite(text[start:end]):
            return None
        sort = _SORTS.get(heads.stem(text[start:end]), "other")
        alone = word not in ("denna", "detta", "dessa")
        return match.start(), self._last(sort, first=word.endswith("förstnämnda")), sort, alone

    def _last(self, sort: str, *, first: bool) -> str:
        named = self._named.get(sort)
        if not named and sort == "law":
            named = self._named.get("swedish")
        order = list(islice(reversed(named or {}), 2 if first else 1))
        return order[-1] if order else ""
