"""The table of kinds: which file holds which records, and under which address they are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from macros.records.assets import Asset
from macros.records.classification import Aspect
from macros.records.law import Duty, Regulation
from macros.records.meta import ChangeRecord, EditionRecord, Exemption
from macros.records.organisation import Delegation, Role, Unit
from macros.records.policies import Policy, Recommendation
from macros.records.processings import Processing
from macros.records.procurements import Procurement, Requirement
from macros.records.reference import Country, Term
from macros.records.suppliers import Supplier

if TYPE_CHECKING:
    from macros.records.base import Record


class Owner(Enum):
    """Who owns the page of a record."""

    DATA = "data"
    """The record alone: `pages` writes ``<folder>/<id>/``."""
    PROSE = "prose"
    """An editor: ``docs/<folder>/<id>.md`` gets a fact box."""
    SHARED = "shared"
    """Many records on one page, each with an anchor: ``<folder>/#<id>``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `name` is the kind's English name in references and codes, `file` its file or folder in
    ``data/`` without suffix, `one` and `many` its Swedish names, `folder` the address of its
    pages without slashes at the ends. `made` says that a command writes the records, and nobody
    by hand.
    """

    name: str
    file: str
    model: type[Record]
    one: str
    many: str
    owner: Owner
    folder: str
    made: bool = False

    def address(self, record_id: str) -> str:
        """Return the address of a record's page from the site's root, as ``register/…/id/``."""
        if self.owner is Owner.SHARED:
            return f"{self.folder}/#{record_id}"
        return f"{self.folder}/{record_id}/"


def _table(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


_D, _P, _S = Owner.DATA, Owner.PROSE, Owner.SHARED

KINDS = _table(
    Kind("organisation", "organisation", Unit, "Enhet", "Enheter", _S, "organisation"),
    Kind("role", "roles", Role, "Roll", "Roller", _P, "roller"),
    Kind("asset", "assets", Asset, "Tillgång", "Tillgångar", _D, "register/tillgangar"),
    Kind(
        "processing",
        "processings",
        Processing,
        "Behandling",
        "Behandlingar av personuppgifter",
        _D,
        "register/behandlingar",
    ),
    Kind(
        "supplier", "suppliers", Supplier, "Leverantör", "Leverantörer", _D, "register/leverantorer"
    ),
    Kind(
        "procurement",
        "procurements",
        Procurement,
        "Upphandling",
        "Upphandlingar",
        _D,
        "register/upphandlingar",
    ),
    Kind("requirement", "requirements", Requirement, "Krav", "Krav", _S, "krav"),
    Kind("policy", "policies", Policy, "Styrdokument", "Styrdokument", _P, "styrdokument"),
    Kind(
        "recommendation",
        "recommendations",
        Recommendation,
        "Rekommendation",
        "Rekommendationer",
        _P,
        "rekommendationer",
    ),
    Kind("regulation", "regulations", Regulation, "Lag", "Lagar", _D, "lagrum"),
    Kind("duty", "duties", Duty, "Rapportplikt", "Rapportplikter", _S, "rapportplikter"),
    Kind("delegation", "delegations", Delegation, "Delegation", "Delegationer", _S, "delegationer"),
    Kind("country", "countries", Country, "Land", "Länder", _S, "register/lander"),
    Kind("term", "glossary", Term, "Ord", "Ordlista", _S, "ordlista"),
    Kind(
        "classification", "classification", Aspect, "Aspekt", "Klassificering", _S, "klassificering"
    ),
    Kind("exception", "exceptions", Exemption, "Undantag", "Undantag", _S, "laget"),
    Kind("edition", "editions", EditionRecord, "Utgåva", "Utgåvor", _S, "utgavor"),
    Kind("change", "changes", ChangeRecord, "Ändring", "Ändringar", _S, "andringar", made=True),
)
"""All kinds by name, in the order in which they are read."""

FILES = {kind.file: kind for kind in KINDS.values()}
"""All kinds by the name of their file."""
