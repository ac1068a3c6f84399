"""One mistake is one problem, at its place: consequences elsewhere are not reported.

Every mistake is made in the text of a file, as an editor would make it, and the handbook is loaded
anew. What was not touched is read once (`Bench`), so that thousands of mistakes can be tried.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pytest
from conftest import DAY, ROOT

from macros import catalog, handbook, prose, source, statutes
from macros.cache import Kept
from macros.citations.place import read_place
from macros.problems import Location, Problem, Severity
from macros.records.assets import Asset, AssetStatus, HostingKind
from macros.records.base import Record
from macros.records.classification import Aspect
from macros.records.kinds import KINDS
from macros.records.meta import Exemption
from macros.records.processings import Processing
from macros.records.procurements import Procurement
from macros.records.reference import Country
from macros.records.shape import Leaf, fields, leaves, parts
from macros.records.suppliers import AgreementKind, Supplier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from macros.records.base import Part
    from macros.records.read import Entry
    from macros.records.shape import Shape
    from macros.source import Node

R = TypeVar("R", bound=Record)

NOBODY: Final = "finns-inte-alls"
"""An id that no record has."""

NO_FIELD: Final = "pahittat_falt"
"""A field that no part has."""

NO_LAWS: Final = (
    ("3 § påhittlagen", "HB301"),
    ("3 kap. 8 § lagen (2099:9999)", "HB301"),
    ("artikel 3.1 i förordningen om påhitt", "HB301"),
    ("påhittlagen", "HB307"),
)
"""Citations of laws that the register lacks, and the code of each."""

Group = tuple[str, ...]
"""What sort of mistake it is: the names of the fields on the way, without numbers."""


@dataclass(frozen=True)
class Mistake:
    """A file with one mistake in it, and the one problem that it should give.

    `begins` is the first line that the edit moves, by `moved` lines; without a `column` any is
    right; `says` is what the message must hold.
    """

    group: Group
    path: str
    text: str
    begins: int
    moved: int
    code: str
    line: int
    column: int | None
    record: str | None
    says: str
    many: bool = False
    """Whether the mistake may give more than one problem, all of the code."""

    def __str__(self) -> str:
        """Return how a failure names the mistake."""
        return f"{self.path}:{self.line} {self.record} {'.'.join(self.group)}"


class Once:
    """A reading function that remembers what it answered while it was learning."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Take the function."""
        self.function = function
        self.learning = True
        self.known: dict[object, tuple[object, Any]] = {}

    def __call__(self, *args: Any) -> Any:
        """Answer from memory where there is one. The questions are kept, so that ids stay."""
        key = tuple(one if isinstance(one, str | bytes) else id(one) for one in args)
        if key in self.known:
            return self.known[key][1]
        answer = self.function(*args)
        if self.learning:
            self.known[key] = (args, answer)
        return answer


