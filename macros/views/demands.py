"""Lists of requirements to take along: what to demand of a tenderer, by how it counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from macros.records.assets import Asset
from macros.records.classification import Aspect
from macros.records.procurements import Gate, Procurement, Requirement, RequirementType
from macros.views import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.handbook import View

ALL: Final = "krav"
"""The name, without its ending, of the file that holds every requirement."""

ENDINGS: Final = ("docx", "xlsx")
"""The forms of a list, as the files end."""

_TITLE: Final = "Krav på leverantörer"

_MARKS: Final = {
    RequirementType.MANDATORY: (
        "S",
        "Ska-krav",
        "Varje ska-krav måste uppfyllas. Svara ja eller nej, och visa det så som kravet säger.",
    ),
    RequirementType.EVALUATED: (
        "U",
        "Utvärderas",
        "Svaret ger poäng så som det står vid kravet. Svara nej på det ni inte erbjuder.",
    ),
    RequirementType.CONTRACT: (
        "A",
        "Avtalsvillkor",
        "Villkoren gäller under hela avtalstiden. Svara om ni godtar dem.",
    ),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement in a list, with its number there."""

    number: str
    requirement: Requirement
    aspect: str
    """The name of what it protects."""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what a tenderer reads of it, after its name, each with its title."""
        one = self.requirement
        return (
            ("Krav", one.text),
            ("Visas genom", one.shown_by),
            ("Följs upp", one.followed_up),
            ("Grund", ", ".join(one.ground)),
            ("Standard", one.standard or ""),
            ("Skyddar", self.aspect),
            ("Id", one.id),
        )

    @property
    def for_choice(self) -> tuple[tuple[str, str], ...]:
        """Return what a buyer needs to choose it, and a tenderer does not."""
        return (
            ("Från nivå", str(self.requirement.level)),
            ("Gäller", self.requirement.applies_to),
        )


@dataclass(frozen=True, slots=True)
class Section:
    """The requirements of a list that count in one way."""

    title: str
    lead: str
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Demands:
    """A list of requirements.

    `name` is its file's, without the ending. `about` says at its beginning what it is. `choosing`
    is false for a list that goes to tenderers: from which level a requirement is set would tell
    them how our information is classified.
    """

    name: str
    title: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    choosing: bool

    @property
    def version(self) -> str:
        """Return the name of its content."""
        return dict(self.about)["Version"]


def of_levels(view: View, levels: Mapping[str, int] | None = None) -> Demands:
    """Return the requirements up to a level of each aspect that is named; all for None."""
    if levels is None:
        name, choice = ALL, "Alla krav, på alla nivåer"
    else:
        name = "-".join([ALL, *(f"{aspect}-{level}" for aspect, level in levels.items())])
        if len(levels) > 1 and len(set(levels.values())) == 1:
            name = f"{ALL}-niva-{max(levels.values())}"
        choice = ". ".join(
            f"{_name(view, aspect)}, till och med nivå {values.chip(view, aspect, level).text}"
            for aspect, level in levels.items()
        )
    wanted = [
        one
        for one in view.all("requirement", Requirement)
        if levels is None or one.level <= levels.get(one.aspect, -1)
    ]
    return _listed(view, _Head(name, _TITLE, (("Urval", choice),)), wanted)


def of_aspect(view: View, aspect: str) -> Demands:
    """Return the requirements that protect one aspect, on all its levels."""
    wanted = [one for one in view.all("requirement", Requirement) if one.aspect == aspect]
    about = (("Urval", f"{_name(view, aspect)}, alla nivåer"),)
    return _listed(view, _Head(f"{ALL}-{aspect}", _TITLE, about), wanted)


def levels_of(view: View, procurement: Procurement) -> dict[str, int]:
    """Return the highest level of each aspect among what is bought, in the scale's order."""
    found: dict[str, int] = {}
    for asset in _bought(view, procurement):
        for aspect, level in (asset.classification.levels if asset.classification else {}).items():
            found[aspect] = max(found.get(aspect, 0), level)
    return {one.id: found[one.id] for one in view.all("classification", Aspect) if one.id in found}


