"""Data and prose as they stood: a folder as it is, or a git revision unpacked beside."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class UnknownRevisionError(ValueError):
    """Neither a folder nor a revision; its text is Swedish."""


@contextmanager
def folder_of(name: str) -> Iterator[Path]:
    """Give the project's folder as `name` means it: a folder, or a git revision.

    Raises:
        UnknownRevisionError: there is no such folder or revision.
    """
    if Path(name).is_dir():
        yield Path(name)
        return
    # The revision is one word of its own after --end-of-options: it is never read as an option.
    done = subprocess.run(  # noqa: S603 - fixed words, and the name after --end-of-options
        ["git", "archive", "--format=tar", "--end-of-options", name, "data", "docs"],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise UnknownRevisionError(f"”{name}” är varken en mapp eller en version i git.")
    with TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(place, filter="data")
        yield Path(place)
