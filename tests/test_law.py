"""The register of law asked by place and day, and what relies on each place."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import cli, handbook, statutes
from macros.citations.place import Place, read_place
from macros.citations.text import Cited, read_all
from macros.records.law import Regulation
from macros.records.scalars import Audience
from macros.reliance import last_review
from macros.statutes import Statutes, touches
from macros.views import impact, law, places

if TYPE_CHECKING:
    from macros.handbook import Handbook, View

STEADY: Final = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def act(**fields: object) -> Regulation:
    """Return an act with what a test wants of it."""
    said: dict[str, object] = {
        "id": "lagen",
        "name": "provlagen",
        "kind": "law",
        "designation": "2020:1",
        "title": "Provlag",
        "summary": "Prövar.",
        "concerns": "Alla.",
        "in_force": "2020-01-01",
        "address": "https://lagen.nu/2020:1",
        **fields,
    }
    return Regulation.model_validate(said)


def section(number: str, **fields: str) -> dict[str, object]:
    """Return a section of an act."""
    return {"number": number, "explanation": f"Om {number}.", **fields}


ACT: Final = act(
    sections=[
        section("2 kap. 1 §"),
        section("2 kap. 3 § 2", in_force="2022-01-01"),
        section("4 §", repealed="2023-01-01"),
        section("artikel 28.3"),
    ]
)


@pytest.mark.parametrize(
    ("place", "known", "fragment", "explained"),
    [
        ("2 kap. 1 §", True, "K2P1", "Om 2 kap. 1 §."),
        ("2 kap. 1 § andra stycket 3", True, "K2P1", "Om 2 kap. 1 §."),
        ("2 kap. 3 § 2", True, "K2P3S1N2", "Om 2 kap. 3 § 2."),
        # What holds something known is known, and leads to the first of it.
        ("2 kap. 3 §", True, "K2P3S1N2", "Prövar."),
        ("2 kap.", True, "K2P1", "Prövar."),
        ("artikel 28", True, "28.3", "Prövar."),
        ("artikel 28.3 a", True, "28.3", "Om artikel 28.3."),
        ("2 kap. 2 §", False, "", "Prövar."),
        ("1 §", False, "", "Prövar."),
        ("3 kap.", False, "", "Prövar."),
        ("artikel 29", False, "", "Prövar."),
        # A section is another without its chapter.
        ("3 §", False, "", "Prövar."),
    ],
)
def test_a_place_is_found_by_what_holds_it_or_what_it_holds(
    place: str, *, known: bool, fragment: str, explained: str
) -> None:
    read = read_place(place)
    assert read is not None
    found = Statutes([ACT]).find("2020:1", read)
    assert found is not None
    assert (found.known, found.fragment, found.explanation) == (known, fragment, explained)


def test_an_act_that_the_register_lacks_is_not_found() -> None:
    assert Statutes([ACT]).find("2020:2", Place()) is None


@pytest.mark.parametrize(
    ("place", "day", "status"),
    [
        ("", date(2019, 12, 31), "not_yet"),
        ("", date(2020, 1, 1), "in_force"),
        ("2 kap. 3 § 2", date(2021, 12, 31), "not_yet"),
        ("2 kap. 3 § 2", date(2022, 1, 1), "in_force"),
        ("4 §", date(2022, 12, 31), "in_force"),
        ("4 §", date(2023, 1, 1), "repealed"),
        ("4 § andra stycket", date(2023, 1, 1), "repealed"),
        ("9 §", date(2023, 1, 1), "unknown"),
    ],
)
def test_a_place_has_its_own_days(place: str, day: date, status: str) -> None:
    found = Statutes([ACT]).find("2020:1", read_place(place) or Place())
    assert found is not None
    assert found.status(day) == status


def test_what_ends_with_its_act_ends_with_it() -> None:
    ended = act(repealed="2021-01-01", sections=[section("1 §", repealed="2023-01-01")])
    found = Statutes([ended]).find("2020:1", Place(section="1"))
    assert found is not None
    assert found.ends == date(2021, 1, 1)


def test_a_name_that_two_acts_bear_means_both() -> None:
    old = act(id="gamla", designation="1990:1", abbreviations=["PL"])
    named = statutes.names([act(abbreviations=["PL", "ProvL"]), old])
    assert named["provlagen"] == named["PL"] == "1990:1|2020:1"
    assert (named["ProvL"], named["1990:1"]) == ("2020:1", "1990:1")


@pytest.mark.parametrize(
    ("cited", "place", "expected"),
    [
        ("18 kap. 8 § 3", "18 kap. 8 § 3", True),
        ("18 kap. 8 § 3", "18 kap. 8 §", True),
        ("18 kap. 8 §", "18 kap. 8 § 3", True),
        ("18 kap.", "18 kap. 8 § 3", True),
        ("18 kap. 8 §", "18 kap.", True),
        ("18 kap. 8 § 2", "18 kap. 8 § 3", False),
        ("18 kap. 8 §", "18 kap. 9 §", False),
        ("8 §", "18 kap. 8 §", False),
        ("18 kap. 8–10 §§", "18 kap. 9 §", True),
        ("18 kap. 8–10 §§", "18 kap. 9 a § 2", True),
        ("18 kap. 8–10 §§", "18 kap. 11 §", False),
        ("18 kap. 8–10 §§", "19 kap. 9 §", False),
        ("artiklarna 44–49", "artikel 46.2 c", True),
        ("artiklarna 44–49", "artikel 50", False),
        ("", "18 kap. 8 §", False),
    ],
)
def test_a_citation_touches_what_it_names_what_is_in_it_and_what_holds_it(
    cited: str, place: str, *, expected: bool
) -> None:
    found = read_all(f"{cited} OSL", {"OSL": "2009:400"})
    assert len(found) == 1
    read = read_place(place)
    assert read is not None
    assert touches(found[0], read) is expected


SMALL: Final = st.integers(1, 4).map(str)
PLACES: Final = st.builds(
    Place, chapter=st.just("") | SMALL, section=SMALL, paragraph=st.integers(0, 2)
)


@STEADY
@given(PLACES, PLACES)
def test_touching_goes_both_ways_and_every_place_touches_itself(one: Place, two: Place) -> None:
    def cited(place: Place) -> Cited:
        return Cited(0, 0, "", "2009:400", place)

    assert touches(cited(one), one)
    assert touches(cited(one), two) == touches(cited(two), one)


# What relies on a place.


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as its coordinators see it."""
    return example.for_audience(Audience.RESTRICTED)


