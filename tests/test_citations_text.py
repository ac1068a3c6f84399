"""Citations in running text: what is read, what only looks so, and that no text makes it raise."""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.citations.place import Place, read_place
from macros.citations.read import Names, read_one
from macros.citations.text import read_all

STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)

NAMES: Final = {
    "OSL": "2009:400",
    "offentlighets- och sekretesslagen": "2009:400",
    "GDPR": "32016R0679",
    "dataskyddsförordningen": "32016R0679",
    "arkivlagen": "1990:782",
    "säkerhetsskyddslagen": "2018:585",
    "säkerhetsskyddsförordningen": "2021:955",
    "lagen om offentlig upphandling": "2016:1145",
    "LOU": "2016:1145",
}


def cited(text: str) -> list[str]:
    """Return the citations of a text as ``designation#fragment``, a range with its last place."""
    return [
        f"{one.designation}#{one.fragment}" + (f"–{one.last.fragment}" if one.last else "")
        for one in read_all(text, NAMES)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 kap. 1 § säkerhetsskyddslagen", ["2018:585#K2P1"]),
        ("10 kap. 2 a § andra stycket 3 OSL", ["2009:400#K10P2aS2N3"]),
        ("18 kap. 8 § 3 OSL", ["2009:400#K18P8S1N3"]),
        ("2 §, 2 st. 1 p. arkivlagen", ["1990:782#P2S2N1"]),
        ("7 § 5 mom. lagen (1990:782)", ["1990:782#P7O5"]),
        ("1 § första stycket andra meningen arkivlagen", ["1990:782#P1S1M2"]),
        ("7, 8 och 9 §§ arkivlagen", ["1990:782#P7", "1990:782#P8", "1990:782#P9"]),
        ("3–10 §§ arkivlagen", ["1990:782#P3–P10"]),
        ("4 kap. 7–9 §§ säkerhetsskyddslagen", ["2018:585#K4P7–K4P9"]),
        (
            "2 kap. 1 § och 4 kap. 7 eller 8 § säkerhetsskyddslagen",
            ["2018:585#K2P1", "2018:585#K4P7", "2018:585#K4P8"],
        ),
        ("4 och 5 kap. OSL", ["2009:400#K4", "2009:400#K5"]),
        ("1 § första och andra styckena arkivlagen", ["1990:782#P1S1", "1990:782#P1S2"]),
        ("enligt säkerhetsskyddslagens krav", ["2018:585#"]),
        ("offentlighets- och sekretesslagen (2009:400)", ["2009:400#"]),
        ("offentlighets-\noch sekretesslagen", ["2009:400#"]),
        (
            "lagen (2018:218) med kompletterande bestämmelser till EU:s dataskyddsförordning",
            ["2018:218#"],
        ),
        ("förordning (2021:955)", ["2021:955#"]),
        ("OSL 10:2a", ["2009:400#K10P2a"]),
        ("OSL 10 kap. 2 a §", ["2009:400#K10P2a"]),
        ("Arkivlagen gäller. I 10 § samma lag står mer.", ["1990:782#", "1990:782#P10"]),
        (
            "lagen (2020:914) om tystnadsplikt (tystnadspliktslagen). Av 4 § tystnadspliktslagen",
            ["2020:914#", "2020:914#P4"],
        ),
        (
            "9 kap. 4 § LOU, 19 kap. 3 § OSL och 10 § arkivlagen",
            ["2016:1145#K9P4", "2009:400#K19P3", "1990:782#P10"],
        ),
        ("1736:0123 s. 2", ["1736:0123 s. 2#"]),
        ("MCFFS 2026:8 och PMFS 2022:1", ["MCFFS 2026:8#", "PMFS 2022:1#"]),
        ("3 kap. 5 § HSLF-FS 2016:40", ["HSLF-FS 2016:40#K3P5"]),
        ("artikel 28.3 i dataskyddsförordningen", ["32016R0679#28.3"]),
        ("art. 6.1 e GDPR", ["32016R0679#6.1.e"]),
        ("artiklarna 44–49 i GDPR", ["32016R0679#44–49"]),
        ("artikel 5.1 a och 5.2 i GDPR", ["32016R0679#5.1.a", "32016R0679#5.2"]),
        ("skäl 26 i GDPR", ["32016R0679#skäl 26"]),
        ("(EU) 2016/679", ["32016R0679#"]),
        ("direktiv (EU) 2022/2555", ["32022L2555#"]),
        ("direktiv 95/46/EG", ["31995L0046#"]),
        ("förordning (EG) nr 1907/2006", ["32006R1907#"]),
        ("10\u00a0kap. 2\u202fa\u00a0§\nOSL", ["2009:400#K10P2a"]),
    ],
)
def test_what_lawyers_and_officials_write_is_read(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KS § 45/2024",
        "§ 12 i protokollet",
        "ärende KS 2025:123",
        "kl. 10.30 den 3 mars 2026",
        "SS-EN ISO 27001:2022",
        "version 2.3.1",
        "ring 08-123 45 67",
        "5 000 kronor, 25 procent",
        "artikel 3 i avtalet",
        "enligt 3 § i stadgarna",
        "ett bra förslag",
        "direktivet från chefen",
    ],
)
def test_what_only_looks_so_is_no_citation(text: str) -> None:
    assert cited(text) == []


