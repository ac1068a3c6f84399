"""The JSON Schema of what ``handbok diff --format json`` prints, made from what it can say."""

from __future__ import annotations

import json
from typing import Any, Final

from macros.changes import SORTS
from macros.problems import CODES, Severity
from macros.records.kinds import KINDS
from macros.records.meta import ChangeKind

NAME: Final = "diff.schema.json"
"""The file's name, beside the schemas of the data."""

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}


def files() -> dict[str, str]:
    """Return the text of the schema by its file's name."""
    return {NAME: json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vad som skiljer två handböcker",
        "type": "array",
        "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("record", "page", "problem")]},
        "$defs": {
            "record": _row(
                "Vad som hänt med en post. Där inget av dess egna fält skiljer är what time, när "
                "bara dagen har kommit, eller affected, när något den hänvisar till har ändrats.",
                list(KINDS),
                ["added", "removed", "renamed", "changed", "time", "affected"],
                former={"type": "string", "description": "Id som en post med nytt id hade."},
            ),
            "page": _row(
                "Vad som hänt med en sida. id är dess adress.",
                ["page"],
                ["added", "removed", "renamed", "changed"],
                path=_TEXT,
                sections={"type": "array", "items": {"$ref": "#/$defs/section"}},
            ),
            "problem": _row(
                "Ett problem som tillkommer eller försvinner. id är dess kod.",
                ["problem"],
                ["added", "removed"],
                code={"enum": sorted(CODES)},
                severity={"enum": [one.value for one in Severity]},
                message=_TEXT,
                hint=_TEXT,
                path=_TEXT,
                line={"type": "integer"},
                column={"type": "integer"},
                record={"type": ["string", "null"]},
            ),
            "field": _object(
                "Ett fält vars värde skiljer, som text; tomt där inget fanns.",
                **dict.fromkeys(("field", "title", "before", "after"), _TEXT),
            ),
            "section": _object(
                "Vad som hänt med ett avsnitt på en sida.",
                what={"enum": ["added", "removed", "renamed", "moved", "changed"]},
                title=_TEXT,
                former={"type": "string", "description": "Rubriken det hade, om den var en annan."},
                page={
                    "type": ["string", "null"],
                    "description": "Adressen till sidan det stod på, om den var en annan.",
                },
                anchor={"type": ["string", "null"]},
            ),
            "change": _object(
                "En sak som skiljer, i en mening.",
                what={"$ref": "#/$defs/sort"},
                kind={
                    "enum": [one.value for one in ChangeKind],
                    "enumDescriptions": [one.label for one in ChangeKind],
                },
                text=_TEXT,
                address={
                    "type": "string",
                    "description": "Där det läses, från webbplatsens rot. Tom där det är borta.",
                },
                roles={**_TEXTS, "description": "Id för de roller vars arbete det rör."},
            ),
            "sort": {
                "enum": list(SORTS),
                "enumDescriptions": [one.label for one in SORTS.values()],
            },
        },
    }


def _row(description: str, kinds: list[str], whats: list[str], **more: Any) -> dict[str, Any]:
    """Return the schema of a row: what all rows have, and some more."""
    return _object(
        description,
        kind={"enum": kinds},
        id=_TEXT,
        name=_TEXT,
        what={"enum": whats},
        fields={"type": "array", "items": {"$ref": "#/$defs/field"}},
        meaning=_TEXTS,
        changes={"type": "array", "items": {"$ref": "#/$defs/change"}},
        **more,
    )


def _object(description: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
