"""References between records: resolved, and the way back derived in one sorted pass."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from macros.problems import Problem, did_you_mean, problem
from macros.records.kinds import KINDS
from macros.records.shape import leaves, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.catalog import Catalog
    from macros.records.base import Record
    from macros.source import Path


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A reference: `source` and `target` are kind and id, `field` the field that holds it."""

    source: tuple[str, str]
    field: str
    target: tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """All references, forth and back."""

    uses: Mapping[tuple[str, str], tuple[Edge, ...]]
    used_by: Mapping[tuple[str, str], tuple[Edge, ...]]


def build(records: Mapping[str, Mapping[str, Record]]) -> Graph:
    """Return the graph of records that hold only references to each other."""
    forth: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    back: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    edges = {
        Edge((kind, record.id), _field(path), (target, target_id))
        for kind, known in records.items()
        for record in known.values()
        for path, target, target_id in references(record)
    }
    for edge in sorted(edges):
        forth[edge.source].append(edge)
        back[edge.target].append(edge)
    return Graph(
        {key: tuple(found) for key, found in forth.items()},
        {key: tuple(found) for key, found in back.items()},
    )


def _field(path: Path) -> str:
    return str(path[0])


def unresolved(catalog: Catalog) -> list[Problem]:
    """Return a problem for every reference that leads nowhere or to its own record."""
    problems = []
    for entry in catalog.all():
        for leaf in leaves(entry.kind.model, entry.node):
            kind = leaf.shape.ref
            if kind is None:
                continue
            known = catalog.entries[kind]
            if leaf.text not in known:
                if kind in catalog.incomplete:
                    continue
                hint = did_you_mean(leaf.text, known) or (
                    f"Lägg till posten, eller välj bland {_some(known)}."
                )
                problems.append(
                    problem(
                        "HB201",
                        entry.at(*leaf.path),
                        f"Det finns ingen post med id ”{leaf.text}” bland {_plural(kind)}.",
                        hint,
                        entry.key,
                    )
                )
            elif kind == entry.kind.name and leaf.text == entry.id:
                problems.append(
                    problem(
                        "HB204",
                        entry.at(*leaf.path),
                        f"”{entry.id}” hänvisar till sig själv.",
                        "Ta bort hänvisningen.",
                        entry.key,
                    )
                )
    return problems


def circles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return circles in a graph of ids, each beginning with its first id.

    Each circle is broken at its first step before the next is sought, so that every id in a
    circle is named once at the least and the search ends.
    """
    left = {key: set(targets) for key, targets in edges.items()}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            way: list[str] = error.args[1][:0:-1]
            first = way.index(min(way))
            circle = (*way[first:], *way[:first])
            found.append(circle)
            left[circle[0]].discard(circle[1 % len(circle)])
        else:
            return sorted(found)


def _plural(kind: str) -> str:
    return KINDS[kind].many.lower()


def _some(known: Mapping[str, object]) -> str:
    return ", ".join(sorted(known)[:6]) or "inga ännu"
