"""The types of single values: text becomes dates, numbers and references, or a Swedish refusal.

Every value arrives as text (`macros.source` guesses nothing), so each type here says both what it
accepts and, when it refuses, how to mend it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from stdnum.se import orgnr

MAX_TEXT = 20_000
"""A single text longer than this, in characters, is refused."""


class Audience(StrEnum):
    """Who may see something. Each holds the next: restricted sees all that internal sees."""

    RESTRICTED = "restricted"
    INTERNAL = "internal"
    PUBLIC = "public"

    @property
    def rank(self) -> int:
        """Return 0 for public, 1 for internal, 2 for restricted."""
        return ("public", "internal", "restricted").index(self.value)

    def sees(self, other: Audience) -> bool:
        """Say whether this audience may see what is meant for `other`."""
        return other.rank <= self.rank

    @property
    def label(self) -> str:
        """Return the audience's Swedish name."""
        return {
            "public": "Alla",
            "internal": "Medarbetare",
            "restricted": "Samordnare och ledning",
        }[self.value]


class Choice(StrEnum):
    """A closed list of values, each with its Swedish label."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member whose value stands in the file and whose label a reader sees."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a text as the id of a record of another kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class LawText:
    """Marks a text as one legal citation, such as ``18 kap. 8 § OSL``."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a text as running text, in which the law may be cited."""


