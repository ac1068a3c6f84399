"""The questions that guess what an editor meant, and how long they take."""

from __future__ import annotations

import time
from difflib import get_close_matches

import pytest

from macros.problems import did_you_mean


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("skolplatformen", "Menade du ”skolplattformen-150”"),
        ("leverantor-a", "Menade du ”leverantor-"),
        ("qqqq", ""),
        ("", ""),
    ],
)
def test_the_nearest_of_many_words_are_named(word: str, said: str) -> None:
    known = [f"leverantor-{n}" for n in range(2000)] + ["skolplattformen-150"]
    assert did_you_mean(word, known).startswith(said)
    assert (said == "") == (did_you_mean(word, known) == "")


def test_of_few_words_the_very_nearest_are_named() -> None:
    known = ["assets", "roles", "policies", "procurements", "processings"]
    for word in ("aset", "role", "proces", "policys", "x"):
        near = get_close_matches(word, sorted(known), n=3, cutoff=0.6)
        assert [one for one in known if f"”{one}”" in did_you_mean(word, known)] == [
            one for one in known if one in near
        ]


def test_many_questions_of_many_words_do_not_take_long() -> None:
    known = {f"leverantor-{n}-i-{n % 97}" for n in range(5000)}
    start = time.perf_counter()
    for n in range(300):
        did_you_mean(f"leverantorr-{n}", known)
    assert time.perf_counter() - start < 15
