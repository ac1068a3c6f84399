"""Every fact that differs between two handbooks, by its sort."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from change_examples import (
    EXAMPLES,
    HEAD,
    LONG,
    PAGE,
    at,
    edited,
    to,
    unwritten,
    with_record,
    without_record,
    written,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # no stubs

from macros import changes
from macros.audience import project
from macros.citations.place import read_place
from macros.records.assets import AssetStatus
from macros.records.kinds import KINDS
from macros.records.law import Regulation
from macros.records.meta import ChangeKind
from macros.records.policies import Policy
from macros.records.scalars import Audience
from macros.records.shape import fields
from macros.report import changed, changed_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from change_examples import Edit

    from macros.changes import Change
    from macros.handbook import Handbook, View
    from macros.records.base import Record


def few(view: View) -> View:
    """Return a view with few pages, so that a comparison takes milliseconds."""
    return replace(view, pages=dict([*view.pages.items()][:2]))


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as coordinators see it, with few pages."""
    return few(example.for_audience(Audience.RESTRICTED))


def told(before: View, after: View) -> set[tuple[str, str]]:
    """Return subject and sort of all that differs."""
    return {(one.subject, one.what) for one in changes.classified(before, after)}


def test_every_sort_has_an_example() -> None:
    assert EXAMPLES.keys() == changes.SORTS.keys()
    assert len(changes.SORTS) >= 40
    assert {one.kind for one in changes.SORTS.values()} == set(ChangeKind)


@pytest.mark.parametrize("what", changes.SORTS)
def test_a_sort_is_brought_by_an_edit(what: str, view: View) -> None:
    example = EXAMPLES[what]
    before, after = example.sides(view)
    found = [one for one in changes.classified(before, after) if one.what == what]
    assert example.subject in {one.subject for one in found}, told(before, after)
    for one in found:
        assert one.kind is changes.SORTS[what].kind
        assert one.text[:1] == one.text[:1].upper()
        assert one.text.endswith(".")
        assert one.roles == tuple(sorted(set(one.roles)))
        assert set(one.roles) <= {*before.records["role"], *after.records["role"]}
        assert (one.address == "") == (what in ("record-removed", "page-removed"))


EACH_WAY: Final = ("record-new", "record-removed", "record-id", "reach-new", "agreement-lapsed")


def test_what_is_printed_is_as_its_schema_says(
    view: View,
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    schema = changed_schema.schema()
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema)
    kinds = set()
    names = [*EXAMPLES] if whole else [*EACH_WAY, *[*EXAMPLES][-1::-12]]
    sample_sizes("sorts of changes printed as their schema says", len(names), len(EXAMPLES))
    for name in names:
        example = EXAMPLES[name]
        before, after = example.sides(view)
        found = changes.between(changes.Side(before, before.problems[:3]), changes.Side(after, ()))
        rows = json.loads(changed.as_json(found))
        assert [one.message for one in judge.iter_errors(rows)] == []
        kinds |= {(row["kind"], row["what"]) for row in rows}
        said = {(row["id"], one["text"]) for row in rows for one in row["changes"]}
        assert said == {
            (one.subject.split("/", 1)[1], one.text) for one in changes.classified(before, after)
        }
    assert {what for _, what in kinds} == {
        *("added", "removed", "renamed", "changed", "time", "affected")
    }
    rows[0]["changes"] = [{"what": "new-sort"}]
    assert [*judge.iter_errors(rows)] != []


def test_what_only_the_day_brings_is_told_in_every_form(view: View) -> None:
    before, after = EXAMPLES["agreement-lapsed"].sides(view)
    found = changes.between(changes.Side(before, ()), changes.Side(after, ()))
    rows = {row["id"]: row for row in json.loads(changed.as_json(found))}
    lapsed = (
        "Huvudavtalet med leverantören Molnhuset Sverige AB har löpt ut: "
        "det gällde till och med 15 december 2026."
    )
    assert (rows["molnhuset"]["what"], rows["molnhuset"]["fields"]) == ("time", [])
    assert rows["molnhuset"]["meaning"] == [lapsed]
    assert rows["molnhuset"]["changes"][0] == {
        "what": "agreement-lapsed",
        "kind": "removed",
        "text": lapsed,
        "address": "register/leverantorer/molnhuset/",
        "roles": ["driftsansvarig"],
    }
    assert f"    {lapsed}" in changed.as_text(found)
    assert "molnhuset (Molnhuset Sverige AB): dagen har kommit" in changed.as_text(found)
    assert f"- {lapsed}" in changed.as_markdown(found)


