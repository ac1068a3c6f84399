"""Which act each place of a text is in.

The one that follows at once or that stands just before, that of the next place in a list, or the
act last named in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.citations.acts import Act
from macros.citations.lexicon import CELEX
from macros.citations.links import (
    BESIDE_SIGN,
    FOREIGN,
    JUST_BEFORE,
    LISTED,
    LOOSELY_BEFORE,
    MINUTES,
    SAME_CHAPTER,
    SENTENCE_END,
    TO_ACT,
    UNKNOWN,
    WRAPPED,
)
from macros.citations.lists import RANGE
from macros.citations.place import Place
from macros.citations.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Token = Act | Places


@dataclass(frozen=True, slots=True)
class Owned:
    """A citation: where it stands in the plain text, its act, its place and its last place."""

    start: int
    end: int
    designation: str
    place: Place
    last: Place | None


@dataclass(frozen=True, slots=True)
class _Link:
    """What stands beside a group of places.

    `act` is the index of the act that they are in, `beside` whether it stands just after or just
    before them (empty: only somewhere in their list). `apart` says that they are in something that
    is no act, or none that is known.
    """

    act: int = -1
    beside: str = ""
    apart: bool = False


_NONE = _Link()


def resolve(plain: str, tokens: list[Token], meant_by: Callable[[Act], str]) -> Iterator[Owned]:
    """Yield every place with its act, and the acts that are named without a place.

    Args:
        plain: the plain text.
        tokens: the mentions of acts and places in it, in order.
        meant_by: what the text has said that ``lagen`` alone means.
    """
    tokens = _ranges(plain, tokens)
    links = _links(plain, tokens)
    beside = {link.act: link.beside for link in links if link.beside == "before"}
    beside |= {link.act: link.beside for link in links if link.beside == "after"}
    sentence = _Sentence(plain, meant_by)
    for index, token in enumerate(tokens):
        sentence.reach(token.start)
        if isinstance(token, Act):
            sentence.name(token)
            if index not in beside and token.designation and token.alone:
                yield Owned(token.start, token.end, token.designation, Place(), None)
            continue
        link = links[index]
        act = tokens[link.act] if link.act >= 0 else None
        places, designation = sentence.place(token, act if isinstance(act, Act) else None, link)
        if designation:
            whole = link.beside and beside[link.act] == link.beside
            yield from _with_act(plain, places, designation, act if whole else None)


def _with_act(plain: str, places: Places, designation: str, act: Token | None) -> Iterator[Owned]:
    """Yield places with their act; the one that stands beside it takes in the act's name."""
    last = len(places.named) - 1
    for index, named in enumerate(places.named):
        start, end = named.start, named.end
        if act is not None and index == last and act.start >= end:
            wrapped = WRAPPED.fullmatch(plain, end, act.start)
            end = act.end + 1 if wrapped else act.end
        elif act is not None and index == 0 and act.end <= start:
            start = act.start
        yield Owned(start, end, designation, named.place, named.last)


def _links(plain: str, tokens: list[Token]) -> list[_Link]:
    """Return for each token what stands beside it; from the end, as lists are told by their end."""
    links = [_NONE] * len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if isinstance(token, Act):
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        before = tokens[index - 1] if index else None
        link = _link(plain, token, before, after)
        if link.beside:
            link = replace(link, act=index + 1 if link.beside == "after" else index - 1)
        elif link == _NONE and isinstance(after, Places) and _listed(plain, token, after):
            link = replace(links[index + 1], beside="")
        links[index] = link
    return links


def _link(plain: str, places: Places, before: Token | None, after: Token | None) -> _Link:
    loosely = LOOSELY_BEFORE if places.loose else JUST_BEFORE
    follows = isinstance(before, Act) and loosely.fullmatch(plain, before.end, places.start)
    minutes = places.loose and MINUTES.search(plain, max(0, places.start - 12), places.start)
    if minutes and not follows:
        return _Link(apart=True)
    if isinstance(after, Act) and _leads(plain, places.end, after):
        return _Link(beside="after")
    if follows and not FOREIGN.match(plain, places.end):
        return _Link(beside="before")
    apart = FOREIGN.match(plain, places.end) or UNKNOWN.match(plain, places.end)
    return _Link(apart=True) if apart else _NONE


def _leads(plain: str, at: int, act: Act) -> bool:
    """Say whether a place that ends at a position is in the act that follows."""
    if TO_ACT.fullmatch(plain, at, act.start):
        return True
    return plain.startswith(")", act.end) and WRAPPED.fullmatch(plain, at, act.start) is not None


def _listed(plain: str, places: Places, after: Places) -> bool:
    return (
        places.union == after.union and LISTED.fullmatch(plain, places.end, after.start) is not None
    )


class _Sentence:
    """What the sentence has named so far, and the chapter last named in the text."""

    def __init__(self, plain: str, meant_by: Callable[[Act], str]) -> None:
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

    def place(self, places: Places, act: Act | None, link: _Link) -> tuple[Places, str]:
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

    def _act_of(self, places: Places, act: Act | None, link: _Link) -> str:
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


def _ranges(plain: str, tokens: list[Token]) -> list[Token]:
    """Join places with a dash between them, as ``1 kap. 9 §–2 kap. 3 §``, to one range."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if isinstance(token, Places) and isinstance(before, Places):
            first, then = before.named[-1], token.named[0]
            ranged = RANGE.fullmatch(plain, before.end, token.start)
            if ranged and first.last is None and then.last is None and before.union == token.union:
                inner = token if token.chapter or token.union else token.in_chapter(before.chapter)
                one = replace(first, end=then.end, last=inner.named[0].place)
                named = (*before.named[:-1], one, *inner.named[1:])
                joined[-1] = replace(before, end=token.end, named=named)
                continue
        joined.append(token)
    return joined
