"""HB4: how work goes on without an asset, and whether that has been tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from macros.problems import problem
from macros.records.assets import Asset, AssetStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.records.read import Entry


def _demanding(facts: Facts) -> Iterator[tuple[Entry, Asset, int]]:
    """Yield the assets in operation that work cannot do without, and the months between trials."""
    for entry, asset in facts.each("asset", Asset):
        months = facts.scale.exercise_months(asset)
        if months is not None and asset.status is not AssetStatus.PLANNED and not asset.retired:
            yield entry, asset, months


def not_prepared(facts: Facts) -> Iterator[Problem]:
    """HB406: work cannot do without an asset, and something that carries it over is missing.

    2 kap. 3 § cybersäkerhetslagen (continuity) and artikel 32.1 c and d GDPR; the scale says from
    which level.
    """
    for entry, asset, _ in _demanding(facts):
        made = asset.continuity
        if made is None:
            missed = ["längsta avbrott", "reservrutin", "övning", "återläsningsprov"]
        else:
            missed = [
                name
                for name, is_there in (
                    ("reservrutin eller plan", made.manual_routine or made.plan),
                    ("övning", made.last_exercise),
                    ("återläsningsprov", made.last_restore_test),
                )
                if not is_there
            ]
        if missed:
            yield problem(
                "HB406",
                entry.at("continuity") if made else entry.at(),
                f"Vi klarar oss dåligt utan {asset.name}, men det här saknas: {', '.join(missed)}.",
                "Ta fram det som saknas med systemägaren, och skriv in det under continuity.",
                entry.key,
            )


def trial_too_old(facts: Facts) -> Iterator[Problem]:
    """HB407: an exercise or a restore test older than the scale allows, a year where it is silent.

    Artikel 32.1 d GDPR: the measures are tested regularly.
    """
    for entry, asset, months in _demanding(facts):
        made = asset.continuity
        if made is None:
            continue
        oldest = facts.day - relativedelta(months=months)
        for name, what, day in (
            ("last_exercise", "Reservrutinen övades", made.last_exercise),
            (
                "last_restore_test",
                "Återläsning av säkerhetskopian prövades",
                made.last_restore_test,
            ),
        ):
            if day is not None and day < oldest:
                yield problem(
                    "HB407",
                    entry.at("continuity", name),
                    f"{what} senast {day}, för mer än {months} månader sedan.",
                    "Pröva igen, rätta det som inte höll och skriv in dagen.",
                    entry.key,
                )


CHECKS = (not_prepared, trial_too_old)
