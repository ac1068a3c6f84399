"""Every fact that differs between two handbooks, by its sort."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from macros import changes, prose
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from macros.handbook import Handbook, View


def written(view: View, path: str, text: str) -> View:
    """Return a view in which a page holds another text; `path` is counted from ``docs/``."""
    page, _ = prose.read(text.encode(), f"docs/{path}", path)
    assert page is not None
    named = next((one.path for one in view.pages.values() if one.source == path), page.path)
    page = replace(page, path=named)
    seen = page.for_audience(view.audience) if view.audience.sees(page.audience) else None
    pages = {key: one for key, one in view.pages.items() if key != page.address}
    if seen is not None:
        pages[page.address] = replace(seen, path=named)
    sources = [one for one in view.catalog.sources if one.path != named]
    catalog = replace(
        view.catalog, sources=(*sources, replace(view.catalog.sources[0], path=named, text=text))
    )
    return replace(view, pages=pages, catalog=catalog)


HEAD = "---\ntitle: En sida\ndescription: Om något.\naudience: public\n---\n\n# En sida\n\n"


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_what_a_hidden_box_says_is_no_change(who: Audience, example: Handbook) -> None:
    box = 'Ett.\n\n## Två\n\nText.\n\n!!! restricted "Dolt"\n    Lösenordet byts {}.\n\nMer.\n'
    view = example.for_audience(who)
    one, two = (
        written(view, "prov.md", HEAD + box.format(word)) for word in ("måndag", "tisdag\n    nu")
    )
    assert changes.between(changes.Side(one, ()), changes.Side(two, ())).pages == ()
