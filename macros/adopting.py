"""A decision on a policy's text, written into its file.

Lines are put in where they belong, and nothing else is touched: comments, order and the way in
which the rest is written stay. What would come of it is read again before it is written; where
that is not what was there and the decision, nothing is written.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from macros import source
from macros.problems import did_you_mean
from macros.records.organisation import Unit, UnitType
from macros.records.policies import Policy
from macros.records.read import read_file

if TYPE_CHECKING:
    from datetime import date

    from macros.catalog import Catalog
    from macros.problems import Problem
    from macros.records.read import Entry
    from macros.source import Node, Plain

Fields: TypeAlias = dict[str, str]
"""The fields of a decision in the order in which they are written."""

_BY_HAND: Final = "Skriv in det för hand, som ett avsnitt av sådana rader:"
_PLAIN: Final = re.compile(r"[\w§](?:[\w §./,()&+-]*[\w./)&+])?")
"""What can stand in YAML without quotation marks, whatever stands around it."""


class NotWrittenError(ValueError):
    """A decision was not written; its text is Swedish. `problems` are what would be wrong."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        """Take the message and the problems."""
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Done:
    """A decision in its file: the path, the line, the text's hash, and whether it is new there."""

    path: str
    line: int
    text_hash: str
    written: bool


def adopt(  # noqa: PLR0913 - what a decision consists of
    catalog: Catalog,
    policy_id: str,
    day: date,
    *,
    body: str,
    case_number: str,
    paragraph: str = "",
    entity: str = "",
) -> Done:
    """Write that a policy's text, as it stands, was adopted.

    A decision that is there already but does not say which text it adopted is given its hash.

    Raises:
        NotWrittenError: it cannot be written; the file is as it was.
    """
    entry, policy, text_hash = _policy(catalog, policy_id)
    entity = entity or _entity(catalog, policy)
    _known(catalog, "organisation", entity)
    given = {"entity": entity, "body": " ".join(body.split()), "date": day.isoformat()}
    if paragraph.strip():
        given["paragraph"] = re.sub(r"^(?:§\s*)?(?=\d)", "§ ", paragraph.strip())
    given["case_number"] = " ".join(case_number.split())
    for index, one in enumerate(policy.adoptions):
        told = (one.entity, one.body, one.date.isoformat(), one.case_number)
        if told != (given["entity"], given["body"], given["date"], given["case_number"]):
            continue
        there = entry.at("adoptions", index)
        if one.text_hash == text_hash:
            return Done(entry.path, there.line, text_hash, written=False)
        if one.text_hash is not None:
            raise NotWrittenError(
                f"Beslutet står redan på {there.path}, rad {there.line}, med en annan text. Är "
                "ändringen bara redaktionell, skriv in den med --editorial."
            )
        return _with_hash(entry, index, text_hash)
    return _added(entry, "adoptions", {**given, "text_hash": text_hash})


def correct(catalog: Catalog, policy_id: str, day: date, by: str) -> Done:
    """Write that a role approved an editorial change of a policy's text.

    Raises:
        NotWrittenError: it cannot be written; the file is as it was.
    """
    entry, policy, text_hash = _policy(catalog, policy_id)
    _known(catalog, "role", by)
    last = policy.last_decided
    if not policy.adoptions or last is None:
        raise NotWrittenError("Texten är aldrig antagen. Skriv in beslutet först.")
    name, index = last
    decided = getattr(policy, name)[index]
    if decided.text_hash == text_hash:
        return Done(entry.path, entry.at(name, index).line, text_hash, written=False)
    if decided.text_hash is None:
        raise NotWrittenError(
            "Det senaste beslutet säger inte vilken text som antogs. Jämför texten med beslutet "
            "och kör handbok adopt med samma dag, organ och diarienummer."
        )
    if day < decided.date:
        raise NotWrittenError(f"Det senaste beslutet är från {decided.date}, efter {day}.")
    given = {"date": day.isoformat(), "by": by, "text_hash": text_hash}
    return _added(entry, "corrections", given)


def _policy(catalog: Catalog, policy_id: str) -> tuple[Entry, Policy, str]:
    known = catalog.entries["policy"]
    entry = known.get(policy_id)
    if entry is None:
        hint = did_you_mean(policy_id, known)
        raise NotWrittenError(f"Styrdokumentet ”{policy_id}” finns inte. {hint}".strip())
    page = catalog.pages.get(entry.kind.address(policy_id))
    if not isinstance(entry.record, Policy) or page is None:
        raise NotWrittenError(
            f"Det är något fel med {policy_id} eller dess sida. Kör handbok check först."
        )
    return entry, entry.record, page.text_hash


def _entity(catalog: Catalog, policy: Policy) -> str:
    """Return for whom a decision is where nobody says it."""
    before = {one.entity for one in policy.adoptions}
    if len(before) == 1:
        return before.pop()
    units = [entry.record for entry in catalog.entries["organisation"].values()]
    towns = [one.id for one in units if isinstance(one, Unit) and one.type is UnitType.MUNICIPALITY]
    if len(towns) != 1:
        raise NotWrittenError("Säg med --entity vilken juridisk person beslutet gäller.")
    return towns[0]


def _known(catalog: Catalog, kind: str, one: str) -> None:
    known = catalog.entries[kind]
    if one not in known:
        what = "Rollen" if kind == "role" else "Enheten"
        raise NotWrittenError(f"{what} ”{one}” finns inte. {did_you_mean(one, known)}".strip())


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else "'" + value.replace("'", "''") + "'"


