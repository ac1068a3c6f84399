"""What the municipality has decided, and what SKR and MSB recommend."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from macros.records.base import INTERNAL, OPEN, PUBLIC, RESTRICTED, Part, Record, field
from macros.records.scalars import (
    Audience,
    Choice,
    Citation,
    Day,
    Flag,
    Paragraph,
    PolicyRef,
    RecommendationRef,
    RoleRef,
    Text,
    TextHash,
    UnitRef,
    Whole,
)

if TYPE_CHECKING:
    from datetime import date


class PolicyKind(Choice):
    """What kind of governing document a policy is."""

    POLICY = "policy", "Policy"
    GUIDELINE = "guideline", "Riktlinje"
    ROUTINE = "routine", "Rutin"
    PLAN = "plan", "Plan"
    INSTRUCTION = "instruction", "Instruktion"


class Adoption(Part):
    """A decision to adopt the text."""

    entity: UnitRef = field("Juridisk person", "Kommunen eller bolaget som beslutet gäller.")
    body: Text = field("Organ", "Den som beslutade, till exempel kommunfullmäktige.")
    date: Day = field("Datum", "Beslutsdagen.")
    paragraph: Paragraph | None = field("Paragraf", "Paragrafen i protokollet.", default=None)
    case_number: Text = field("Diarienummer", "Ärendets nummer.")
    text_hash: TextHash | None = field(
        "Textens hash",
        "SHA-256 av den antagna texten. Skrivs av handbok adopt, aldrig för hand.",
        default=None,
    )


class Correction(Part):
    """An editorial change of an adopted text, which decides nothing: a spelling, a link."""

    date: Day = field("Datum", "Dagen då rättelsen godkändes.")
    by: RoleRef = field("Godkänd av", "Rollen som såg att rättelsen inte ändrar något i sak.")
    text_hash: TextHash = field(
        "Textens hash",
        "SHA-256 av den rättade texten. Skrivs av handbok adopt --editorial, aldrig för hand.",
    )


class Policy(Record):
    """A policy, guideline, routine, plan or instruction; its text is a page of its own."""

    orders: ClassVar = (("valid_from", "valid_to"), ("valid_from", "next_review"))

    audience: Audience = field("Målgrupp", "Vem som får se styrdokumentet.", default=PUBLIC)
    kind: PolicyKind = field("Slag", "Vad för slags styrdokument.")
    summary: Text = field("I korthet", "Vad det innebär, i en mening.")
    owner: RoleRef = field("Ägare", "Rollen som håller texten aktuell.")
    adoptions: tuple[Adoption, ...] = field("Beslut", "Vem som antog texten och när.")
    corrections: tuple[Correction, ...] = field(
        "Rättelser", "Redaktionella ändringar efter beslutet, som inte ändrar i sak.", default=()
    )
    valid_from: Day = field("Gäller från", "Första dagen.")
    valid_to: Day | None = field("Gäller till", "Sista dagen, om den är bestämd.", default=None)
    next_review: Day = field("Nästa översyn", "Senast då texten ses över.")
    readers: tuple[RoleRef, ...] = field("Läsare", "Roller som ska kunna innehållet.")
    applies_to: tuple[UnitRef, ...] = field("Gäller för", "Enheter som texten gäller.")
    recommendations: tuple[RecommendationRef, ...] = field(
        "Rekommendationer", "De rekommendationer som texten genomför.", default=()
    )
    citations: tuple[Citation, ...] = field("Lagrum", "Lagrum som texten vilar på.", default=())
    replaces: tuple[PolicyRef, ...] = field(
        "Ersätter", "Styrdokument som inte längre gäller.", default=()
    )

    def ended(self, day: date) -> bool:
        """Say whether the policy's last day is past."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def last_decided(self) -> tuple[str, int] | None:
        """Return which adoption or correction says last what the text is: field and number.

        The last by day; of several on one day the last in the file, a correction after the
        adoptions. None where nothing was decided.
        """
        told = [
            (one.date, name, index)
            for name in ("adoptions", "corrections")
            for index, one in enumerate(getattr(self, name))
        ]
        # `max` keeps the first of equals, and so the last of the list turned around.
        last = max(reversed(told), key=lambda one: one[0], default=None)
        return None if last is None else last[1:]

    def review_due(self, day: date) -> date | None:
        """Return when the text is to be looked over, None where it ends before that."""
        ends_before = self.valid_to is not None and self.valid_to < self.next_review
        return None if self.ended(day) or ends_before else self.next_review


