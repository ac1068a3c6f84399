"""What was worked out before, kept by what it was worked out from.

A page is made of its bytes, its name and our code, and of nothing else; so are the finds in a text.
All of it is in the key, so that what is found is what working it out anew would give; what cannot
be found, or looks damaged, is worked out. The file lies in the user's own cache folder and never in
the project: what somebody proposes must not be able to say how it is to be understood.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

R = TypeVar("R")

_LIBRARIES: Final = (
    "detect-secrets",
    "jinja2",
    "markdown",
    "pillow",
    "markdown-it-py",
    "pydantic",
    "pymdown-extensions",
    "python-stdnum",
    "pyyaml",
)
"""The libraries that have a say in an answer."""

_NOTHING: Final = object()
_DIGEST: Final = hashlib.sha256().digest_size


class Kept:
    """The answers of functions that ask nothing but their arguments, from this time or before."""

    def __init__(self, folder: Path | None = None, name: str = "") -> None:
        """Take up what was kept.

        Args:
            folder: where it is kept; None keeps nothing.
            name: what it is about: what has the same name takes the other's place.
        """
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._file = folder / f"kept-{digest}" if folder is not None else None
        self._kept = _taken(self._file) if self._file is not None else {}
        self._used: dict[bytes, Any] = {}

    def answer(self, function: Callable[..., R], *given: str | bytes | date) -> R:
        """Return what a function of this package answers.

        Args:
            function: one that asks nothing but what it is given, and the same each time.
            given: its arguments.
        """
        if self._file is None:
            return function(*given)
        name = f"{function.__module__}.{function.__qualname__}"
        return self.of(lambda: function(*given), name, *given)

    def of(self, make: Callable[[], R], *key: str | bytes | date) -> R:
        """Return what is made of some things, from before where they are the same.

        Args:
            make: makes it, of nothing but what the key tells, and the same each time.
            key: what it is made of, its own name first.
        """
        if self._file is None:
            return make()
        digest = hashlib.sha256()
        for one in key:
            data = one if isinstance(one, bytes) else str(one).encode("utf-8", "surrogateescape")
            digest.update(b"%d " % len(data) + data)
        found = digest.digest()
        if found not in self._used:
            kept = self._kept.get(found, _NOTHING)
            self._used[found] = make() if kept is _NOTHING else kept
        answer: R = self._used[found]
        return answer

    def keep(self) -> None:
        """Keep what was used this time, and nothing else, for the next."""
        if self._file is None or self._used.keys() == self._kept.keys():
            return
        payload = pickle.dumps(self._used, pickle.HIGHEST_PROTOCOL)
        # Where nothing can be kept, the next time takes longer; that is all.
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._file.parent, delete=False) as file:
                file.write(code() + hashlib.sha256(payload).digest() + payload)
            try:
                Path(file.name).replace(self._file)
            finally:
                Path(file.name).unlink(missing_ok=True)


def _taken(file: Path) -> dict[bytes, Any]:
    """Return what a file keeps; nothing if it is of other code, of another user, or damaged."""
    try:
        with file.open("rb") as opened:
            owner = os.fstat(opened.fileno()).st_uid
            data = opened.read()
    except OSError:
        return {}
    if sys.platform != "win32" and owner != os.getuid():
        return {}
    made, digest, payload = data[:_DIGEST], data[_DIGEST : 2 * _DIGEST], data[2 * _DIGEST :]
    if made != code() or digest != hashlib.sha256(payload).digest():
        return {}
    # Ours, whole, and written by this very code: the same trust as in the code itself.
    kept: dict[bytes, Any] = pickle.loads(payload)  # noqa: S301 - as above
    return kept


@cache
def code() -> bytes:
    """Return what tells this code from any other: a digest of all of it."""
    made = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        made.update(f"{library} {version(library)}\n".encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        made.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return made.digest()
