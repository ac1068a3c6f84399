"""Data and prose as they stood: folders as they are, or a git revision unpacked beside."""

from __future__ import annotations

import io
import os
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from macros import git, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.problems import Location


class UnknownRevisionError(ValueError):
    """Neither a folder nor a revision; its text is Swedish."""


@dataclass(frozen=True, slots=True)
class Folders:
    """A handbook's two folders; `unpacked` is where they lie for a while, for a revision."""

    data: Path
    docs: Path
    name: str
    unpacked: Path | None = None

    @property
    def root(self) -> Path:
        """Return the folder from which the handbook's files are named, alike on both sides."""
        return Path(os.path.abspath(self.unpacked or self.name))  # noqa: PTH100 - links are kept

    def told(self, place: Location) -> Location:
        """Return a place as people know it: in a revision as git writes it, ``name:path``."""
        if self.unpacked is None:
            return replace(place, path=(Path(self.name) / place.path).as_posix())
        if Path(place.path).is_absolute():
            return place
        return replace(place, path=f"{self.name}:{place.path}")


def parted(name: str) -> str:
    """Return the revision where what we stand on left a branch: what came to it later is not ours.

    A folder, or what has nothing in common with us, is returned as it is.
    """
    if Path(name).is_dir():
        return name
    found = _git("merge-base", "--end-of-options", "HEAD", name)
    return found.decode("ascii", "replace").strip() if found else name


def tag_of(label: str) -> str:
    """Return the tag of an edition's revision in git."""
    return f"utgava/{label}"


@contextmanager
def folders_of(name: str, data: Path, docs: Path) -> Iterator[Folders]:
    """Give a handbook as `name` means it: a folder, an edition, or a git revision.

    Args:
        name: the folder, the edition's label as 2026.2, or the revision.
        data: where the facts are inside it.
        docs: where the prose is inside it.

    Raises:
        UnknownRevisionError: there is no such folder or revision, or it cannot be unpacked.
    """
    if Path(name).is_dir():
        yield Folders(Path(name) / data, Path(name) / docs, name)
        return
    if _git("rev-parse", "--verify", "--quiet", f"refs/tags/{tag_of(name)}") is not None:
        name = tag_of(name)
    content = _archive(name, data, docs)
    with TemporaryDirectory() as place:
        try:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(place, filter="data")
        except (tarfile.TarError, OSError):
            raise UnknownRevisionError(
                f"Versionen ”{name}” går inte att packa upp. Innehåller den länkar till andra "
                "mappar?"
            ) from None
        # Resolved: on some systems the folder for temporary files is a link.
        root = Path(place).resolve()
        yield Folders(root / data, root / docs, name, root)


def _archive(name: str, data: Path, docs: Path) -> bytes:
    for folder in (data, docs):
        if folder.is_absolute() or ".." in folder.parts:
            raise UnknownRevisionError(
                f"{folder} ligger inte i projektet, och finns därför inte i ”{name}”."
            )
    # The revision is one word of its own after --end-of-options: it is never read as an option.
    if _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{tree}}") is None:
        raise UnknownRevisionError(f"”{name}” är varken en mapp, en utgåva eller en version i git.")
    menu = (docs.parent / prose.MENU_FILE).as_posix()
    # Git refuses all where one is missing, and a handbook can do without a menu.
    more = [menu] if _git("ls-tree", "--name-only", "--end-of-options", name, menu) else []
    words = ("archive", "--format=tar", "--end-of-options", name)
    content = _git(*words, data.as_posix(), docs.as_posix(), *more)
    if content is None:
        raise UnknownRevisionError(f"I versionen ”{name}” finns inte både {data} och {docs}.")
    return content


def _git(*words: str) -> bytes | None:
    """Return what git answers, None where it refuses."""
    try:
        done = git.run(*words)
    except git.NoGitError as error:
        raise UnknownRevisionError(f"{error} Eller jämför två mappar.") from None
    except ValueError:  # A name with a null character.
        return None
    return done.stdout if done.returncode == 0 else None
