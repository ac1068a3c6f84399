"""Records about the handbook itself: exceptions from its checks, and its editions."""

from __future__ import annotations

from typing import Final

from macros.records.base import GAP, INTERNAL, OPEN, PUBLIC, RESTRICTED, Part, Record, field
from macros.records.scalars import Audience, Choice, Citation, Day, Guarded, RoleRef, Text

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

    date: Day = field("Dag", "Dagen då den togs bort.")
    decided_by: Guarded[RoleRef] = field("Beslutat av", "Rollen som beslutade.")
    decision: Text = field("Beslut", "Beslutets diarienummer.")
    reason: Text = field(
        "Skäl", "Varför, i en mening som alla får läsa. Upprepa inte det som läckte."
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
