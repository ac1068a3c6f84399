"""Nodes into records: everything that one file can say about itself is checked here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from macros.problems import Location, Problem, did_you_mean, problem
from macros.records.shape import fields, leaves, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from macros.records.base import Part, Record
    from macros.records.kinds import Kind
    from macros.records.shape import Leaf
    from macros.source import Node, Path, Plain

P = TypeVar("P", bound="Part")


@dataclass(frozen=True)
class Entry:
    """A record as it stands in its file. `record` is None when it could not be read."""

    kind: Kind
    id: str
    path: str
    node: Node
    record: Record | None

    @property
    def key(self) -> str:
        """Return ``kind/id``."""
        return f"{self.kind.name}/{self.id}"

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Return the texts of the record that its model knows, whether or not it is valid."""
        return tuple(leaves(self.kind.model, self.node))

    def of(self, leaf: Leaf) -> Location:
        """Return the place of a text, or of a field's name where that is what the leaf is."""
        place = self.node.key_place(leaf.path) if leaf.is_key else self.node.place(leaf.path)
        return Location(self.path, *place)

    def at(self, *path: str | int) -> Location:
        """Return the place of what `path` leads to inside the record."""
        return Location(self.path, *self.node.place(path))


def read_file(kind: Kind, top: Node | None, path: str) -> tuple[list[Entry], list[Problem]]:
    """Read the records of one file.

    Args:
        kind: the kind that the file's name says it holds.
        top: the file's top node, None for an empty file.
        path: how the file is named in problems.

    Returns:
        An entry for every record that has an id, valid or not, and the problems.
    """
    if top is None or top.value is None:
        return [], []
    if not isinstance(top.value, list):
        return [], [
            problem(
                "HB105",
                Location(path, top.line, top.column),
                "Filen ska vara en lista av poster.",
                "Börja varje post med ”- id: …” längst till vänster.",
            )
        ]
    entries: list[Entry] = []
    problems: list[Problem] = []
    for node in top.value:
        if not isinstance(node.value, dict):
            problems.append(
                problem(
                    "HB105",
                    Location(path, node.line, node.column),
                    "Här väntades en post.",
                    "Börja posten med ”- id: …” och skriv fälten under, lika långt indragna.",
                )
            )
            continue
        entry, found = _read_record(kind, node, path)
        problems.extend(found)
        if entry is not None:
            entries.append(entry)
    return entries, problems


def _read_record(kind: Kind, node: Node, path: str) -> tuple[Entry | None, list[Problem]]:
    plain = _without_empty(node.plain())
    named = isinstance(plain, dict) and isinstance(plain.get("id"), str)
    record_id = str(plain["id"]).strip() if named and isinstance(plain, dict) else ""
    key = f"{kind.name}/{record_id}" if record_id else None
    record, problems = validate(kind.model, node, path, key)
    if not record_id:
        return None, problems
    return Entry(kind, record_id, path, node, record), problems


def validate(
    model: type[P], node: Node, path: str, key: str | None = None
) -> tuple[P | None, list[Problem]]:
    """Make a part of a mapping node.

    Args:
        model: the part's type.
        node: where its fields stand.
        path: how the file is named in problems.
        key: ``kind/id`` of the record, for the problems.

    Returns:
        The part, or None if it is not valid, and the problems.
    """
    problems = list(_date_orders(model, node, path, key))
    try:
        return model.model_validate(_without_empty(node.plain())), problems
    except ValidationError as error:
        problems.extend(_problem(model, node, path, key, one) for one in error.errors())
    return None, problems


def _without_empty(value: Plain) -> Plain:
    """Drop fields left empty, so that an empty field is an absent one."""
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_empty(one) for one in value]
    return value