class Remembered(Kept):
    """What the checks keep from one time to the next, kept in memory."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._known: dict[bytes, Any] = {}

    def answer(self, function: Callable[..., Any], *given: str | bytes | date) -> Any:
        """Return what a function answers; the readers on the bench remember by themselves."""
        if isinstance(function, Once):
            return function(*given)
        return self.of(lambda: function(*given), function.__qualname__, *given)

    def of(self, make: Callable[[], Any], *key: str | bytes | date) -> Any:
        """Return what is made of some things, from memory where they are the same."""
        digest = hashlib.sha256()
        for one in key:
            data = one if isinstance(one, bytes) else str(one).encode()
            digest.update(b"%d " % len(data) + data)
        found = digest.digest()
        if found not in self._known:
            self._known[found] = make()
        return self._known[found]


@dataclass
class Bench:
    """A copy of `data/`, and beside it of `docs/` and `mkdocs.yml`, to make mistakes in."""

    data: Path
    texts: dict[str, str] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    before: tuple[Problem, ...] = ()

    def load(self) -> handbook.Handbook:
        """Load the copy."""
        return handbook.load(self.data, self.data.parent / "docs", DAY)

    def told(self, path: str, find: str, put: str) -> list[tuple[str, Severity, str]]:
        """Return what a change of a file beside `data/` adds: code, severity, path from there."""
        root = self.data.parent
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(find) == 1
        file.write_text(text.replace(find, put), encoding="utf-8")
        try:
            after = self.load().problems
        finally:
            file.write_text(text, encoding="utf-8")
        return [
            (one.code, one.severity, one.location.path.removeprefix(f"{root.as_posix()}/"))
            for one in after
            if one not in self.before
        ]

    def new(self, mistake: Mistake) -> set[Problem]:
        """Return the problems that a mistake adds; those that only moved are none of them."""
        file = self.data / mistake.path
        file.write_text(mistake.text, encoding="utf-8")
        try:
            after = self.load().problems
        finally:
            file.write_text(self.texts[mistake.path], encoding="utf-8")
        return set(after) - {_moved(one, file.as_posix(), mistake) for one in self.before}

    def judged(self, mistake: Mistake) -> str | None:
        """Return how the outcome of a mistake differs from what it should be, None if not."""
        found = self.new(mistake)
        place = (self.data / mistake.path).as_posix()
        if mistake.many and {(one.code, one.record) for one in found} == {
            (mistake.code, mistake.record)
        }:
            return None
        if len(found) == 1:
            (one,) = found
            wanted = Location(place, mistake.line, mistake.column or one.location.column)
            same = (one.code, one.location, one.record) == (mistake.code, wanted, mistake.record)
            if same and mistake.says in one.message:
                return None
        told = sorted(
            f"{one.code} {one.location.path.rsplit('/', 1)[-1]}:{one.location.line}"
            f":{one.location.column} {one.record} {one.message}"
            for one in found
        )
        wish = f"{mistake.code} at column {mistake.column or 'any'} saying ”{mistake.says}”"
        return f"{mistake}: wanted {wish}, found {len(told)}: {told[:3]}"


def _moved(one: Problem, path: str, mistake: Mistake) -> Problem:
    """Return a problem of the untouched handbook at the line where the edit has put it."""
    place = one.location
    if place.path != path or place.line < mistake.begins:
        return one
    return replace(one, location=replace(place, line=place.line + mistake.moved))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return the bench, with the example's data on it. What is not touched is read only once."""
    data = tmp_path_factory.mktemp("bench") / "data"
    shutil.copytree(ROOT / "data", data)
    shutil.copytree(ROOT / "docs", data.parent / "docs")
    shutil.copy(ROOT / "mkdocs.yml", data.parent)
    readers = [
        (module, name, Once(getattr(module, name)))
        for module, name in ((source, "read"), (prose, "read"), (catalog, "read_file"))
    ]
    made = Bench(data)
    with pytest.MonkeyPatch.context() as patch:
        for module, name, once in readers:
            patch.setattr(module, name, once)
        patch.setattr(statutes, "read_place", cache(read_place))  # half of the time of a load
        remembered = Remembered()
        patch.setattr(handbook, "Kept", lambda *_: remembered)
        book = made.load()
        for _, _, once in readers:
            once.learning = False
        made.before = book.problems
        for entry in book.catalog.all():
            path = entry.path.removeprefix(f"{data.as_posix()}/")
            made.texts.setdefault(path, (data / path).read_text(encoding="utf-8"))
            made.entries.setdefault(entry.kind.name, []).append(replace(entry, path=path))
        yield made


# How a text is edited. Rows are counted from 0, lines and columns from 1.


def _end(rows: list[str], line: int, column: int) -> int:
    """Return the line after the field whose name stands at a place."""
    row = line
    while row < len(rows):
        text = rows[row].lstrip(" ")
        indent = len(rows[row]) - len(text)
        inside = indent >= column or (indent == column - 1 and text.startswith("- "))
        if text and not inside:
            break
        row += 1
    while not rows[row - 1].strip():
        row -= 1
    return row + 1


def _without(rows: list[str], node: Node, name: str) -> tuple[list[str], int, int]:
    """Return the rows without a field of a mapping, the first line that moves, and how far."""
    line, column = (node.keys or {})[name]
    end = _end(rows, line, column)
    head, gone, tail = rows[: line - 1], rows[line - 1 : end - 1], rows[end - 1 :]
    before = gone[0][: column - 1]
    if len(node.keys or {}) == 1:
        return [*head, f"{before}{{}}", *tail], end, 1 - len(gone)
    if before.strip():  # "- " stands before the field, and now before the next.
        tail[0] = before + tail[0][column - 1 :]
    return [*head, *tail], end, -len(gone)