def test_what_is_changed_in_an_act_is_read_at_its_place(view: View) -> None:
    for what in ("section-ended", "section-explained"):
        before, after = EXAMPLES[what].sides(view)
        act = after.find("regulation", "osl", Regulation)
        place = read_place(act.sections[0].number) if act is not None else None
        assert place is not None
        (one,) = [one for one in changes.classified(before, after) if one.what == what]
        assert one.address == f"lagrum/osl/#{place.fragment}"


def test_a_change_concerns_those_who_answer_and_those_who_are_to_know(view: View) -> None:
    roles = {}
    for what in ("policy-withdrawn", "controller-changed", "act-ended", "owner-changed"):
        before, after = EXAMPLES[what].sides(view)
        (roles[what],) = {
            one.roles for one in changes.classified(before, after) if one.what == what
        }
    policy = view.find("policy", "informationssakerhetspolicy", Policy)
    assert policy is not None
    assert roles["policy-withdrawn"] == tuple(sorted({policy.owner, *policy.readers}))
    assert roles["controller-changed"] == ("dataskyddsombud",)
    assert "jurist" in roles["owner-changed"]
    assert {"systemagare", "informationsagare"} <= {*roles["owner-changed"]}
    assert policy.owner in roles["act-ended"]


@pytest.mark.parametrize(
    ("kind", "record_id", "field"),
    [
        ("supplier", "molnhuset", "agreements"),
        ("policy", "informationssakerhetspolicy", "adoptions"),
        ("duty", "csl-incident", "deadlines"),
        ("regulation", "osl", "sections"),
        ("asset", "skolplattformen", "secrecy"),
    ],
)
def test_another_order_alone_is_told_as_that(
    kind: str, record_id: str, field: str, view: View
) -> None:
    turned = to(kind, record_id, **{field: lambda one: getattr(one, field)[::-1]})
    assert told(view, edited(view, turned)) == {(f"{kind}/{record_id}", "order-changed")}


def test_another_order_of_those_behind_a_supplier_is_told_as_that(view: View) -> None:
    one = edited(view, *EXAMPLES["sub-supplier-new"].after)
    two = edited(one, to("supplier", "molnhuset", sub_suppliers=lambda it: it.sub_suppliers[::-1]))
    assert told(one, two) == {("supplier/molnhuset", "order-changed")}


def test_a_record_that_takes_in_another_has_not_taken_its_place(view: View) -> None:
    gone, kept = "avrop", "arkivmyndighet"
    joined = edited(
        view,
        to("term", kept, previous_ids=(gone,)),
        lambda one: without_record(one, "term", gone),
    )
    assert told(view, joined) == {(f"term/{gone}", "record-removed")}


def test_what_a_supplier_says_itself_is_not_told_as_far_behind_it(view: View) -> None:
    direct = edited(
        view,
        to("supplier", "thornmere-billing", country="se", countries=None, sub_suppliers=()),
    )
    one, two = (edited(direct, *edits) for edits in ((), EXAMPLES["sub-supplier-outside"].after))
    found = {what for subject, what in told(one, two) if subject == "supplier/molnhuset"}
    assert found == {"sub-supplier-outside"}
    assert ("supplier/skolverktyget", "chain-new") in told(one, two)


def test_a_section_that_is_moved_is_neither_removed_nor_added(view: View) -> None:
    start = edited(view, written("prov.md", PAGE), written("annan.md", HEAD))
    moved = edited(
        view,
        written("prov.md", PAGE.replace(f"## Ett {{#ett}}\n\n{LONG}\n\n", "")),
        written("annan.md", f"{HEAD}## Där {{#dar}}\n\n{LONG}\n"),
    )
    (one,) = changes.classified(start, moved)
    assert (one.subject, one.what, one.address) == ("page/annan/", "passage-moved", "annan/#dar")
    assert one.text == (
        "Avsnittet ”Där” är flyttat: texten stod förr på sidan /prov/, med rubriken ”Ett”."
    )


def lapsed(view: View, *edits: Edit) -> set[str]:
    """Return what some years bring to the school's platform and to those who host it."""
    one = edited(view, *edits)
    later = edited(one, at(date(2029, 1, 1)))
    subjects = ("asset/skolplattformen", "supplier/molnhuset")
    return {what for subject, what in told(one, later) if subject in subjects}


def test_nothing_is_late_for_what_is_retired_or_replaced(view: View) -> None:
    asset = ("asset", "skolplattformen")
    late = {f"{one}-lapsed" for one in ("classification", "analysis", "agreement", "exercise")}
    assert lapsed(view) == late
    retired = to(*asset, status=AssetStatus.RETIRED)
    renewed = to(
        *("supplier", "molnhuset"),
        security_analysis=None,
        agreements=lambda one: (
            *one.agreements,
            one.agreements[0].model_copy(update={"reference": "KS 1", "end": date(2031, 1, 1)}),
        ),
    )
    assert lapsed(view, retired, renewed) == set()