class RecommendationSource(Choice):
    """Who recommends."""

    SKR = "skr", "SKR"
    MSB = "msb", "MSB"


class Measured(Choice):
    """What the data can tell of how far a recommendation is carried out, as done of all."""

    ASSETS_CLASSIFIED = "assets-classified", "Tillgångar som är klassade"
    PROTECTION_QUESTION_ASKED = (
        "protection-question-asked",
        "Tillgångar där frågan om säkerhetsskydd är ställd",
    )
    RISK_ANALYSED = "risk-analysed", "Tillgångar i andras drift som är riskanalyserade"
    PROCUREMENT_GATES = "procurement-gates", "Upphandlingar som passerat grindarna i ordning"
    PROCESSINGS_ASSESSED = "processings-assessed", "Behandlingar med beslut om konsekvensbedömning"
    SUPPLIERS_ANALYSED = "suppliers-analysed", "Leverantörer med säkerhetsanalys"
    SUPPLIERS_MAPPED = "suppliers-mapped", "Leverantörer med länder för drift, lagring och support"
    POLICIES_CURRENT = "policies-current", "Styrdokument som är översedda i tid"
    ROLES_READING = "roles-reading", "Roller som vet vad de ska kunna"
    CONTINUITY_EXERCISED = "continuity-exercised", "Kristillgångar vars reservrutin har övats"


MEASURED_FOR: Final = {
    Measured.ASSETS_CLASSIFIED: INTERNAL,
    Measured.PROTECTION_QUESTION_ASKED: RESTRICTED,
    Measured.RISK_ANALYSED: RESTRICTED,
    Measured.PROCUREMENT_GATES: INTERNAL,
    Measured.PROCESSINGS_ASSESSED: INTERNAL,
    Measured.SUPPLIERS_ANALYSED: RESTRICTED,
    Measured.SUPPLIERS_MAPPED: INTERNAL,
    Measured.POLICIES_CURRENT: PUBLIC,
    Measured.ROLES_READING: PUBLIC,
    Measured.CONTINUITY_EXERCISED: RESTRICTED,
}
"""Who may see each measure: those who may see every field that it counts."""


class Goal(Part):
    """One thing that counts as done, measured from the data."""

    measure: Measured = field(
        "Mäts",
        "Vad som räknas i registren. Måttet visas bara för den som ser det som räknas.",
        why=OPEN,
    )
    percent: Whole = field("Mål", "Så många procent ska vara klara.", why=OPEN)


class Recommendation(Record):
    """Something that SKR or MSB recommends municipalities to do."""

    audience: Audience = field("Målgrupp", "Vem som får se rekommendationen.", default=PUBLIC)
    source: RecommendationSource = field("Avsändare", "Vem som rekommenderar.")
    number: Whole = field("Nummer", "Rekommendationens nummer hos avsändaren.")
    asks: Text = field("Innebär", "Vad den begär, med våra ord.")
    changed_since: tuple[Text, ...] = field(
        "Ändrat sedan dess", "Vad som har ändrats sedan den skrevs.", default=()
    )
    goals: tuple[Goal, ...] = field("Klart när", "Vad som räknas som klart.")
    owner: RoleRef = field("Ansvarig", "Rollen som driver arbetet.")
    verified: Flag = field("Kontrollerad", "true om källan är läst i original.", default=False)
