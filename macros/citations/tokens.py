"""The mentions of acts and places in a text, from left to right."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from macros.citations import heads
from macros.citations.acts import ActReader
from macros.citations.articles import read_articles, read_recitals
from macros.citations.lexicon import CELEX
from macros.citations.links import APPOSITION, APPOSITION_TO_TITLE, TITLE
from macros.citations.lists import JOIN
from macros.citations.mention import Act
from macros.citations.parts import read_before
from macros.citations.place import ORDINALS
from macros.citations.sections import read_sections, read_short

if TYPE_CHECKING:
    from macros.citations.lexicon import Lexicon
    from macros.citations.owners import Token
    from macros.citations.places import Places

# A mention is found by a character that is rarer than most, so that the search goes fast over all
# others: a digit, a letter in the word for an act, the second capital of an abbreviation.
_TRIGGER: Final = (
    rf"[0-9A-ZÅÄÖ(p{heads.FIRST}@](?:"
    r"(?P<number>(?<=[0-9])(?:(?<![\w.,:/–-].)|(?<=§[–-].)|(?<=[Aa]rt\..)|(?<=[Kk]ap\..))[0-9]*)"
    rf"|(?P<word>{heads.LAST_PART})"
    r"|(?P<ordinal>(?<= kap)itlet(?!\w))"
    r"|(?P<union>(?<=\()(?:EU|EG|EEG|Euratom)[,)])"
    r"|(?P<short>(?<=[A-Za-zÅÄÖåäö][A-ZÅÄÖ])\w*)@)"
)
# What stands before the number of an article, a recital, a chapter or a section.
_HEAD: Final = re.compile(
    r"(?:(?P<article>(?<!\w)(?:[Aa]rt(?:ikel|ikeln|ikelns|iklar|iklarna)?|ARTIKEL)\.? ?)"
    r"|(?P<recital>(?<!\w)(?:[Ss]käl(?:en|et)?|[Bb]eaktandesats(?:en|er|erna)?) (?:nr )?\(?)"
    r"|(?<!\w)[Kk]ap(?:itel|itlen|\.)? ?|(?<!\w)[Pp]aragraf(?:en|erna)? |§{1,2} ?)$"
)
_ORDINAL: Final = re.compile(rf"(?<!\w)(?:{'|'.join(ORDINALS)}) $", re.IGNORECASE)
_START: Final = re.compile(r"(?<![\w-])\w{1,5}$")
# What is numbered here is no section: "bilaga 3", "kl. 10".
_NOT_BEFORE: Final = re.compile(
    r"(?<!\w)(?:[Bb]ilagan?|[Bb]il\.|[Pp]unkt(?:en)?|[Tt]abell|[Aa]vsnitt|[Ss]idan?|[Ss]id\.?|s\.|[Vv]ersion"
    r"|[Ss]teg|[Nn]ivå|[Ff]igur|[Rr]um|[Rr]ad|[Ff]otnot|[Nn]ot|kl\.?|[Nn]r|[Nn]ummer|[Rr]uta|ref\.|[Ff]as|[Dd]el"
    r"|[Aa]lternativ|[Ff]råga|[Mm]ål) $"
)
_LONGEST_NUMBER: Final = 3
_LONGEST_TITLE: Final = 320


@lru_cache(maxsize=8)
def _trigger(odd: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of what begins a mention, with the register's odd names."""
    first = "".join(sorted({re.escape(name[0]) for name in odd}))
    names = "|".join(f"(?<={re.escape(name[0])}){re.escape(name[1:])}" for name in odd)
    other = rf"|(?P<other>(?<![\w-].)(?:{names})(?=(?::s|s)?(?![\w-])))" if odd else ""
    pattern, end, _ = _TRIGGER.rpartition("@")
    return re.compile(pattern.replace("@", first) + other + _TRIGGER[len(pattern) + len(end) :])


