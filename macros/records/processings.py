"""Processings of personal data: the municipality's record under article 30 GDPR."""

from __future__ import annotations

from macros.records.base import DEAL, GAP, INTERNAL, PUBLIC, RESTRICTED, WORK, Part, Record, field
from macros.records.scalars import (
    AssetRef,
    Audience,
    Choice,
    Citation,
    CountryRef,
    Day,
    Flag,
    Guarded,
    RoleRef,
    SupplierRef,
    Text,
    UnitRef,
)


class LegalBasis(Choice):
    """The basis in article 6.1 GDPR; point f is closed to authorities in their tasks."""

    CONSENT = "consent", "Samtycke (6.1 a)"
    CONTRACT = "contract", "Avtal (6.1 b)"
    LEGAL_OBLIGATION = "legal-obligation", "Rättslig förpliktelse (6.1 c)"
    VITAL_INTEREST = "vital-interest", "Grundläggande intresse (6.1 d)"
    PUBLIC_TASK = "public-task", "Allmänt intresse eller myndighetsutövning (6.1 e)"
    LEGITIMATE_INTEREST = "legitimate-interest", "Berättigat intresse (6.1 f)"


class TransferGround(Choice):
    """What lets personal data leave the EEA (chapter V GDPR)."""

    ADEQUACY = "adequacy", "Beslut om adekvat skyddsnivå (artikel 45)"
    STANDARD_CLAUSES = "standard-clauses", "Standardavtalsklausuler (artikel 46.2 c)"
    BINDING_RULES = "binding-rules", "Bindande företagsbestämmelser (artikel 46.2 b)"
    AUTHORITY_INSTRUMENT = "authority-instrument", "Instrument mellan myndigheter (artikel 46.2 a)"
    DEROGATION = "derogation", "Undantag i särskilda fall (artikel 49)"


class Transfer(Part):
    """A transfer to a country outside the EEA."""

    country: CountryRef = field("Land", "Landet uppgifterna förs till.", see=PUBLIC)
    ground: TransferGround = field("Grund", "Vad som gör överföringen tillåten.")
    assessment: Text | None = field(
        "Bedömning",
        "Diarienummer för bedömningen av överföringen.",
        see=RESTRICTED,
        why=DEAL,
        default=None,
    )
    measures: tuple[Text, ...] = field(
        "Skyddsåtgärder", "Vad som görs utöver grunden.", see=INTERNAL, why=WORK, default=()
    )


class ImpactAssessment(Part):
    """Whether an impact assessment (DPIA) is needed, and when it was done."""

    needed: Flag = field(
        "Behövs", "true om artikel 35 kräver konsekvensbedömning.", see=INTERNAL, why=WORK
    )
    decided: Day = field("Avgjord", "När frågan avgjordes.", see=INTERNAL, why=WORK)
    by: RoleRef = field("Avgjord av", "Rollen som avgjorde den.", see=INTERNAL, why=WORK)
    date: Day | None = field(
        "Gjord", "När konsekvensbedömningen gjordes.", see=RESTRICTED, why=GAP, default=None
    )


class Processing(Record):
    """One processing of personal data."""

    audience: Audience = field("Målgrupp", "Vem som får se behandlingen.", default=INTERNAL)
    controller: UnitRef = field(
        "Personuppgiftsansvarig", "Nämnden eller bolaget som bestämmer ändamål och medel."
    )
    joint_controllers: tuple[UnitRef, ...] = field(
        "Gemensamt ansvariga", "Andra som bestämmer tillsammans med den.", default=()
    )
    processors: tuple[SupplierRef, ...] = field(
        "Biträden",
        "Leverantörer som behandlar uppgifterna åt den ansvarige.",
        see=INTERNAL,
        why=WORK,
        default=(),
    )
    purpose: Text = field("Ändamål", "Varför uppgifterna behandlas.")
    legal_basis: LegalBasis = field("Rättslig grund", "Punkten i artikel 6.1.")
    basis_citation: Citation | None = field(
        "Stöd i", "Lagrummet som grunden vilar på.", default=None
    )
    data_subjects: tuple[Text, ...] = field("Registrerade", "Vilkas uppgifter det gäller.")
    categories: tuple[Text, ...] = field("Uppgifter", "Vilka slags uppgifter.")
    special_categories: Flag = field(
        "Känsliga uppgifter", "true om artikel 9 gäller.", default=False
    )
    recipients: tuple[Text, ...] = field("Mottagare", "Vilka som får ta del av dem.", default=())
    retention: Text = field("Lagringstid", "Hur länge uppgifterna finns kvar.")
    security_measures: tuple[Text, ...] = field(
        "Säkerhetsåtgärder",
        "Hur uppgifterna skyddas, i allmänna ordalag (artikel 30.1 g). Inget som visar var skyddet "
        "är svagt.",
        see=INTERNAL,
        why=WORK,
        default=(),
    )
    assets: tuple[AssetRef, ...] = field(
        "Tillgångar", "Systemen uppgifterna finns i.", see=INTERNAL, why=WORK
    )
    transfers: tuple[Transfer, ...] = field("Överföringar", "Överföringar utanför EES.", default=())
    impact_assessment: Guarded[ImpactAssessment] = field(
        "Konsekvensbedömning", "Beslut om konsekvensbedömning (artikel 35).", see=INTERNAL, why=WORK
    )
