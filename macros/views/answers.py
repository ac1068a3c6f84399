"""Answers to the questions that the block macros ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from macros.citations.read import read_one
from macros.records.assets import Asset, HostingKind
from macros.records.classification import Aspect
from macros.records.kinds import KINDS
from macros.records.law import Duty
from macros.records.organisation import Role, Unit
from macros.records.policies import MEASURED_FOR, Measured, Policy, Recommendation
from macros.records.processings import Processing
from macros.records.procurements import Gate, Procurement
from macros.records.reference import Country, Term
from macros.records.suppliers import Supplier
from macros.views import values
from macros.views.records import UNVERIFIED
from macros.views.tables import Row, Table, countries_of
from macros.views.values import NOTHING, Fact, Group, Link, Many, Status, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from macros.handbook import View
    from macros.records.base import Record
    from macros.views.values import Value


@dataclass(frozen=True, slots=True)
class Chain:
    """A supplier, what it does, from where, and those behind it."""

    supplier: Value
    service: str
    countries: tuple[str, ...]
    behind: tuple[Chain, ...]


def supplier_chain(view: View, supplier_id: str) -> Chain | None:
    """Return a supplier with all that stand behind it, None where it cannot be seen."""
    supplier = view.find("supplier", supplier_id, Supplier)
    if supplier is None:
        return None
    own = _names(view, sorted(countries_of(supplier)))
    return Chain(
        values.to("supplier", supplier),
        ", ".join(supplier.services),
        own,
        _behind(view, supplier, (supplier_id,)),
    )


def _behind(view: View, supplier: Supplier, way: tuple[str, ...]) -> tuple[Chain, ...]:
    found = []
    for one in supplier.sub_suppliers:
        below = view.find("supplier", one.supplier, Supplier)
        deeper = (
            _behind(view, below, (*way, one.supplier))
            if below is not None and one.supplier not in way
            else ()
        )
        found.append(
            Chain(
                values.link(view, "supplier", one.supplier),
                one.service,
                _names(view, one.countries),
                deeper,
            )
        )
    return tuple(found)


def _names(view: View, countries: Iterable[str]) -> tuple[str, ...]:
    known = (view.find("country", one, Country) for one in countries)
    return tuple(sorted(one.name for one in known if one is not None))


def suppliers_by_country(view: View) -> Table:
    """Return each country with the suppliers that work from it, those outside the EEA first."""
    by_country: dict[str, list[Supplier]] = {}
    for supplier in view.all("supplier", Supplier):
        for country in countries_of(supplier):
            by_country.setdefault(country, []).append(supplier)
    found = [
        (country, by_country[country.id])
        for country in view.all("country", Country)
        if country.id in by_country
    ]
    found.sort(key=lambda item: (item[0].eea, item[0].name))
    return Table(
        "Leverantörer per land",
        ("Land", "EES", "Leverantörer"),
        tuple(
            Row(
                "",
                (
                    values.to("country", country),
                    Status("Inom EES", "done") if country.eea else Status("Utanför EES", "partly"),
                    Many(tuple(values.to("supplier", one) for one in suppliers)),
                ),
            )
            for country, suppliers in found
        ),
    )


def classification_matrix(view: View) -> Table:
    """Return aspects against levels, with what each level means."""
    aspects = view.all("classification", Aspect)
    levels = sorted({(one.level, one.label) for aspect in aspects for one in aspect.levels})
    rows = []
    for aspect in aspects:
        meaning = {one.level: one.consequence for one in aspect.levels}
        cells = tuple(Words(meaning[level]) if level in meaning else NOTHING for level, _ in levels)
        rows.append(Row(aspect.id, (Words(aspect.name), *cells)))
    return Table(
        "Vad nivåerna betyder",
        ("Aspekt", *(f"{level} {label}" for level, label in levels)),
        tuple(rows),
    )


def handling(view: View, level: int) -> Table:
    """Return how information on a level is handled in each situation, aspect by aspect."""
    rows = []
    for aspect in view.all("classification", Aspect):
        for one in aspect.levels:
            if one.level != level:
                continue
            for situation, text in one.handling.items():
                rows.append(Row("", (Words(situation.label), Words(text), Words(aspect.name))))
    return Table(
        f"Så hanterar du information på nivå {level}",
        ("När du ska", "Gör så här", "Skyddar"),
        tuple(rows),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is: done of all, and the percentage that counts as reached."""

    title: str
    done: int
    all: int
    goal: int

    @property
    def state(self) -> Status:
        """Return the state as a word."""
        if self.all and self.done * 100 >= self.goal * self.all:
            return Status("Klart", "done")
        return Status("Pågår", "partly") if self.done else Status("Inte påbörjat", "missing")