PIECES: Final = st.sampled_from(
    [
        *("1", "2 a", " ", "§", "§§", " kap. ", ", ", " och ", "–", "\n", "\u00a0", "(", "å", "Å"),
        *("OSL", "GDPR", "lagen", " (2018:585)", " samma lag ", "(EU) 2016/679", "FS 2016:1"),
        *(
            "artikel ",
            "6.1 e",
            " st. ",
            "första stycket",
            "skäl 3",
            ". I ",
            "10:2a",
            "mom.",
            "nedan ",
        ),
    ]
)


@STEADY
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80))
def test_no_text_makes_it_raise_and_each_citation_stands_where_it_says(text: str) -> None:
    found = read_all(text, NAMES)
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert all(0 <= one.start < one.end <= len(text) for one in found)


NUMBERS: Final = st.from_regex(r"[1-9][0-9]?( [a-h])?", fullmatch=True)
PLACES: Final = st.builds(
    Place,
    chapter=st.just("") | NUMBERS.map(lambda number: number.replace(" ", "")),
    section=NUMBERS.map(lambda number: number.replace(" ", "")),
    paragraph=st.integers(0, 10),
    point=st.just("") | st.integers(1, 20).map(str),
) | st.builds(
    Place,
    article=st.from_regex(r"[1-9][0-9]?(\.[1-9])?", fullmatch=True),
    point=st.just("") | st.sampled_from("abcdefgh"),
)


@STEADY
@given(PLACES, st.sampled_from(["OSL", "säkerhetsskyddslagen"]))
def test_the_normal_form_of_a_citation_is_read_back(place: Place, name: str) -> None:
    found = read_all(f"Se {place} {name}.", NAMES)
    assert [(one.place, one.designation) for one in found] == [(place, NAMES[name])]


LETTERS: Final = st.sampled_from("abcdefghjklmnoqrstuvxyz")
POINTS: Final = st.one_of(
    st.just(""),
    st.integers(1, 40).map(str),
    st.builds("{} {}".format, st.integers(1, 40), LETTERS),
    LETTERS,
)
EVERY_PLACE: Final = st.one_of(
    st.builds(
        Place,
        chapter=st.just("") | NUMBERS.map(lambda number: number.replace(" ", "")),
        section=NUMBERS.map(lambda number: number.replace(" ", "")),
        moment=st.just("") | st.integers(1, 30).map(str),
        paragraph=st.integers(0, 10),
        sentence=st.integers(0, 10),
        point=POINTS,
    ),
    st.builds(Place, chapter=NUMBERS.map(lambda number: number.replace(" ", ""))),
    st.builds(
        Place,
        article=st.builds("{}{}".format, st.integers(1, 120), st.sampled_from(["", ".1", ".12"])),
        point=st.just("") | LETTERS,
    ),
    st.builds(Place, recital=st.integers(1, 200).map(str)),
)


@STEADY
@given(EVERY_PLACE, st.sampled_from(["OSL", "säkerhetsskyddslagen", "GDPR", "lagen (2018:1)"]))
def test_every_citation_that_the_grammar_can_write_is_read_back(place: Place, name: str) -> None:
    designation = NAMES.get(name, "2018:1")
    found = read_all(f"Se {place} {name}.", NAMES)
    assert [(one.place, one.designation, one.last) for one in found] == [(place, designation, None)]
    one = read_one(f"{place} {name}", Names(NAMES))
    assert one is not None
    assert (one.place, one.designation) == (place, designation)


