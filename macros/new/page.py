"""The page of prose that a policy, a recommendation or a role has: a skeleton to write in."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from macros.new import as_yaml
from macros.records.kinds import Owner
from macros.records.policies import Recommendation

if TYPE_CHECKING:
    from macros.records.base import Record
    from macros.records.kinds import Kind

_SECTIONS: Final = {
    "policy": (
        ("Vad som gäller", "galler", "Skriv reglerna, en i taget, så att läsaren vet vad hon gör."),
        ("Vem gör vad", "vem", "Skriv vilken roll som gör vad."),
        ("Undantag", "undantag", "Skriv vem som får besluta om undantag, och hur."),
    ),
    "recommendation": (
        ("Vad rådet begär", "begar", "Skriv vad avsändaren begär, med våra ord."),
        ("Varför", "varfor", "Skriv varför det spelar roll här."),
        ("Vad vi gör", "gor", "Skriv vad vi gör, steg för steg."),
        ("Vem gör vad", "vem", "Skriv vilken roll som gör vad."),
    ),
    "role": (
        ("Din första vecka", "forsta-veckan", "Skriv det första man gör i rollen."),
        ("Ditt år", "aret", "Skriv vad som återkommer, och när."),
        ("Dina beslut", "beslut", "Skriv vad rollen får besluta."),
        ("Du arbetar med", "med", "Skriv vilka andra roller man möter."),
    ),
}


def has_page(kind: Kind) -> bool:
    """Say whether records of a kind have a page of prose."""
    return kind.owner is Owner.PROSE


def source(kind: Kind, record: Record) -> str:
    """Return the path of a record's page inside ``docs/``."""
    return f"{kind.folder}/{record.id}.md"


def text(kind: Kind, record: Record) -> str:
    """Return the skeleton of a record's page."""
    lead = record.asks if isinstance(record, Recommendation) else getattr(record, "summary", "")
    told = " ".join(str(lead).split())
    name = " ".join(record.name.split())
    lines = [
        "---",
        f"title: {as_yaml.one_line(name)}",
        f"description: {as_yaml.one_line(told)}",
        f"audience: {record.audience}",
        "---",
        "",
        f"# {_plain(name)}",
        "",
        f'<p class="hb-lead">{html.escape(told, quote=False)}</p>',
    ]
    for title, anchor, what in _SECTIONS[kind.name]:
        lines += ["", f"## {title} {{#{anchor}}}", "", what]
    if kind.name == "recommendation":
        lines += ["", "## Styrdokument och läge {#laget}", ""]
        lines += [f'{{{{ recommendation_status("{record.id}") }}}}']
    return "\n".join(lines) + "\n"


def _plain(value: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_\[\]~^=#|!])", r"\\\1", html.escape(value, quote=False))
