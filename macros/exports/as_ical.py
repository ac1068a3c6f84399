"""What is due, as a calendar to subscribe to (iCalendar, RFC 5545).

The same input gives the same bytes: the stamp is the handbook's day, no clock. An event is known
by its record and the field that holds its day, so a subscriber sees it move and never twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from macros.records.meta import CURRENT
from macros.views import due, editions, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.handbook import View
    from macros.views.due import Due

NAME: Final = "laget.ics"
"""The file's name in an export and below ``/data/``."""

_WIDTH: Final = 75
"""A line is no longer than this, in octets, without its end."""

_ESCAPED: Final = re.compile(r"[\\;,]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def text(view: View) -> str:
    """Return all that is due, by the fields that the audience sees, as one calendar."""
    root = view.root
    name = f"Säkerhetshandboken, {root.name}" if root else "Säkerhetshandboken"
    # Two municipalities may well have records of the same ids.
    place = (root.organisation_number or root.id) if root else "handboken"
    address = editions.address_of(view)
    site = f"{address.rstrip('/')}/{CURRENT}/" if address is not None else None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Handbok//Vad som förfaller//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    for one in due.everything(view):
        lines.extend(_event(view, one, place, site))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(view: View, one: Due, place: str, site: str | None) -> Iterator[str]:
    """Yield the lines of an event: a whole day, that takes nobody's time."""
    late = one.day < view.day
    told = f"Senast {values.day(one.day).text}{', och är försenat' if late else ''}."
    yield "BEGIN:VEVENT"
    # The id it had first: a record with a new name is still the same to a subscriber.
    known_as = (one.record.previous_ids or (one.record.id,))[0]
    yield f"UID:{one.kind}/{known_as}/{one.field}@{place}.handbok"
    yield f"DTSTAMP:{_day(view.day)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(one.day)}"
    yield f"SUMMARY:{_text(f'{one.what}: {values.title(one.kind, one.record)}')}"
    yield f"DESCRIPTION:{_text(f'{one.name}. {told}')}"
    if site is not None:
        yield f"URL:{site.rstrip('/')}/{one.link.address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    r"""Return text as a value: ``\``, ``;`` and ``,`` escaped, line ends written ``\n``."""
    plain = _CONTROL.sub(" ", value)
    return _ESCAPED.sub(lambda match: f"\\{match[0]}", plain).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line as lines of at most 75 octets, cut between characters; the later begin blank."""
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _WIDTH:
            yield part
            part, size = " ", 1
        part += char
        size += width
    yield part
