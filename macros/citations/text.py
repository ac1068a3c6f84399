"""All legal citations in a running text.

Places and acts are found from left to right, each reading going on where the last one ended, so
that the time is linear in the text. Then each group of places is given its act: the one that
follows at once, the one that stands just before, or the last one named in the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from macros.citations.acts import Act, ActReader
from macros.citations.place import Place
from macros.citations.places import (
    Places,
    read_articles,
    read_places,
    read_recitals,
    read_short,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# One character for one, so that places in the plain text are places in the text.
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\n\r\t\v\f\u00a0\u2007\u2009\u200a\u202f\u2002\u2003", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u2012\u2013\u2014\u2212", "–"),
    }
)
_NUMBER = r"(?<![\w.,:/§–-])\d{1,3}(?!\d)|(?<=[\w] )\d(?!\d)"
_TO_ACT = re.compile(
    r" *(?:(?:i|enligt|till|av|ur|i enlighet med) +)?(?:den +|EU:s +|rådets +|"
    r"Europaparlamentets och rådets +|den (?:svenska|nya|äldre|upphävda) +)?"
)
_SENTENCE_END = re.compile(
    r"(?<!kap)(?<!st)(?<!art)(?<!mom)(?<! p)(?<!nr)(?<!jfr)(?<!\bs)[.!?] +(?=[A-ZÅÄÖ])"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that a text cites. `last` is the last place of a range, None otherwise."""

    start: int
    end: int
    text: str
    designation: str
    place: Place
    last: Place | None = None

    @property
    def fragment(self) -> str:
        """Return the place's fragment, empty for the whole act."""
        return self.place.fragment


def read_all(text: str, names: Mapping[str, str]) -> tuple[Cited, ...]:
    """Return the citations of a text, in order.

    Args:
        text: prose, without markup.
        names: names and abbreviations of acts, each with its designation.
    """
    plain = text.translate(_PLAIN)
    tokens = list(_tokens(plain, ActReader(names)))
    return tuple(
        Cited(start, end, text[start:end], act.designation, place, last)
        for start, end, act, place, last in _resolved(plain, tokens)
    )


def _tokens(plain: str, acts: ActReader) -> Iterator[Act | Places]:
    trigger = re.compile(
        rf"(?P<number>{_NUMBER})"
        rf"|(?P<article>(?<![\wåäö])(?:artikel|artiklarna|artiklar|art\.) *(?=\d))"
        rf"|(?P<recital>(?<![\wåäö])skäl(?:en|et)? +(?=\d))|(?:{acts.trigger()})",
        re.IGNORECASE,
    )
    at = 0
    while True:
        match = trigger.search(plain, at)
        if match is None:
            return
        found: Act | Places | None
        if match["number"]:
            found, following = read_places(plain, match.start())
        elif match["article"]:
            found, following = read_articles(plain, match.start())
        elif match["recital"]:
            found, following = read_recitals(plain, match.start())
        else:
            found = acts.read(plain, match.start(), at)
            following = max(found.end, match.start() + 1) if found else match.end()
        if found is None:
            at = max(following, match.start() + 1)
            continue
        yield found
        at = max(following, match.start() + 1)
        if isinstance(found, Act):
            at = max(at, acts.title_end(plain, found))
            short, end = read_short(plain, found.end)
            if short is not None:
                yield short
                at = max(at, end)


def _resolved(
    plain: str, tokens: list[Act | Places]
) -> Iterator[tuple[int, int, Act, Place, Place | None]]:
    """Yield every place with its act, and the acts that are named without a place."""
    owners = _owners(plain, tokens)
    used = set(owners.values())
    for index, token in enumerate(tokens):
        if isinstance(token, Act):
            if index not in used and not token.back:
                yield token.start, token.end, token, Place(), None
        elif index in owners:
            act = tokens[owners[index]]
            if isinstance(act, Act):
                yield from _with_act(plain, token, act)


def _with_act(
    plain: str, places: Places, act: Act
) -> Iterator[tuple[int, int, Act, Place, Place | None]]:
    """Yield places with their act; the one that stands beside it takes in the act's name."""
    for named in places.named:
        start, end = named.start, named.end
        if named is places.named[-1] and _TO_ACT.fullmatch(plain, places.end, act.start):
            end = act.end
        elif named is places.named[0] and not plain[act.end : start].strip() and act.end <= start:
            start = act.start
        yield start, end, act, named.place, named.last


def _owners(plain: str, tokens: list[Act | Places]) -> dict[int, int]:
    """Return for each group of places the index of the act that it belongs to."""
    ends = [match.start() for match in _SENTENCE_END.finditer(plain)]
    owners: dict[int, int] = {}
    sentence = 0
    named: int | None = None
    for index, token in enumerate(tokens):
        while sentence < len(ends) and ends[sentence] < token.start:
            sentence += 1
            named = None
        if isinstance(token, Act):
            named = index
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if isinstance(after, Act) and _TO_ACT.fullmatch(plain, token.end, after.start):
            owners[index] = index + 1
        elif named is not None:
            owners[index] = named
    return owners
