"""The scale by which information is classified. It is data: a municipality can change it."""

from __future__ import annotations

from macros.records.base import PUBLIC, Part, Record, field
from macros.records.scalars import Audience, Choice, Flag, Text, Whole


class Situation(Choice):
    """What one does with information."""

    STORE = "store", "Spara"
    SEND = "send", "Skicka"
    PRINT = "print", "Skriva ut"
    DISCUSS = "discuss", "Tala om"
    DISPOSE = "dispose", "Kasta"


class Level(Part):
    """One step of the scale."""

    level: Whole = field("Nivå", "Talet på skalan.")
    label: Text = field("Benämning", "Nivåns namn.")
    consequence: Text = field("Konsekvens", "Vad som kan hända om skyddet brister.")
    handling: dict[Situation, Text] = field(
        "Hantering", "Hur information på nivån hanteras i varje situation.", default={}
    )
    national_security: Flag = field(
        "Rör Sveriges säkerhet",
        "true på den nivå som inte klassas här utan tas med säkerhetsskyddschefen.",
        default=False,
    )
    secret: Flag = field(
        "Som regel sekretess",
        "true från den nivå där uppgifterna som regel omfattas av sekretess.",
        default=False,
    )
    exercise_months: Whole | None = field(
        "Månader mellan övningar",
        "Från den här nivån finns en reservrutin, och den och säkerhetskopian prövas minst så här "
        "ofta.",
        default=None,
    )


class Aspect(Record):
    """An aspect of information security, with its scale."""

    audience: Audience = field("Målgrupp", "Vem som får se aspekten.", default=PUBLIC)
    question: Text = field("Fråga", "Frågan man ställer sig när man klassar.")
    description: Text = field("Beskrivning", "Vad aspekten betyder.")
    levels: tuple[Level, ...] = field("Nivåer", "Skalans steg, från lägst till högst.")
    months_between: Whole = field("Månader mellan klassningar", "Så ofta klassningen görs om.")
    inherited: Flag = field(
        "Ärvs",
        "true om det som en tillgång beror av behöver minst samma nivå som tillgången.",
        default=False,
    )
