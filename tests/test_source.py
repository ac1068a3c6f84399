"""YAML text into nodes: exact places, no guessed types, and Swedish words for what is wrong."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.problems import Problem
    from macros.source import Node, Path

STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)

Said: TypeAlias = "list[tuple[str, int, int, str]]"


def read(text: str | bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a text or its bytes as the file ``f.yml``."""
    return source.read(text.encode() if isinstance(text, str) else text, "f.yml")


def node_of(text: str | bytes) -> Node:
    """Read what has no problem."""
    node, problems = read(text)
    assert problems == ()
    assert node is not None
    return node


def said(text: str | bytes) -> Said:
    """Return code, line, column and message of each problem."""
    return [(p.code, p.location.line, p.location.column, p.message) for p in read(text)[1]]


def scalars(node: Node) -> Iterator[tuple[str | None, int, int]]:
    """Yield every single value with its place."""
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from scalars(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from scalars(child)
    else:
        yield node.value, node.line, node.column


EXAMPLE: Final = """\
# Lagar
- id: å
  "namn": 'En ''lag'''
  list:
    - ett
    - {två: [tre, fyra]}

  text: >-
    Flera
    rader.
  tomt:
- id: b
"""


def test_every_value_knows_its_line_and_column() -> None:
    assert list(scalars(node_of(EXAMPLE))) == [
        ("å", 2, 7),
        ("En 'lag'", 3, 11),
        ("ett", 5, 7),
        ("tre", 6, 14),
        ("fyra", 6, 19),
        ("Flera rader.", 8, 9),
        (None, 11, 8),
        ("b", 12, 7),
    ]


def test_every_key_knows_its_line_and_column() -> None:
    top = node_of(EXAMPLE)
    assert isinstance(top.value, list)
    assert top.value[0].keys == {
        "id": (2, 3),
        "namn": (3, 3),
        "list": (4, 3),
        "text": (8, 3),
        "tomt": (11, 3),
    }


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (2, 1)),
        ((0,), (2, 3)),
        ((0, "list"), (4, 3)),
        ((0, "list", 1), (6, 7)),
        ((0, "list", 1, "två"), (6, 8)),
        ((0, "list", 1, "två", 1), (6, 19)),
        ((0, "saknas"), (2, 3)),
        ((0, "list", 9), (4, 3)),
        ((0, "id", "djupare"), (2, 7)),
    ],
)
def test_a_path_leads_to_its_place_or_the_nearest_that_exists(
    path: Path, place: tuple[int, int]
) -> None:
    assert node_of(EXAMPLE).place(path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [((0, "id"), (2, 3)), ((0, "list", 1, "två"), (6, 8)), ((0, "saknas"), (2, 3))],
)
def test_a_path_leads_to_the_name_of_its_field(path: Path, place: tuple[int, int]) -> None:
    assert node_of(EXAMPLE).key_place(path) == place


def test_no_type_is_guessed() -> None:
    words = [
        "NO",
        "yes",
        "true",
        "~",
        "null",
        "0123",
        "0x1F",
        "1e3",
        "1_000",
        "1:30",
        "2026-01-01",
        ".inf",
        ".NaN",
        "=",
        "<<",
    ]
    assert node_of("".join(f"- {word}\n" for word in words)).plain() == words


def test_an_empty_plain_value_is_none_and_an_empty_quoted_one_is_text() -> None:
    assert node_of("a:\nb: ''\nc: \"\"\n").plain() == {"a": None, "b": "", "c": ""}


def test_a_merge_key_is_a_key_like_others() -> None:
    assert node_of("<<: {a: b}\n").plain() == {"<<": {"a": "b"}}


@pytest.mark.parametrize("text", ["", "\n", "# bara en rad\n", "  \n# a\n\n", "\ufeff"])
def test_an_empty_file_is_no_node_and_no_problem(text: str) -> None:
    assert read(text) == (None, ())


def test_a_first_line_of_three_hyphens_and_a_last_of_dots_are_allowed() -> None:
    assert node_of("---\n- a\n...\n").plain() == ["a"]


def test_a_key_that_stands_twice_is_told_at_each_repetition_and_the_first_counts() -> None:
    text = "a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n"
    assert said(text) == [
        ("HB103", 2, 11, "Fältet ”c” står redan på rad 2."),
        ("HB103", 3, 1, "Fältet ”a” står redan på rad 1."),
        ("HB103", 4, 1, "Fältet ”a” står redan på rad 1."),
    ]
    node = read(text)[0]
    assert node is not None
    assert node.plain() == {"a": "1", "b": {"c": "1"}}


@pytest.mark.parametrize(
    ("text", "column"), [("? [a]\n: b\n", 3), ("{[a]: b}", 2), ("? {a: b}\n: c\n", 3)]
)
def test_a_key_that_is_no_text_is_refused(text: str, column: int) -> None:
    assert said(text) == [("HB102", 1, column, "Ett fältnamn är inte text.")]


