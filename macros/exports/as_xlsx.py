"""A list of requirements as a workbook: a sheet for each way to count, a row for each requirement.

Every value is written as text, never as a formula, whatever it begins with.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from macros.exports.office import ANSWERS, clean, midnight, settled

if TYPE_CHECKING:
    from datetime import date

    from macros.views.demands import Demands, Section

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula when a text is typed in."""

_WIDTHS: Final = {
    "Nr": 6,
    "Namn": 22,
    "Krav": 50,
    "Visas genom": 30,
    "Följs upp": 30,
    "Grund": 20,
    "Standard": 16,
    "Skyddar": 15,
    "Id": 20,
    "Från nivå": 7,
    "Gäller": 22,
    "Uppfylls (ja/nej)": 10,
    "Anbudsgivarens svar": 40,
}
"""How wide each column is, in characters."""

_LINE: Final = 15
"""The height of a line, in points."""

_TALLEST: Final = 409
"""The height that no row may pass, in points."""

_ROOM: Final = 200
"""Rows below the last in which an answer can be chosen, for those that a buyer adds."""


def file(listed: Demands, day: date) -> bytes:
    """Return a list of requirements as an Excel file.

    Args:
        listed: the list.
        day: the handbook's day, by which the file tells when it was made.
    """
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"title": clean(listed.title), "created": midnight(day)})
    forms = _Forms(book)
    _first(book.add_worksheet("Läs först"), forms, listed)
    for section in listed.sections:
        _sheet(book.add_worksheet(section.title), forms, listed, section)
    book.close()
    return settled(written, day)


class _Forms:
    """How cells look. Text that looks like a formula is marked as text, also to who edits it."""

    def __init__(self, book: Any) -> None:
        """Make the formats of a workbook."""
        top = {"valign": "top", "text_wrap": True}
        ruled = {**top, "border": 1, "border_color": "#9AA5B1"}
        self._plain = book.add_format(top), book.add_format({**top, "quote_prefix": True})
        self._cell = book.add_format(ruled), book.add_format({**ruled, "quote_prefix": True})
        self.title = book.add_format({**top, "bold": True, "font_size": 16})
        self.name = book.add_format({**top, "bold": True})
        self.head = book.add_format({**ruled, "bold": True, "bg_color": "#E4E9EF"})
        self.answer = book.add_format({**ruled, "bg_color": "#FFF8DC", "locked": False})

    def plain(self, text: str) -> Any:
        """Return the format of a text outside a table."""
        return self._plain[text.startswith(_FORMULA)]

    def cell(self, text: str) -> Any:
        """Return the format of a value in a table."""
        return self._cell[text.startswith(_FORMULA)]


def _first(sheet: Any, forms: _Forms, listed: Demands) -> None:
    """Write what the list is, and how to answer."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, clean(listed.title), forms.title)
    told = [*listed.about, *((one.title, one.lead) for one in listed.sections)]
    for row, (title, text) in enumerate(told, 2):
        sheet.write_string(row, 0, title, forms.name)
        sheet.write_string(row, 1, clean(text), forms.plain(text))


def _sheet(sheet: Any, forms: _Forms, listed: Demands, section: Section) -> None:
    """Write the requirements that count in one way, with room for answers."""
    rows = []
    for one in section.demands:
        facts = one.facts + (one.for_choice if listed.choosing else ())
        rows.append({"Nr": one.number, "Namn": one.requirement.name, **dict(facts)})
    titles = list(rows[0]) if rows else ["Nr", "Namn"]
    wide = [*titles, *(title for title, _ in ANSWERS)]
    for column, title in enumerate(wide):
        sheet.set_column(column, column, _WIDTHS[title])
        sheet.write_string(0, column, title, forms.head)
    for index, row in enumerate(rows, 1):
        for column, text in enumerate(row.values()):
            sheet.write_string(index, column, clean(text), forms.cell(text))
        height = _LINE * max(_lines(*cell) for cell in row.items())
        sheet.set_row(index, min(height, _TALLEST))
        for column in range(len(titles), len(wide)):
            sheet.write_blank(index, column, None, forms.answer)
    for column, (_, choices) in enumerate(ANSWERS, len(titles)):
        if choices:
            rule = {"validate": "list", "source": list(choices)}
            sheet.data_validation(1, column, len(rows) + _ROOM, column, rule)
    sheet.set_row(0, 2 * _LINE)
    sheet.autofilter(0, 0, len(rows), len(wide) - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{listed.version}&C&A&R&P (&N)")


def _lines(title: str, text: str) -> int:
    """Return how many lines a text needs in its column: not every program counts them itself."""
    return len(wrap(clean(text), _WIDTHS[title] - 2)) or 1
