"""Läget: what each unit and role has before it, and who may see it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from conftest import DAY
from dateutil.relativedelta import relativedelta
from test_macros import BLOCK, HOSTILE, _assert_harmless, events

from macros import calls, pages
from macros.exports import as_ical
from macros.problems import Location, Problem, Severity
from macros.records.scalars import Audience
from macros.views import due, todo
from macros.views.values import Link

if TYPE_CHECKING:
    from macros.handbook import Handbook, View
    from macros.views.values import Value

HERE = "laget/"


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as those see it who see all."""
    return example.for_audience(Audience.RESTRICTED)


def _told(value: Value) -> str:
    return str(getattr(value, "text", ""))


def _rows(groups: tuple[todo.Group, ...]) -> list[tuple[str, ...]]:
    """Return the rows of all groups, each with its group's name first."""
    return [
        (
            group.name,
            _told(one.when),
            one.what,
            _told(one.where),
            one.state.text,
            _told(one.code),
        )
        for group in groups
        for one in group.items
    ]


def test_only_those_who_see_all_see_problems(example: Handbook) -> None:
    assert example.problems != ()
    seen = {who: example.for_audience(who).problems for who in Audience}
    assert seen == {
        Audience.RESTRICTED: example.problems,
        Audience.INTERNAL: (),
        Audience.PUBLIC: (),
    }


@pytest.mark.parametrize("by", ["unit", "role"])
def test_every_problem_is_told_once_with_its_code_and_its_day(by: str, view: View) -> None:
    rows = _rows(todo.to_do(view, by, 12))
    for one in view.problems:
        assert [row[-1] for row in rows if row[2] == one.message] == [one.code]
    classified = next(one for one in view.problems if one.code == "HB402")
    (row,) = (row for row in rows if row[2] == classified.message)
    assert (row[1].replace("\N{NO-BREAK SPACE}", " "), row[4]) == ("14 oktober 2026", "Försenat")
    late = [one for one in due.everything(view) if one.day < DAY]
    named = [row for row in rows if row[4] in ("Försenat", "Att rätta")]
    told = {(one.record, one.code) for one in view.problems}
    assert len(named) == len(view.problems) + sum((one.key, one.code) not in told for one in late)


@pytest.mark.parametrize("by", ["unit", "role"])
def test_what_is_due_within_the_months_is_told_and_no_more(by: str, view: View) -> None:
    for months in (1, 3, 12):
        coming = [row for row in _rows(todo.to_do(view, by, months)) if row[4] == "Kommer"]
        wanted = [
            one
            for one in due.everything(view)
            if DAY <= one.day <= DAY + relativedelta(months=months)
        ]
        assert len(coming) == len(wanted)


def test_who_is_asked_is_the_owner_or_the_owners_unit(view: View) -> None:
    by_role = {row[2:4]: row[0] for row in _rows(todo.to_do(view, "role", 120))}
    by_unit = {row[2:4]: row[0] for row in _rows(todo.to_do(view, "unit", 120))}
    asset = ("Ny riskanalys", "Tillgång: Skolplattformen")
    assert by_role[asset] == "Systemägare"
    assert by_unit[asset] == "Barn- och utbildningsförvaltningen"
    assert by_role[("Ny klassning", "Tillgång: Skolplattformen")] == "Informationsägare"
    policy = ("Översyn", "Styrdokument: Riktlinje för dataskydd")
    assert by_role[policy] == "Kommunjurist"


def test_a_problem_of_a_page_belongs_to_the_record_whose_page_it_is(view: View) -> None:
    page = view.pages["styrdokument/riktlinje-dataskydd/"]
    other = view.pages["om/"]
    found = tuple(
        Problem("HB303", Severity.WARNING, Location(one.path, 9), f"Om {one.address}")
        for one in (page, other)
    )
    rows = _rows(todo.to_do(dataclasses.replace(view, problems=found), "role", 1))
    told = {row[2]: (row[0], row[1], row[3]) for row in rows if row[2].startswith("Om ")}
    assert told["Om styrdokument/riktlinje-dataskydd/"] == (
        "Kommunjurist",
        "Nu",
        f"Sida: {page.front.title}",
    )
    assert told["Om om/"][0] == "Utan ansvarig roll"


def test_every_code_that_is_told_leads_to_its_page(view: View) -> None:
    links = [
        one.code
        for group in todo.to_do(view, "unit", 12)
        for one in group.items
        if isinstance(one.code, Link)
    ]
    assert {one.text for one in links} >= {one.code for one in view.problems}
    assert all(one.address in view.pages for one in links)


@pytest.mark.parametrize("name", ["to_do", "year_calendar"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_problem_stands_in_the_page_as_text(name: str, text: str, view: View) -> None:
    found = (
        Problem("HB402", Severity.WARNING, Location(text), text, "", "asset/skolplattformen"),
        Problem("HB303", Severity.WARNING, Location(text), text),
    )
    arguments = {"by": "unit"} if name == "to_do" else {}
    hostile = dataclasses.replace(view, problems=found)
    answer = str(calls.call(name, hostile, HERE, **arguments))
    _assert_harmless(answer, BLOCK, block=True)
    if name == "to_do":
        assert any(
            " ".join(text.split()) in " ".join(one[1].split())
            for one in events(answer)
            if one[0] == ""
        )


def test_the_calendar_has_twelve_months_and_all_that_is_due_in_them(view: View) -> None:
    late, *months = todo.year_calendar(view)
    assert (late.title, len(months)) == ("Redan försenat", 12)
    assert [months[0].title, months[-1].title] == ["November 2026", "Oktober 2027"]
    shown = sum(len(one.items) for one in (late, *months))
    end = DAY.replace(day=1) + relativedelta(months=12)
    assert shown == sum(one.day < end for one in due.everything(view))


def test_the_calendar_file_is_linked_in_the_edition_that_has_it(example: Handbook) -> None:
    for who in Audience:
        answer = str(calls.call("year_calendar", example.for_audience(who), HERE))
        leads = [one for one in events(answer) if f"href=../data/{as_ical.NAME}" in one]
        assert bool(leads) == (who is Audience.RESTRICTED)


def test_a_roles_page_says_what_is_asked_of_the_role_as_laget_does(view: View) -> None:
    groups = {one.name: one for one in todo.to_do(view, "role", 12)}
    roles = view.records["role"]
    told = {one.name: todo.of_role(view, one.id, 12) for one in roles.values()}
    assert {name: one for name, one in told.items() if one is not None} == {
        name: one for name, one in groups.items() if name in told
    }
    assert told["Medarbetare"] is None


def test_a_roles_page_says_so_only_to_those_who_see_all(example: Handbook) -> None:
    for who in Audience:
        for role, told in (("informationsagare", "Försenat"), ("medarbetare", "Inget saknas")):
            frame = pages.frame(example.for_audience(who), f"roller/{role}/")
            assert frame is not None
            anchors = [anchor for anchor, _ in frame.headings]
            seen = who is Audience.RESTRICTED
            assert ("att-gora" in anchors) == seen
            assert ('id="att-gora"' in frame.after) == seen
            assert (told in frame.after) == seen


def test_other_pages_have_nothing_to_do(view: View) -> None:
    frame = pages.frame(view, "styrdokument/rutin-incidenter/")
    assert frame is not None
    assert "att-gora" not in frame.after
