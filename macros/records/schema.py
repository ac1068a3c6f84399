"""JSON Schemas made from the models: completion and hover texts in an editor's program.

Which ids there are is no matter of the models. They stand in a file of their own, `IDS`, that every
reference leads to, written from the data by ``handbok schema --ids``. It holds proposals and no
rules (``defaultSnippets`` and ``properties``, never ``enum``): when it is stale a new id is not
proposed, and none is ever marked as wrong. It is checked in, since most editors have no Python to
make it with and a program complains of a schema that is not there; whether it is fresh is not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from macros.records.kinds import KINDS
from macros.records.scalars import Audience, Choice
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.records.base import Part, Record
    from macros.records.kinds import Kind
    from macros.records.shape import Shape

IDS: Final = "ids.json"
"""The file of ids, beside the schemas."""

_KEYS: Final = "-keys"
"""Ends the name of what proposes ids as names of fields, not as values."""


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind's file: a list of its records."""
    record = kind.model.model_json_schema(ref_template="#/$defs/{model}")
    definitions = record.pop("$defs", {})
    for part in _parts(kind.model):
        _with_ids(part, record if part is kind.model else definitions[part.__name__])
    for one in (record, *definitions.values()):
        _for_editors(one)
    for choice in _choices(kind.model):
        definitions[choice.__name__]["enumDescriptions"] = [one.label for one in choice]
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


def ids(records: Mapping[str, Mapping[str, Record]]) -> str:
    """Return the text of the file of ids.

    Args:
        records: the records by kind and id.
    """
    found: dict[str, Any] = {}
    for kind, known in sorted(records.items()):
        if KINDS[kind].made:
            continue  # Nobody writes them, and nothing refers to them.
        found[kind] = {
            "defaultSnippets": [
                {"label": key, "description": one.name, "body": key} for key, one in known.items()
            ]
        }
        found[f"{kind}{_KEYS}"] = {
            "properties": {key: {"title": one.name} for key, one in known.items()}
        }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Id att föreslå, som de var när handbok schema --ids kördes",
        "$defs": found,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    """Yield a model and every part in it, each once."""
    found: list[type[Part]] = [model]
    for part in found:
        yield part
        shapes = (one for known in fields(part).values() for one in _shapes(known.shape))
        found.extend(one.part for one in shapes if one.part and one.part not in found)


def _shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for inside in (shape.items, shape.values, shape.keys):
        if inside is not None:
            yield from _shapes(inside)


def _choices(model: type[Part]) -> Iterator[type[Choice]]:
    shapes = (
        one
        for part in _parts(model)
        for known in fields(part).values()
        for one in _shapes(known.shape)
    )
    for one in shapes:
        if one.choice is not None and issubclass(one.choice, Choice):
            yield one.choice


def _with_ids(part: type[Part], spec: dict[str, Any]) -> None:
    """Let every reference of a part lead to the ids that there are."""
    for name, known in fields(part).items():
        said, shape = spec["properties"][name], known.shape
        if shape.ref is not None:
            said["$ref"] = f"{IDS}#/$defs/{shape.ref}"
        elif shape.items is not None and shape.items.ref is not None:
            said["items"]["$ref"] = f"{IDS}#/$defs/{shape.items.ref}"
        elif shape.keys is not None and shape.keys.ref is not None:
            said["$ref"] = f"{IDS}#/$defs/{shape.keys.ref}{_KEYS}"


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
    for name in ("description", "title"):
        part.pop(name, None)
