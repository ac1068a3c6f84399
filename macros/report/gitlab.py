"""Problems as GitLab's code quality report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.problems import Severity
from macros.report import dumped, visible
from macros.report.told import fingerprints

if TYPE_CHECKING:
    from macros.report.told import Told

_SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.ADVICE: "info",
}


def written(told: Told) -> str:
    """Return a JSON list with the fields that GitLab documents, one object a problem."""
    rows = [
        {
            "description": " ".join(
                filter(None, (f"{one.code}: {visible(one.message)}", visible(one.hint)))
            ),
            "check_name": one.code,
            "fingerprint": mark,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": one.location.path, "lines": {"begin": one.location.line}},
        }
        for one, mark in zip(told.problems, fingerprints(told.problems), strict=True)
    ]
    return dumped(rows)
