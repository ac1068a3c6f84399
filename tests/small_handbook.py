"""A small but rich handbook: of every kind of record some for each audience.

Every field of every record is filled, and every list of references names records of each audience.
It is made of plain values, so that a test can change what it likes before the files are written.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from conftest import ROOT

from macros.records.kinds import KINDS, Owner
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Fields: TypeAlias = "dict[str, Any]"

AUDIENCES: Final = ("public", "internal", "restricted")
NAMED: Final = (*AUDIENCES, "spare", "open")
"""What the records of each kind are called: one for each audience, and two that no page names."""
MEANT: Final = {**{one: one for one in AUDIENCES}, "spare": "restricted", "open": "public"}
"""For whom the record of each name is."""
DAYS: Final = {"date": "2026-03-01", "next": "2027-03-01"}


def seen_by(record: Fields, who: Audience) -> bool:
    """Say whether a record is for an audience, and news to it where it says to whom it is."""
    told = [one for one in record.get("readers", ()) if one in AUDIENCES]
    return who.sees(Audience(record["audience"])) and (not told or who in told)


@dataclass
class Page:
    """A page of prose before it is written."""

    title: str
    audience: str
    body: str
    owner: str = ""
    description: str = "Vad sidan hjälper till med."
    boxes: tuple[tuple[str, str], ...] = ()
    """Boxes for some of the readers, at the top of the page: for whom, and the text."""

    def text(self) -> str:
        """Return the page as an editor would have written it."""
        owner = f"owner: {self.owner}\n" if self.owner else ""
        return (
            f"---\ntitle: {self.title}\ndescription: {self.description}\n"
            f"audience: {self.audience}\n{owner}---\n\n# {self.title}\n\n"
            f"{''.join(_box(*one) for one in self.boxes)}{self.body}\n"
        )


def _box(audience: str, text: str) -> str:
    inside = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    return f'!!! {audience} "Ruta"\n\n{inside}\n'


@dataclass
class Small:
    """A handbook before it is written.

    `files` says in which file of its kind's folder a record lies, `comments` what is written in
    YAML before it; both by kind and id. `nav` is the menu, as MkDocs takes it.
    """

    records: dict[str, list[Fields]]
    pages: dict[str, Page]
    images: dict[str, bytes]
    nav: list[Any]
    comments: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)

    def copy(self) -> Small:
        """Return another that can be changed by itself."""
        return copy.deepcopy(self)

    def find(self, kind: str, record_id: str) -> Fields:
        """Return a record's fields."""
        return next(one for one in self.records[kind] if one["id"] == record_id)

    def write(self, project: Path) -> None:
        """Write facts, prose and menu into a project's folder, in the place of what is there."""
        for name in ("data", "docs"):
            shutil.rmtree(project / name, ignore_errors=True)
            (project / name).mkdir(parents=True)
        for kind, known in self.records.items():
            texts: dict[str, list[str]] = {}
            for one in known:
                name = self.files.get((kind, one["id"]), "a")
                said = self.comments.get((kind, one["id"]), "")
                texts.setdefault(name, []).append(said + _yaml(one))
            for name, parts in texts.items():
                target = project / "data" / KINDS[kind].file / f"{name}.yml"
                target.parent.mkdir(exist_ok=True)
                target.write_text("".join(parts), encoding="utf-8")
        for source, page in self.pages.items():
            _put(project / "docs" / source, page.text().encode())
        for source, content in self.images.items():
            _put(project / "docs" / source, content)
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        nav = f"nav: {json.dumps(self.nav, ensure_ascii=False)}\n\ntheme:"
        settings = re.sub(
            r"^nav:.*?^theme:", lambda _: nav, settings, flags=re.DOTALL | re.MULTILINE
        )
        (project / "mkdocs.yml").write_text(settings, encoding="utf-8")


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _yaml(record: Fields) -> str:
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record.items()]
    return "- " + "\n  ".join(rows) + "\n"


def picture(shade: int, said: str = "") -> bytes:
    """Return a png of one pixel in a shade of grey, with words inside that no reader sees."""

    def chunk(name: bytes, content: bytes) -> bytes:
        sum_ = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", sum_)

    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(said.encode())) if said else b""
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
            text,
            chunk(b"IDAT", zlib.compress(bytes((0, shade % 256)))),
            chunk(b"IEND", b""),
        )
    )


def _all(kind: str) -> list[str]:
    return [f"{kind}-{who}" for who in NAMED]


