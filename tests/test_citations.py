"""Legal citations: a place and its fragment, the normal form, and the act by its names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.citations.place import Place, read_place
from macros.citations.read import Names, read_one

STEADY: Final = settings(max_examples=400, deadline=None, derandomize=True, database=None)

NAMES: Final = Names(
    {
        "OSL": "2009:400",
        "offentlighets- och sekretesslagen": "2009:400",
        "2009:400": "2009:400",
        "säkerhetsskyddslagen": "2018:585",
        "lagen om elektronisk kommunikation": "2022:482",
        "dataskyddsförordningen": "32016R0679",
        "GDPR": "32016R0679",
    }
)


@pytest.mark.parametrize(
    ("text", "normal", "fragment"),
    [
        ("3 §", "3 §", "P3"),
        ("5 kap.", "5 kap.", "K5"),
        ("18 kap. 8 §", "18 kap. 8 §", "K18P8"),
        ("18 kap. 8 § 3", "18 kap. 8 § 3", "K18P8S1N3"),
        ("10 kap. 2 a §", "10 kap. 2 a §", "K10P2a"),
        ("10 kap. 2a §", "10 kap. 2 a §", "K10P2a"),
        ("2 a kap. 3 b §", "2 a kap. 3 b §", "K2aP3b"),
        ("8 § andra stycket", "8 § andra stycket", "P8S2"),
        ("8 § tionde stycket 12", "8 § tionde stycket 12", "P8S10N12"),
        ("6 § första stycket 1 a", "6 § första stycket 1 a", "P6S1N1a"),
        ("6 § 1 a", "6 § 1 a", "P6S1N1a"),
        ("18\u00a0kap.\u00a08\u202f§", "18 kap. 8 §", "K18P8"),
        (" 3 § ", "3 §", "P3"),
        ("artikel 28", "artikel 28", "28"),
        ("artikel 28.3", "artikel 28.3", "28.3"),
        ("art. 6.1 f", "artikel 6.1 f", "6.1.f"),
        ("Artikel 4 a", "artikel 4 a", "4.a"),
    ],
)
def test_a_place_has_a_normal_form_and_a_fragment(text: str, normal: str, fragment: str) -> None:
    place = read_place(text)
    assert place is not None
    assert (str(place), place.fragment) == (normal, fragment)


@pytest.mark.parametrize(
    "text",
    [
        *("", "kap.", "§", "artikel", "stycket", "18", "18 kap", "18 kap. 3", "paragraf 3", "a §"),
        *("8 § 3 stycket", "8 § elfte stycket", "8 § punkt 3", "3 § OSL", "artikel a", "3 § b"),
        *("18 kap. 8 § och 9 §", "artikel 28.3.1.2"),
    ],
)
def test_what_is_no_place_is_not_read(text: str) -> None:
    assert read_place(text) is None


def test_the_whole_act_has_an_empty_fragment_and_form() -> None:
    assert (Place().fragment, str(Place())) == ("", "")


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("18 kap. 8 §", ("K18P8",)),
        ("18 kap. 8 § 3", ("K18P8S1N3", "K18P8S1", "K18P8")),
        ("8 § andra stycket 3", ("P8S2N3", "P8S2", "P8")),
        ("8 § andra stycket", ("P8S2", "P8")),
        ("artikel 6.1 f", ("6.1.f", "6.1", "6")),
        ("artikel 4 a", ("4.a", "4")),
        ("artikel 28", ("28",)),
    ],
)
def test_a_place_lies_within_wider_ones_narrowest_first(text: str, within: tuple[str, ...]) -> None:
    place = read_place(text)
    assert place is not None
    assert place.within() == within


NUMBERS: Final = st.builds("{}{}".format, st.integers(1, 99), st.sampled_from(["", *"abcd"]))
POINTS: Final = st.builds("{}{}".format, st.integers(1, 30), st.sampled_from(["", " a", " z"]))
SWEDISH: Final = st.builds(
    Place,
    chapter=st.just("") | NUMBERS,
    section=NUMBERS,
    paragraph=st.integers(0, 10),
    point=st.just("") | POINTS,
)
CHAPTERS: Final = st.builds(Place, chapter=NUMBERS)
EUROPEAN: Final = st.builds(
    Place,
    article=st.from_regex(r"[1-9][0-9]?(\.[1-9][0-9]?)?", fullmatch=True),
    point=st.sampled_from(["", "a", "f", "z"]),
)
PLACES: Final = SWEDISH | CHAPTERS | EUROPEAN


@STEADY
@given(PLACES)
def test_the_normal_form_is_read_back_as_the_same_place(place: Place) -> None:
    assert read_place(str(place)) == place


@STEADY
@given(PLACES)
def test_a_place_lies_within_itself_and_each_wider_one_is_its_beginning(place: Place) -> None:
    within = place.within()
    assert within[0] == place.fragment
    for narrow, wide in pairwise(within):
        assert narrow.startswith(wide)
        assert len(narrow) > len(wide)


@STEADY
@given(PLACES, PLACES)
def test_different_places_have_different_fragments(one: Place, other: Place) -> None:
    assert (one.fragment == other.fragment) == (explicit(one) == explicit(other))


def explicit(place: Place) -> Place:
    """Name the first paragraph, in which a point without a named paragraph is."""
    unnamed = bool(place.point) and not place.article and not place.paragraph
    return replace(place, paragraph=1) if unnamed else place


@pytest.mark.parametrize(
    ("text", "designation", "fragment"),
    [
        ("OSL", "2009:400", ""),
        ("osl", "2009:400", ""),
        ("2009:400", "2009:400", ""),
        ("offentlighets- och sekretesslagen", "2009:400", ""),
        ("lagen (2009:400)", "2009:400", ""),
        ("säkerhetsskyddslagen (2018:585)", "2018:585", ""),
        ("18 kap. 8 § 3 OSL", "2009:400", "K18P8S1N3"),
        ("18 kap. 8 § 3 i OSL", "2009:400", "K18P8S1N3"),
        ("  18 kap.\n 8 §\u00a0OSL ", "2009:400", "K18P8"),
        ("5 kap. OSL", "2009:400", "K5"),
        ("3 § 2009:400", "2009:400", "P3"),
        ("3 § lagen om elektronisk kommunikation", "2022:482", "P3"),
        ("3 § i lagen om elektronisk kommunikation", "2022:482", "P3"),
        ("3 § lagen (2018:585)", "2018:585", "P3"),
        ("2 kap. 1 § säkerhetsskyddslagen (2018:585)", "2018:585", "K2P1"),
        ("2 kap. 1 § lagen (2022:482) om elektronisk kommunikation", "2022:482", "K2P1"),
        ("3 § förordningen (2021:955)", "2021:955", "P3"),
        ("artikel 28.3 GDPR", "32016R0679", "28.3"),
        ("artikel 28.3 i dataskyddsförordningen", "32016R0679", "28.3"),
        ("artikel 6.1 f i dataskyddsförordningen", "32016R0679", "6.1.f"),
        ("artikel 9.2 i i dataskyddsförordningen", "32016R0679", "9.2.i"),
        ("3 § okända lagen", "", "P3"),
    ],
)
def test_one_citation_is_read_with_the_names_of_acts(
    text: str, designation: str, fragment: str
) -> None:
    citation = read_one(text, NAMES)
    assert citation is not None
    assert (citation.designation, citation.fragment) == (designation, fragment)


@pytest.mark.parametrize("text", ["", " ", "3 §", "OSL 3 §", "okända lagen", "åttonde paragrafen"])
def test_a_text_that_is_no_citation_is_not_read(text: str) -> None:
    assert read_one(text, NAMES) is None


def test_a_citation_keeps_its_text_with_single_spaces() -> None:
    citation = read_one(" 18 kap.  8 §\n OSL", NAMES)
    assert citation is not None
    assert citation.text == "18 kap. 8 § OSL"


def test_names_are_told_sorted() -> None:
    assert Names({"b": "2:2", "A": "1:1"}).all() == ("A", "b")


@STEADY
@given(PLACES, st.sampled_from(["OSL", "säkerhetsskyddslagen", "GDPR"]))
def test_a_place_and_a_name_are_read_as_one_citation(place: Place, name: str) -> None:
    citation = read_one(f"{place} {name}", NAMES)
    assert citation is not None
    assert (citation.place, citation.designation) == (place, NAMES.find(name))


@STEADY
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(["18", "kap.", "§", "a", "i", "artikel", "28.3", "OSL", "stycket", "("]),
        max_size=8,
    ).map(" ".join)
)
def test_no_text_makes_reading_raise(text: str) -> None:
    citation = read_one(text, NAMES)
    assert citation is None or citation.text == " ".join(text.split())
