"""The macros that prose may call: their names, what they take, and what they are for.

The table is above the checks, so that a call is judged where it stands; `macros.calls`, further
down, answers it. A test holds the two together, and to the editors' pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from macros.records.assets import AssetKind, AssetStatus
from macros.records.kinds import KINDS
from macros.records.law import RegulationKind
from macros.records.policies import PolicyKind, RecommendationSource
from macros.records.procurements import Procedure, RequirementType
from macros.records.scalars import Audience
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.prose import Call, Literal
    from macros.records.base import Part
    from macros.records.scalars import Choice


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a macro takes: an id of a kind (`ref`), one of `choices`, a citation, or a plain type.

    `type` is ``str``, ``int`` or ``bool``; `law` marks a citation, `level` a level of the scale,
    `function` a contact's; `least` and `most` bound a number.
    """

    name: str
    type: type = str
    ref: str | None = None
    choices: tuple[str, ...] = ()
    law: bool = False
    level: bool = False
    function: bool = False
    least: int | None = None
    most: int | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A macro: `block` says that it stands alone on its line; `does` is Swedish, for editors.

    `kind` is the kind of record that its parameters choose among, where they do.
    """

    name: str
    does: str
    parameters: tuple[Parameter, ...] = ()
    block: bool = True
    kind: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of a name, None where there is none."""
        return next((one for one in self.parameters if one.name == name), None)


def _ref(name: str, kind: str, *, required: bool = False) -> Parameter:
    return Parameter(name, ref=kind, required=required)


def _choice(name: str, choices: Iterable[Choice]) -> Parameter:
    return Parameter(name, choices=tuple(one.value for one in choices))


def _link(kind: str, does: str) -> Signature:
    return Signature(kind, does, (_ref("id", kind, required=True), Parameter("text")), block=False)


FILES: Final = ("krav.docx", "krav.xlsx", "handbok.json")
"""The files below ``/data/`` that every edition has: see `macros.host`."""

_UNIT = _ref("unit", "organisation")
_KIND_NAMES = tuple(KINDS)
_FILTERS: Final = {
    "asset": (
        _UNIT,
        _choice("kind", AssetKind),
        _ref("supplier", "supplier"),
        _choice("status", AssetStatus),
    ),
    "supplier": (_ref("country", "country"),),
    "processing": (_UNIT,),
    "procurement": (_UNIT, _choice("procedure", Procedure)),
    "policy": (_choice("kind", PolicyKind), _ref("recommendation", "recommendation")),
    "recommendation": (_choice("source", RecommendationSource),),
    "regulation": (_choice("kind", RegulationKind),),
    "role": (_UNIT,),
    "requirement": (
        _ref("aspect", "classification"),
        Parameter("level", int, level=True),
        _choice("type", RequirementType),
    ),
    "country": (Parameter("eea", bool),),
    "delegation": (),
    "organisation": (),
    "exception": (),
    "edition": (),
    "change": (),
    "term": (),
    "duty": (),
    "classification": (),
}


# Keywords that ask for something else than a field of their own name.
_ASKED: Final = {
    ("asset", "supplier"): ("suppliers",),
    ("policy", "recommendation"): ("recommendations",),
    ("processing", "unit"): ("controller",),
    ("supplier", "country"): (
        "country",
        "countries.operation",
        "countries.storage",
        "countries.support",
    ),
}


def asked(kind: str, name: str) -> tuple[str, ...]:
    """Return the fields of a kind that a filter looks at, a part's as ``part.field``."""
    return _ASKED.get((kind, name), (name,))


@cache
def audience(kind: str, name: str) -> Audience:
    """Return the widest audience that sees every field that a filter looks at."""
    seen = [Audience.PUBLIC]
    for path in asked(kind, name):
        part: type[Part] | None = KINDS[kind].model
        for step in path.split("."):
            known = fields(part)[step] if part is not None else None
            if known is not None:
                seen.append(known.audience)
            part = known.shape.part if known is not None else None
    return max(seen, key=lambda one: one.rank)


def filters(kind: str) -> tuple[Parameter, ...]:
    """Return the keywords by which records of a kind are chosen."""
    return _FILTERS[kind]


def _all_filters() -> tuple[Parameter, ...]:
    named = {one.name: Parameter(one.name, one.type) for many in _FILTERS.values() for one in many}
    return tuple(named.values())


def _table(name: str, kind: str, does: str) -> Signature:
    return Signature(name, does, _FILTERS[kind], kind=kind)


