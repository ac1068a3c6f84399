"""References between records: resolved, and the way back derived in one sorted pass."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.problems import Problem, did_you_mean, problem
from macros.records.kinds import KINDS
from macros.records.scalars import is_id
from macros.records.shape import references

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
        for leaf in entry.leaves:
            kind = leaf.shape.ref
            if kind is None:
                continue
            known = catalog.entries[kind]
            if leaf.text not in known:
                # What is no id at all is said where the field is read.
                if kind in catalog.incomplete or not is_id(leaf.text):
                    continue
                hint = did_you_mean(leaf.text, known) or (
                    f"Lägg till posten, eller välj bland {_some(known)}."
                )
                problems.append(
                    problem(
                        "HB201",
                        entry.of(leaf),
                        f"Det finns ingen post med id ”{leaf.text}” i {KINDS[kind].file}.yml.",
                        hint,
                        entry.key,
                    )
                )
            elif kind == entry.kind.name and leaf.text == entry.id:
                problems.append(
                    problem(
                        "HB204",
                        entry.of(leaf),
                        f"”{entry.id}” hänvisar till sig själv.",
                        "Ta bort hänvisningen.",
                        entry.key,
                    )
                )
    return problems


def circles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return circles in a graph of ids, so that each id that lies in a circle is named.

    Each is a shortest one through its first id not yet named. Order and file order do not matter.
    """
    left = _peeled({key: sorted(set(targets)) for key, targets in edges.items()})
    found: list[tuple[str, ...]] = []
    named: set[str] = set()
    for start in sorted(left):
        if start in named:
            continue
        circle = _shortest_circle(start, left)
        if circle:
            named.update(circle)
            first = circle.index(min(circle))
            found.append((*circle[first:], *circle[:first]))
    return sorted(found)


def _peeled(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what is left when every id that leads to no other id left is taken away."""
    back: dict[str, list[str]] = defaultdict(list)
    count = {key: sum(target in edges for target in targets) for key, targets in edges.items()}
    for key, targets in edges.items():
        for target in targets:
            back[target].append(key)
    ends = [key for key, number in count.items() if number == 0]
    gone = set(ends)
    while ends:
        for key in back[ends.pop()]:
            count[key] -= 1
            if count[key] == 0 and key not in gone:
                gone.add(key)
                ends.append(key)
    return {
        key: [target for target in targets if target in edges and target not in gone]
        for key, targets in edges.items()
        if key not in gone
    }


def _shortest_circle(start: str, edges: Mapping[str, list[str]]) -> tuple[str, ...]:
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in edges[here]:
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if there not in came:
                came[there] = here
                queue.append(there)
    return ()


def _some(known: Mapping[str, object]) -> str:
    return ", ".join(sorted(known)[:6]) or "inga ännu"
