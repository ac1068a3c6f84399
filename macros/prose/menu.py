"""The site's menu: which pages it leads to, as mkdocs.yml lists them under ``nav``."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from macros.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MENU_FILE: Final = "mkdocs.yml"
"""Lies beside the folder of prose."""

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # In C where PyYAML was built so.


@dataclass(frozen=True, slots=True)
class MenuItem:
    """What the menu leads to, a path inside ``docs/`` or an address, and where it says so."""

    path: str
    line: int
    column: int
    sections: tuple[str, ...] = ()
    """The titles of the lists that it stands in, the outermost first."""


def menu(docs: Path) -> tuple[MenuItem, ...] | None:
    """Return what the menu leads to, in its order.

    None where there is no menu to ask: no file, none that can be read, or no ``nav`` in it, when
    MkDocs makes a menu of all pages. What is wrong with the file is MkDocs' to tell. Nothing in it
    runs: it is only composed, and its tags are never looked at.
    """
    try:
        with (docs.parent / MENU_FILE).open("rb") as file:
            content = file.read(MAX_BYTES)
        top = yaml.compose(content, Loader=_Loader)
    except (OSError, yaml.YAMLError, ValueError, RecursionError):
        return None
    for key, value in top.value if isinstance(top, yaml.MappingNode) else ():
        if key.value == "nav":
            return tuple(_items(value))
    return None


def _items(top: yaml.Node) -> Iterator[MenuItem]:
    """Yield the texts of a node that are no keys, each node asked once."""
    left: list[tuple[yaml.Node, tuple[str, ...]]] = [(top, ())]
    seen = set()
    while left:
        node, sections = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if node.value:
                mark = node.start_mark
                path = posixpath.normpath(node.value)
                yield MenuItem(path, mark.line + 1, mark.column + 1, sections)
        elif isinstance(node, yaml.SequenceNode):
            left.extend((one, sections) for one in reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            left.extend(
                (value, (*sections, str(key.value)) if isinstance(value.value, list) else sections)
                for key, value in reversed(node.value)
            )
