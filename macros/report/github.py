"""Problems as the workflow commands that GitHub makes annotations of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.problems import CODES, Severity
from macros.report import summary, visible

if TYPE_CHECKING:
    from macros.problems import Problem
    from macros.report.told import Told

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}


def written(told: Told) -> str:
    """Return a command on a line of its own for each problem, and a summary.

    GitHub shows ten of each kind for a step, so the gravest stand first.
    """
    return "\n".join([*(_command(one) for one in told.gravest_first), summary(told.problems)])


def _command(one: Problem) -> str:
    title = f"{one.code}: {CODES[one.code].title}"
    properties = {
        "file": one.location.path,
        "line": str(one.location.line),
        "col": str(one.location.column),
        "title": title,
    }
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "\n".join(filter(None, (visible(one.message), visible(one.hint))))
    return f"::{_COMMANDS[one.severity]} {named}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
