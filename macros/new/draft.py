"""A new record on its way in: tried in a copy of the handbook first, and then written."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from macros.handbook import load
from macros.new import as_yaml, page, place
from macros.problems import Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.handbook import Handbook
    from macros.problems import Problem
    from macros.records.base import Record
    from macros.records.kinds import Kind

ELSEWHERE: Final = frozenset({"HB602"})
"""Errors that are mended somewhere else than in the record: it is written in spite of them."""


@dataclass(frozen=True)
class Draft:
    """A record and the files that it will stand in, as they will be."""

    kind: Kind
    record: Record
    data: Path
    docs: Path
    file: Path
    content: bytes
    page: Path | None
    """The page that the record needs and has not, if any."""

    @property
    def text(self) -> str:
        """Return the record as it stands in its file."""
        return as_yaml.record(self.record)

    @property
    def line(self) -> int:
        """Return the line on which the record begins."""
        last = self.text.count("\n")
        return self.content.count(b"\n") - last + 1

    def files(self) -> dict[Path, bytes]:
        """Return the content of each file that is written, the page before the record."""
        found = {}
        if self.page is not None:
            found[self.page] = page.text(self.kind, self.record).encode()
        return {**found, self.file: self.content}


def draft(kind: Kind, record: Record, data: Path, docs: Path, wanted: str | None) -> Draft:
    """Return a record with its files as they will be; nothing is written.

    Args:
        kind: the record's kind.
        record: the record.
        data: the folder of facts.
        docs: the folder of prose.
        wanted: the file below `data` that the editor names, if any.

    Raises:
        PlaceError: the record cannot stand there.
        OSError: a file cannot be read.
    """
    file = place.file_for(data, kind, wanted)
    before = file.read_bytes() if file.exists() else b""
    content = place.appended(before, record, file.as_posix())
    of_it = docs / page.source(kind, record) if page.has_page(kind) else None
    return Draft(
        kind, record, data, docs, file, content, None if of_it and of_it.exists() else of_it
    )


def new_problems(book: Handbook, one: Draft) -> tuple[Problem, ...]:
    """Return the problems that the handbook would have with the record and has not without it.

    The record is tried in a copy, so that a handbook is never left with what is refused.

    Args:
        book: the handbook as it is.
        one: the record.

    Raises:
        OSError: the handbook cannot be copied.
    """
    with TemporaryDirectory() as place_of_it:
        root = Path(place_of_it).resolve()
        copies = {one.data: root / "data", one.docs: root / "docs"}
        for folder, copy in copies.items():
            shutil.copytree(folder, copy, ignore_dangling_symlinks=True)
        for path, content in one.files().items():
            _put(_moved(path, copies), content)
        after = load(copies[one.data], copies[one.docs], book.day).problems
        known = {_known(found) for found in book.problems}
        told = (_told(found, copies) for found in after)
        return in_order(found for found in told if _known(found) not in known)


def stops(problems: Iterable[Problem]) -> bool:
    """Say whether a record with these problems may not be written."""
    return any(
        found.severity is Severity.ERROR and found.code not in ELSEWHERE for found in problems
    )


def write(one: Draft) -> None:
    """Write the record and its page; where the record cannot be written, no page is left.

    Raises:
        OSError: a file cannot be written.
    """
    if one.page is not None:
        _put(one.page, one.files()[one.page])
    try:
        _put(one.file, one.content)
    except OSError:
        if one.page is not None:
            one.page.unlink(missing_ok=True)
        raise


def _put(path: Path, content: bytes) -> None:
    """Write a file; what only grows is grown, so that what stands in it is never at stake."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    if content.startswith(before):
        with path.open("ab") as file:
            file.write(content[len(before) :])
    else:
        path.write_bytes(content)


def _moved(path: Path, copies: Mapping[Path, Path]) -> Path:
    for folder, copy in copies.items():
        if path.is_relative_to(folder):
            return copy / path.relative_to(folder)
    return path


def _told(found: Problem, copies: Mapping[Path, Path]) -> Problem:
    """Return a problem of the copy as one of the handbook itself."""
    text = [found.location.path, found.message, found.hint]
    for folder, copy in copies.items():
        text = [one.replace(copy.as_posix(), folder.as_posix()) for one in text]
    location = replace(found.location, path=text[0])
    return replace(found, location=location, message=text[1], hint=text[2])


def _known(found: Problem) -> tuple[str, str, str, str | None]:
    path = Path(found.location.path).as_posix()
    return found.code, path, found.message, found.record
