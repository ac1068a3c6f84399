"""What all records share, and how a field says what it means and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from macros.records.scalars import Audience, Day, Designation, Slug, Text

if TYPE_CHECKING:
    from typing import Final

PUBLIC, INTERNAL, RESTRICTED = Audience.PUBLIC, Audience.INTERNAL, Audience.RESTRICTED

OPEN: Final = "Uppgiften är allmänt känd eller till för alla."
WORK: Final = "Medarbetare behöver uppgiften i arbetet; utanför kommunen ger den onödig vägledning."
TARGET: Final = "Visar en angripare var det är värt att leta (18 kap. 8 § OSL)."
GAP: Final = "Visar vad som inte är på plats ännu (18 kap. 8 § OSL)."
DEAL: Final = "Avtalsvillkor kan röra leverantörens affärsförhållanden (31 kap. 16 § OSL)."


def field(  # the arguments are the field's whole story, so they are named at every call
    title: str,
    description: str,
    *,
    see: Audience = PUBLIC,
    why: str = OPEN,
    default: Any = ...,
) -> Any:
    """Describe a field of a record.

    Args:
        title: its Swedish name, shown in tables and problems.
        description: what to write in it, in Swedish: the editor's hover text.
        see: the widest audience that may see it.
        why: the reason for that audience.
        default: what an absent field means; without it the field is required.

    Returns:
        A pydantic field. `Any`, because it stands where the field's default would.
    """
    return Field(
        default,
        title=title,
        description=description,
        json_schema_extra={"x-audience": see.value, "x-audience-reason": why},
    )


class Part(BaseModel):
    """A group of fields: a record, or something inside one. Frozen, and without unknown fields."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=False, hide_input_in_errors=True
    )

    orders: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of date fields: the second may not come before the first."""


class Record(Part):
    """A fact with an id. Every kind of record is a subclass."""

    id: Slug = field(
        "Id",
        "Postens korta namn i adresser och hänvisningar: små bokstäver a–z, siffror och "
        "bindestreck. Byt det inte utan att lägga det gamla i previous_ids.",
    )
    name: Text = field("Namn", "Det namn som läsaren ser.")
    previous_ids: tuple[Slug, ...] = field(
        "Tidigare id",
        "Id som posten har haft. Gamla adresser leder vidare hit.",
        default=(),
    )
    audience: Audience = field(
        "Målgrupp",
        "Vem som får se posten: public (alla), internal (medarbetare) eller restricted "
        "(samordnare och ledning). Detta är inget sekretessbeslut: en begäran om allmän handling "
        "prövas för sig.",
        default=INTERNAL,
    )
    notes: Text | None = field(
        "Anteckningar",
        "Fritt för redaktören. Skriv inget om enskilda personer och inget säkerhetsskyddat.",
        see=RESTRICTED,
        why="Arbetsanteckningar är inte till för läsaren.",
        default=None,
    )
    reviewed: Day | None = field(
        "Genomgången",
        "När posten senast gicks igenom mot det som gäller.",
        see=INTERNAL,
        why=WORK,
        default=None,
    )
    tells_of: tuple[Designation, ...] = field(
        "Berättar om",
        "Upphävda lagar som posten nämner som historik, med beteckning, till exempel 2018:1174.",
        default=(),
    )

    def told_to(self, who: Audience) -> bool:
        """Say whether an audience sees the record: those do for whom it is, and all narrower."""
        return who.sees(self.audience)