def test_a_trial_is_late_by_the_scale_and_never_by_a_level_of_national_security(view: View) -> None:
    secret = to(
        *("classification", "tillganglighet"),
        levels=lambda one: tuple(
            each.model_copy(update={"national_security": True}) for each in one.levels
        ),
    )
    assert "exercise-lapsed" in lapsed(view)
    assert "exercise-lapsed" not in lapsed(view, secret)


# What is hidden


BOX: Final = '## Två\n\n{}\n\n!!! restricted "Dolt"\n    {}\n\n{{## {} ##}}\n\nMer.\n'


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_what_a_hidden_box_or_a_comment_says_is_no_change(who: Audience, example: Handbook) -> None:
    view = few(example.for_audience(who))
    one, two, other = (
        edited(view, written("prov.md", HEAD + BOX.format(*words)))
        for words in (("A.", "Dolt.", "x"), ("A.", "Annat\n    mer.", "y"), ("B.", "Dolt.", "x"))
    )
    assert changes.classified(one, two) == ()
    assert told(one, other) == {("page/prov/", "passage-changed")}


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_a_section_that_comes_from_a_hidden_page_is_new(who: Audience, example: Handbook) -> None:
    view = few(example.for_audience(who))
    hidden = written("dold.md", PAGE.replace("audience: public", "audience: restricted"))
    one = edited(view, hidden, written("prov.md", HEAD))
    two = edited(view, written("prov.md", PAGE))
    assert {what for _, what in told(one, two)} == {"passage-new"}
    assert changes.classified(one, edited(view, written("prov.md", HEAD))) == ()


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_an_owner_whom_nobody_sees_is_no_change(who: Audience, example: Handbook) -> None:
    view = few(example.for_audience(who))
    roles = {key: one for key, one in view.records["role"].items() if key != "jurist"}
    view = replace(view, records={**view.records, "role": roles})
    owned = PAGE.replace("audience", "owner: jurist\naudience")
    one, two = (edited(view, written("prov.md", text)) for text in (PAGE, owned))
    assert changes.classified(one, two) == ()
    (row,) = changes.classified(one, edited(two, written("prov.md", owned.replace("Kort", "Ny"))))
    assert row.roles == ()


def values_of(record: Record) -> list[str]:
    """Return the fields of a record that an edit may change."""
    return [one for one in fields(type(record)) if one not in ("id", "previous_ids", "audience")]


def hidden_in(record: Record, who: Audience) -> list[str]:
    """Return the fields of a record that an audience may not see: all, where it may not see it."""
    known, hidden = fields(type(record)), not who.sees(record.audience)
    return [one for one in values_of(record) if hidden or not who.sees(known[one].audience)]


