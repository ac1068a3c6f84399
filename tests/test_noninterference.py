"""What an audience may not see changes nothing in its edition, not even by a byte.

Two handbooks that are the same to an audience are built, and every file of the one is compared with
that of the other: its name and its bytes, the manifest's too. The pairs are drawn at random, with
a seed that is fixed: from one handbook several changes lead to the next, none of which the audience
may see (`hidden_edits`). Only a pair is compared of which both can be built and both are the same
to the audience; how many are thrown away is printed.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
from example_site import DAY, build, copy_project
from hidden_edits import CHANGES, edited, varied
from small_handbook import small

from macros import handbook, pages
from macros.linking import Linker
from macros.prose import without
from macros.records.scalars import Audience
from macros.views import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from small_handbook import Small

    from macros.handbook import View

PAIRS: Final = 2
PAIRS_OF_ALL: Final = 40
FRESH: Final = 10
"""After so many pairs the next begin with another handbook."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an audience may see of a handbook: two that are equal in this are the same to it."""

    records: list[tuple[str, list[tuple[str, str, dict[str, Any]]]]]
    pages: list[tuple[str, str]]
    images: dict[str, bytes]
    nav: list[Any]


def shown(book: Small, project: Path, view: View) -> Shown:
    """Return what an audience may see of a handbook that has been written and read."""
    catalog = view.catalog
    # Who may see the links to the source may see in which file a record stands.
    sources = any(getattr(one, "source", None) for one in view.records["organisation"].values())
    records = [
        (
            kind,
            [
                (key, catalog.entries[kind][key].path if sources else "", one.model_dump())
                for key, one in known.items()
            ],
        )
        for kind, known in view.records.items()
    ]
    docs = project / "docs"
    prose = [
        (key, _left((docs / page.source).read_text(encoding="utf-8"), view.audience))
        for key, page in view.pages.items()
    ]
    images = {one: (docs / one).read_bytes() for one in view.images}
    seen = {page.source for page in view.pages.values()}
    return Shown(records, prose, images, [*_menu(book.nav, seen)])


def _left(text: str, who: Audience) -> str:
    """Return a page without the boxes that an audience may not see, nor the gaps they leave."""
    return re.sub(r"\n{3,}", "\n\n", without(text, who))


def _menu(nav: list[Any], seen: set[str]) -> Iterator[Any]:
    """Yield the entries of a menu that lead to a page which is seen, and the sections of such."""
    for entry in nav:
        title, inside = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        if isinstance(inside, list):
            if left := [*_menu(inside, seen)]:
                yield title, left
        elif inside in seen:
            yield title, inside


def read(book: Small, project: Path, who: Audience) -> Shown | None:
    """Write a handbook into a project; return what an audience sees, None if it has errors."""
    book.write(project)
    found = handbook.load(
        project / "data", project / "docs", date.fromisoformat(DAY), project, cache=None
    )
    return None if found.errors else shown(book, project, found.for_audience(who))


