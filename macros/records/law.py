"""The law that the handbook relies on: acts with their sections, and duties to report."""

from __future__ import annotations

from typing import ClassVar

from macros.records.base import INTERNAL, OPEN, PUBLIC, WORK, Part, Record, field
from macros.records.scalars import (
    Audience,
    Choice,
    Citation,
    Day,
    Designation,
    Flag,
    Guarded,
    Label,
    RegulationRef,
    RoleRef,
    Text,
    Url,
    Whole,
)


class RegulationKind(Choice):
    """What kind of act a regulation is."""

    LAW = "law", "Lag"
    ORDINANCE = "ordinance", "Förordning"
    AUTHORITY = "authority", "Myndighetsföreskrift"
    EU_REGULATION = "eu-regulation", "EU-förordning"
    EU_DIRECTIVE = "eu-directive", "EU-direktiv"


class NotMaterial(Part):
    """That a change of a section does not matter to the municipality."""

    changed: Day = field("Ändringen", "Dagen då ändringen trädde i kraft, som i changed.")
    why: Text = field("Varför", "Varför ändringen inte kräver någon översyn.")


class Section(Part):
    """A place in an act that something relies on, explained in our words."""

    orders: ClassVar = (("in_force", "repealed"),)

    number: Label = field(
        "Lagrum",
        "Platsen utan lagens namn, till exempel ”18 kap. 8 § 3” eller ”artikel 28.3”.",
    )
    explanation: Text = field("Förklaring", "Vad bestämmelsen säger, med våra ord.")
    in_force: Day | None = field("Gäller från", "Bara om det skiljer sig från lagen.", default=None)
    changed: Day | None = field(
        "Ändrad", "Dagen då den senaste ändringen trädde i kraft.", default=None
    )
    material: Flag = field(
        "Ändrar i sak",
        "false om den senaste ändringen inte ändrar något för oss. Säg varför i not_material.",
        default=True,
    )
    not_material: NotMaterial | None = field(
        "Varför inte i sak",
        "Vilken ändring det gäller, och varför den inte kräver någon översyn.",
        see=INTERNAL,
        why=WORK,
        default=None,
    )
    repealed: Day | None = field("Upphävd", "Dagen bestämmelsen upphör.", default=None)
    replaced_by: tuple[Citation, ...] = field(
        "Ersatt av", "Lagrummen som gäller i stället, med lagens namn.", default=()
    )
    still_applies_to: Text | None = field(
        "Gäller ännu för", "Vad det fortfarande gäller efter upphävandet.", default=None
    )
    verified: Flag = field(
        "Kontrollerad", "true om förklaringen är jämförd med lagens text.", default=False
    )

    @property
    def is_told_away(self) -> bool:
        """Say whether the last change is marked, with a reason, as one that does not matter."""
        mark = self.not_material
        return not self.material and mark is not None and mark.changed == self.changed


class Regulation(Record):
    """An act."""

    orders: ClassVar = (("in_force", "repealed"),)

    audience: Audience = field("Målgrupp", "Vem som får se lagen.", default=PUBLIC)
    kind: RegulationKind = field("Slag", "Vad för slags författning.")
    designation: Designation = field(
        "Beteckning", "SFS-nummer som 2009:400, föreskriftens beteckning eller CELEX-nummer."
    )
    title: Text = field("Fullständigt namn", "Författningens rubrik.")
    abbreviations: tuple[Label, ...] = field(
        "Förkortningar", "Förkortningar som används i hänvisningar.", default=()
    )
    names: tuple[Label, ...] = field(
        "Andra namn", "Andra namn som lagen kallas i löpande text.", default=()
    )
    summary: Text = field("I korthet", "Vad lagen är till för.")
    concerns: Text = field("Berör", "Vem i kommunen den berör.")
    in_force: Day = field("Gäller från", "Dagen den trädde i kraft.")
    repealed: Day | None = field("Upphävd", "Dagen den upphör.", default=None)
    replaced_by: tuple[RegulationRef, ...] = field(
        "Ersatt av", "Lagen som gäller i stället.", default=()
    )
    still_applies_to: Text | None = field(
        "Gäller ännu för", "Vad den fortfarande gäller efter upphävandet.", default=None
    )
    authority: Text | None = field(
        "Tillsyn", "Myndigheten som ser till att den följs.", default=None
    )
    address: Url = field("Lagtexten", "Där lagens text finns.")
    sections: tuple[Section, ...] = field("Lagrum", "De bestämmelser vi bygger på.", default=())
    verified: Flag = field(
        "Kontrollerad", "true om uppgifterna är jämförda med lagens text.", default=False
    )


class Deadline(Part):
    """Something to have sent within a time."""

    what: Text = field("Vad", "Det som ska lämnas.")
    hours: Whole | None = field(
        "Timmar", "Senast så många timmar efter att klockan startat.", default=None
    )
    within: Text = field("Inom", "Tiden i ord, till exempel ”24 timmar” eller ”skyndsamt”.")


class Duty(Record):
    """A duty to report or notify."""

    audience: Audience = field("Målgrupp", "Vem som får se plikten.", default=PUBLIC)
    trigger: Text = field("Utlöses av", "Händelsen som sätter igång plikten.")
    binds: Text = field("Gäller för", "Vem plikten vilar på.")
    recipient: Text = field("Mottagare", "Dit rapporten går.")
    clock_starts: Text = field("Klockan startar", "Från när tiden räknas.")
    deadlines: tuple[Deadline, ...] = field("Tidsfrister", "Vad som ska vara inne när.")
    decider: RoleRef = field("Beslutar", "Rollen som beslutar att rapportera.")
    deputy: RoleRef = field("Ersättare", "Rollen som beslutar när den första inte nås.")
    out_of_hours: Guarded[Text] = field(
        "Utanför kontorstid", "Funktionen som nås natt och helg.", see=INTERNAL, why=WORK
    )
    channel: Guarded[Text] = field("Hur", "Hur rapporten lämnas.", see=INTERNAL, why=WORK)
    citation: Citation = field("Lagrum", "Lagrummet som plikten följer av.", why=OPEN)
    exceptions: Text | None = field("Undantag", "När plikten inte gäller.", default=None)
    verified: Flag = field(
        "Kontrollerad", "true om uppgifterna är jämförda med lagens text.", default=False
    )
