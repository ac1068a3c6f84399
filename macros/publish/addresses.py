"""The addresses of a finished site, by which older editions find the same subject."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES: Final = "adresser.json"


def write_addresses(site: Path) -> None:
    """Write ``adresser.json``: every address of a page, those that lead on to another too."""
    pages = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    addresses = sorted("" if page == "." else f"{page}/" for page in pages)
    text = json.dumps({"addresses": addresses}, ensure_ascii=False, indent=1) + "\n"
    (site / ADDRESSES).write_text(text, encoding="utf-8", newline="\n")
