"""What is said of the law: every citation in records and pages, and who makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.citations.read import read_one
from macros.citations.text import Cited, read_all
from macros.problems import Location
from macros.prose import BOUNDARY
from macros.records.assets import Asset
from macros.records.law import Regulation
from macros.records.policies import Policy
from macros.records.shape import leaves, marked
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from macros.catalog import Catalog
    from macros.citations.read import Citation, Names
    from macros.prose import Heading, Page, Span
    from macros.records.base import Record
    from macros.records.read import Entry
    from macros.records.shape import Shape
    from macros.source import Path


@dataclass(frozen=True, slots=True)
class Use:
    """A citation, and where it is made.

    `kind` and `id` name the record, or ``page`` and the page's address. `path` leads to the field
    of a record; `call` counts the page's calls of macros, `span` its blocks of text. `past` says
    that it is marked as history.
    """

    kind: str
    id: str
    cited: Cited
    past: bool = False
    path: Path = ()
    span: Span | None = None
    call: int | None = None

    @property
    def under(self) -> Heading | None:
        """Return the heading of a page under which it is made."""
        return self.span.under if self.span else None


def of_records(records: Mapping[str, Mapping[str, Record]], names: Names) -> Iterator[Use]:
    """Yield the citations of records, by kind and file order.

    Args:
        records: by kind and id.
        names: the names of acts.
    """
    for kind, known in records.items():
        for record in known.values():
            own = record.designation if isinstance(record, Regulation) else ""
            yield from _of_fields((kind, record.id), marked(record), own, record.tells_of, names)


def of_entries(entries: Iterable[Entry], names: Names) -> Iterator[Use]:
    """Yield the citations of records as they stand in their files, valid or not."""
    for entry in entries:
        found = tuple(leaves(entry.kind.model, entry.node))
        own = [leaf.text for leaf in found if leaf.path == ("designation",)]
        tells_of = [leaf.text for leaf in found if leaf.path[0] == "tells_of"]
        shown = ((leaf.path, leaf.shape, leaf.text) for leaf in found if not leaf.is_key)
        yield from _of_fields((entry.kind.name, entry.id), shown, "".join(own), tells_of, names)


def _of_fields(
    holder: tuple[str, str],
    shown: Iterable[tuple[Path, Shape, str]],
    own: str,
    tells_of: Collection[str],
    names: Names,
) -> Iterator[Use]:
    for path, shape, text in shown:
        if shape.law:
            one = read_one(text, names)
            found: tuple[Cited, ...] = (_whole(one),) if one is not None and one.designation else ()
        elif shape.prose:
            # What an act's own page says of the act relies on nothing.
            found = tuple(one for one in read_all(text, names.table()) if one.designation != own)
        else:
            continue
        for cited in found:
            yield Use(*holder, cited, cited.designation in tells_of, path)


def _whole(one: Citation) -> Cited:
    """Return a citation that is the whole of its text."""
    return Cited(0, len(one.text), one.text, one.designation, one.place)


def of_pages(pages: Mapping[str, Page], names: Names) -> Iterator[Use]:
    """Yield the citations of pages of prose, by address."""
    for address in sorted(pages):
        yield from _of_page(pages[address], names)


def _of_page(page: Page, names: Names) -> Iterator[Use]:
    for number, call in enumerate(page.calls):
        signature = SIGNATURES.get(call.name)
        for parameter in signature.parameters if signature is not None else ():
            text = given(call, signature).get(parameter.name) if signature else None
            one = read_one(text, names) if parameter.law and isinstance(text, str) else None
            if one is not None and one.designation:
                span = _around(page, number)
                past = span is not None and span.past
                yield Use("page", page.address, _whole(one), past, (), span, number)
    text = BOUNDARY.join(span.text for span in page.spans)
    spans = iter(page.spans)
    begin, span = 0, next(spans, None)
    for cited in read_all(text, names.table()):
        while span is not None and cited.start > begin + len(span.text):
            begin, span = begin + len(span.text) + len(BOUNDARY), next(spans, None)
        if span is None:
            break
        start, end = cited.start - begin, cited.end - begin
        if any(first <= start and end <= last for first, last in span.called):
            continue  # Its call has been counted.
        moved = Cited(start, end, cited.text, cited.designation, cited.place, cited.last)
        yield Use("page", page.address, moved, span.past, (), span)


def _around(page: Page, number: int) -> Span | None:
    """Return the block of text in which a call stands."""
    place = page.calls[number].location
    holding = (one for one in page.spans for row in one.rows if row[1].line == place.line)
    return next(holding, None)


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
    return use.span.at(use.cited.start, use.cited.end) if use.span else Location(page.path)
