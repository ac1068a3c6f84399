"""All of ``data/`` and ``docs/``: one record per id, one page per address."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from macros import prose, source, statutes
from macros.cache import Kept
from macros.citations.read import Names
from macros.problems import Location, Problem, problem
from macros.records.files import data_files
from macros.records.kinds import KINDS
from macros.records.law import Regulation
from macros.records.read import Entry, read_file
from macros.records.reference import Country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from macros.records.base import Record
    from macros.source.disk import Named


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: all its text, with comments and what no field holds.

    `kind` is the kind of record in it, None for a page.
    """

    path: str
    text: str
    kind: str | None = None


@dataclass(frozen=True)
class Catalog:
    """What was read, before any of it is judged as a whole.

    `entries` holds the records by kind and id, valid or not, `pages` the prose by address,
    `names` the names of acts. `incomplete` names the kinds of which something could not be read:
    what seems to be missing there may only be unread, and is not reported. `page_files` are all
    pages, read or not, `images` the images beside them, `sources` all files that could be opened.
    """

    entries: Mapping[str, Mapping[str, Entry]]
    pages: Mapping[str, prose.Page]
    names: Names
    problems: tuple[Problem, ...] = ()
    incomplete: frozenset[str] = frozenset()
    page_files: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    sources: tuple[Source, ...] = ()
    absent: frozenset[str] = frozenset()
    """The kinds that have no file at all."""
    acts_are_whole: bool = True
    """Whether every act could be read: only then is an act that is not found unknown."""
    menu: tuple[prose.MenuItem, ...] | None = None
    """What the menu leads to, in its order; None where there is none to ask."""
    menu_file: str = prose.MENU_FILE
    """The file that holds the menu, as it is named in problems."""

    def all(self) -> Iterator[Entry]:
        """Yield every entry, by kind and then by the order of the files."""
        for known in self.entries.values():
            yield from known.values()

    def records(self) -> dict[str, dict[str, Record]]:
        """Return the valid records by kind and id."""
        return {
            kind: {key: entry.record for key, entry in known.items() if entry.record is not None}
            for kind, known in self.entries.items()
        }


def load(data: Path, docs: Path, root: Path | None = None, kept: Kept | None = None) -> Catalog:
    """Read everything below two folders.

    Args:
        data: the folder of facts.
        docs: the folder of prose.
        root: the folder from which files are named; the working folder where it is None.
        kept: what was read before; None reads everything.

    Returns:
        The catalog, with all problems of all files.
    """
    named = partial(_named, root or Path.cwd())
    for folder, variable in ((data, "HANDBOK_DATA"), (docs, "HANDBOK_DOCS")):
        if not folder.is_dir():
            hint = f"Kontrollera sökvägen, eller variabeln {variable}."
            missing = problem("HB101", Location(named(folder)), "Mappen finns inte.", hint)
            nothing: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
            return Catalog(nothing, {}, Names({}), (missing,))
    problems: list[Problem] = []
    sources: list[Source] = []
    entries, incomplete = _read_data(data, problems, sources, named)
    _check_previous(entries, problems)
    _name_countries(entries["country"])
    names = _names(entries["regulation"])
    acts = entries["regulation"].values()
    absent = frozenset(KINDS) - incomplete - {source.kind for source in sources}
    whole = "regulation" not in incomplete | absent
    whole = whole and all(one.record is not None for one in acts)
    inside = prose.contents(docs, named)
    problems.extend(inside.problems)
    before = kept or Kept()

    def read(content: bytes, path: Path) -> tuple[prose.Page | None, tuple[Problem, ...]]:
        within = path.relative_to(docs).as_posix()
        return before.answer(prose.read, content, named(path), within)

    pages = _read_pages(read, inside.pages, problems, sources, named)
    for path in sorted(docs / one for one in inside.images):
        problems.extend(_wrong_with_image(path, before, problems, named))
    return Catalog(
        entries,
        pages,
        names,
        tuple(problems),
        incomplete,
        frozenset(path.relative_to(docs).as_posix() for path in inside.pages),
        frozenset(inside.images),
        tuple(sources),
        absent,
        acts_are_whole=whole,
        menu=prose.menu(docs),
        menu_file=named(docs.parent / prose.MENU_FILE),
    )


def entries(data: Path) -> Mapping[str, Mapping[str, Entry]]:
    """Return the records of a folder of facts by kind and id, whatever is wrong with the rest."""
    return _read_data(data, [], [], partial(_named, Path.cwd()))[0]