def _date_orders(model: type[Part], node: Node, path: str, key: str | None) -> Iterator[Problem]:
    for part, inside, _ in parts(model, node):
        if not isinstance(inside.value, dict):
            continue
        for first, second in part.orders:
            one, two = inside.value.get(first), inside.value.get(second)
            if one is None or two is None:
                continue
            before, after = _date(one), _date(two)
            if before and after and after < before:
                names = fields(part)
                yield problem(
                    "HB113",
                    Location(path, two.line, two.column),
                    f"{names[second].title} ({after}) är före "
                    f"{names[first].title.lower()} ({before}).",
                    f"Rätta det ena: {second} ska vara samma dag som {first} eller senare.",
                    key,
                )


def _date(node: Node) -> date | None:
    if not isinstance(node.value, str):
        return None
    try:
        return date.fromisoformat(node.value.strip())
    except ValueError:
        return None  # Said as a problem of its own where the field is validated.


def _problem(
    model: type[Part], node: Node, path: str, key: str | None, error: ErrorDetails
) -> Problem:
    """Say in Swedish, at its line, what pydantic found."""
    loc: Path = tuple(step for step in error["loc"] if step != "[key]")
    spot = Location(path, *node.place(loc))
    context: dict[str, Any] = error.get("ctx") or {}
    name = str(loc[-1]) if loc else ""
    if error["type"].startswith("HB"):
        where = _title(model, loc)
        message = context["message"]
        return problem(
            error["type"], spot, f"{where}: {message}" if where else message, context["hint"], key
        )
    if error["type"] == "extra_forbidden":
        known = _known_fields(model, loc[:-1])
        hint = did_you_mean(name, known) or "Fält som finns här: " + ", ".join(sorted(known)) + "."
        return problem(
            "HB110", Location(path, *node.key_place(loc)), f"Fältet ”{name}” finns inte.", hint, key
        )
    if error["type"] == "missing":
        title, description = _told(model, loc)
        return problem(
            "HB111",
            spot,
            f"Fältet ”{name}” ({title}) saknas.",
            f"Lägg till det: {description}",
            key,
        )
    return problem("HB112", spot, *_wrong_type(model, loc, error, context), key)


def _wrong_type(
    model: type[Part], loc: Path, error: ErrorDetails, context: dict[str, Any]
) -> tuple[str, str]:
    where = _title(model, loc) or str(loc[-1] if loc else "Posten")
    kind = error["type"]
    if kind == "enum":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        given = str(error["input"])
        better = did_you_mean(given, allowed)
        return (
            f"{where}: ”{given}” är inget av de värden som går att välja.",
            f"{better} Välj bland: {', '.join(allowed)}.".strip(),
        )
    if kind in ("tuple_type", "list_type"):
        return (
            f"{where}: här väntades en lista.",
            "Skriv värdena på egna rader som börjar med ”- ”.",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        known = _known_fields(model, loc)
        fits = f" Fält som finns här: {', '.join(sorted(known))}." if known else ""
        return f"{where}: här väntades flera fält.", f"Skriv fälten indragna på egna rader.{fits}"
    return f"{where}: värdet har fel form.", "Jämför med en post som redan finns."


def _part_at(model: type[Part], loc: Path) -> type[Part] | None:
    """Return the part that `loc` leads into, None where there is none."""
    here: type[Part] | None = model
    for step in loc:
        if isinstance(step, int):
            continue
        known = fields(here) if here else {}
        if step not in known:
            return None
        shape = known[step].shape
        here = shape.part or (shape.items.part if shape.items else None)
    return here


def _known_fields(model: type[Part], loc: Path) -> list[str]:
    part = _part_at(model, loc)
    return list(fields(part)) if part else []


def _title(model: type[Part], loc: Path) -> str:
    """Return the Swedish name of the innermost named field on the way."""
    here: type[Part] | None = model
    title = ""
    for step in loc:
        if isinstance(step, int) or here is None or step not in fields(here):
            continue
        known = fields(here)[step]
        title = known.title
        here = known.shape.part or (known.shape.items.part if known.shape.items else None)
    return title


def _told(model: type[Part], loc: Path) -> tuple[str, str]:
    part = _part_at(model, loc[:-1])
    info = part.model_fields.get(str(loc[-1])) if part else None
    return (info.title or "", info.description or "") if info else ("", "")
