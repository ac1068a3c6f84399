"""Where a site is built, and the step by which it takes the place of the former one."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import platform
import re
import secrets
import shutil
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_TAKEN: Final = (errno.EEXIST, errno.ENOTEMPTY)
_DAY: Final = 24 * 60 * 60
_TRIES: Final = 20
"""How often a build tries anew when another one changes the same site meanwhile."""

_made: set[Path] = set()
"""The folders that this process builds in."""


def stage(site: Path) -> Path:
    """Make an empty folder beside a site to build in, and take away those that were left behind.

    Its name says which machine and process builds there, so that a later build knows whether
    anybody still does.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    folder = site.with_name(_name(site, ""))
    folder.mkdir()
    _made.add(folder)
    for left in site.parent.glob(f".{site.name}-*"):
        if left not in _made and _is_left(left, site, folder):
            shutil.rmtree(left, ignore_errors=True)
    return folder


def replace(finished: Path, target: Path) -> None:
    """Put a finished folder in the place of `target`, in one step where the system can.

    A reader meets the former site or the new one, never a mixture. The former is then deleted.
    Of two builds that finish at once, the one that is last stays.

    Raises:
        OSError: the folder cannot be put there.
    """
    for _ in range(_TRIES):
        if not target.exists():
            try:
                finished.rename(target)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                continue  # Another build was first.
            return
        if _exchange(finished, target):
            shutil.rmtree(finished)
            return
        if _moved(finished, target):
            return
    message = f"{target} is changed by somebody else all the time"
    raise OSError(message)


def _moved(finished: Path, target: Path) -> bool:
    """Replace a folder in two steps; False where another build was in between."""
    former = target.with_name(_name(target, "former-"))
    try:
        target.rename(former)
    except FileNotFoundError:
        return False
    try:
        finished.rename(target)
    except OSError as error:
        if error.errno not in _TAKEN:
            former.rename(target)
            raise
        shutil.rmtree(former)
        return False
    shutil.rmtree(former)
    return True


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


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _name(site: Path, sort: str) -> str:
    return f".{site.name}-{sort}{_machine()}-{os.getpid()}-{secrets.token_hex(4)}"


def _is_left(folder: Path, site: Path, fresh: Path) -> bool:
    """Say whether a folder is one that a build left behind: a day old, or its process is gone."""
    name = re.fullmatch(
        rf"\.{re.escape(site.name)}-(?:former-)?(?:([0-9a-f]{{8}})-)?(\d+)(?:-[0-9a-f]{{8}})?",
        folder.name,
        re.ASCII,
    )
    if name is None or folder.is_symlink() or not folder.is_dir():
        return False
    try:
        # The folder just made tells what time it is.
        old = fresh.stat().st_mtime - folder.stat().st_mtime > _DAY
    except OSError:
        return False
    ours = name[1] in (None, _machine())
    return old or (ours and not _is_running(int(name[2])))


def _is_running(process: int) -> bool:
    """Say whether another process runs; where the system cannot tell, as if it did."""
    if process == os.getpid():
        return False  # Its number is used again: by us.
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return process > 0
