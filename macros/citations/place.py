"""A place in an act: how it is written, and its fragment as at lagen.nu."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

ORDINALS: Final = (
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
)
_SPACE: Final = r"[ \u00a0\u202f]"
_NUMBER: Final = rf"[0-9]+(?:{_SPACE}?[a-z])?"
_ORDINAL: Final = "|".join(ORDINALS)
_SWEDISH: Final = re.compile(
    rf"(?:(?P<chapter>{_NUMBER}){_SPACE}kap\.(?:{_SPACE}|$))?"
    rf"(?:(?P<section>{_NUMBER}){_SPACE}§)?"
    rf"(?:{_SPACE}(?P<moment>[0-9]+){_SPACE}mom\.)?"
    rf"(?:{_SPACE}(?P<paragraph>{_ORDINAL}){_SPACE}stycket)?"
    rf"(?:{_SPACE}(?P<sentence>{_ORDINAL}){_SPACE}meningen)?"
    rf"(?:{_SPACE}(?P<point>[0-9]+(?:{_SPACE}[a-z])?|(?<!§.)[a-z]))?"
)
_EUROPEAN: Final = re.compile(
    rf"(?:artikel|art\.){_SPACE}(?P<article>[0-9]+(?:\.[0-9]+)?)(?:{_SPACE}(?P<letter>[a-z]))?"
    rf"|skäl{_SPACE}(?P<recital>[0-9]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an act.

    In Swedish law: `chapter`, `section`, `moment`, `paragraph` (stycke), `sentence`, `point`. In
    EU law: `article` (such as ``28.3``) with `point` (a letter), or `recital` (skäl).
    """

    chapter: str = ""
    section: str = ""
    paragraph: int = 0
    point: str = ""
    article: str = ""
    sentence: int = 0
    moment: str = ""
    recital: str = ""

    @property
    def fragment(self) -> str:
        """Return the fragment: ``K18P8S1N3``, ``28.3``, or empty for the whole act.

        A point or sentence without a named paragraph is in the first.
        """
        if self.recital:
            return f"skäl {self.recital}"
        if self.article:
            return self.article + (f".{self.point}" if self.point else "")
        paragraph = self.paragraph or (1 if self.point or self.sentence else 0)
        return (
            (f"K{self.chapter}" if self.chapter else "")
            + (f"P{self.section}" if self.section else "")
            + (f"O{self.moment}" if self.moment else "")
            + (f"S{paragraph}" if paragraph else "")
            + (f"M{self.sentence}" if self.sentence else "")
            + (f"N{self.point.replace(' ', '')}" if self.point else "")
        )

    def __str__(self) -> str:
        """Return the normal form, such as ``10 kap. 2 a § andra stycket 3``."""
        if self.recital:
            return f"skäl {self.recital}"
        if self.article:
            return f"artikel {self.article}" + (f" {self.point}" if self.point else "")
        words = []
        if self.chapter:
            words.append(f"{_spaced(self.chapter)} kap.")
        if self.section:
            words.append(f"{_spaced(self.section)} §")
        if self.moment:
            words.append(f"{self.moment} mom.")
        if self.paragraph:
            words.append(f"{ORDINALS[self.paragraph - 1]} stycket")
        if self.sentence:
            words.append(f"{ORDINALS[self.sentence - 1]} meningen")
        if self.point:
            words.append(self.point)
        return " ".join(words)

    def within(self) -> tuple[str, ...]:
        """Return this place's fragment and those of all that hold it, narrowest first."""
        found = [self]
        if self.article:
            if self.point:
                found.append(Place(article=self.article))
            if "." in self.article:
                found.append(Place(article=self.article.split(".")[0]))
        elif self.section:
            bare = Place(self.chapter, self.section, moment=self.moment)
            paragraph = self.paragraph or (1 if self.point or self.sentence else 0)
            if " " in self.point:
                found.append(replace(self, point=self.point.split(" ")[0]))
            if self.point and self.sentence:
                found.append(replace(self, point=""))
            if self.point or self.sentence:
                found.append(replace(bare, paragraph=paragraph))
            if paragraph:
                found.append(bare)
            if self.moment:
                found.append(Place(self.chapter, self.section))
        return tuple(dict.fromkeys(place.fragment for place in found))


def _spaced(number: str) -> str:
    return re.sub(r"(\d)([a-z])", r"\1 \2", number)


def _joined(number: str | None) -> str:
    return re.sub(r"\s", "", number or "")


def read_place(text: str) -> Place | None:
    """Return the place that the whole of `text` names in its normal form, or None."""
    text = text.strip()
    match = _EUROPEAN.fullmatch(text)
    if match is not None:
        return Place(
            article=match["article"] or "",
            point=match["letter"] or "",
            recital=match["recital"] or "",
        )
    match = _SWEDISH.fullmatch(text)
    if match is None or not (match["chapter"] or match["section"]):
        return None
    return Place(
        chapter=_joined(match["chapter"]),
        section=_joined(match["section"]),
        moment=match["moment"] or "",
        paragraph=_counted(match["paragraph"]),
        sentence=_counted(match["sentence"]),
        point=" ".join((match["point"] or "").split()),
    )


def _counted(ordinal: str | None) -> int:
    return ORDINALS.index(ordinal) + 1 if ordinal else 0
