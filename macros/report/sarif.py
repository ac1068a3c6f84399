"""Problems as SARIF 2.1.0, the form in which programs exchange what an analysis found."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from macros.problems import CODES, Severity
from macros.report import dumped, visible
from macros.report.told import fingerprints

if TYPE_CHECKING:
    from macros.problems import Code, Problem
    from macros.report.told import Told

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_ROOT: Final = "%SRCROOT%"
"""What addresses of files are relative to: the folder that the check was run in."""


def written(told: Told) -> str:
    """Return a log with one run: every code that was found as a rule, every problem a result."""
    codes = sorted({one.code for one in told.problems})
    marks = fingerprints(told.problems)
    run = {
        "tool": {
            "driver": {
                "name": "handbok",
                "language": "sv-SE",
                "rules": [_rule(CODES[code], told) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "Mappen som kontrollen kördes i."}},
        },
        "results": [
            _result(one, codes.index(one.code), mark)
            for one, mark in zip(told.problems, marks, strict=True)
        ],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code, told: Told) -> dict[str, Any]:
    said = told.explanations.get(code.code, f"{code.title}.")
    rule: dict[str, Any] = {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "help": {"text": said, "markdown": said},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    if told.site:
        rule["helpUri"] = quote(told.page(code.code), safe="/:%?#[]@!$&'()*+,;=~")
    return rule


def _result(one: Problem, index: int, mark: str) -> dict[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(one.location.path),
            "region": {"startLine": one.location.line, "startColumn": one.location.column},
        }
    }
    if one.record:
        place["logicalLocations"] = [{"fullyQualifiedName": one.record, "kind": "object"}]
    said = " ".join(filter(None, (visible(one.message), visible(one.hint))))
    return {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": said},
        "locations": [place],
        "partialFingerprints": {"handbok/v1": mark},
    }


def _artifact(path: str) -> dict[str, str]:
    """Return where a file is: relative to where the check was run, unless it lies elsewhere."""
    name = path.encode("utf-8", "surrogatepass")
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{quote(name)}"}
    if PureWindowsPath(path).is_absolute():
        return {"uri": f"file:///{quote(name, safe='/:')}"}
    return {"uri": quote(name), "uriBaseId": _ROOT}