def _with_unknown(rows: list[str], node: Node) -> tuple[list[str], int, int]:
    """Return the rows with an unknown field after the first, its line, and its column."""
    line, column = min((node.keys or {}).values())
    end = _end(rows, line, column)
    added = " " * (column - 1) + f"{NO_FIELD}: något"
    return [*rows[: end - 1], added, *rows[end - 1 :]], end, column


def _rewritten(rows: list[str], node: Node, leaf: Leaf, new: str) -> tuple[list[str], int, int]:
    """Return the rows with a value (or a key) replaced, its line, and its column."""
    line, column = _stands(node, leaf)
    row = rows[line - 1]
    quote = row[column - 1] if row[column - 1] in "\"'" else ""
    old = f"{quote}{leaf.text}{quote}"
    assert row[column - 1 :].startswith(old), f"not written plainly on one line: {row}"
    changed = row[: column - 1] + new + row[column - 1 + len(old) :]
    return [*rows[: line - 1], changed, *rows[line:]], line, column


def _stands(node: Node, leaf: Leaf) -> tuple[int, int]:
    """Return where the text of a leaf stands: a value, or the key of a mapping."""
    here = node
    for step in leaf.path[:-1]:
        here = _inside(here, step)
    last = leaf.path[-1]
    found = _inside(here, last)
    if found.value != leaf.text and isinstance(last, str) and here.keys is not None:
        return here.keys[last]
    return found.line, found.column


def _inside(node: Node, step: str | int) -> Node:
    if isinstance(node.value, dict):
        return node.value[str(step)]
    assert isinstance(node.value, list)
    return node.value[int(step)]


def _begins(node: Node, path: source.Path) -> int:
    """Return the line where a part begins: at its name, at its ``- ``, or at the record's."""
    if not path:
        return node.line
    here = node
    for step in path[:-1]:
        here = _inside(here, step)
    last = path[-1]
    return (here.keys or {})[last][0] if isinstance(last, str) else _inside(here, last).line


def _names(path: source.Path) -> Group:
    return tuple(step for step in path if isinstance(step, str))


# The mistakes.


def without_a_required_field(bench: Bench, kind: str) -> Iterator[Mistake]:
    """Yield every required field of every part of a kind's records, gone."""
    for entry in bench.entries[kind]:
        rows = bench.texts[entry.path].split("\n")
        for part, node, path in parts(entry.kind.model, entry.node):
            for name, known in fields(part).items():
                if not known.required or name not in (node.keys or {}):
                    continue
                left, begins, moved = _without(rows, node, name)
                yield Mistake(
                    (*_names(path), name),
                    entry.path,
                    "\n".join(left),
                    begins,
                    moved,
                    "HB111",
                    _begins(entry.node, path),
                    None,
                    None if (path, name) == ((), "id") else entry.key,
                    f"”{name}”",
                )


def with_an_unknown_field(bench: Bench, kind: str) -> Iterator[Mistake]:
    """Yield every part of a kind's records with a field that it does not have."""
    for entry in bench.entries[kind]:
        rows = bench.texts[entry.path].split("\n")
        for _, node, path in parts(entry.kind.model, entry.node):
            changed, line, column = _with_unknown(rows, node)
            yield Mistake(
                _names(path),
                entry.path,
                "\n".join(changed),
                line,
                1,
                "HB110",
                line,
                column,
                entry.key,
                f"”{NO_FIELD}”",
            )


def with_an_unknown_id(bench: Bench, kind: str) -> Iterator[Mistake]:
    """Yield every reference of a kind's records, leading nowhere."""
    for entry in bench.entries[kind]:
        rows = bench.texts[entry.path].split("\n")
        for leaf in entry.leaves:
            if leaf.shape.ref is None:
                continue
            changed, line, column = _rewritten(rows, entry.node, leaf, NOBODY)
            text = "\n".join(changed)
            group = _names(leaf.path)
            yield Mistake(
                group, entry.path, text, line, 0, "HB201", line, column, entry.key, f"”{NOBODY}”"
            )


