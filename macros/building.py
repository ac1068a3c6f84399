"""A site built by MkDocs in a process of its own, so that a command need not load it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def build(
    config: Path, site: Path, settings: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Build a site as `make build` does.

    Args:
        config: the file mkdocs.yml of the project.
        site: the folder that the site is put in.
        settings: the handbook's settings, without ``HANDBOK_`` before their names.

    Returns:
        How it went, with all that was said as its output.
    """
    named = {f"HANDBOK_{name}": value for name, value in settings.items()}
    words = ("build", "--strict", "--config-file", str(config), "--site-dir", str(site))
    return subprocess.run(  # noqa: S603 - our own interpreter, paths that the user chose
        [sys.executable, "-m", "mkdocs", *words],
        env=os.environ | named | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
