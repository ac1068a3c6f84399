"""A mention of an act in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A mention of an act in a text: where it stands, and which act it is.

    `designation` is empty where a word names an act that is not known. `sort` is what "samma lag"
    and its like look for. `alone` says whether the mention counts without a place; `soft` marks
    ``lagen`` and its like, which mean an act of the same sentence beside a place only. `numbered`
    mentions can be followed by the rest of a title, `listed` ones by numbers in a list. `back`
    marks ``samma lag`` and its like.
    """

    start: int
    end: int
    designation: str
    sort: str
    alone: bool = True
    soft: bool = False
    numbered: bool = False
    listed: bool = False
    back: bool = False