@pytest.mark.parametrize("who", [Audience.PUBLIC, Audience.INTERNAL])
def test_what_an_audience_may_not_see_is_no_change(
    who: Audience,
    example: Handbook,
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    """Hidden fields get the value that another record has, and hidden records come and go."""
    base = few(example.for_audience(who))
    records = example.catalog.records()
    hidden = [
        (kind, key, name)
        for kind, known in records.items()
        for key, one in known.items()
        for name in hidden_in(one, who)
    ]
    many = 200 if whole else 12

    @settings(deadline=None, derandomize=True, database=None, max_examples=many)
    @given(st.data())
    def no_change(data: st.DataObject) -> None:
        other = {kind: dict(known) for kind, known in records.items()}
        for _ in range(data.draw(st.integers(1, 30))):
            kind, key, name = data.draw(st.sampled_from(hidden))
            if key not in other[kind]:
                continue
            if not who.sees(records[kind][key].audience) and data.draw(st.booleans()):
                del other[kind][key]
                continue
            donor = data.draw(st.sampled_from([*records[kind].values()]))
            value = {name: getattr(donor, name)}
            other[kind][key] = other[kind][key].model_copy(update=value)
        assert changes.classified(base, replace(base, records=project(other, who))) == ()

    no_change()
    sample_sizes(f"handbooks that differ only in what {who.value} may not see", many, 200)


# What three handbooks have to do with each other


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a random edit does: to which field of which record, after which other."""

    kind: str
    key: str
    field: str
    donor: str

    def __call__(self, view: View) -> View:
        """Return the view after it."""
        donor = view.records[self.kind].get(self.donor)
        if self.key not in view.records[self.kind] or donor is None:
            return view
        return to(self.kind, self.key, **{self.field: (lambda _: getattr(donor, self.field))})(view)


TEXTS: Final = (
    PAGE,
    HEAD,
    PAGE.replace("Kort", "Annat"),
    PAGE.replace("## Ett {#ett}", "## Ett annat {#annat}"),
    PAGE.replace("## Ett", "## Första"),
    f"{HEAD}## Två\n\n{LONG}\n",
)


def an_edit(view: View, targets: Sequence[tuple[str, str, str]]) -> st.SearchStrategy[Edit]:
    """Return what draws one edit: of one of some fields, of a page, of the day, or of a record."""
    turns = st.sampled_from(targets).flatmap(
        lambda one: st.sampled_from([*view.records[one[0]]]).map(lambda key: Turn(*one, key))
    )
    names = st.sampled_from(("prov.md", "annan.md"))
    texts = st.tuples(names, st.sampled_from(TEXTS)).map(lambda one: written(*one))
    gone = st.sampled_from(("prov/", "annan/")).map(unwritten)
    lost = st.sampled_from(targets).map(
        lambda one: lambda view: without_record(view, one[0], one[1])
    )
    back = st.sampled_from(targets).map(
        lambda one: lambda other: with_record(other, one[0], view.records[one[0]][one[1]])
    )
    return st.one_of(turns, turns, turns, texts, gone, lost, back)


def drawn(view: View, data: st.DataObject) -> tuple[View, View, View]:
    """Draw three views, each from the one before by a few edits that touch the same things."""
    # What an edition told is no news itself.
    kind = st.sampled_from([name for name in view.records if not KINDS[name].made])
    targets = []
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(kind)
        record = data.draw(st.sampled_from([*view.records[name].values()]))
        targets.append((name, record.id, data.draw(st.sampled_from(values_of(record)))))
    edits = st.lists(an_edit(view, targets), max_size=4)
    views, day = [], view.day
    for _ in range(3):
        day += timedelta(days=data.draw(st.sampled_from((0, 0, 30, 400))))
        view = edited(view, *data.draw(edits), at(day))
        views.append(view)
    return views[0], views[1], views[2]


WHOLE: Final = frozenset(["record-new", "record-removed", "page-new", "page-removed", "page-moved"])
"""What is told of a subject as a whole: nothing else of it is told then."""


def is_accounted_for(one: Change, by: Iterable[Change]) -> bool:
    """Say whether others tell of what a change tells of.

    That is a change of the same subject that is of its sort; or of another sort about the same
    (filled, then changed, is filled); or of the subject as a whole (removed, then back as another,
    is changed). Where only the order differs anything may have happened to it: what went came back
    elsewhere.
    """
    about = changes.SORTS[one.what].about
    return any(
        other.subject == one.subject
        and (
            changes.SORTS[other.what].about == about
            or other.what in WHOLE
            or one.what == "order-changed"
        )
        for other in by
    )


def test_what_two_steps_tell_of_is_what_both_at_once_tell_of(
    view: View,
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    """For any three handbooks A, B and C.

    Every change from A to C is told from A to B or from B to C (`is_accounted_for`). What the two
    steps leave standing, that is every field of a record in both A and C whose value in C is
    another than in A, is told from A to C by a sort about what that field alone would bring; so is
    every record that only one of them has.
    """
    many = 1500 if whole else 60

    @settings(
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=many,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def both_at_once(data: st.DataObject) -> None:
        one, two, three = drawn(view, data)
        assert changes.classified(one, one) == ()
        steps = [*changes.classified(one, two), *changes.classified(two, three)]
        found = changes.classified(one, three)
        assert [each for each in found if not is_accounted_for(each, steps)] == []
        assert left_out(one, three, found) == []

    both_at_once()
    sample_sizes("three handbooks, each from the one before by random edits", many, 1500)


def left_out(before: View, after: View, found: Sequence[Change]) -> list[tuple[str, str]]:
    """Return what stands between two views and no change tells of: subject and field."""
    abouts = {(one.subject, changes.SORTS[one.what].about) for one in found}
    missing = []
    for kind in before.records:
        was, becomes = before.records[kind], after.records[kind]
        missing += [
            (f"{kind}/{key}", "")
            for key in was.keys() ^ becomes.keys()
            if (f"{kind}/{key}", "record") not in abouts
        ]
        for key in was.keys() & becomes.keys():
            if was[key] == becomes[key]:
                continue
            for name in values_of(was[key]):
                value = getattr(becomes[key], name)
                if value == getattr(was[key], name):
                    continue
                alone = to(kind, key, **{name: (lambda _, value=value: value)})(before)
                brings = {
                    (one.subject, changes.SORTS[one.what].about)
                    for one in changes.classified(before, alone)
                    if one.subject == f"{kind}/{key}"
                }
                if not brings & abouts:
                    missing.append((f"{kind}/{key}", name))
    return missing
