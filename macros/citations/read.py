"""One citation out of a text that holds nothing else, such as a field of a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.citations.place import Place, read_place

if TYPE_CHECKING:
    from collections.abc import Mapping

# An act by its number, after its name or a plain word for it, and before the rest of its title.
_NUMBERED = re.compile(r"(?:[^\W\d][\w-]*(?: [\w-]+)* )?\((\d{4}:\d{1,4})\)(?: .+)?")


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
        self._designations = frozenset(names.values())
        self._known = {name.casefold(): designation for name, designation in names.items()}

    def find(self, name: str) -> str:
        """Return the designation of an act by its name, or an empty string."""
        name = " ".join(name.split())
        numbered = _NUMBERED.fullmatch(name)
        return numbered[1] if numbered else self._known.get(name.casefold(), "")

    def table(self) -> Mapping[str, str]:
        """Return the table itself: every name as written, with its designation."""
        return self._table

    def knows(self, designation: str) -> bool:
        """Say whether an act of this designation is in the table."""
        return designation in self._designations

    def all(self) -> tuple[str, ...]:
        """Return every name of the table as it is written, sorted."""
        return self._names


def read_one(text: str, names: Names) -> Citation | None:
    """Read a text that is one citation.

    Args:
        text: such as ``18 kap. 8 § 3 OSL``, ``artikel 28.3 i dataskyddsförordningen``, ``OSL``.
        names: the names by which acts are cited.

    Returns:
        The citation, with an empty designation when the place is clear but not the act; None
        when the text cannot be read.
    """
    text = " ".join(text.split())
    words = text.split(" ")
    for cut in range(len(words) - 1, 0, -1):
        # "i" before a name is the preposition, not a letter of the place.
        end = cut - 1 if words[cut - 1] == "i" else cut
        place = read_place(" ".join(words[:end]))
        if place is not None:
            return Citation(text, names.find(" ".join(words[cut:]).removeprefix("i ")), place)
    whole = names.find(text)
    return Citation(text, whole, Place()) if whole else None
