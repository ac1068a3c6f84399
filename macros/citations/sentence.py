"""What a sentence has named so far: the acts of its places that stand beside none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.citations.lexicon import CELEX
from macros.citations.links import BESIDE_SIGN, SAME_CHAPTER, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.citations.mention import Act
    from macros.citations.places import Places


@dataclass(frozen=True, slots=True)
class Link:
    """What stands beside a group of places.

    `act` is the index of the act that they are in, `beside` whether it stands just after or just
    before them (empty: only somewhere in their list). `apart` says that they are in something that
    is no act, or none that is known.
    """

    act: int = -1
    beside: str = ""
    apart: bool = False


class Sentence:
    """What the sentence has named so far, and the chapter last named in the text."""

    def __init__(self, plain: str, meant_by: Callable[[Act], str]) -> None:
        """Begin a text.

        Args:
            plain: the plain text.
            meant_by: what the text has said that ``lagen`` alone means.
        """
        self._plain = plain
        self._meant_by = meant_by
        self._ends = (match.start() for match in SENTENCE_END.finditer(plain))
        self._end = next(self._ends, len(plain))
        self._named: dict[str, str] = {}
        self._chapter = ("", "")
        self._carried = ("", "")

    def reach(self, at: int) -> None:
        """Go on to the sentence that holds a position."""
        while self._end < at:
            self._end = next(self._ends, len(self._plain))
            self._named.clear()
            self._carried = ("", "")

    def name(self, act: Act) -> None:
        """Note a mention of an act."""
        if act.soft:
            return
        union = CELEX.fullmatch(act.designation) is not None
        kinds = {"union"} if union or act.sort == "directive" else {"swedish"}
        if not act.designation and act.sort == "ordinance":
            kinds = {"union", "swedish"}
        for kind in (*kinds, act.sort):
            self._named[kind] = act.designation

    def place(self, places: Places, act: Act | None, link: Link) -> tuple[Places, str]:
        """Return places, in the chapter that carries on to them, and the designation of their act.

        The designation is empty where they are in no act that is known.
        """
        same = SAME_CHAPTER.match(self._plain, places.end)
        if same is not None:
            designation, chapter = self._chapter
            named = places.in_chapter(chapter).named
            return replace(
                places, named=(*named[:-1], replace(named[-1], end=same.end()))
            ), designation
        designation = self._act_of(places, act, link)
        if not places.union and designation:
            if not places.named[0].place.chapter and self._carried[0] == designation:
                places = _carried(places, self._carried[1])
            self._carried = (designation, places.chapter)
            if places.chapter:
                self._chapter = self._carried
        return places, designation

    def _act_of(self, places: Places, act: Act | None, link: Link) -> str:
        if act is not None and act.soft:
            return self._meant_by(act) or self._named.get(act.sort, "")
        if act is not None:
            return act.designation
        if link.apart or (places.loose and not self._is_place(places)):
            return ""
        return self._named.get("union" if places.union else "swedish", "")

    def _is_place(self, places: Places) -> bool:
        """Say whether ``§ 5`` can be a section, and not a paragraph of minutes."""
        window = max(0, places.start - 14)
        return BESIDE_SIGN.search(self._plain, window, places.start) is not None


def _carried(places: Places, chapter: str) -> Places:
    return places.in_chapter(chapter) if chapter else places