def with_an_unknown_law(bench: Bench, kind: str) -> Iterator[Mistake]:
    """Yield every citation of a kind's records, of a law that the register lacks."""
    for entry in bench.entries[kind]:
        rows = bench.texts[entry.path].split("\n")
        for leaf in entry.leaves:
            if not leaf.shape.law:
                continue
            for text, code in NO_LAWS:
                changed, line, column = _rewritten(rows, entry.node, leaf, text)
                yield Mistake(
                    (*_names(leaf.path), text),
                    entry.path,
                    "\n".join(changed),
                    line,
                    0,
                    code,
                    line,
                    column,
                    entry.key,
                    f"”{text}”",
                )


def with_a_day_before_its_partner(bench: Bench, kind: str) -> Iterator[Mistake]:
    """Yield every pair of days of a kind's records, the second the day before the first."""
    for entry in bench.entries[kind]:
        rows = bench.texts[entry.path].split("\n")
        for part, node, path in parts(entry.kind.model, entry.node):
            for first, second in part.orders:
                if not {first, second} <= (node.keys or {}).keys():
                    continue
                one, two = str(_inside(node, first).value), str(_inside(node, second).value)
                before = date.fromisoformat(one) - timedelta(days=1)
                leaf = Leaf((*path, second), fields(part)[second].shape, two)
                changed, line, column = _rewritten(rows, entry.node, leaf, before.isoformat())
                yield Mistake(
                    (*_names(path), second),
                    entry.path,
                    "\n".join(changed),
                    line,
                    0,
                    "HB113",
                    line,
                    column,
                    entry.key,
                    "är före",
                )


# What is written rightly, and is wrong or not enough all the same.

FAR: Final = "uy"
"""A country outside the EEA where nobody in the example is."""

UNBOUND: Final = "raddningstjanstforbundet"
"""A legal person for whom no processor agreement is made."""

PAST: Final = "2026-11-23"

Made = Callable[["Bench"], Iterator[Mistake]]


def _excepted(bench: Bench) -> set[tuple[str, str]]:
    """Return the codes that an exception silences for a record."""
    return {
        (one.record.code, one.record.record)
        for one in bench.entries["exception"]
        if isinstance(one.record, Exemption)
    }


def _records(bench: Bench, kind: str, model: type[R]) -> Iterator[tuple[Entry, R]]:
    for entry in bench.entries[kind]:
        if isinstance(entry.record, model):
            yield entry, entry.record


def _leaf(entry: Entry, *path: str | int) -> Leaf:
    known = entry.leaves
    return next(one for one in known if one.path == path and not one.is_key)


def _put(bench: Bench, entry: Entry, leaf: Leaf, new: str, code: str) -> Mistake:
    """Return a mistake that puts another value, and is told where it stands."""
    rows = bench.texts[entry.path].split("\n")
    changed, line, column = _rewritten(rows, entry.node, leaf, new)
    text = "\n".join(changed)
    group = (*_names(leaf.path), code)
    return Mistake(group, entry.path, text, line, 0, code, line, column, entry.key, "")


def _gone(bench: Bench, entry: Entry, name: str, code: str, *, many: bool = False) -> Mistake:
    """Return a mistake that takes a field of a record away, and is told at the record."""
    rows = bench.texts[entry.path].split("\n")
    left, begins, moved = _without(rows, entry.node, name)
    text = "\n".join(left)
    line = entry.node.line
    return Mistake(
        (name, code), entry.path, text, begins, moved, code, line, None, entry.key, "", many
    )


def _without_item(rows: list[str], item: Node) -> tuple[list[str], int, int]:
    """Return the rows without an item of a list, the first line that moves, and how far."""
    end = _end(rows, item.line, item.column - 1)
    return [*rows[: item.line - 1], *rows[end - 1 :]], end, item.line - end