def names_of(groups: tuple[impact.Group, ...]) -> set[tuple[str, str]]:
    """Return kind and id of all in some groups."""
    return {(one.kind, one.id) for group in groups for one in group.members}


def test_a_change_reaches_records_policies_pages_and_those_that_build_on_them(view: View) -> None:
    asked = impact.asked(view, "18 kap. 8 § OSL")
    assert asked is not None
    direct, further = names_of(asked.impact.direct), names_of(asked.impact.further)
    assert ("policy", "riktlinje-informationssakerhet") in direct
    assert ("asset", "inloggningstjansten") in direct
    assert {kind for kind, _ in direct} >= {"asset", "policy", "page"}
    assert {kind for kind, _ in further} >= {"asset", "processing", "requirement"}
    assert direct & further == set()


def test_a_narrower_audience_hears_only_of_what_it_sees(example: Handbook) -> None:
    public = example.for_audience(Audience.PUBLIC)
    asked = impact.asked(public, "OSL")
    assert asked is not None
    for kind, name in names_of((*asked.impact.direct, *asked.impact.further)):
        assert name in (public.pages if kind == "page" else public.records[kind])


def test_everything_that_cites_a_section_stands_on_its_acts_page(view: View) -> None:
    for regulation in view.all("regulation", Regulation):
        page = law.page(view, regulation)
        shown = {one for part in page.sections for one in names_of(part.direct)}
        shown |= names_of(page.whole)
        uses = view.uses_of.get(regulation.designation, ())
        own = ("regulation", regulation.id)
        assert {(use.kind, use.id) for use in uses} - shown - {own} == set(), regulation.id


