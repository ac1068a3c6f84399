"""The handbook as JSON, at ``/data/handbok.json``: what the audience sees, nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macros.records.kinds import KINDS

if TYPE_CHECKING:
    from macros.handbook import View

SCHEMA_VERSION = 1
"""Raised when a field of the export changes its meaning or goes away."""


def text(view: View) -> str:
    """Return the records by kind and id, and the pages by address, as JSON with sorted keys."""
    records = {
        KINDS[kind].file: [
            record.model_dump(mode="json", exclude_none=True) for record in known.values()
        ]
        for kind, known in view.records.items()
    }
    pages = [
        {"address": page.address, "title": page.front.title, "description": page.front.description}
        for _, page in sorted(view.pages.items())
    ]
    edition = {
        "schema_version": SCHEMA_VERSION,
        "audience": view.audience.value,
        "day": view.day.isoformat(),
        "records": records,
        "pages": pages,
    }
    return json.dumps(edition, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
