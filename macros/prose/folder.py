"""What lies in the folder of prose: pages, images, and what may not lie there.

MkDocs publishes every file that it finds. Only a page says for whom it is, so only pages and the
images that pages show may lie here; nothing else could be kept from a reader.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from macros.problems import Location, Problem, problem
from macros.source.disk import linked, unread

if TYPE_CHECKING:
    from macros.source.disk import Named

PAGE: Final = ".md"
IMAGES: Final = (".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp")
"""The images that may lie beside the pages: no browser runs anything in them."""

_PAGES: Final = frozenset((PAGE, ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdtxt"))
_HTML: Final = frozenset((".htm", ".html", ".xhtml"))
_SVG: Final = frozenset((".svg", ".svgz"))
_SKIPPED: Final = "templates"
"""MkDocs passes over a folder of this name at the top."""


@dataclass
class Contents:
    """The pages and images of a folder, in the order of their paths, and what is wrong with it."""

    pages: list[Path] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def contents(docs: Path, named: Named) -> Contents:
    """Return what lies in the folder of prose.

    Hidden files are passed over, as MkDocs does. Links are not followed: a link can lead in a
    circle, or to what is no part of the handbook.

    Args:
        docs: the folder.
        named: how a path is named in problems.
    """
    found = Contents()

    def not_read(error: OSError) -> None:
        found.problems.append(unread(error, docs, named))

    for folder, folders, files in os.walk(docs, onerror=not_read):
        here = Path(folder)
        for name in sorted(folders):
            path = here / name
            if name.startswith("."):
                folders.remove(name)
            elif path.is_symlink():
                found.problems.append(linked(path, named))
            elif name.endswith(PAGE) or (here == docs and name == _SKIPPED):
                hint = "Byt namn på mappen."
                found.problems.append(_wrong(path, named, "Mappens namn går inte att ha.", hint))
                folders.remove(name)
        for name in files:
            if not name.startswith("."):
                _take(found, here / name, docs, named)
    found.pages.sort(key=lambda path: path.parts)
    return found


def _take(found: Contents, path: Path, docs: Path, named: Named) -> None:
    suffix = path.suffix
    if path.is_symlink():
        found.problems.append(linked(path, named))
    elif suffix == PAGE:
        found.pages.append(path)
    elif suffix.lower() in IMAGES:
        found.images.add(path.relative_to(docs).as_posix())
    else:
        said = "Här får bara sidor och bilder ligga."
        found.problems.append(_wrong(path, named, said, _remedy(path, suffix.lower())))


def _remedy(path: Path, suffix: str) -> str:
    if suffix in _PAGES:
        return f"Byt namn på filen till {path.stem}{PAGE}."
    if suffix in _HTML:
        return f"Skriv sidan i Markdown, i en fil som heter {path.stem}{PAGE}."
    if suffix in _SVG:
        return "Spara bilden som png eller webp. En svg-bild kan innehålla skript."
    kinds = ", ".join(one.removeprefix(".") for one in IMAGES)
    return f"Flytta filen härifrån. En sida slutar på {PAGE} och en bild på något av {kinds}."


def _wrong(path: Path, named: Named, said: str, hint: str) -> Problem:
    return problem("HB812", Location(named(path)), said, hint)
