"""The municipality itself: legal entities and units, roles, and who may decide what."""

from __future__ import annotations

from macros.records.base import INTERNAL, OPEN, PUBLIC, RESTRICTED, WORK, Part, Record, field
from macros.records.scalars import (
    Audience,
    Choice,
    Citation,
    DutyRef,
    Guarded,
    Mailbox,
    OrganisationNumber,
    Phone,
    RoleRef,
    Text,
    UnitRef,
    Url,
)


class UnitType(Choice):
    """What kind of body a unit is."""

    MUNICIPALITY = "municipality", "Kommun"
    BOARD = "board", "Politiskt organ"
    ADMINISTRATION = "administration", "Förvaltning"
    COMPANY = "company", "Kommunalt bolag"
    ASSOCIATION = "association", "Kommunalförbund"


class Sector(Choice):
    """A sector whose rules and supervision reach a unit."""

    PUBLIC_ADMINISTRATION = "public-administration", "Offentlig förvaltning"
    ENERGY = "energy", "Energi"
    DRINKING_WATER = "drinking-water", "Dricksvatten"
    WASTE_WATER = "waste-water", "Avloppsvatten"
    WASTE = "waste", "Avfallshantering"
    HEALTH = "health", "Hälso- och sjukvård"
    TRANSPORT = "transport", "Transporter"
    DIGITAL = "digital", "Digital infrastruktur"


class Contact(Part):
    """How to reach a function; never a private person."""

    function: Text = field("Funktion", "Vem man når, till exempel ”It-support” eller ”Växel”.")
    purpose: Text = field("När", "När man vänder sig hit, i en mening.")
    phone: Phone | None = field(
        "Telefon", "Funktionens nummer.", see=INTERNAL, why=WORK, default=None
    )
    mailbox: Mailbox | None = field(
        "E-post", "Funktionsbrevlåda.", see=INTERNAL, why=WORK, default=None
    )
    public_phone: Phone | None = field(
        "Telefon för alla",
        "Ett nummer som också de utanför kommunen får ringa. Syns i alla utgåvor.",
        default=None,
    )
    public_mailbox: Mailbox | None = field(
        "E-post för alla",
        "En brevlåda som också de utanför kommunen får skriva till. Syns i alla utgåvor.",
        default=None,
    )
    hours: Text | None = field("Tider", "När någon svarar.", default=None)

    @property
    def number(self) -> str | None:
        """Return the number to ring, of those that the audience sees."""
        return self.phone or self.public_phone

    @property
    def address(self) -> str | None:
        """Return the mailbox to write to, of those that the audience sees."""
        return self.mailbox or self.public_mailbox


class HostKind(Choice):
    """What shows an edition to its readers."""

    SERVER = "server", "Egen webbserver"
    GITHUB_PAGES = "github-pages", "GitHub Pages"
    GITLAB_PAGES = "gitlab-pages", "GitLab Pages"


class Publishing(Part):
    """Where an edition for one audience may be published."""

    audience: Audience = field("Målgrupp", "Vilken utgåva det gäller.")
    address: Url = field(
        "Adress", "Där utgåvorna läses. Det som gäller nu ligger i mappen gallande där under."
    )
    branch: Text | None = field(
        "Gren",
        "Git-grenen utgåvan får läggas på. Utan gren och fjärrförråd publicerar handbok publish "
        "den inte.",
        see=RESTRICTED,
        why="Rör bara publiceringen.",
        default=None,
    )
    remote: Text | None = field(
        "Fjärrförråd",
        "Git-förrådet utgåvan får skickas till.",
        see=RESTRICTED,
        why="Rör bara publiceringen.",
        default=None,
    )
    host: HostKind | None = field(
        "Värd",
        "Det som visar utgåvan: server (egen webbserver, som det är utan fältet), github-pages "
        "eller gitlab-pages.",
        see=RESTRICTED,
        why="Rör bara publiceringen.",
        default=None,
    )
    signed_in: bool | None = field(
        "Kräver inloggning",
        "Sant om bara den som har loggat in når sidorna. GitHub Pages och GitLab Pages är annars "
        "öppna för alla, också när förrådet är stängt.",
        see=RESTRICTED,
        why="Rör bara publiceringen.",
        default=None,
    )

    @property
    def is_too_open(self) -> bool:
        """Say whether everybody could read what is not meant for all."""
        open_to_all = self.host in (HostKind.GITHUB_PAGES, HostKind.GITLAB_PAGES)
        return open_to_all and not self.signed_in and self.audience is not Audience.PUBLIC


