"""Places in Swedish law: chapters and sections, in lists, and what is named of the last of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from macros.citations.lists import (
    JOIN,
    MOST_IN_A_LIST,
    NUMBER,
    ORDINAL,
    RANGE,
    Item,
    ordinal,
    read_list,
)
from macros.citations.parts import read_parts
from macros.citations.place import Place
from macros.citations.places import Named, Places

_CHAPTER: Final = re.compile(r" ?kap(?:\.|(?:itlets?|itlen|itel)?(?!\w))")
_CHAPTER_FIRST: Final = re.compile(r"[Kk]ap(?:\.|itel|itlen)? ?(?=[0-9])")
_SECTION: Final = re.compile(r" ?(?:§{1,2}(?:-erna|-en|:n)?|paragraf(?:en|erna)?(?!\w))")
_SECTION_FIRST: Final = re.compile(r"(?:§{1,2}|[Pp]aragraf(?:en|erna)?) ?(?=[0-9])")
_MANY: Final = re.compile(rf"{NUMBER.pattern} ?§§")
_COMMA: Final = re.compile(r" ?,? ?")
_GOES_ON: Final = re.compile(r" ?[/:][0-9]|[0-9]|-[0-9]{2}")
_SIGN: Final = re.compile(r" ?§(?!§)")
_SHORT_SECTION: Final = r"([0-9]{1,3}(?: ?[a-oq-z](?!\w|\.\w))?)(?![\w:]|[.,][0-9])"
_SHORT: Final = re.compile(rf"([0-9]{{1,2}} ?[a-z]?):{_SHORT_SECTION}")
_SHORT_MORE: Final = re.compile(rf"{_SHORT_SECTION}(?! ?(?:§|kap|st\b|p\b))")


def read_sections(text: str, start: int) -> tuple[Places | None, int]:
    """Read the places that begin at a number, at a sign or at the word for a chapter.

    Args:
        text: the plain text.
        start: where the number, the sign or the word stands.

    Returns:
        The places, None where it is something else; and where to go on.
    """
    chapters, at = _chapters(text, start)
    if at < 0:
        return None, chapters[-1].end if chapters else start + 1
    if chapters and not chapters[-1].last:
        # Of "ref. 10 och 2 kap. 3 §" only the 2 is a chapter.
        first = start if len(chapters) == 1 else chapters[-1].start
        comma = _COMMA.match(text, at)
        sections, end = _sections(text, comma.end() if comma else at, chapters[-1].value, first)
        if sections:
            return Places(first, end, tuple(sections)), end
    if chapters:
        named = [_chapter(one) for one in chapters]
        named[0] = replace(named[0], start=start)
        named[-1] = replace(named[-1], end=at)
        return Places(start, at, tuple(named)), at
    sections, end = _sections(text, at, "", start)
    if not sections:
        return None, max(end, start + 1)
    # "§ 10" may be a paragraph of minutes, and "10 §§" a number of them.
    loose = _SECTION_FIRST.match(text, start) or _MANY.match(text, start)
    return Places(start, end, tuple(sections), loose=loose is not None), end


def _chapters(text: str, start: int) -> tuple[list[Item], int]:
    """Return the chapters that begin here, and where they end.

    Without chapters that is where they began, and -1 where the numbers here are nothing at all.
    """
    first = _CHAPTER_FIRST.match(text, start)
    if first is not None:
        items = read_list(text, first.end(), NUMBER)[:1]
        return items, items[-1].end if items else -1
    word = ORDINAL.match(text, start)
    if word is not None:
        chapter = _CHAPTER.match(text, word.end())
        item = Item(start, word.end(), str(ordinal(word[0])))
        return ([item], chapter.end()) if chapter else ([], -1)
    if _SECTION_FIRST.match(text, start):
        return [], start
    items = read_list(text, start, NUMBER)
    if not items or len(items) > MOST_IN_A_LIST:
        return items, -1
    chapter = _CHAPTER.match(text, items[-1].end)
    if chapter is not None:
        return items, chapter.end()
    return ([], start) if _SECTION.match(text, items[-1].end) else (items, -1)


def _chapter(item: Item) -> Named:
    last = Place(chapter=item.last) if item.last else None
    return Named(item.start, item.end, Place(chapter=item.value), last)


def _sections(text: str, at: int, chapter: str, start: int) -> tuple[list[Named], int]:
    """Return the sections at a position, with the parts that are named of the last of them."""
    sign = _SECTION_FIRST.match(text, at)
    items = read_list(text, sign.end() if sign else at, NUMBER)
    if not items:
        return [], at
    end = items[-1].end
    if sign is None:
        after = _SECTION.match(text, end)
        if after is None:
            return [], at
        end = after.end()
    elif _GOES_ON.match(text, end):
        return [], end
    named = [
        Named(
            start if index == 0 else one.start,
            one.end,
            Place(chapter, one.value),
            Place(chapter, one.last) if one.last else None,
        )
        for index, one in enumerate(items)
    ]
    last = replace(named.pop(), end=end)
    if last.last is not None:
        return [*named, last], end
    named += read_parts(text, end, last, bare=sign is None)
    return named, named[-1].end


def read_short(text: str, start: int) -> tuple[Places | None, int]:
    """Read ``10:2a`` beside an act's abbreviation; as `read_sections`."""
    named: list[Named] = []
    at = end = start
    while len(named) < MOST_IN_A_LIST:
        match = _SHORT.match(text, at) or (named and _SHORT_MORE.match(text, at)) or None
        if match is None:
            break
        whole = match.re is _SHORT
        chapter = _value(match[1]) if whole else named[-1].place.chapter
        place = Place(chapter, _value(match[2] if whole else match[1]))
        ranged = RANGE.match(text, end)
        if named and ranged is not None and ranged.end() == at:
            named[-1] = replace(named[-1], end=match.end(), last=place)
        else:
            sign = _SIGN.match(text, match.end())
            stop = sign.end() if sign else match.end()
            named += read_parts(text, stop, Named(at, stop, place), bare=sign is not None)
        end = named[-1].end
        between = (None if named[-1].last else RANGE.match(text, end)) or JOIN.match(text, end)
        if between is None:
            break
        at = between.end()
    if not named:
        return None, start + 1
    return Places(start, end, tuple(named), loose=True), end


def _value(words: str) -> str:
    return words.replace(" ", "")
