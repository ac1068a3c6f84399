"""A YAML value that knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A value without its places. An empty plain scalar is None."""

Step: TypeAlias = "str | int"
Path: TypeAlias = "tuple[Step, ...]"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it begins. `keys` gives the place of each key of a mapping."""

    value: str | list[Node] | dict[str, Node] | None
    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None

    def plain(self) -> Plain:
        """Return the value without places."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value

    def key_place(self, path: Path) -> tuple[int, int]:
        """Return line and column of the field's name that `path` ends with."""
        here = self
        for step in path[:-1]:
            inside = here.value
            if isinstance(inside, dict):
                here = inside[str(step)]
            elif isinstance(inside, list) and isinstance(step, int):
                here = inside[step]
        return (here.keys or {}).get(str(path[-1]), (here.line, here.column))

    def place(self, path: Path) -> tuple[int, int]:
        """Return line and column of what `path` leads to, or of the nearest that exists."""
        here: Node = self
        spot = (self.line, self.column)
        for step in path:
            if isinstance(here.value, dict) and step in here.value:
                spot = (here.keys or {}).get(str(step), spot)
                here = here.value[str(step)]
                if not isinstance(here.value, dict | list):
                    spot = (here.line, here.column)
            elif isinstance(here.value, list) and isinstance(step, int) and step < len(here.value):
                here = here.value[step]
                spot = (here.line, here.column)
            else:
                break
        return spot
