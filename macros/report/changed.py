"""What differs between two handbooks, for people and programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from macros.records.kinds import KINDS
from macros.report import dumped, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.changes import RecordChange

_WHAT = {"added": "ny", "removed": "borttagen", "renamed": "bytt id", "changed": "ändrad"}


def as_json(changes: Sequence[RecordChange]) -> str:
    """Return changes as a JSON list of objects, one for each record."""
    return dumped([asdict(one) for one in changes])


def as_text(changes: Sequence[RecordChange]) -> str:
    """Return changes as lines for a terminal."""
    lines = []
    for one in changes:
        kind = KINDS[one.kind].one
        lines.append(f"{kind} {one.id} ({visible(one.name)}): {_WHAT[one.what]}")
        lines.extend(
            f"    {field.title}: {visible(field.before) or '–'} → {visible(field.after) or '–'}"
            for field in one.fields
        )
    return "\n".join(lines) or "Inget skiljer."