class Reader:
    """Reads one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Take the plain text, and the names of the register."""
        self._text = text
        self._acts = ActReader(lexicon)
        self._trigger = _trigger(lexicon.odd)
        self._tokens: list[Token] = []
        self._title = 0

    def tokens(self) -> list[Token]:
        """Return the mentions in the text, in order."""
        at = 0
        while (match := self._trigger.search(self._text, at)) is not None:
            begin, end = self._acts.skip
            if begin <= match.start() < end:
                at = end
                continue
            found, following = self._read(match, at)
            if isinstance(found, Act):
                following = self._add(found)
            elif found is not None:
                self._tokens.append(found)
            at = max(following, match.start() + 1)
        return self._tokens

    def meant_by(self, act: Act) -> str:
        """Return what the text has said that ``lagen`` or ``förordningen`` alone means."""
        return self._acts.meant_by(self._text[act.start : act.end])

    def _read(self, match: re.Match[str], at: int) -> tuple[Token | None, int]:
        """Return the mention that a match begins, and where to go on without one."""
        start, end = match.span()
        found: Token | None = None
        match match.lastgroup:
            case "number":
                return self._number(start, end, at)
            case "ordinal":
                word = _ORDINAL.search(self._text, max(at, start - 12), start - 1)
                return read_sections(self._text, word.start()) if word else (None, end)
            case "word":
                found = self._acts.word(self._text, start, end, self._floor())
            case "union":
                found = self._acts.union(self._text, start)
            case "short":
                first = _START.search(self._text, max(at, start - 6), start)
                if first is not None:
                    found = self._acts.short(self._text, first.start(), self._floor())
                found = found or self._acts.word(self._text, start, end, self._floor())
            case _:
                found = self._acts.other(self._text, start, end)
        return found, end

    def _floor(self) -> int:
        """Return where the last mention ends: what stands before belongs to it."""
        return self._tokens[-1].end if self._tokens else 0

    def _number(self, start: int, end: int, at: int) -> tuple[Token | None, int]:
        head = _HEAD.search(self._text, max(at, start - 24), start)
        if head is not None:
            read = {"article": read_articles, "recital": read_recitals}.get(
                head.lastgroup or "", read_sections
            )
            return read(self._text, head.start())
        following = self._text[end : end + 1]
        if following == "/":
            return self._acts.union(self._text, start), end
        counted = _NOT_BEFORE.search(self._text, max(0, start - 14), start)
        if following == ":":
            old = self._old(start)
            return (old, end) if old or counted else self._short_before_act(start)
        if counted or end - start > _LONGEST_NUMBER:
            return None, end
        places, stop = read_sections(self._text, start)
        return (self._with_part_before(places) if places else None), stop

    def _with_part_before(self, places: Places) -> Places:
        """Return a section with the part of it that is named before: ``punkt 3 i 6 §``."""
        section = places.named[0]
        place = section.place
        parts = place.moment or place.paragraph or place.sentence or place.point
        if len(places.named) > 1 or section.last or parts or not place.section:
            return places
        section = read_before(self._text, section, self._floor())
        return replace(places, start=section.start, named=(section,))

    def _old(self, start: int) -> Act | None:
        """Read an old statute, or another number in a list of them."""
        old = self._acts.old(self._text, start)
        before = self._tokens[-1] if self._tokens else None
        if old is not None or not isinstance(before, Act):
            return old
        join = JOIN.match(self._text, before.end)
        joined = join is not None and self._text[join.end() : start] in ("", "(")
        return self._acts.again(self._text, start, before) if joined else None

    def _short_before_act(self, start: int) -> tuple[Places | None, int]:
        """Read ``10:2a OSL``: only with its act is that no time of the day."""
        places, end = read_short(self._text, start)
        follows = places is not None and self._text.startswith(" ", end)
        found = self._acts.short(self._text, end + 1, end) if follows else None
        return (places if found else None), end

    def _add(self, act: Act) -> int:
        """Add a mention of an act, if it is one of its own, and return where to go on."""
        before = self._tokens[-1] if self._tokens else None
        if isinstance(before, Act) and self._belongs(before, act):
            return max(act.end, self._tokens[-1].end)
        if isinstance(before, Act) and self._explains(before, act):
            self._acts.name(self._text[before.start : before.end], act.designation)
            act = replace(act, start=before.start, end=self._closed(act.end))
            self._tokens.pop()
        self._title = act.end
        self._tokens.append(self._acts.remember(self._text, act))
        if act.designation and not CELEX.fullmatch(act.designation):
            return self._short_after(act)
        return act.end

    def _belongs(self, before: Act, act: Act) -> bool:
        """Say whether a mention is the same act's other name, or a part of its title."""
        text = self._text
        other = text[act.start : act.end] != text[before.start : before.end]
        if other and act.designation and act.designation == before.designation:
            apposition = APPOSITION.fullmatch(text, before.end, act.start)
            if apposition is not None:
                closed = self._closed(act.end) if "(" in apposition[0] else act.end
                self._tokens[-1] = replace(before, end=closed)
                self._title = closed
                return True
            if before.numbered and APPOSITION_TO_TITLE.fullmatch(text, before.end, act.start):
                self._title = act.end
                return True
        near = before.numbered and act.start - self._title < _LONGEST_TITLE
        # The title of an act of the EU can name several others, one after another.
        listed = self._title > before.end and CELEX.fullmatch(before.designation)
        if near and (
            TITLE.fullmatch(text, self._title, act.start)
            or (listed and JOIN.fullmatch(text, self._title, act.start))
        ):
            self._title = act.end
            self._acts.name_after(text, act.end, before)
            return True
        return False

    def _explains(self, before: Act, act: Act) -> bool:
        """Say whether an act stands in parentheses after a name that is not known."""
        unknown = not before.designation and not before.soft and act.designation
        return bool(unknown) and self._text[before.end : act.start] in (" (", " ((")

    def _closed(self, at: int) -> int:
        return at + 1 if self._text.startswith(")", at) else at

    def _short_after(self, act: Act) -> int:
        """Read ``10:2a`` after an act, and return where to go on."""
        if self._text.startswith(" ", act.end):
            places, end = read_short(self._text, act.end + 1)
            if places is not None:
                self._tokens.append(places)
                return end
        return act.end
