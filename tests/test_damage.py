"""Whatever a file holds, the handbook reads it in a moment and says in Swedish what is wrong."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import handbook
from macros.records.scalars import Audience

pytest.importorskip("resource", reason="memory is measured as Unix measures it")
import damage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WHOLE: Final = 10_000
SAMPLE: Final = 300
BOOKS: Final = 40
"""So many damaged files are read with all the rest of the handbook."""
MEMORY: Final = 200
"""MB, at the most, for the whole run."""
SECONDS: Final = 1.0
"""Of the processor's time, at the most, for a file."""
STEADY: Final = settings(max_examples=100, deadline=None, derandomize=True, database=None)
HEAD: Final = "---\ntitle: Sidan\ndescription: Vad den är.\n---\n\n"
FIRST: Final = HEAD.count("\n") + 1
"""The body's first line."""
TOO_DEEP: Final = "Listor, rutor eller element ligger i varandra mer än 50 steg djupt."


def said(name: str, content: str | bytes) -> list[tuple[str, int, str]]:
    """Return code, line and message of each problem of a single file."""
    data = content.encode() if isinstance(content, str) else content
    found = damage.problems_of(name, data)
    assert all(one.hint for one in found)
    return [(one.code, one.location.line, one.message) for one in found]


def test_damaged_files_are_read_without_a_fault_in_little_time_and_memory(
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    files = WHOLE if whole else SAMPLE
    command = [sys.executable, str(ROOT / "tests" / "damage.py"), "0", str(files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    figures = json.loads(done.stdout)
    print(figures)
    sample_sizes("damaged files", figures["files"], WHOLE)
    assert figures["faults"] == []
    assert figures["files"] == files
    assert figures["peak"] < MEMORY
    # Other programs disturb the clock: only the whole run, made in peace, is held to the second.
    assert figures["slowest"][0][0] < (SECONDS if whole else damage.PATIENCE)
    assert figures["with problems"] > files // 2


def test_a_handbook_with_a_damaged_file_is_read_checked_and_shown(
    tmp_path: Path,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    books = BOOKS if whole else 3
    sample_sizes("handbooks with a damaged file", books, BOOKS)
    for folder in ("data", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for number in range(WHOLE, WHOLE + books):
        name, content = damage.damaged(number)
        (tmp_path / name).write_bytes(content)
        book = handbook.load(tmp_path / "data", tmp_path / "docs", DAY, tmp_path)
        told = [one for one in book.problems if one.location.path == name]
        assert damage.outside(content, told) == [], number
        for who in Audience:
            view = book.for_audience(who)
            assert (view.uses, view.images, view.graph) is not None
        shutil.copyfile(ROOT / name, tmp_path / name)


@STEADY
@given(name=st.sampled_from(damage.NAMES), seed=st.integers(0, 2**32), piece=st.text(max_size=40))
def test_any_text_anywhere_in_a_file_is_read(name: str, seed: int, piece: str) -> None:
    content = (ROOT / name).read_bytes()
    at = random.Random(seed).randrange(len(content) + 1)  # noqa: S311 - no secret
    torn = content[:at] + piece.encode() + content[at:]
    assert damage.outside(torn, damage.problems_of(name, torn)) == []


@STEADY
@given(name=st.sampled_from(("data/roles.yml", "docs/index.md")), content=st.binary(max_size=300))
def test_any_bytes_are_read(name: str, content: bytes) -> None:
    for whole in (content, HEAD.encode() + content):
        assert damage.outside(whole, damage.problems_of(name, whole)) == []


@pytest.mark.parametrize("name", ["data/roles.yml", "docs/om/index.md"])
def test_a_file_that_is_too_big_or_no_utf_8_is_told_so(name: str) -> None:
    thing = "Filen" if name.startswith("data") else "Sidan"
    assert said(name, b"a" * 10_000_001) == [("HB101", 1, f"{thing} är större än 10 MB.")]
    assert said(name, b"a\n\xff\xfe") == [("HB101", 2, "Filen är inte sparad som UTF-8.")]


def test_facts_nested_deeper_than_fifty_steps_are_told_so() -> None:
    message = "Listor ligger i listor mer än 50 steg djupt."
    for content in ("[" * 51 + "]" * 51, "- " * 60 + "a", "? " * 600 + "a", "{a: " * 5000):
        assert said("data/roles.yml", content) == [("HB102", 1, message)]


DEEP: Final = {
    "lists on a line": ("- " * 2000 + "a", 1),
    "numbered lists on a line": ("1. " * 1000 + "a", 1),
    "lists": ("\n".join("    " * step + "- a" for step in range(300)), 51),
    "boxes": ("\n".join("    " * step + "!!! note\n" for step in range(900)), 103),
    "quotations": (">" * 51 + "a", 1),
    "quotations without end": ("> " * 3000, 1),
    "elements": ("<div markdown>\n\n" * 800 + "a\n\n" + "</div>\n\n" * 800, None),
    "emphasis": ("*" * 5000 + "a" + "*" * 5000, 1),
}


@pytest.mark.parametrize("body", DEEP)
def test_a_page_nested_deeper_than_fifty_steps_is_told_so(body: str) -> None:
    text, line = DEEP[body]
    found = said("docs/om/index.md", HEAD + text)
    assert [(code, message) for code, _, message in found] == [("HB101", TOO_DEEP)]
    assert line is None or found[0][1] == FIRST - 1 + line


@pytest.mark.parametrize(
    "body",
    [
        "\n".join("    " * step + "- a" for step in range(45)),
        "<div markdown>\n\n" * 45 + "a\n\n" + "</div>\n\n" * 45,
        "> " * 45 + "a",
        "-" * 500 + "\n\n" + "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n",
    ],
)
def test_a_page_that_is_not_so_deep_is_read(body: str) -> None:
    assert said("docs/om/index.md", HEAD + body) == []


def test_a_page_that_is_too_deep_leaves_nothing_behind_for_the_next() -> None:
    page = HEAD + "- a\n\n    b\n{: #c }\n"
    before = said("docs/om/index.md", page)
    for body, _ in DEEP.values():
        said("docs/om/index.md", HEAD + body)
        assert said("docs/om/index.md", page + " ") == before


@pytest.mark.parametrize("body", ["{}", "[a](https://a.example/{})", '<a href="{}">a</a>', "`{}`"])
def test_a_character_by_a_number_without_end_is_told(body: str) -> None:
    message = "Teckenkoden är inget tecken: numret är för stort."
    text = HEAD + "a\n\n" + body.replace("{}", "&#" + "9" * 5000 + ";")
    assert said("docs/om/index.md", text) == [("HB101", FIRST + 2, message)]


@pytest.mark.parametrize("body", ["# a{}b", "| a |\n|---|\n| a{}b |", "a\n\n{}"])
def test_blanks_without_end_are_told(body: str) -> None:
    for blank in " \t":
        found = said("docs/om/index.md", HEAD + body.replace("{}", blank * 20_000))
        line = FIRST + body.count("\n")
        assert found == [("HB101", line, "Raden har tusen blanksteg eller fler i följd.")]


@pytest.mark.parametrize("body", ["{:" + "." * 20_000 + "}", "# a" + " b" * 20_000])
def test_a_long_line_is_not_read_over_and_over(body: str) -> None:
    begun = time.process_time()
    said("docs/om/index.md", HEAD + body)
    assert time.process_time() - begun < SECONDS
