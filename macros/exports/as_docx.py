"""A list of requirements as a document: a chapter for each way to count, a table for each one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from macros.exports.office import ANSWERS, clean, midnight, settled

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    from macros.views.demands import Demands

_PAGE: Final = Cm(21), Cm(29.7)
_MARGIN: Final = Cm(2)
_COLUMNS: Final = Cm(4.4), Cm(12.6)
_GRID: Final = "Table Grid"
_UNUSED: Final = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""What the library's template brings, and a list has no use for."""

_FONT: Final = "Calibri"
_INK: Final = RGBColor(0x1B, 0x2A, 0x3A)


def file(listed: Demands, day: date) -> bytes:
    """Return a list of requirements as a Word file.

    Args:
        listed: the list.
        day: the handbook's day, by which the file tells when it was made.
    """
    document = docx.Document()
    _set_up(document, listed, day)
    document.add_heading(clean(listed.title), 0)
    _facts(document, listed.about)
    for section in listed.sections:
        document.add_heading(section.title, 1)
        document.add_paragraph(section.lead)
        if not section.demands:
            document.add_paragraph("Inga krav i den här delen.")
        for one in section.demands:
            document.add_heading(clean(f"{one.number}. {one.requirement.name}"), 2)
            facts = one.facts + (one.for_choice if listed.choosing else ())
            table = _facts(document, [fact for fact in facts if fact[1]])
            for title, _ in ANSWERS:
                _row(table, title, "", fill="FFF8DC")
            # The last row is the tenderer's to write in.
            table.rows[-1].height = Cm(1.6)
            for cell in table.column_cells(0)[:-1]:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    written = BytesIO()
    document.save(written)
    written.seek(0)
    return settled(written, day)


def _set_up(document: Document, listed: Demands, day: date) -> None:
    """Set the page, the language and the properties: the template's are of somebody else."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    properties = document.core_properties
    properties.title = clean(listed.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = midnight(day)
    properties.language = "sv-SE"
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            del relations[key]
    _style(document)
    _numbered(section.footer.paragraphs[0], f"Version {listed.version}, sida ")


def _style(document: Document) -> None:
    """Keep the styles that a list uses, in Swedish and in one face."""
    styles = document.styles
    for style in [one for one in styles if one.type is WD_STYLE_TYPE.TABLE]:
        if style.name not in ("Normal Table", _GRID):
            style.delete()
    for side in ("top", "bottom"):
        for edge in styles[_GRID].element.iter(qn(f"w:{side}")):
            if edge.getparent().tag == qn("w:tblCellMar"):
                edge.set(qn("w:w"), "50")
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        font = styles[name].font
        font.name = _FONT
        fonts = styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        font.color.rgb = _INK
    styles["Normal"].font.size = Pt(10.5)


def _numbered(paragraph: Paragraph, text: str) -> None:
    """Write a text and the page's number, which Word counts."""
    paragraph.add_run(text)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - the library has no word for a field


def _facts(document: Document, facts: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> Table:
    """Add a table of titles and values."""
    table: Table = document.add_table(rows=0, cols=2)
    table.style = _GRID
    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = width
    for title, text in facts:
        _row(table, title, text)
    return table


def _row(table: Table, title: str, text: str, fill: str = "") -> None:
    """Add a row that no page break divides."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it bare
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
    for cell, value, width in zip(row.cells, (title, text), _COLUMNS, strict=True):
        cell.width = width
        cell.text = clean(value)
    row.cells[0].paragraphs[0].runs[0].bold = True
    if fill:
        _fill(row.cells[1], fill)


def _fill(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above
