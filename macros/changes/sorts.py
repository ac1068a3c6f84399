"""The closed table of all that a change can be: what each sort is to a reader, and its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from macros.records.meta import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEW, _TIGHTENED, _EASED = ChangeKind.NEW, ChangeKind.TIGHTENED, ChangeKind.EASED
_REMOVED, _CORRECTED, _EDITORIAL = ChangeKind.REMOVED, ChangeKind.CORRECTED, ChangeKind.EDITORIAL


class Told(NamedTuple):
    """A sentence and its sort, a key of `SORTS`; `anchor` is where on the page it is read."""

    what: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of change.

    `label` is its Swedish name. `about` names what it touches: two sorts about the same are two
    ways of telling of it, so that what one handbook adds and the next alters is told of both as
    added.
    """

    kind: ChangeKind
    label: str
    about: str


def _table(**by_about: tuple[tuple[str, ChangeKind, str], ...]) -> dict[str, Sort]:
    return {
        what: Sort(kind, label, about)
        for about, sorts in by_about.items()
        for what, kind, label in sorts
    }


SORTS: Final[Mapping[str, Sort]] = _table(
    record=(
        ("record-new", _NEW, "Ny post"),
        ("record-removed", _REMOVED, "Borttagen post"),
        ("record-id", _EDITORIAL, "Nytt id"),
    ),
    name=(("name-changed", _EDITORIAL, "Nytt namn"),),
    audience=(
        ("audience-wider", _EASED, "Visas för fler"),
        ("audience-narrower", _TIGHTENED, "Visas för färre"),
    ),
    reading=(
        ("reviewed", _EDITORIAL, "Genomgången"),
        ("notes-changed", _EDITORIAL, "Anteckning"),
    ),
    role=(
        ("owner-changed", _CORRECTED, "Annan ägare"),
        ("steward-changed", _CORRECTED, "Annan förvaltare"),
        ("controller-changed", _CORRECTED, "Annan personuppgiftsansvarig"),
        ("decider-changed", _CORRECTED, "Annan som beslutar"),
        ("role-changed", _CORRECTED, "Annan roll"),
        ("unit-changed", _CORRECTED, "Annan enhet"),
    ),
    upkeep=(
        ("level-raised", _TIGHTENED, "Höjd nivå"),
        ("level-lowered", _EASED, "Sänkt nivå"),
        ("level-set", _NEW, "Ny nivå"),
        ("level-unset", _REMOVED, "Nivå borttagen"),
        ("classification-renewed", _NEW, "Klassad på nytt"),
        ("classification-lapsed", _CORRECTED, "Klassning försenad"),
        ("classification-changed", _CORRECTED, "Klassning ändrad"),
        ("scale-changed", _CORRECTED, "Skalan ändrad"),
        ("analysis-new", _NEW, "Ny analys"),
        ("analysis-renewed", _NEW, "Analys gjord på nytt"),
        ("analysis-lapsed", _CORRECTED, "Analys försenad"),
        ("analysis-removed", _REMOVED, "Analys borttagen"),
        ("analysis-changed", _CORRECTED, "Analys ändrad"),
        ("plan-new", _NEW, "Ny plan"),
        ("plan-renewed", _NEW, "Plan sedd över"),
        ("plan-removed", _REMOVED, "Plan borttagen"),
        ("plan-changed", _CORRECTED, "Plan ändrad"),
        ("exercise-done", _NEW, "Övat"),
        ("exercise-lapsed", _CORRECTED, "Övning försenad"),
        ("exercise-removed", _REMOVED, "Övning borttagen"),
        ("review-set", _NEW, "Översyn bestämd"),
        ("review-later", _EASED, "Översyn senare"),
        ("review-earlier", _TIGHTENED, "Översyn tidigare"),
        ("review-unset", _REMOVED, "Översyn inte bestämd"),
        ("review-lapsed", _CORRECTED, "Översyn försenad"),
    ),
    chain=(
        ("supplier-added", _NEW, "Ny leverantör"),
        ("supplier-dropped", _REMOVED, "Leverantör borta"),
        ("sub-supplier-new", _NEW, "Ny underleverantör"),
        ("sub-supplier-outside", _NEW, "Ny underleverantör utanför EES"),
        ("sub-supplier-removed", _REMOVED, "Underleverantör borta"),
        ("sub-supplier-changed", _CORRECTED, "Underleverantör ändrad"),
        ("data-access-new", _NEW, "Kommer åt personuppgifter"),
        ("data-access-removed", _REMOVED, "Kommer inte åt personuppgifter"),
        ("country-new", _NEW, "Nytt land"),
        ("country-outside", _NEW, "Nytt land utanför EES"),
        ("country-removed", _REMOVED, "Land borta"),
        ("support-new", _NEW, "Support från nytt land"),
        ("support-outside", _NEW, "Support från nytt land utanför EES"),
        ("support-removed", _REMOVED, "Support från land borta"),
        ("chain-new", _NEW, "Nytt land utanför EES längre bak i kedjan"),
        ("chain-removed", _REMOVED, "Land utanför EES borta ur kedjan"),
        ("reach-new", _NEW, "Ny leverantör utanför EES bakom tillgången"),
        ("reach-removed", _REMOVED, "Leverantör utanför EES inte längre bakom tillgången"),
    ),
    transfer=(
        ("transfer-new", _NEW, "Ny överföring"),
        ("transfer-removed", _REMOVED, "Överföring borta"),
        ("transfer-changed", _CORRECTED, "Överföring ändrad"),
        ("adequacy-new", _NEW, "Nytt beslut om skyddsnivå"),
        ("adequacy-lapsed", _REMOVED, "Beslut om skyddsnivå har löpt ut"),
        ("adequacy-removed", _REMOVED, "Beslut om skyddsnivå borta"),
        ("adequacy-changed", _CORRECTED, "Beslut om skyddsnivå ändrat"),
    ),
    agreement=(
        ("agreement-new", _NEW, "Nytt avtal"),
        ("agreement-renewed", _NEW, "Avtal förnyat"),
        ("agreement-extended", _EASED, "Avtal förlängt"),
        ("agreement-shortened", _TIGHTENED, "Avtal förkortat"),
        ("agreement-lapsed", _REMOVED, "Avtal har löpt ut"),
        ("agreement-removed", _REMOVED, "Avtal borttaget"),
        ("agreement-changed", _CORRECTED, "Avtal ändrat"),
    ),
    policy=(
        ("policy-adopted", _NEW, "Antaget"),
        ("policy-unadopted", _REMOVED, "Beslut borttaget"),
        ("adoption-changed", _CORRECTED, "Beslut omskrivet"),
        ("policy-corrected", _EDITORIAL, "Rättat"),
        ("policy-replaces", _NEW, "Ersätter"),
        ("policy-replaced", _REMOVED, "Ersatt"),
        ("policy-in-force", _NEW, "Börjar gälla"),
        ("policy-withdrawn", _REMOVED, "Får ett slut"),
        ("policy-prolonged", _EASED, "Gäller längre"),
        ("policy-ended", _REMOVED, "Gäller inte längre"),
        ("readers-new", _NEW, "Nya läsare"),
        ("readers-removed", _REMOVED, "Färre läsare"),
        ("scope-wider", _TIGHTENED, "Gäller fler"),
        ("scope-narrower", _EASED, "Gäller färre"),
    ),
    duty=(
        ("duty-changed", _CORRECTED, "Rapportplikt ändrad"),
        ("deadline-new", _TIGHTENED, "Ny tidsfrist"),
        ("deadline-removed", _EASED, "Tidsfrist borta"),
        ("deadline-shorter", _TIGHTENED, "Kortare tidsfrist"),
        ("deadline-longer", _EASED, "Längre tidsfrist"),
        ("deadline-changed", _CORRECTED, "Tidsfrist ändrad"),
    ),
    requirement=(
        ("requirement-tightened", _TIGHTENED, "Krav skärpt"),
        ("requirement-eased", _EASED, "Krav lättat"),
        ("requirement-changed", _CORRECTED, "Krav ändrat"),
    ),
    citation=(
        ("citation-new", _NEW, "Nytt lagrum"),
        ("citation-removed", _REMOVED, "Lagrum borta"),
        ("citation-moved", _CORRECTED, "Annat lagrum"),
    ),
    act=(
        ("act-in-force", _NEW, "Lag träder i kraft"),
        ("act-ended", _REMOVED, "Lag upphör"),
        ("act-repealed", _REMOVED, "Lag upphävs"),
        ("act-unrepealed", _NEW, "Lag upphävs inte"),
        ("act-changed", _CORRECTED, "Uppgift om lag ändrad"),
        ("section-new", _NEW, "Nytt lagrum i registret"),
        ("section-removed", _REMOVED, "Lagrum borta ur registret"),
        ("section-in-force", _NEW, "Lagrum träder i kraft"),
        ("section-ended", _REMOVED, "Lagrum upphör"),
        ("section-amended", _CORRECTED, "Lagrum ändrat i sak"),
        ("section-touched", _EDITORIAL, "Lagrum ändrat, inte i sak"),
        ("section-explained", _EDITORIAL, "Lagrum förklarat på nytt"),
        ("section-changed", _CORRECTED, "Uppgift om lagrum ändrad"),
    ),
    exception=(("exception-lapsed", _REMOVED, "Undantag upphör"),),
    gate=(
        ("gate-passed", _NEW, "Grind passerad"),
        ("gate-removed", _REMOVED, "Grind inte passerad"),
        ("gate-changed", _CORRECTED, "Grind ändrad"),
    ),
    value=(
        ("value-set", _NEW, "Uppgift ifylld"),
        ("value-unset", _REMOVED, "Uppgift borttagen"),
        ("value-changed", _CORRECTED, "Uppgift ändrad"),
        ("text-changed", _CORRECTED, "Text ändrad"),
        ("items-new", _NEW, "Mer i en lista"),
        ("items-removed", _REMOVED, "Mindre i en lista"),
        ("order-changed", _EDITORIAL, "Annan ordning"),
        ("date-later", _CORRECTED, "Senare dag"),
        ("date-earlier", _CORRECTED, "Tidigare dag"),
    ),
    page=(
        ("page-new", _NEW, "Ny sida"),
        ("page-removed", _REMOVED, "Borttagen sida"),
        ("page-moved", _EDITORIAL, "Flyttad sida"),
    ),
    passage=(
        ("passage-new", _NEW, "Nytt avsnitt"),
        ("passage-removed", _REMOVED, "Borttaget avsnitt"),
        ("passage-renamed", _EDITORIAL, "Avsnitt med ny rubrik"),
        ("passage-moved", _EDITORIAL, "Flyttat avsnitt"),
        ("passage-changed", _CORRECTED, "Ändrat avsnitt"),
    ),
)
"""Every sort by its slug."""
