"""Places in EU law: articles with their paragraphs and letters, and recitals, in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from macros.citations.lists import JOIN, LETTER, MOST_IN_A_LIST, RANGE, read_list, section_tail
from macros.citations.place import ORDINALS, Place
from macros.citations.places import Named, Places

HEAD: Final = re.compile(r"(?:artik(?:el|eln|elns|lar|larna)|art\.?) ?(?=[0-9])", re.IGNORECASE)
RECITAL_HEAD: Final = re.compile(
    r"(?:skäl(?:en|et)?|beaktandesats(?:en|er|erna)?) (?:nr )?(?=\(?[0-9])", re.IGNORECASE
)
_ARTICLE: Final = re.compile(
    r"([0-9]{1,3})(?![0-9])"
    r"(?:\.([0-9]{1,2})| ?\(([0-9]{1,2})\)"
    r"|,? (?:punkt(?:en)?|p\.?|led(?:et)?|mom\.?) ([0-9]{1,2}))?(?![0-9]|\.[0-9])"
)
# Paragraphs and sentences are not shown in the fragment.
_ORDINALS: Final = "|".join(ORDINALS)
_SILENT: Final = re.compile(
    rf"(?:,| och| samt| eller)? (?:{_ORDINALS})(?:(?:, | och | eller |–)(?:{_ORDINALS}))? "
    r"(?:stycke(?:t|na)|st\.|mening(?:en|arna)|strecksats(?:en|erna))",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r",? (?:led(?:et|en)?|punkt(?:en|erna)?|p\.|litt?\.) ")
_POINT: Final = re.compile(rf" ?{LETTER.pattern}|\.[a-z](?!\w)| ?\(?[a-z]\)")
_WRAPPED: Final = re.compile(r"\([a-z]\)")
_NO_SIGNS: Final = str.maketrans("", "", " .()")
_AGAIN: Final = re.compile(
    r"(?:i )?(?:artikel|art\.?) ?|(?:led(?:et|en)?|punkt(?:en)?) ", re.IGNORECASE
)
_NO_ARTICLE: Final = re.compile(r" ?(?:§|kap|st\.|stycke|%|procent|kr\b|/|:[0-9]|-[^\W\d])")
_RECITAL: Final = re.compile(r"\(?([0-9]{1,3})(?![0-9]|[.:][0-9])\)?")


def read_articles(text: str, start: int) -> tuple[Places | None, int]:
    """Read the articles that begin at the word ``artikel``.

    Args:
        text: the plain text.
        start: where the word stands.

    Returns:
        The places, None where it is something else; and where to go on.
    """
    head = HEAD.match(text, start)
    first = _article(text, head.end(), None) if head else None
    if head is None or first is None:
        return None, start + 1
    plural = "lar" in head[0].casefold()
    named = [replace(first, start=start)]
    looked, tail = section_tail(text, head.end())
    while len(named) < MOST_IN_A_LIST:
        before = named[-1]
        ranged = RANGE.match(text, before.end) if before.last is None else None
        join = ranged or JOIN.match(text, before.end)
        if join is None:
            break
        if join.end() > looked:
            looked, tail = section_tail(text, join.end())
        if 0 <= tail <= join.end():
            break
        again = _AGAIN.match(text, join.end())
        item = _article(text, again.end() if again else join.end(), before.place)
        if item is None:
            break
        item = replace(item, start=join.end())
        if ranged is None:
            named.append(item)
        else:
            last = _last(before.place, item.place, plural=plural)
            named[-1] = replace(before, end=item.end, last=last)
    return Places(start, named[-1].end, tuple(named), union=True), named[-1].end


def _article(text: str, at: int, before: Place | None) -> Named | None:
    """Read an article; in a list a letter alone belongs to the article before it."""
    if before is not None and before.point:
        letter = LETTER.match(text, at) or _WRAPPED.match(text, at)
        if letter is not None:
            value = letter[0].strip("()")[0]
            return Named(at, _silent(text, letter.end()), replace(before, point=value))
    number = _ARTICLE.match(text, at)
    if number is None or _NO_ARTICLE.match(text, number.end()):
        return None
    paragraph = number[2] or number[3] or number[4]
    end = _silent(text, number.end())
    word = _WORD.match(text, end)
    point = LETTER.match(text, word.end()) if word else _POINT.match(text, end)
    if point is not None:
        end = _silent(text, point.end())
    named = point[0].translate(_NO_SIGNS) if point else ""
    place = Place(article=number[1] + (f".{paragraph}" if paragraph else ""), point=named)
    return Named(at, end, place)


def _silent(text: str, at: int) -> int:
    """Return where words for paragraphs and sentences end."""
    for _ in range(3):
        silent = _SILENT.match(text, at)
        if silent is None:
            break
        at = silent.end()
    return at


def _last(first: Place, last: Place, *, plural: bool) -> Place:
    """Return the last place of a range: in ``artikel 13.1–2`` the 2 is a paragraph of 13."""
    article, _, paragraph = first.article.partition(".")
    short = last.article.isdigit() and paragraph and not plural
    if short and int(last.article) > int(paragraph):
        return replace(last, article=f"{article}.{last.article}")
    return last


def read_recitals(text: str, start: int) -> tuple[Places | None, int]:
    """Read the recitals (skäl) that begin at the word; as `read_articles`."""
    head = RECITAL_HEAD.match(text, start)
    items = read_list(text, head.end(), _RECITAL) if head else []
    if not items:
        return None, start + 1
    named = [
        Named(
            one.start if index else start,
            one.end,
            Place(recital=one.value),
            Place(recital=one.last) if one.last else None,
        )
        for index, one in enumerate(items)
    ]
    return Places(start, named[-1].end, tuple(named), union=True), named[-1].end
