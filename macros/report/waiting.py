"""A word to the one who waits."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: Final = 2.0
"""So many seconds pass before something is said."""


@contextmanager
def note(*, wanted: bool, after: float = PATIENCE) -> Iterator[None]:
    """Say on standard error that the work goes on, if it takes long and someone is there."""
    if not wanted:
        yield
        return
    said = "Handboken läses och kontrolleras. Det tar några sekunder till."
    timer = Timer(after, click.echo, (said,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
