"""How far the recommendations are, counted in the records; and the gates of procurements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.citations.read import read_one
from macros.records.assets import Asset, HostingKind
from macros.records.organisation import Role
from macros.records.policies import MEASURED_FOR, Measured, Policy, Recommendation
from macros.records.processings import Processing
from macros.records.procurements import Gate, Procurement
from macros.records.suppliers import Supplier
from macros.views import values
from macros.views.tables import Row, Table
from macros.views.values import NOTHING, Link, Many, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from macros.handbook import View
    from macros.records.base import Record
    from macros.views.values import Value


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
    assets = [one for one in view.all("asset", Asset) if not one.retired]
    suppliers = view.all("supplier", Supplier)
    processings = view.all("processing", Processing)
    procurements = view.all("procurement", Procurement)
    policies = [one for one in view.all("policy", Policy) if not one.ended(day)]
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
    acts = view.statutes.acts
    rows = []
    for one in view.all("recommendation", Recommendation):
        policies = [
            policy for policy in view.all("policy", Policy) if one.id in policy.recommendations
        ]
        cited = {
            citation.designation
            for policy in policies
            for text in policy.citations
            if (citation := read_one(text, view.names)) is not None
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
