"""Places in running text: chapters, sections and their parts, articles and recitals, in lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from macros.citations.place import ORDINALS, Place

MOST_IN_A_LIST: Final = 60
"""A longer list of numbers is no citation, and reading it stays linear."""

_N = r"\d{1,3}(?!\d)(?: ?[a-z](?![\wåäö.]))?"
_OR = r"(?: *,? *(?:och|eller|samt|respektive|resp\.|jämte) +| *, *| *– *| - |-(?=\d))"
_LIST = re.compile(rf"{_N}(?:{_OR}{_N}){{0,{MOST_IN_A_LIST}}}")
_ITEM = re.compile(rf"({_OR})?({_N})")
_KAP = re.compile(r" *kap(?:\.|itlet|itlen)?(?![\wåäö])", re.IGNORECASE)
_SECTION = re.compile(r" *§{1,2}")
_ORD = "|".join(ORDINALS)
_PARAGRAPHS = re.compile(
    rf" *,? +(?P<words>(?:{_ORD})(?:(?:, | och | eller | samt |–)(?:{_ORD})){{0,9}})"
    rf" +(?:stycket|styckena|stycke|st\.)|"
    rf" *,? +(?P<digits>\d{{1,2}}(?:(?:, | och | eller | samt |–)\d{{1,2}}){{0,9}})"
    rf" *(?:st\.|stycket|styckena|stycke)"
)
_SENTENCES = re.compile(
    rf" *,? +(?P<words>(?:{_ORD})(?:(?:, | och | eller | samt |–)(?:{_ORD})){{0,9}})"
    rf" +mening(?:en|arna)"
)
_MOMENT = re.compile(r" *,? +(\d{1,2}) mom(?:\.|entet)")
_P = r"(?:\d{1,2}(?!\d)(?: ?[a-hj-z](?![\wåäö.:]))?|[a-h](?![\wåäö.:]))"
_NOT_POINT = (
    r"(?! *(?:kap|§|st\.|stycke|mom|%|procent|kr\b|kronor|dag|dygn|tim|minut|månad|år|veck|person|"
    r"anställd|gång|[:/]\d|[.,]\d|–\d{1,3} *§|(?:januari|februari|mars|april|maj|juni|juli|augusti|"
    r"september|oktober|november|december)))"
)
_NAMED_POINT = re.compile(rf" *,? +(?:punkt(?:en|erna)?|p\.) *({_P})")
_BARE_POINT = re.compile(rf" +({_P}){_NOT_POINT}(?: *p(?:\.|unkten))?")
_DIGIT_POINT = re.compile(rf" *,? +({_P}) p(?:\.|unkten)(?![\wåäö])")
_MORE_POINTS = re.compile(rf"({_OR})({_P}){_NOT_POINT}(?: *p\.)?(?![\wåäö])")

_ARTICLE_HEAD = re.compile(r"(?:artikel|artiklarna|artiklar|art\.) *", re.IGNORECASE)
_A = r"\d{1,3}(?!\d)(?:\.\d{1,2}(?!\d))?(?: ?[a-hj-z](?![\wåäö.:]))?"
_ARTICLE = re.compile(
    rf"({_A})(?:(?: ,?)? *(?:första|andra|tredje|fjärde) stycket)?(?: led ([a-z])\b)?"
)
_ARTICLE_MORE = re.compile(rf"({_OR})(?:(?:artikel|art\.) *)?({_A}|[a-hj-z](?![\wåäö.:]))")
_RECITAL = re.compile(
    rf"skäl(?:en|et)? +(\d{{1,3}}(?!\d)(?:{_OR}\d{{1,3}}(?!\d)){{0,20}})", re.IGNORECASE
)
_SHORT = re.compile(r" *(\d{1,2} ?[a-z]?):(\d{1,3} ?[a-z]?(?![\wåäö:]))")
_BETWEEN = re.compile(r" *,? *(?:och|eller|samt|respektive|jämte|jfr) +| *, *| *; *")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a text names: where, and for a range also its last place."""

    start: int
    end: int
    place: Place
    last: Place | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Places that a text names in one go, and so of one act."""

    start: int
    end: int
    named: tuple[Named, ...]
    union: bool = False


def read_places(text: str, start: int) -> tuple[Places | None, int]:
    """Read the places that begin at a number.

    Args:
        text: the text, with white space and dashes made plain.
        start: where a number stands.

    Returns:
        The places, None where the numbers are something else; and where to go on.
    """
    named: list[Named] = []
    chapter = ""
    at = start
    end = start
    while True:
        numbers = _LIST.match(text, at)
        if numbers is None:
            break
        after = _KAP.match(text, numbers.end())
        if after is not None:
            chapters = _items(numbers)
            rest = re.compile(r" *,? *").match(text, after.end())
            following = rest.end() if rest else after.end()
            inner = _LIST.match(text, following)
            one = len(chapters) == 1 and chapters[0][3] is None
            if one and inner is not None and _SECTION.match(text, inner.end()):
                chapter = _joined(chapters[0][2])
                at = following
                opened = numbers.start()
                got, end = _sections(text, inner, chapter)
                first = got[0]
                got[0] = Named(min(opened, first.start), first.end, first.place, first.last)
                named.extend(got)
            else:
                chapter = _joined(chapters[-1][2])
                for begin, stop, number, to in chapters:
                    named.append(
                        Named(
                            begin,
                            stop,
                            Place(chapter=_joined(number)),
                            Place(chapter=_joined(to)) if to else None,
                        )
                    )
                named[-1] = replace(named[-1], end=after.end())
                end = after.end()
        elif _SECTION.match(text, numbers.end()):
            got, end = _sections(text, numbers, chapter)
            named.extend(got)
        else:
            if not named:
                return None, numbers.end()
            break
        between = _BETWEEN.match(text, end)
        if between is None:
            break
        at = between.end()
    if not named:
        return None, start + 1
    return Places(start, end, tuple(named)), end


def _items(match: re.Match[str]) -> list[tuple[int, int, str, str | None]]:
    """Return start, end, number and, for a range, last number of each part of a list."""
    found: list[tuple[int, int, str, str | None]] = []
    for one in _ITEM.finditer(match[0]):
        begin, stop = match.start() + one.start(2), match.start() + one.end(2)
        if one[1] and one[1].strip() in ("–", "-") and found and found[-1][3] is None:
            first = found.pop()
            found.append((first[0], stop, first[2], one[2]))
        else:
            found.append((begin, stop, one[2], None))
    return found


def _joined(number: str) -> str:
    return number.replace(" ", "")


def _sections(text: str, numbers: re.Match[str], chapter: str) -> tuple[list[Named], int]:
    """Return the sections of a list, with the parts that are named of the last of them."""
    sign = _SECTION.match(text, numbers.end())
    end = sign.end() if sign else numbers.end()
    items = _items(numbers)
    named = [
        Named(
            begin,
            stop,
            Place(chapter, _joined(number)),
            Place(chapter, _joined(last)) if last else None,
        )
        for begin, stop, number, last in items
    ]
    final = named.pop()
    if final.last is not None:
        return [*named, replace(final, end=end)], end
    parts, end = _parts(text, end, final.place)
    for index, (place, last, begin, stop) in enumerate(parts):
        first = final.start if index == 0 else begin
        named.append(Named(first, stop, place, last))
    named[-1] = replace(named[-1], end=end)
    return named, end


_Part = tuple[Place, "Place | None", int, int]


def _parts(text: str, at: int, section: Place) -> tuple[list[_Part], int]:
    """Return the parts named of a section: moment, paragraphs, sentences, points."""
    moment = _MOMENT.match(text, at)
    if moment is not None:
        section = replace(section, moment=moment[1])
        at = moment.end()
    parts: list[_Part] = [(section, None, at, at)]
    paragraphs = _PARAGRAPHS.match(text, at)
    if paragraphs is not None:
        group = "words" if paragraphs["words"] else "digits"
        parts = [
            (
                replace(section, paragraph=first),
                replace(section, paragraph=last) if last else None,
                begin,
                stop,
            )
            for first, last, begin, stop in _ordinals(paragraphs, group)
        ]
        at = paragraphs.end()
    sentences = _SENTENCES.match(text, at)
    if sentences is not None:
        base = parts.pop()[0]
        parts.extend(
            (
                replace(base, sentence=first),
                replace(base, sentence=last) if last else None,
                begin,
                stop,
            )
            for first, last, begin, stop in _ordinals(sentences, "words")
        )
        at = sentences.end()
    points, at = _points(text, at)
    if points:
        base = parts.pop()[0]
        parts.extend(
            (replace(base, point=first), replace(base, point=last) if last else None, begin, stop)
            for first, last, begin, stop in points
        )
    return parts, at


def _ordinals(match: re.Match[str], group: str) -> list[tuple[int, int, int, int]]:
    """Return the numbers of a list of ordinals or digits: first, last of a range, and where."""
    found: list[tuple[int, int, int, int]] = []
    offset = match.start(group)
    for one in re.finditer(rf"(–)?(?:, | och | eller | samt )?({_ORD}|\d+)", match[group]):
        number = int(one[2]) if one[2].isdigit() else ORDINALS.index(one[2]) + 1
        number = max(1, min(number, len(ORDINALS)))
        if one[1] and found:
            found[-1] = (found[-1][0], number, found[-1][2], offset + one.end())
        else:
            found.append((number, 0, offset + one.start(2), offset + one.end()))
    return found


def _points(text: str, at: int) -> tuple[list[tuple[str, str | None, int, int]], int]:
    first = (
        _NAMED_POINT.match(text, at) or _DIGIT_POINT.match(text, at) or _BARE_POINT.match(text, at)
    )
    if first is None:
        return [], at
    found: list[tuple[str, str | None, int, int]] = [
        (_joined(first[1]), None, first.start(1), first.end())
    ]
    at = first.end()
    while len(found) < MOST_IN_A_LIST:
        more = _MORE_POINTS.match(text, at)
        if more is None:
            break
        number = _joined(more[2])
        if more[1].strip() in ("–", "-") and found[-1][1] is None:
            found[-1] = (found[-1][0], number, found[-1][2], more.end())
        else:
            before = re.match(r"\d+", found[-1][0])
            if number.isalpha() and before is not None and len(found[-1][0]) > len(before[0]):
                number = before[0] + number
            found.append((number, None, more.start(2), more.end()))
        at = more.end()
    return found, at


def read_articles(text: str, start: int) -> tuple[Places | None, int]:
    """Read the articles that begin at the word; as `read_places`."""
    head = _ARTICLE_HEAD.match(text, start)
    first = _ARTICLE.match(text, head.end()) if head else None
    if head is None or first is None:
        return None, start + 1
    place = _article(first[1], first[2] or "")
    named = [Named(start, first.end(), place)]
    at = first.end()
    while len(named) < MOST_IN_A_LIST:
        more = _ARTICLE_MORE.match(text, at)
        if more is None or re.compile(r" *(?:§|kap\.|st\.)").match(text, more.end()):
            break
        place = _carried(more[2], place)
        if more[1].strip() in ("–", "-") and named[-1].last is None:
            named[-1] = replace(named[-1], end=more.end(), last=place)
        else:
            named.append(Named(more.start(2), more.end(), place))
        at = more.end()
    return Places(start, at, tuple(named), union=True), at


def _article(words: str, letter: str = "") -> Place:
    match = re.fullmatch(r"([\d.]+) ?([a-z]?)", words)
    return Place(article=match[1], point=match[2] or letter) if match else Place(article=words)


def _carried(words: str, before: Place) -> Place:
    """Return an article of a list; a letter alone belongs to the article before it."""
    return replace(before, point=words) if words.isalpha() else _article(words)


def read_recitals(text: str, start: int) -> tuple[Places | None, int]:
    """Read the recitals (skäl) that begin at the word; as `read_places`."""
    match = _RECITAL.match(text, start)
    if match is None:
        return None, start + 1
    named: list[Named] = []
    for one in re.finditer(rf"({_OR})?(\d{{1,3}})", match[1]):
        begin, stop = match.start(1) + one.start(2), match.start(1) + one.end(2)
        place = Place(recital=one[2])
        if one[1] and one[1].strip() in ("–", "-") and named:
            named[-1] = replace(named[-1], end=stop, last=place)
        else:
            named.append(Named(begin if named else start, stop, place))
    return Places(start, match.end(), tuple(named), union=True), match.end()


def read_short(text: str, start: int) -> tuple[Places | None, int]:
    """Read ``10:2a`` after an act's abbreviation; as `read_places`."""
    named: list[Named] = []
    at = start
    while True:
        match = _SHORT.match(text, at)
        if match is None:
            break
        section = Place(_joined(match[1]), _joined(match[2]))
        parts, end = _parts(text, match.end(), section)
        begin = match.start(1)
        for place, last, first, stop in parts:
            named.append(Named(begin, max(stop, match.end()), place, last))
            begin = first
        between = _BETWEEN.match(text, end)
        at = between.end() if between else end
        if between is None:
            break
    if not named:
        return None, start
    return Places(named[0].start, named[-1].end, tuple(named)), named[-1].end
