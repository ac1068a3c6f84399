"""What stands in the archive copy, and in which order: the menu's, with the records' pages."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from macros.records.kinds import KINDS, Owner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import View

_REST: Final = "Övriga sidor"
"""What the pages stand under that the menu does not lead to."""


@dataclass
class Part:
    """A heading of the copy with what stands under it: a page, or a list of the menu's.

    `address` is the page's from the site's root, None for a list that has no page of its own.
    """

    title: str
    address: str | None = None
    inside: list[Part] = field(default_factory=list)

    def walk(self, level: int = 1) -> Iterator[tuple[int, Part]]:
        """Yield this part and all inside it with their levels, each before what is inside it."""
        yield level, self
        for one in self.inside:
            yield from one.walk(level + 1)


def parts(view: View) -> list[Part]:
    """Return the parts of the copy, of what the audience may see alone.

    A list of the menu's that begins with its folder's own page is that page. A record's page
    follows its register's.
    """
    top = Part("")
    made: dict[tuple[str, ...], Part] = {(): top}
    pages = {page.source: page for page in view.pages.values()}
    placed: dict[str, Part] = {}
    for item in view.catalog.menu or ():
        page = pages.pop(item.path, None)
        if page is None:
            continue
        section = _section(made, item.sections)
        alone = section is not top and section.address is None and not section.inside
        if alone and posixpath.basename(item.path) == "index.md":
            section.title, section.address = page.front.title, page.address
            placed[page.address] = section
        else:
            placed[page.address] = Part(page.front.title, page.address)
            section.inside.append(placed[page.address])
    rest = [Part(one.front.title, one.address) for _, one in sorted(pages.items())]
    placed.update((one.address, one) for one in rest if one.address is not None)
    if rest:
        top.inside.append(Part(_REST, inside=rest))
    for kind in KINDS.values():
        known = view.records[kind.name].values()
        if kind.owner is not Owner.DATA or not known:
            continue
        register = placed.get(f"{kind.folder}/")
        if register is None:
            register = Part(kind.many)
            top.inside.append(register)
        register.inside.extend(Part(one.name, kind.address(one.id)) for one in known)
    return top.inside


def _section(made: dict[tuple[str, ...], Part], titles: tuple[str, ...]) -> Part:
    """Return the list of the menu's below these titles, and make it where it is the first time."""
    if titles not in made:
        made[titles] = Part(titles[-1])
        _section(made, titles[:-1]).inside.append(made[titles])
    return made[titles]
