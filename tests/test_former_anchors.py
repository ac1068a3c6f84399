"""A record that shares a page with others keeps the anchors it has had."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macros import calls
from macros.records.kinds import KINDS
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from macros.handbook import Handbook


@pytest.mark.parametrize(
    ("kind", "macro"),
    [
        ("term", "glossary"),
        ("country", "country_table"),
        ("duty", "duties"),
        ("classification", "classification_matrix"),
        ("requirement", "requirements"),
        ("organisation", "unit_table"),
    ],
)
def test_a_former_id_is_an_anchor_on_the_page_of_its_kind(
    example: Handbook, kind: str, macro: str
) -> None:
    view = example.for_audience(Audience.INTERNAL)
    record_id, record = next(iter(view.records[kind].items()))
    renamed = record.model_copy(update={"previous_ids": ("det-gamla-namnet",)})
    changed = replace(view, records={**view.records, kind: {record_id: renamed}})
    own = f"{KINDS[kind].folder}/"
    assert str(calls.call(macro, changed, own)).count('id="det&#45;gamla&#45;namnet"') == 1
    assert "det&#45;gamla&#45;namnet" not in str(calls.call(macro, changed, "om/"))
