"""A build that is killed, meets a full disk or another build leaves the former site whole."""

from __future__ import annotations

import random
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from example_site import build, contents, copy_project, environment
from test_cases import HEAD, lay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="by signals of POSIX")

KILLS: Final = 20
SAMPLE: Final = 3
PATIENCE: Final = 120
BUILD: Final = (sys.executable, "-m", "mkdocs", "build", "--strict")


@dataclass(frozen=True, slots=True)
class Small:
    """A small project with a finished site: what the site holds, and how long it took."""

    project: Path
    before: dict[str, str]
    took: float

    def start(self) -> subprocess.Popen[bytes]:
        """Begin a build, without waiting for it."""
        return subprocess.Popen(
            BUILD,
            cwd=self.project,
            env=environment(self.project, {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def left_behind(self) -> list[str]:
        """Return the folders that builds have left beside the site."""
        return sorted(one.name for one in self.project.glob(".site-*"))

    def change(self, text: str) -> None:
        """Change the start page, so that the next site is another."""
        page = self.project / "docs" / "index.md"
        page.write_text(f"{HEAD}# Start\n\n{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Build a small handbook."""
    project = small_project(tmp_path_factory.mktemp("small") / "handbok")
    made = Small(project, {}, 0)
    made.change("Före.")
    begun = time.monotonic()
    outcome = build(project)
    assert outcome.code == 0, outcome.output
    return Small(project, contents(project / "site"), time.monotonic() - begun)


def small_project(project: Path) -> Path:
    """Copy the project with the facts and pages of the cases' base, and no menu."""
    copy_project(project)
    for folder in ("data", "docs"):
        (project / folder).rename(project.parent / f"all-{folder}")
    lay(None, project)
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"^nav:\n(?:(?:  .*)?\n)+", "", config, flags=re.MULTILINE)
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    return project


def test_a_build_that_is_killed_leaves_the_former_site_whole(
    small: Small, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    """Whenever it is killed, what stands is the former site or the new one, to the last byte."""
    chance = random.Random(3)  # noqa: S311 - no secret
    small.change("Efter.")
    after = None
    count = KILLS if whole else SAMPLE
    sample_sizes("kills survived", count, KILLS)
    stood = []
    # The first is killed early: whatever the machine does, it has not come to its end.
    for part in (0.2, *(chance.uniform(0.2, 1.1) for _ in range(count - 1))):
        process = small.start()
        time.sleep(part * small.took)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        stood.append(contents(small.project / "site"))
    outcome = build(small.project)
    assert outcome.code == 0, outcome.output
    after = contents(small.project / "site")
    assert after != small.before
    assert [one for one in stood if one not in (small.before, after)] == []
    assert small.before in stood
    assert small.left_behind() == []


def test_two_builds_at_once_leave_one_whole_site(small: Small) -> None:
    small.change("Samtidigt.")
    both = [small.start() for _ in range(2)]
    assert [one.wait(PATIENCE) for one in both] == [0, 0]
    stands = contents(small.project / "site")
    assert build(small.project).code == 0
    assert contents(small.project / "site") == stands
    assert small.left_behind() == []


def test_a_full_disk_is_told_and_loses_nothing(small: Small) -> None:
    """No file may grow past a size: what is written fails as on a full disk."""
    before = contents(small.project / "site")
    small.change("x" * 40_000)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        BUILD,
        cwd=small.project,
        env=environment(small.project, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    assert "Handboken kunde inte skrivas" in done.stdout
    assert "Traceback" not in done.stdout
    assert contents(small.project / "site") == before
    assert small.left_behind() == []
