"""Citations in running text: what is read, what only looks so, and that no text makes it raise."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.citations.place import Place
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
