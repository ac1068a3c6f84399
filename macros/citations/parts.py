"""The parts of a section: moment, paragraphs (stycken), sentences and points, in lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from macros.citations.lists import (
    JOIN,
    MOST_IN_A_LIST,
    ORDINAL,
    POINT,
    SMALL,
    Item,
    ordinal,
    read_list,
    section_tail,
)
from macros.citations.places import Named

if TYPE_CHECKING:
    from macros.citations.place import Place

_LEVELS: Final = ("moment", "paragraph", "sentence", "point")
_POINT: Final = _LEVELS.index("point")
_UNIT: Final = re.compile(
    r" ?(?:(?P<moment>mom(?:ent(?:et|en)?|\.)?)|(?P<paragraph>stycke(?:t|na|ts)?|st\.?)"
    r"|(?P<sentence>mening(?:en|arna|ens)?|men\.)|(?P<point>punkt(?:en|erna)?|pkt\.?|p\.?"
    r"|led(?:et|en)?))(?!\w)"
)
_UNIT_FIRST: Final = re.compile(
    r"(?:(?P<moment>mom(?:ent|\.)?)|(?P<paragraph>stycke(?:t|na)?|st\.?)"
    r"|(?P<sentence>mening(?:en)?)|(?P<point>punkt(?:en|erna)?|pkt\.?|p\.?|led(?:et|en)?)) ?"
)
_COMMA: Final = re.compile(r" ?,? ?")
# What is counted or measured, and numbers that go on, are no points.
_NO_POINT: Final = re.compile(
    r" ?(?:[.,:/][0-9]|[–/:-][0-9]|%|kap(?!\w)|§|[0-9]{3}(?![0-9])"
    r"|(?:st\.?|stycke[nt]?|mom\.?|procent|kr|kronor|[tm]kr|dag(?:ar|en|arna)?|dygn|tim(?:me|mar|\.)?"
    r"|minut(?:er)?|sekund(?:er)?|månad(?:er)?|år|veck(?:a|or)|person(?:er)?|anställda?|gång(?:er)?"
    r"|meter|mil|k[mg]|barn|elev(?:er)?|ledam(?:ot|öter)|ersättare|kommuner|exemplar|ex\.|januari"
    r"|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?!\w))"
)

_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:(?P<paragraph>{ORDINAL.pattern}) stycket"
    rf"(?:(?: |, | punkt(?:en)? )(?P<after>[0-9]{{1,2}}))?"
    rf"|(?P<point>{ORDINAL.pattern}) punkten|punkt(?:en)? (?P<digits>[0-9]{{1,2}})) (?:i|av) $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Items of one level, as ``första och andra styckena``."""

    level: str
    items: list[Item]
    start: int
    end: int


def read_parts(text: str, at: int, section: Named, *, bare: bool) -> list[Named]:
    """Return the parts that are named of a section, or the section itself.

    Args:
        text: the plain text.
        at: where the section's own words end.
        section: the section. The first part takes in its words.
        bare: whether a number alone, as in ``8 § 3``, is a point.
    """
    found = [replace(section, end=at)]
    level = -1
    while len(found) < MOST_IN_A_LIST:
        group, joined = _next_group(text, at, bare=(bare or level >= 0) and level < _POINT)
        if group is None:
            break
        depth = _LEVELS.index(group.level)
        whole = found[-1].last is None
        if depth > level and whole and not joined:
            base = found.pop()
            start = base.start
        elif level < 0:
            break
        else:
            base, start = found[-1], group.start
        found.extend(_named(base.place, group, start))
        level, at = depth, group.end
    return found


def read_before(text: str, section: Named, floor: int) -> Named:
    """Return a section with the part that is named before it: ``andra stycket i 8 §``.

    Args:
        text: the plain text.
        section: the section, without parts after it.
        floor: what stands before belongs to another mention.
    """
    match = _BEFORE.search(text, max(floor, section.start - 48), section.start)
    if match is None:
        return section
    place = section.place
    if match["paragraph"]:
        place = replace(place, paragraph=ordinal(match["paragraph"]))
    point = match["point"] or match["digits"] or match["after"] or ""
    place = replace(place, point=_point(point) if point else "")
    return replace(section, start=match.start(), place=place)


