"""The projection: a handbook as one audience may see it. Nothing is filtered after this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros import prose
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macros.records.base import Part, Record
    from macros.records.scalars import Audience
    from macros.records.shape import Shape


def project(
    records: Mapping[str, Mapping[str, Record]], audience: Audience
) -> dict[str, dict[str, Record]]:
    """Return the records that an audience sees, with the fields that it sees.

    A hidden field is absent: None or empty. A reference to a hidden record is absent too, and a
    part that cannot do without it goes with it, until nothing refers to what is not there.
    """
    visible = {
        kind: {key: one for key, one in known.items() if one.told_to(audience)}
        for kind, known in records.items()
    }
    while True:

        def exists(kind: str, record_id: str, among: dict[str, Any] = visible) -> bool:
            return record_id in among[kind]

        projected = {
            kind: {
                key: shown
                for key, one in known.items()
                if (shown := _part(one, audience, exists)) is not None
            }
            for kind, known in visible.items()
        }
        if all(len(projected[kind]) == len(visible[kind]) for kind in visible):
            return projected
        visible = projected


def project_pages(pages: Mapping[str, prose.Page], audience: Audience) -> dict[str, prose.Page]:
    """Return the pages that an audience sees."""
    return {
        key: page.for_audience(audience)
        for key, page in pages.items()
        if audience.sees(page.audience)
    }


def images(pages: Iterable[prose.Page], known: frozenset[str]) -> frozenset[str]:
    """Return the images that pages show: an image is for those who may see a page that uses it."""
    used = {path for page in pages for link in page.links for path, _ in prose.targets(page, link)}
    return known & used


_GONE: Any = object()


def _part(part: Any, audience: Audience, exists: Callable[[str, str], bool]) -> Any:
    """Return the part as the audience sees it, or None when it cannot do without what is gone."""
    values = {}
    kind: type[Part] = type(part)
    own = getattr(part, "audience", audience)
    if not audience.sees(own):
        return None
    for name, known in fields(kind).items():
        value = getattr(part, name)
        if not audience.sees(known.audience):
            value = _empty(known.shape)
            if value is None and not known.optional:
                return None
        else:
            value = _value(value, known.shape, audience, exists)
            if value is _GONE:
                if not known.optional:
                    return None
                value = None
        values[name] = value
    return kind.model_construct(part.model_fields_set, **values)


def _empty(shape: Shape) -> Any:
    if shape.items is not None:
        return ()
    return {} if shape.values is not None else None


def _value(value: Any, shape: Shape, audience: Audience, exists: Callable[[str, str], bool]) -> Any:
    """Return what is left of a value; `_GONE` where it names a hidden record."""
    if value is None:
        return None
    if shape.ref is not None:
        return value if exists(shape.ref, value) else _GONE
    if shape.part is not None:
        shown = _part(value, audience, exists)
        return _GONE if shown is None else shown
    if shape.items is not None:
        left = (_value(item, shape.items, audience, exists) for item in value)
        return tuple(item for item in left if item is not _GONE)
    if shape.values is not None and shape.keys is not None:
        keys = shape.keys
        return {
            key: left
            for key, item in value.items()
            if (keys.ref is None or exists(keys.ref, key))
            and (left := _value(item, shape.values, audience, exists)) is not _GONE
        }
    return value
