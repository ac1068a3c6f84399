"""The words that the handbook explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.records.reference import Term

if TYPE_CHECKING:
    from macros.handbook import View


def terms(view: View) -> tuple[Term, ...]:
    """Return the terms in Swedish alphabetical order."""
    order = str.maketrans("åäö", "{|}")
    return tuple(
        sorted(view.all("term", Term), key=lambda one: one.name.casefold().translate(order))
    )
