"""Problems as JUnit's XML, which most build servers show as a list of tests.

A suite is a code and a test is a file, so that a test has the same name however the lines move.
What does not fail the run is a test that was skipped: it is shown, and fails nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from macros.problems import CODES
from macros.report import plain, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macros.problems import Problem
    from macros.report.told import Told

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_FILE: Final = Markup('<testcase classname="{code}" name="{name}" time="0">{said}</testcase>')
_FAILED: Final = Markup('<failure type="{code}" message="{first}">{said}</failure>')
_SKIPPED: Final = Markup('<skipped message="{first}"/><system-out>{said}</system-out>')
_CLEAN: Final = Markup('<testcase classname="{code}" name="{code}" time="0"/>')
_SUITE: Final = Markup(
    '<testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" '
    'skipped="{skipped}" time="0">{cases}</testsuite>'
)
_ALL: Final = Markup(
    '<testsuites name="handbok" tests="{tests}" failures="{failures}" errors="0" time="0">'
    "{suites}</testsuites>"
)


def written(told: Told) -> str:
    """Return the whole as XML: every code a suite, those without problems too."""
    suites, tests, failures = [], 0, 0
    for code in CODES.values():
        groups = _by_file(one for one in told.problems if one.code == code.code)
        failed = {path: _fails(told, found) for path, found in groups.items()}
        cases = [_case(code.code, path, found, told) for path, found in groups.items()]
        if not cases:
            cases.append(_CLEAN.format(code=code.code))
        suites.append(
            _SUITE.format(
                name=f"{code.code} {code.title}",
                tests=len(cases),
                failures=sum(failed.values()),
                skipped=len(failed) - sum(failed.values()),
                cases=Markup("\n").join(cases),
            )
        )
        tests += len(cases)
        failures += sum(failed.values())
    body = _ALL.format(tests=tests, failures=failures, suites=Markup("\n").join(suites))
    return f"{_HEAD}\n{body}"


def _by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for one in problems:
        found.setdefault(one.location.path, []).append(one)
    return found


def _fails(told: Told, found: Sequence[Problem]) -> bool:
    return any(one.severity in told.failing for one in found)


def _case(code: str, path: str, found: Sequence[Problem], told: Told) -> Markup:
    more = f" (och {len(found) - 1} till)" if len(found) > 1 else ""
    form = _FAILED if _fails(told, found) else _SKIPPED
    said = form.format(
        code=code,
        first=visible(found[0].message) + more,
        said="\n".join(line for one in found for line in plain(one)),
    )
    return _FILE.format(code=code, name=f"{code} {visible(path)}", said=said)
