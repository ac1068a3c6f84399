"""One citation out of a text that holds nothing else, such as a field of a record."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from macros.citations.articles import read_articles, read_recitals
from macros.citations.heads import stem
from macros.citations.lexicon import Lexicon, lexicon
from macros.citations.links import TO_ACT
from macros.citations.mention import Act
from macros.citations.place import Place
from macros.citations.plain import Plain
from macros.citations.sections import read_sections
from macros.citations.tokens import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

# An act by its number, after its name or a plain word for it, and before the rest of its title.
_TAIL = r"(?: (?:om|med|för) [^§\d]+)?"
_NUMBERED = re.compile(rf"(?:([^\W\d][\w-]*(?: [\w-]+)*) )?\((\d{{4}}:\d{{1,4}})\){_TAIL}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an act. `designation` is empty when the act's name is not known."""

    text: str
    designation: str
    place: Place

    @property
    def fragment(self) -> str:
        """Return the place's fragment, empty for the whole act."""
        return self.place.fragment


class Names:
    """The names by which acts are cited, each with the designations it can mean."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take a table from name or abbreviation to designation."""
        self._table = dict(names)
        self._names = tuple(sorted(names, key=str.casefold))
        self._known = {name.casefold(): designation for name, designation in names.items()}

    def find(self, name: str) -> str:
        """Return the designation of an act by its name, or an empty string."""
        name = " ".join(name.split())
        numbered = _NUMBERED.fullmatch(name)
        if numbered is None:
            return self._known.get(name.casefold(), "")
        called = numbered[1] or ""
        known = not called or called.casefold() in self._known or stem(called.rpartition(" ")[2])
        return numbered[2] if known else ""

    @cached_property
    def lexicon(self) -> Lexicon:
        """Return the names arranged for reading, made when they are first asked for."""
        return lexicon(self._table)

    @cached_property
    def digest(self) -> bytes:
        """Return what tells this table from any other."""
        return hashlib.sha256(repr(sorted(self._table.items())).encode()).digest()

    def table(self) -> Mapping[str, str]:
        """Return the table itself: every name as written, with its designation."""
        return self._table

    def all(self) -> tuple[str, ...]:
        """Return every name of the table as it is written, sorted."""
        return self._names


def read_one(text: str, names: Names) -> Citation | None:
    """Read a text that is one citation, by the same grammar as running text.

    Args:
        text: such as ``18 kap. 8 § 3 OSL``, ``artikel 28.3 i dataskyddsförordningen``, ``OSL``.
        names: the names by which acts are cited.

    Returns:
        The citation, with an empty designation when the place is clear but not the act; None
        when the text cannot be read.
    """
    text = " ".join(text.split())
    plain = Plain(text).text.strip()
    place, end = _place(plain)
    act = plain[end:].strip()
    if place is not None and act:
        return Citation(text, names.find(act.removeprefix("i ")) or _act(act, names), place)
    whole = names.find(plain) or _act(plain, names)
    return Citation(text, whole, Place()) if whole else None


def _place(plain: str) -> tuple[Place | None, int]:
    """Return the one place with which a text begins, and where it ends."""
    for read in (read_sections, read_articles, read_recitals):
        places, end = read(plain, 0)
        if places is not None:
            named = places.named[0]
            alone = len(places.named) == 1 and named.last is None and plain.startswith(" ", end)
            return (named.place, end) if alone else (None, 0)
    return None, 0


def _act(plain: str, names: Names) -> str:
    """Return the designation of the act that the whole of a text names, or an empty string."""
    link = TO_ACT.match(f" {plain}")
    begin = link.end() - 1 if link else 0
    tokens = Reader(plain, names.lexicon).tokens()
    act = tokens[0] if len(tokens) == 1 else None
    if not isinstance(act, Act) or act.start > begin:
        return ""
    titled = act.numbered and re.fullmatch(_TAIL, plain[act.end :]) is not None
    return act.designation if titled or act.end == len(plain) else ""
