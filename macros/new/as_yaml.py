"""A record as YAML, written as an editor writes it: short values plain, long ones folded.

Nothing is left to chance: a text that would read as something else is put in quotes.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import yaml

from macros.new.answers import in_order
from macros.records.base import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH: Final = 100
"""A line is kept within this, in characters."""

# What a file may not hold as it is: other line ends, marks that are not seen, what YAML refuses.
_ODD: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BETWEEN: Final = re.compile(r":(?: |$)| #|[\t\n]|^ | $")
_RESOLVER: Final = yaml.SafeLoader("")


def record(one: Part, indent: int = 0) -> str:
    """Return a record as an item of a list, each line ended by a line feed.

    Args:
        one: the record, whose given fields are written.
        indent: how far in the file's list stands.
    """
    return "".join(f"{line}\n" for line in _item(one, indent))


def _fields(part: Part, indent: int) -> list[str]:
    given = part.model_fields_set
    found: list[str] = []
    for name in in_order(type(part)):
        if name in given:
            found.extend(_field(name, getattr(part, name), indent))
    return found


def _field(name: str, value: Any, indent: int) -> list[str]:
    start = f"{' ' * indent}{name}:"
    if isinstance(value, Part):
        return [start, *_fields(value, indent + 2)] if value.model_fields_set else [f"{start} {{}}"]
    if isinstance(value, dict):
        return [start, *_mapping(value, indent + 2)] if value else [f"{start} {{}}"]
    if isinstance(value, tuple):
        items = [line for one in value for line in _item(one, indent + 2)]
        return [start, *items] if items else [f"{start} []"]
    return _scalar(start, value, indent + 2)


def _mapping(value: Mapping[Any, Any], indent: int) -> list[str]:
    return [line for key, one in value.items() for line in _field(one_line(str(key)), one, indent)]


def _item(value: Any, indent: int) -> list[str]:
    if not isinstance(value, Part):
        return _scalar(f"{' ' * indent}-", value, indent + 2)
    first, *rest = _fields(value, indent + 2) or [f"{' ' * (indent + 2)}{{}}"]
    return [f"{' ' * indent}- {first.lstrip(' ')}", *rest]


def _scalar(start: str, value: Any, indent: int) -> list[str]:  # noqa: PLR0911 - one return for each form
    """Return the lines of a single value after its name or dash."""
    if isinstance(value, bool):
        return [f"{start} {'true' if value else 'false'}"]
    if isinstance(value, date):
        return [f"{start} {value.isoformat()}"]
    if isinstance(value, int):
        return [f"{start} {value}"]
    text = str(value)
    pad = " " * indent
    if "\n" in text and _stands(text):
        return [f"{start} |-", *(f"{pad}{line}".rstrip(" ") for line in text.split("\n"))]
    short = f"{start} {one_line(text)}"
    if len(short) <= WIDTH or "\n" in text or not _stands(text):
        return [short]
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    # A text of one word, or with double spaces, is not the same when it is folded.
    if " ".join(lines) != text:
        return [short]
    return [f"{start} >-", *(f"{pad}{line}" for line in lines)]


def _stands(text: str) -> bool:
    """Say whether a text can stand as it is on lines of its own."""
    lines = text.split("\n")
    return (
        not _ODD.search(text)
        and "\t" not in text
        and bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and all(line == line.rstrip() for line in lines)
    )


def one_line(text: str) -> str:
    """Return a text on one line: plain where it reads as itself, else in quotes."""
    first = text[:1]
    if (
        (first.isalnum() or first in ("§", "(", "”"))
        and not _BETWEEN.search(text)
        and not _ODD.search(text)
        and _reads_as_text(text)
    ):
        return text
    return '"' + "".join(_quoted(char) for char in text) + '"'


def _reads_as_text(text: str) -> bool:
    """Say whether a plain text is text to all programs, neither number, date nor yes."""
    tag = _RESOLVER.resolve(  # type: ignore[no-untyped-call]
        yaml.ScalarNode, text, (True, False)
    )
    return tag == "tag:yaml.org,2002:str" and not re.fullmatch(r"0o[0-7]+|[0-9.]+[eE][0-9]+", text)


def _quoted(char: str) -> str:
    known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(char)
    if known is not None:
        return known
    if not _ODD.match(char):
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004 - four digits
