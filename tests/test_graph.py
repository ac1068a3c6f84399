"""References: what leads nowhere, what leads in a circle, and the way back, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import catalog, graph
from macros.graph import Edge

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook

STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)


def load(folder: Path, **files: str) -> catalog.Catalog:
    """Write data files and read them."""
    data, docs = folder / "data", folder / "docs"
    data.mkdir()
    docs.mkdir()
    for name, text in files.items():
        (data / f"{name}.yml").write_text(text, encoding="utf-8")
    return catalog.load(data, docs)


def term(record_id: str, see_also: str = "") -> str:
    """Write a term."""
    return f"- {{id: {record_id}, name: A, explanation: B, see_also: [{see_also}]}}\n"


def told(read: catalog.Catalog) -> list[tuple[str, int, int, str, str, str | None]]:
    """Return code, line, column, message, hint and record of what is unresolved."""
    return [
        (one.code, one.location.line, one.location.column, one.message, one.hint, one.record)
        for one in graph.unresolved(read)
    ]


def test_a_reference_that_leads_nowhere_is_told_where_it_stands(tmp_path: Path) -> None:
    read = load(tmp_path, glossary=term("ord", "sak, orden") + term("orde"))
    assert told(read) == [
        (
            "HB201",
            1,
            49,
            "Det finns ingen post med id ”sak” i glossary.yml.",
            "Lägg till posten, eller välj bland ord, orde.",
            "term/ord",
        ),
        (
            "HB201",
            1,
            54,
            "Det finns ingen post med id ”orden” i glossary.yml.",
            "Menade du ”orde” eller ”ord”?",
            "term/ord",
        ),
    ]


def test_a_reference_to_the_own_record_is_told(tmp_path: Path) -> None:
    assert [one[:3] for one in told(load(tmp_path, glossary=term("ord", "ord")))] == [
        ("HB204", 1, 49)
    ]


def test_a_record_may_name_one_of_another_kind_with_its_own_id(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        organisation="- {id: a, name: A, type: municipality}\n",
        roles="- {id: a, name: A, unit: a, mailbox: a@a.example, summary: A, duties: [A]}\n",
    )
    assert read.problems == ()
    assert told(read) == []


def test_a_reference_may_lead_to_a_record_that_is_not_valid(tmp_path: Path) -> None:
    read = load(tmp_path, glossary=term("ord", "sak") + "- {id: sak, name: A}\n")
    assert [one.code for one in read.problems] == ["HB111"]
    assert told(read) == []


def test_references_of_a_record_that_is_not_valid_are_told_too(tmp_path: Path) -> None:
    read = load(tmp_path, glossary="- {id: ord, name: A, see_also: [sak]}\n")
    assert [one[:2] for one in told(read)] == [("HB201", 1)]


def test_an_id_that_is_the_key_of_a_field_is_a_reference(tmp_path: Path) -> None:
    read = load(
        tmp_path, assets="- id: a\n  classification:\n    levels:\n      konfidentialitet: 2\n"
    )
    assert [(one[0], one[1], one[3]) for one in told(read)] == [
        ("HB201", 4, "Det finns ingen post med id ”konfidentialitet” i classification.yml.")
    ]


def test_a_kind_whose_file_cannot_be_read_gives_no_second_problem(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        organisation="- id: [\n",
        roles="- {id: a, name: A, unit: a, mailbox: a@a.example, summary: A, duties: [A]}\n",
    )
    assert [one.code for one in read.problems] == ["HB102"]
    assert told(read) == []


# --- The way back ---------------------------------------------------------------------------------


def test_the_way_back_names_source_field_and_target_sorted(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        glossary=term("c", "a, b, a") + term("a") + term("b", "c, a"),
    )
    links = graph.build(read.records())
    a, b, c = ("term", "a"), ("term", "b"), ("term", "c")
    assert links.used_by == {
        a: (Edge(b, "see_also", a), Edge(c, "see_also", a)),
        b: (Edge(c, "see_also", b),),
        c: (Edge(b, "see_also", c),),
    }
    assert links.uses == {
        b: (Edge(b, "see_also", a), Edge(b, "see_also", c)),
        c: (Edge(c, "see_also", a), Edge(c, "see_also", b)),
    }


def test_a_reference_inside_a_part_is_named_by_its_outermost_field(tmp_path: Path) -> None:
    supplier = (
        "- id: {0}\n  name: A\n  country: se\n  owner_jurisdiction: se\n  services: [A]\n"
        "  owner: r\n  countries: {{operation: [], storage: [], support: []}}\n"
    )
    sub = "  sub_suppliers: [{supplier: b, service: A, countries: [], personal_data: false}]\n"
    read = load(tmp_path, suppliers=supplier.format("a") + sub + supplier.format("b"))
    assert graph.build(read.records()).used_by["supplier", "b"] == (
        Edge(("supplier", "a"), "sub_suppliers", ("supplier", "b")),
    )


def test_the_examples_ways_forth_and_back_are_the_same_and_sorted(example: Handbook) -> None:
    links = graph.build(example.catalog.records())
    forth = [edge for edges in links.uses.values() for edge in edges]
    back = [edge for edges in links.used_by.values() for edge in edges]
    assert len(forth) > 100
    assert sorted(forth) == sorted(back)
    assert len(set(forth)) == len(forth)
    for edges in (*links.uses.values(), *links.used_by.values()):
        assert list(edges) == sorted(edges)


# --- Circles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edges", "circles"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"c": ["a"], "a": ["b"], "b": ["c"]}, [("a", "b", "c")]),
        ({"x": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [("a", "b"), ("a", "c")]),
        ({"a": ["b"], "b": ["utanför"]}, []),
    ],
)
def test_circles_begin_with_their_first_id(
    edges: dict[str, list[str]], circles: list[tuple[str, ...]]
) -> None:
    assert graph.circles(edges) == circles


GRAPHS: Final = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4), max_size=6
)


def reached(edges: dict[str, list[str]], start: str) -> set[str]:
    """Return all that can be reached from an id."""
    found: set[str] = set()
    left = [*edges.get(start, ())]
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(edges.get(key, ()))
    return found


@STEADY
@given(GRAPHS)
def test_every_circle_is_one_and_every_id_in_a_circle_is_named(
    edges: dict[str, list[str]],
) -> None:
    circles = graph.circles(edges)
    for circle in circles:
        assert circle[0] == min(circle)
        for here, there in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert there in edges[here]
    named = {key for circle in circles for key in circle}
    assert named == {key for key in edges if key in reached(edges, key)}


@STEADY
@given(GRAPHS)
def test_circles_are_told_sorted_and_once(edges: dict[str, list[str]]) -> None:
    circles = graph.circles(edges)
    assert circles == sorted(set(circles))


@STEADY
@given(GRAPHS)
def test_the_order_of_the_files_does_not_change_the_circles(edges: dict[str, list[str]]) -> None:
    turned = {key: edges[key][::-1] for key in reversed(edges)}
    assert graph.circles(turned) == graph.circles(edges)
