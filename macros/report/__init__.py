"""What the command says: as text for people, and in the forms that programs read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from macros.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.problems import Problem
    from macros.views.citing import Judged
    from macros.views.impact import Asked

WORDS: Final = {Severity.ERROR: "fel", Severity.WARNING: "varning", Severity.ADVICE: "råd"}


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list of objects, one for each."""
    return dumped([problem_row(one) for one in problems])


def problem_row(one: Problem) -> dict[str, Any]:
    """Return a problem's fields by the names that programs know."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint,
        "path": one.location.path,
        "line": one.location.line,
        "column": one.location.column,
        "record": one.record,
    }


def plain(one: Problem) -> list[str]:
    """Return a problem on one line, and its remedy on another."""
    place = visible(str(one.location))
    lines = [f"{place}: {WORDS[one.severity]} {one.code}: {visible(one.message)}"]
    if one.hint:
        lines.append(f"    {visible(one.hint)}")
    return lines


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems as plain lines, with a summary last."""
    lines = [line for one in problems for line in plain(one)]
    lines.append(summary(problems))
    return "\n".join(lines)


_STATUS = {
    "in_force": "gäller",
    "repealed": "upphävd",
    "not_yet": "gäller inte än",
    "unknown": "finns inte i registret",
}


def citations_as_json(found: Sequence[Judged]) -> str:
    """Return citations as a JSON list of objects; `last` only for a range."""
    rows = [
        {
            "start": one.cited.start,
            "end": one.cited.end,
            "text": one.cited.text,
            "designation": one.cited.designation,
            "fragment": one.cited.fragment,
            **({"last": one.cited.last.fragment} if one.cited.last is not None else {}),
            "status": one.status,
            "url": one.url,
        }
        for one in found
    ]
    return dumped(rows)


def citations_as_text(found: Sequence[Judged]) -> str:
    """Return citations as lines for a terminal."""
    lines = []
    for one in found:
        last = f"–{one.cited.last.fragment}" if one.cited.last is not None else ""
        place = f"#{one.cited.fragment}{last}" if one.cited.fragment else ""
        words = " ".join(visible(one.cited.text).split())
        lines.append(f"{words}: {one.cited.designation}{place} ({_STATUS[one.status]})")
    return "\n".join(lines) or "Inga hänvisningar."


_STEPS = (("direct", "Bygger på lagrummet"), ("further", "Se också över"))


def impact_as_json(asked: Asked) -> str:
    """Return what would need review as a JSON list; `step` is direct or further."""
    rows = [
        {
            "step": step,
            "kind": one.kind,
            "id": one.id,
            "name": one.link.text,
            "address": one.link.address,
            "why": one.why,
            "path": one.location.path,
            "line": one.location.line,
        }
        for step, _ in _STEPS
        for group in getattr(asked.impact, step)
        for one in group.members
    ]
    return dumped(rows)


def impact_as_text(asked: Asked) -> str:
    """Return what would need review as lines for a terminal."""
    lines = [f"{visible(asked.place.text)}: {visible(asked.explanation)}"]
    for step, title in _STEPS:
        groups = getattr(asked.impact, step)
        if not groups:
            continue
        lines.append(f"\n{title}:")
        for group in groups:
            lines.append(f"  {group.title}")
            lines.extend(
                f"    {one.location.path}:{one.location.line}: {visible(one.link.text)}"
                + (f" ({visible(one.why)})" if step == "further" else "")
                for one in group.members
            )
    if len(lines) == 1:
        lines.append("Inget bygger på lagrummet.")
    return "\n".join(lines)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are of each severity, in Swedish."""
    if not problems:
        return "Inga problem."
    counts = []
    for severity, (one, many) in {
        Severity.ERROR: ("fel", "fel"),
        Severity.WARNING: ("varning", "varningar"),
        Severity.ADVICE: ("råd", "råd"),
    }.items():
        number = sum(found.severity is severity for found in problems)
        if number:
            counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts) + "."


def visible(text: str) -> str:
    """Return the text on one line, without what a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in text)


_UNSEEN: Final = re.compile(r"[^\x20-\x7e\n\xa1-\xac\xae-\u024f]")


def dumped(rows: Any) -> str:
    """Return JSON with what a terminal would obey, or no one sees, escaped."""
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    return _UNSEEN.sub(lambda match: _escaped(match[0]), text)


def _escaped(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
