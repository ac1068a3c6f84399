"""YAML text into nodes that know their line.

Nothing is guessed: every scalar stays text until the record's type says otherwise, so ``NO`` is
never false and ``0123`` never 83. What an editor does not need and an attacker might is refused:
anchors, aliases, tags, several documents, files that are too big or nested too deep.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from macros.problems import Location, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same answers, more slowly.
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 10_000_000
"""A data file larger than this is refused (10 MB)."""

MAX_DEPTH = 50
"""Lists and mappings nested deeper than this are refused."""

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


class _Refusal(Exception):  # noqa: N818 - not an error but a way out of the walk
    """Carries a problem out of the walk; never leaves this module."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.found = found


# libyaml's own words, and what to say to somebody who has never met YAML.
_WORDS = (
    (
        "found character '\\t' that cannot start any token",
        "Raden är indragen med tabb.",
        "Dra in med blanksteg, två för varje steg.",
    ),
    (
        "mapping values are not allowed",
        "Kolonet här går inte att förstå.",
        "Sätt värdet inom citattecken om det innehåller ”: ”, och dra in raden som de andra.",
    ),
    (
        "did not find expected key",
        "Här väntades ett fält.",
        "Kontrollera indragningen: fälten i en post börjar i samma kolumn.",
    ),
    (
        "did not find expected '-' indicator",
        "Här väntades en ny post som börjar med ”- ”.",
        "Kontrollera indragningen: varje post i listan börjar i samma kolumn.",
    ),
    (
        "could not find expected ':'",
        "Raden saknar kolon efter fältets namn.",
        "Skriv ”fält: värde”. Text på flera rader inleds med ”fält: >-”.",
    ),
    (
        "found unexpected end of stream",
        "Ett citattecken öppnas men stängs aldrig.",
        "Sätt ut det avslutande citattecknet.",
    ),
    (
        "did not find expected ',' or ']'",
        "En lista inom hakparentes stängs aldrig.",
        "Sätt ut ”]” eller skriv listan på egna rader med ”- ”.",
    ),
    (
        "did not find expected ',' or '}'",
        "En klammerparentes stängs aldrig.",
        "Sätt ut ”}” eller skriv fälten på egna rader.",
    ),
    (
        "found unknown escape character",
        "Ett omvänt snedstreck inom dubbla citattecken betyder något särskilt i YAML.",
        "Använd enkla citattecken, eller skriv två omvända snedstreck.",
    ),
    (
        "cannot start any token",
        "Tecknet kan inte inleda ett värde.",
        "Sätt värdet inom citattecken.",
    ),
    (
        "control characters are not allowed",
        "Filen innehåller ett styrtecken som inte syns.",
        "Ta bort tecknet; skriv om raden för hand om det inte går att markera.",
    ),
    (
        "expected a single document",
        "Filen innehåller flera dokument.",
        "Ta bort raden ”---” mitt i filen.",
    ),
)

# What is refused before anything is composed.
_TOKENS = {
    yaml.tokens.AnchorToken: ("Ett ankare (&) används", "Skriv ut värdet på båda ställena."),
    yaml.tokens.AliasToken: (
        "Ett alias (*) används",
        "Skriv ut värdet, eller sätt det inom citattecken om det ska börja med en asterisk.",
    ),
    yaml.tokens.TagToken: (
        "En tagg (!) används",
        "Ta bort den, eller sätt värdet inom citattecken om det ska börja med ett utropstecken.",
    ),
    yaml.tokens.DirectiveToken: ("Ett direktiv (%) används", "Ta bort raden."),
}

_SUSPECT = re.compile(r"(?:^|[\s\[{,:\-?])[&*!](?=\S)", re.MULTILINE)
_INDENTED = re.compile(r"^[ \-?:]{40}", re.MULTILINE)
_FLOW = re.compile(r"[\[\]{}]")


