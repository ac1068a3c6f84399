"""What is wrong with files and folders as such, before anybody reads what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from macros.problems import Location, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    Named = Callable[[Path], str]
    """How a path is named in problems."""


def linked(path: Path, named: Named) -> Problem:
    """Return the problem of a link in the file system, which is not followed."""
    hint = "Ta bort länken, och lägg det som den leder till här i stället."
    said = "Det här är en länk till en annan fil eller mapp."
    return problem("HB101", Location(named(path)), said, hint)


def unread(error: OSError, folder: Path, named: Named) -> Problem:
    """Return the problem of a folder that cannot be read."""
    where = Location(named(Path(error.filename) if error.filename else folder))
    return problem("HB101", where, "Mappen kan inte läsas.", "Kontrollera vem som får läsa den.")
