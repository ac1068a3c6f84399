"""The whole corpus of citations: how much of it is read, and how much of what is read is there.

The cases in ``citations/`` were there before the reader, which was tuned to them. Those in
``citations/unseen/`` were written by the same rules without sight of the reader or of the others:
they tell how far it generalises, as long as nobody tunes it to them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from conftest import ROOT

from macros.citations.text import read_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CORPUS: Final = ROOT / "tests" / "cases" / "citations"
GOOD: Final = 0.98
LONGEST_LIST: Final = 40

Judged = tuple[str, str, str]


def names() -> dict[str, str]:
    """Return the table of names that the register gives, as macros/catalog.py makes it."""
    table: dict[str, str] = {}
    for one in yaml.safe_load((ROOT / "data" / "regulations.yml").read_text(encoding="utf-8")):
        designation = str(one["designation"])
        also = (*(one.get("abbreviations") or ()), *(one.get("names") or ()))
        for name in (designation, one["name"], *also):
            table.setdefault(name, designation)
    return table


def cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a file of the corpus."""
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def wanted(case: dict[str, Any]) -> Counter[Judged]:
    """Return what a case says that its text cites."""
    return Counter(
        (one["designation"], one["fragment"], one.get("last", "")) for one in case["citations"]
    )


def read(text: str, table: dict[str, str]) -> Counter[Judged]:
    """Return what the reader finds in a text."""
    return Counter(
        (one.designation, one.fragment, one.last.fragment if one.last else "")
        for one in read_all(text, table)
    )


@pytest.mark.parametrize("folder", [CORPUS, CORPUS / "unseen"], ids=lambda one: one.name)
def test_the_corpus_is_read_with_precision_and_recall(
    folder: Path, sample_sizes: Callable[[str, int, int], None]
) -> None:
    table = names()
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    misses: list[str] = []
    count = 0
    for path in sorted(folder.glob("*.yml")):
        for case in cases(path):
            count += 1
            want, got = wanted(case), read(case["text"], table)
            for part in (path.stem, "all"):
                right[part] += (want & got).total()
                found[part] += got.total()
                asked[part] += want.total()
            if want != got:
                misses.append(
                    f"{path.stem}: {case['text']!r}\n  missed {sorted(want - got)}\n"
                    f"  wrong {sorted(got - want)}"
                )
    for part in asked:
        print(
            f"{part:20} precision {right[part]}/{found[part]}, recall {right[part]}/{asked[part]}"
        )
    precision, recall = right["all"] / found["all"], right["all"] / asked["all"]
    print(f"{count} cases, {asked['all']} citations: {precision=:.3f}, {recall=:.3f}")
    sample_sizes(f"citations read in {count} cases of {folder.name}", right["all"], asked["all"])
    listed = "\n".join(misses[:LONGEST_LIST])
    assert precision >= GOOD, listed
    assert recall >= GOOD, listed


def test_each_citation_of_the_corpus_stands_where_it_says() -> None:
    table = names()
    for path in sorted(CORPUS.rglob("*.yml")):
        for case in cases(path):
            for one in read_all(case["text"], table):
                assert case["text"][one.start : one.end] == one.text
