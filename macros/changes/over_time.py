"""What the day has brought: what ends, lapses or enters into force between two handbooks.

Each is told when it was not so on the day of the one and is so on the day of the other, each by
its own data, also where no field has changed. A day that goes back brings nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from macros.changes import contracts
from macros.changes.sorts import Told
from macros.changes.words import day
from macros.records.assets import Asset, AssetStatus
from macros.records.classification import Aspect
from macros.records.law import Regulation
from macros.records.meta import Exemption
from macros.records.policies import Policy
from macros.records.reference import Country
from macros.records.suppliers import Supplier
from macros.statutes import sections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from macros.changes.words import Sides
    from macros.handbook import View
    from macros.records.base import Record
    from macros.records.law import Section

_YEAR: Final = 12
"""Months between exercises where the scale does not say."""


def by_time(sides: Sides, old: Record, new: Record) -> Iterator[Told]:
    """Yield what has come to be so of a record between the days of the two handbooks."""
    if isinstance(old, Asset) and isinstance(new, Asset):
        yield from _asset(sides, old, new)
    elif isinstance(old, Supplier) and isinstance(new, Supplier):
        yield from _supplier(sides, old, new)
    elif isinstance(old, Policy) and isinstance(new, Policy):
        yield from _policy(sides, old, new)
    elif isinstance(old, Regulation) and isinstance(new, Regulation):
        yield from _act(sides, old, new)
    elif isinstance(old, Exemption) and isinstance(new, Exemption):
        if _past(sides, old.until, new.until):
            said = f"{sides.subject} har upphört: det gällde till och med {day(new.until)}."
            yield Told("exception-lapsed", said)
    elif isinstance(old, Country) and isinstance(new, Country):
        was, becomes = (one.adequacy.end if one.adequacy else None for one in (old, new))
        if old.adequacy and _past(sides, was, becomes):
            said = f"Beslutet om skyddsnivå för {sides.about} har löpt ut: det gällde till och med"
            yield Told("adequacy-lapsed", f"{said} {day(becomes)}.")


def _past(sides: Sides, old: date | None, new: date | None) -> bool:
    """Say whether a last day has gone by."""
    was = old is not None and old < sides.before.day
    return not was and new is not None and new < sides.after.day


def _come(sides: Sides, old: date | None, new: date | None) -> bool:
    """Say whether a first day has come."""
    was = old is not None and old <= sides.before.day
    return not was and new is not None and new <= sides.after.day


def _asset(sides: Sides, old: Asset, new: Asset) -> Iterator[Told]:
    if new.retired:
        return
    if old.classification and new.classification:
        last = new.classification.next
        if _past(sides, old.classification.next, last):
            yield _late("classification-lapsed", f"Klassningen av {sides.about}", last)
    if old.risk_analysis and new.risk_analysis:
        last = new.risk_analysis.next
        if _past(sides, old.risk_analysis.next, last):
            yield _late("analysis-lapsed", f"Riskanalysen av {sides.about}", last)
    if old.continuity and new.continuity and new.status is not AssetStatus.PLANNED:
        for name, what in (
            ("last_exercise", "Reservrutinen för"),
            ("last_restore_test", "Återläsningen av säkerhetskopian för"),
        ):
            was = _tried(sides.before, old, getattr(old.continuity, name))
            becomes = _tried(sides.after, new, getattr(new.continuity, name))
            if becomes is not None and _past(sides, was, becomes):
                said = f"{what} {sides.about} skulle ha prövats igen senast {day(becomes)}."
                yield Told("exercise-lapsed", said)


def _late(what: str, subject: str, last: date | None) -> Told:
    return Told(what, f"{subject} skulle ha gjorts om senast {day(last)}.")


def _tried(view: View, asset: Asset, last: date | None) -> date | None:
    """Return the last day on which a trial is to be made again; None where none is asked for.

    Only ordinary levels count: nothing may vary with one that concerns Sweden's security.
    """
    asked: list[int] = []
    for key, reached in (asset.classification.levels if asset.classification else {}).items():
        aspect = view.find("classification", key, Aspect)
        known = [one for one in aspect.levels if not one.national_security] if aspect else []
        if any(one.level == reached for one in known):
            asked += [
                one.exercise_months for one in known if one.exercise_months and one.level <= reached
            ]
    months = min(asked, default=_YEAR if asset.crisis_critical else None)
    return None if last is None or months is None else last + relativedelta(months=months)


def _supplier(sides: Sides, old: Supplier, new: Supplier) -> Iterator[Told]:
    if old.security_analysis and new.security_analysis:
        last = new.security_analysis.next
        if _past(sides, old.security_analysis.next, last):
            yield _late("analysis-lapsed", f"Säkerhetsanalysen av {sides.about}", last)
    same, _, _ = contracts.paired(old.agreements, new.agreements)
    for was, one in same:
        if _past(sides, was.end, one.end) and not new.replaced(one, sides.after.day):
            yield contracts.lapsed(sides, one)


def _policy(sides: Sides, old: Policy, new: Policy) -> Iterator[Told]:
    if _come(sides, old.valid_from, new.valid_from) and not new.ended(sides.after.day):
        said = f"{sides.subject} gäller från och med {day(new.valid_from)}."
        yield Told("policy-in-force", said)
    if _past(sides, old.valid_to, new.valid_to):
        said = f"{sides.subject} gäller inte längre: sista dagen var {day(new.valid_to)}."
        yield Told("policy-ended", said)
    due = new.review_due(sides.after.day)
    if _past(sides, old.review_due(sides.before.day), due):
        said = f"{sides.subject} skulle ha setts över senast {day(due)}."
        yield Told("review-lapsed", said)


def _act(sides: Sides, old: Regulation, new: Regulation) -> Iterator[Told]:
    if _come(sides, old.repealed, new.repealed):
        yield Told("act-ended", f"{sides.subject} upphörde att gälla {day(new.repealed)}.")
    elif _come(sides, old.in_force, new.in_force):
        yield Told("act-in-force", f"{sides.subject} trädde i kraft {day(new.in_force)}.")
    known = sections(old)
    for fragment, section in sections(new).items():
        if fragment in known:
            for told in _section(sides, known[fragment], section):
                yield told._replace(anchor=fragment)


def _section(sides: Sides, old: Section, new: Section) -> Iterator[Told]:
    """Yield what has come to be so of a place in an act, beside the act as a whole."""
    head = f"{new.number} i {sides.about}"
    if _come(sides, old.repealed, new.repealed):
        yield Told("section-ended", f"{head} upphörde att gälla {day(new.repealed)}.")
    elif _come(sides, old.in_force, new.in_force) and old.in_force:
        yield Told("section-in-force", f"{head} trädde i kraft {day(new.in_force)}.")
    if new.changed and (
        _come(sides, old.changed, new.changed)
        or (old.changed != new.changed and new.changed <= sides.after.day)
    ):
        if new.is_told_away:
            said = f"{head} ändrades {day(new.changed)}, utan betydelse för oss."
            yield Told("section-touched", said)
        else:
            yield Told("section-amended", f"{head} ändrades i sak {day(new.changed)}.")