def _next_group(text: str, at: int, *, bare: bool) -> tuple[_Group | None, bool]:
    """Return the next parts, and whether a word such as "och" joins them to those before."""
    comma = _COMMA.match(text, at)
    begin = comma.end() if comma else at
    group = _with_unit(text, begin)
    if group is None and bare:
        # "8 § 3", and "8§3" as well.
        spaced = text.startswith(" ", at)
        group = _points(text, at + spaced) if spaced or text[at : at + 1].isdigit() else None
    if group is not None:
        return group, False
    join = JOIN.match(text, at)
    return (_with_unit(text, join.end()) if join else None), True


def _with_unit(text: str, at: int) -> _Group | None:
    """Read ``första stycket``, ``2 st.``, ``punkt 3``, ``3 p.``."""
    for kind in (ORDINAL, POINT):
        items = read_list(text, at, kind)
        unit = _UNIT.match(text, items[-1].end) if items else None
        if unit is not None and unit.lastgroup is not None:
            fitting = unit.lastgroup == "point" or all(_counts(one) for one in items)
            return _Group(unit.lastgroup, items, at, unit.end()) if fitting else None
    unit = _UNIT_FIRST.match(text, at)
    if unit is None or unit.lastgroup is None:
        return None
    items = read_list(text, unit.end(), POINT if unit.lastgroup == "point" else SMALL)
    if not items or _NO_POINT.match(text, items[0].end):
        return None
    items = _before_sections(text, items)
    return _Group(unit.lastgroup, items, at, items[-1].end) if items else None


def _counts(item: Item) -> bool:
    return item.value.isdigit() or ORDINAL.fullmatch(item.value) is not None


def _points(text: str, at: int) -> _Group | None:
    """Read points without the word: ``3``, ``1 och 3``, ``b``, ``1–3``."""
    items = _before_sections(text, read_list(text, at, POINT))
    if items and _NO_POINT.match(text, items[-1].end):
        items.pop()
    return _Group("point", items, at, items[-1].end) if items else None


def _before_sections(text: str, items: list[Item]) -> list[Item]:
    """Return the items of a list that are no sections: of ``7 § 1, 8 och 9 §§``, ``1``."""
    looked = -1
    for one in items:
        if one.value[0].isdigit() and one.start >= looked:
            looked, stop = section_tail(text, one.start)
            if stop >= 0:
                return [item for item in items if item.end <= stop]
    return items


def _named(base: Place, group: _Group, start: int) -> list[Named]:
    """Return the items of a group as places in a place."""
    found = []
    for index, one in enumerate(group.items):
        last = _within(base, group.level, one.last) if one.last else None
        begin = start if index == 0 else one.start
        found.append(Named(begin, one.end, _within(base, group.level, one.value), last))
    found[-1] = replace(found[-1], end=group.end)
    return found


def _within(base: Place, level: str, value: str) -> Place:
    """Return a part of a place; what lies below its level is not carried on."""
    point = ""
    sentence = paragraph = 0
    moment = base.moment
    if level == "moment":
        moment = value
    elif level == "paragraph":
        paragraph = ordinal(value)
    elif level == "sentence":
        paragraph, sentence = base.paragraph, ordinal(value)
    else:
        paragraph, sentence = base.paragraph, base.sentence
        point = _point(value)
    return replace(base, moment=moment, paragraph=paragraph, sentence=sentence, point=point)


def _point(value: str) -> str:
    """Return a point in its normal form: ``3``, ``3 a``; of an ordinal its number."""
    if ORDINAL.fullmatch(value):
        return str(ordinal(value))
    return f"{value[:-1]} {value[-1]}" if value[-1].isalpha() and len(value) > 1 else value