def _others(kind: str, who: str) -> list[str]:
    """Return the records of a kind but for one, and for those that come before it."""
    return _all(kind)[NAMED.index(who) + 1 :]


def _transfers() -> list[Fields]:
    return [
        {
            "country": f"country-{one}",
            "ground": "standard-clauses",
            "assessment": f"KS 2026/{number}",
            "measures": ["Kryptering"],
        }
        for number, one in enumerate(NAMED, 1)
        if one != "public"
    ]


def _record(kind: str, who: str) -> Fields:
    """Return a record's own fields, all of them filled."""
    number = NAMED.index(who) + 1
    role, unit = f"role-{who}", f"organisation-{who}"
    law = "18 kap. 8 § OSL"
    everything: dict[str, Fields] = {
        "organisation": {
            "type": "municipality" if who == "public" else "board",
            **({} if who == "public" else {"parent": "organisation-public"}),
            "sectors": ["public-administration"],
            "duties": _all("duty"),
            "contacts": [
                {
                    "function": "Växel",
                    "purpose": "Ring hit.",
                    "phone": f"0980-319 20{number}",
                    "mailbox": f"vaxel{number}@kommunen.example",
                    "hours": "Vardagar",
                }
            ],
        },
        "role": {
            "unit": unit,
            "mailbox": f"roll{number}@kommunen.example",
            "summary": "Håller i det hela.",
            "duties": ["Gör"],
            "reads": ["Läser"],
            "decides": ["Beslutar"],
            "reports": ["Rapporterar"],
        },
        "asset": {
            "kind": "system",
            "description": "Används varje dag, enligt 18 kap. 8 § OSL.",
            "unit": unit,
            "information_owner": role,
            "system_owner": f"role-{NAMED[-number]}",
            "steward": "role-public",
            "status": "in-use",
            "classification": {
                "levels": dict.fromkeys(_all("classification"), 2),
                **DAYS,
                "by": role,
                "motive": "Därför.",
            },
            "secrecy": [law],
            "crisis_critical": who == "public",
            "hosting": {"kind": "cloud", "countries": _all("country")},
            "suppliers": _all("supplier"),
            "depends_on": _others("asset", who),
            "risk_analysis": {**DAYS, "reference": f"KS 2026/1{number}"},
            "protection_question_asked": {"date": "2026-01-01", "role": role},
            "disclosure": {"ground": law, "technical_only": False, "motive": "Lämpligt."},
            "continuity": {
                "tolerable_outage_hours": 24,
                "recovery_time_hours": 8,
                "recovery_point_hours": 4,
                "manual_routine": "Papper.",
                "plan": f"policy-{who}",
                "last_exercise": "2026-05-01",
                "last_restore_test": "2026-06-01",
            },
            "retention": {"rule": "Bevaras.", "plan": "Plan 1", "archive": "Arkivet"},
            "policies": _all("policy"),
            "reviews": [{"date": "2026-02-01", "by": role, "note": "Inget nytt."}],
        },
        "processing": {
            "controller": unit,
            "joint_controllers": _others("organisation", who),
            "processors": _all("supplier"),
            "purpose": "Att sköta uppgiften.",
            "legal_basis": "public-task",
            "basis_citation": law,
            "data_subjects": ["Invånare"],
            "categories": ["Namn"],
            "special_categories": False,
            "recipients": ["Ingen"],
            "retention": "Två år.",
            "assets": _all("asset"),
            "transfers": _transfers(),
            "impact_assessment": {
                "needed": True,
                "decided": "2026-01-01",
                "by": role,
                "date": "2026-02-01",
            },
        },
        "supplier": {
            "country": "country-public",
            "owner_jurisdiction": "country-internal",
            "services": ["Drift"],
            "owner": role,
            "countries": dict.fromkeys(("operation", "storage", "support"), _all("country")),
            "sub_suppliers": [
                {
                    "supplier": one,
                    "service": "Lagring",
                    "countries": _all("country"),
                    "personal_data": True,
                }
                for one in _others("supplier", who)
            ],
            "transfers": _transfers(),
            "agreements": [
                {
                    "kind": kind,
                    "reference": f"KS 2026/2{number}",
                    "controllers": _all("organisation"),
                    "start": "2026-01-01",
                    "end": "2028-01-01",
                    "notice_months": 3,
                }
                for kind in ("main", "processor")
            ],
            "security_analysis": {
                **DAYS,
                "resources": "Finns.",
                "staff": "Räcker.",
                "routines": "Följs.",
            },
            "exit_plan": {"date": "2026-04-01", "reference": "Pärmen"},
            "incident_contact": {
                "function": "Jour",
                "phone": f"0980-319 23{number}",
                "mailbox": f"jour{number}@kommunen.example",
                "hours": "Alltid",
            },
        },
        "procurement": {
            "case_number": f"KS 2026/3{number}",
            "unit": unit,
            "procedure": "own",
            "summary": "Ny drift.",
            "owner": role,
            "assets": _all("asset"),
            "suppliers": _all("supplier"),
            "options": ["Mer drift"],
            "stages": [
                {"gate": "need", "date": "2026-01-01", "role": "role-public"},
                {"gate": "classification", "date": "2026-02-01", "role": "role-restricted"},
            ],
            "requirements": _all("requirement"),
        },
        "requirement": {
            "aspect": f"classification-{who}",
            "level": 1,
            "type": "mandatory",
            "text": "Skydda uppgifterna.",
            "shown_by": "Intyg.",
            "followed_up": "Varje år.",
            "ground": [law],
            "standard": "SS 1 eller likvärdig",
            "applies_to": "Alla köp.",
            "policies": _all("policy"),
        },
        "policy": {
            "kind": "plan",
            "summary": "Säger hur.",
            "owner": role,
            "adoptions": [
                {
                    "entity": one,
                    "body": "Kommunfullmäktige",
                    "date": "2026-01-01",
                    "paragraph": "§ 4",
                    "case_number": f"KS 2026/4{number}",
                }
                for one in ("organisation-public", unit)
            ],
            "valid_from": "2026-01-01",
            "next_review": f"2027-0{number}-01",
            "readers": _all("role"),
            "applies_to": _all("organisation"),
            "recommendations": _all("recommendation"),
            "citations": [law, "artikel 28 i dataskyddsförordningen"],
            "replaces": _others("policy", who),
        },
        "recommendation": {
            "source": "skr",
            "number": number,
            "asks": "Gör mer.",
            "changed_since": ["Mycket"],
            "goals": [
                {"measure": one, "percent": 90}
                for one in (
                    "assets-classified",
                    "risk-analysed",
                    "policies-current",
                    "roles-reading",
                    "continuity-exercised",
                    "suppliers-mapped",
                )
            ],
            "owner": role,
        },
        "duty": {
            "trigger": "En incident.",
            "binds": "Kommunen.",
            "recipient": "Myndigheten",
            "clock_starts": "När den upptäcks.",
            "deadlines": [{"what": "Anmälan", "hours": 24, "within": "24 timmar"}],
            "decider": role,
            "deputy": "role-public",
            "out_of_hours": "Jouren",
            "channel": "Webben",
            "citation": law,
            "exceptions": "Inga.",
        },
        "delegation": {
            "decision": "Att anmäla.",
            "body": unit,
            "delegate": role,
            "reported_back": "Nästa möte.",
            "citation": law,
        },
        "country": {"code": ("SE", "US", "IN", "GB", "NO")[number - 1], "eea": who == "public"},
        "term": {
            "explanation": "Vad det betyder.",
            "forms": ["formen"],
            "synonyms": ["synonymen"],
            "see_also": _others("term", who),
        },
        "classification": {
            "question": "Vad händer?",
            "description": "Om det brister.",
            "months_between": 12,
            "levels": [
                {
                    "level": one,
                    "label": f"Nivå {one}",
                    "consequence": "Skada.",
                    "handling": dict.fromkeys(("store", "send", "print"), "Varsamt."),
                }
                for one in (1, 2, 3)
            ],
        },
        "exception": {
            "code": "HB409",
            "record": "asset/asset-public",
            "reason": "Det får vänta.",
            "decided_by": role,
            "until": "2027-01-01",
        },
        "edition": {
            "day": f"2026-0{number}-01",
            "decisions": [f"KS 2026/5{number}"],
            "manifest_hash": "a" * 64,
        },
        "change": {
            "edition": f"edition-{who}",
            "what": "level-raised",
            "kind": ("new", "tightened", "eased", "removed", "corrected")[number - 1],
            "subject": f"asset/asset-{who}",
            "address": f"register/tillgangar/asset-{who}/",
            "roles": _all("role"),
            # What is open is news to those outside alone: see `seen_by`.
            "readers": ["public"] if who == "open" else list(AUDIENCES),
        },
    }
    return everything[kind]