def _item(given: Fields, indent: int) -> list[str]:
    """Return the lines of a list's item whose dash stands so far in."""
    lines = [f"{name}: {_scalar(value)}" for name, value in given.items()]
    dashes = (f"{' ' * indent}- ", *(" " * (indent + 2) for _ in lines[1:]))
    return [dash + line for dash, line in zip(dashes, lines, strict=True)]


class _Rows:
    """The rows of a file, each with the end that it has."""

    def __init__(self, entry: Entry) -> None:
        try:
            self.text = Path(entry.path).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise NotWrittenError(f"{entry.path} går inte att läsa.") from None
        self.rows = self.text.split("\n")
        self.end = "\r" if self.rows[0].endswith("\r") else ""

    def after(self, line: int, indent: int) -> int:
        """Return the number of rows up to the end of what begins on a line, so far in."""
        row = line
        while row < len(self.rows):
            text = self.rows[row].strip()
            far = len(self.rows[row]) - len(self.rows[row].lstrip(" "))
            if text and far <= indent:
                break
            row += 1
        while not self.rows[row - 1].strip():
            row -= 1
        return row

    def put(self, row: int, lines: list[str]) -> str:
        """Return the text with lines put in after so many rows."""
        added = [f"{line}{self.end}" for line in lines]
        head, tail = self.rows[:row], self.rows[row:]
        if not tail:  # The last row has no end of its own.
            head[-1] += "" if head[-1].endswith("\r") else self.end
            tail = [""]
        return "\n".join([*head, *added, *tail])


def _added(entry: Entry, name: str, given: Fields) -> Done:
    """Write a decision last in a list of the record."""
    rows = _Rows(entry)
    plain = _plain(entry)
    before = plain.get(name)
    plain[name] = [*(before if isinstance(before, list) else []), dict(given)]
    node = _child(entry.node, name)
    keys = entry.node.keys or {}
    if node is not None and isinstance(node.value, list) and node.value:
        first, last = node.value[0], node.value[-1]
        dash = rows.rows[first.line - 1][: first.column - 1]
        if dash.strip() != "-":
            raise _by_hand(given)
        indent = dash.index("-")
        row = rows.after(last.line, indent)
        lines = _item(given, indent)
    elif node is not None:
        line, column = keys[name]
        row = line
        empty = re.fullmatch(rf"( *{name}:)(?: *\[ *\])?( *(?:#.*)?\r?)", rows.rows[row - 1])
        if empty is None:
            raise _by_hand(given)
        rows.rows[row - 1] = f"{empty[1]}{empty[2]}"
        lines = _item(given, column + 1)
    else:
        line, column = keys["adoptions"]
        row = _past_list(rows, line, column - 1)
        lines = [f"{' ' * (column - 1)}{name}:", *_item(given, column + 1)]
    text = rows.put(row, lines)
    _write(entry, text, plain, given)
    return Done(entry.path, row + len(lines) - len(given) + 1, given["text_hash"], written=True)


def _past_list(rows: _Rows, line: int, indent: int) -> int:
    """Return the number of rows up to the end of a list, also of one no further in than its key."""
    row = rows.after(line, indent)
    while row < len(rows.rows) and rows.rows[row].startswith(f"{' ' * indent}- "):
        row = rows.after(row + 1, indent)
    return row


def _with_hash(entry: Entry, index: int, text_hash: str) -> Done:
    """Write the hash into an adoption that has none."""
    rows = _Rows(entry)
    plain = _plain(entry)
    adoptions = plain["adoptions"]
    one = _child(entry.node, "adoptions")
    given = {"text_hash": text_hash}
    if not isinstance(adoptions, list) or one is None or not isinstance(one.value, list):
        raise _by_hand(given)
    item, written = one.value[index], adoptions[index]
    dash = rows.rows[item.line - 1][: item.column - 1]
    if dash.strip() != "-" or not isinstance(written, dict):
        raise _by_hand(given)
    written["text_hash"] = text_hash
    row = rows.after(item.line, dash.index("-"))
    text = rows.put(row, [f"{' ' * (item.column - 1)}text_hash: {text_hash}"])
    _write(entry, text, plain, given)
    return Done(entry.path, item.line, text_hash, written=True)


def _child(node: Node, name: str) -> Node | None:
    return node.value.get(name) if isinstance(node.value, dict) else None


def _plain(entry: Entry) -> dict[str, Plain]:
    plain = deepcopy(entry.node.plain())
    return plain if isinstance(plain, dict) else {}


def _by_hand(given: Fields) -> NotWrittenError:
    return NotWrittenError(
        "Besluten i filen är skrivna på ett sätt som kommandot inte ändrar. "
        + "\n".join([_BY_HAND, *_item(given, 4)])
    )


def _write(entry: Entry, text: str, wanted: dict[str, Plain], given: Fields) -> None:
    """Write the file, if it would say what it said and the decision, and nothing else."""
    content = text.encode("utf-8")
    node, found = source.read(content, entry.path)
    read, wrong = read_file(entry.kind, node, entry.path)
    wrong = [*found, *(one for one in wrong if one.record == entry.key)]
    if wrong:
        raise NotWrittenError("Beslutet är inte inskrivet. Det skulle ge:", tuple(wrong))
    old, _ = source.read(Path(entry.path).read_bytes(), entry.path)
    former, _ = read_file(entry.kind, old, entry.path)
    told = [wanted if one.id == entry.id else one.node.plain() for one in former]
    if [one.node.plain() for one in read] != told:
        raise _by_hand(given)
    try:
        Path(entry.path).write_bytes(content)
    except OSError:
        raise NotWrittenError(f"{entry.path} går inte att skriva. Får du ändra filen?") from None