@STEADY
@given(EVERY_PLACE)
def test_the_two_readers_of_a_place_agree(place: Place) -> None:
    read = read_place(str(place))
    # "3 § b" alone may be a slip, so a field must name the paragraph or the point's number.
    bare = place.section and place.point.isalpha()
    assert read == place or (bare and not (place.moment or place.paragraph or place.sentence))


@STEADY
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["–", "-", " – ", " till "]))
def test_a_range_has_its_first_and_its_last_place(first: int, last: int, dash: str) -> None:
    for text, one, other in (
        (f"{first}{dash}{last} §§ OSL", f"P{first}", f"P{last}"),
        (f"4 kap. {first}{dash}{last} §§ OSL", f"K4P{first}", f"K4P{last}"),
        (f"artiklarna {first}{dash}{last} i GDPR", str(first), str(last)),
        (f"skälen {first}{dash}{last} i GDPR", f"skäl {first}", f"skäl {last}"),
    ):
        found = read_all(text, NAMES)
        assert [(one.fragment, one.last and one.last.fragment) for one in found] == [(one, other)]


SPACES: Final = st.sampled_from([" ", "\u00a0", "\u202f", "\n", "  ", "\t", " \n  "])
UNSEEN: Final = st.sampled_from(["", "", "", "\u00ad", "\u200b", "\u2060"])


