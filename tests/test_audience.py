"""The projection: what an audience may not see is absent everywhere, and nothing else is."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import pytest
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import audience, graph, handbook
from macros.records.base import Part
from macros.records.kinds import KINDS
from macros.records.scalars import Audience
from macros.records.shape import citations, fields, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from macros.records.base import Record
    from macros.records.shape import Shape

STEADY: Final = settings(max_examples=40, deadline=None, derandomize=True, database=None)

PUBLIC, INTERNAL, RESTRICTED = Audience.PUBLIC, Audience.INTERNAL, Audience.RESTRICTED
AUDIENCES: Final = st.sampled_from([PUBLIC, INTERNAL, RESTRICTED])

EXAMPLE: Final = handbook.load(ROOT / "data", ROOT / "docs", DAY).catalog.records()
KEYS: Final = [(kind, key) for kind, known in EXAMPLE.items() for key in known]

Records: TypeAlias = "dict[str, dict[str, Record]]"


def parts(value: object) -> Iterator[Part]:
    """Yield a part and every part inside it."""
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from parts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from parts(one)


def every(records: Mapping[str, Mapping[str, Record]]) -> Iterator[Record]:
    """Yield all records."""
    for known in records.values():
        yield from known.values()


def changed(audiences: dict[tuple[str, str], Audience]) -> Records:
    """Return the example's records, some of them for another audience."""
    records = {kind: dict(known) for kind, known in EXAMPLE.items()}
    for (kind, key), who in audiences.items():
        records[kind][key] = records[kind][key].model_copy(update={"audience": who})
    return records


def marked(value: Any, shape: Shape, seen: Audience) -> Any:
    """Return a value with every free text in it replaced by the name of who may see it."""
    if isinstance(value, Part):
        return type(value).model_construct(
            value.model_fields_set,
            **{
                name: marked(
                    getattr(value, name),
                    known.shape,
                    max(seen, known.audience, key=lambda who: who.rank),
                )
                for name, known in fields(type(value)).items()
            },
        )
    if shape.items is not None and value is not None:
        return tuple(marked(one, shape.items, seen) for one in value)
    if shape.values is not None and value is not None:
        return {key: marked(one, shape.values, seen) for key, one in value.items()}
    free = type(value) is str and shape.ref is None and not shape.law
    return f"⟦{seen.value}⟧" if free else value


DRAWN: Final = st.dictionaries(st.sampled_from(KEYS), AUDIENCES, max_size=40).map(changed)
"""The example's records with up to forty of them moved to another audience."""


@STEADY
@given(DRAWN, AUDIENCES)
def test_no_record_is_shown_to_whom_it_is_not_meant(records: Records, who: Audience) -> None:
    shown = {one.audience for one in every(audience.project(records, who))}
    assert [one for one in shown if not who.sees(one)] == []


@STEADY
@given(DRAWN, AUDIENCES)
def test_every_hidden_field_is_empty(records: Records, who: Audience) -> None:
    filled = [
        (type(part).__name__, name)
        for one in every(audience.project(records, who))
        for part in parts(one)
        for name, known in fields(type(part)).items()
        if not who.sees(known.audience) and getattr(part, name) not in (None, (), {})
    ]
    assert filled == []


@STEADY
@given(DRAWN, AUDIENCES)
def test_nothing_refers_to_what_is_not_there(records: Records, who: Audience) -> None:
    projected = audience.project(records, who)
    missing = [
        (one.id, path, kind, key)
        for one in every(projected)
        for path, kind, key in references(one)
        if key not in projected[kind]
    ]
    assert missing == []
    for (kind, key), edges in graph.build(projected).used_by.items():
        assert key in projected[kind]
        for edge in edges:
            assert edge.source[1] in projected[edge.source[0]]


@STEADY
@given(DRAWN, AUDIENCES)
def test_what_is_projected_is_not_changed_by_projecting_it_again(
    records: Records, who: Audience
) -> None:
    once = audience.project(records, who)
    assert audience.project(once, who) == once


@STEADY
@given(DRAWN)
def test_each_audience_sees_no_more_than_the_narrower(records: Records) -> None:
    public, internal, restricted = (
        audience.project(records, who) for who in (PUBLIC, INTERNAL, RESTRICTED)
    )
    # What is new to the one may be old to the other: news names its readers.
    for one in (public, internal, restricted, records):
        one.pop("change")
    for kind in KINDS.keys() - {"change"}:
        assert public[kind].keys() <= internal[kind].keys() <= restricted[kind].keys()
    assert audience.project(internal, PUBLIC) == public
    assert restricted == records