def refused(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error by which a validator says what is wrong, with a code of ours."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _text(value: object) -> object:
    if isinstance(value, list | dict):
        raise refused(
            "HB112",
            "Här väntades text, inte en lista eller flera fält.",
            "Skriv värdet på samma rad som fältet. Text på flera rader inleds med ”>-”.",
        )
    if isinstance(value, str):
        if not value.strip():
            raise refused("HB112", "Texten är tom.", "Skriv något, eller ta bort fältet.")
        if len(value) > MAX_TEXT:
            raise refused("HB112", f"Texten är längre än {MAX_TEXT} tecken.", "Korta den.")
        if _INVISIBLE.search(value):
            raise refused(
                "HB112",
                "Texten innehåller osynliga styrtecken.",
                "Skriv om texten för hand i stället för att klistra in den.",
            )
        return value.strip()
    return value


# Control characters, and those that turn the direction of text and can hide what it says.
MAX_SLUG = 80
"""An id longer than this, in characters, is refused: it stands in addresses."""

_INDEX = "index"
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_PHONE = re.compile(r"(?:\+46|0)[\d -]{5,14}\d|\d{2,6}", re.ASCII)
_URL = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[^\s<>\"'`\\]*)?")
_YES = {"true": True, "false": False}


def slugged(value: str) -> str:
    """Return `value` as an id would be written: lower case, without å ä ö, words by hyphens."""
    plain = value.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def is_url(value: str) -> bool:
    """Say whether a text is a web address, and nothing but one."""
    return _URL.fullmatch(value) is not None


def is_slug(value: str) -> bool:
    """Say whether a text is written as an id."""
    return bool(_SLUG.fullmatch(value)) and len(value) <= MAX_SLUG


def is_id(value: str) -> bool:
    """Say whether a text can be an id: a page named index has its folder's address."""
    return is_slug(value) and value != _INDEX


def _slug(value: object) -> object:
    value = _text(value)
    if value == _INDEX:
        raise refused(
            "HB115",
            f"”{_INDEX}” är namnet på mappens första sida.",
            "Välj ett annat id, som säger vad posten är.",
        )
    if isinstance(value, str) and not is_slug(value):
        better = slugged(value)[:MAX_SLUG].strip("-")
        raise refused(
            "HB115",
            f"”{value}” kan inte stå i en adress.",
            "Använd bara a–z, siffror och bindestreck"
            + (f", till exempel ”{better}”." if better else "."),
        )
    return value


def _day(value: object) -> object:
    value = _text(value)
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            raise refused(
                "HB112",
                f"”{value}” är inget datum.",
                "Skriv år-månad-dag, till exempel 2026-03-01.",
            )
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise refused(
                "HB112", f"{value} finns inte i kalendern.", "Kontrollera månad och dag."
            ) from None
    return value


def _whole(value: object) -> object:
    value = _text(value)
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
            raise refused("HB112", f"”{value}” är inget heltal.", "Skriv ett tal utan enhet.")
        return int(value)
    return value


def _flag(value: object) -> object:
    value = _text(value)
    if isinstance(value, str):
        if value not in _YES:
            meant = {"ja": "true", "yes": "true", "nej": "false", "no": "false"}.get(value.lower())
            raise refused(
                "HB112",
                f"”{value}” är varken sant eller falskt.",
                f"Skriv {meant}." if meant else "Skriv true eller false.",
            )
        return _YES[value]
    return value


def _matches(pattern: re.Pattern[str], what: str, hint: str) -> BeforeValidator:
    def check(value: object) -> object:
        value = _text(value)
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise refused("HB112", f"”{value}” är {what}.", hint)
        return value

    return BeforeValidator(check)


def _organisation_number(value: object) -> object:
    value = _text(value)
    if isinstance(value, str):
        digits = value.replace("-", "")
        if not re.fullmatch(r"\d{6}-?\d{4}", value, re.ASCII):
            raise refused("HB112", f"”{value}” är inget organisationsnummer.", "Skriv NNNNNN-NNNN.")
        if not orgnr.is_valid(digits):
            raise refused(
                "HB114",
                f"Kontrollsiffran i {value} stämmer inte.",
                "Jämför med registreringsbeviset: en siffra är fel eller två har bytt plats.",
            )
        return f"{digits[:6]}-{digits[6:]}"
    return value


Label = Annotated[str, BeforeValidator(_text)]
"""What something is called: no running text."""
Text = Annotated[Label, Prose()]
Slug = Annotated[str, BeforeValidator(_slug), Field(json_schema_extra={"pattern": _SLUG.pattern})]
Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Mailbox = Annotated[
    str,
    _matches(_MAIL, "ingen e-postadress", "Skriv en funktionsbrevlåda, med små bokstäver."),
]
Phone = Annotated[
    str,
    _matches(_PHONE, "inget telefonnummer", "Skriv till exempel 0123-45 67 89 eller +46 123 45."),
]
Url = Annotated[str, _matches(_URL, "ingen webbadress", "Skriv hela adressen, med https://.")]
OrganisationNumber = Annotated[
    str, BeforeValidator(_organisation_number), WithJsonSchema({"type": "string"})
]
CountryCode = Annotated[
    str,
    _matches(
        re.compile("[A-Z]{2}"), "ingen landskod", "Skriv två stora bokstäver, till exempel SE."
    ),
]
Designation = Annotated[
    str,
    _matches(
        re.compile(
            r"[12]\d{3}:[1-9]\d{0,3}|1\d{3}:\d{2,4} s\. [1-9]\d{0,3}"
            r"|[A-ZÅÄÖ][A-ZÅÄÖa-zåäö-]{0,9}FS \d{4}:[1-9]\d{0,3}|3\d{4}[A-Z]\d{4}",
            re.ASCII,
        ),
        "ingen beteckning",
        "Skriv till exempel 2009:400, HSLF-FS 2016:40 eller CELEX-numret 32016R0679.",
    ),
]
Paragraph = Annotated[
    str,
    _matches(re.compile("§ [1-9][0-9]{0,4}"), "ingen paragraf", "Skriv till exempel § 142."),
]
TextHash = Annotated[
    str,
    _matches(
        re.compile("[0-9a-f]{64}"),
        "ingen SHA-256",
        "Skriv den inte för hand: kör handbok adopt.",
    ),
]
Citation = Annotated[Label, LawText()]

T = TypeVar("T")

Guarded: TypeAlias = T | None
"""Required in the file, but None to an audience that may not see it."""

UnitRef = Annotated[Slug, RefTo("organisation")]
RoleRef = Annotated[Slug, RefTo("role")]
AssetRef = Annotated[Slug, RefTo("asset")]
ProcessingRef = Annotated[Slug, RefTo("processing")]
SupplierRef = Annotated[Slug, RefTo("supplier")]
RequirementRef = Annotated[Slug, RefTo("requirement")]
PolicyRef = Annotated[Slug, RefTo("policy")]
RecommendationRef = Annotated[Slug, RefTo("recommendation")]
RegulationRef = Annotated[Slug, RefTo("regulation")]
DutyRef = Annotated[Slug, RefTo("duty")]
CountryRef = Annotated[Slug, RefTo("country")]
TermRef = Annotated[Slug, RefTo("term")]
AspectRef = Annotated[Slug, RefTo("classification")]
EditionRef = Annotated[Slug, RefTo("edition")]
