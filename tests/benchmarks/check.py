"""How much CPU `handbok check` takes on the example, beyond starting Python.

Run ``.venv/bin/python tests/benchmarks/check.py``, or ``make bench``. Good is less than a second.
The least of several runs counts: what other programs do meanwhile only adds.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
RUNS: Final = 5
GOOD: Final = 1.0


def cpu(*words: str) -> float:
    """Return the least CPU time, in seconds, that a command takes in several runs."""
    found = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def main() -> None:
    """Print the figures."""
    python = cpu(sys.executable, "-c", "pass")
    check = cpu(sys.executable, "-c", "from macros.cli import main; main()", "check")
    print(f"starting Python {python:.2f} s, handbok check {check:.2f} s of CPU")
    print(f"beyond starting Python: {check - python:.2f} s (good: less than {GOOD:.0f})")


if __name__ == "__main__":
    main()
