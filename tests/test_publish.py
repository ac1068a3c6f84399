"""A finished site takes the place of the former one, whoever else builds or has been killed."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from macros import publish
from macros.publish import staging

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dead() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def made(parent: Path, name: str) -> Path:
    """Make a folder with a file in it."""
    folder = parent / name
    folder.mkdir()
    (folder / "a").write_text(name, encoding="utf-8")
    return folder


def test_every_build_has_a_folder_of_its_own_that_others_may_read(tmp_path: Path) -> None:
    one, two = publish.stage(tmp_path / "site"), publish.stage(tmp_path / "site")
    assert one != two
    assert list(one.iterdir()) == list(two.iterdir()) == []
    assert one.stat().st_mode == made(tmp_path, "annan").stat().st_mode


def test_what_a_killed_build_left_is_taken_away(tmp_path: Path, dead: int) -> None:
    for name in (f".site-{dead}", f".site-{os.getpid()}", f".site-former-{dead}"):
        made(tmp_path, name)
    left = publish.stage(tmp_path / "site")
    left.rename(tmp_path / left.name.replace(f"-{os.getpid()}-", f"-{dead}-"))
    staged = publish.stage(tmp_path / "site")
    assert list(tmp_path.iterdir()) == [staged]


def test_what_may_be_in_use_is_left(tmp_path: Path, dead: int) -> None:
    elsewhere = f".site-0123abcd-{dead}-01234567"
    kept = {made(tmp_path, name) for name in (f".site-{os.getppid()}", elsewhere, ".site-min")}
    (tmp_path / f".site-{dead}").symlink_to(tmp_path / ".site-min")
    staged = publish.stage(tmp_path / "site")
    assert set(tmp_path.iterdir()) == {*kept, staged, tmp_path / f".site-{dead}"}
    old = staged.stat().st_mtime - 2 * 24 * 60 * 60
    os.utime(tmp_path / elsewhere, (old, old))
    publish.stage(tmp_path / "site")
    assert not (tmp_path / elsewhere).exists()


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("before", [True, False])
def test_many_builds_that_finish_at_once_leave_one_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool, before: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(staging, "_exchange", lambda _one, _other: False)
    target = tmp_path / "site"
    if before:
        made(tmp_path, "site")
    names = [f"bygge-{number}" for number in range(8)]
    finished = [made(tmp_path, name) for name in names]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: publish.replace(one, target), finished))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (target / "a").read_text(encoding="utf-8") in names


def test_where_the_new_site_cannot_be_put_the_former_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_exchange", lambda _one, _other: False)
    target = made(tmp_path, "site")
    with pytest.raises(OSError, match="saknas"):
        publish.replace(tmp_path / "saknas", target)
    assert (target / "a").read_text(encoding="utf-8") == "site"
