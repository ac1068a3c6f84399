"""Values as a page shows them: links to what they name, and words that say something."""

from __future__ import annotations

import dataclasses
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from macros import calls
from macros.records.meta import Exemption
from macros.records.scalars import Audience, is_url
from macros.views import people, records, tables, values
from macros.views.values import Link, Out, Words, _single

if TYPE_CHECKING:
    from macros.handbook import Handbook, View


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as those see it who see all."""
    return example.for_audience(Audience.RESTRICTED)


def _fact(view: View, kind: str, record_id: str, title: str) -> Any:
    page = records.page(view, kind, view.records[kind][record_id])
    return next(one.value for one in page.facts.facts if one.title == title)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://a.example", True),
        ("https://a.example/b?c=d#e", True),
        ("https://a.example, och mer text", False),
        ("https://", False),
        ("https://a.example/<b>", False),
        ("https://användare@a.example", False),
        ("http://a.example", False),
        ("Se https://a.example", False),
    ],
)
def test_only_a_whole_address_is_a_link(text: str, *, linked: bool) -> None:
    assert is_url(text) == linked
    shown = _single(text, "description")
    assert isinstance(shown, Out) == linked


@pytest.mark.parametrize(
    ("role", "unit", "told"),
    [
        ("informationsagare", "socialforvaltningen", "Informationsägare på Socialförvaltningen"),
        ("informationsagare", "exempel-vatten", "Informationsägare på Exempel Vatten AB"),
        ("informationsagare", "socialnamnden", "Informationsägare i Socialnämnden"),
        ("systemagare", "kommunen", "Systemägare i Exempelkommun"),
        ("driftsansvarig", "socialforvaltningen", "Driftsansvarig på Kommunledningskontoret"),
        ("driftsansvarig", "finns-inte", "Driftsansvarig på Kommunledningskontoret"),
        ("informationsagare", "finns-inte", "Informationsägare"),
    ],
)
def test_a_role_is_told_with_the_unit_where_it_is_held(
    view: View, role: str, unit: str, told: str
) -> None:
    assert values.role_at(view, role, unit) == Link(told, f"roller/{role}/")


def test_a_role_that_cannot_be_seen_is_only_a_role(view: View) -> None:
    assert values.role_at(view, "finns-inte", "kommunen") == Words("roll")


def test_an_assets_page_says_where_its_owner_is(view: View) -> None:
    owner = _fact(view, "asset", "skolplattformen", "Informationsägare")
    assert owner.text == "Informationsägare på Barn- och utbildningsförvaltningen"
    assert _fact(view, "asset", "skolplattformen", "Förvaltare").text.startswith("Systemförvaltare")


def test_an_exception_leads_to_what_it_is_about(view: View) -> None:
    table = tables.of_kind(view, "exception", {})
    place = table.columns.index("Post")
    found = {row.anchor: row.cells[place] for row in table.rows}
    assert found["driftkraft-avtal-under-upphandling"] == Link(
        "Leverantör: Driftkraft IT AB", "register/leverantorer/driftkraft/"
    )
    one = view.find("exception", "driftkraft-avtal-under-upphandling", Exemption)
    assert one is not None
    gone = dataclasses.replace(view, records={**view.records, "supplier": {}})
    assert values.of_field(gone, one, "record") == Words("leverantör")
    odd = one.model_copy(update={"record": "något annat"})
    assert values.of_field(view, odd, "record") == Words("något annat")


@pytest.mark.parametrize(
    ("kind", "wanted", "column", "shown"),
    [
        ("policy", {}, "Slag", True),
        ("policy", {"kind": "routine"}, "Slag", False),
        ("asset", {"status": "in-use"}, "Status", False),
        ("asset", {"unit": "socialnamnden"}, "Enhet", True),
        ("requirement", {"aspect": "konfidentialitet"}, "Aspekt", False),
        ("requirement", {"level": 3}, "Från nivå", True),
        ("country", {"eea": True}, "EES", False),
    ],
)
def test_a_table_does_not_repeat_what_was_asked_for(
    view: View, kind: str, wanted: dict[str, Any], column: str, *, shown: bool
) -> None:
    table = tables.of_kind(view, kind, wanted)
    assert table.rows
    assert (column in table.columns) == shown
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_the_editors_examples_are_no_users_of_a_record(view: View) -> None:
    links = [
        link.address
        for kind, known in view.records.items()
        for record_id in known
        for user in records.used_by(view, kind, record_id)
        for link in user.links
    ]
    assert "uppgifter/upphandla-system/" in links
    assert not [one for one in links if one.startswith("redaktor/")]


def test_one_contact_alone_can_be_asked_for(view: View) -> None:
    (card,) = people.contacts(view, "kommunen", "Incidentjour")
    assert (card.function, card.hours) == ("Incidentjour", "Dygnet runt, alla dagar")
    several = people.contacts(view, None, "Registrator")
    assert len(several) > 2
    assert {one.function for one in several} == {"Registrator"}
    answer = str(calls.call("contacts", view, "", unit="kommunen", function="Incidentjour"))
    assert answer.count("<li>") == 1
    assert "0980" in answer


def test_where_a_function_has_no_way_for_all_another_is_shown(example: Handbook) -> None:
    public = example.for_audience(Audience.PUBLIC)
    answer = unescape(calls.call("contacts", public, "", unit="kommunen", function="Incidentjour"))
    assert "Numret står i medarbetarnas utgåva." in answer
    assert ("tel:0980319200" in answer, "tel:0980319212" in answer) == (True, False)


def test_a_contact_that_does_not_exist_is_said_not_to(view: View) -> None:
    answer = str(calls.call("contacts", view, "", function="Vaktmästare"))
    assert "Det finns ingen kontakt att visa här." in answer
    assert "<ul" not in answer


def test_a_roles_page_says_whose_each_asset_is_unit_by_unit(example: Handbook) -> None:
    for who in Audience:
        view = example.for_audience(who)
        users = records.used_by(view, "role", "informationsagare")
        owned = [one for one in users if one.title == "Tillgångar (informationsägare)"]
        states = [link.state for one in owned for link in one.links]
        assert states == sorted(states)
        assert ("Socialförvaltningen" in states) == (who is not Audience.PUBLIC)
    policies = records.used_by(view, "policy", "rutin-incidenter")
    assert {link.state for one in policies for link in one.links} == {""}


def test_what_has_ended_is_not_to_be_reviewed(view: View) -> None:
    ended, current = (
        view.records["policy"][one] for one in ("riktlinje-e-post-2019", "rutin-upphandling")
    )
    assert values.of_field(view, ended, "next_review") is None
    assert values.of_field(view, current, "next_review") is not None
