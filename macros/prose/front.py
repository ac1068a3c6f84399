"""The front matter of a page: what it says of itself between ``---`` at its top."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from macros import source
from macros.problems import Location, Problem, problem
from macros.records.base import INTERNAL, Part, field
from macros.records.read import validate
from macros.records.scalars import Audience, Choice, Day, RoleRef, Text, refused

_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)
_MULTIMARKDOWN = re.compile(r" {0,3}[A-Za-z0-9_-]+:\s")


class Hidden(Choice):
    """What of the theme a page goes without."""

    NAVIGATION = "navigation", "Navigering"
    TOC = "toc", "Innehåll"
    PATH = "path", "Sökväg"
    FOOTER = "footer", "Sidfot"


class HiddenNames(Choice):
    """What a page does where it names what its readers may not see."""

    KIND = "kind", "Bara slaget"
    STOP = "stop", "Stanna"


def _plain(value: str) -> str:
    """Refuse what the theme would print unescaped or read as another sign, or Jinja would run."""
    if re.search(r"[<>{}]|&(?:\w+|#\w+);", value):
        raise refused(
            "HB801",
            f"”{value}” innehåller < >, klamrar eller en teckenkod.",
            "Skriv ren text i sidans huvud.",
        )
    return value


Plain = Annotated[Text, AfterValidator(_plain)]


class FrontMatter(Part):
    """What a page says of itself between ``---`` at its top."""

    title: Plain = field("Rubrik", "Sidans namn i menyer och sökning.")
    description: Plain = field("Beskrivning", "Vad sidan hjälper till med, i en mening.")
    audience: Audience = field("Målgrupp", "Vem som får se sidan.", default=INTERNAL)
    hide: tuple[Hidden, ...] = field("Dölj", "Delar av ramen som sidan är utan.", default=())
    hidden_names: HiddenNames = field(
        "Dolda namn",
        "Vad som händer där sidan nämner en post som inte alla dess läsare får se: kind visar "
        "bara vad det är för slag, stop är ett fel.",
        default=HiddenNames.KIND,
    )
    owner: RoleRef | None = field(
        "Ansvarig", "Rollen som svarar för att sidan är riktig och aktuell.", default=None
    )
    reviewed: Day | None = field("Genomgången", "När sidan senast gicks igenom.", default=None)


def read_front_matter(text: str, path: str) -> tuple[FrontMatter | None, str, list[Problem]]:
    """Return the front matter, the body with as many empty lines before it, and the problems."""
    match = _FRONT.match(text)
    if match is None:
        hint = "Börja sidan med ---, title: …, description: … och --- på var sin rad."
        if re.match(r"-{3}[ \t]*\n-{3}", text):
            said = "Sidans huvud är tomt."
        elif text.startswith("---"):
            said = "Sidans huvud avslutas aldrig."
        elif _MULTIMARKDOWN.match(text):
            said = "Första raden liknar ett sidhuvud och skulle försvinna från sidan."
        else:
            said = "Sidan saknar huvud."
        return None, text, [problem("HB801", Location(path), said, hint)]
    body = "\n" * match[0].count("\n") + text[match.end() :]
    node, found = source.read(f"\n{match[1]}".encode(), path)
    problems = list(found)
    if node is None or not isinstance(node.value, dict):
        if not problems:
            hint = "Skriv title: … och description: … på var sin rad."
            problems.append(problem("HB801", Location(path), "Sidans huvud är tomt.", hint))
        return None, body, problems
    front, wrong = validate(FrontMatter, node, path)
    return front, body, [*problems, *wrong]
