"""Records: what each type of value accepts and says in Swedish, and what every field tells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

import pytest
from stdnum.se import orgnr

from macros import source
from macros.prose import FrontMatter
from macros.records.base import PUBLIC, Part, Record, field
from macros.records.kinds import KINDS
from macros.records.meta import Exemption
from macros.records.read import read_file, validate
from macros.records.scalars import (
    MAX_SLUG,
    MAX_TEXT,
    Audience,
    Choice,
    Citation,
    CountryCode,
    Day,
    Flag,
    Mailbox,
    OrganisationNumber,
    Phone,
    RoleRef,
    Slug,
    Text,
    Url,
    Whole,
)
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.records.kinds import Kind


class Colour(Choice):
    """A closed list."""

    RED = "red", "Röd"
    GREEN = "green", "Grön"


class Inner(Part):
    """A part inside another."""

    orders: ClassVar = (("first", "last"),)

    first: Day | None = field("Första dagen", "Den första.", default=None)
    last: Day | None = field("Sista dagen", "Den sista.", default=None)


class Form(Part):
    """One field of each type."""

    text: Text | None = field("Texten", "En text.", default=None)
    slug: Slug | None = field("Kortnamn", "Ett kortnamn.", default=None)
    day: Day | None = field("Dagen", "En dag.", default=None)
    whole: Whole | None = field("Talet", "Ett tal.", default=None)
    flag: Flag | None = field("Svaret", "Ett svar.", default=None)
    mailbox: Mailbox | None = field("Brevlådan", "En brevlåda.", default=None)
    phone: Phone | None = field("Numret", "Ett nummer.", default=None)
    url: Url | None = field("Adressen", "En adress.", default=None)
    number: OrganisationNumber | None = field("Orgnumret", "Ett nummer.", default=None)
    country: CountryCode | None = field("Landet", "Ett land.", default=None)
    citation: Citation | None = field("Lagrummet", "Ett lagrum.", default=None)
    role: RoleRef | None = field("Rollen", "En roll.", default=None)
    audience: Audience = field("Målgruppen", "En målgrupp.", default=PUBLIC)
    colour: Colour | None = field("Färgen", "En färg.", default=None)
    texts: tuple[Text, ...] = field("Texterna", "Flera texter.", default=())
    table: dict[Colour, Text] = field("Tabellen", "En text för varje färg.", default={})
    inner: Inner | None = field("Delen", "En del.", default=None)
    inners: tuple[Inner, ...] = field("Delarna", "Flera delar.", default=())


def read(text: str) -> tuple[Form | None, list[tuple[str, int, int, str, str]]]:
    """Read a form; give it with code, line, column, message and hint of each problem."""
    node, problems = source.read(text.encode(), "f.yml")
    assert node is not None
    assert problems == ()
    form, found = validate(Form, node, "f.yml", "form/ett")
    assert {one.record for one in found} <= {"form/ett"}
    return form, [
        (one.code, one.location.line, one.location.column, one.message, one.hint) for one in found
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("text: En text.", "En text."),
        ("text: '  kring  '", "kring"),
        ("text: |\n  En\n  text.\n", "En\ntext."),
        ("text: 0123", "0123"),
        ("text: NO", "NO"),
        (f"text: {'å' * MAX_TEXT}", "å" * MAX_TEXT),
        ("slug: a", "a"),
        ("slug: a-1-b2", "a-1-b2"),
        (f"slug: {'a' * MAX_SLUG}", "a" * MAX_SLUG),
        ("day: 2024-02-29", date(2024, 2, 29)),
        ("day: '2026-01-01'", date(2026, 1, 1)),
        ("whole: 0", 0),
        ("whole: -12", -12),
        ("whole: 0123", 123),
        ("whole: 999999999", 999_999_999),
        ("flag: true", True),
        ("flag: false", False),
        ("mailbox: it.stod+a@kommunen.example", "it.stod+a@kommunen.example"),
        ("phone: 112", "112"),
        ("phone: 0123-45 67 89", "0123-45 67 89"),
        ("phone: +46 123 45 67", "+46 123 45 67"),
        ("url: https://kommunen.example", "https://kommunen.example"),
        ("url: https://k.example:8443/a/b?c=d#e", "https://k.example:8443/a/b?c=d#e"),
        ("number: 212000-0142", "212000-0142"),
        ("number: 2120000142", "212000-0142"),
        ("country: SE", "SE"),
        ("citation: 18 kap. 8 § OSL", "18 kap. 8 § OSL"),
        ("role: jurist", "jurist"),
        ("audience: restricted", Audience.RESTRICTED),
        ("colour: red", Colour.RED),
        ("texts: [a, b]", ("a", "b")),
        ("texts: []", ()),
        ("table: {red: a}", {Colour.RED: "a"}),
        ("inner: {first: 2026-01-01}", Inner(first=date(2026, 1, 1))),
        ("inners: [{last: 2026-01-01}, {}]", (Inner(last=date(2026, 1, 1)), Inner())),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_good_value_is_read(text: str, value: object) -> None:
    form, problems = read(text)
    assert problems == []
    assert getattr(form, text.split(":", maxsplit=1)[0]) == value


NOT_TEXT: Final = (
    "Här väntades text, inte en lista eller flera fält.",
    "Skriv värdet på samma rad som fältet. Text på flera rader inleds med ”>-”.",
)
INVISIBLE: Final = (
    "Texten innehåller osynliga styrtecken.",
    "Skriv om texten för hand i stället för att klistra in den.",
)
DAY_HINT: Final = "Skriv år-månad-dag, till exempel 2026-03-01."
MAIL_HINT: Final = "Skriv en funktionsbrevlåda, med små bokstäver."
PHONE_HINT: Final = "Skriv till exempel 0123-45 67 89 eller +46 123 45."
URL_HINT: Final = "Skriv hela adressen, med https://."
COUNTRY_HINT: Final = "Skriv två stora bokstäver, till exempel SE."
COLOURS: Final = "Välj bland: red, green."


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("text: ' '", "Texten: Texten är tom.", "Skriv något, eller ta bort fältet."),
        ("text: ''", "Texten: Texten är tom.", "Skriv något, eller ta bort fältet."),
        (
            f"text: {'å' * 20_001}",
            "Texten: Texten är längre än 20000 tecken.",
            "Korta den.",
        ),
        ('text: "a\\u0007"', f"Texten: {INVISIBLE[0]}", INVISIBLE[1]),
        ('text: "a\\u202Eb"', f"Texten: {INVISIBLE[0]}", INVISIBLE[1]),
        ("text: [a]", f"Texten: {NOT_TEXT[0]}", NOT_TEXT[1]),
        ("day: {a: b}", f"Dagen: {NOT_TEXT[0]}", NOT_TEXT[1]),
        ("day: 1 mars", "Dagen: ”1 mars” är inget datum.", DAY_HINT),
        ("day: 2026-3-1", "Dagen: ”2026-3-1” är inget datum.", DAY_HINT),
        ("day: 2026-03-01T00:00", "Dagen: ”2026-03-01T00:00” är inget datum.", DAY_HINT),
        (
            "day: 2026-02-29",
            "Dagen: 2026-02-29 finns inte i kalendern.",
            "Kontrollera månad och dag.",
        ),
        ("whole: 4 tim", "Talet: ”4 tim” är inget heltal.", "Skriv ett tal utan enhet."),
        ("whole: 1.5", "Talet: ”1.5” är inget heltal.", "Skriv ett tal utan enhet."),
        ("whole: ٣", "Talet: ”٣” är inget heltal.", "Skriv ett tal utan enhet."),
        ("whole: 1000000000", "Talet: ”1000000000” är inget heltal.", "Skriv ett tal utan enhet."),
        ("flag: ja", "Svaret: ”ja” är varken sant eller falskt.", "Skriv true."),
        ("flag: NO", "Svaret: ”NO” är varken sant eller falskt.", "Skriv false."),
        (
            "flag: kanske",
            "Svaret: ”kanske” är varken sant eller falskt.",
            "Skriv true eller false.",
        ),
        ("mailbox: IT@a.example", "Brevlådan: ”IT@a.example” är ingen e-postadress.", MAIL_HINT),
        ("mailbox: it@a", "Brevlådan: ”it@a” är ingen e-postadress.", MAIL_HINT),
        ("phone: ring", "Numret: ”ring” är inget telefonnummer.", PHONE_HINT),
        ("phone: +4612345x", "Numret: ”+4612345x” är inget telefonnummer.", PHONE_HINT),
        ("url: http://a.example", "Adressen: ”http://a.example” är ingen webbadress.", URL_HINT),
        ("url: javascript:f", "Adressen: ”javascript:f” är ingen webbadress.", URL_HINT),
        ("url: 'https://a/\"b'", 'Adressen: ”https://a/"b” är ingen webbadress.', URL_HINT),
        ("country: se", "Landet: ”se” är ingen landskod.", COUNTRY_HINT),
        ("country: SWE", "Landet: ”SWE” är ingen landskod.", COUNTRY_HINT),
        ("citation: ''", "Lagrummet: Texten är tom.", "Skriv något, eller ta bort fältet."),
        (
            "number: 2120-000142",
            "Orgnumret: ”2120-000142” är inget organisationsnummer.",
            "Skriv NNNNNN-NNNN.",
        ),
        (
            "audience: alla",
            "Målgruppen: ”alla” är inget av de värden som går att välja.",
            "Välj bland: restricted, internal, public.",
        ),
        (
            "colour: gren",
            "Färgen: ”gren” är inget av de värden som går att välja.",
            f"Menade du ”green”? {COLOURS}",
        ),
        (
            "colour: Röd",
            "Färgen: ”Röd” är inget av de värden som går att välja.",
            COLOURS,
        ),
        (
            "texts: a",
            "Texterna: här väntades en lista.",
            "Skriv värdena på egna rader som börjar med ”- ”.",
        ),
        (
            "inner: a",
            "Delen: här väntades flera fält.",
            "Skriv fälten indragna på egna rader. Fält som finns här: first, last.",
        ),
        (
            "table: a",
            "Tabellen: här väntades flera fält.",
            "Skriv fälten indragna på egna rader.",
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_value_is_told_in_swedish_at_its_place(text: str, message: str, hint: str) -> None:
    name, value = text.split(":", maxsplit=1)
    # What should have been several values is told at the name of its field.
    column = 1 if value.strip()[0] in "[{" else len(name) + 3
    assert read(text) == (None, [("HB112", 1, column, message, hint)])


@pytest.mark.parametrize(
    ("text", "column", "better"),
    [
        ("slug: Gott Öl & Åkermans", 7, "gott-ol-akermans"),
        ("slug: a--b", 7, "a-b"),
        ("slug: -a", 7, "a"),
        ("slug: a/../b", 7, "a-b"),
        (f"role: {'ä' * 81}", 7, "a" * 80),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_id_that_is_no_address_is_told_with_a_better_one(
    text: str, column: int, better: str
) -> None:
    name, value = text.split(": ")
    title = {"slug": "Kortnamn", "role": "Rollen"}[name]
    assert read(text)[1] == [
        (
            "HB115",
            1,
            column,
            f"{title}: ”{value}” kan inte stå i en adress.",
            f"Använd bara a–z, siffror och bindestreck, till exempel ”{better}”.",
        )
    ]


def test_an_id_without_a_letter_is_told_without_a_better_one() -> None:
    assert read("slug: '&'")[1][0][4] == "Använd bara a–z, siffror och bindestreck."


def test_only_the_right_check_digit_of_an_organisation_number_is_accepted() -> None:
    accepted = [digit for digit in range(10) if read(f"number: 212000-014{digit}")[1] == []]
    assert accepted == [2]
    assert [digit for digit in range(10) if orgnr.is_valid(f"212000014{digit}")] == [2]
    assert read("number: 212000-0143")[1] == [
        (
            "HB114",
            1,
            9,
            "Orgnumret: Kontrollsiffran i 212000-0143 stämmer inte.",
            "Jämför med registreringsbeviset: en siffra är fel eller två har bytt plats.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "slug: a\ntxet: b",
            (2, 1),
            "Fältet ”txet” finns inte.",
            "Menade du ”text” eller ”texts”?",
        ),
        ("inner:\n  frist: b", (2, 3), "Fältet ”frist” finns inte.", "Menade du ”first”?"),
        ("inners:\n  - lst: b", (2, 5), "Fältet ”lst” finns inte.", "Menade du ”last”?"),
        ("inner: {x: y}", (1, 9), "Fältet ”x” finns inte.", "Fält som finns här: first, last."),
    ],
)
def test_an_unknown_field_is_told_with_the_nearest_known(
    text: str, place: tuple[int, int], message: str, hint: str
) -> None:
    assert read(text) == (None, [("HB110", *place, message, hint)])


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("inner:\n  first: 2026-01-02\n  last: 2026-01-01", 3, 9),
        ("inner:\n  last: 2026-01-01\n  first: 2026-01-02", 2, 9),
        ("inners:\n  - {}\n  - {first: 2026-01-02, last: 2026-01-01}", 3, 31),
    ],
)
def test_a_date_before_its_partner_is_told_where_it_stands(
    text: str, line: int, column: int
) -> None:
    assert read(text)[1] == [
        (
            "HB113",
            line,
            column,
            "Sista dagen (2026-01-01) är före första dagen (2026-01-02).",
            "Rätta det ena: last ska vara samma dag som first eller senare.",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "inner: {first: 2026-01-01, last: 2026-01-01}",
        "inner: {first: 2026-01-01, last: 2026-01-02}",
        "inner: {last: 2026-01-01}",
        "inner: {first: 2026-01-01, last: }",
    ],
)
def test_dates_in_their_order_are_right(text: str) -> None:
    assert read(text)[1] == []


def test_a_date_that_is_none_is_told_once_and_not_compared() -> None:
    assert [one[0] for one in read("inner: {first: 2026-01-02, last: 2026-1-1}")[1]] == ["HB112"]


def test_all_problems_of_a_record_are_told_at_once() -> None:
    text = "day: x\nwhole: y\ninner: {last: z}\nnej: ja\n"
    assert [one[:3] for one in read(text)[1]] == [
        ("HB112", 1, 6),
        ("HB112", 2, 8),
        ("HB112", 3, 15),
        ("HB110", 4, 1),
    ]


def test_an_empty_field_is_an_absent_one() -> None:
    assert read("text:\ntexts:\ninner: {first: }\n") == (Form(inner=Inner()), [])


def test_an_empty_line_in_a_list_is_told_at_its_line() -> None:
    form, problems = read("texts:\n  - a\n  -\n")
    assert form is None
    assert [one[:3] for one in problems] == [("HB112", 3, 4)]


# --- A file of records ----------------------------------------------------------------------------


def told(kind: Kind, text: str) -> tuple[list[str], list[tuple[str, int, int]]]:
    """Return the ids of a file, and code, line and column of its problems."""
    entries, problems = read_file(kind, source.read(text.encode(), "f.yml")[0], "f.yml")
    return [one.id for one in entries], [
        (one.code, one.location.line, one.location.column) for one in problems
    ]


TERM: Final = KINDS["term"]


def test_a_missing_field_is_told_at_its_records_first_line() -> None:
    text = "- id: a\n  name: A\n  explanation: B\n- id: b\n  name: B\n"
    assert told(TERM, text) == (["a", "b"], [("HB111", 4, 3)])


def test_a_record_without_id_is_told_and_left_out() -> None:
    assert told(TERM, "- name: A\n  explanation: B\n") == ([], [("HB111", 1, 3)])


@pytest.mark.parametrize(
    ("text", "place"), [("a: b\n", (1, 1)), ("bara text\n", (1, 1)), ("- a\n", (1, 3))]
)
def test_a_file_that_is_no_list_of_records_is_told(text: str, place: tuple[int, int]) -> None:
    assert told(TERM, text) == ([], [("HB105", *place)])


@pytest.mark.parametrize("text", ["", "# inget\n", "---\n", "[]\n"])
def test_a_file_without_records_is_right(text: str) -> None:
    assert told(TERM, text) == ([], [])


# --- What every field tells -----------------------------------------------------------------------


def seen_by() -> dict[type[Part], Audience]:
    """Return the widest audience to which each part can be shown, by the fields that lead to it."""
    found: dict[type[Part], Audience] = {}

    def visit(part: type[Part], way: Audience) -> None:
        if part in found and found[part].rank <= way.rank:
            return
        found[part] = way
        for one in fields(part).values():
            for inside in (one.shape, one.shape.items, one.shape.values):
                if inside is not None and inside.part is not None:
                    visit(inside.part, max(way, one.audience, key=lambda who: who.rank))

    for kind in KINDS.values():
        visit(kind.model, Audience.PUBLIC)
    visit(FrontMatter, Audience.PUBLIC)
    return found


SEEN_BY: Final = seen_by()
PARTS: Final = tuple(SEEN_BY)
STARTS: Final = re.compile(r"[A-ZÅÄÖ0-9]|(?:true|false) ")


def all_subclasses(part: type[Part]) -> Iterator[type[Part]]:
    """Yield every part that is defined."""
    for one in part.__subclasses__():
        yield one
        yield from all_subclasses(one)


ENGLISH: Final = {" the ", " of ", " and ", " is ", " with "}


def test_every_part_that_is_defined_is_used_by_some_kind() -> None:
    defined = {one for one in all_subclasses(Part) if one.__module__.startswith("macros.")}
    assert {one.__name__ for one in defined - SEEN_BY.keys()} == {"Record"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_has_swedish_title_and_description_audience_and_reason(
    part: type[Part],
) -> None:
    for name, info in part.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict), name
        assert extra["x-audience"] in {one.value for one in Audience}, name
        for text in (info.title, info.description, extra["x-audience-reason"]):
            assert isinstance(text, str), name
            assert STARTS.match(text), (name, text)
            assert not any(word in f" {text.lower()} " for word in ENGLISH), (name, text)
        assert str(info.description)[-1] in ".?)", (name, info.description)
        assert str(extra["x-audience-reason"]).endswith("."), name


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_hidden_field_of_what_can_be_seen_may_be_empty(part: type[Part]) -> None:
    # An exemption is shown whole or not at all.
    stuck = [
        one.name
        for one in fields(part).values()
        if one.audience.rank > SEEN_BY[part].rank
        and not (one.optional or one.shape.items is not None or one.shape.values is not None)
    ]
    whole = ["code", "record", "reason", "decided_by", "until"]
    assert stuck == (whole if part is Exemption else [])


def test_an_exemption_is_restricted_and_so_is_all_that_it_says() -> None:
    own = set(Exemption.model_fields) - {*Record.model_fields}
    own.add("notes")
    assert {fields(Exemption)[name].audience for name in own} == {Audience.RESTRICTED}
    assert Exemption.model_fields["audience"].default is Audience.RESTRICTED


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_pair_of_dates_names_date_fields(part: type[Part]) -> None:
    for pair in part.orders:
        for name in pair:
            assert fields(part)[name].shape.day, (part, name)


def test_every_choice_has_a_swedish_label() -> None:
    choices = [one for one in Choice.__subclasses__() if one.__module__.startswith("macros.")]
    assert len(choices) >= 17
    for choice in choices:
        labels = [one.label for one in choice]
        assert [label for label in labels if not label[:1].isupper()] == []
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (Audience.PUBLIC, {Audience.PUBLIC}),
        (Audience.INTERNAL, {Audience.PUBLIC, Audience.INTERNAL}),
        (Audience.RESTRICTED, set(Audience)),
    ],
)
def test_each_audience_sees_what_the_wider_see(who: Audience, sees: set[Audience]) -> None:
    assert {one for one in Audience if who.sees(one)} == sees