@STEADY
@given(st.data())
def test_spaces_and_unseen_characters_change_nothing_but_positions(data: st.DataObject) -> None:
    plain = (
        "Av 10 kap. 2 a § andra stycket 3 säkerhetsskyddslagen och artikel 6.1 e GDPR följer det."
    )
    text = "".join(
        data.draw(SPACES) if one == " " else one + (data.draw(UNSEEN) if one.isalpha() else "")
        for one in plain
    )
    assert cited(text) == cited(plain)
    for one in read_all(text, NAMES):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_their_accents_apart_are_read(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Å, 5 § säkerhetsskyddslagen på")
    assert cited(text) == ["2018:585#P5"]
    assert text[read_all(text, NAMES)[0].start :].startswith("5 § s")
    assert read_all(text, NAMES)[0].text.endswith("skyddslagen")


BOUNDARIES: Final = ("\u2029", "\n\n", "\n \t \n", "\r\n\r\n", "\n\n\n")


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_no_citation_crosses_a_boundary_and_it_ends_a_sentence(boundary: str) -> None:
    assert cited(f"10 kap.{boundary}2 § OSL") == ["2009:400#P2"]
    assert cited(f"2 §{boundary}OSL") == ["2009:400#"]
    assert cited(f"Enligt OSL{boundary}är 2 § ny") == ["2009:400#"]
    assert cited(f"1,{boundary}2 §§ OSL") == ["2009:400#P2"]
    assert cited(f"offentlighets-{boundary}och arkivlagen") == ["1990:782#"]


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_what_the_text_has_named_holds_over_a_boundary(boundary: str) -> None:
    assert cited(f"OSL.{boundary}2 § samma lag") == ["2009:400#", "2009:400#P2"]
    text = f"förvaltningslagen (2017:900, FL).{boundary}5 § FL och 6 § förvaltningslagen"
    assert cited(text) == ["2017:900#", "2017:900#P5", "2017:900#P6"]


def test_an_object_breaks_a_place_but_ends_no_sentence() -> None:
    assert cited("10 kap. \ufffc 2 § OSL") == ["2009:400#P2"]
    assert cited("2 § \ufffc OSL") == ["2009:400#"]
    assert cited("2 §\ufffcOSL") == ["2009:400#"]
    assert cited("OSL \ufffc gäller, 2 § också") == ["2009:400#", "2009:400#P2"]


@STEADY
@given(
    st.lists(
        PIECES
        | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn"]), max_size=3)
        | st.sampled_from(["\u2029", "\n\n", "\ufffc", "-\n", "a\u0308", "lag", "(2018:585", ")"])
        | st.sampled_from(
            ["Med X avses ", ", FL", " om ändring i ", "10:2a, ", "samma kap.", "art."]
        ),
        max_size=25,
    ).map("".join)
)
def test_citations_follow_on_each_other_whatever_stands_between(text: str) -> None:
    found = read_all(text, NAMES)
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert "\u2029" not in one.text
        assert "\ufffc" not in one.text
        at = one.end
    read_one(text, Names(NAMES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A part that is named before its section, and acts that come before their places.
        ("punkt 3 i 18 kap. 8 § OSL", ["2009:400#K18P8S1N3"]),
        ("OSL 10 kap. 2 a § LOU 19 kap.", ["2009:400#K10P2a", "2016:1145#K19"]),
        ("arkivlagen, § 10", ["1990:782#P10"]),
        ("§ 5 i arkivlagen", ["1990:782#P5"]),
        ("5 i § arkivlagen", ["1990:782#P5i"]),
        ("3 o. 5 §§ arkivlagen", ["1990:782#P3", "1990:782#P5"]),
        ("Handelsbalken 1736:0123 s. 2", ["1736:0123 s. 2#"]),
        ("lagen (2009:400) om allt som är hemligt, OSL, gäller", ["2009:400#"]),
        # Lists that change from points to sections, and from articles to sections.
        ("7 § 1, 3 och 5 §§ LOU", ["2016:1145#P7S1N1", "2016:1145#P3", "2016:1145#P5"]),
        ("artikel 5 GDPR och 4 § OSL", ["32016R0679#5", "2009:400#P4"]),
        ("HFD 2021 ref. 10 och 2 kap. 3 § OSL", ["2009:400#K2P3"]),
        # The letter i, and the preposition.
        ("artikel 9.2 i GDPR", ["32016R0679#9.2"]),
        ("artikel 9.2 h och i i GDPR", ["32016R0679#9.2.h", "32016R0679#9.2.i"]),
        ("art. 6(1)(c) och (e) GDPR", ["32016R0679#6.1.c", "32016R0679#6.1.e"]),
        ("art 6(1)(e) och 13.1–2 GDPR", ["32016R0679#6.1.e", "32016R0679#13.1–13.2"]),
        # Names that the text gives, and what it calls the law.
        ("LUF (2016:1146). 5 § LUF", ["2016:1146#", "2016:1146#P5"]),
        ("arkivlagen (nedan ArkL). 5 § ArkL", ["1990:782#", "1990:782#P5"]),
        ("lagen (2018:1), nedan lagen. 5 § lagen", ["2018:1#", "2018:1#P5"]),
        ("Arkivlagen gäller, se lagens 5 §", ["1990:782#", "1990:782#P5"]),
        ("Arkivlagen gäller. Se lagens 5 §", ["1990:782#"]),
        (
            "NIS 2-direktivet (direktiv (EU) 2022/2555). Artikel 21 i NIS 2-direktivet",
            ["32022L2555#", "32022L2555#21"],
        ),
        ("lagen (2021:952) om ändring i arkivlagen (1990:782)", ["2021:952#"]),
        ("lagen om skydd mot olyckor (2003:778)", ["2003:778#"]),
        ("3 § Riksarkivets föreskrifter (RA-FS 1991:1) om arkiv", ["RA-FS 1991:1#P3"]),
        ("MSBFS 2020:6, 2020:7 och 2020:8", ["MSBFS 2020:6#", "MSBFS 2020:7#", "MSBFS 2020:8#"]),
    ],
)
def test_classes_of_grammar_are_read(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Enligt OSL ska nämnden, KS § 45/2024, besluta",
        "Enligt OSL beslutades 2024-03-05, § 12, om arkivet",
        "Enligt OSL och reglementet 5 § ska nämnden",
        "Enligt OSL och § 5 reglementet ska nämnden",
        "Enligt OSL och 5 § i kommunens lokala ordningsföreskrifter",
        "Enligt OSL och LAS 22 § ska nämnden",
        "Enligt OSL och 33 § förvaltningslagen ska nämnden",
        "Enligt OSL behandlades 10 §§ i går",
        "Enligt OSL ska avtalet, bilaga 3 § 2, följas",
        "Se OSL, sid. 45–47, SOU 2025:51 s. 12 och JO 2014/15 s. 146",
    ],
)
def test_a_place_in_what_is_no_act_is_not_one_in_the_act_before(text: str) -> None:
    assert cited(text) == ["2009:400#"]
