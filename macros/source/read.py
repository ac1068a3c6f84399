"""YAML text into nodes that know their line.

Nothing is guessed: every scalar stays text until the record's type says otherwise, so ``NO`` is
never false and ``0123`` never 83. What an editor does not need and an attacker might is refused:
anchors, aliases, tags, several documents, files that are too big or nested too deep.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import yaml

from macros.problems import Location, Problem, problem
from macros.source.node import Node
from macros.source.words import spot, translated, unreadable

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


class _Refusal(Exception):  # noqa: N818 - not an error but a way out of the walk
    """Carries a problem out of the walk; never leaves this module."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.found = found


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

_SUSPECT = re.compile(r"(?:^|[\s\[{,:\-?])(?:[&*](?=\S)|!)|^%", re.MULTILINE)
# YAML ends a line at these; editors do not, and every line after would be told wrong.
_OTHER_LINE_END = re.compile("[\x85\u2028\u2029]")
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
        return None, (translated(text, error, path),)
    except yaml.reader.ReaderError as error:
        return None, (unreadable(text, error, path),)
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
        text = data.decode("utf-8-sig")
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
    other = _OTHER_LINE_END.search(text)
    if other:
        raise _Refusal(
            problem(
                "HB102",
                Location(path, text.count("\n", 0, other.start()) + 1),
                "Raden innehåller ett radslut som inte syns.",
                "Skriv om raden för hand i stället för att klistra in den.",
            )
        )
    return text


def _refuse_tokens(text: str, path: str) -> None:
    """Refuse anchors, aliases and tags; the scan runs only where one could be."""
    if not _SUSPECT.search(text):
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
                        spot(path, event.start_mark),
                        f"Listor ligger i listor mer än {MAX_DEPTH} steg djupt.",
                        "Ta bort de överflödiga hakparenteserna eller indragningarna.",
                    )
                )
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1


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
