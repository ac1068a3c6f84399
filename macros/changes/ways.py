"""Which fields are told by sorts of their own: that a value comes, goes or becomes another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from macros.prose import FrontMatter
from macros.records.assets import Asset, Classification, Continuity, RiskAnalysis
from macros.records.base import Record
from macros.records.classification import Aspect
from macros.records.law import Duty, Regulation, Section
from macros.records.organisation import Delegation, Role, Unit
from macros.records.policies import Policy, Recommendation
from macros.records.processings import Processing
from macros.records.procurements import Procurement, Requirement
from macros.records.reference import Country
from macros.records.suppliers import ExitPlan, SecurityAnalysis, SubSupplier, Supplier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macros.records.base import Part
    from macros.records.shape import FieldShape


@dataclass(frozen=True, slots=True)
class Way:
    """The sorts by which a field is told.

    `come` and `gone` are for what a list gets and loses, `later` and `earlier` for a day that
    moves, `text` for one text that becomes another, `order` for what only changes places.
    """

    filled: str
    emptied: str
    changed: str
    come: str
    gone: str
    later: str
    earlier: str
    text: str
    order: str = "order-changed"


def _way(filled: str, emptied: str = "", changed: str = "", *, later: str = "") -> Way:
    """Return a way: what is not given is told as the filled one, a day as the changed one."""
    gone, other = emptied or filled, changed or filled
    return Way(filled, gone, other, filled, gone, later or other, other, other)


GENERIC: Final = Way(
    *("value-set", "value-unset", "value-changed", "items-new", "items-removed"),
    *("date-later", "date-earlier", "text-changed"),
)
"""How a field without a way of its own is told."""

_CITED: Final = _way("citation-new", "citation-removed", "citation-moved")
_ROLE: Final = replace(GENERIC, changed="role-changed")
_OWNER, _UNIT = _way("owner-changed"), _way("unit-changed")
_CONTROLLER: Final = _way("controller-changed")
_DECIDER: Final = _way("decider-changed")
_SUPPLIERS: Final = _way("supplier-added", "supplier-dropped")
_TRANSFERS: Final = _way("transfer-new", "transfer-removed", "transfer-changed")
_ANALYSIS: Final = _way("analysis-new", "analysis-removed", "analysis-changed")
_ANALYSED: Final = _way("analysis-changed", later="analysis-renewed")
_EXERCISE: Final = _way("exercise-done", "exercise-removed")
_PLAN: Final = _way("plan-new", "plan-removed", "plan-changed")
_SCOPE: Final = _way("scope-wider", "scope-narrower")


def _of(model: type[Part], **named: Way) -> Iterator[tuple[tuple[type[Part], str], Way]]:
    for name, way in named.items():
        yield (model, name), way


_FIELDS: Final[Mapping[tuple[type[Part], str], Way]] = dict(
    [
        *_of(Record, reviewed=_way("reviewed"), notes=_way("notes-changed")),
        *_of(FrontMatter, title=_way("name-changed"), owner=_OWNER, reviewed=_way("reviewed")),
        *_of(
            Asset,
            unit=_UNIT,
            information_owner=_OWNER,
            system_owner=_OWNER,
            steward=_way("steward-changed"),
            classification=_way("level-set", "level-unset", "classification-changed"),
            suppliers=_SUPPLIERS,
            risk_analysis=_ANALYSIS,
            continuity=_PLAN,
            reviews=_way("reviewed"),
        ),
        *_of(
            Classification,
            date=_way("classification-changed", later="classification-renewed"),
        ),
        *_of(RiskAnalysis, date=_ANALYSED),
        *_of(SecurityAnalysis, date=_ANALYSED),
        *_of(
            Continuity,
            plan=_PLAN,
            manual_routine=_PLAN,
            last_exercise=_EXERCISE,
            last_restore_test=_EXERCISE,
        ),
        *_of(
            Processing,
            controller=_CONTROLLER,
            joint_controllers=_CONTROLLER,
            processors=_SUPPLIERS,
            transfers=_TRANSFERS,
            impact_assessment=_ANALYSIS,
        ),
        *_of(
            Supplier,
            owner=_OWNER,
            sub_suppliers=_way("sub-supplier-changed"),
            transfers=_TRANSFERS,
            agreements=_way("agreement-changed"),
            security_analysis=_ANALYSIS,
            exit_plan=_PLAN,
        ),
        *_of(SubSupplier, personal_data=_way("data-access-new", "data-access-removed")),
        *_of(ExitPlan, date=_way("plan-changed", later="plan-renewed")),
        *_of(
            Procurement,
            unit=_UNIT,
            owner=_OWNER,
            suppliers=_SUPPLIERS,
            stages=_way("gate-passed", "gate-removed", "gate-changed"),
        ),
        *_of(
            Requirement,
            **dict.fromkeys(
                ("aspect", "text", "shown_by", "followed_up", "standard", "applies_to"),
                _way("requirement-changed"),
            ),
        ),
        *_of(
            Policy,
            owner=_OWNER,
            corrections=_way("policy-corrected"),
            replaces=_way("policy-replaces"),
            valid_to=_way("policy-withdrawn", "policy-prolonged", later="policy-prolonged"),
            readers=_way("readers-new", "readers-removed"),
            applies_to=_SCOPE,
        ),
        *_of(Recommendation, owner=_OWNER),
        *_of(
            Regulation,
            sections=_way("section-new", "section-removed", "section-changed"),
            **dict.fromkeys(
                ("kind", "title", "in_force", "replaced_by", "still_applies_to", "authority"),
                _way("act-changed"),
            ),
        ),
        *_of(Section, explanation=_way("section-explained"), verified=_way("reviewed")),
        *_of(
            Duty,
            decider=_DECIDER,
            deputy=_DECIDER,
            out_of_hours=_DECIDER,
            **dict.fromkeys(
                ("trigger", "binds", "recipient", "clock_starts", "channel", "exceptions"),
                _way("duty-changed"),
            ),
        ),
        *_of(Unit, parent=_UNIT, duties=_SCOPE),
        *_of(Role, unit=_UNIT),
        *_of(Delegation, body=_UNIT, delegate=_DECIDER),
        *_of(Country, adequacy=_way("adequacy-new", "adequacy-removed", "adequacy-changed")),
        *_of(Aspect, levels=_way("scale-changed")),
    ]
)


def of(part: type[Part], known: FieldShape, outer: Way) -> Way:
    """Return the way in which a field is told.

    Args:
        part: what has the field.
        known: the field.
        outer: the way of the field that the part stands in; `GENERIC` for a record itself.
    """
    own = _FIELDS.get((part, known.name))
    if own is None and issubclass(part, Record):
        own = _FIELDS.get((Record, known.name))
    if own is not None:
        return own
    if outer is not GENERIC:
        return _way(outer.changed)
    shape = known.shape.items or known.shape
    if shape.law:
        return _CITED
    return _ROLE if known.shape.ref == "role" else GENERIC