ANCHOR: Final = "Ett ankare (&) används."
ALIAS: Final = "Ett alias (*) används."
TAG: Final = "En tagg (!) används."
DIRECTIVE: Final = "Ett direktiv (%) används."
SEVERAL: Final = "Filen innehåller flera dokument."


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message"),
    [
        ("- a\n- b: &x c\n", "HB104", 2, 6, ANCHOR),
        ("&x a: b\n", "HB104", 1, 1, ANCHOR),
        ("[a,&x b]", "HB104", 1, 4, ANCHOR),
        ('{"a":&x b}', "HB104", 1, 6, ANCHOR),
        ("a: \t&x b\n", "HB104", 1, 5, ANCHOR),
        ("å:  *x\n", "HB104", 1, 5, ALIAS),
        ("*x : a\n", "HB104", 1, 1, ALIAS),
        ("a:\n  - !!str b\n", "HB104", 2, 5, TAG),
        ("a: !lokal b\n", "HB104", 1, 4, TAG),
        ("a: !<tag:x,2026:y> b\n", "HB104", 1, 4, TAG),
        ("a: !!python/object/apply:os.system [ls]\n", "HB104", 1, 4, TAG),
        ("a: ! b\n", "HB104", 1, 4, TAG),
        ("!\n", "HB104", 1, 1, TAG),
        ("%YAML 1.2\n---\na: b\n", "HB104", 1, 1, DIRECTIVE),
        ("# först\n%TAG ! tag:x\n---\na: b\n", "HB104", 2, 1, DIRECTIVE),
        ("a: b\n---\nc: d\n", "HB102", 2, 1, SEVERAL),
        ("a: b\n...\n---\nc: d\n", "HB102", 3, 1, SEVERAL),
    ],
)
def test_what_no_editor_needs_is_refused(
    text: str, code: str, line: int, column: int, message: str
) -> None:
    assert said(text) == [(code, line, column, message)]
    assert read(text)[0] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("# &x *y !z\na: b\n", {"a": "b"}),
        ("a: b & c\n", {"a": "b & c"}),
        ("a: b &c *d !e\n", {"a": "b &c *d !e"}),
        ("a: '&b'\nc: \"*d\"\n", {"a": "&b", "c": "*d"}),
        ("a: |\n  &b\n  *c\n  !d\n  %e\n", {"a": "&b\n*c\n!d\n%e\n"}),
        ("a: b!\n", {"a": "b!"}),
        ("a: 100 %\n", {"a": "100 %"}),
    ],
)
def test_the_same_signs_in_text_are_text(text: str, value: object) -> None:
    assert node_of(text).plain() == value


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\n\tb: c\n", 2, 1, "Raden är indragen med tabb."),
        ("- a: b\n\tc: d\n", 2, 1, "Raden är indragen med tabb."),
        ("a: b: c\n", 1, 5, "Kolonet här går inte att förstå."),
        ("å: b\n  c: d\n", 2, 4, "Kolonet här går inte att förstå."),
        ("a: b\n- c\n", 2, 1, "Här väntades ett fält."),
        ("- a\nb: c\n", 2, 1, "Här väntades en ny post som börjar med ”- ”."),
        ("a: b\nc\nd: e\n", 2, 1, "Raden saknar kolon efter fältets namn."),
        ("a: b\nc\n", 2, 1, "Raden saknar kolon efter fältets namn."),
        (
            'a: "\\q"\n',
            1,
            5,
            "Ett omvänt snedstreck inom dubbla citattecken betyder något särskilt",
        ),
        ("a: @b\n", 1, 4, "Tecknet kan inte inleda ett värde."),
        ("a: `b`\n", 1, 4, "Tecknet kan inte inleda ett värde."),
        ("a: b\nc: \x07d\n", 2, 1, "Filen innehåller ett styrtecken som inte syns."),
        ("a: b\n- \x00\n", 2, 1, "Filen innehåller ett styrtecken som inte syns."),
        ("]\n", 1, 1, "Filen går inte att läsa som YAML från den här raden."),
    ],
)
def test_what_is_no_yaml_is_told_in_swedish_at_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    node, problems = read(text)
    assert node is None
    assert [(p.code, p.location.line, p.location.column) for p in problems] == [
        ("HB102", line, column)
    ]
    assert problems[0].message.startswith(message)
    assert problems[0].hint.endswith(".")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("a: [1, 2\nb: c\n", 4, "En lista inom hakparentes stängs aldrig."),
        ("a: {b: c\n", 4, "En klammerparentes stängs aldrig."),
        ("a: 'b\nc: d\n", 4, "Ett citattecken öppnas men stängs aldrig."),
        ('a: "b\nc: d\n', 4, "Ett citattecken öppnas men stängs aldrig."),
    ],
)
def test_what_is_never_closed_is_told_where_it_opens(text: str, column: int, message: str) -> None:
    assert said(text) == [("HB102", 1, column, message)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a: \xe5\n", 1),
        (b"a: b\n\nc: d\xff\n", 3),
        (b"a: b\n\xed\xa0\x80\n", 2),
        ("a: b\n".encode("utf-16"), 1),
    ],
)
def test_what_is_not_utf_8_is_told_at_its_line(data: bytes, line: int) -> None:
    assert said(data) == [("HB101", line, 1, "Filen är inte sparad som UTF-8.")]


