"""What the municipality's own scale says of an asset's levels; the scale is data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.records.classification import Aspect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.checks.facts import Facts
    from macros.records.assets import Asset
    from macros.records.classification import Level

YEAR: Final = 12
"""Months between exercises where the scale does not say."""


class Scale:
    """The aspects with their levels, asked about assets.

    Only levels that stand on the scale and do not concern Sweden's security are looked at: the
    others have problems of their own, and nothing may vary with them.
    """

    def __init__(self, facts: Facts) -> None:
        """Take the aspects that could be read."""
        self.aspects: Mapping[str, Aspect] = {
            entry.id: aspect for entry, aspect in facts.each("classification", Aspect)
        }
        self._levels = {
            key: {one.level: one for one in aspect.levels if not one.national_security}
            for key, aspect in self.aspects.items()
        }

    def levels(self, asset: Asset) -> dict[str, int]:
        """Return the asset's ordinary levels by aspect."""
        made = asset.classification
        return {
            aspect: level
            for aspect, level in (made.levels if made else {}).items()
            if level in self._levels.get(aspect, {})
        }

    def name(self, aspect: str) -> str:
        """Return the aspect's name in running text."""
        return self.aspects[aspect].name.lower()

    def secret(self, asset: Asset) -> bool:
        """Say whether information on the asset's levels is secret as a rule."""
        return any(one.secret for one in self._reached(asset))

    def exercise_months(self, asset: Asset) -> int | None:
        """Return how often the asset's manual routine is tried; None where it needs none."""
        asked = [one.exercise_months for one in self._reached(asset) if one.exercise_months]
        if asked:
            return min(asked)
        return YEAR if asset.crisis_critical else None

    def critical(self, asset: Asset) -> bool:
        """Say whether the asset is critical in a crisis, or on the top of any aspect's scale."""
        levels = self.levels(asset)
        tops = {key: max(known) for key, known in self._levels.items() if known}
        return bool(asset.crisis_critical) or any(
            level == tops[aspect] for aspect, level in levels.items()
        )

    def _reached(self, asset: Asset) -> list[Level]:
        """Return the ordinary levels that the asset is on or above."""
        return [
            one
            for aspect, level in self.levels(asset).items()
            for one in self._levels[aspect].values()
            if one.level <= level
        ]