@STEADY
@given(DRAWN, AUDIENCES)
def test_what_is_shown_is_as_it_stands_in_the_record(records: Records, who: Audience) -> None:
    for kind, known in audience.project(records, who).items():
        for key, one in known.items():
            for name, field in fields(type(one)).items():
                shape = field.shape
                if shape.part is None and shape.items is None and shape.values is None:
                    assert getattr(one, name) in (None, getattr(records[kind][key], name))


@STEADY
@given(DRAWN, AUDIENCES)
def test_a_record_is_lost_only_with_something_that_it_cannot_do_without(
    records: Records, who: Audience
) -> None:
    projected = audience.project(records, who)
    for kind, known in records.items():
        for key, one in known.items():
            if key in projected[kind] or not one.told_to(who):
                continue
            lost = [
                name
                for name, field in fields(type(one)).items()
                if not field.optional
                and (
                    (field.shape.ref and getattr(one, name) not in projected[field.shape.ref])
                    or not who.sees(field.audience)
                    or field.shape.part is not None
                )
            ]
            assert lost != [], (kind, key)


@pytest.mark.parametrize("who", [PUBLIC, INTERNAL])
def test_no_text_of_a_hidden_field_is_left_anywhere(who: Audience) -> None:
    records = {
        kind: {
            key: type(one).model_construct(
                one.model_fields_set,
                **{
                    name: getattr(one, name)
                    if name in {"id", "previous_ids", "audience"}
                    else marked(getattr(one, name), known.shape, known.audience)
                    for name, known in fields(type(one)).items()
                },
            )
            for key, one in known_records.items()
        }
        for kind, known_records in EXAMPLE.items()
    }
    text = repr(audience.project(records, who))
    assert f"⟦{who.value}⟧" in text
    hidden = [one for one in Audience if not who.sees(one)]
    assert [one.value for one in hidden if f"⟦{one.value}⟧" in text] == []
    assert all(f"⟦{one.value}⟧" in repr(records) for one in hidden)


