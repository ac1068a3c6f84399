"""A branch's editions as a folder that a web server serves, with each text packed beside itself."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

from macros.publish.staging import replace, stage

if TYPE_CHECKING:
    from pathlib import Path

    from macros.publish.branch import Branch

_TEXTS: Final = frozenset(
    [".css", ".html", ".ics", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".xml"]
)
_LEAST: Final = 1024
"""What is smaller than this, in bytes, is not worth packing."""


def serve(branch: Branch, folder: Path) -> None:
    """Write a branch into a folder, in the place of what was there, in one step.

    Each text has a packed copy beside it (``.gz``), for servers that send those.

    Raises:
        BranchError: the branch cannot be written out.
        OSError: the folder cannot be written.
    """
    staging = stage(folder)
    branch.export(staging)
    for path in sorted(staging.rglob("*")):
        if path.suffix in _TEXTS and path.is_file() and path.stat().st_size >= _LEAST:
            packed = path.with_name(f"{path.name}.gz")
            if not packed.exists():  # MkDocs packs its site map itself.
                packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    replace(staging, folder)
