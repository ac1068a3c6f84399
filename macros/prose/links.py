"""What a link on a page may lead to inside the handbook."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from macros.problems import Location
from macros.prose.folder import IMAGES
from macros.prose.page import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.prose.page import Page
    from macros.prose.rendered import Target

_INDEX = re.compile(r"(?:^|(?<=/))index\.html$")


def targets(page: Page, link: Link) -> tuple[tuple[str, str], ...]:
    """Return where a link may lead: paths from the root of ``docs/``, each with its fragment.

    Markdown counts from the page's source, a browser from the page's address; HTML that an author
    wrote reaches the browser as it is. Of images it is known which, so that none is shown to more
    than it should; of all else both are told, the one by the source first. A link that leaves the
    handbook leads nowhere here.
    """
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", link.target).replace("\\", "/"))
    except ValueError:  # Brackets that are no IPv6 address: such a link leads nowhere.
        return ()
    if parts.scheme or parts.netloc:
        return ()
    fragment = unquote(parts.fragment)
    if not parts.path:
        return ((page.source, fragment),)
    path = unquote(parts.path)
    bases: tuple[str, ...] = (posixpath.dirname(page.source), page.address)
    if path.lower().endswith(IMAGES):
        bases = bases[1:] if link.raw else bases[:1]
    return tuple(dict.fromkeys((_joined(base, path), fragment) for base in bases))


def address(path: str) -> str:
    """Return the address that a path without ``.md`` means, as a browser's server reads it."""
    bare = _INDEX.sub("", path)
    return bare if bare in ("", "/") or bare.endswith("/") else f"{bare}/"


def _joined(base: str, path: str) -> str:
    """Return a path from the root; steps up stop there, as in a browser."""
    whole = posixpath.normpath(posixpath.join("/", base, path))
    return whole.lstrip("/")


def unseen(targets: Iterable[Target], seen: Iterable[Link], body: str, path: str) -> list[Link]:
    """Return the links that only the site's own Markdown finds, at the line that names them.

    Args:
        targets: where the links of the finished page lead.
        seen: the links that were found already, with their places.
        body: the page's text.
        path: how the page's file is named in problems.
    """
    known = {unquote(link.target) for link in seen}
    rows = body.split("\n")
    found = []
    for one in dict.fromkeys(targets):
        target = one.address
        if unquote(target) in known:
            continue
        line = next((index for index, row in enumerate(rows) if target and target in row), 0)
        column = max(rows[line].find(target), 0) if rows else 0
        found.append(
            Link(target, Location(path, line + 1, column + 1), one.image, one.raw, one.alt)
        )
    return found
