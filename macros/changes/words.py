"""The words in which changes are told: who they concern, and values as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from macros.records.reference import Country
from macros.views import values
from macros.views.values import Group, Many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.handbook import View
    from macros.records.base import Record
    from macros.records.shape import Shape

_DEFINITE: Final = {
    "organisation": "enheten",
    "role": "rollen",
    "asset": "tillgången",
    "processing": "behandlingen",
    "supplier": "leverantören",
    "procurement": "upphandlingen",
    "requirement": "kravet",
    "policy": "styrdokumentet",
    "recommendation": "rekommendationen",
    "regulation": "lagen",
    "duty": "rapportplikten",
    "delegation": "delegationen",
    "country": "landet",
    "term": "ordet",
    "classification": "aspekten",
    "exception": "undantaget",
    "edition": "utgåvan",
    "change": "ändringen",
}
"""What one of a kind is called where it is known which one."""

LONG: Final = 60
"""A longer text is not told in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two views that are compared, and what the sentences are about."""

    before: View
    after: View
    about: str
    """As in the middle of a sentence: leverantören Molnbolaget."""

    @property
    def subject(self) -> str:
        """Return what the sentences are about as a sentence begins."""
        return self.about[:1].upper() + self.about[1:]

    def name(self, kind: str, record_id: str) -> str:
        """Return the name of a record, as it is afterwards where it is there then."""
        record = self.after.records[kind].get(record_id) or self.before.records[kind].get(record_id)
        return record.name if record is not None and record.name else record_id

    def countries(self, ids: Sequence[str]) -> str:
        """Return the names of countries, and which of them are outside the EEA."""
        return joined([self._country(one) for one in ids])

    def is_outside(self, record_id: str) -> bool:
        """Say whether a country is known to be outside the EEA."""
        return is_outside(self.after, record_id) or (
            record_id not in self.after.records["country"] and is_outside(self.before, record_id)
        )

    def _country(self, record_id: str) -> str:
        outside = " (utanför EES)" if self.is_outside(record_id) else ""
        return f"{self.name('country', record_id)}{outside}"

    def old(self, shape: Shape, value: Any, name: str) -> str:
        """Return a value as it was."""
        return _flat(values.of(self.before, shape, value, name))

    def new(self, shape: Shape, value: Any, name: str) -> str:
        """Return a value as it becomes."""
        return _flat(values.of(self.after, shape, value, name))


def is_outside(view: View, country: str) -> bool:
    """Say whether a country is known to be outside the EEA."""
    known = view.find("country", country, Country)
    return known is not None and not known.eea


def about(kind: str, record: Record) -> str:
    """Return a record as in the middle of a sentence."""
    return f"{_DEFINITE[kind]} {record.name}"


def joined(parts: Sequence[str]) -> str:
    """Return a Swedish enumeration."""
    if len(parts) < 2:  # noqa: PLR2004 - one needs no word between
        return "".join(parts)
    return f"{', '.join(parts[:-1])} och {parts[-1]}"


def day(value: Any) -> str:
    """Return a day as Swedish writes it."""
    return _flat(values.day(value))


def _flat(value: Any) -> str:
    """Return a shown value as plain text on one line."""
    if value is None:
        return ""
    if isinstance(value, Many):
        return joined([_flat(one) for one in value.items])
    if isinstance(value, Group):
        return ", ".join(f"{fact.title.lower()} {_flat(fact.value)}" for fact in value.facts)
    return " ".join(str(value.text).split()).rstrip(".")


def sentence(text: str) -> str:
    """Return a sentence with one full stop, where it ends with a name that has one of its own."""
    return text.rstrip(".") + "."
