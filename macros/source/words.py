"""What libyaml says, in words for somebody who has never met YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import Location, Problem, problem

if TYPE_CHECKING:
    import yaml

# libyaml's own words, and what to say to somebody who has never met YAML.
_WORDS = (
    (
        "found character '\\t' that cannot start any token",
        "Raden är indragen med tabb.",
        "Dra in med blanksteg, två för varje steg.",
    ),
    (
        "mapping values are not allowed",
        "Kolonet här går inte att förstå.",
        "Sätt värdet inom citattecken om det innehåller ”: ”, och dra in raden som de andra.",
    ),
    (
        "did not find expected key",
        "Här väntades ett fält.",
        "Kontrollera indragningen: fälten i en post börjar i samma kolumn.",
    ),
    (
        "did not find expected '-' indicator",
        "Här väntades en ny post som börjar med ”- ”.",
        "Kontrollera indragningen: varje post i listan börjar i samma kolumn.",
    ),
    (
        "could not find expected ':'",
        "Raden saknar kolon efter fältets namn.",
        "Skriv ”fält: värde”. Text på flera rader inleds med ”fält: >-”.",
    ),
    (
        "found unexpected end of stream",
        "Ett citattecken öppnas men stängs aldrig.",
        "Sätt ut det avslutande citattecknet.",
    ),
    (
        "did not find expected ',' or ']'",
        "En lista inom hakparentes stängs aldrig.",
        "Sätt ut ”]” eller skriv listan på egna rader med ”- ”.",
    ),
    (
        "did not find expected ',' or '}'",
        "En klammerparentes stängs aldrig.",
        "Sätt ut ”}” eller skriv fälten på egna rader.",
    ),
    (
        "found unknown escape character",
        "Ett omvänt snedstreck inom dubbla citattecken betyder något särskilt i YAML.",
        "Använd enkla citattecken, eller skriv två omvända snedstreck.",
    ),
    (
        "cannot start any token",
        "Tecknet kan inte inleda ett värde.",
        "Sätt värdet inom citattecken.",
    ),
    (
        "control characters are not allowed",
        "Filen innehåller ett styrtecken som inte syns.",
        "Ta bort tecknet; skriv om raden för hand om det inte går att markera.",
    ),
    (
        "expected a single document",
        "Filen innehåller flera dokument.",
        "Ta bort raden ”---” mitt i filen.",
    ),
)


# Of these, libyaml tells where it gave up; the editor wants to know where it began.
_OPENED = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)


def spot(path: str, mark: yaml.Mark | yaml._yaml.Mark | None) -> Location:
    """Return the place of a mark of libyaml's, which counts from 0."""
    return Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)


def translated(text: str, error: yaml.MarkedYAMLError, path: str) -> Problem:
    """Return the problem that libyaml's error means."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    rows = text.split("\n")
    row = rows[mark.line] if mark is not None and mark.line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        said = _WORDS[0][0]
    for words, message, hint in _WORDS:
        if words in said:
            # What is never closed is mended where it opens, which is the context.
            if words in _OPENED and error.context_mark is not None:
                mark = error.context_mark
            return problem("HB102", _inside(rows, spot(path, mark)), message, hint)
    return problem(
        "HB102",
        _inside(rows, spot(path, mark)),
        "Filen går inte att läsa som YAML från den här raden.",
        "Jämför med raderna omkring: indragning, kolon, citattecken.",
    )


def _inside(rows: list[str], place: Location) -> Location:
    """Return a place on a line that the file has: an error at its end stands on its last."""
    last = len(rows) - 1 if len(rows) > 1 and not rows[-1] else len(rows)
    if place.line <= last:
        return place
    return Location(place.path, last, 1)


def unreadable(text: str, error: yaml.reader.ReaderError, path: str) -> Problem:
    """Return the problem of a character that YAML does not allow."""
    position = error.position if isinstance(error.position, int) else 0
    line = text.count("\n", 0, position) + 1
    return problem(
        "HB102",
        Location(path, line),
        "Filen innehåller ett styrtecken som inte syns.",
        "Ta bort tecknet; skriv om raden för hand om det inte går att markera.",
    )
