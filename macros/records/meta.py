"""Records about the handbook itself: exceptions from its checks, its editions and their changes."""

from __future__ import annotations

from typing import Final

from macros.records.base import GAP, INTERNAL, OPEN, PUBLIC, RESTRICTED, Part, Record, field
from macros.records.scalars import (
    Audience,
    Choice,
    Citation,
    Day,
    EditionRef,
    Guarded,
    Label,
    RoleRef,
    Slug,
    Text,
)

CURRENT: Final = "gallande"
"""The label of the edition that follows the source: what applies now."""


class ChangeKind(Choice):
    """What a change is to the one who reads of it."""

    NEW = "new", "Nytt"
    TIGHTENED = "tightened", "Skärpt"
    EASED = "eased", "Lättat"
    REMOVED = "removed", "Borttaget"
    CORRECTED = "corrected", "Ändrat"
    EDITORIAL = "editorial", "Redaktionellt"


class Exemption(Record):
    """A decision to accept one problem of one record for a while."""

    audience: Audience = field("Målgrupp", "Vem som får se undantaget.", default=RESTRICTED)
    code: Text = field("Kod", "Kontrollens kod, till exempel HB501.", see=RESTRICTED, why=GAP)
    record: Text = field(
        "Post", "Posten, som slag/id, till exempel supplier/molnbolaget.", see=RESTRICTED, why=GAP
    )
    reason: Text = field("Skäl", "Varför det godtas.", see=RESTRICTED, why=GAP)
    decided_by: RoleRef = field("Beslutat av", "Rollen som beslutade.", see=RESTRICTED, why=GAP)
    until: Day = field("Till och med", "Sista dagen undantaget gäller.", see=RESTRICTED, why=GAP)


class Withdrawal(Part):
    """The decision to take a published edition away: to destroy a copy of a public document."""

    date: Day = field("Återkallad", "Dagen då den togs bort.")
    decided_by: Guarded[RoleRef] = field("Beslutat av", "Rollen som beslutade.")
    decision: Text = field("Beslut", "Beslutets diarienummer.")
    reason: Text = field(
        "Varför", "Skälet, i en mening som alla får läsa. Upprepa inte det som läckte."
    )
    ground: Citation = field("Lagrum", "Den lag eller gallringsregel som beslutet vilar på.")
    archived: Text = field("Arkivexemplar", "Var arkivets exemplar finns.")


class EditionRecord(Record):
    """A dated snapshot of the whole handbook."""

    audience: Audience = field("Målgrupp", "Vem som får se utgåvan.", default=PUBLIC)
    day: Day = field("Dag", "Dagen utgåvan avser.")
    decisions: tuple[Text, ...] = field(
        "Beslut", "Diarienummer för besluten bakom utgåvan.", default=()
    )
    manifest_hash: Text | None = field(
        "Manifestets hash",
        "SHA-256 av manifestet i utgåvan för alla. Skrivs av handbok release.",
        why=OPEN,
        default=None,
    )
    internal_manifest_hash: Text | None = field(
        "Manifestets hash, medarbetare",
        "SHA-256 av manifestet i utgåvan för medarbetare.",
        see=INTERNAL,
        why="Beror av innehåll som bara medarbetare får se.",
        default=None,
    )
    restricted_manifest_hash: Text | None = field(
        "Manifestets hash, samordnare och ledning",
        "SHA-256 av manifestet i utgåvan för samordnare och ledning.",
        see=RESTRICTED,
        why="Beror av innehåll som bara samordnare och ledning får se.",
        default=None,
    )
    withdrawn: Withdrawal | None = field(
        "Återkallad",
        "Varför utgåvan är borttagen från webbplatsen. Skrivs före handbok withdraw.",
        default=None,
    )

    @property
    def label(self) -> str:
        """Return the edition's label, which is also the folder that it is read in: 2026.2."""
        return self.id.replace("-", ".", 1)


class ChangeRecord(Record):
    """What one edition changed since the former, as it is told; written by ``handbok release``.

    It says how things were when the edition came out, so its words are not judged by what the law
    says later, and what it is about may be gone.
    """

    name: Label = field("Ändring", "Vad som har ändrats, i en mening.")
    audience: Audience = field(
        "Målgrupp", "Den vidaste målgrupp som får se ändringen.", default=RESTRICTED
    )
    edition: EditionRef = field("Utgåva", "Utgåvan där ändringen kom.")
    what: Slug = field("Slag", "Vad som hände, med programmets ord, till exempel level-raised.")
    kind: ChangeKind = field("Betydelse", "Vad ändringen betyder för den som läser.")
    subject: Label = field(
        "Gäller",
        "Det som har ändrats, som slag/id eller page/adress, till exempel supplier/molnbolaget. "
        "Det får vara borta i dag.",
    )
    address: Label | None = field(
        "Adress",
        "Där det går att läsa, räknat från webbplatsens början. Saknas om det är borta.",
        default=None,
    )
    roles: tuple[RoleRef, ...] = field("Berör", "Rollerna vars arbete ändringen rör.", default=())
    readers: tuple[Audience, ...] = field(
        "Berättas för",
        "Målgrupperna som får veta. Det som är nytt för den ena kan vara gammalt för den andra. "
        "Utan värde: alla som får se posten.",
        see=RESTRICTED,
        why="Visar vad andra läsare har fått veta, och när.",
        default=(),
    )

    def told_to(self, who: Audience) -> bool:
        """Say whether it is news to an audience, which it need not be to a narrower one."""
        return super().told_to(who) and (not self.readers or who in self.readers)
