"""What the environment says: the day, the audience and the folders. The only place with a clock."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from macros.records.meta import CURRENT
from macros.records.scalars import Audience

_LABEL: Final = re.compile(r"[12]\d{3}\.[1-9]\d?", re.ASCII)


class SettingError(ValueError):
    """A setting cannot be understood; its text is Swedish and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    day: date
    audience: Audience
    data: Path
    docs: Path
    cache: Path
    """Where what was read is kept for the next time."""
    edition: str
    """The label of the edition that is built: `CURRENT`, or a frozen one's, as 2026.2."""


def read(data: Path = Path("data"), docs: Path = Path("docs")) -> Settings:
    """Return the settings of the environment.

    HANDBOK_DATE (ISO) is the day, else SOURCE_DATE_EPOCH (seconds), else today. HANDBOK_AUDIENCE
    is the audience, internal if not set. HANDBOK_DATA and HANDBOK_DOCS are the folders, from the
    working folder. HANDBOK_CACHE is the folder for what is kept for the next time, the user's own
    if not set. HANDBOK_EDITION is the edition's label, `CURRENT` if not set.

    Args:
        data: the folder of facts where the environment names none.
        docs: the folder of prose where the environment names none.

    Raises:
        SettingError: a variable has a value that cannot be understood.
    """
    return Settings(
        _day(),
        _audience(),
        Path(os.environ.get("HANDBOK_DATA") or data),
        Path(os.environ.get("HANDBOK_DOCS") or docs),
        Path(os.environ.get("HANDBOK_CACHE") or user_cache_path("handbok", appauthor=False)),
        _edition(),
    )


FIRST: Final = date(1970, 1, 1)
LAST: Final = date(2099, 12, 31)
"""The days that a handbook can be judged by: what a site map and its packing can tell."""


def epoch(day: date) -> int:
    """Return the first second of a day, in seconds since 1970, UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def parse_day(text: str) -> date:
    """Return the day that an ISO date names; `SettingError` when there is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"”{text}” är ingen dag. Skriv till exempel 2026-03-01.") from None
    if day.isoformat() != text:
        raise SettingError(f"”{text}” är ingen dag. Skriv till exempel {day.isoformat()}.")
    return _possible(day)


def _possible(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise SettingError(f"Dagen {day} är för långt bort. Välj en mellan {FIRST} och {LAST}.")
    return day


def _day() -> date:
    named = os.environ.get("HANDBOK_DATE")
    if named:
        return parse_day(named)
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return datetime.now().astimezone().date()
    try:
        day = datetime.fromtimestamp(int(seconds), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingError(f"SOURCE_DATE_EPOCH är ”{seconds}”, inte ett antal sekunder.") from None
    return _possible(day)


def _audience() -> Audience:
    named = os.environ.get("HANDBOK_AUDIENCE") or "internal"
    try:
        return Audience(named)
    except ValueError:
        known = ", ".join(one.value for one in Audience)
        raise SettingError(f"HANDBOK_AUDIENCE är ”{named}”. Välj bland {known}.") from None


def parse_label(text: str) -> str:
    """Return the label of a frozen edition, as 2026.2; `SettingError` when it is none."""
    if not _LABEL.fullmatch(text):
        raise SettingError(
            f"”{text}” är ingen beteckning på en utgåva. Skriv år, punkt och nummer: 2026.2."
        )
    return text


def _edition() -> str:
    named = os.environ.get("HANDBOK_EDITION") or CURRENT
    try:
        return named if named == CURRENT else parse_label(named)
    except SettingError as error:
        raise SettingError(f"HANDBOK_EDITION: {error}") from None
