"""Where a new record goes: the file, and its text with the record last in it.

What stands in the file is never written anew: the record comes after it, with the file's own line
ends and as far in as its other records.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from macros import source
from macros.new import as_yaml
from macros.records.files import data_files

if TYPE_CHECKING:
    from macros.records.base import Record
    from macros.records.kinds import Kind
    from macros.source import Node

_SUFFIXES: Final = (".yml", ".yaml")
_MARK: Final = "\ufeff"


class PlaceError(ValueError):
    """The record cannot be put there; the text is Swedish and says what to do."""


def file_for(data: Path, kind: Kind, wanted: str | None) -> Path:
    """Return the file that takes a new record of a kind.

    Args:
        data: the folder of facts.
        kind: the record's kind.
        wanted: a file below `data` that the editor names; without it the kind's own file, else the
            last in its folder, else a new one.

    Raises:
        PlaceError: the file that is wanted is none for the kind.
    """
    if wanted is not None:
        path = PurePosixPath(wanted.replace("\\", "/"))
        parts = path.parts
        fits = path.suffix in _SUFFIXES and (
            path.stem == kind.file if len(parts) == 1 else parts[0] == kind.file
        )
        if not fits or path.is_absolute() or any(part.startswith(".") for part in parts):
            raise PlaceError(
                f"”{wanted}” är ingen fil för {kind.many.lower()}. Skriv {kind.file}.yml, eller en "
                f"fil i mappen {kind.file}, till exempel {kind.file}/nya.yml."
            )
        return data / path
    known = [path for path, one in data_files(data, Path.as_posix).files if one is kind]
    own = [path for path in known if path.parent == data]
    return (own or known or [data / f"{kind.file}.yml"])[-1]


def appended(content: bytes, record: Record, name: str) -> bytes:
    """Return the content of a file with a record last in it.

    Args:
        content: the file as it is.
        record: the new record.
        name: how the file is named for people.

    Raises:
        PlaceError: the file cannot be read, or is not written as a list of records.
    """
    before, problems = source.read(content, name)
    if problems:
        raise PlaceError(f"{problems[0].location}: {problems[0].message} Rätta filen först.")
    if before is not None and not isinstance(before.value, list | None):
        raise PlaceError(f"{name} är ingen lista av poster. Rätta filen först.")
    text = content.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    for blank in (True, False):
        new = _with(text, before, record, end, blank=blank)
        if new is not None and _is_last(before, new.encode(), record, name):
            return new.encode()
    raise PlaceError(
        f"{name} är skriven på ett sätt som ingen post kan läggas till efter. Skriv ut posten med "
        "--print och sätt in den för hand."
    )


def _with(text: str, before: Node | None, record: Record, end: str, *, blank: bool) -> str | None:
    """Return the text with the record after it, None where the list stands between brackets."""
    indent, number = 0, 0
    if before is not None and isinstance(before.value, list):
        indent, number = before.column - 1, len(before.value)
        lines = text.removeprefix(_MARK).splitlines(keepends=True)
        if lines[before.line - 1][indent : indent + 1] == "[":
            if number:
                return None
            indent = 0
            text, found = re.subn(r"^[ ]*\[\s*\][ \t]*(?:\r?\n|\Z)", "", text, flags=re.MULTILINE)
            if found != 1:
                return None
    if text.removeprefix(_MARK) and not text.endswith("\n"):
        text += end
    apart = number <= 1 or re.search(r"\n\r?\n *- ", text) is not None
    if blank and apart and text.removeprefix(_MARK).strip() and not text.endswith(f"\n{end}"):
        text += end
    return text + as_yaml.record(record, indent).replace("\n", end)


def _is_last(before: Node | None, content: bytes, record: Record, name: str) -> bool:
    """Say whether all that was there is as it was, and the record is the last and itself."""
    after, problems = source.read(content, name)
    alone, _ = source.read(as_yaml.record(record).encode(), name)
    if after is None or alone is None or problems:
        return False
    old, new, one = before.plain() if before else None, after.plain(), alone.plain()
    if not isinstance(new, list) or not isinstance(one, list):
        return False
    return new == [*(old if isinstance(old, list) else []), *one]
