"""Procurements with their gates, and the requirements that they draw on."""

from __future__ import annotations

from macros.records.base import GAP, INTERNAL, OPEN, PUBLIC, RESTRICTED, WORK, Part, Record, field
from macros.records.scalars import (
    AspectRef,
    AssetRef,
    Audience,
    Choice,
    Citation,
    Day,
    Guarded,
    PolicyRef,
    RequirementRef,
    RoleRef,
    SupplierRef,
    Text,
    UnitRef,
    Whole,
)


class Procedure(Choice):
    """How something is bought."""

    DIRECT = "direct", "Direktupphandling"
    CALL_OFF = "call-off", "Avrop från ramavtal"
    OWN = "own", "Egen upphandling"


class Gate(Choice):
    """The gates of a procurement, in their order."""

    NEED = "need", "Behov"
    CLASSIFICATION = "classification", "Klassning"
    RISK_ANALYSIS = "risk-analysis", "Riskanalys"
    PROTECTION_QUESTION = "protection-question", "Frågan om säkerhetsskydd"
    DATA_PROTECTION = "data-protection", "Dataskydd"
    REQUIREMENTS = "requirements", "Krav"
    AGREEMENT = "agreement", "Avtal"
    HAND_OVER = "hand-over", "Överlämning"


class Stage(Part):
    """A gate that has been passed."""

    gate: Gate = field("Grind", "Vilken grind det gäller.", see=INTERNAL, why=WORK)
    date: Day = field("Datum", "När grinden passerades.", see=INTERNAL, why=WORK)
    role: RoleRef = field("Roll", "Rollen som släppte förbi.", see=INTERNAL, why=WORK)


class Procurement(Record):
    """A purchase on its way, or done."""

    case_number: Guarded[Text] = field("Diarienummer", "Ärendets nummer.", see=INTERNAL, why=WORK)
    unit: UnitRef = field("Enhet", "Den som köper.")
    procedure: Procedure = field("Förfarande", "Hur köpet görs.")
    summary: Text = field("I korthet", "Vad som köps och varför.")
    owner: Guarded[RoleRef] = field(
        "Ansvarig", "Rollen som håller i köpet.", see=INTERNAL, why=WORK
    )
    assets: tuple[AssetRef, ...] = field(
        "Tillgångar", "Tillgångar som köpet rör.", see=INTERNAL, why=WORK
    )
    suppliers: tuple[SupplierRef, ...] = field(
        "Leverantörer", "Tilldelade leverantörer.", see=INTERNAL, why=WORK, default=()
    )
    options: tuple[Text, ...] = field(
        "Optioner", "Det som kan avropas senare.", see=RESTRICTED, why=GAP, default=()
    )
    stages: tuple[Stage, ...] = field(
        "Grindar", "De grindar som passerats.", see=INTERNAL, why=WORK, default=()
    )
    requirements: tuple[RequirementRef, ...] = field(
        "Krav", "Kraven som ställs.", see=INTERNAL, why=WORK, default=()
    )


class RequirementType(Choice):
    """How a requirement counts in a procurement."""

    MANDATORY = "mandatory", "Ska-krav"
    EVALUATED = "evaluated", "Utvärderas"
    CONTRACT = "contract", "Avtalsvillkor"


class Requirement(Record):
    """What to demand when something with a level of an aspect is bought."""

    audience: Audience = field("Målgrupp", "Vem som får se kravet.", default=PUBLIC)
    aspect: AspectRef = field("Aspekt", "Det som kravet skyddar.")
    level: Whole = field("Från nivå", "Kravet ställs från den här nivån och uppåt.")
    type: RequirementType = field("Typ", "Hur kravet räknas.")
    text: Text = field("Krav", "Kravet, så som det skrivs i underlaget.")
    shown_by: Text = field("Visas genom", "Hur leverantören visar att kravet uppfylls.")
    followed_up: Text = field("Följs upp", "Hur vi följer upp det under avtalstiden.")
    ground: tuple[Citation, ...] = field("Grund", "Lagrum som kravet vilar på.", default=())
    standard: Text | None = field(
        "Standard", "Standardens nummer, med ”eller likvärdig”.", why=OPEN, default=None
    )
    applies_to: Text = field("Gäller", "Vilka köp kravet gäller.")
    policies: tuple[PolicyRef, ...] = field(
        "Styrdokument", "Det styrdokument som kravet bygger på.", default=()
    )
