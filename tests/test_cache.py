"""What is kept from one time to the next is never wrong: it only spares the reading."""

from __future__ import annotations

import os
import random
import shutil
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import pytest
from conftest import DAY, ROOT

from macros import cache, handbook, prose, settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from macros.handbook import Handbook
    from macros.problems import Problem

EDITS: Final = 200
SAMPLE: Final = 6
PAGES: Final = ("gor-nu", "styrdokument", "roller")
"""The folders whose pages the tests read: enough of every sort."""


def told(book: Handbook) -> list[Any]:
    """Return all that a handbook says of its pages, as values that can be compared."""
    return [book.problems, [said(page) for page in book.catalog.pages.values()]]


def said(page: prose.Page) -> list[Any]:
    """Return all that a page says, and all that it says to those who see less of it."""
    own = ("text", "narrower")
    held = [getattr(page, one.name) for one in fields(page) if one.name not in own]
    text = page.text
    narrower = {who: said(one) for who, one in page.narrower.items()}
    return [held, text.plain, text.called, text.under(len(text.plain)), narrower]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a copy of some of the example's pages."""
    for name in PAGES:
        shutil.copytree(ROOT / "docs" / name, tmp_path / "docs" / name)
    return tmp_path / "docs"


def load(docs: Path, kept: Path | None) -> Handbook:
    """Load the example's facts with some pages."""
    return handbook.load(ROOT / "data", docs, DAY, cache=kept)


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will hold the pages that were read, not found."""
    found: list[str] = []
    read = prose.read

    def noted(data: bytes, path: str, inside: str) -> tuple[prose.Page | None, tuple[Problem, ...]]:
        found.append(inside)
        return read(data, path, inside)

    noted.__module__, noted.__qualname__ = read.__module__, read.__qualname__
    monkeypatch.setattr(prose, "read", noted)
    return found


def edit(docs: Path, chance: random.Random) -> None:
    """Change a page as an editor may: a line, a name, a page more or less."""
    pages = sorted(docs.rglob("*.md"))
    page = chance.choice(pages)
    lines = page.read_text(encoding="utf-8").split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, chance.choice(lines))
        case 2:
            lines[at] += " {{ law("
        case 3:
            page.rename(page.with_stem(f"{page.stem}-{at}"))
            return
        case 4:
            shutil.copy(page, page.with_stem(f"{page.stem}-{at}"))
            return
        case _:
            lines[at], lines[0] = lines[0], lines[at]
    page.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def test_what_is_kept_is_what_reading_gives(
    docs: Path, tmp_path: Path, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    kept = tmp_path / "kept"
    size = EDITS if whole else SAMPLE
    sample_sizes("edits with kept pages", size, EDITS)
    for _ in range(size):
        edit(docs, chance)
        assert told(load(docs, kept)) == told(load(docs, None))


def test_a_page_is_read_once(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(docs, tmp_path / "kept")
    read = reads(monkeypatch)
    assert told(load(docs, tmp_path / "kept")) == told(first)
    assert read == []


def test_only_what_was_changed_is_read_again(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(docs, tmp_path / "kept")
    page = docs / "gor-nu" / "incident.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nNytt.\n", encoding="utf-8")
    read = reads(monkeypatch)
    load(docs, tmp_path / "kept")
    assert read == ["gor-nu/incident.md"]


def test_a_page_that_is_gone_is_kept_no_longer(docs: Path, tmp_path: Path) -> None:
    load(docs, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    before = file.stat().st_size
    shutil.rmtree(docs / "styrdokument")
    load(docs, tmp_path / "kept")
    assert file.stat().st_size < before
    assert [one.name for one in (tmp_path / "kept").iterdir()] == [file.name]


@pytest.mark.parametrize("damage", ["emptied", "cut", "flipped", "foreign"])
def test_a_damaged_file_only_costs_time(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    first = load(docs, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes(
        {
            "emptied": b"",
            "cut": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "foreign": b"cos\nsystem\n(S'false'\ntR.",
        }[damage]
    )
    read = reads(monkeypatch)
    assert told(load(docs, tmp_path / "kept")) == told(first)
    assert len(read) == len(first.catalog.page_files)
    assert file.read_bytes() == data


def test_what_other_code_kept_is_not_used(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load(docs, tmp_path / "kept")
    monkeypatch.setattr(cache, "code", lambda: b"\1" * 32)
    read = reads(monkeypatch)
    load(docs, tmp_path / "kept")
    assert len(read) == len(book.catalog.page_files)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no owner's number there")
def test_what_another_user_kept_is_not_used(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load(docs, tmp_path / "kept")
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    read = reads(monkeypatch)
    load(docs, tmp_path / "kept")
    assert len(read) == len(book.catalog.page_files)


def test_where_nothing_can_be_kept_everything_is_read(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert told(load(docs, tmp_path / "file" / "kept")) == told(load(docs, None))


def test_nothing_is_kept_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull request could bring it along, and say how its own pages are to be understood."""
    monkeypatch.delenv("HANDBOK_CACHE")
    assert not settings.read().cache.is_relative_to(ROOT)