def _regulations() -> list[Fields]:
    """Return the acts: two that all may see, two that not all may."""

    def act(record_id: str, audience: str, name: str, designation: str, **more: Any) -> Fields:
        sections: Sequence[str] = more.pop("numbers")
        return {
            "id": record_id,
            "name": name,
            "audience": audience,
            "kind": "law",
            "designation": designation,
            "title": f"Rubrik för {record_id}",
            "summary": "Vad den är till för.",
            "concerns": "Alla.",
            "in_force": "2009-06-30",
            "authority": "Myndigheten",
            "address": "https://lagen.nu/2009:400",
            "sections": [
                {
                    "number": one,
                    "explanation": "Vad det säger.",
                    "changed": "2020-01-01",
                    "material": False,
                    "not_material": {"changed": "2020-01-01", "why": "Ett ord är bytt."},
                }
                for one in sections
            ],
            **more,
        }

    inner = ("3 §", "5 §", "18 kap. 5 §", "18 kap. 8 §")
    osl = ("18 kap. 5 §", "18 kap. 8 §", "5 §")
    return [
        act(
            "regulation-restricted",
            "restricted",
            "hemligalagen",
            "2020:11",
            names=["fjärde lagen"],
            numbers=inner,
        ),
        act("regulation-spare", "restricted", "spararlagen", "2020:13", numbers=inner),
        act(
            "regulation-public",
            "public",
            "offentlighets- och sekretesslagen",
            "2009:400",
            abbreviations=["OSL"],
            replaced_by=["regulation-internal"],
            numbers=osl,
        ),
        act(
            "regulation-internal",
            "internal",
            "internlagen",
            "2020:12",
            names=["tredje lagen"],
            numbers=inner,
        ),
        act(
            "regulation-eu",
            "public",
            "dataskyddsförordningen",
            "32016R0679",
            kind="eu-regulation",
            numbers=("artikel 28", "artikel 35"),
        ),
    ]


