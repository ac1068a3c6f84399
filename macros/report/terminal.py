"""Problems for people at a terminal: by file, with the line itself and a mark under the place."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from macros.problems import Severity
from macros.report import WORDS, summary, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.problems import Problem
    from macros.report.told import Told

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_NARROW: Final = 40
"""No terminal is taken for narrower than this."""


def written(told: Told, *, width: int = 80, colour: bool = False) -> str:
    """Return the problems as lines.

    Args:
        told: what there is to tell.
        width: the columns of the terminal.
        colour: whether to mark words by colour, beside what they say.
    """
    page = _Page(told, max(width, _NARROW), colour)
    lines: list[str] = []
    for path, found in groupby(told.problems, key=lambda one: one.location.path):
        problems = list(found)
        lines.append(page.styled(visible(path), bold=True) + f" ({summary(problems)[:-1]})")
        for one in problems:
            lines.extend(["", *page.problem(one)])
        lines.append("")
    lines.append(page.styled(summary(told.problems), bold=True))
    return "\n".join(lines)


class _Page:
    def __init__(self, told: Told, width: int, colour: bool) -> None:  # noqa: FBT001 - made once
        self._told = told
        self._width = width
        self._colour = colour
        self._lines: dict[str, list[str]] = {}
        self._forbidden = {
            (one.location.path, one.location.line)
            for one in told.problems
            if one.code.startswith("HB7")
        }

    def styled(
        self,
        text: str,
        *,
        fg: str | None = None,
        bold: bool | None = None,
        dim: bool | None = None,
    ) -> str:
        return click.style(text, fg=fg, bold=bold, dim=dim) if self._colour else text

    def problem(self, one: Problem) -> Iterator[str]:
        fg = _COLOURS[one.severity]
        word = f"{WORDS[one.severity]} {one.code}"
        first, *rest = self._wrapped(f"{word}: {visible(one.message)}", "  ", "    ")
        yield first.replace(word, self.styled(word, fg=fg, bold=True), 1)
        yield from rest
        yield f"  {visible(str(one.location))}"
        yield from self._excerpt(one, fg)
        if one.hint:
            yield from self._wrapped(f"Gör så här: {visible(one.hint)}", "  ", "    ")
        yield f"  Läs mer: {visible(self._told.page(one.code))}"

    def _wrapped(self, text: str, first: str, rest: str) -> list[str]:
        return textwrap.wrap(
            text,
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _excerpt(self, one: Problem, fg: str) -> Iterator[str]:
        """Yield the line of a problem with a mark under its place, where there is such a line."""
        path, at = one.location.path, one.location.column - 1
        if path not in self._lines:
            self._lines[path] = self._told.sources.get(path, "").split("\n")
        lines = self._lines[path]
        row = visible(lines[one.location.line - 1]) if one.location.line <= len(lines) else ""
        # What must not stand in a file must not stand in a build's log either.
        if not row.strip() or (path, one.location.line) in self._forbidden:
            return
        number = str(one.location.line)
        head, empty = f"  {number} │ ", f"  {' ' * len(number)} │ "
        row, at = _cut(row, min(at, len(row)), self._width - len(head))
        yield self.styled(head, dim=True) + row
        mark = self.styled("^", fg=fg, bold=True)
        yield self.styled(empty, dim=True) + " " * _columns(row[:at]) + mark


def _columns(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(_column(char) for char in text)


def _column(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cut(row: str, at: int, room: int) -> tuple[str, int]:
    """Return as much of a line as there is room for, around a place in it, and that place."""
    if _columns(row) <= room:
        return row, at
    left = room - 2 - min(_columns(row[at : at + room]), room * 2 // 3)
    start = at
    while start and _columns(row[start - 1 : at]) <= left:
        start -= 1
    cut = ("…" if start else "") + row[start:]
    end = min(len(cut), room * 2)
    while _columns(cut[:end]) > room - 1:
        end -= 1
    return cut[:end] + ("…" if end < len(cut) else ""), at - start + bool(start)
