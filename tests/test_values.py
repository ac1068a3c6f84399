"""Texts as a page shows them: an address is a link, and only an address."""

from __future__ import annotations

import pytest

from macros.records.scalars import is_url
from macros.views.values import Out, _single


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://a.example", True),
        ("https://a.example/b?c=d#e", True),
        ("https://a.example, och mer text", False),
        ("https://", False),
        ("https://a.example/<b>", False),
        ("https://användare@a.example", False),
        ("http://a.example", False),
        ("Se https://a.example", False),
    ],
)
def test_only_a_whole_address_is_a_link(text: str, *, linked: bool) -> None:
    assert is_url(text) == linked
    shown = _single(text, "description")
    assert isinstance(shown, Out) == linked
