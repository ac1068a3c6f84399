"""The scale of classification: what levels mean, and how each is handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.records.classification import Aspect
from macros.views.tables import Row, Table
from macros.views.values import NOTHING, Words

if TYPE_CHECKING:
    from macros.handbook import View


def classification_matrix(view: View) -> Table:
    """Return aspects against levels, with what each level means."""
    aspects = view.all("classification", Aspect)
    levels = sorted({(one.level, one.label) for aspect in aspects for one in aspect.levels})
    rows = []
    for aspect in aspects:
        meaning = {one.level: one.consequence for one in aspect.levels}
        cells = tuple(Words(meaning[level]) if level in meaning else NOTHING for level, _ in levels)
        rows.append(Row(aspect.id, (Words(aspect.name), *cells), aspect.previous_ids))
    return Table(
        "Vad nivåerna betyder",
        ("Aspekt", *(f"{level} {label}" for level, label in levels)),
        tuple(rows),
    )


def handling(view: View, level: int) -> Table:
    """Return how information on a level is handled in each situation, aspect by aspect."""
    rows = []
    for aspect in view.all("classification", Aspect):
        for one in aspect.levels:
            if one.level != level:
                continue
            for situation, text in one.handling.items():
                rows.append(Row("", (Words(situation.label), Words(text), Words(aspect.name))))
    return Table(
        f"Så hanterar du information på nivå {level}",
        ("När du ska", "Gör så här", "Skyddar"),
        tuple(rows),
    )