def level_lowered(bench: Bench) -> Iterator[Mistake]:
    """Yield every inherited level of an asset that others on a higher depend on, at the lowest."""
    assets = [asset for _, asset in _records(bench, "asset", Asset)]
    inherited = {
        entry.id for entry, one in _records(bench, "classification", Aspect) if one.inherited
    }
    for entry, asset in _records(bench, "asset", Asset):
        above = [one for one in assets if entry.id in one.depends_on]
        for aspect, level in _levels(asset).items():
            wanted = max((_levels(one)[aspect] for one in above), default=0)
            excepted = ("HB411", entry.key) in _excepted(bench)
            if aspect in inherited and level and wanted and not excepted:
                at = ("classification", "levels", aspect)
                yield _level(bench, entry, at, "0", "HB411")


def level_raised(bench: Bench) -> Iterator[Mistake]:
    """Yield the levels whose top calls for something that the asset does not have."""
    for entry, asset in _records(bench, "asset", Asset):
        # What is not in use yet need not be practised.
        if asset.continuity is None and asset.status is not AssetStatus.PLANNED:
            at = ("classification", "levels", "tillganglighet")
            yield _level(bench, entry, at, "3", "HB406")
        own = asset.hosting is None or asset.hosting.kind is HostingKind.OWN
        if asset.disclosure is None and not own:
            at = ("classification", "levels", "konfidentialitet")
            yield _level(bench, entry, at, "3", "HB404")


def _levels(asset: Asset) -> dict[str, int]:
    return asset.classification.levels if asset.classification else {}


def _level(bench: Bench, entry: Entry, at: source.Path, new: str, code: str) -> Mistake:
    leaf = _leaf(entry, *at)
    made = _put(bench, entry, leaf, new, code)
    # Where it is told is another matter: at the record, or at the first level that is too low.
    return replace(made, many=True)


def country_outside(bench: Bench) -> Iterator[Mistake]:
    """Yield the countries of assets, suppliers and those behind them, swapped for a far one."""
    for entry, _ in _records(bench, "asset", Asset):
        for leaf in leaves(Asset, entry.node):
            if leaf.path[:2] == ("hosting", "countries"):
                yield _put(bench, entry, leaf, FAR, "HB410")
    for entry, _ in _records(bench, "supplier", Supplier):
        for leaf in leaves(Supplier, entry.node):
            if leaf.path[0] == "countries":
                yield _put(bench, entry, leaf, FAR, "HB503")
            elif leaf.path[0] == "sub_suppliers" and leaf.shape.ref == "country":
                yield _put(bench, entry, leaf, FAR, "HB506")


def controller_swapped(bench: Bench) -> Iterator[Mistake]:
    """Yield every controller, swapped for an administration and for one without agreements."""
    for entry, processing in _records(bench, "processing", Processing):
        leaf = _leaf(entry, "controller")
        yield _put(bench, entry, leaf, "socialforvaltningen", "HB420")
        if processing.processors and processing.controller != UNBOUND:
            line, column = _stands(entry.node, _leaf(entry, "processors", 0))
            made = _put(bench, entry, leaf, UNBOUND, "HB505")
            yield replace(made, line=line, column=column)


def agreement_gone(bench: Bench) -> Iterator[Mistake]:
    """Yield every processor agreement of a processor, taken away."""
    processors = {
        one for _, made in _records(bench, "processing", Processing) for one in made.processors
    }
    for entry, supplier in _records(bench, "supplier", Supplier):
        for index, one in enumerate(supplier.agreements):
            # One that does not hold yet is missed by nobody yet.
            holds = one.start is not None and one.start <= DAY
            if one.kind is AgreementKind.PROCESSOR and entry.id in processors and holds:
                yield _item_gone(bench, entry, "agreements", index, "HB504")


def _item_gone(bench: Bench, entry: Entry, name: str, index: int, code: str) -> Mistake:
    rows = bench.texts[entry.path].split("\n")
    item = _inside(_inside(entry.node, name), index)
    left, begins, moved = _without_item(rows, item)
    line = item.line if code == "HB513" else _begins(entry.node, (name,))
    text = "\n".join(left)
    return Mistake((name, code), entry.path, text, begins, moved, code, line, None, entry.key, "")


