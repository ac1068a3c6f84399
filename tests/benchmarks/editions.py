"""How much room ten editions of the example take on a branch.

Run ``.venv/bin/python tests/benchmarks/editions.py``, or ``make bench``. Good is less than 60 MB
for the branch, packed, with all of its history. Each edition is as of another day and names it on
every page, so that each page differs from the one before.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
GOOD: Final = 60.0
EDITIONS: Final = 10
MEGA: Final = 1_000_000
GIT: Final = shutil.which("git") or "git"


def run(*words: str, cwd: Path, **more: str) -> str:
    """Return what a command answers."""
    done = subprocess.run(
        words, cwd=cwd, env=os.environ | more, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def project(folder: Path, branch: str, remote: Path) -> Path:
    """Return a copy of the example, where the editions of a branch lie in a repository of ours."""
    made = folder / "projekt"
    made.mkdir()
    for name in ("data", "docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy2(ROOT / name, made / name)
    units = made / "data" / "organisation.yml"
    text = re.sub(
        rf"remote: \S*/{branch}\.git", f"remote: {remote}", units.read_text(encoding="utf-8")
    )
    units.write_text(text, encoding="utf-8")
    return made


def size(remote: Path, branch: str) -> tuple[float, float]:
    """Return how big a repository is when it is packed, and what lies on its branch, in MB."""
    run(GIT, "gc", "--quiet", "--prune=now", cwd=remote)
    packed = sum(one.stat().st_size for one in remote.rglob("*") if one.is_file())
    rows = run(GIT, "ls-tree", "-r", "-l", branch, cwd=remote).splitlines()
    return packed / MEGA, sum(int(row.split()[3]) for row in rows) / MEGA


def measure(audience: str, branch: str) -> None:
    """Publish editions for an audience one after the other and print how the branch grows."""
    print(f"editions for {audience}", flush=True)
    with TemporaryDirectory() as place:
        folder = Path(place).resolve()
        remote = folder / "utgavor.git"
        run(GIT, "init", "--quiet", "--bare", str(remote), cwd=folder)
        made = project(folder, branch, remote)
        editions = made / "data" / "editions.yml"
        shutil.rmtree(made / "data" / "changes")
        editions.write_text("", encoding="utf-8")
        for number in range(EDITIONS):
            label, day = f"20{30 + number}.1", f"20{30 + number}-03-01"
            with editions.open("a", encoding="utf-8") as file:
                file.write(
                    f"- id: {label.replace('.', '-')}\n  name: Utgåva {label}\n  day: {day}\n"
                )
            settings = {
                "HANDBOK_AUDIENCE": audience,
                "HANDBOK_DATE": day,
                "HANDBOK_EDITION": label,
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONPATH": str(made),
            }
            run(sys.executable, "-m", "mkdocs", "build", cwd=made, **settings)
            run(sys.executable, "-m", "macros.cli", "publish", cwd=made, **settings)
            packed, lying = size(remote, branch)
            told = f"{number + 1:2} editions: {packed:5.1f} MB packed, {lying:6.1f} MB of files"
            print(told, flush=True)


def main() -> None:
    """Measure the narrowest edition and the widest."""
    measure("public", "utgava-alla")
    measure("restricted", "utgava-samordnare")
    print(f"good: less than {GOOD:.0f} MB packed")


if __name__ == "__main__":
    main()
