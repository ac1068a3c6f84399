"""One thing that differs between two handbooks, as a reader is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.records.meta import ChangeKind


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, in one sentence.

    `what` is the change's sort, as ``level-raised``: a closed list, each with its `kind`.
    `subject` is what it is about: ``supplier/molnhuset``, or ``page/uppgifter/dela/``.
    `text` is the Swedish sentence. `address` is where the subject is read, from the site's root,
    with an anchor where it has one; empty where it is gone. `roles` are the ids of the roles whose
    work it concerns, sorted.
    """

    what: str
    kind: ChangeKind
    subject: str
    text: str
    address: str
    roles: tuple[str, ...]
