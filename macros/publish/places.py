"""Where editions may lie: the places that ``publishing`` in the data declares for each audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.records.organisation import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import View
    from macros.records.scalars import Audience


class RefusedError(ValueError):
    """It may not be published; the text is Swedish and says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A branch in a repository."""

    remote: str
    branch: str


def places(view: View) -> Iterator[tuple[Audience, Place]]:
    """Yield every place that is declared, with whose editions may lie there.

    Args:
        view: the handbook as those see it who see all.
    """
    for unit in view.all("organisation", Unit):
        for one in unit.publishing:
            if one.remote is not None and one.branch is not None and not one.is_too_open:
                yield one.audience, Place(one.remote, one.branch)


def place_for(
    view: View, audience: Audience, remote: str | None = None, branch: str | None = None
) -> Place:
    """Return where an audience's editions lie, as ``publishing`` in the data says.

    Args:
        view: the handbook as those see it who see all.
        audience: whose editions.
        remote: the repository, where the caller names one.
        branch: the branch, where the caller names one.

    Raises:
        RefusedError: no place is declared for the audience, or not the one that is named.
    """
    declared = [place for whose, place in places(view) if whose is audience]
    asked = [
        one for one in declared if remote in (None, one.remote) and branch in (None, one.branch)
    ]
    label = audience.label.lower()
    if not asked:
        where = f"på grenen {branch} i {remote}" if remote and branch else "någonstans"
        raise RefusedError(
            f"Utgåvan är till för {label}. Den får inte läggas {where}: det står inte under "
            "publishing i data/organisation.yml."
        )
    if len(asked) > 1:
        raise RefusedError(
            f"Utgåvan för {label} har flera ställen i data/organisation.yml. Säg vilket, med "
            "--remote och --branch."
        )
    return asked[0]