@dataclass(frozen=True, slots=True)
class RecommendationStatus:
    """How far a recommendation is, and what carries it out."""

    goals: tuple[Progress, ...]
    policies: tuple[Link, ...]


def recommendation_status(view: View, record_id: str) -> RecommendationStatus | None:
    """Return how far a recommendation is; by the measures that the audience may see."""
    one = view.find("recommendation", record_id, Recommendation)
    if one is None:
        return None
    goals = []
    for goal in one.goals:
        if not view.audience.sees(MEASURED_FOR[goal.measure]):
            continue
        done, everything = measured(view, goal.measure)
        goals.append(Progress(goal.measure.label, done, everything, goal.percent))
    policies = tuple(
        values.to("policy", policy)
        for policy in view.all("policy", Policy)
        if record_id in policy.recommendations
    )
    return RecommendationStatus(tuple(goals), policies)


def measured(view: View, what: Measured) -> tuple[int, int]:
    """Return how many of how many, counted in the records."""
    day = view.day
    assets = [one for one in view.all("asset", Asset) if one.status.value != "retired"]
    suppliers = view.all("supplier", Supplier)
    processings = view.all("processing", Processing)
    procurements = view.all("procurement", Procurement)
    policies = view.all("policy", Policy)
    outside = [one for one in assets if one.hosting and one.hosting.kind is not HostingKind.OWN]
    critical = [one for one in assets if one.crisis_critical]
    roles = view.all("role", Role)
    answers: dict[Measured, tuple[Sequence[Record], Sequence[Record]]] = {
        Measured.ASSETS_CLASSIFIED: (
            [one for one in assets if one.classification and one.classification.next >= day],
            assets,
        ),
        Measured.PROTECTION_QUESTION_ASKED: (
            [one for one in assets if one.protection_question_asked],
            assets,
        ),
        Measured.RISK_ANALYSED: (
            [one for one in outside if one.risk_analysis and one.risk_analysis.next >= day],
            outside,
        ),
        Measured.PROCUREMENT_GATES: (
            [one for one in procurements if gates_in_order(one)],
            procurements,
        ),
        Measured.PROCESSINGS_ASSESSED: (
            [one for one in processings if one.impact_assessment],
            processings,
        ),
        Measured.SUPPLIERS_ANALYSED: (
            [
                one
                for one in suppliers
                if one.security_analysis and one.security_analysis.next >= day
            ],
            suppliers,
        ),
        Measured.SUPPLIERS_MAPPED: (
            [one for one in suppliers if one.countries and one.countries.storage],
            suppliers,
        ),
        Measured.POLICIES_CURRENT: (
            [one for one in policies if one.next_review >= day],
            policies,
        ),
        Measured.ROLES_READING: ([one for one in roles if one.reads], roles),
        Measured.CONTINUITY_EXERCISED: (
            [one for one in critical if one.continuity and one.continuity.last_exercise],
            critical,
        ),
    }
    done, everything = answers[what]
    return len(done), len(everything)


def gates_in_order(one: Procurement) -> bool:
    """Say whether a procurement has passed its gates in their order, none left out."""
    order = list(Gate)
    passed = [stage.gate for stage in one.stages]
    dates = [stage.date for stage in one.stages]
    return passed == order[: len(passed)] and dates == sorted(dates)


def gates(view: View, one: Procurement) -> tuple[tuple[str, Status, Value], ...]:
    """Return every gate of a procurement: its name, whether it is passed, when and by whom."""
    passed = {stage.gate: stage for stage in one.stages}
    rows: list[tuple[str, Status, Value]] = []
    for gate in Gate:
        stage = passed.get(gate)
        if stage is None:
            rows.append((gate.label, Status("Återstår", "info"), NOTHING))
        else:
            who = values.link(view, "role", stage.role)
            when = values.day(stage.date)
            rows.append((gate.label, Status("Passerad", "done"), Many((when, who))))
    return tuple(rows)


def coverage(view: View) -> Table:
    """Return recommendations against the policies that carry them out and the laws behind."""
    acts = values.acts(view)
    rows = []
    for one in view.all("recommendation", Recommendation):
        policies = [
            policy for policy in view.all("policy", Policy) if one.id in policy.recommendations
        ]
        cited = {
            citation.designation
            for policy in policies
            for text in policy.citations
            if (citation := read_one(text, view.catalog.names)) is not None
        }
        laws = [act for designation, act in acts.items() if designation in cited]
        rows.append(
            Row(
                "",
                (
                    values.to("recommendation", one),
                    _links("policy", policies),
                    _links("regulation", laws),
                ),
            )
        )
    return Table(
        "Vad som genomför rekommendationerna",
        ("Rekommendation", "Styrdokument", "Lagar"),
        tuple(rows),
    )


def _links(kind: str, records: Iterable[Record]) -> Value:
    items = tuple(values.to(kind, one) for one in records)
    return Many(items) if items else Status("Inget ännu", "missing")