def test_a_record_for_the_few_is_absent_with_all_references_to_it(
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    looked_at = KEYS if whole else random.Random(1).sample(KEYS, 60)  # noqa: S311 - no secret
    sample_sizes("records hidden from all but the few", len(looked_at), len(KEYS))
    for hidden in looked_at:
        kind, key = hidden
        projected = audience.project(changed({hidden: RESTRICTED}), INTERNAL)
        assert key not in projected[kind]
        assert hidden not in graph.build(projected).used_by


def test_no_citation_is_lost_to_those_who_see_all() -> None:
    projected = audience.project(EXAMPLE, RESTRICTED)
    assert sum(len([*citations(one)]) for one in every(projected)) == sum(
        len([*citations(one)]) for one in every(EXAMPLE)
    )


# --- One case at a time ---------------------------------------------------------------------------


def load(folder: Path, **files: str) -> handbook.Handbook:
    """Write data files and read them."""
    (folder / "data").mkdir()
    (folder / "docs").mkdir()
    for name, text in files.items():
        (folder / "data" / f"{name}.yml").write_text(text, encoding="utf-8")
    return handbook.load(folder / "data", folder / "docs", date(2026, 11, 24))


def seen(book: handbook.Handbook, who: Audience) -> dict[str, list[str]]:
    """Return the ids that an audience sees, by kind."""
    view = book.for_audience(who)
    return {kind: sorted(known) for kind, known in view.records.items() if known}


UNIT: Final = "- {id: k, name: K, type: municipality}\n"
ROLE: Final = "- {{id: {0}, name: R, unit: {1}, mailbox: a@a.example, summary: S, duties: [A]}}\n"
SUPPLIER: Final = """\
- id: {0}
  name: {0}
  audience: {1}
  country: se
  owner_jurisdiction: us
  services: [Drift]
  owner: r
  countries: {{operation: [se, us], storage: [se], support: [se]}}
  sub_suppliers: [{2}]
"""
SUB: Final = "{{supplier: {0}, service: Lagring, countries: [se], personal_data: false}}"
COUNTRIES: Final = (
    "- {id: se, code: SE, eea: true}\n- {id: us, code: US, eea: false, audience: restricted}\n"
)


def test_what_cannot_do_without_a_hidden_record_goes_with_it_step_by_step(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        organisation=UNIT + "- {id: n, name: N, type: board, parent: k, audience: restricted}\n",
        roles=ROLE.format("r", "k") + ROLE.format("s", "n"),
        delegations="- {id: d, name: D, decision: B, body: k, delegate: s, reported_back: N}\n",
        recommendations="- {id: o, name: O, source: skr, number: 1, asks: A, goals: [], owner: r}",
    )
    assert seen(book, RESTRICTED) == {
        "organisation": ["k", "n"],
        "role": ["r", "s"],
        "delegation": ["d"],
        "recommendation": ["o"],
    }
    # The board is hidden; with it goes its role, and with that the delegation to the role.
    assert seen(book, INTERNAL) == {
        "organisation": ["k"],
        "role": ["r"],
        "recommendation": ["o"],
    }


def test_a_reference_that_may_be_absent_is_left_empty(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        organisation="- {id: k, name: K, type: municipality, audience: restricted}\n"
        "- {id: n, name: N, type: board, parent: k}\n",
    )
    (unit,) = book.for_audience(PUBLIC).records["organisation"].values()
    assert unit.model_dump()["parent"] is None
    assert book.for_audience(RESTRICTED).records["organisation"]["n"].model_dump()["parent"] == "k"


def test_hidden_records_leave_lists_tables_and_parts(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        organisation=UNIT,
        roles=ROLE.format("r", "k"),
        countries=COUNTRIES,
        suppliers=SUPPLIER.format("a", "public", f"{SUB.format('b')}, {SUB.format('c')}")
        + SUPPLIER.format("b", "restricted", "")
        + SUPPLIER.format("c", "internal", ""),
    )
    restricted, internal, public = (
        book.for_audience(who).records["supplier"]["a"].model_dump()
        for who in (RESTRICTED, INTERNAL, PUBLIC)
    )
    assert [one["supplier"] for one in restricted["sub_suppliers"]] == ["b", "c"]
    assert restricted["countries"]["operation"] == ("se", "us")
    assert (internal["sub_suppliers"], public["sub_suppliers"]) == ((), ())
    assert internal["countries"]["operation"] == ("se",)
    assert (internal["owner_jurisdiction"], internal["owner"]) == (None, "r")
    assert (public["countries"], public["owner"], public["services"]) == (None, None, ())


def test_a_level_of_a_hidden_aspect_is_absent(tmp_path: Path) -> None:
    aspect = (
        "- {{id: {0}, name: A, question: F, description: B, months_between: 12, audience: {1},"
        " levels: [{{level: 1, label: L, consequence: K}}]}}\n"
    )
    book = load(
        tmp_path,
        organisation=UNIT,
        roles=ROLE.format("r", "k"),
        classification=aspect.format("x", "public") + aspect.format("y", "restricted"),
        assets="- id: a\n  name: A\n  kind: system\n  description: B\n  unit: k\n"
        "  information_owner: r\n  status: in-use\n  hosting: {kind: own, countries: []}\n"
        "  classification: {levels: {x: 1, y: 1}, date: 2026-01-01, by: r, motive: M,"
        " next: 2027-01-01}\n",
    )
    levels = [
        book.for_audience(who).records["asset"]["a"].model_dump()["classification"]["levels"]
        for who in (RESTRICTED, INTERNAL)
    ]
    assert levels == [{"x": 1, "y": 1}, {"x": 1}]


def test_the_address_of_the_source_is_absent_to_whom_it_is_not_meant(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        organisation="- id: k\n  name: K\n  type: municipality\n"
        "  source: {file_address: 'https://git.example/hemligt', audience: internal}\n",
    )
    assert [
        "hemligt" in repr(book.for_audience(who).records) for who in (RESTRICTED, INTERNAL, PUBLIC)
    ] == [True, True, False]


def test_a_page_is_seen_by_those_it_is_meant_for(tmp_path: Path) -> None:
    book = load(tmp_path)
    for who in Audience:
        text = f"---\ntitle: A\ndescription: B\naudience: {who.value}\n---\n"
        (tmp_path / "docs" / f"{who.value}.md").write_text(text, encoding="utf-8")
    book = handbook.load(tmp_path / "data", tmp_path / "docs", book.day)
    assert {who.value: sorted(book.for_audience(who).pages) for who in Audience} == {
        "restricted": ["internal/", "public/", "restricted/"],
        "internal": ["internal/", "public/"],
        "public": ["public/"],
    }
