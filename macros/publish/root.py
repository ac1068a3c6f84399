"""What stands beside the editions' folders: the list of them, the way in, and what hosts look for.

It is written anew with each publication. Editions themselves never change: what has to be said of
them later is said here.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from macros import render
from macros.publish import headers
from macros.records.meta import CURRENT
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.views.editions import Shown

EDITIONS: Final = "editions.json"
STYLE: Final = "utgavor/stil.css"
SECURITY: Final = ".well-known/security.txt"


@dataclass(frozen=True, slots=True)
class Root:
    """What the files beside the editions tell.

    `name` is the handbook's, `address` where the editions are read, `editions` those that lie
    there, the newest first, and `current` the day of what applies now, None before it is there.
    """

    name: str
    address: str
    editions: Sequence[Shown]
    current: date | None


def files(root: Root) -> dict[str, bytes]:
    """Return the files by path: all that stand beside the editions but what one of them brings."""
    path = urlsplit(root.address).path.rstrip("/") + "/"
    pages = {
        "index.html": _page("root_index.html", "", root),
        "utgavor/index.html": _page("root_editions.html", "utgavor/", root),
        # It is shown at any depth, so its links begin at the host.
        "404.html": _page("root_404.html", "", root, path=path),
    }
    for one in root.editions:
        if one.withdrawn is not None:
            pages[f"{one.label}/index.html"] = _page(
                "root_withdrawn.html", f"{one.label}/", root, edition=one
            )
    told = {
        "current": CURRENT,
        "day": root.current.isoformat() if root.current is not None else None,
        "editions": [asdict(one) for one in root.editions],
    }
    return {
        **{name: text.encode() for name, text in pages.items()},
        EDITIONS: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(),
        STYLE: resources.files("macros").joinpath("templates/root.css").read_bytes(),
        headers.FILE: headers.as_file().encode(),
        "robots.txt": _robots(root, path).encode(),
    }


def _page(template: str, at: str, root: Root, **more: object) -> str:
    text = render.html(template, at, root=root, current=CURRENT, day=_day, style=STYLE, **more)
    return f"{text}\n"


def _day(text: str) -> str:
    return values.day(date.fromisoformat(text)).text


def _robots(root: Root, path: str) -> str:
    """Return what search engines are asked: to find what applies now, and no older edition."""
    lines = ["User-agent: *", *(f"Disallow: {path}{one.label}/" for one in root.editions)]
    if root.current is not None:
        lines.append(f"Sitemap: {root.address.rstrip('/')}/{CURRENT}/sitemap.xml")
    return "\n".join(lines) + "\n"