def read(data: bytes, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML file.

    Args:
        data: the file's bytes, UTF-8 with or without a byte order mark.
        path: how the file is named in problems.

    Returns:
        The top node, or None when the file is empty or could not be read; and the problems.
    """
    try:
        text = _decode(data, path)
        _refuse_tokens(text, path)
        _refuse_depth(text, path)
        with _no_cycles():
            top = yaml.compose(text, Loader=_Loader)
            problems: list[Problem] = []
            node = None if top is None else _walk(top, path, problems)
    except _Refusal as refusal:
        return None, (refusal.found,)
    except yaml.MarkedYAMLError as error:
        return None, (_translated(text, error, path),)
    except yaml.reader.ReaderError as error:
        return None, (_unreadable(text, error, path),)
    return node, tuple(problems)


def _decode(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        raise _Refusal(
            problem(
                "HB101",
                Location(path),
                f"Filen är större än {MAX_BYTES // 1_000_000} MB.",
                "Dela upp den i flera filer i en mapp med samma namn.",
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refusal(
            problem(
                "HB101",
                Location(path, line),
                "Filen är inte sparad som UTF-8.",
                "Spara om den med teckenkodningen UTF-8.",
            )
        ) from None


def _refuse_tokens(text: str, path: str) -> None:
    """Refuse anchors, aliases and tags; the scan runs only where one could be."""
    if not _SUSPECT.search(text) and not text.startswith("%"):
        return
    for token in yaml.scan(text, Loader=_Loader):
        if type(token) in _TOKENS:
            what, hint = _TOKENS[type(token)]
            mark = token.start_mark
            raise _Refusal(
                problem("HB104", Location(path, mark.line + 1, mark.column + 1), f"{what}.", hint)
            )


def _refuse_depth(text: str, path: str) -> None:
    """Refuse deep nesting before libyaml's recursive composer meets it."""
    balance = deepest = 0
    for match in _FLOW.finditer(text):
        balance += 1 if match[0] in "[{" else -1
        deepest = max(deepest, balance)
    if deepest <= MAX_DEPTH and not _INDENTED.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refusal(
                    problem(
                        "HB102",
                        _spot(path, event.start_mark),
                        f"Listor ligger i listor mer än {MAX_DEPTH} steg djupt.",
                        "Ta bort de överflödiga hakparenteserna eller indragningarna.",
                    )
                )
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1


def _spot(path: str, mark: yaml.Mark | yaml._yaml.Mark | None) -> Location:
    return Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)


def _walk(node: yaml.Node, path: str, problems: list[Problem]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        empty = not node.value and not node.style
        return Node(None if empty else node.value, line, column)
    if isinstance(node, yaml.SequenceNode):
        return Node([_walk(child, path, problems) for child in node.value], line, column)
    fields: dict[str, Node] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key, value in node.value:
        spot = (key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, yaml.ScalarNode):
            problems.append(
                problem(
                    "HB102",
                    Location(path, *spot),
                    "Ett fältnamn är inte text.",
                    "Skriv ”fält: värde” med fältets namn som ett enda ord.",
                )
            )
            continue
        if key.value in fields:
            problems.append(
                problem(
                    "HB103",
                    Location(path, *spot),
                    f"Fältet ”{key.value}” står redan på rad {keys[key.value][0]}.",
                    "Ta bort det ena.",
                )
            )
            continue
        fields[key.value] = _walk(value, path, problems)
        keys[key.value] = spot
    return Node(fields, line, column, keys)


def _translated(text: str, error: yaml.MarkedYAMLError, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return problem(
            "HB102", Location(path), "Filen går inte att läsa som YAML.", "Skriv om den."
        )
    spot = Location(path, mark.line + 1, mark.column + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    rows = text.split("\n")
    row = rows[mark.line] if mark.line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        said = _WORDS[0][0]
    for words, message, hint in _WORDS:
        if words in said:
            return problem("HB102", spot, message, hint)
    return problem(
        "HB102",
        spot,
        "Filen går inte att läsa som YAML från den här raden.",
        "Jämför med raderna omkring: indragning, kolon, citattecken.",
    )


def _unreadable(text: str, error: yaml.reader.ReaderError, path: str) -> Problem:
    position = error.position if isinstance(error.position, int) else 0
    line = text.count("\n", 0, position) + 1
    return problem(
        "HB102",
        Location(path, line),
        "Filen innehåller ett styrtecken som inte syns.",
        "Ta bort tecknet; skriv om raden för hand om det inte går att markera.",
    )


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Switch the cyclic collector off: it costs most of the time and finds nothing here."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
