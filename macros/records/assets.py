"""Information assets: what the municipality has to protect, and how it is protected."""

from __future__ import annotations

from typing import ClassVar

from macros.records.base import DEAL, GAP, INTERNAL, RESTRICTED, TARGET, WORK, Part, Record, field
from macros.records.scalars import (
    AspectRef,
    AssetRef,
    Choice,
    Citation,
    CountryRef,
    Day,
    Flag,
    Guarded,
    PolicyRef,
    RoleRef,
    SupplierRef,
    Text,
    UnitRef,
    Whole,
)


class AssetKind(Choice):
    """What an asset is."""

    INFORMATION = "information", "Informationsmängd"
    SYSTEM = "system", "System"
    SERVICE = "service", "Tjänst"
    INFRASTRUCTURE = "infrastructure", "Infrastruktur"


class AssetStatus(Choice):
    """Where in its life an asset is."""

    PLANNED = "planned", "Planerad"
    IN_USE = "in-use", "I bruk"
    PHASING_OUT = "phasing-out", "Avvecklas"
    RETIRED = "retired", "Avvecklad"


class HostingKind(Choice):
    """Who operates an asset."""

    OWN = "own", "Egen drift"
    OUTSOURCED = "outsourced", "Driftleverantör"
    CLOUD = "cloud", "Molntjänst"


class Classification(Part):
    """What level each aspect of the asset has, and who judged it."""

    orders: ClassVar = (("date", "next"),)

    levels: dict[AspectRef, Whole] = field(
        "Nivåer", "En nivå för varje aspekt på skalan i classification.yml.", see=INTERNAL, why=WORK
    )
    date: Day = field("Klassad", "När klassningen gjordes.", see=INTERNAL, why=WORK)
    by: RoleRef = field("Beslutad av", "Rollen som beslutade.", see=INTERNAL, why=WORK)
    motive: Guarded[Text] = field(
        "Motiv", "Varför nivåerna blev som de blev.", see=RESTRICTED, why=TARGET
    )
    next: Day = field("Görs om senast", "Senast då klassningen görs om.", see=INTERNAL, why=WORK)


class Hosting(Part):
    """Where an asset runs."""

    kind: HostingKind = field("Drift", "Vem som driver tillgången.", see=INTERNAL, why=WORK)
    countries: tuple[CountryRef, ...] = field(
        "Länder", "Länder där tillgången drivs eller lagras.", see=INTERNAL, why=WORK
    )


class RiskAnalysis(Part):
    """An analysis of what can go wrong."""

    orders: ClassVar = (("date", "next"),)

    date: Day = field("Gjord", "När analysen gjordes.", see=RESTRICTED, why=GAP)
    reference: Text = field("Diarienummer", "Var analysen finns.", see=RESTRICTED, why=TARGET)
    next: Day = field("Görs om senast", "Senast då analysen görs om.", see=RESTRICTED, why=GAP)


class QuestionAsked(Part):
    """That the säkerhetsskydd question was asked: the same two fields for every asset."""

    date: Day = field(
        "Datum", "När frågan ställdes. Aldrig vad svaret blev.", see=RESTRICTED, why=GAP
    )
    role: RoleRef = field("Roll", "Rollen som ställde frågan.", see=RESTRICTED, why=GAP)


class Disclosure(Part):
    """What lets the municipality disclose secret information to the supplier."""

    ground: Citation = field(
        "Grund",
        "Lagrummet, till exempel 10 kap. 2 a § OSL när tjänsten bara är teknisk bearbetning eller "
        "lagring.",
        see=INTERNAL,
        why=WORK,
    )
    technical_only: Flag = field(
        "Bara teknisk bearbetning eller lagring",
        "true om leverantören enbart tekniskt bearbetar eller lagrar uppgifterna.",
        see=INTERNAL,
        why=WORK,
    )
    motive: Guarded[Text] = field(
        "Motiv", "Varför utlämnandet bedömdes lämpligt.", see=RESTRICTED, why=DEAL
    )


class Continuity(Part):
    """How long work can do without the asset, and what is done meanwhile."""

    tolerable_outage_hours: Whole = field(
        "Längsta avbrott, timmar", "Timmar verksamheten klarar sig.", see=INTERNAL, why=WORK
    )
    recovery_time_hours: Guarded[Whole] = field(
        "Återställningstid (RTO), timmar",
        "Hur snabbt tillgången ska vara igång igen.",
        see=RESTRICTED,
        why=TARGET,
    )
    recovery_point_hours: Guarded[Whole] = field(
        "Dataförlust (RPO), timmar",
        "Timmar av arbete som får gå förlorade.",
        see=RESTRICTED,
        why=TARGET,
    )
    manual_routine: Text | None = field(
        "Reservrutin", "Hur vi arbetar under avbrottet.", see=INTERNAL, why=WORK, default=None
    )
    plan: PolicyRef | None = field(
        "Kontinuitetsplan", "Planen som gäller.", see=INTERNAL, why=WORK, default=None
    )
    last_exercise: Day | None = field(
        "Senast övad", "När reservrutinen övades.", see=RESTRICTED, why=GAP, default=None
    )
    last_restore_test: Day | None = field(
        "Senaste återläsningsprov",
        "När en säkerhetskopia prövades.",
        see=RESTRICTED,
        why=GAP,
        default=None,
    )