SIGNATURES: Final = {
    one.name: one
    for one in (
        _link("asset", "Länk till en tillgång."),
        _link("supplier", "Länk till en leverantör."),
        _link("policy", "Länk till ett styrdokument."),
        _link("recommendation", "Länk till en rekommendation."),
        _link("role", "Länk till en roll."),
        _link("country", "Länk till ett land."),
        _link("term", "Länk till ett ord i ordlistan, med förklaringen som hjälptext."),
        Signature(
            "law",
            "Länk till en lag eller ett lagrum.",
            (Parameter("citation", law=True, required=True), Parameter("text")),
            block=False,
        ),
        Signature(
            "download",
            "Länk till en fil som handboken gör av registren.",
            (
                Parameter("file", choices=FILES, required=True),
                Parameter("text"),
            ),
            block=False,
        ),
        Signature(
            "count",
            "Antalet poster av ett slag, med samma filter som tabellen.",
            (Parameter("of", choices=_KIND_NAMES, required=True), *_all_filters()),
            block=False,
        ),
        _table("asset_table", "asset", "Tabell över tillgångar."),
        _table("supplier_table", "supplier", "Tabell över leverantörer."),
        _table("processing_table", "processing", "Tabell över behandlingar av personuppgifter."),
        Signature(
            "article_30",
            "Förteckningen över behandlingar, med allt som artikel 30.1 GDPR kräver.",
            (_UNIT,),
        ),
        _table("procurement_table", "procurement", "Tabell över upphandlingar."),
        _table("policy_table", "policy", "Tabell över styrdokument."),
        _table("recommendation_table", "recommendation", "Tabell över rekommendationer."),
        _table("regulation_table", "regulation", "Tabell över lagar."),
        _table("role_table", "role", "Tabell över roller."),
        _table("delegation_table", "delegation", "Tabell över delegationer."),
        _table("country_table", "country", "Tabell över länder."),
        _table("unit_table", "organisation", "Tabell över nämnder, förvaltningar och bolag."),
        _table("exception_table", "exception", "Tabell över beslutade undantag."),
        _table("edition_table", "edition", "Tabell över utgåvor."),
        _table("requirements", "requirement", "Krav att ställa för en aspekt och nivå."),
        Signature("glossary", "Ordlistan med alla ord och förklaringar."),
        Signature(
            "recommendation_status",
            "Hur långt vi har kommit med en rekommendation, mätt i registren.",
            (_ref("id", "recommendation", required=True),),
        ),
        Signature("coverage", "Rekommendationer mot styrdokument och de lagar de vilar på."),
        Signature("classification_matrix", "Aspekter mot nivåer, med konsekvenser."),
        Signature(
            "handling",
            "Hur information på en nivå sparas, skickas, skrivs ut, talas om och kastas.",
            (Parameter("level", int, level=True, required=True),),
        ),
        Signature(
            "supplier_chain",
            "En leverantör och alla som står bakom den, i träd.",
            (_ref("id", "supplier", required=True),),
        ),
        Signature("suppliers_by_country", "Leverantörer per land."),
        Signature(
            "cited_places",
            "Alla lagrum som handboken hänvisar till, och varifrån.",
            (Parameter("act", law=True),),
        ),
        Signature(
            "law_impact",
            "Det som behöver ses över om ett lagrum ändras.",
            (Parameter("citation", law=True, required=True),),
        ),
        Signature(
            "field_audiences",
            "Vem som ser vilket fält i ett register, och varför.",
            (Parameter("of", choices=_KIND_NAMES, required=True),),
        ),
        Signature("unverified", "Det som ingen ännu har jämfört med lagens text."),
        Signature(
            "contacts", "Vart man vänder sig.", (_UNIT, Parameter("function", function=True))
        ),
        Signature("responsibilities", "Vem som gör, beslutar och rapporterar, roll för roll."),
        Signature("duties", "Allt som ska anmälas eller rapporteras, med klockor och beslutare."),
        Signature(
            "coming_reviews",
            "Det som ska ses över de närmaste månaderna.",
            (Parameter("months", int, least=1, most=120),),
        ),
        Signature(
            "to_do",
            "Det som saknas eller förfaller, för varje enhet eller roll.",
            (
                Parameter("by", choices=("unit", "role"), required=True),
                Parameter("months", int, least=1, most=120),
            ),
        ),
        Signature("year_calendar", "Årets kalender: det som förfaller, månad för månad."),
        Signature(
            "changes_of",
            "Det som är nytt i en utgåva, eller i alla, efter vad det betyder.",
            (_ref("edition", "edition"),),
        ),
        Signature(
            "changes_for_role",
            "Det som är nytt för en roll, eller för var och en av dem.",
            (_ref("role", "role"),),
        ),
    )
}
"""All macros by name."""


def given(call: Call, signature: Signature) -> dict[str, Literal]:
    """Return the arguments of a call by the names of its parameters, surplus ones left out."""
    named = dict(zip((one.name for one in signature.parameters), call.args, strict=False))
    return {**named, **call.keywords}
