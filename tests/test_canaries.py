"""No token that was planted in what an audience may not see is anywhere in its edition.

Of a copy of the example everything that is hidden gets a token (`canaries`): every hidden field,
every hidden record's id and former ids, every hidden page's name and text, every image that only
such a page shows. The whole edition is searched for all of them, what is compressed opened first.
"""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from canaries import Planter, found, traces
from example_site import DAY, build
from small_handbook import picture

from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest_plugins = ("site_fixtures",)

TOKEN: Final = "zqbcdfghjklmxq"  # noqa: S105 - no password


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{TOKEN}</p>".encode(),
        f"<p>{TOKEN.upper()}</p>".encode(),
        gzip.compress(f"pagefind_dcd{{{TOKEN}}}".encode()),
        gzip.compress(gzip.compress(TOKEN.encode())),
        picture(1, TOKEN),
        picture(1) + TOKEN.encode(),
    ],
    ids=["page", "capitals", "search index", "twice compressed", "in an image", "after an image"],
)
def test_the_search_opens_what_is_compressed(content: bytes) -> None:
    assert found(content, {TOKEN: ""}) == {TOKEN}


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("<td>3 mars 1801</td>", "3 mars 1801"),
        ("<td>3\u00a0mars\u00a01801</td>", "3 mars 1801"),
        ("<td>3&nbsp;mars 2301</td>", "3 mars 2301"),
        ('"until": "2301-03-03"', "2301-03-03"),
        ("DTSTART;VALUE=DATE:23010303", "23010303"),
        ('<a href="tel:09807123456">', "09807123456"),
        ("0980-7123456", "0980-7123456"),
        ('"hours": 712345678,', "712345678"),
        ("212000-9903", "212000-9903"),
        ("§ 91234", "§ 91234"),
        ("SFS 2099:9871", "2099:9871"),
    ],
)
def test_the_search_finds_days_and_numbers_as_they_are_shown(text: str, token: str) -> None:
    assert found(text.encode(), {token: ""}) == {token}
    assert found(gzip.compress(text.encode()), {token: ""}) == {token}


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_no_edition_holds_a_token_of_what_is_hidden_from_it(
    who: Audience,
    project: Callable[[str], Path],
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    copy = project(f"canaries-{who.value}")
    planter = Planter(copy, who)
    planter.plant(date.fromisoformat(DAY))
    outcome = build(copy, {"HANDBOK_AUDIENCE": who.value})
    assert outcome.code == 0, outcome.output
    places = traces(copy / "site", planter.tokens)
    told = planter.planted.total()
    print(who, told, dict(planter.planted), dict(planter.skipped))
    sample_sizes(f"tokens in what is hidden from {who.value}", told, told + planter.skipped.total())
    assert {f"{planter.tokens[one]} ({one})": where for one, where in places.items()} == {}
    # What was planted in sight is found, in a page, the search index, an image and the sitemap.
    seen = traces(copy / "site", planter.visible)
    assert seen.keys() == planter.visible.keys()
    files = {name for names in seen.values() for name in names}
    endings = {name.rpartition(".")[2] for name in files}
    assert endings >= {"html", "pf_fragment", "png", "xml", "gz", "json"}
    if whole:
        # Most stand in the edition of those who see all: it is no wonder of the search.
        outcome = build(copy, {"HANDBOK_AUDIENCE": Audience.RESTRICTED.value})
        assert outcome.code == 0, outcome.output
        shown = {planter.tokens[one] for one in traces(copy / "site", planter.tokens)}
        hidden = set(planter.tokens.values())
        name = f"places hidden from {who.value} that those who see all are shown"
        sample_sizes(name, len(shown), len(hidden))
        assert len(shown) > len(hidden) * 0.8
