"""A finished site: its manifest, and the step by which it replaces the former one."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from macros.records.scalars import Audience

MANIFEST: Final = "manifest.json"

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


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


def mismatches(site: Path) -> list[str]:
    """Return the files that differ from the manifest: changed, missing or surplus.

    Raises:
        OSError: the manifest cannot be read.
        ValueError: the manifest is not JSON.
    """
    wanted: dict[str, str] = json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path != site / MANIFEST
    }
    return sorted(
        name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
    )


def replace(finished: Path, target: Path) -> None:
    """Put a finished folder in the place of `target`, in one step where the system can.

    A reader meets the former site or the new one, never a mixture. The former is then deleted.
    """
    if not target.exists():
        finished.rename(target)
        return
    if not _exchange(finished, target):
        former = target.with_name(f".{target.name}-former-{os.getpid()}")
        target.rename(former)
        finished.rename(target)
        finished = former
    shutil.rmtree(finished)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names at once; False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(
        rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
    )
