"""Pages that were read before, kept by their content: what is the same need not be read again.

A page is made of its bytes, its name and our code, and of nothing else. All three are in the key,
so that what is found is what reading would give; what cannot be found, or looks damaged, is read.
The file lies in the user's own cache folder and never in the project: what somebody proposes must
not be able to say how its pages are to be understood.
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
from typing import TYPE_CHECKING, Final, TypeAlias

from macros import prose

if TYPE_CHECKING:
    from macros.problems import Problem

Read: TypeAlias = "tuple[prose.Page | None, tuple[Problem, ...]]"
"""What reading a page gives."""

_LIBRARIES: Final = (
    "jinja2",
    "markdown",
    "markdown-it-py",
    "pydantic",
    "pymdown-extensions",
    "pyyaml",
)
"""The libraries that have a say in what a page is."""

_DIGEST: Final = hashlib.sha256().digest_size


class Pages:
    """The pages of one folder, read before or now."""

    def __init__(self, folder: Path | None, docs: Path) -> None:
        """Take up what was kept.

        Args:
            folder: where it is kept; None keeps nothing.
            docs: the folder of prose.
        """
        self._docs = docs
        whole = os.path.abspath(docs).encode()  # noqa: PTH100 - links are kept
        name = f"pages-{hashlib.sha256(whole).hexdigest()[:16]}"
        self._file = folder / name if folder is not None else None
        self._kept = _taken(self._file) if self._file is not None else {}
        self._used: dict[bytes, Read] = {}

    def read(self, data: bytes, named: str, path: Path) -> Read:
        """Read one page, as `macros.prose.read` does.

        Args:
            data: the file's bytes.
            named: how the file is named in problems.
            path: the file.
        """
        inside = path.relative_to(self._docs).as_posix()
        key = hashlib.sha256(f"{named!a} {inside!a}\n".encode() + data).digest()
        found = self._kept.get(key)
        if found is None:
            found = prose.read(data, named, inside)
        self._used[key] = found
        return found

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


def _taken(file: Path) -> dict[bytes, Read]:
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
    kept: dict[bytes, Read] = pickle.loads(payload)  # noqa: S301 - as above
    return kept


@cache
def code() -> bytes:
    """Return what tells the code that reads pages from any other: a digest of all of it."""
    made = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        made.update(f"{library} {version(library)}\n".encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        made.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return made.digest()