def test_the_time_line_is_in_order_and_tells_of_sections(view: View) -> None:
    regulation = act(
        repealed="2030-01-01",
        sections=[
            section("1 §", changed="2024-05-01"),
            section("10 §", changed="2024-05-01"),
            section("2 §", in_force="2022-01-01", repealed="2023-01-01"),
        ],
    )
    assert [(day, what) for day, _, what in law.page(view, regulation).timeline] == [
        ("2020-01-01", "Började gälla"),
        ("2022-01-01", "2 §: gäller"),
        ("2023-01-01", "2 §: upphävd"),
        ("2024-05-01", "1 §, 10 §: senast ändrad"),
        ("2030-01-01", "Upphör att gälla"),
    ]


def test_the_index_names_every_place_that_is_cited(view: View) -> None:
    shown = len(places.cited_places(view).rows)
    expected = {
        (use.cited.designation, use.cited.fragment, use.cited.last)
        for use in view.uses
        if use.cited.designation in view.statutes.acts
    }
    assert shown == len(expected)


def test_what_nobody_has_verified_is_listed(view: View) -> None:
    listed = len(places.unverified(view).rows)
    sections = [one for each in view.all("regulation", Regulation) for one in each.sections]
    others = [
        record
        for kind in ("regulation", "recommendation", "duty")
        for record in view.records[kind].values()
    ]
    assert listed == sum(not one.verified for one in (*sections, *others))  # type: ignore[attr-defined]  # those kinds have the field
    assert listed > 0


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("policy", "rutin-incidenter", True),
        ("asset", "skolplattformen", True),
        ("term", "incident", False),
    ],
)
def test_reviews_and_adoptions_count_as_going_through(
    view: View, kind: str, name: str, *, expected: bool
) -> None:
    record = view.records[kind][name].model_copy(update={"reviewed": None})
    assert (last_review(record, DAY) is not None) is expected
    later = record.model_copy(update={"reviewed": date(2026, 11, 1)})
    assert last_review(later, DAY) == date(2026, 11, 1)
    assert last_review(later, date(2026, 10, 31)) == last_review(record, date(2026, 10, 31))


# The command.


def run(*words: str) -> tuple[int, str]:
    """Run the command on the example."""
    where = ["--data", str(ROOT / "data"), "--docs", str(ROOT / "docs"), "--date", DAY.isoformat()]
    done = CliRunner().invoke(cli.main, ["law", "impact", *words, *where])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def test_the_command_prints_where_each_stands() -> None:
    code, output = run("18 kap. 8 § OSL", "--format", "json")
    assert code == 0
    rows = json.loads(output)
    assert {row["step"] for row in rows} == {"direct", "further"}
    for row in rows:
        lines = (ROOT / row["path"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= row["line"] <= len(lines)
    first = next(row for row in rows if row["kind"] == "asset")
    lines = (ROOT / first["path"]).read_text(encoding="utf-8").splitlines()
    assert "18 kap. 8 §" in lines[first["line"] - 1]


def test_the_command_prints_text_for_people() -> None:
    code, output = run("10 § arkivlagen")
    assert code == 0
    assert "Bygger på lagrummet:" in output
    assert "data/requirements.yml:" in output


@pytest.mark.parametrize("words", ["10 § påhittslagen", "tjugo", "", "10 §", "\x1b[31m OSL"])
def test_what_is_no_place_in_the_register_is_said_so(words: str) -> None:
    code, output = run(words)
    assert code == 1
    assert "finns inte i registret" in output or "går inte att läsa" in output
    assert "\x1b" not in output


# One law follows another: the same handbook on the day before and the day of the change.


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2025, 12, 1), {"lag-2018-1174": "in_force", "cybersakerhetslagen": "not_yet"}),
        (date(2026, 1, 14), {"lag-2018-1174": "in_force", "cybersakerhetslagen": "not_yet"}),
        (date(2026, 1, 15), {"lag-2018-1174": "repealed", "cybersakerhetslagen": "in_force"}),
    ],
)
def test_one_law_follows_another_on_its_day(day: date, states: dict[str, str]) -> None:
    book = handbook.load(ROOT / "data", ROOT / "docs", day)
    assert book.errors == ()
    view = book.for_audience(Audience.PUBLIC)
    found = {one.id: law.state(view, one) for one in view.all("regulation", Regulation)}
    assert {key: found[key] for key in states} == states
    told = [one for one in book.problems if one.code == "HB304"]
    assert any("cybersäkerhetslagen" in one.message for one in told) is (day < date(2026, 1, 15))
