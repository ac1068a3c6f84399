"""Which act each place of a text is in.

The one that follows at once or that stands just before, that of the next place in a list, or the
act last named in the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.citations.lexicon import CELEX
from macros.citations.links import (
    FOREIGN,
    JUST_BEFORE,
    LISTED,
    LOOSELY_BEFORE,
    MINUTES,
    TO_ACT,
    UNKNOWN,
    UNKNOWN_BEFORE,
    WRAPPED,
)
from macros.citations.lists import RANGE
from macros.citations.mention import Act
from macros.citations.place import Place
from macros.citations.places import Places
from macros.citations.sentence import Link, Sentence

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


_NONE = Link()


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
    sentence = Sentence(plain, meant_by)
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


def unknown(plain: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield where a place stands beside an act that is not known, by a word or an abbreviation."""
    tokens = _ranges(plain, tokens)
    for index, link in enumerate(_links(plain, tokens)):
        token = tokens[index]
        act = tokens[link.act] if link.act >= 0 else None
        if link.beside and isinstance(act, Act) and not act.designation and not act.soft:
            yield min(token.start, act.start), max(token.end, act.end)
        elif link.apart and isinstance(token, Places) and not token.loose:
            short = UNKNOWN.match(plain, token.end)
            if short is not None and not FOREIGN.match(plain, token.end):
                yield token.start, short.end()


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


def _links(plain: str, tokens: list[Token]) -> list[Link]:
    """Return for each token what stands beside it; from the end, as lists are told by their end."""
    links = [_NONE] * len(tokens)
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if isinstance(token, Act):
            continue
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        link = _link(plain, token, before, after)
        if link.beside == "after" and _begins(plain, tokens, index):
            link = replace(link, beside="before")
        if link.beside:
            link = replace(link, act=index + 1 if link.beside == "after" else index - 1)
        elif link == _NONE and isinstance(after, Places) and _listed(plain, token, after):
            link = replace(links[index + 1], beside="")
        links[index] = link
    return links


def _link(plain: str, places: Places, before: Token | None, after: Token | None) -> Link:
    loosely = LOOSELY_BEFORE if places.loose else JUST_BEFORE
    follows = (
        isinstance(before, Act)
        and _fits(places, before)
        and loosely.fullmatch(plain, before.end, places.start)
    )
    minutes = places.loose and MINUTES.search(plain, max(0, places.start - 12), places.start)
    if minutes and not follows:
        return Link(apart=True)
    leads = isinstance(after, Act) and _leads(plain, places.end, after)
    if leads and isinstance(after, Act) and (_fits(places, after) or not follows):
        return Link(beside="after")
    if follows and not FOREIGN.match(plain, places.end):
        return Link(beside="before")
    apart = (
        FOREIGN.match(plain, places.end)
        or UNKNOWN.match(plain, places.end)
        or UNKNOWN_BEFORE.search(plain, max(0, places.start - 40), places.start)
    )
    return Link(apart=True) if apart else _NONE


def _fits(places: Places, act: Act) -> bool:
    """Say whether an act can have such places: none of the EU has sections."""
    return places.union or not CELEX.fullmatch(act.designation)


def _begins(plain: str, tokens: list[Token], index: int) -> bool:
    """Say whether a place between two acts is in the first: ``OSL 2 § LOU 3 §``."""
    first, before, places, after, then = (
        tokens[at] if 0 <= at < len(tokens) else None for at in range(index - 2, index + 3)
    )
    if not (isinstance(before, Act) and isinstance(places, Places) and isinstance(after, Act)):
        return False
    if not _fits(places, before) or plain[places.end : after.start] != " ":
        return False
    if not JUST_BEFORE.fullmatch(plain, before.end, places.start):
        return False
    if isinstance(first, Places) and _fits(first, before) and _leads(plain, first.end, before):
        return False
    union = CELEX.fullmatch(after.designation) is not None
    chained = (
        isinstance(then, Places)
        and then.union == union
        and JUST_BEFORE.fullmatch(plain, after.end, then.start) is not None
    )
    return chained or (places.union and not union)


def _leads(plain: str, at: int, act: Act) -> bool:
    """Say whether a place that ends at a position is in the act that follows."""
    if TO_ACT.fullmatch(plain, at, act.start):
        return True
    return plain.startswith(")", act.end) and WRAPPED.fullmatch(plain, at, act.start) is not None


def _listed(plain: str, places: Places, after: Places) -> bool:
    return (
        places.union == after.union and LISTED.fullmatch(plain, places.end, after.start) is not None
    )


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
