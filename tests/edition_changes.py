"""What the script of the editions changes before each, and what its readers are to be told of it.

Every edit names what it does as the change list is to tell it: its subject and its sort. What the
list holds beside that is invented, and what it lacks is missed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from small_handbook import NAMED, Page, small

if TYPE_CHECKING:
    from collections.abc import Callable

    from small_handbook import Fields, Small

Told: TypeAlias = tuple[str, str]
"""What a change is about, and its sort: ``asset/asset-public``, ``level-raised``."""
Edit: TypeAlias = "tuple[Callable[[Small], None], set[Told]]"


def _one(kind: str, **values: Any) -> Callable[[Small], None]:
    """Return an edit of the public record of a kind."""

    def edit(book: Small) -> None:
        book.find(kind, f"{kind}-public").update(values)

    return edit


def _in(kind: str, part: str, **values: Any) -> Callable[[Small], None]:
    """Return an edit of a part of the public record of a kind."""

    def edit(book: Small) -> None:
        book.find(kind, f"{kind}-public")[part].update(values)

    return edit


def _item(kind: str, part: str, index: int, **values: Any) -> Callable[[Small], None]:
    """Return an edit of one of the parts of the public record of a kind."""

    def edit(book: Small) -> None:
        book.find(kind, f"{kind}-public")[part][index].update(values)

    return edit


def _without(kind: str, part: str, index: int) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        del book.find(kind, f"{kind}-public")[part][index]

    return edit


def _more(kind: str, part: str, value: Any) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        book.find(kind, f"{kind}-public")[part].append(value)

    return edit


def _level(aspect: str, level: int) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        book.find("asset", "asset-public")["classification"]["levels"][aspect] = level

    return edit


def _countries(use: str, gone: str) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        book.find("supplier", "supplier-public")["countries"][use].remove(gone)

    return edit


def _back(use: str, country: str) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        book.find("supplier", "supplier-public")["countries"][use].append(country)

    return edit


def _section(index: int, **values: Any) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        section = book.find("regulation", "regulation-public")["sections"][index]
        section.update(values)
        if section["material"]:
            section.pop("not_material", None)

    return edit


def _new(kind: str, record_id: str, like: str) -> Callable[[Small], None]:
    """Return an edit that adds a record like another."""

    def edit(book: Small) -> None:
        record: Fields = json.loads(json.dumps(book.find(kind, like)))
        record.update(id=record_id, name=f"Ny {kind}", previous_ids=[])
        book.records[kind].append(record)

    return edit


def _gone(kind: str, record_id: str) -> Callable[[Small], None]:
    def edit(book: Small) -> None:
        book.records[kind] = [one for one in book.records[kind] if one["id"] != record_id]

    return edit


def _renamed_role(book: Small) -> None:
    """Give a role another id: its page moves, and the old address leads on."""
    page = book.pages.pop("roller/role-open.md")
    book.pages["roller/role-ny.md"] = page
    role = book.find("role", "role-open")
    role["id"] = "role-ny"
    moved = json.dumps(book.records, ensure_ascii=False).replace('"role-open"', '"role-ny"')
    book.records = json.loads(moved)
    book.find("role", "role-ny")["previous_ids"] = ["role-open", "role-open-forr"]
    nav = json.dumps(book.nav).replace("roller/role-open.md", "roller/role-ny.md")
    book.nav = json.loads(nav)


def _page_gone(book: Small) -> None:
    del book.pages["bara-intern/oppen.md"]
    book.nav = json.loads(json.dumps(book.nav).replace(', "bara-intern/oppen.md"', ""))


def _page(body: str) -> Callable[[Small], None]:
    """Return an edit that writes a page of its own, or writes it anew."""

    def edit(book: Small) -> None:
        if "nyheter.md" not in book.pages:
            book.nav.append("nyheter.md")
        book.pages["nyheter.md"] = Page("Nyheter", "public", body)

    return edit


_LONG: Final = "Så här gör du när något går fel och du inte vet vem du ska fråga."

_UNIT: Final = "organisation-open"
_PROCUREMENT: Final = "procurement/procurement-public"
_GATE: Final = {"date": "2026-02-20", "role": "role-public"}

STEPS: Final[dict[str, list[Edit]]] = {
    "2024.1": [],
    "2024.2": [
        (_renamed_role, {("role/role-ny", "record-id"), ("page/roller/role-ny/", "page-moved")}),
        (_page_gone, {("page/bara-intern/oppen/", "page-removed")}),
        (_one("asset", name="System 1"), {("asset/asset-public", "name-changed")}),
        (_level("classification-public", 3), {("asset/asset-public", "level-raised")}),
        (_level("classification-internal", 1), {("asset/asset-public", "level-lowered")}),
        (_one("asset", steward="role-internal"), {("asset/asset-public", "steward-changed")}),
        (_one("supplier", services=["Drift", "Stöd"]), {("supplier/supplier-public", "items-new")}),
        (
            _countries("support", "country-internal"),
            {("supplier/supplier-public", "support-removed")},
        ),
        (
            _item("supplier", "agreements", 0, end="2029-01-01"),
            {("supplier/supplier-public", "agreement-extended")},
        ),
        (_one("duty", decider="role-internal"), {("duty/duty-public", "decider-changed")}),
        (
            _item("duty", "deadlines", 0, hours=12, within="12 timmar"),
            {("duty/duty-public", "deadline-shorter")},
        ),
        # Demanded from a higher level on, it is demanded of fewer.
        (_one("requirement", level=2), {("requirement/requirement-public", "requirement-eased")}),
        (
            _one("processing", retention="Ett år."),
            {("processing/processing-public", "value-changed")},
        ),
        (_page(f"## Ett {{#ett}}\n\n{_LONG}"), {("page/nyheter/", "page-new")}),
        (_new("term", "term-ny", "term-public"), {("term/term-ny", "record-new")}),
    ],
    "2025.1": [
        (
            _back("support", "country-internal"),
            {
                ("supplier/supplier-public", "support-outside"),
            },
        ),
        (
            _countries("storage", "country-spare"),
            {("supplier/supplier-public", "country-removed")},
        ),
        (
            _item("supplier", "sub_suppliers", 0, personal_data=False),
            {("supplier/supplier-public", "data-access-removed")},
        ),
        (
            # It is there all the same: behind another, which has it too.
            _without("supplier", "sub_suppliers", 3),
            {
                ("supplier/supplier-public", "sub-supplier-removed"),
                ("supplier/supplier-public", "chain-new"),
            },
        ),
        (
            _item("supplier", "transfers", 0, measures=["Kryptering", "Loggning"]),
            {("supplier/supplier-public", "transfer-changed")},
        ),
        (
            _item("supplier", "agreements", 1, end="2027-06-01"),
            {("supplier/supplier-public", "agreement-shortened")},
        ),
        (
            _in("supplier", "security_analysis", date="2026-04-01", next="2027-06-01"),
            {
                ("supplier/supplier-public", "analysis-renewed"),
                ("supplier/supplier-public", "review-later"),
            },
        ),
        (
            _in("asset", "continuity", last_exercise="2026-05-20"),
            {("asset/asset-public", "exercise-done")},
        ),
        (_without("asset", "suppliers", 4), {("asset/asset-public", "supplier-dropped")}),
        (_one("asset", system_owner="role-public"), {("asset/asset-public", "owner-changed")}),
        (
            _one("processing", controller="organisation-internal"),
            {("processing/processing-public", "controller-changed")},
        ),
        (
            _item("duty", "deadlines", 0, hours=48, within="48 timmar"),
            {("duty/duty-public", "deadline-longer")},
        ),
        (_one("duty", citation="18 kap. 5 § OSL"), {("duty/duty-public", "citation-moved")}),
        (
            _one("requirement", type="evaluated"),
            {("requirement/requirement-public", "requirement-eased")},
        ),
        (_without("policy", "readers", 4), {("policy/policy-public", "readers-removed")}),
        (_without("policy", "applies_to", 4), {("policy/policy-public", "scope-narrower")}),
        (
            _section(0, explanation="Vad det nu säger."),
            {("regulation/regulation-public", "section-explained")},
        ),
        (
            _page(f"## Två {{#ett}}\n\n{_LONG}\n\n## Mer {{#mer}}\n\nOch en sak till."),
            {("page/nyheter/", "passage-renamed"), ("page/nyheter/", "passage-new")},
        ),
        (_gone("term", "term-ny"), {("term/term-ny", "record-removed")}),
    ],
    "2026.1": [
        # With the day alone: what was to apply from January does.
        (
            lambda _: None,
            {(f"policy/policy-{one}", "policy-in-force") for one in NAMED},
        ),
        (_one("policy", next_review="2027-03-01"), {("policy/policy-public", "review-later")}),
        (_more("policy", "readers", "role-ny"), {("policy/policy-public", "readers-new")}),
        (
            _more("policy", "applies_to", "organisation-open"),
            {("policy/policy-public", "scope-wider")},
        ),
        (_without("policy", "citations", 1), {("policy/policy-public", "citation-removed")}),
        (
            # What made the former change none in substance goes with it.
            _section(0, changed="2026-02-01", material=True),
            {
                ("regulation/regulation-public", "section-amended"),
                ("regulation/regulation-public", "section-changed"),
            },
        ),
        (_one("asset", audience="internal"), {("asset/asset-public", "audience-narrower")}),
        (
            _item("procurement", "stages", 1, date="2026-02-15"),
            {("procurement/procurement-public", "gate-changed")},
        ),
        (
            _more(
                "procurement",
                "stages",
                {"gate": "risk-analysis", "date": "2026-02-20", "role": "role-public"},
            ),
            {("procurement/procurement-public", "gate-passed")},
        ),
        (_page(f"## Två {{#ett}}\n\n{_LONG}"), {("page/nyheter/", "passage-removed")}),
        (_one("role", summary="Håller ihop det hela."), {("role/role-public", "value-changed")}),
        (
            _one("delegation", delegate="role-internal"),
            {("delegation/delegation-public", "decider-changed")},
        ),
    ],
    "2026.2": [
        (_one("asset", audience="public"), {("asset/asset-public", "audience-wider")}),
        (_one("asset", status="planned"), {("asset/asset-public", "value-changed")}),
        (
            _without("procurement", "stages", 2),
            {(_PROCUREMENT, "gate-removed")},
        ),
        (
            _one("organisation", name="Kommunen"),
            {("organisation/organisation-public", "name-changed")},
        ),
        (
            _one("term", explanation="Vad det egentligen betyder."),
            {("term/term-public", "value-changed")},
        ),
        (
            _page(f"## Två {{#ett}}\n\n{_LONG} Ring hellre för ofta."),
            {("page/nyheter/", "passage-changed")},
        ),
        (
            _new("supplier", "supplier-ny", "supplier-open"),
            {("supplier/supplier-ny", "record-new")},
        ),
        (
            _gone("delegation", "delegation-spare"),
            {("delegation/delegation-spare", "record-removed")},
        ),
    ],
}


def beginning() -> Small:
    """Return the handbook before its first edition: with none, and so without what tells of one."""
    book = small()
    book.records["edition"], book.records["change"] = [], []
    for page in book.pages.values():
        lines = page.body.split("\n")
        page.body = "\n".join(one for one in lines if "edition-" not in one)
    return book


def apply(book: Small, label: str) -> set[Told]:
    """Change the handbook before an edition; return what readers are to be told of it."""
    told: set[Told] = set()
    for edit, said in STEPS[label]:
        edit(book)
        told |= said
    return told
