"""The changes of an edition as records in ``data/changes/<edition>.yml``, so no build asks git.

Ids and order depend on what a row itself says. A running number, or an order by what else there
is, would tell a reader how much is told to others.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import yaml

from macros.records.kinds import KINDS
from macros.records.meta import ChangeKind
from macros.records.scalars import MAX_SLUG, Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.changes.change import Change

_DIGITS: Final = 12
"""So many hexadecimal digits of the hash stand in an id."""

_WIDTH: Final = 100

_HEAD: Final = """\
# Det som ändrades i utgåvan, så som läsarna får veta det.
#
# Filen skrivs av handbok release och ändras inte för hand: den säger hur det var den dagen. Det
# som en ändring gäller (subject) får vara borta i dag. Bara en sak rättas här: har en roll bytt id,
# eller tagits bort, ändras eller stryks den under roles.
"""


def file(edition_id: str) -> str:
    """Return where an edition's changes stand, from the folder of facts."""
    return f"{KINDS['change'].file}/{edition_id}.yml"


def rows(edition_id: str, told: Mapping[Audience, Iterable[Change]]) -> list[dict[str, Any]]:
    """Return the changes of an edition as records, in an order that depends on them alone.

    What several audiences are told in the same way is one record.

    Args:
        edition_id: the id of the edition's record.
        told: what each audience is told.
    """
    readers: dict[str, list[Audience]] = {}
    found: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {}
    for audience in sorted(told, key=lambda one: one.rank):
        for change in told[audience]:
            row = _row(edition_id, change)
            key = row["id"]
            found[key] = _place(row), row
            known = readers.setdefault(key, [])
            if audience not in known:
                known.append(audience)
    for key, (_, row) in found.items():
        row["audience"] = readers[key][0].value
        row["readers"] = [one.value for one in readers[key]]
    return [row for _, row in sorted(found.values(), key=lambda one: one[0])]


def _row(edition_id: str, change: Change) -> dict[str, Any]:
    """Return a change as a record, but for those who are told of it."""
    text = " ".join(change.text.split())
    said = (change.what, change.kind.value, change.subject, text, change.address, *change.roles)
    digest = hashlib.sha256(json.dumps((edition_id, *said)).encode()).hexdigest()[:_DIGITS]
    row: dict[str, Any] = {
        "id": f"{edition_id[: MAX_SLUG - _DIGITS - 1].rstrip('-')}-{digest}",
        "name": text,
        # Set once it is known who is told; here for the order of the fields.
        "audience": "",
        "edition": edition_id,
        "what": change.what,
        "kind": change.kind.value,
        "subject": change.subject,
    }
    if change.address:
        row["address"] = change.address
    if change.roles:
        row["roles"] = list(change.roles)
    return row


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return where a row stands among the others: by what it means, then by what it is about."""
    kind = [one.value for one in ChangeKind].index(row["kind"])
    return kind, row["subject"], row["what"], row["name"], row["id"]


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their field, as the other files of facts have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's own
        """Go one step in, for lists too."""
        super().increase_indent(flow, indentless=False)


def text(changes: Iterable[dict[str, Any]]) -> str:
    """Return the text of an edition's file: `rows`, each with an empty line before it."""
    return _HEAD + "".join(f"\n{_record(row)}" for row in changes)


def _record(row: dict[str, Any]) -> str:
    dumped = yaml.dump(row, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    first, *rest = dumped.rstrip("\n").split("\n")
    return "".join((f"- {first}\n", *(f"  {line}".rstrip(" ") + "\n" for line in rest)))
