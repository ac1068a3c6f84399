"""What Word's and Excel's files share: text that XML can hold, and bytes that no clock has seen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from datetime import date

ANSWERS: Final = (("Uppfylls (ja/nej)", ("Ja", "Nej")), ("Anbudsgivarens svar", ()))
"""What the tenderer fills in: titles, each with the answers to choose among, if any."""

_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YEARS: Final = 1980, 2107
"""The years that a zip can tell."""


def clean(text: str) -> str:
    """Return text without the characters that XML cannot hold, every line's end told in one way."""
    return _NO_XML.sub(" ", re.sub("\r\n?", "\n", text))


def midnight(day: date) -> datetime:
    """Return the beginning of a day, as the properties of a document tell a time."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def settled(written: BytesIO, day: date) -> bytes:
    """Return a written zip anew, so that the same content gives the same bytes everywhere.

    Every part has the day as its time. Nothing is compressed: two versions of a compressor need
    not agree.
    """
    year = min(max(day.year, _YEARS[0]), _YEARS[1])
    anew = BytesIO()
    with ZipFile(written) as before, ZipFile(anew, "w", ZIP_STORED) as after:
        for part in before.infolist():
            info = ZipInfo(part.filename, (year, day.month, day.day, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            after.writestr(info, before.read(part))
    return anew.getvalue()
