"""The example handbook is a whole handbook: as large, as plain and as true as it says itself."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY

from macros.checks.plain import ENOUGH, counted
from macros.prose import BOUNDARY, OPAQUE
from macros.records.assets import Asset
from macros.records.kinds import KINDS, Owner
from macros.records.law import Duty, Regulation
from macros.records.organisation import Delegation, Role
from macros.records.policies import Policy, Recommendation
from macros.records.processings import Processing
from macros.records.procurements import Procurement, Requirement
from macros.records.reference import Country, Term
from macros.records.scalars import Audience
from macros.records.suppliers import Supplier
from macros.signatures import SIGNATURES, given
from macros.views.tables import countries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import Handbook, View
    from macros.prose import Page
    from macros.records.base import Record

PLAIN: Final = 40
"""The median page has a lower LIX than this: as an ordinary newspaper's."""

DIFFICULT: Final = 50
"""And no page a higher, but `LEGAL`."""

LEGAL: Final[dict[str, str]] = {}
"""The pages that may be more difficult, by path in ``docs/``, and why."""

BY_FORM: Final = ("redaktor/makron/", "redaktor/koder/")
"""The pages that say the same of each macro and of each code, because they have one form."""

LEAST: Final[dict[str, tuple[type[Record], int]]] = {
    "asset": (Asset, 36),
    "supplier": (Supplier, 20),
    "processing": (Processing, 14),
    "procurement": (Procurement, 8),
    "policy": (Policy, 18),
    "regulation": (Regulation, 26),
    "duty": (Duty, 12),
    "delegation": (Delegation, 20),
    "role": (Role, 16),
    "term": (Term, 70),
    "requirement": (Requirement, 60),
}
"""How many there are of each kind of record, at the least."""

BASIS: Final = "om/grunden/"

PARTS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "five recommendations": tuple((f"rekommendationer/skr-{number}/",) for number in range(1, 6)),
    "three kinds of sensitive information": (
        ("kansliga-uppgifter/sekretess-och-personuppgifter/",),
        ("kansliga-uppgifter/viktigt-i-kris/",),
        ("kansliga-uppgifter/sakerhetsskydd/",),
    ),
    "classification, and the requirements it gives": (("klassificering/",), ("krav/",)),
    "security culture and trust": (("kultur/",), ("kultur/for-dig-som-bor-har/",)),
    "outsourcing": (
        ("uppgifter/upphandla-system/", "styrdokument/rutin-upphandling/"),
        ("krav/ta-med/", "krav/avtalsbilagor/"),
        ("leverantorer/", "leverantorer/folja-upp/"),
    ),
    "the laws": (("lagrum/", "alla-lagrum/"),),
    "who is responsible, and how to reach them": (
        ("ansvar/", "roller/"),
        ("organisation/", "gor-nu/incident/"),
    ),
}
"""What SKR's text asks for, and the pages that the basis leads to for each: one of each row."""

LAWS: Final = (
    ("OSL", "sekretess"),
    ("GDPR", "dataskydd"),
    ("säkerhetsskydd",),
    ("patientdatalagen", "hälso- och sjukvård"),
    ("27000", "27001"),
    ("cybersäkerhetslagen",),
)
"""What SKR's text names of laws and standards, and the law that came after it."""


@pytest.fixture(scope="module")
def everything(example: Handbook) -> View:
    """Return the example as those see it who see all."""
    return example.for_audience(Audience.RESTRICTED)


def record_of(view: View, page: Page) -> Record | None:
    """Return the record that a page of prose belongs to."""
    folder, _, record_id = page.address.rstrip("/").rpartition("/")
    for kind in KINDS.values():
        if kind.owner is Owner.PROSE and kind.folder == folder:
            return view.records[kind.name].get(record_id)
    return None


# --- Its pages ------------------------------------------------------------------------------------


def test_every_page_says_who_answers_for_it_and_when_it_was_gone_through(everything: View) -> None:
    unsaid = []
    for page in everything.pages.values():
        record = record_of(everything, page)
        held = record.owner if isinstance(record, Policy | Recommendation) else None
        owner = page.front.owner or held
        if owner not in everything.records["role"] or page.front.reviewed is None:
            unsaid.append(page.path)
    assert unsaid == []


def test_no_page_was_gone_through_in_the_future(everything: View) -> None:
    days = {one.path: one.front.reviewed for one in everything.pages.values() if one.front.reviewed}
    assert [path for path, day in days.items() if day > DAY] == []


def test_every_page_is_in_the_menu(example: Handbook) -> None:
    listed = {one.path for one in example.catalog.menu or ()}
    assert {one.source for one in example.catalog.pages.values()} - listed == set()


def lix(page: Page) -> float | None:
    """Return a page's LIX, None where there is too little to count."""
    words, sentences, long = counted(page)
    return words / sentences + 100 * long / words if words >= ENOUGH and sentences else None