_CALLS: Final = """\
{law}

Enligt 18 kap. 8 § OSL, 5 § samma lag och artikel 28 i dataskyddsförordningen. En motpart får ta
del av det, och tredje lagen eller fjärde lagen kan gälla, säger 5 § i den lagen.

Enligt 18 kap. 8 § OSL är det så för uppgifterna, en bild, en motpart och drift, säger 5 § samma
lag.

{links}

{{{{ asset_table() }}}}

{{{{ supplier_table() }}}}

{{{{ processing_table() }}}}

{{{{ procurement_table() }}}}

{{{{ policy_table() }}}}

{{{{ policy_table(recommendation="recommendation-public") }}}}

{{{{ recommendation_table() }}}}

{{{{ regulation_table() }}}}

{{{{ role_table() }}}}

{{{{ role_table(unit="organisation-public") }}}}

{{{{ delegation_table() }}}}

{{{{ country_table() }}}}

{{{{ unit_table() }}}}

{{{{ exception_table() }}}}

{{{{ edition_table() }}}}

{{{{ requirements() }}}}

{{{{ glossary() }}}}

{{{{ recommendation_status("recommendation-public") }}}}

{{{{ coverage() }}}}

{{{{ classification_matrix() }}}}

{{{{ handling(2) }}}}

{{{{ supplier_chain("supplier-public") }}}}

{{{{ suppliers_by_country() }}}}

{{{{ cited_places() }}}}

{{{{ law_impact("18 kap. 8 § OSL") }}}}

{{{{ law_impact("OSL") }}}}

{{{{ unverified() }}}}

{{{{ contacts() }}}}

{{{{ responsibilities() }}}}

{{{{ duties() }}}}

{{{{ coming_reviews(months=24) }}}}

{{{{ to_do("unit", months=24) }}}}

{{{{ to_do("role", months=24) }}}}

{{{{ year_calendar() }}}}

{{{{ changes_of() }}}}

{{{{ changes_of(edition="edition-public") }}}}

{{{{ changes_for_role() }}}}

{{{{ changes_for_role("role-public") }}}}
"""
_FILTERED: Final = """
{{ asset_table(unit="organisation-public") }}

{{ asset_table(supplier="supplier-public") }}

{{ supplier_table(country="country-internal") }}

Det finns {{ count("asset", supplier="supplier-internal") }} och
{{ count("supplier", country="country-public") }}.
"""
_KINDS: Final = ("asset", "supplier", "policy", "recommendation", "role", "country", "term")