class Retention(Part):
    """How long the information is kept, and where it goes."""

    rule: Text = field(
        "Bevarande och gallring", "Vad som sparas hur länge.", see=INTERNAL, why=WORK
    )
    plan: Text = field(
        "Beslut", "Informationshanteringsplan eller gallringsbeslut.", see=INTERNAL, why=WORK
    )
    archive: Text | None = field(
        "Arkiv", "Dit det som bevaras levereras.", see=INTERNAL, why=WORK, default=None
    )


class Review(Part):
    """That somebody looked through the record."""

    date: Day = field("Gjord", "När posten gicks igenom.", see=RESTRICTED, why=GAP)
    by: RoleRef = field("Gjord av", "Rollen som gick igenom den.", see=RESTRICTED, why=GAP)
    note: Text | None = field(
        "Resultat", "Vad som ändrades.", see=RESTRICTED, why=GAP, default=None
    )


class Asset(Record):
    """Information, a system, a service or infrastructure."""

    kind: AssetKind = field("Slag", "Vad tillgången är.")
    description: Text = field("Beskrivning", "Vad den används till, i ett par meningar.")
    unit: Guarded[UnitRef] = field(
        "Enhet", "Verksamheten som äger tillgången.", see=INTERNAL, why=WORK
    )
    information_owner: Guarded[RoleRef] = field(
        "Informationsägare", "Rollen som svarar för informationen.", see=INTERNAL, why=WORK
    )
    system_owner: RoleRef | None = field(
        "Systemägare", "Rollen som svarar för systemet.", see=INTERNAL, why=WORK, default=None
    )
    steward: RoleRef | None = field(
        "Förvaltare", "Rollen som sköter det dagliga.", see=INTERNAL, why=WORK, default=None
    )
    status: AssetStatus = field("Status", "Var i livet tillgången är.")
    classification: Classification | None = field(
        "Klassning", "Nivåer, datum och vem som beslutade.", see=INTERNAL, why=WORK, default=None
    )
    secrecy: tuple[Citation, ...] = field(
        "Sekretess",
        "Lagrum som kan gälla uppgifterna, ett per rad.",
        see=INTERNAL,
        why=WORK,
        default=(),
    )
    crisis_critical: Flag | None = field(
        "Viktig i kris",
        "true om den behövs under en större kris.",
        see=RESTRICTED,
        why=TARGET,
        default=False,
    )
    hosting: Guarded[Hosting] = field("Drift", "Var och av vem den drivs.", see=INTERNAL, why=WORK)
    suppliers: tuple[SupplierRef, ...] = field(
        "Leverantörer",
        "Leverantörer som har med tillgången att göra.",
        see=INTERNAL,
        why=WORK,
        default=(),
    )
    depends_on: tuple[AssetRef, ...] = field(
        "Beror av",
        "Tillgångar som denna inte fungerar utan.",
        see=RESTRICTED,
        why=TARGET,
        default=(),
    )
    risk_analysis: RiskAnalysis | None = field(
        "Riskanalys", "Senaste riskanalysen.", see=RESTRICTED, why=GAP, default=None
    )
    protection_question_asked: QuestionAsked | None = field(
        "Frågan om säkerhetsskydd ställd",
        "När och av vem frågan ställdes; samma två fält för varje tillgång. Svaret får inte stå "
        "här: tala med säkerhetsskyddschefen.",
        see=RESTRICTED,
        why=GAP,
        default=None,
    )
    disclosure: Disclosure | None = field(
        "Utlämnande till leverantör",
        "Varför sekretess inte hindrar.",
        see=INTERNAL,
        why=WORK,
        default=None,
    )
    continuity: Continuity | None = field(
        "Kontinuitet",
        "Hur länge verksamheten klarar sig utan.",
        see=INTERNAL,
        why=WORK,
        default=None,
    )
    retention: Retention | None = field(
        "Bevarande", "Bevarande, gallring och arkiv.", see=INTERNAL, why=WORK, default=None
    )
    policies: tuple[PolicyRef, ...] = field(
        "Styrdokument", "Styrdokument som särskilt gäller här.", see=INTERNAL, why=WORK, default=()
    )
    reviews: tuple[Review, ...] = field(
        "Genomgångar", "När posten gåtts igenom.", see=RESTRICTED, why=GAP, default=()
    )

    @property
    def retired(self) -> bool:
        """Say whether the asset is in use no more: nothing about it is done again."""
        return self.status is AssetStatus.RETIRED
