"""Records about the handbook itself: exceptions from its checks, and its editions."""

from __future__ import annotations

from macros.records.base import GAP, OPEN, PUBLIC, RESTRICTED, Record, field
from macros.records.scalars import Audience, Choice, Day, RoleRef, Text


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


class EditionRecord(Record):
    """A dated snapshot of the whole handbook."""

    audience: Audience = field("Målgrupp", "Vem som får se utgåvan.", default=PUBLIC)
    day: Day = field("Dag", "Dagen utgåvan avser.")
    decisions: tuple[Text, ...] = field(
        "Beslut", "Diarienummer för besluten bakom utgåvan.", default=()
    )
    manifest_hash: Text | None = field(
        "Manifestets hash", "SHA-256 av manifestet.", why=OPEN, default=None
    )
