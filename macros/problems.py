"""What can be wrong in a handbook, as values: a code, a severity, a place, and how to mend it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How grave a problem is.

    Errors are what someone wrote wrong; warnings are what lapses with time or is not yet done;
    advice is advice.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: its path as the editor knows it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return ``path:line:column``, which terminals and editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its code, its usual severity and a Swedish title."""

    code: str
    severity: Severity
    title: str


def _codes(*rows: tuple[str, Severity, str]) -> dict[str, Code]:
    return {code: Code(code, severity, title) for code, severity, title in rows}


_E, _W, _A = Severity.ERROR, Severity.WARNING, Severity.ADVICE

# A code, once published, is never given another meaning.
CODES = _codes(
    ("HB101", _E, "Filen kan inte läsas"),
    ("HB102", _E, "Filen är inte giltig YAML"),
    ("HB103", _E, "Samma nyckel står två gånger"),
    ("HB104", _E, "Ankare, alias och taggar används inte här"),
    ("HB105", _E, "Filen är inte en lista av poster"),
    ("HB106", _E, "Okänd fil i data"),
    ("HB110", _E, "Fältet finns inte"),
    ("HB111", _E, "Ett fält som krävs saknas"),
    ("HB112", _E, "Värdet har fel form"),
    ("HB113", _E, "Datumet går inte ihop"),
    ("HB114", _E, "Organisationsnumret stämmer inte"),
    ("HB115", _E, "Id är inte skrivet som en adress"),
    ("HB201", _E, "Hänvisningen leder ingenstans"),
    ("HB202", _E, "Samma id används två gånger"),
    ("HB203", _E, "Ett tidigare id krockar"),
    ("HB204", _E, "Posten hänvisar till sig själv"),
    ("HB205", _E, "Ett id har försvunnit"),
    ("HB301", _E, "Lagen finns inte i registret"),
    ("HB302", _E, "Lagrummet finns inte i registret"),
    ("HB303", _W, "Lagen eller lagrummet är upphävt"),
    ("HB304", _W, "Lagen gäller inte än"),
    ("HB305", _E, "Namnet kan vara flera lagar"),
    ("HB306", _W, "Lagrummet har ändrats sedan texten gicks igenom"),
    ("HB307", _E, "Hänvisningen till lag går inte att läsa"),
    ("HB308", _E, "Lagen eller lagrummet står två gånger"),
    ("HB309", _E, "Lagens namn och nummer hör inte ihop"),
    ("HB401", _E, "Nivån finns inte på skalan"),
    ("HB402", _W, "Klassificeringen behöver göras om"),
    ("HB403", _W, "Tillgången är inte klassad"),
    ("HB404", _W, "Grund för utlämnande saknas"),
    ("HB405", _E, "Grunden gäller bara teknisk bearbetning"),
    ("HB406", _W, "Det som bär över ett avbrott saknas"),
    ("HB407", _W, "Övning eller återläsningsprov är för gammalt"),
    ("HB408", _W, "Frågan om säkerhetsskydd är inte ställd"),
    ("HB409", _W, "Riskanalys saknas eller är för gammal"),
    ("HB410", _W, "Inget förklarar varför tillgången finns utomlands"),
    ("HB411", _W, "Tillgången har lägre nivå än det som beror av den"),
    ("HB420", _E, "Den ansvarige är varken nämnd eller juridisk person"),
    ("HB421", _W, "Konsekvensbedömningen är inte gjord"),
    ("HB422", _W, "Förteckningen över behandlingar har en lucka"),
    ("HB501", _W, "Avtalet har löpt ut"),
    ("HB502", _E, "Leverantörskedjan går i cirkel"),
    ("HB503", _E, "Land utanför EES utan överföringsgrund"),
    ("HB504", _W, "Biträdesavtal saknas"),
    ("HB505", _W, "Biträdesavtalet gäller inte för den ansvarige"),
    ("HB506", _W, "Överföringen utanför EES håller inte"),
    ("HB507", _W, "Underleverantör utan länder"),
    ("HB508", _W, "Avtalet tar slut inom uppsägningstiden"),
    ("HB509", _W, "Säkerhetsanalys saknas eller är för gammal"),
    ("HB510", _W, "Avvecklingsplan saknas"),
    ("HB511", _A, "Mycket hänger på en leverantör eller ett land"),
    ("HB512", _W, "Ingen använder leverantören"),
    ("HB513", _E, "En grind är passerad före en tidigare"),
    ("HB514", _W, "Kraven räcker inte till nivåerna"),
    ("HB601", _W, "Styrdokumentet behöver ses över"),
    ("HB602", _E, "Rekommendationen saknar åtgärd"),
    ("HB603", _W, "Texten är ändrad sedan den antogs"),
    ("HB604", _W, "Det går inte att se vilken text som antogs"),
    ("HB605", _W, "Ett styrdokument som inte gäller används"),
    ("HB606", _W, "Styrdokumentet har inga läsare"),
    ("HB607", _W, "Den som beslutar är sin egen ersättare"),
    ("HB701", _E, "Uppgiften får inte stå i handboken"),
    ("HB702", _E, "Texten liknar ett lösenord eller en nyckel"),
    ("HB703", _E, "Adressen leder in i det egna nätet"),
    ("HB704", _E, "Uppgiften leder till en enskild person"),
    ("HB705", _E, "Bilden bär med sig uppgifter om en person"),
    ("HB706", _E, "Utgåvan skulle ligga öppet"),
    ("HB801", _E, "Sidans huvud är fel skrivet"),
    ("HB802", _E, "Anropet är inte tillåtet"),
    ("HB803", _E, "Makrot finns inte"),
    ("HB804", _E, "Makrot är fel anropat"),
    ("HB805", _E, "Sidan saknas"),
    ("HB806", _E, "Sidan hör inte till någon post"),
    ("HB807", _E, "Länken leder ingenstans"),
    ("HB808", _E, "Rå HTML som kan köras"),
    ("HB809", _E, "Länken leder till en sida som inte alla läsare får se"),
    ("HB810", _E, "Sidan och dess post har olika målgrupp"),
    ("HB811", _E, "Sidans filnamn kan inte stå i en adress"),
    ("HB812", _E, "Filen får inte ligga bland sidorna"),
    ("HB813", _E, "Länkens ankare finns inte"),
    ("HB814", _W, "Ingen väg leder till sidan"),
    ("HB815", _E, "Rubrikernas nivåer går inte ihop"),
    ("HB816", _E, "Bilden saknar alternativtext"),
    ("HB817", _A, "En förkortning är inte förklarad"),
    ("HB818", _A, "Sidan är svår att läsa"),
    ("HB819", _E, "Rutan går inte att dölja för andra"),
    ("HB820", _E, "Menyn leder fel"),
    ("HB821", _E, "Två rubriker har samma ankare"),
    ("HB901", _W, "Undantaget gäller inte längre"),
    ("HB902", _W, "Undantaget behövs inte"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an editor should mend: what, how grave, where, and how.

    `record` is ``kind/id`` of the record that it concerns, where there is one.
    """

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    record: str | None = None


def problem(
    code: str, location: Location, message: str, hint: str = "", record: str | None = None
) -> Problem:
    """Return a problem with the code's own severity; an unknown code is a `KeyError`."""
    return Problem(code, CODES[code].severity, location, message, hint, record)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without doubles, by file, line, column and code."""
    return tuple(
        sorted(set(problems), key=lambda p: (p.location, p.code, p.message, p.record or ""))
    )


_ON_LINE: Final = re.compile(r"\b(rad|kolumn) \d+")


def trait(one: Problem) -> tuple[str, str, str]:
    """Return what a problem keeps when lines above it come and go.

    That is its code, the record that it concerns, else the file, and its message without the
    lines that it names.
    """
    return one.code, one.record or one.location.path, _ON_LINE.sub(r"\1", one.message)


_FEW: Final = 200
"""So many words are compared one by one; of more, only those most alike at a glance."""
_LIKELY: Final = 50


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a Swedish question naming the known words nearest to `word`, or an empty string."""
    near = _nearest(word, frozenset(known))
    if not near:
        return ""
    names = [f"”{name}”" for name in near]
    return "Menade du " + " eller ".join(filter(None, [", ".join(names[:-1]), names[-1]])) + "?"


@lru_cache(maxsize=4096)
def _nearest(word: str, known: frozenset[str]) -> tuple[str, ...]:
    likely: Iterable[str] = known
    if len(known) > _FEW:
        pairs = _pairs(known)
        shared = Counter(one for pair in _cut(word) for one in pairs.get(pair, ()))
        likely = sorted(shared, key=lambda one: (-shared[one], len(one), one))[:_LIKELY]
    return tuple(get_close_matches(word, sorted(likely), n=3, cutoff=0.6))


@lru_cache(maxsize=32)
def _pairs(known: frozenset[str]) -> dict[str, list[str]]:
    """Return the words by the pairs of letters in them."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in known:
        for pair in _cut(one):
            found[pair].append(one)
    return dict(found)


def _cut(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(max(len(word) - 1, 1))}