def built(project: Path, who: Audience) -> dict[str, bytes]:
    """Build what is written; return every file by its path, a folder without bytes."""
    outcome = build(project, {"HANDBOK_AUDIENCE": who.value})
    assert outcome.code == 0, outcome.output
    site = project / "site"
    return {
        f"{path.relative_to(site).as_posix()}{'/' if path.is_dir() else ''}": (
            b"" if path.is_dir() else path.read_bytes()
        )
        for path in sorted(site.rglob("*"))
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return what differs between two sites, with the first lines of each file that does."""
    told = [f"only in one: {name}" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        if one[name] == other[name]:
            continue
        before, after = (
            site[name].decode("utf-8", "replace").splitlines() for site in (one, other)
        )
        lines = [*difflib.unified_diff(before, after, lineterm="", n=0)][2:14]
        told.append("\n".join((f"differs: {name}", *(line[:300] for line in lines))))
    return told


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project to write handbooks into."""
    return copy_project(tmp_path_factory.mktemp("small") / "handbok")


def begun(source: str, project: Path, who: Audience, start: int) -> tuple[Small, Shown]:
    """Write the handbook to begin with, after the first time a varied one; return what is seen."""
    rng = Random(f"{who} {source} {start}")  # noqa: S311 - no secret
    while True:
        first = varied(small(source), rng) if start else small(source)
        same = read(first, project, who)
        if same is not None:
            return first, same


def drawn(
    first: Small, same: Shown, project: Path, who: Audience, seed: str
) -> Iterator[list[str] | str]:
    """Write handbooks that are the same to an audience; yield the changes that led to each.

    For one that has errors, or is not the same, it is said what is wrong with it.
    """
    rng = Random(f"{who} {seed}")  # noqa: S311 - no secret
    book = first
    wanted = [*CHANGES, *CHANGES, "act_name", "act_name"]
    while True:
        changes = rng.sample(wanted, rng.randint(1, 8))
        other = edited(book, who, rng, changes)
        found = read(other, project, who)
        if found != same:
            yield "with errors" if found is None else "not the same"
            continue
        yield changes
        book = other


@pytest.mark.parametrize(
    ("who", "source"),
    [
        (Audience.PUBLIC, "restricted"),
        (Audience.PUBLIC, "public"),
        (Audience.INTERNAL, "restricted"),
        (Audience.INTERNAL, "internal"),
    ],
)
def test_what_is_hidden_changes_no_byte_of_an_edition(
    who: Audience,
    source: str,
    project: Path,
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    many = PAIRS_OF_ALL if whole else PAIRS
    thrown: Counter[str] = Counter()
    made: Counter[str] = Counter()
    found = []
    for start in range(0, many, FRESH):
        left = min(FRESH, many - start)
        first, same = begun(source, project, who, start)
        site = built(project, who)
        for changes in drawn(first, same, project, who, f"{source} {start}"):
            if isinstance(changes, str):
                thrown[changes] += 1
                continue
            made.update(changes)
            found += [(changes, told) for told in differences(site, built(project, who))]
            left -= 1
            if not left:
                break
    name = f"pairs of handbooks that are the same to {who.value}, source for {source}"
    sample_sizes(f"{name} ({thrown.total()} thrown away)", many, PAIRS_OF_ALL)
    print(who, source, many, dict(thrown), dict(made))
    assert [f"{changes}\n{told}" for changes, told in found] == []


def test_a_change_that_is_seen_is_found_in_every_file_that_tells_of_it(project: Path) -> None:
    book = small()
    sites = []
    for word in ("betyder", "menas"):
        book.find("term", "term-public")["explanation"] = f"Vad det {word}."
        assert read(book, project, Audience.PUBLIC) is not None
        sites.append(built(project, Audience.PUBLIC))
    told = " ".join(differences(*sites))
    for name in ("ordlista/index.html", "data/handbok.json", "manifest.json", ".pf_index"):
        assert name in told


# --- One way at a time ----------------------------------------------------------------------------


def seen(book: Small, project: Path, who: Audience) -> View:
    """Return a handbook as an audience sees it."""
    book.write(project)
    found = handbook.load(
        project / "data", project / "docs", date.fromisoformat(DAY), project, cache=None
    )
    assert found.errors == ()
    return found.for_audience(who)


NARROWER: Final = [(Audience.PUBLIC, "internal"), (Audience.INTERNAL, "restricted")]


@pytest.mark.parametrize(("who", "hidden"), NARROWER)
def test_a_hidden_act_is_not_known_by_name(who: Audience, hidden: str, tmp_path: Path) -> None:
    html = "<p>Enligt 18 kap. 8 § OSL, och det gäller en motpart, säger 5 § samma lag.</p>"
    book = small()
    told = [Linker(seen(book, tmp_path, who), "index/").prose(html)]
    book.find("regulation", f"regulation-{hidden}")["names"] = ["motpart"]
    told.append(Linker(seen(book, tmp_path, who), "index/").prose(html))
    assert told[0] == told[1]
    assert told[0].count("</a>") == 2


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
@pytest.mark.parametrize("source", ["public", "internal"])
def test_no_line_tells_how_much_is_hidden_above_it(
    who: Audience, source: str, tmp_path: Path
) -> None:
    book = small(source)
    views = [seen(book, tmp_path, who)]
    book.comments["regulation", "regulation-public"] = "# En kommentar\n" * 7
    views.append(seen(book, tmp_path, who))
    assert places.unverified(views[0]) == places.unverified(views[1])
    shown = [pages.source_of(view, "data/assets.yml", line) for line, view in enumerate(views, 5)]
    assert shown[0] == shown[1]


def test_those_who_see_all_see_the_lines(tmp_path: Path) -> None:
    view = seen(small(), tmp_path, Audience.RESTRICTED)
    assert "I filen" in places.unverified(view).columns
    assert str(pages.source_of(view, "data/assets.yml", 5)).endswith("data/assets.yml#L5")


@pytest.mark.parametrize("written", ["./laget/index.md", "laget//index.md", "laget/./index.md"])
def test_a_hidden_page_leaves_the_menu_however_its_path_is_written(
    written: str, project: Path
) -> None:
    book = small()
    book.nav = ["index.md", {"Hemliga läget": written}]
    book.write(project)
    site = built(project, Audience.PUBLIC)
    assert [name for name, data in site.items() if "Hemliga läget".encode() in data] == []
