"""Countries and terms: what other records and the prose look up."""

from __future__ import annotations

from typing import ClassVar

from macros.records.base import OPEN, PUBLIC, Part, Record, field
from macros.records.scalars import Audience, Choice, CountryCode, Day, Flag, Label, TermRef, Text


class AdequacyScope(Choice):
    """What an adequacy decision covers."""

    ALL = "all", "Alla överföringar"
    LIMITED = "limited", "Bara vissa mottagare"


class Adequacy(Part):
    """A decision by the Commission under article 45 GDPR."""

    orders: ClassVar = (("start", "end"),)

    decision: Label = field("Beslut", "Beslutets beteckning eller vad det heter.")
    start: Day | None = field("Från", "Dagen beslutet gäller från, om den är känd.", default=None)
    end: Day | None = field("Till", "Dagen beslutet löper ut, om den är bestämd.", default=None)
    scope: AdequacyScope = field("Omfattar", "Om beslutet gäller alla eller bara vissa mottagare.")
    limits: Text | None = field("Begränsning", "Vilka mottagare beslutet gäller.", default=None)
    verified: Flag = field("Kontrollerad", "true om beslutet är läst i original.", default=False)


class Country(Record):
    """A country, by its code in ISO 3166-1."""

    audience: Audience = field("Målgrupp", "Vem som får se landet.", default=PUBLIC)
    name: Text = field("Namn", "Landets namn. Utan fältet används det svenska namnet.", default="")
    code: CountryCode = field("Landskod", "Två stora bokstäver enligt ISO 3166-1, till exempel SE.")
    eea: Flag = field("EES", "true om landet hör till EES.")
    adequacy: Adequacy | None = field(
        "Adekvat skyddsnivå", "Kommissionens beslut enligt artikel 45.", default=None
    )


class Term(Record):
    """A word that the handbook explains."""

    audience: Audience = field("Målgrupp", "Vem som får se ordet.", default=PUBLIC)
    explanation: Text = field("Förklaring", "Vad ordet betyder, i en eller två meningar.")
    forms: tuple[Text, ...] = field("Böjningar", "Former som ordet har i text.", default=())
    synonyms: tuple[Text, ...] = field("Synonymer", "Andra ord för samma sak.", default=())
    see_also: tuple[TermRef, ...] = field("Se även", "Närliggande ord.", why=OPEN, default=())
