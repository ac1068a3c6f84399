"""Git, asked by a command: what it answers, and in Swedish that it is not there."""

from __future__ import annotations

import os
import subprocess
from typing import Final

_ENVIRONMENT: Final = {
    # What git says is read, so it is to be in English.
    "LC_ALL": "C",
    # The address of a repository comes from the data: none that runs a command.
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_TERMINAL_PROMPT": "0",
}


class NoGitError(ValueError):
    """Git is not on this machine; the text is Swedish."""


def environment() -> dict[str, str]:
    """Return the environment in which git answers a program, and reaches no odd place."""
    return os.environ | _ENVIRONMENT


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    """Return what git answers, whether it does as it is told or not.

    Args:
        words: the command. Names that others choose stand after ``--`` or ``--end-of-options``, or
            as a part of a word, so that none is read as an option.

    Raises:
        NoGitError: git is not here.
        ValueError: a word has a null character.
    """
    try:
        return subprocess.run(  # noqa: S603 - the callers' words, as said above
            ["git", *words],  # noqa: S607
            capture_output=True,
            check=False,
            env=environment(),
        )
    except OSError:
        raise NoGitError("Programmet git finns inte här. Installera det först.") from None


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what git complained of, on one line."""
    return " ".join(done.stderr.decode(errors="replace").split())
