"""The example is large enough to try the handbook on, and holds nothing about private persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from conftest import DAY

from macros.citations.place import read_place
from macros.records.classification import Aspect
from macros.records.kinds import KINDS
from macros.records.law import Regulation
from macros.records.policies import Recommendation, RecommendationSource
from macros.records.reference import Country
from macros.records.scalars import Audience
from macros.records.suppliers import Supplier
from macros.views import impact
from macros.views.tables import countries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.handbook import Handbook, View

AT_LEAST: Final = {
    "asset": 20,
    "supplier": 12,
    "processing": 6,
    "procurement": 3,
    "policy": 10,
    "role": 10,
    "term": 40,
    "requirement": 30,
    "duty": 5,
    "classification": 4,
}
"""How many records of a kind the example has, at the least; of other kinds, one."""

# PTS keeps the series free of subscribers, for films and books; the short ones are authorities'.
_NOBODYS_NUMBER: Final = re.compile(
    r"08465004\d\d|03139006(?:[0-4]\d|50)|04062804(?:[0-4]\d|50)|09803192\d\d|"
    r"07017406(?:0[5-9]|[1-9]\d)|112|11313|11414|1177"
)
_GIVEN_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        "Ahmed Amir Anders Andreas Anna Annika Astrid Birgitta Björn Carina Christina Daniel "
        "David Elin Elisabeth Emil Emma Erik Eva Fatima Fredrik Gunilla Gunnar Gustav Hanna "
        "Hans Helena Henrik Ingrid Jan Jenny Jessica Johan Johanna Jonas Julia Kajsa Karin "
        "Karl Katarina Kerstin Klara Kristina Lars Lena Linda Linnea Lisa Louise Magnus Malin "
        "Margareta Maria Marie Martin Mats Mattias Michael Mikael Mohammed Monica Niklas Nils "
        "Olof Oskar Patrik Peter Petra Pia Robert Sara Simon Sofia Stefan Sven Susanne "
        "Thomas Tobias Tomas Ulf Ulla Ulrika Viktor Åsa Östen",
    )
)


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as its coordinators see it: all of it."""
    return example.for_audience(Audience.RESTRICTED)


def _texts(example: Handbook) -> Iterator[tuple[str, str]]:
    """Yield where and what for every text in data and prose."""
    for entry in example.catalog.all():
        for leaf in entry.leaves:
            yield str(entry.at(*leaf.path)), leaf.text
    for page in example.catalog.pages.values():
        yield page.path, f"{page.front.title} {page.front.description}"
        yield page.path, page.text.plain
        for link in page.links:
            yield str(link.location), link.target


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_the_records_that_a_trial_needs(kind: str, view: View) -> None:
    assert len(view.records[kind]) >= AT_LEAST.get(kind, 1)


def test_the_example_has_no_errors(example: Handbook) -> None:
    assert example.errors == ()


def test_every_record_in_the_files_is_shown_to_the_coordinators(
    example: Handbook, view: View
) -> None:
    in_files = {
        kind: [
            key
            for key, one in known.items()
            # What is news to the public alone is none to them.
            if one.record is not None and one.record.told_to(view.audience)
        ]
        for kind, known in example.catalog.entries.items()
    }
    assert {kind: list(known) for kind, known in view.records.items()} == in_files
    assert [kind for kind, known in in_files.items() if len(known) < 2] == []


def test_a_chain_of_suppliers_is_three_deep(view: View) -> None:
    def depth(supplier: Supplier) -> int:
        below = [view.find("supplier", one.supplier, Supplier) for one in supplier.sub_suppliers]
        return 1 + max((depth(one) for one in below if one is not None), default=0)

    assert max(depth(one) for one in view.all("supplier", Supplier)) >= 3


def test_suppliers_work_from_six_countries_and_two_of_them_outside_the_eea(view: View) -> None:
    used = {country for one in view.all("supplier", Supplier) for country in countries_of(one)}
    countries = [one for one in view.all("country", Country) if one.id in used]
    assert len(countries) >= 6
    assert len([one for one in countries if not one.eea]) >= 2


def test_ten_policies_have_pages_of_their_own(view: View) -> None:
    with_page = [one for one in view.records["policy"] if f"styrdokument/{one}/" in view.pages]
    assert len(with_page) >= 10


def test_fourteen_acts_in_force_have_fifty_sections_that_something_relies_on(view: View) -> None:
    relied_on = {
        act.id: {
            place.fragment
            for section in act.sections
            if (place := read_place(section.number)) is not None
            and impact.of_place(view, act.designation, place).direct
        }
        for act in view.all("regulation", Regulation)
        if act.in_force <= DAY and (act.repealed is None or act.repealed > DAY)
    }
    assert len([act for act, sections in relied_on.items() if sections]) >= 14
    assert sum(len(sections) for sections in relied_on.values()) >= 50


def test_an_act_that_is_repealed_and_its_successor_are_both_there(view: View) -> None:
    repealed = [
        act for act in view.all("regulation", Regulation) if act.repealed and act.repealed <= DAY
    ]
    assert [act.id for act in repealed if act.replaced_by] != []


def test_all_five_of_skrs_recommendations_are_there_and_those_of_msb(view: View) -> None:
    numbers: dict[RecommendationSource, list[int]] = {source: [] for source in RecommendationSource}
    for one in view.all("recommendation", Recommendation):
        numbers[one.source].append(one.number)
    assert sorted(numbers[RecommendationSource.SKR]) == [1, 2, 3, 4, 5]
    assert sorted(numbers[RecommendationSource.MSB]) == [1, 2, 3]


def test_the_scale_has_the_same_levels_for_every_aspect(view: View) -> None:
    aspects = view.all("classification", Aspect)
    scales = {tuple((one.level, one.label) for one in aspect.levels) for aspect in aspects}
    assert len(scales) == 1
    numbers = [level for level, _ in scales.pop()]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= 4
    assert {aspect.id for aspect in aspects} >= {"konfidentialitet", "riktighet", "tillganglighet"}


def test_every_text_has_functions_where_a_persons_name_could_stand(example: Handbook) -> None:
    named = [
        (place, word)
        for place, text in _texts(example)
        for word in re.findall(r"(?<![Ll]ex )\b[A-ZÅÄÖ][a-zåäöé]+\b", text)  # Lex Maria is a duty.
        if word in _GIVEN_NAMES
    ]
    assert named == []


def test_every_mailbox_belongs_to_a_function_in_a_made_up_domain(example: Handbook) -> None:
    found = [
        (place, mailbox.removeprefix("mailto:"))
        for place, text in _texts(example)
        for mailbox in re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    ]
    assert found != []
    assert [one for one in found if not one[1].endswith(".example")] == []
    given = {name.lower() for name in _GIVEN_NAMES}
    assert [one for one in found if given & set(re.split(r"[._@+-]", one[1].lower()))] == []


def test_no_telephone_number_can_reach_a_private_person(example: Handbook) -> None:
    numbers = [
        (str(entry.at(*leaf.path)), re.sub(r"\D", "", leaf.text))
        for entry in example.catalog.all()
        for leaf in entry.leaves
        if leaf.path[-1] == "phone"
    ]
    assert numbers != []
    assert [one for one in numbers if not _NOBODYS_NUMBER.fullmatch(one[1])] == []