class Source(Part):
    """Whether and how pages lead to their source."""

    file_address: Url = field(
        "Adress till fil",
        "Adressen till en rad i källan, med {path} och {line} där fil och rad ska stå. Raden visas "
        "bara i utgåvan för samordnare och ledning: i andra leder länken till filens första rad.",
        why="Fältet audience här intill avgör vem som ser länken.",
    )
    audience: Audience = field(
        "Målgrupp",
        "Vem som får se länken till källan, som kan innehålla mer än utgåvan.",
        default=RESTRICTED,
    )


class Unit(Record):
    """A legal entity or a unit of one."""

    audience: Audience = field("Målgrupp", "Vem som får se enheten.", default=PUBLIC)
    type: UnitType = field("Slag", "Vad för slags enhet det är.")
    parent: UnitRef | None = field(
        "Hör till", "Den enhet som denna hör till. Kommunen själv har ingen.", default=None
    )
    organisation_number: OrganisationNumber | None = field(
        "Organisationsnummer", "NNNNNN-NNNN. Bara för juridiska personer.", default=None
    )
    sectors: tuple[Sector, ...] = field(
        "Sektorer", "De sektorer vars regler gäller enheten.", default=()
    )
    duties: tuple[DutyRef, ...] = field(
        "Rapportplikter", "De skyldigheter att rapportera som gäller enheten.", default=()
    )
    data_protection_officer: RoleRef | None = field(
        "Dataskyddsombud",
        "Rollen som är dataskyddsombud. Gäller också det som hör till enheten och inte har något "
        "eget.",
        default=None,
    )
    contacts: tuple[Contact, ...] = field("Kontakter", "Funktioner att vända sig till.", default=())
    security_contact: Mailbox | None = field(
        "Säkerhetsfel",
        "Dit den skriver som har hittat ett fel i våra system. Blir filen security.txt i utgåvan "
        "för alla. Står bara på kommunen.",
        default=None,
    )
    publishing: tuple[Publishing, ...] = field(
        "Publicering",
        "Var varje utgåva får publiceras. Står bara på kommunen.",
        why="Var och en får veta var den egna utgåvan läses. Gren och förråd syns inte.",
        default=(),
    )
    source: Source | None = field(
        "Källa",
        "Hur sidor länkar till sin källa. Utan fältet visas ingen länk.",
        why="Fältet audience inuti avgör vem som ser länken; den visas inte som ett faktum.",
        default=None,
    )
    accent: Text | None = field(
        "Färg", "Kommunens accentfärg, till exempel ”pine” eller ”lake”.", default=None
    )


class Role(Record):
    """A role that people hold. It has a mailbox of its own, never a person's."""

    audience: Audience = field("Målgrupp", "Vem som får se rollen.", default=PUBLIC)
    unit: UnitRef = field("Enhet", "Där rollen finns.")
    mailbox: Guarded[Mailbox] = field(
        "E-post", "Rollens funktionsbrevlåda.", see=INTERNAL, why=WORK
    )
    summary: Text = field("I korthet", "Vad rollen är till för, i en mening.")
    duties: tuple[Text, ...] = field("Uppgifter", "Vad den som har rollen gör.")
    reads: tuple[Text, ...] = field(
        "Ska läsa", "Det i handboken som den som har rollen ska kunna.", default=()
    )
    decides: tuple[Text, ...] = field("Beslutar", "Vad rollen får besluta.", default=())
    reports: tuple[Text, ...] = field(
        "Rapporterar", "Vad rollen rapporterar och till vem.", default=()
    )


class Delegation(Record):
    """A right to decide, passed from a body to a role."""

    audience: Audience = field("Målgrupp", "Vem som får se delegationen.", default=PUBLIC)
    decision: Text = field("Beslut", "Vad delegationen gäller.")
    body: UnitRef = field("Organ", "Den nämnd eller styrelse som delegerar.")
    delegate: RoleRef = field("Delegat", "Rollen som får besluta.")
    reported_back: Text = field("Återrapportering", "Hur beslutet anmäls till organet.", why=OPEN)
    citation: Citation | None = field(
        "Lagrum", "Det lagrum som beslutet fattas enligt.", default=None
    )
