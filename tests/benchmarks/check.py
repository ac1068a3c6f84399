"""How much CPU `handbok check` takes on the example, beyond starting Python.

Run ``.venv/bin/python tests/benchmarks/check.py``, or ``make bench``. Good is less than a second,
once the pages have been read before; the first time is shown beside it. The least of several runs
counts: what other programs do meanwhile only adds.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
RUNS: Final = 5
GOOD: Final = 1.0
CHECK: Final = (sys.executable, "-c", "from macros.cli import main; main()", "check")


def cpu(*words: str, cache: Path | None = None) -> float:
    """Return the least CPU time, in seconds, that a command takes in several runs.

    Args:
        words: the command.
        cache: the folder where it keeps what it has read; None gives it an empty one each time.
    """
    found = []
    for _ in range(RUNS):
        with TemporaryDirectory() as empty:
            # Compiled modules are kept, whatever the shell says: they are on every machine.
            set_off = {"HANDBOK_CACHE": str(cache or empty), "PYTHONDONTWRITEBYTECODE": ""}
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                words,
                cwd=ROOT,
                env=os.environ | set_off,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def main() -> None:
    """Print the figures."""
    python = cpu(sys.executable, "-c", "pass")
    first = cpu(*CHECK) - python
    with TemporaryDirectory() as folder:
        again = cpu(*CHECK, cache=Path(folder)) - python
    print(f"starting Python {python:.2f} s of CPU; handbok check takes beyond that")
    print(f"  {first:.2f} s the first time")
    print(f"  {again:.2f} s when the pages were read before (good: less than {GOOD:.0f})")


if __name__ == "__main__":
    main()
