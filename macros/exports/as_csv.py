"""The record under article 30 GDPR as tables: a file for each controller, to hand to the authority.

As Excel reads it in Swedish: UTF-8 with its mark first, semicolons, and a line end of two
characters. Every cell is quoted, and a text that a spreadsheet would take for a formula begins with
an apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from macros.views import article_30, values
from macros.views.values import Chip, Group, Link, Many, Out, Status, Words

if TYPE_CHECKING:
    from macros.handbook import View
    from macros.views.article_30 import Held
    from macros.views.values import Value

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula, the wide signs of Asia among it."""


def files(view: View) -> dict[str, str]:
    """Return the text of each controller's file by the file's name, as the audience may see it."""
    return {f"artikel-30-{one.unit.id}.csv": _text(one) for one in article_30.register(view)}


def _text(held: Held) -> str:
    """Return a controller's file: a row of headings, then a row for each processing."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    who = held.who.facts
    headings = [one.title for one in (*who, *held.entries[0].facts.facts)]
    table.writerow([*headings[: len(who)], "Behandling", *headings[len(who) :]])
    for entry in held.entries:
        table.writerow(
            [
                *(_cell(one.value) for one in who),
                _cell(entry.link),
                *(_cell(one.value) for one in entry.facts.facts),
            ]
        )
    return "\ufeff" + written.getvalue()


def _cell(value: Value) -> str:
    """Return a value as a cell holds it, in no way a formula."""
    text = "" if value is values.NOTHING else _plain(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _plain(value: Value) -> str:
    """Return a value as text, the items of a list after each other."""
    if isinstance(value, Many):
        items = [_plain(one) for one in value.items]
        return (" " if all(one.endswith(".") for one in items) else "; ").join(items)
    if isinstance(value, Group):
        return "; ".join(f"{one.title}: {_plain(one.value)}" for one in value.facts)
    if isinstance(value, Words | Link | Out | Chip | Status):
        return value.text
    raise TypeError(value)
