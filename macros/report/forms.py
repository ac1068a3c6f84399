"""The forms in which problems are told, by their names on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.report import as_json, as_text, github, gitlab, junit, sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from macros.report.told import Told


def _text(told: Told) -> str:
    return as_text(told.problems)


def _json(told: Told) -> str:
    return as_json(told.problems)


FORMS: Final[Mapping[str, Callable[[Told], str]]] = {
    "text": _text,
    "json": _json,
    "github": github.written,
    "gitlab": gitlab.written,
    "sarif": sarif.written,
    "junit": junit.written,
}