@dataclass(frozen=True, slots=True)
class ContactCard:
    """How to reach a function. `ways` are links that dial or write."""

    function: str
    purpose: str
    ways: tuple[Value, ...]
    hours: str
    unit: Value


def contacts(view: View, unit_id: str | None) -> tuple[ContactCard, ...]:
    """Return whom to turn to, of one unit or of all."""
    found = []
    for unit in view.all("organisation", Unit):
        if unit_id is not None and unit.id != unit_id:
            continue
        for one in unit.contacts:
            ways: list[Value] = []
            if one.phone:
                ways.append(values.phone(one.phone))
            if one.mailbox:
                ways.append(values.mail(one.mailbox))
            link = values.to("organisation", unit)
            found.append(ContactCard(one.function, one.purpose, tuple(ways), one.hours or "", link))
    return tuple(found)


def responsibilities(view: View) -> Table:
    """Return what each role does, decides and reports."""
    columns = ("Roll", "Gör", "Beslutar", "Rapporterar")
    return Table(
        "Vem som gör vad",
        columns,
        tuple(
            Row(
                "",
                (
                    values.to("role", one),
                    *(
                        Many(tuple(Words(text) for text in texts)) if texts else NOTHING
                        for texts in (one.duties, one.decides, one.reports)
                    ),
                ),
            )
            for one in view.all("role", Role)
        ),
    )


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A duty to report: its anchor and name, and all that the one who decides must know."""

    anchor: str
    name: str
    facts: Group


def duties(view: View) -> tuple[DutyCard, ...]:
    """Return every duty to report, with its clocks and deciders."""
    return tuple(DutyCard(one.id, one.name, _duty(view, one)) for one in view.all("duty", Duty))


def _duty(view: View, one: Duty) -> Group:
    facts = [
        Fact("Händelse", Words(one.trigger)),
        Fact("Klockan startar", Words(one.clock_starts)),
        Fact(
            "Tidsfrister",
            Many(tuple(Words(f"{clock.what}: {clock.within}") for clock in one.deadlines)),
        ),
        Fact("Beslutar", values.link(view, "role", one.decider)),
        Fact("Ersättare", values.link(view, "role", one.deputy)),
    ]
    if one.out_of_hours:
        facts.append(Fact("Natt och helg", Words(one.out_of_hours)))
    facts.append(Fact("Lämnas till", Words(one.recipient)))
    if one.channel:
        facts.append(Fact("Så lämnas den", Words(one.channel)))
    facts.append(Fact("Gäller för", Words(one.binds)))
    if one.exceptions:
        facts.append(Fact("Gäller inte", Words(one.exceptions)))
    facts.append(Fact("Lagrum", values.law(view, one.citation)))
    if not one.verified:
        facts.append(Fact("Underlag", UNVERIFIED))
    return Group(tuple(facts))


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done by a day."""

    day: date
    what: str
    link: Link


def coming_reviews(view: View, months: int) -> Table:
    """Return what is to be looked over within some months, what is late among it."""
    until = view.day + relativedelta(months=months)
    due = sorted(
        (one for one in _all_due(view) if one.day <= until),
        key=lambda one: (one.day, one.link.text, one.what),
    )
    return Table(
        f"Att se över de närmaste {months} månaderna",
        ("Senast", "Vad", "Var", "Läge"),
        tuple(
            Row(
                "",
                (
                    values.day(one.day),
                    Words(one.what),
                    one.link,
                    Status("Försenat", "late") if one.day < view.day else Status("Kommer", "soon"),
                ),
            )
            for one in due
        ),
        empty="Inget behöver ses över under tiden.",
    )


def _all_due(view: View) -> Iterable[Due]:
    for kind, known in view.records.items():
        for record in known.values():
            link = values.to(kind, record)
            for what, when in _dates_due(record):
                if when is not None:
                    yield Due(when, what, Link(f"{KINDS[kind].one}: {link.text}", link.address))


def _dates_due(record: Any) -> Iterable[tuple[str, date | None]]:
    if isinstance(record, Policy):
        yield "Översyn", record.next_review
    elif isinstance(record, Asset):
        yield "Ny klassning", record.classification.next if record.classification else None
        yield "Ny riskanalys", record.risk_analysis.next if record.risk_analysis else None
    elif isinstance(record, Supplier):
        analysis = record.security_analysis
        yield "Ny säkerhetsanalys", analysis.next if analysis else None
        for one in record.agreements:
            yield f"{one.kind.label} löper ut", one.end


def glossary(view: View) -> tuple[Term, ...]:
    """Return the terms in Swedish alphabetical order."""
    order = str.maketrans("åäö", "{|}")
    return tuple(
        sorted(view.all("term", Term), key=lambda one: one.name.casefold().translate(order))
    )