def unclassified(view: View, procurement: Procurement) -> tuple[str, ...]:
    """Return the names of what is bought and lacks a level of some aspect: its list falls short."""
    aspects = {one.id for one in view.all("classification", Aspect)}
    return tuple(
        asset.name
        for asset in _bought(view, procurement)
        if asset.classification is None or not aspects <= asset.classification.levels.keys()
    )


def of_procurement(view: View, procurement: Procurement, *, chosen: bool) -> Demands:
    """Return the requirements of a procurement, to hand out.

    Args:
        view: the handbook as the audience sees it.
        procurement: the procurement, as the audience sees it.
        chosen: whether to take those that its record names, or those that the levels call for.
    """
    levels = levels_of(view, procurement)
    wanted = [
        one
        for one in view.all("requirement", Requirement)
        if (
            one.id in procurement.requirements
            if chosen
            else one.level <= levels.get(one.aspect, -1)
        )
    ]
    about = (("Ärende", procurement.case_number),) if procurement.case_number else ()
    head = _Head(f"{ALL}-{procurement.id}", f"Krav: {procurement.name}", about, choosing=False)
    return _listed(view, head, wanted)


def is_chosen(procurement: Procurement) -> bool:
    """Say whether a procurement's requirements are chosen: before that gate they are a draft."""
    return Gate.REQUIREMENTS in {stage.gate for stage in procurement.stages}


def published(view: View) -> list[Demands]:
    """Return the lists that the site holds: all, and one for each purchase that is ready for it."""
    ready = (_ready(view, one) for one in view.all("procurement", Procurement))
    return [of_levels(view), *(one for one in ready if one is not None)]


def files(view: View, procurement: Procurement) -> tuple[values.Link, ...]:
    """Return links to a procurement's own lists, none where the site holds none."""
    listed = _ready(view, procurement)
    if listed is None:
        return ()
    return tuple(
        values.Link(word, address_of(f"{listed.name}.{ending}"))
        for ending, word in zip(ENDINGS, ("Word", "Excel"), strict=True)
    )


def _ready(view: View, procurement: Procurement) -> Demands | None:
    """Return a procurement's list, None while it would fall short of what is bought."""
    if is_chosen(procurement):
        ready = bool(procurement.requirements)
    else:
        ready = bool(levels_of(view, procurement)) and not unclassified(view, procurement)
    if not ready:
        return None
    return of_procurement(view, procurement, chosen=is_chosen(procurement))


def address_of(file: str) -> str:
    """Return a generated file's address, counted from the site's root."""
    return f"data/{file}"


def _bought(view: View, procurement: Procurement) -> list[Asset]:
    found = (view.find("asset", one, Asset) for one in procurement.assets)
    return [one for one in found if one is not None and not one.retired]


def _name(view: View, aspect: str) -> str:
    found = view.find("classification", aspect, Aspect)
    return found.name if found else aspect


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of a list before its requirements: see `Demands`."""

    name: str
    title: str
    about: tuple[tuple[str, str], ...] = ()
    choosing: bool = True


def _listed(view: View, head: _Head, wanted: Iterable[Requirement]) -> Demands:
    """Return a list: sections by how requirements count, then aspects, then levels."""
    order = {one.id: index for index, one in enumerate(view.all("classification", Aspect))}
    ordered = sorted(wanted, key=lambda one: (order.get(one.aspect, len(order)), one.level))
    sections = []
    for kind, (mark, heading, lead) in _MARKS.items():
        own = [one for one in ordered if one.type is kind]
        demands = (
            Demand(f"{mark}{number}", one, _name(view, one.aspect))
            for number, one in enumerate(own, 1)
        )
        sections.append(Section(heading, lead, tuple(demands)))
    root = view.root
    about = (
        *((("Beställare", root.name),) if root else ()),
        *head.about,
        ("Antal", ", ".join(f"{one.title} {len(one.demands)}" for one in sections)),
        ("Läget den", values.day(view.day).text.replace("\N{NO-BREAK SPACE}", " ")),
        ("Version", _version(sections)),
    )
    return Demands(head.name, head.title, about, tuple(sections), head.choosing)


def _version(sections: Iterable[Section]) -> str:
    """Return a name for a list's content: another content has another."""
    told = [
        (one.number, one.requirement.name, *one.facts, *one.for_choice)
        for section in sections
        for one in section.demands
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:8]