def test_a_byte_order_mark_moves_no_column() -> None:
    assert list(scalars(node_of("\ufeffa: b\n"))) == [("b", 1, 4)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one(end: str) -> None:
    text = end.join(["- a: |", "    x", "    y", "- b: c", "  b: d", ""])
    assert said(text) == [("HB103", 5, 3, "Fältet ”b” står redan på rad 4.")]
    node = read(text)[0]
    assert node is not None
    assert node.plain() == [{"a": "x\ny\n"}, {"b": "c"}]


@pytest.mark.parametrize("mark", ["\u0085", "\u2028", "\u2029"])
def test_a_line_end_that_no_editor_counts_moves_no_line(mark: str) -> None:
    places = [(line, column) for _, line, column, _ in said(f'a: "x{mark}y"\nb: c\nb: d\n')]
    assert places in ([(1, 1)], [(3, 1)])


def test_a_file_of_ten_megabytes_is_read_and_one_byte_more_is_refused() -> None:
    text = b"x" * source.MAX_BYTES
    assert node_of(text).line == 1
    assert said(text + b"x") == [("HB101", 1, 1, "Filen är större än 10 MB.")]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 51 + "]" * 51, 1, 51),
        ("[" * 100_000, 1, 51),
        ("[" * 100_000 + "]" * 100_000, 1, 51),
        ("- a\n- " + "{b: " * 100_000, 2, 3 + 4 * 49),
        ("- " * 51 + "a", 1, 101),
        ("- " * 100_000 + "a", 1, 101),
        ("? " * 51 + "a", 1, 101),
        ("".join(" " * step + "a:\n" for step in range(60)), 51, 51),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_nested_too_deep_is_refused(text: str, line: int, column: int) -> None:
    assert read(text)[0] is None
    assert said(text) == [("HB102", line, column, "Listor ligger i listor mer än 50 steg djupt.")]


@pytest.mark.parametrize("text", ["[" * 50 + "]" * 50, "- " * 50 + "a", '"' + "[" * 99 + '"'])
def test_what_is_nested_fifty_steps_or_only_quotes_brackets_is_read(text: str) -> None:
    assert node_of(text).line == 1


@pytest.mark.parametrize("text", ["a: b\n", "a: [", "[" * 100, "&x a", "\x00"])
def test_reading_leaves_the_cyclic_collector_on(text: str) -> None:
    assert gc.isenabled()
    read(text)
    assert gc.isenabled()


# --- Whatever the bytes ---------------------------------------------------------------------------

FRAGMENTS: Final = st.sampled_from(
    [
        *("- ", ": ", ":", "\n", "\r\n", "  ", "\t", "&a", "*a", "!t", "! ", "%YAML 1.1\n"),
        *("---\n", "...\n", "[", "]", "{", "}", "'", '"', ">-\n", "|\n", "# ", "? ", "a", ","),
        *("<<: ", "0123", "NO", "~", "@", "`", "\\", "\0", "\a", "\ufeff", "\u2028", "\x85", "å"),
    ]
)
TEXTS: Final = st.lists(FRAGMENTS, max_size=20).map("".join) | st.text(max_size=60)


@STEADY
@given(st.binary(max_size=60) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_node_or_a_problem_or_were_empty(data: bytes) -> None:
    node, problems = read(data)
    if node is None and not problems:
        lines = data.decode("utf-8-sig").splitlines()
        assert [line for line in lines if line.strip(" \ufeff") and line.lstrip()[0] != "#"] == []
    for problem in problems:
        assert problem.message.endswith(".")


@STEADY
@given(TEXTS.filter(lambda text: not set(text) & set("\u0085\u2028\u2029")))
def test_every_problem_stands_inside_the_file(text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in read(text)[1]:
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1


@STEADY
@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_no_anchor_alias_tag_or_directive_is_ever_read(text: str) -> None:
    refused = yaml.AnchorToken, yaml.AliasToken, yaml.TagToken, yaml.DirectiveToken
    try:
        tokens = list(yaml.scan(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader))
    except yaml.YAMLError:
        tokens = []
    if any(isinstance(token, refused) for token in tokens):
        assert read(text)[1] != ()


WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: Final = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(WORDS.filter(bool), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def written(value: object) -> str:
    """Write a value as a person's program would, every text quoted."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_style='"', width=9999)


@STEADY
@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert node_of(written(value)).plain() == value


@STEADY
@given(VALUES.filter(lambda value: not isinstance(value, str)), st.booleans())
def test_a_value_stands_at_the_line_and_column_where_it_is_written(
    value: object,
    windows: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    text = written(value)
    lines = text.split("\n")
    node = node_of(text.replace("\n", "\r\n") if windows else text)
    for one, line, column in scalars(node):
        quoted = written(one).split("\n")[0]
        assert lines[line - 1][column - 1 :].startswith(quoted)
