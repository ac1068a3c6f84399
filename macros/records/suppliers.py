"""Suppliers: who they are, who stands behind them, and in which countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from macros.records.base import DEAL, GAP, INTERNAL, RESTRICTED, TARGET, WORK, Part, Record, field
from macros.records.processings import Transfer
from macros.records.scalars import (
    Choice,
    CountryRef,
    Day,
    Flag,
    Guarded,
    Mailbox,
    OrganisationNumber,
    Phone,
    RoleRef,
    SupplierRef,
    Text,
    UnitRef,
    Whole,
)

if TYPE_CHECKING:
    from datetime import date


class AgreementKind(Choice):
    """What an agreement is about."""

    MAIN = "main", "Huvudavtal"
    PROCESSOR = "processor", "Personuppgiftsbiträdesavtal"
    CONFIDENTIALITY = "confidentiality", "Sekretessförbindelse"


class Agreement(Part):
    """An agreement with the supplier."""

    orders: ClassVar = (("start", "end"),)

    kind: AgreementKind = field("Slag", "Vad avtalet gäller.", see=INTERNAL, why=WORK)
    reference: Guarded[Text] = field("Diarienummer", "Var avtalet finns.", see=RESTRICTED, why=DEAL)
    controllers: tuple[UnitRef, ...] = field(
        "Personuppgiftsansvariga",
        "De nämnder och bolag som biträdesavtalet gäller för.",
        see=INTERNAL,
        why=WORK,
        default=(),
    )
    start: Guarded[Day] = field("Från", "Första dagen.", see=RESTRICTED, why=DEAL)
    end: Day | None = field(
        "Till", "Sista dagen, om avtalet tar slut.", see=RESTRICTED, why=DEAL, default=None
    )
    notice_months: Whole | None = field(
        "Uppsägningstid, månader",
        "Hur lång tid innan avtalet måste sägas upp.",
        see=RESTRICTED,
        why=DEAL,
        default=None,
    )


class SubSupplier(Part):
    """A supplier that ours relies on."""

    supplier: SupplierRef = field(
        "Leverantör", "Underleverantören, som en egen post.", see=RESTRICTED, why=TARGET
    )
    service: Text = field("Tjänst", "Vad den gör.", see=RESTRICTED, why=TARGET)
    countries: tuple[CountryRef, ...] = field(
        "Länder", "Varifrån den gör det.", see=RESTRICTED, why=TARGET
    )
    personal_data: Flag = field(
        "Personuppgifter", "true om den kommer åt personuppgifter.", see=RESTRICTED, why=TARGET
    )


class Countries(Part):
    """The countries from which a supplier works for us."""

    operation: tuple[CountryRef, ...] = field(
        "Drift", "Länder där tjänsten drivs.", see=INTERNAL, why=WORK
    )
    storage: tuple[CountryRef, ...] = field(
        "Lagring", "Länder där uppgifterna ligger.", see=INTERNAL, why=WORK
    )
    support: tuple[CountryRef, ...] = field(
        "Support", "Länder varifrån någon kan komma åt uppgifterna.", see=INTERNAL, why=WORK
    )


class SecurityAnalysis(Part):
    """The analysis that SKR's third recommendation asks for: resources, staff and routines."""

    orders: ClassVar = (("date", "next"),)

    date: Day = field("Gjord", "När analysen gjordes.", see=RESTRICTED, why=GAP)
    next: Day = field("Görs om senast", "Senast då den görs om.", see=RESTRICTED, why=GAP)
    resources: Text = field(
        "Resurser", "Vad vi såg om leverantörens resurser.", see=RESTRICTED, why=DEAL
    )
    staff: Text = field(
        "Personal", "Vad vi såg om leverantörens personal.", see=RESTRICTED, why=DEAL
    )
    routines: Text = field(
        "Rutiner", "Vad vi såg om leverantörens rutiner.", see=RESTRICTED, why=DEAL
    )


class ExitPlan(Part):
    """How we leave the supplier without losing information or service."""

    date: Day = field("Sågs över", "När planen senast sågs över.", see=RESTRICTED, why=GAP)
    reference: Text = field("Finns", "Var planen finns.", see=RESTRICTED, why=DEAL)


class IncidentContact(Part):
    """Whom to reach at the supplier when something happens."""

    function: Text = field(
        "Funktion", "Leverantörens funktion, aldrig en person.", see=INTERNAL, why=WORK
    )
    phone: Phone | None = field("Telefon", "Numret dit.", see=INTERNAL, why=WORK, default=None)
    mailbox: Mailbox | None = field(
        "E-post", "Brevlådan dit.", see=INTERNAL, why=WORK, default=None
    )
    hours: Text | None = field("Tider", "När någon svarar.", see=INTERNAL, why=WORK, default=None)


class Supplier(Record):
    """A company or other body that does something for the municipality, or for one that does."""

    organisation_number: OrganisationNumber | None = field(
        "Organisationsnummer", "Svenskt organisationsnummer, NNNNNN-NNNN.", default=None
    )
    country: CountryRef = field("Land", "Landet där leverantören har sitt säte.")
    owner_jurisdiction: Guarded[CountryRef] = field(
        "Ägarens land", "Landet vars lag ytterst rår över ägaren.", see=INTERNAL, why=WORK
    )
    services: tuple[Text, ...] = field("Tjänster", "Vad leverantören gör.", see=INTERNAL, why=WORK)
    owner: Guarded[RoleRef] = field(
        "Avtalsansvarig", "Rollen hos oss som svarar för avtalet.", see=INTERNAL, why=WORK
    )
    countries: Guarded[Countries] = field(
        "Länder", "Varifrån leverantören driver, lagrar och ger support.", see=INTERNAL, why=WORK
    )
    sub_suppliers: tuple[SubSupplier, ...] = field(
        "Underleverantörer",
        "De som leverantören i sin tur anlitar.",
        see=RESTRICTED,
        why=TARGET,
        default=(),
    )
    transfers: tuple[Transfer, ...] = field(
        "Överföringar", "Grund för varje land utanför EES.", see=INTERNAL, why=WORK, default=()
    )
    agreements: tuple[Agreement, ...] = field(
        "Avtal", "Huvudavtal, biträdesavtal och sekretess.", see=INTERNAL, why=WORK, default=()
    )
    security_analysis: SecurityAnalysis | None = field(
        "Säkerhetsanalys",
        "Analys av resurser, personal och rutiner.",
        see=RESTRICTED,
        why=GAP,
        default=None,
    )
    exit_plan: ExitPlan | None = field(
        "Avvecklingsplan", "Hur vi lämnar.", see=RESTRICTED, why=GAP, default=None
    )
    incident_contact: IncidentContact | None = field(
        "Kontakt vid incident", "Vem vi når dygnet runt.", see=INTERNAL, why=WORK, default=None
    )

    def replaced(self, agreement: Agreement, day: date) -> bool:
        """Say whether an agreement has ended and one of its kind holds in its place on a day.

        One that is made but does not hold yet leaves a time without any.
        """
        if agreement.end is None or agreement.end >= day:
            return False
        return any(
            (other.start is None or other.start <= day) and (other.end is None or other.end >= day)
            for other in self.agreements
            if other.kind == agreement.kind
        )
