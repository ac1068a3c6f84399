"""What is said of the law: every citation in records and pages, and who makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.cache import Kept
from macros.citations.read import read_one
from macros.citations.text import Cited, read_all, strangers
from macros.records.assets import Asset
from macros.records.policies import Policy
from macros.records.shape import marked
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from macros.catalog import Catalog
    from macros.citations.read import Citation, Names
    from macros.problems import Location
    from macros.prose import Call, Heading, Page
    from macros.records.base import Record
    from macros.records.read import Entry
    from macros.records.shape import Shape
    from macros.source import Path


@dataclass(frozen=True, slots=True)
class Use:
    """A citation, and where it is made.

    `kind` and `id` name the record, or ``page`` and the page's address. `path` leads to the field
    of a record, or of a page's head; `call` counts the page's calls of macros. `past` says that it
    is marked as history, `under` is the heading of a page that it stands under.
    """

    kind: str
    id: str
    cited: Cited
    past: bool = False
    path: Path = ()
    call: int | None = None
    under: Heading | None = None


class Citations:
    """Reads citations, each text once, also from one time to the next where something is kept."""

    def __init__(self, names: Names, kept: Kept | None = None) -> None:
        """Take the names of acts, and what was read before."""
        self._names = names
        self._kept = kept or Kept()

    def one(self, text: str) -> Citation | None:
        """Return the citation that a text is."""
        return self._kept.of(lambda: read_one(text, self._names), "one", self._names.digest, text)

    def all(self, text: str) -> tuple[Cited, ...]:
        """Return the citations in a text."""
        table = self._names.table()
        return self._kept.of(lambda: read_all(text, table), "all", self._names.digest, text)

    def strangers(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where a text cites a place in an act whose name is not known."""
        table = self._names.table()
        return self._kept.of(lambda: strangers(text, table), "strangers", self._names.digest, text)


def of_records(records: Mapping[str, Mapping[str, Record]], reader: Citations) -> Iterator[Use]:
    """Yield the citations of records, by kind and file order.

    Args:
        records: by kind and id.
        reader: reads the citations.
    """
    for kind, known in records.items():
        for record in known.values():
            yield from _of_fields((kind, record.id), marked(record), record.tells_of, reader)


def of_entries(entries: Iterable[Entry], reader: Citations) -> Iterator[Use]:
    """Yield the citations of records as they stand in their files, valid or not."""
    for entry in entries:
        found = entry.leaves
        tells_of = [leaf.text for leaf in found if leaf.path[0] == "tells_of"]
        shown = ((leaf.path, leaf.shape, leaf.text) for leaf in found if not leaf.is_key)
        yield from _of_fields((entry.kind.name, entry.id), shown, tells_of, reader)


def _of_fields(
    holder: tuple[str, str],
    shown: Iterable[tuple[Path, Shape, str]],
    tells_of: Collection[str],
    reader: Citations,
) -> Iterator[Use]:
    for path, shape, text in shown:
        if shape.law:
            one = reader.one(text)
            found: tuple[Cited, ...] = (_whole(one),) if one is not None and one.designation else ()
        elif shape.prose:
            found = reader.all(text)
        else:
            continue
        for cited in found:
            yield Use(*holder, cited, cited.designation in tells_of, path)


def _whole(one: Citation) -> Cited:
    """Return a citation that is the whole of its text."""
    return Cited(0, len(one.text), one.text, one.designation, one.place)


def of_pages(pages: Mapping[str, Page], reader: Citations) -> Iterator[Use]:
    """Yield the citations of pages of prose, by address."""
    for address in sorted(pages):
        yield from _of_page(pages[address], reader)


def _of_page(page: Page, reader: Citations) -> Iterator[Use]:
    for field in ("title", "description"):
        for cited in reader.all(getattr(page.front, field)):
            yield Use("page", page.address, cited, path=(field,))
    shown = {number: place for place, number in page.text.called.items()}
    for number, call in enumerate(page.calls):
        start, end = shown.get(number, (0, 0))
        past = start < end and page.text.is_past(start, end)
        under = page.text.under(start) if start < end else None
        for cited in _of_call(call, reader):
            yield Use("page", page.address, cited, past, (), number, under)
    for cited in reader.all(page.text.plain):
        start, end = cited.start, cited.end
        if not page.text.in_call(start, end):  # Else its call has been counted.
            past, under = page.text.is_past(start, end), page.text.under(start)
            yield Use("page", page.address, cited, past, under=under)


def _of_call(call: Call, reader: Citations) -> Iterator[Cited]:
    """Yield what a call cites: by an argument that is a citation, and in other words to show."""
    signature = SIGNATURES.get(call.name)
    said = given(call, signature) if signature is not None else {}
    for parameter in signature.parameters if signature is not None else ():
        text = said.get(parameter.name)
        if not isinstance(text, str):
            continue
        if parameter.law:
            one = reader.one(text)
            if one is not None and one.designation:
                yield _whole(one)
        elif parameter.type is str and not parameter.ref and not parameter.choices:
            yield from reader.all(text)


def last_review(record: Record, day: date) -> date | None:
    """Return when a record was last gone through, None where nothing says so.

    Args:
        record: any record; an asset's reviews and a policy's adoptions count as such.
        day: what is planned after it does not count.
    """
    days = [record.reviewed] if record.reviewed else []
    if isinstance(record, Asset):
        days.extend(one.date for one in record.reviews or ())
    if isinstance(record, Policy):
        days.extend(one.date for one in record.adoptions)
    return max((one for one in days if one <= day), default=None)


def location(use: Use, catalog: Catalog) -> Location:
    """Return where in its file a citation stands."""
    if use.kind != "page":
        return catalog.entries[use.kind][use.id].at(*use.path)
    page = catalog.pages[use.id]
    if use.call is not None:
        return page.calls[use.call].location
    if use.path:
        return page.text.head(str(use.path[0]))
    return page.text.place(use.cited.start, use.cited.end)
