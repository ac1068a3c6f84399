"""Answers into a record: a path and a value each, judged by the fields themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros.problems import did_you_mean
from macros.records.read import validate
from macros.records.shape import fields
from macros.source import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macros.problems import Problem
    from macros.records.base import Part, Record
    from macros.records.kinds import Kind
    from macros.records.shape import Shape
    from macros.source import Plain

Tree = dict[str, Any]
"""Answers by field, as they would be read from a file."""

AT_START = ("id", "name", "previous_ids", "audience")
AT_END = ("tells_of", "notes", "reviewed")
"""Fields that all records have, and where among the others they stand."""


class AnswerError(ValueError):
    """An answer names no place in the record; the text is Swedish and says how to mend it."""


def tree(model: type[Part], pairs: Sequence[str]) -> Tree:
    """Return the answers of ``path=value`` pairs.

    A path is a field's name, with fields inside it after points: ``hosting.kind``. A list takes
    several of the same name; parts in a list are numbered from 1: ``deadlines.1.what``.

    Raises:
        AnswerError: a pair cannot be understood.
    """
    found: Tree = {}
    for pair in pairs:
        path, mark, value = pair.partition("=")
        if not mark or not path:
            raise AnswerError(f"”{pair}” saknar fält eller värde. Skriv fält=värde.")
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise AnswerError(f"Värdet i ”{path}” är inte skrivet i teckenkodningen UTF-8.")
        _into_part(model, found, path.split("."), value, path)
    return found


def _into_part(model: type[Part], here: Tree, steps: list[str], value: str, path: str) -> None:
    known = fields(model)
    name, *rest = steps
    if name not in known:
        better = did_you_mean(name, known) or f"Fält som finns: {', '.join(known)}."
        raise AnswerError(f"Fältet ”{name}” i ”{path}” finns inte. {better}")
    _into(known[name].shape, here, name, rest, value, path)


def _into(shape: Shape, here: Tree, name: str, rest: list[str], value: str, path: str) -> None:  # noqa: PLR0913, PLR0917 - one place, named in full
    if shape.part is not None:
        if not rest:
            raise AnswerError(f"”{path}” har egna fält: {_inside(shape.part, path)}.")
        _into_part(shape.part, here.setdefault(name, {}), rest, value, path)
    elif shape.items is not None:
        _into_list(shape.items, here.setdefault(name, []), rest, value, path)
    elif shape.values is not None:
        if len(rest) != 1 or not rest[0]:
            raise AnswerError(f"”{path}” delas upp. Skriv till exempel {name}.ID=värde.")
        _once(here.setdefault(name, {}), rest[0], value, path)
    elif rest:
        raise AnswerError(f"”{path}” går för djupt: {name} är ett enda värde.")
    else:
        _once(here, name, value, path)


def _into_list(shape: Shape, here: list[Any], rest: list[str], value: str, path: str) -> None:
    number, *more = rest or [""]
    if shape.part is None and rest:
        raise AnswerError(f"”{path}” är en lista av värden. Ange fältet en gång för varje värde.")
    if shape.part is None:
        here.append(value)
        return
    if not (number.isascii() and number.isdigit()) or not more:
        first = path.split(".", maxsplit=1)[0]
        raise AnswerError(f"”{path}” är en lista. Skriv {_inside(shape.part, f'{first}.1')}.")
    if not 1 <= int(number) <= len(here) + 1:
        raise AnswerError(f"”{path}”: listan numreras från 1, utan luckor.")
    if int(number) > len(here):
        here.append({})
    _into_part(shape.part, here[int(number) - 1], more, value, path)


def _once(here: Tree, name: str, value: str, path: str) -> None:
    if name in here:
        raise AnswerError(f"”{path}” är angivet två gånger.")
    here[name] = value


def _inside(part: type[Part], path: str) -> str:
    names = [one.name for one in fields(part).values() if one.required] or list(fields(part))
    return ", ".join(f"{path}.{name}" for name in names)


def judged(kind: Kind, answers: Tree) -> tuple[Record | None, list[Problem]]:
    """Return the record that the answers make, None where they do not, and what is wrong."""
    return validate(kind.model, node(answers), "")


def node(value: Any) -> Node:
    """Return a value as it would be read from a file, without places."""
    if isinstance(value, dict):
        return Node({key: node(one) for key, one in value.items()}, 1, 1)
    if isinstance(value, list):
        return Node([node(one) for one in value], 1, 1)
    return Node(value, 1, 1)


def plain(answers: Tree) -> Plain:
    """Return the answers as a reader of YAML gives them."""
    return node(answers).plain()


def in_order(model: type[Part]) -> list[str]:
    """Return the names of a part's fields in the order in which a record is written."""
    names = list(fields(model))
    if "previous_ids" not in names:
        return names
    own = [name for name in names if name not in (*AT_START, *AT_END)]
    return [*AT_START, *own, *AT_END]


def missing(model: type[Part], answers: Any, before: str = "") -> Iterator[str]:
    """Yield the paths of the required fields without an answer, those inside others too."""
    known = fields(model)
    for name in in_order(model):
        one, path = known[name], f"{before}{name}"
        answer = answers.get(name)
        inner = one.shape.part or (one.shape.items.part if one.shape.items else None)
        if inner is None:
            if answer is None and one.required:
                yield path
        elif isinstance(answer, list):
            for index, item in enumerate(answer):
                yield from missing(inner, item, f"{path}.{index + 1}.")
        elif one.required or answer is not None:
            number = "" if one.shape.part else "1."
            yield from missing(inner, answer or {}, f"{path}.{number}")