def test_the_pages_are_plain(everything: View) -> None:
    values = {one.source: lix(one) for one in everything.pages.values()}
    told = {source: round(value, 1) for source, value in values.items() if value is not None}
    assert len(told) > 80
    assert median(told.values()) < PLAIN
    difficult = {source: value for source, value in told.items() if value > DIFFICULT}
    assert {key: value for key, value in difficult.items() if key not in LEGAL} == {}
    assert [one for one in LEGAL if one not in difficult] == []


def paragraphs(page: Page) -> Iterator[str]:
    """Yield what a page says, block by block, in small letters and without marks."""
    for block in page.text.plain.split(BOUNDARY):
        words = re.findall(r"\w+(?:[:-]\w+)*", block.replace(OPAQUE, " ").casefold())
        if len(words) >= 8:
            yield " ".join(words)


def test_no_paragraph_stands_twice(everything: View) -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for page in everything.pages.values():
        if not page.source.startswith(BY_FORM):
            # In one table two cells may say the same.
            for paragraph in set(paragraphs(page)):
                where[paragraph].append(page.source)
    assert {text: pages for text, pages in where.items() if len(pages) > 1} == {}


@pytest.mark.parametrize("word", ["SKRIVS", "TODO", "FIXME", "Lorem", "lorem"])
def test_nothing_waits_to_be_written(word: str, example: Handbook) -> None:
    found = [one.path for one in example.catalog.sources if re.search(rf"\b{word}\b", one.text)]
    assert found == []


# --- Its registers --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LEAST)
def test_the_registers_are_large_enough(kind: str, everything: View) -> None:
    model, least = LEAST[kind]
    found = len(everything.all(kind, model))
    assert found >= least


def test_some_suppliers_stand_three_deep(everything: View) -> None:
    behind = {
        one.id: [sub.supplier for sub in one.sub_suppliers]
        for one in everything.all("supplier", Supplier)
    }

    def depth(supplier: str, above: frozenset[str]) -> int:
        below = [one for one in behind.get(supplier, ()) if one not in above]
        return 1 + max((depth(one, above | {supplier}) for one in below), default=-1)

    assert max(depth(one, frozenset()) for one in behind) >= 3


def test_the_suppliers_are_in_nine_countries(everything: View) -> None:
    suppliers = everything.all("supplier", Supplier)
    assert len(frozenset().union(*map(countries_of, suppliers))) >= 9


def test_three_countries_outside_the_eea_have_different_grounds(everything: View) -> None:
    outside = {one.id for one in everything.all("country", Country) if not one.eea}
    told = [
        *(way for one in everything.all("supplier", Supplier) for way in one.transfers),
        *(way for one in everything.all("processing", Processing) for way in one.transfers),
    ]
    grounds: dict[str, set[str]] = defaultdict(set)
    for way in told:
        if way.country in outside:
            grounds[way.country].add(way.ground.value)
    assert len(grounds) >= 3
    assert len(set().union(*grounds.values())) >= 3


def test_five_answer_for_the_processings(everything: View) -> None:
    assert len({one.controller for one in everything.all("processing", Processing)}) >= 5


def test_the_procurements_have_come_to_different_gates(everything: View) -> None:
    come_to = Counter(len(one.stages) for one in everything.all("procurement", Procurement))
    assert len(come_to) >= 6


def test_every_policy_has_its_page(everything: View) -> None:
    addresses = {KINDS["policy"].address(one.id) for one in everything.all("policy", Policy)}
    assert addresses - set(everything.pages) == set()


# --- What it is built on --------------------------------------------------------------------------


def leads_to(page: Page) -> set[str]:
    """Return the addresses that a page leads to, by its links and by what it calls."""
    here = posixpath.dirname(page.source)
    found = set()
    for link in page.links:
        path = link.target.partition("#")[0]
        if path.endswith(".md"):
            target = posixpath.normpath(posixpath.join(here, path)).removesuffix(".md")
            found.add(f"{target.removesuffix('index').rstrip('/')}/")
    for call in page.calls:
        if call.name in KINDS:
            named = given(call, SIGNATURES[call.name])
            found.add(KINDS[call.name].address(str(named.get("id"))))
    return found


def test_what_it_is_built_on_lists_seven_points(everything: View) -> None:
    said = [one.text for one in everything.pages[BASIS].headings if one.level == 2]
    numbers = [int(found[1]) for one in said if (found := re.match(r"(\d+)\. ", one))]
    assert numbers == list(range(1, len(PARTS) + 1))


@pytest.mark.parametrize("part", PARTS)
def test_what_it_is_built_on_leads_to_each_part(part: str, everything: View) -> None:
    found = leads_to(everything.pages[BASIS])
    assert [row for row in PARTS[part] if not found.intersection(row)] == []


def test_what_it_is_built_on_names_the_laws(everything: View) -> None:
    text = everything.pages[BASIS].text.plain.casefold()
    assert [row for row in LAWS if not any(one.casefold() in text for one in row)] == []


def test_what_it_is_built_on_leads_only_to_what_there_is(everything: View) -> None:
    pages = set(everything.pages) | {
        kind.address(one) for kind in KINDS.values() for one in everything.records[kind.name]
    }
    assert {one for one in leads_to(everything.pages[BASIS]) if one not in pages} == set()
