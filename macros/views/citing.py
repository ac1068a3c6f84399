"""The citations of a text, each with its state on the day and the address of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.citations.text import Cited, read_all
from macros.statutes import AMBIGUOUS, UNKNOWN

if TYPE_CHECKING:
    from macros.handbook import View


@dataclass(frozen=True, slots=True)
class Judged:
    """A citation, whether it is in_force, repealed, not_yet or unknown, and its address."""

    cited: Cited
    status: str
    url: str


def cited(view: View, text: str) -> tuple[Judged, ...]:
    """Return the citations of a text, judged by the register on the handbook's day."""
    found = read_all(text, view.names.table())
    return tuple(Judged(one, _status(view, one), _url(view, one)) for one in found)


def _status(view: View, one: Cited) -> str:
    found = view.statutes.find(one.designation, one.place)
    return found.status(view.day) if found is not None else UNKNOWN


def _url(view: View, one: Cited) -> str:
    """Return where the text of the place is published; empty where no form is known."""
    act = view.statutes.acts.get(one.designation)
    if act is not None and not act.address.startswith("https://lagen.nu/"):
        return act.address
    if ":" not in one.designation or " " in one.designation or AMBIGUOUS in one.designation:
        return ""
    return f"https://lagen.nu/{one.designation}" + (f"#{one.fragment}" if one.fragment else "")
