"""The shape of a model, found once: where its references, citations, dates and audiences are."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from macros.records.base import Part
from macros.records.scalars import Audience, LawText, Prose, RefTo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.source import Node, Path


@dataclass(frozen=True, slots=True)
class Shape:
    """What a type is made of. Exactly one of `part`, `items` and `values` is set, or none."""

    ref: str | None = None
    law: bool = False
    prose: bool = False
    day: bool = False
    part: type[Part] | None = None
    items: Shape | None = None
    values: Shape | None = None
    keys: Shape | None = None
    choice: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of a part."""

    name: str
    title: str
    shape: Shape
    audience: Audience
    reason: str
    """Why that audience and no wider one, in Swedish."""
    required: bool
    optional: bool
    """Whether None is a value that the field may have once it is projected."""


@cache
def fields(part: type[Part]) -> dict[str, FieldShape]:
    """Return the fields of a part by name, in the order in which they are declared."""
    found = {}
    for name, info in part.model_fields.items():
        extra = info.json_schema_extra
        audience = Audience(str(extra["x-audience"])) if isinstance(extra, dict) else None
        if audience is None:
            message = f"{part.__name__}.{name} has no audience"
            raise TypeError(message)
        found[name] = FieldShape(
            name,
            info.title or name,
            _shape(info.annotation, tuple(info.metadata)),
            audience,
            str(extra["x-audience-reason"]) if isinstance(extra, dict) else "",
            info.is_required(),
            type(None) in get_args(info.annotation),
        )
    return found


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _shape(inner, (*metadata, *more))
    if origin in (Union, types.UnionType):
        inner = next(one for one in get_args(annotation) if one is not type(None))
        return _shape(inner, metadata)
    if origin is tuple:
        return Shape(items=_shape(get_args(annotation)[0]))
    if origin is dict:
        key, value = get_args(annotation)
        return Shape(values=_shape(value), keys=_shape(key))
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Shape(part=annotation)
    ref = next((one.kind for one in metadata if isinstance(one, RefTo)), None)
    law = any(isinstance(one, LawText) for one in metadata)
    prose = any(isinstance(one, Prose) for one in metadata)
    choice = (
        annotation if isinstance(annotation, type) and issubclass(annotation, StrEnum) else None
    )
    return Shape(ref=ref, law=law, prose=prose, day=annotation is date, choice=choice)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value in a file: where it is, what it is, and its text."""

    path: Path
    shape: Shape
    text: str
    is_key: bool = False


def leaves(part: type[Part], node: Node, path: Path = ()) -> Iterator[Leaf]:
    """Yield the texts under `node` that the model knows, whether or not the record is valid."""
    if isinstance(node.value, dict):
        known = fields(part)
        for name, child in node.value.items():
            if name in known:
                yield from _leaves(known[name].shape, child, (*path, name))


def _leaves(shape: Shape, node: Node, path: Path) -> Iterator[Leaf]:
    if shape.part is not None:
        yield from leaves(shape.part, node, path)
    elif shape.items is not None:
        if isinstance(node.value, list):
            for index, child in enumerate(node.value):
                yield from _leaves(shape.items, child, (*path, index))
    elif shape.values is not None and shape.keys is not None:
        if isinstance(node.value, dict):
            for key, child in node.value.items():
                if shape.keys.ref:
                    yield Leaf((*path, key), shape.keys, key, is_key=True)
                yield from _leaves(shape.values, child, (*path, key))
    elif isinstance(node.value, str):
        yield Leaf(path, shape, node.value.strip())


def parts(part: type[Part], node: Node, path: Path = ()) -> Iterator[tuple[type[Part], Node, Path]]:
    """Yield the part at `node` and every part inside it, with their paths."""
    if not isinstance(node.value, dict):
        return
    yield part, node, path
    known = fields(part)
    for name, child in node.value.items():
        if name not in known:
            continue
        shape = known[name].shape
        if shape.part is not None:
            yield from parts(shape.part, child, (*path, name))
        elif shape.items is not None and shape.items.part is not None:
            inside = child.value if isinstance(child.value, list) else []
            for index, item in enumerate(inside):
                yield from parts(shape.items.part, item, (*path, name, index))


def references(part: Part) -> Iterator[tuple[Path, str, str]]:
    """Yield path, kind and id of every reference in a record."""
    for path, shape, value in _marked(part, ()):
        if shape.ref is not None:
            yield path, shape.ref, value


def citations(part: Part) -> Iterator[tuple[Path, str]]:
    """Yield path and text of every citation in a record."""
    for path, shape, value in _marked(part, ()):
        if shape.law:
            yield path, value


def marked(part: Part) -> Iterator[tuple[Path, Shape, str]]:
    """Yield path, shape and text of all in a record that is more than a word: see `Shape`."""
    yield from _marked(part, ())


def _marked(part: Part, path: Path) -> Iterator[tuple[Path, Shape, str]]:
    for name, known in fields(type(part)).items():
        yield from _marked_in(known.shape, getattr(part, name), (*path, name))


def _marked_in(shape: Shape, value: Any, path: Path) -> Iterator[tuple[Path, Shape, str]]:
    if value is None:
        return
    if shape.ref is not None or shape.law or shape.prose:
        yield path, shape, value
    elif shape.part is not None:
        yield from _marked(value, path)
    elif shape.items is not None:
        for index, item in enumerate(value):
            yield from _marked_in(shape.items, item, (*path, index))
    elif shape.values is not None and shape.keys is not None:
        for key, item in value.items():
            if shape.keys.ref is not None:
                yield (*path, str(key)), shape.keys, key
            yield from _marked_in(shape.values, item, (*path, str(key)))