def agreement_ended(bench: Bench) -> Iterator[Mistake]:
    """Yield every last day of an agreement, put in the past."""
    for entry, supplier in _records(bench, "supplier", Supplier):
        for index, one in enumerate(supplier.agreements):
            begun = one.start is None or one.start < date.fromisoformat(PAST)
            if one.end is not None and begun and ("HB501", entry.key) not in _excepted(bench):
                yield _put(bench, entry, _leaf(entry, "agreements", index, "end"), PAST, "HB501")


def ground_gone(bench: Bench) -> Iterator[Mistake]:
    """Yield the grounds for disclosure and for transfer that something rests on, taken away."""
    for entry, asset in _records(bench, "asset", Asset):
        own = asset.hosting is None or asset.hosting.kind is HostingKind.OWN
        if asset.disclosure is not None and asset.secrecy and not own:
            yield _gone(bench, entry, "disclosure", "HB404")
    eea = {entry.id for entry, one in _records(bench, "country", Country) if one.eea}
    for entry, supplier in _records(bench, "supplier", Supplier):
        if not supplier.transfers or supplier.countries is None:
            continue
        places = supplier.countries
        if not {*places.operation, *places.storage, *places.support} <= eea:
            yield _gone(bench, entry, "transfers", "HB503", many=True)
        elif any(set(one.countries) - eea for one in supplier.sub_suppliers):
            yield _gone(bench, entry, "transfers", "HB506", many=True)
    for entry, processing in _records(bench, "processing", Processing):
        if processing.transfers:
            yield _gone(bench, entry, "transfers", "HB506", many=True)


def gate_gone(bench: Bench) -> Iterator[Mistake]:
    """Yield every gate of a procurement that later ones have followed, taken away."""
    for entry, procurement in _records(bench, "procurement", Procurement):
        for index in range(len(procurement.stages) - 1):
            yield _item_gone(bench, entry, "stages", index, "HB513")


def owner_gone(bench: Bench) -> Iterator[Mistake]:
    """Yield the owners of assets, suppliers, procurements and policies, taken away."""
    for kind in ("asset", "supplier", "procurement", "policy"):
        for one in without_a_required_field(bench, kind):
            if one.group in {("owner",), ("information_owner",)}:
                yield one


MEANINGS: Final[tuple[Made, ...]] = (
    level_lowered,
    level_raised,
    country_outside,
    controller_swapped,
    agreement_gone,
    agreement_ended,
    ground_gone,
    gate_gone,
    owner_gone,
)


# What the kinds hold, so that no sort of mistake is left out because the example lacks it.


def _inner(shape: Shape) -> type[Part] | None:
    return shape.part or (shape.items.part if shape.items else None)


def _groups(part: type[Part], wanted: Callable[[Shape], bool], way: Group = ()) -> set[Group]:
    """Return the ways to the fields of a part that hold what is wanted, at any depth."""
    found: set[Group] = set()
    for name, known in fields(part).items():
        inner = _inner(known.shape)
        if inner is not None:
            found |= _groups(inner, wanted, (*way, name))
        elif wanted(known.shape.items or known.shape.keys or known.shape):
            found.add((*way, name))
    return found


def _required(part: type[Part], way: Group = ()) -> set[Group]:
    found: set[Group] = set()
    for name, known in fields(part).items():
        if known.required:
            found.add((*way, name))
        inner = _inner(known.shape)
        if inner is not None:
            found |= _required(inner, (*way, name))
    return found


def _parts(part: type[Part], way: Group = ()) -> set[Group]:
    found = {way}
    for name, known in fields(part).items():
        inner = _inner(known.shape)
        if inner is not None:
            found |= _parts(inner, (*way, name))
    return found


REFERENCES: Final = {
    kind.name: groups
    for kind in KINDS.values()
    if (groups := _groups(kind.model, lambda shape: shape.ref is not None))
}
CITATIONS: Final = {
    kind.name: groups
    for kind in KINDS.values()
    if (groups := _groups(kind.model, lambda shape: shape.law))
}