def _read_data(
    data: Path, problems: list[Problem], sources: list[Source], named: Named
) -> tuple[dict[str, dict[str, Entry]], frozenset[str]]:
    """Return the records by kind and id, and the kinds of which something was not read."""
    entries: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    inside = data_files(data, named)
    problems.extend(inside.problems)
    incomplete = inside.incomplete
    for path, kind in inside.files:
        content = _bytes(path, problems, named)
        if content is None:
            incomplete.add(kind.name)
            continue
        sources.append(Source(named(path), _text(content), kind.name))
        node, found = source.read(content, named(path))
        problems.extend(found)
        read, wrong = read_file(kind, node, named(path))
        problems.extend(wrong)
        if (node is None and found) or any(one.record is None for one in wrong):
            incomplete.add(kind.name)
        for entry in read:
            _add(entries[kind.name], entry, problems)
    return entries, frozenset(incomplete)


def _read_pages(
    read: Callable[[bytes, Path], tuple[prose.Page | None, tuple[Problem, ...]]],
    paths: Iterable[Path],
    problems: list[Problem],
    sources: list[Source],
    named: Named,
) -> dict[str, prose.Page]:
    """Return the pages by address."""
    pages: dict[str, prose.Page] = {}
    for path in paths:
        content = _bytes(path, problems, named)
        if content is None:
            continue
        sources.append(Source(named(path), _text(content)))
        page, found = read(content, path)
        problems.extend(found)
        if page is None:
            continue
        if page.address in pages:
            said = f"Sidan har samma adress som {pages[page.address].path}."
            hint = "Byt namn på den ena filen."
            problems.append(problem("HB202", Location(named(path)), said, hint))
        pages[page.address] = page
    return pages


def _wrong_with_image(
    path: Path, kept: Kept, problems: list[Problem], named: Named
) -> Iterator[Problem]:
    """Yield what an image carries that must not be published, or that it is none."""
    content = _bytes(path, problems, named)
    if content is None:
        return
    where = Location(named(path))
    carried = kept.answer(prose.carried, content)
    if carried is None:
        hint = "Spara om den som PNG eller JPEG, högst 10 MB stor."
        yield problem("HB101", where, "Bilden går inte att läsa.", hint)
    elif carried:
        yield problem(
            "HB705",
            where,
            f"I bilden står {' och '.join(carried)}.",
            "Ta bort bildens egenskaper och spara om den, eller ta en skärmbild av den.",
        )


def _bytes(path: Path, problems: list[Problem], named: Named) -> bytes | None:
    """Read a file, but no more than what is certainly too much; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(source.MAX_BYTES + 1)
    except OSError:
        hint = "Är det en mapp, eller en länk till en fil som är borta? Ta bort den."
        problems.append(problem("HB101", Location(named(path)), "Filen kan inte läsas.", hint))
        return None


def _text(content: bytes) -> str:
    """Return a file's text with an editor's lines; what is no UTF-8 does not hide the rest."""
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _named(root: Path, path: Path) -> str:
    """Return a path as an editor knows it: from a folder, where it lies below that."""
    try:
        # Not resolved: an editor knows the link, not what it leads to.
        return Path(os.path.abspath(path)).relative_to(root).as_posix()  # noqa: PTH100
    except ValueError:
        return path.as_posix()


def _add(known: dict[str, Entry], entry: Entry, problems: list[Problem]) -> None:
    first = known.get(entry.id)
    if first is None:
        known[entry.id] = entry
        return
    problems.append(
        problem(
            "HB202",
            entry.at("id"),
            f"Id ”{entry.id}” används redan på {first.path}, rad {first.node.line}.",
            "Ge den ena posten ett annat id.",
            entry.key,
        )
    )


def _check_previous(entries: Mapping[str, Mapping[str, Entry]], problems: list[Problem]) -> None:
    for known in entries.values():
        taken: dict[str, Entry] = {}
        for entry in known.values():
            for index, old in enumerate(entry.record.previous_ids if entry.record else ()):
                other = known.get(old) or taken.get(old)
                if other is not None:
                    problems.append(
                        problem(
                            "HB203",
                            entry.at("previous_ids", index),
                            f"Det tidigare id:t ”{old}” används av {other.key}.",
                            "Ta bort det här, eller ge den andra posten ett annat id.",
                            entry.key,
                        )
                    )
                taken[old] = entry


def _name_countries(countries: dict[str, Entry]) -> None:
    """Give each country without a name its Swedish one."""
    territories = Locale("sv").territories
    for key, entry in countries.items():
        record = entry.record
        if isinstance(record, Country) and not record.name:
            named = record.model_copy(update={"name": territories.get(record.code, record.code)})
            countries[key] = Entry(entry.kind, entry.id, entry.path, entry.node, named)


def _names(regulations: Mapping[str, Entry]) -> Names:
    acts = (entry.record for entry in regulations.values())
    return Names(statutes.names(one for one in acts if isinstance(one, Regulation)))
