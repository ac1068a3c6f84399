"""A finished site's manifest: what it says, and what differs from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from macros.records.scalars import Audience

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST: Final = "manifest.json"


def write_manifest(site: Path, audience: Audience, day: date, edition: str) -> None:
    """Write ``manifest.json``: audience, day, edition and the SHA-256 of every other file."""
    files = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path != site / MANIFEST
    }
    manifest = {
        "audience": audience.value,
        "day": day.isoformat(),
        "edition": edition,
        "files": dict(sorted(files.items())),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (site / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def manifest_hash(folder: Path) -> str:
    """Return the SHA-256 of a finished folder's manifest, by which the whole of it is known."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def mismatches(site: Path) -> list[str]:
    """Return the files that differ from the manifest: changed, missing or surplus.

    A link is never right: an edition holds files, and what a link leads to can change.

    Raises:
        OSError: the manifest cannot be read.
        ValueError: the manifest is not one.
    """
    wanted = _manifest(site / MANIFEST)
    found = {
        path.relative_to(site).as_posix(): _hash(path)
        for path in site.rglob("*")
        if path != site / MANIFEST and (path.is_symlink() or not path.is_dir())
    }
    return sorted(
        name
        for name in wanted.keys() | found.keys()
        if name not in wanted or wanted[name] != found.get(name)
    )


@dataclass(frozen=True, slots=True)
class Named:
    """What a manifest says of its site: for whom, as of which day, and the edition's label."""

    audience: Audience
    day: date
    edition: str


def named(content: bytes) -> Named:
    """Return what a manifest says of its site.

    Raises:
        ValueError: it is no manifest, or leaves something out.
    """
    said = _parsed(content)
    return Named(
        Audience(str(said.get("audience"))),
        date.fromisoformat(str(said.get("day"))),
        str(said.get("edition")),
    )


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except RecursionError:
        read = None
    return read if isinstance(read, dict) else {}


def _manifest(path: Path) -> dict[str, str]:
    """Return the hashes of a manifest by file."""
    if path.is_symlink():
        message = "a link is no manifest"
        raise ValueError(message)
    files = _parsed(path.read_bytes()).get("files")
    if not isinstance(files, dict) or not all(isinstance(one, str) for one in files.values()):
        message = "the manifest names no files"
        raise ValueError(message)
    return files


def _hash(path: Path) -> str | None:
    """Return the SHA-256 of a file, None for what is no file of its own or cannot be read."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