def _chosen(every: list[Mistake], seed: str, *, whole: bool) -> list[Mistake]:
    """Return all mistakes, or one of each fifth group."""
    if whole:
        return every
    groups: dict[Group, list[Mistake]] = {}
    for one in every:
        groups.setdefault(one.group, []).append(one)
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    some = dice.sample(sorted(groups), -(-len(groups) // 5))
    return [dice.choice(groups[one]) for one in some]


def _wrong(bench: Bench, mistakes: Iterable[Mistake]) -> str:
    """Return a line for every mistake whose outcome is not the one problem that it should be."""
    return "".join(f"{said}\n" for one in mistakes if (said := bench.judged(one)) is not None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_required_field_that_is_gone_is_one_problem_where_its_part_begins(
    kind: str, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(without_a_required_field(bench, kind))
    chosen = _chosen(every, kind, whole=whole)
    sample_sizes(f"{kind}: required fields taken away", len(chosen), len(every))
    assert {one.group for one in every} == _required(KINDS[kind].model)
    assert _wrong(bench, chosen) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_does_not_exist_is_one_problem_at_its_name(
    kind: str, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(with_an_unknown_field(bench, kind))
    chosen = _chosen(every, kind, whole=whole)
    sample_sizes(f"{kind}: unknown fields added", len(chosen), len(every))
    assert {one.group for one in every} == _parts(KINDS[kind].model)
    assert _wrong(bench, chosen) == ""


@pytest.mark.parametrize("kind", REFERENCES)
def test_a_reference_that_leads_nowhere_is_one_problem_where_it_stands(
    kind: str, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(with_an_unknown_id(bench, kind))
    chosen = _chosen(every, kind, whole=whole)
    sample_sizes(f"{kind}: references led astray", len(chosen), len(every))
    fields_with_references = {one.group for one in every}
    assert REFERENCES[kind] <= fields_with_references | {one[:-1] for one in fields_with_references}
    assert _wrong(bench, chosen) == ""


@pytest.mark.parametrize("kind", CITATIONS)
def test_a_citation_of_a_law_that_the_register_lacks_is_one_problem_where_it_stands(
    kind: str, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(with_an_unknown_law(bench, kind))
    chosen = _chosen(every, kind, whole=whole)
    sample_sizes(f"{kind}: citations of unknown laws", len(chosen), len(every))
    assert {one.group[:-1] for one in every} == CITATIONS[kind]
    assert _wrong(bench, chosen) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_before_its_partner_is_one_problem_where_it_stands(
    kind: str, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(with_a_day_before_its_partner(bench, kind))
    chosen = _chosen(every, kind, whole=whole)
    sample_sizes(f"{kind}: days before their partners", len(chosen), len(every))
    assert _wrong(bench, chosen) == ""


@pytest.mark.parametrize(
    ("path", "grave"),
    [
        ("laget/index.md", Severity.WARNING),
        ("redaktor/makron/term.md", Severity.ADVICE),
        ("roller/jurist.md", Severity.ADVICE),
    ],
)
def test_a_page_that_leaves_the_menu_is_one_problem(
    path: str, grave: Severity, bench: Bench
) -> None:
    rows = (bench.data.parent / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    (row,) = (one for one in rows if one.endswith(f" {path}"))
    told = bench.told("mkdocs.yml", f"{row}\n", "")
    assert told == [("HB814", grave, f"docs/{path}")]


def test_the_text_of_an_adopted_policy_that_is_changed_is_one_problem(
    bench: Bench, *, whole: bool
) -> None:
    every = [one.id for one in bench.entries["policy"]]
    for policy_id in every if whole else every[:2]:
        path = f"docs/styrdokument/{policy_id}.md"
        text = (bench.data.parent / path).read_text(encoding="utf-8")
        last = text.rstrip().split("\n")[-1]
        ended = policy_id == "riktlinje-e-post-2019"
        wanted = [] if ended else [("HB603", Severity.WARNING, path)]
        assert bench.told(path, last, f"{last} Och mer.") == wanted
        assert bench.told(path, last, f"{last}  \n\n") == []


@pytest.mark.parametrize("made", MEANINGS, ids=lambda made: made.__name__)
def test_a_fact_that_is_changed_for_the_worse_brings_its_code(
    made: Made, bench: Bench, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every = list(made(bench))
    chosen = _chosen(every, made.__name__, whole=whole)
    sample_sizes(made.__name__, len(chosen), len(every))
    assert chosen != []
    assert _wrong(bench, chosen) == ""