def _everything(who: str) -> str:
    """Return the calls of all macros that a page for an audience may make."""
    links = [f'{{{{ {kind}("{kind}-{one}") }}}}' for kind in _KINDS for one in AUDIENCES]
    counts = [f'{{{{ count("{kind}") }}}}' for kind in KINDS]
    law = '{{ law("18 kap. 8 § OSL") }}, {{ law("5 § internlagen") }}, {{ law("hemligalagen") }}.'
    text = _CALLS.format(law=law, links=", ".join((*links, *counts)))
    return text if who == "public" else text + _FILTERED


def _pages() -> dict[str, Page]:
    pages = {
        "index.md": Page("Start", "public", "[Allt](allt-public.md)\n\n![En bild](bilder/ett.png)"),
        "bara-intern/index.md": Page("Intern avdelning", "internal", "Text."),
        "bara-intern/oppen.md": Page("Öppen under intern", "public", "Text."),
        "bara-intern/sluten.md": Page("Sluten", "restricted", "![Bild](../bilder/tre.png)"),
        "bilder-internt.md": Page(
            "Bilder", "internal", "![En](bilder/ett.png) ![Två](bilder/två.png)"
        ),
        "register/tillgangar/index.md": Page("Tillgångar", "public", "{{ asset_table() }}"),
        "register/leverantorer/index.md": Page(
            "Leverantörer", "internal", "{{ supplier_table() }}"
        ),
        "organisation/index.md": Page("Organisation", "public", "{{ unit_table() }}"),
        "ordlista/index.md": Page("Ordlista", "public", "{{ glossary() }}"),
        "rapportplikter/index.md": Page("Plikter", "public", "{{ duties() }}"),
        "andringar/index.md": Page("Nytt", "public", "{{ changes_of() }}"),
        "laget/index.md": Page("Läget", "restricted", "{{ exception_table() }}"),
    }
    for who in AUDIENCES:
        pages[f"allt-{who}.md"] = Page(f"Allt för {who}", who, _everything(who), f"role-{who}")
    for kind in KINDS.values():
        if kind.owner is Owner.PROSE:
            for name in NAMED:
                text = f"Vad det är.\n\n## Mer {{#mer-om}}\n\n{kind.one}."
                pages[f"{kind.folder}/{kind.name}-{name}.md"] = Page(kind.one, MEANT[name], text)
    return pages


def small(source: str = "restricted") -> Small:
    """Return the handbook.

    Args:
        source: who sees the links to the source.
    """
    records: dict[str, list[Fields]] = {}
    for kind in KINDS:
        if kind == "regulation":
            records[kind] = _regulations()
            continue
        records[kind] = [
            {
                "id": f"{kind}-{who}",
                "name": f"{KINDS[kind].one} {who}",
                "audience": MEANT[who],
                **_record(kind, who),
                "previous_ids": [f"{kind}-{who}-forr"],
                "notes": "Att göra.",
                "reviewed": "2026-03-01",
            }
            for who in ("restricted", "public", "spare", "internal", "open")
        ]
    root = next(one for one in records["organisation"] if one["id"] == "organisation-public")
    root["publishing"] = [
        {
            "audience": who,
            "address": f"https://{who}.kommunen.example/",
            "branch": f"gren-{who}",
            "remote": f"https://git.kommunen.example/{who}",
        }
        for who in AUDIENCES
    ]
    address = "https://git.kommunen.example/{path}#L{line}"
    root["source"] = {"file_address": address, "audience": source}
    pages = _pages()
    images = {
        "bilder/ett.png": picture(1),
        "bilder/två.png": picture(2),
        "bilder/tre.png": picture(3),
    }
    nav: list[Any] = [
        "index.md",
        {"Allt": [f"allt-{who}.md" for who in ("restricted", "internal", "public")]},
        {"Avdelning": ["bara-intern/index.md", "bara-intern/sluten.md", "bara-intern/oppen.md"]},
        {"Läget": "laget/index.md"},
        {"Bilder": ["bilder-internt.md"]},
        {
            "Register": [
                {"Tillgångar": ["register/tillgangar/index.md"]},
                "register/leverantorer/index.md",
            ]
        },
        {
            "Mer": [
                "organisation/index.md",
                "ordlista/index.md",
                "rapportplikter/index.md",
                "andringar/index.md",
            ]
        },
        {"Roller": [one for one in pages if one.startswith("roller/")]},
        {"Styrdokument": [one for one in pages if one.startswith("styrdokument/")]},
        {"Rekommendationer": [one for one in pages if one.startswith("rekommendationer/")]},
    ]
    return Small(records, pages, images, nav)
