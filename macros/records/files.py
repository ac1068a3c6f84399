"""Which files of the folder of facts hold which kind of record."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from macros.problems import Location, did_you_mean, problem
from macros.records.kinds import FILES
from macros.source.disk import linked, unread

if TYPE_CHECKING:
    from macros.problems import Problem
    from macros.records.kinds import Kind
    from macros.source.disk import Named

_SUFFIXES: Final = (".yml", ".yaml")


@dataclass
class DataFiles:
    """The files of facts, each with its kind, and what is wrong with the folder.

    `incomplete` names the kinds of which a file is there but is not read.
    """

    files: list[tuple[Path, Kind]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)


def data_files(data: Path, named: Named) -> DataFiles:
    """Return the files of facts in the order of their paths; hidden ones are passed over.

    Args:
        data: the folder of facts.
        named: how a path is named in problems.
    """
    found = DataFiles()
    try:
        inside = sorted(data.iterdir(), key=lambda path: path.name)
    except OSError as error:
        found.problems.append(unread(error, data, named))
        found.incomplete.update(kind.name for kind in FILES.values())
        return found
    for top in inside:
        if top.name.startswith("."):
            continue
        folder = top.is_dir()
        kind = FILES.get(top.name if folder else top.stem)
        if kind is None or not (folder or top.suffix in _SUFFIXES):
            _unknown(found, top, named)
        elif not folder:
            found.files.append((top, kind))
        elif top.is_symlink():
            found.problems.append(linked(top, named))
            found.incomplete.add(kind.name)
        else:
            _folder(found, top, kind, named)
    return found


def _folder(found: DataFiles, top: Path, kind: Kind, named: Named) -> None:
    def not_read(error: OSError) -> None:
        found.problems.append(unread(error, top, named))
        found.incomplete.add(kind.name)

    paths: list[Path] = []
    for name, folders, files in os.walk(top, onerror=not_read):
        folders[:] = [one for one in folders if not one.startswith(".")]
        paths += [Path(name) / one for one in files if not one.startswith(".")]
        for link in (Path(name) / one for one in folders):
            if link.is_symlink():
                found.problems.append(linked(link, named))
                found.incomplete.add(kind.name)
    for path in sorted(paths, key=lambda one: one.parts):
        if path.suffix in _SUFFIXES:
            found.files.append((path, kind))
        else:
            found.problems.append(_odd(path, named, "Filer i den här mappen slutar på .yml."))
            if path.suffix.lower() in _SUFFIXES:
                found.incomplete.add(kind.name)


def _unknown(found: DataFiles, top: Path, named: Named) -> None:
    near = get_close_matches(top.stem.lower(), FILES)
    found.incomplete.update(FILES[one].name for one in near)
    known = f"Filer här: {', '.join(sorted(FILES))}."
    found.problems.append(_odd(top, named, did_you_mean(top.stem, FILES) or known))


def _odd(path: Path, named: Named, hint: str) -> Problem:
    right = f"{path.stem}.yml"
    if path.suffix.lower() in _SUFFIXES and path.suffix not in _SUFFIXES:
        hint = f"Byt namn på filen till {right}."
    said = f"”{path.name}” är ingen av handbokens datafiler."
    return problem("HB106", Location(named(path)), said, hint)
