"""JSON Schemas made from the models: completion and hover texts in an editor's program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from macros.records.kinds import KINDS
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from macros.records.kinds import Kind


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind's file: a list of its records."""
    record = kind.model.model_json_schema(ref_template="#/$defs/{model}")
    definitions = record.pop("$defs", {})
    for one in (record, *definitions.values()):
        _for_editors(one)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.many,
        "type": "array",
        "items": {"$ref": "#/$defs/Record"},
        "$defs": {"Record": record, **definitions},
    }


def files() -> dict[str, str]:
    """Return the text of every schema file by its name, such as ``assets.schema.json``."""
    return {
        f"{kind.file}.schema.json": json.dumps(
            schema(kind), ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n"
        for kind in KINDS.values()
    }


def _for_editors(part: dict[str, Any]) -> None:
    """Say in the hover text who sees a field; a value is never null; defaults stay out."""
    for name, spec in part.get("properties", {}).items():
        choices = [one for one in spec.get("anyOf", ()) if one.get("type") != "null"]
        if choices:
            del spec["anyOf"]
            spec.update(choices[0])
        spec.pop("default", None)
        audience = spec.get("x-audience")
        if audience:
            spec["description"] = (
                f"{spec.get('description', name)}\n\nSyns för: {Audience(audience).label.lower()}. "
                f"{spec.get('x-audience-reason', '')}"
            ).strip()
    part.pop("description", None)
