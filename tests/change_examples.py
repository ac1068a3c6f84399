"""For each sort of change an edit of the example handbook that brings it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from conftest import DAY

from macros import prose
from macros.records.assets import AssetKind
from macros.records.law import Deadline, NotMaterial
from macros.records.policies import Correction
from macros.records.procurements import Gate, RequirementType, Stage
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.handbook import View

Edit: TypeAlias = "Callable[[View], View]"


def with_record(view: View, kind: str, record: Any) -> View:
    """Return a view with a record, in the place of the one with its id."""
    return replace(view, records={**view.records, kind: {**view.records[kind], record.id: record}})


def without_record(view: View, kind: str, record_id: str) -> View:
    """Return a view without a record."""
    left = {key: one for key, one in view.records[kind].items() if key != record_id}
    return replace(view, records={**view.records, kind: left})


def to(kind: str, record_id: str, /, **fields: Any) -> Edit:
    """Return an edit that gives a record other values; a function makes one of the record."""

    def edit(view: View) -> View:
        one = view.records[kind][record_id]
        new = {key: value(one) if callable(value) else value for key, value in fields.items()}
        return with_record(view, kind, one.model_copy(update=new))

    return edit


def inside(
    kind: str, record_id: str, field: str, index: int | None = None, /, **fields: Any
) -> Edit:
    """Return an edit of a part of a record: the one of that number, where there are several."""

    def value(record: Any) -> Any:
        old = getattr(record, field)
        if index is None:
            return old.model_copy(update=fields)
        part = old[index].model_copy(update=fields)
        return (*old[:index], part, *old[index + 1 :])

    return to(kind, record_id, **{field: value})


def at(day: date) -> Edit:
    """Return an edit that lets a day come."""
    return lambda view: replace(view, day=day)


def written(path: str, text: str) -> Edit:
    """Return an edit that writes a page; its path is counted from ``docs/``."""

    def edit(view: View) -> View:
        page, _ = prose.read(text.encode(), f"docs/{path}", path)
        assert page is not None
        pages = {key: one for key, one in view.pages.items() if key != page.address}
        if view.audience.sees(page.audience):
            pages[page.address] = page.for_audience(view.audience)
        sources = [one for one in view.catalog.sources if one.path != page.path]
        source = replace(view.catalog.sources[0], path=page.path, text=text, kind=None)
        return replace(view, pages=pages, catalog=replace(view.catalog, sources=(*sources, source)))

    return edit


def unwritten(address: str) -> Edit:
    """Return an edit that takes a page away."""
    return lambda view: replace(
        view, pages={key: one for key, one in view.pages.items() if key != address}
    )


HEAD: Final = "---\ntitle: En sida\ndescription: Om något.\naudience: public\n---\n\n# En sida\n\n"
LONG: Final = "Det här stycket är så långt att det går att känna igen."
PAGE: Final = f"{HEAD}## Ett {{#ett}}\n\n{LONG}\n\n## Två\n\nKort.\n"

_ON, _SOON, _LATE = date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 31)
_P = ("policy", "informationssakerhetspolicy")
_A, _S, _L = ("asset", "skolplattformen"), ("supplier", "molnhuset"), ("regulation", "osl")
_REQ = ("requirement", "konf-kryptering-i-natet")
_DUTY = ("duty", "csl-incident")
_BUYS = ("procurement", "ny-skolplattform")


def _levels(**levels: int) -> Edit:
    def value(record: Any) -> Any:
        old = record.classification
        return old.model_copy(update={"levels": {**old.levels, **levels}})

    return to(*_A, classification=value)


def _without_level(record: Any) -> Any:
    old = record.classification
    levels = {key: one for key, one in old.levels.items() if key != "riktighet"}
    return old.model_copy(update={"levels": levels})


def _sub(record: Any, **fields: Any) -> Any:
    return record.sub_suppliers[0].model_copy(update=fields)


def _more(field: str, *values: Any) -> Callable[[Any], Any]:
    return lambda record: (*getattr(record, field), *values)


def _fewer(field: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, field)[1:]


_STAGE: Final = Stage(gate=Gate.CLASSIFICATION, date=DAY, role="systemagare")
_LIMIT: Final = Deadline(what="Ett besked", hours=4, within="4 timmar")
_CORRECTED: Final = Correction(date=DAY, by="jurist", text_hash="0" * 64)


@dataclass(frozen=True, slots=True)
class Example:
    """A subject, and the edits that lead from the example handbook to two that differ in it."""

    subject: str
    before: tuple[Edit, ...] = ()
    after: tuple[Edit, ...] = ()

    def sides(self, view: View) -> tuple[View, View]:
        """Return the two views."""
        return edited(view, *self.before), edited(view, *self.after)


def edited(view: View, *edits: Edit) -> View:
    """Return a view after edits."""
    for edit in edits:
        view = edit(view)
    return view


def brought(kind: str, record_id: str, *edits: Edit, first: tuple[Edit, ...] = ()) -> Example:
    """Return an example of what edits bring, after some that come first."""
    return Example(f"{kind}/{record_id}", first, (*first, *edits))


def undone(kind: str, record_id: str, *edits: Edit) -> Example:
    """Return an example of what it brings that edits are undone."""
    return Example(f"{kind}/{record_id}", edits)


def _page(text: str, *edits: Edit, first: str = PAGE) -> Example:
    return Example("page/prov/", (written("prov.md", first),), (written("prov.md", text), *edits))


def _renamed(view: View) -> View:
    record = view.records["term"]["avrop"]
    one = record.model_copy(update={"id": "avropet", "previous_ids": ("avrop",)})
    return with_record(without_record(view, "term", "avrop"), "term", one)


def _with_sub(**fields: Any) -> Edit:
    sub = {"supplier": "thornmere-billing", "service": "Support", **fields}
    return to(*_S, sub_suppliers=lambda one: (*one.sub_suppliers, _sub(one, **sub)))


def _adequacy(**fields: Any) -> Edit:
    return inside("country", "gb", "adequacy", **fields)


_NONE: Final = to("country", "gb", adequacy=None)
_NO_TERM: Final = lambda view: without_record(view, "term", "avrop")  # noqa: E731
_PRIVACY: Final = inside(*_S, "sub_suppliers", 0, personal_data=False)
_COUNTRIES, _CLASS = (*_S, "countries"), (*_A, "classification")
_ENDS: Final = inside(*_S, "agreements", 0, end=_SOON)
_RISK, _TRIED = (*_A, "risk_analysis"), (*_A, "continuity")
_SECOND: Final = ("policy", "riktlinje-dataskydd")
_MARK: Final = NotMaterial(changed=_SOON, why="Bara en stavning.")
_EXCEPTION: Final = ("exception", "driftkraft-avtal-under-upphandling")

EXAMPLES: Final[dict[str, Example]] = {
    "record-new": undone("term", "avrop", _NO_TERM),
    "record-removed": brought("term", "avrop", _NO_TERM),
    "record-id": brought("term", "avropet", _renamed),
    "name-changed": brought(*_A, to(*_A, name="Plattformen")),
    "audience-wider": brought(*_A, to(*_A, audience=Audience.PUBLIC)),
    "audience-narrower": brought(*_A, to(*_A, audience=Audience.RESTRICTED)),
    "reviewed": brought(*_A, to(*_A, reviewed=DAY)),
    "notes-changed": brought(*_A, to(*_A, notes="Annat.")),
    # Roles and units
    "owner-changed": brought(*_A, to(*_A, system_owner="jurist")),
    "steward-changed": brought(*_A, to(*_A, steward="jurist")),
    "controller-changed": brought(
        "processing",
        "elevadministration",
        to("processing", "elevadministration", controller="socialnamnden"),
    ),
    "decider-changed": brought(*_DUTY, to(*_DUTY, decider="jurist")),
    "role-changed": brought(
        *("organisation", "kommunen"),
        to("organisation", "kommunen", data_protection_officer="jurist"),
    ),
    "unit-changed": brought(*_A, to(*_A, unit="kommunledningskontoret")),
    # Classification
    "level-raised": brought(*_A, _levels(riktighet=3)),
    "level-lowered": brought(*_A, _levels(riktighet=1)),
    "level-set": undone(*_A, to(*_A, classification=_without_level)),
    "level-unset": brought(*_A, to(*_A, classification=_without_level)),
    "classification-renewed": brought(*_A, inside(*_CLASS, date=DAY)),
    "classification-lapsed": brought(*_A, at(date(2028, 3, 19))),
    "classification-changed": brought(*_A, inside(*_CLASS, by="jurist")),
    "scale-changed": brought(
        *("classification", "riktighet"),
        inside("classification", "riktighet", "levels", 0, label="Ingen"),
    ),
    # Suppliers, and those behind them
    "supplier-added": brought(*_A, to(*_A, suppliers=_more("suppliers", "molnhuset"))),
    "supplier-dropped": brought(*_A, to(*_A, suppliers=())),
    "sub-supplier-new": brought(*_S, _with_sub(countries=("se",))),
    "sub-supplier-outside": brought(*_S, _with_sub(countries=("in",))),
    "sub-supplier-removed": brought(*_S, to(*_S, sub_suppliers=())),
    "sub-supplier-changed": brought(*_S, inside(*_S, "sub_suppliers", 0, service="Annat")),
    "data-access-new": undone(*_S, _PRIVACY),
    "data-access-removed": brought(*_S, _PRIVACY),
    "country-new": brought(*_S, inside(*_COUNTRIES, storage=("se", "fi", "at"))),
    "country-outside": brought(*_S, inside(*_COUNTRIES, storage=("se", "fi", "in"))),
    "country-removed": brought(*_S, inside(*_COUNTRIES, storage=("se",))),
    "support-new": brought(*_S, inside(*_COUNTRIES, support=("se", "at"))),
    "support-outside": brought(*_S, inside(*_COUNTRIES, support=("se", "in"))),
    "support-removed": brought(*_S, inside(*_COUNTRIES, support=())),
    "chain-new": brought("supplier", "skolverktyget", _with_sub(countries=("in",))),
    "chain-removed": undone("supplier", "skolverktyget", _with_sub(countries=("in",))),
    "reach-new": brought(*_A, _with_sub(countries=("in",))),
    "reach-removed": brought(*_A, to(*_A, suppliers=())),
    # Transfers, agreements, analyses and plans
    "transfer-new": undone(*_S, to(*_S, transfers=())),
    "transfer-removed": brought(*_S, to(*_S, transfers=())),
    "transfer-changed": brought(*_S, inside(*_S, "transfers", 0, assessment="KS 1")),
    "adequacy-new": undone("country", "gb", _NONE),
    "adequacy-lapsed": brought("country", "gb", at(date(2060, 1, 1))),
    "adequacy-removed": brought("country", "gb", _NONE),
    "adequacy-changed": brought("country", "gb", _adequacy(limits="Bara några.")),
    "agreement-new": undone(*_S, to(*_S, agreements=_fewer("agreements"))),
    "agreement-renewed": brought(
        *_S, inside(*_S, "agreements", 0, reference="KS 1", end=date(2031, 1, 1))
    ),
    "agreement-extended": brought(*_S, inside(*_S, "agreements", 0, end=date(2031, 1, 1))),
    "agreement-shortened": brought(*_S, _ENDS),
    "agreement-lapsed": brought(*_S, at(_LATE), first=(_ENDS,)),
    "agreement-removed": brought(*_S, to(*_S, agreements=_fewer("agreements"))),
    "agreement-changed": brought(*_S, inside(*_S, "agreements", 0, notice_months=9)),
    "analysis-new": undone(*_A, to(*_A, risk_analysis=None)),
    "analysis-renewed": brought(*_A, inside(*_RISK, date=DAY)),
    "analysis-lapsed": brought(*_A, at(date(2027, 4, 10))),
    "analysis-removed": brought(*_A, to(*_A, risk_analysis=None)),
    "analysis-changed": brought(*_A, inside(*_RISK, reference="BUN 1")),
    "plan-new": undone(*_S, to(*_S, exit_plan=None)),
    "plan-renewed": brought(*_S, inside(*_S, "exit_plan", date=DAY)),
    "plan-removed": brought(*_S, to(*_S, exit_plan=None)),
    "plan-changed": brought(*_S, inside(*_S, "exit_plan", reference="KS 1")),
    "exercise-done": brought(*_A, inside(*_TRIED, last_exercise=DAY)),
    "exercise-lapsed": brought(
        *_A, at(date(2028, 8, 12)), first=(to(*_A, crisis_critical=True), _levels(riktighet=3))
    ),
    "exercise-removed": brought(*_A, inside(*_TRIED, last_exercise=None)),
    "review-set": undone(*_A, inside(*_RISK, next=None)),
    "review-later": brought(*_A, inside(*_RISK, next=date(2029, 1, 1))),
    "review-earlier": brought(*_A, inside(*_RISK, next=_SOON)),
    "review-unset": brought(*_A, inside(*_RISK, next=None)),
    "review-lapsed": brought(*_P, at(date(2027, 11, 1))),
    # What is decided
    "policy-adopted": undone(*_P, to(*_P, adoptions=_fewer("adoptions"))),
    "policy-unadopted": brought(*_P, to(*_P, adoptions=_fewer("adoptions"))),
    "adoption-changed": brought(*_P, inside(*_P, "adoptions", 0, paragraph="§ 1")),
    "policy-corrected": brought(*_P, to(*_P, corrections=(_CORRECTED,))),
    "policy-replaces": brought(*_P, to(*_P, replaces=("riktlinje-dataskydd",))),
    "policy-replaced": brought(*_SECOND, to(*_P, replaces=("riktlinje-dataskydd",))),
    "policy-in-force": brought(*_P, at(_LATE), first=(to(*_P, valid_from=_SOON),)),
    "policy-withdrawn": brought(*_P, to(*_P, valid_to=_LATE)),
    "policy-prolonged": undone(*_P, to(*_P, valid_to=_LATE)),
    "policy-ended": brought(*_P, at(_LATE), first=(to(*_P, valid_to=_SOON),)),
    "readers-new": undone(*_P, to(*_P, readers=_fewer("readers"))),
    "readers-removed": brought(*_P, to(*_P, readers=_fewer("readers"))),
    "scope-wider": undone(*_P, to(*_P, applies_to=_fewer("applies_to"))),
    "scope-narrower": brought(*_P, to(*_P, applies_to=_fewer("applies_to"))),
    "duty-changed": brought(*_DUTY, to(*_DUTY, recipient="En annan.")),
    "deadline-new": brought(*_DUTY, to(*_DUTY, deadlines=_more("deadlines", _LIMIT))),
    "deadline-removed": brought(*_DUTY, to(*_DUTY, deadlines=_fewer("deadlines"))),
    "deadline-shorter": brought(*_DUTY, inside(*_DUTY, "deadlines", 0, hours=12)),
    "deadline-longer": brought(*_DUTY, inside(*_DUTY, "deadlines", 0, hours=48)),
    "deadline-changed": brought(*_DUTY, inside(*_DUTY, "deadlines", 0, within="genast")),
    "requirement-tightened": undone(*_REQ, to(*_REQ, type=RequirementType.EVALUATED)),
    "requirement-eased": brought(*_REQ, to(*_REQ, level=9)),
    "requirement-changed": brought(*_REQ, to(*_REQ, text="Gör något annat.")),
    "exception-lapsed": brought(*_EXCEPTION, at(date(2027, 7, 1))),
    "gate-passed": brought(*_BUYS, to(*_BUYS, stages=_more("stages", _STAGE))),
    "gate-removed": brought(*_BUYS, to(*_BUYS, stages=_fewer("stages"))),
    "gate-changed": brought(*_BUYS, inside(*_BUYS, "stages", 0, role="jurist")),
    # The law
    "citation-new": undone(*_P, to(*_P, citations=_fewer("citations"))),
    "citation-removed": brought(*_P, to(*_P, citations=_fewer("citations"))),
    "citation-moved": brought(*_DUTY, to(*_DUTY, citation="2 kap. 6 § cybersäkerhetslagen")),
    "act-in-force": brought(*_L, at(_LATE), first=(to(*_L, in_force=_SOON),)),
    "act-ended": brought(*_L, at(_LATE), first=(to(*_L, repealed=_SOON),)),
    "act-repealed": brought(*_L, to(*_L, repealed=_SOON)),
    "act-unrepealed": undone(*_L, to(*_L, repealed=_SOON)),
    "act-changed": brought(*_L, to(*_L, authority="Ingen.")),
    "section-new": undone(*_L, to(*_L, sections=_fewer("sections"))),
    "section-removed": brought(*_L, to(*_L, sections=_fewer("sections"))),
    "section-in-force": brought(
        *_L, at(_LATE), first=(inside(*_L, "sections", 0, in_force=_SOON),)
    ),
    "section-ended": brought(*_L, at(_LATE), first=(inside(*_L, "sections", 0, repealed=_SOON),)),
    "section-amended": brought(*_L, at(_LATE), first=(inside(*_L, "sections", 0, changed=_SOON),)),
    "section-touched": brought(
        *_L,
        at(_LATE),
        first=(inside(*_L, "sections", 0, changed=_SOON, material=False, not_material=_MARK),),
    ),
    "section-explained": brought(*_L, inside(*_L, "sections", 0, explanation="Med andra ord.")),
    "section-changed": brought(*_L, inside(*_L, "sections", 0, still_applies_to="Något.")),
    # All else
    "value-set": undone(*_A, to(*_A, retention=None)),
    "value-unset": brought(*_A, to(*_A, retention=None)),
    "value-changed": brought(*_A, to(*_A, kind=AssetKind.SERVICE)),
    "text-changed": brought(*_A, to(*_A, description=f"{LONG} {LONG}")),
    "items-new": undone(*_S, to(*_S, services=_fewer("services"))),
    "items-removed": brought(*_S, to(*_S, services=_fewer("services"))),
    "order-changed": brought(*_S, to(*_S, services=lambda one: one.services[::-1])),
    "date-later": brought(*_P, to(*_P, valid_from=_ON)),
    "date-earlier": brought(*_P, to(*_P, valid_from=date(2026, 1, 2))),
    # Pages
    "page-new": Example("page/prov/", (), (written("prov.md", PAGE),)),
    "page-removed": Example("page/prov/", (written("prov.md", PAGE),)),
    "page-moved": Example("page/annan/", (written("prov.md", PAGE),), (written("annan.md", PAGE),)),
    "passage-new": _page(f"{PAGE}\n## Tre\n\nNytt.\n"),
    "passage-removed": _page(PAGE.replace("## Två\n\nKort.\n", "")),
    "passage-renamed": _page(PAGE.replace("## Ett", "## Första")),
    "passage-moved": _page(PAGE.replace("## Ett {#ett}", "## Ett annat {#annat}")),
    "passage-changed": _page(PAGE.replace("Kort", "Annat")),
}
"""By sort."""
