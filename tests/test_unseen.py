"""No citation is published unseen, however it stands on a page or in a record."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from conftest import ROOT

from macros import handbook
from macros.problems import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook

BASE: Final = ROOT / "tests" / "cases" / "base"
DAY: Final = date(2026, 3, 1)
REGISTER: Final = """\
- id: osl
  name: offentlighets- och sekretesslagen
  kind: law
  designation: "2009:400"
  title: Offentlighets- och sekretesslag (2009:400)
  abbreviations: [OSL]
  summary: Säger vad som är hemligt.
  concerns: Alla.
  in_force: 2009-06-30
  address: https://lagen.nu/2009:400
  sections:
    - {number: 18 kap. 8 §, explanation: A.}
    - {number: 18 kap. 9 §, explanation: B., changed: 2025-01-01}
    - {number: 18 kap. 10 §, explanation: C., repealed: 2020-01-01}
    - {number: 18 kap. 10 § 2, explanation: D.}
    - {number: 18 kap. 12 §, explanation: E., in_force: 2027-01-01}
    - {number: 18 kap. 13 § 2, explanation: F., changed: 2025-01-01}
    - {number: 10 §, explanation: G.}
- id: pul
  name: personuppgiftslagen
  kind: law
  designation: "1998:204"
  title: Personuppgiftslag (1998:204)
  abbreviations: [PUL]
  summary: Gällde förr.
  concerns: Ingen.
  in_force: 1998-10-24
  repealed: 2018-05-25
  address: https://lagen.nu/1998:204
  sections:
    - {number: 5 §, explanation: H.}
    - {number: 10 §, explanation: I.}
"""
HEAD: Final = "---\ntitle: {}\ndescription: Vad sidan är.\nreviewed: 2024-01-01\n---\n\n{}\n"


def load(folder: Path, files: dict[str, str]) -> Handbook:
    """Return a small handbook with this register and some files more."""
    shutil.copytree(BASE, folder / "book")
    for name, text in {"data/regulations.yml": REGISTER, **files}.items():
        target = folder / "book" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return handbook.load(folder / "book" / "data", folder / "book" / "docs", DAY)


def told(book: Handbook) -> list[str]:
    """Return the codes of the law's problems, each once."""
    return sorted({one.code for one in book.problems if one.severity is not Severity.ADVICE})


BODIES: Final = {
    "in the middle of a sentence": (
        "Enligt 18 kap. 99 § OSL och 5 § PUL.",
        ["HB302", "HB303"],
    ),
    # Where two readers of Markdown disagree, what the site shows is judged.
    "after a fence that never ends": (
        "```\nkod\n\nEnligt 18 kap. 99 § OSL, 5 § PUL och lagen (1850:1).",
        ["HB301", "HB302", "HB303"],
    ),
    "in HTML that holds Markdown": (
        "<div markdown>\nEnligt 18 kap. **99 §** OSL gäller.\n</div>",
        ["HB302"],
    ),
    "in a paragraph of HTML with Markdown": (
        '<p markdown="1">Enligt 18 kap. *10 §* OSL gäller.</p>',
        ["HB303"],
    ),
    "in a list right after its introduction": (
        "I OSL finns detta:\n- 18 kap. 10 § om x",
        ["HB303"],
    ),
    "around a comment": ("Enligt 18 kap. 99 § <!-- obs --> OSL.", ["HB302"]),
    "around an element": ("Enligt 18 kap. <var>99</var> § OSL.", ["HB302"]),
    "around a raised figure": ("Enligt 18 kap. 99 §<sup>1</sup> OSL.", ["HB302"]),
    "in a note of one word": ("Text.[^1]\n\n[^1]: PUL", ["HB303"]),
    "in the title of a box": ('!!! note "5 § PUL"\n    Text.', ["HB303"]),
    "in a summary": ('??? note "5 § PUL"\n    Text.', ["HB303"]),
    "in the text for a picture": ("![Enligt 18 kap. 99 § OSL](x.png)", ["HB302", "HB807"]),
    "in the title of a link": ('[a](https://a.example "enligt 5 § PUL")', ["HB303"]),
    "in other words for a link": (
        '{{ law("18 kap. 8 § OSL", text="99 kap. 1 § OSL") }}',
        ["HB302"],
    ),
    "in other words for a role": ('{{ role("jurist", text="5 § PUL") }}', ["HB303"]),
    # Ranges, and sections that hold sections.
    "as the end of a range": ("Enligt 18 kap. 8–10 §§ OSL.", ["HB303", "HB306"]),
    "inside a range": ("Enligt 18 kap. 8–12 §§ OSL.", ["HB303", "HB304", "HB306"]),
    "as a part of what is repealed": ("Enligt 18 kap. 10 § 2 OSL.", ["HB303"]),
    "as what holds what has changed": ("Enligt 18 kap. 13 § OSL.", ["HB306"]),
    # By name.
    "by a name that is not known": ("Enligt 5 § hittepålagen gäller.", ["HB301"]),
    "by an abbreviation that is not known": ("Enligt 23 kap. 2 § OLS gäller.", ["HB301"]),
    "by one law's name and another's number": (
        "Enligt 18 kap. 8 § personuppgiftslagen (2009:400) gäller.",
        ["HB309"],
    ),
    "with more after its number": (
        '{{ law("18 kap. 8 § lagen (2009:400) och 99 kap. 9 § PUL") }}',
        ["HB301"],
    ),
    # History.
    "in a box of history": ('!!! historik "Förr"\n    Enligt 5 § PUL.', []),
    "in a paragraph of history": ("Enligt 5 § PUL.\n{: .historik }", []),
    "in a point of history": ("- Enligt 5 § PUL.\n  {: .historik }", []),
    "after a box that does not hold it": (
        '!!! historik "Förr"\n  Enligt 5 § PUL.',
        ["HB303"],
    ),
    "after what is no box": ("!!! historik, kort\n    Enligt 5 § PUL.", ["HB303", "HB819"]),
    "beside a word of history": (
        "Enligt 5 § PUL gäller detta, *förr*{: .historik } och nu.",
        ["HB303"],
    ),
    "under a class of another name": ("Enligt 5 § PUL.\n{: .historik-ny }", ["HB303"]),
    "in history, but of what is to come": (
        '!!! historik "Förr"\n    Enligt 18 kap. 12 § OSL.',
        ["HB304"],
    ),
    # Not text.
    "in code": ("`18 kap. 99 § OSL`\n\n```\n5 § PUL\n```", []),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_citation_on_a_page_is_seen(name: str, tmp_path: Path) -> None:
    body, expected = BODIES[name]
    assert told(load(tmp_path, {"docs/a.md": HEAD.format("Sidan", body)})) == expected


def test_a_citation_in_a_pages_title_is_seen(tmp_path: Path) -> None:
    book = load(tmp_path, {"docs/a.md": HEAD.format("Så följer du 5 § PUL", "Text.")})
    assert [(one.code, one.location.line) for one in book.problems] == [("HB303", 2)]


def test_the_same_law_is_the_same_to_who_judges_and_who_links(tmp_path: Path) -> None:
    roles = (BASE / "data/roles.yml").read_text(encoding="utf-8")
    assert "name: Jurist" in roles
    files = {
        "data/roles.yml": roles.replace("name: Jurist", "name: Jurist för arkivlagen"),
        "docs/a.md": HEAD.format(
            "Sidan",
            'Enligt OSL. {{ role("jurist") }} prövar. Se även 99 § samma lag.',
        ),
    }
    book = load(tmp_path, files)
    assert [one.message for one in book.problems if one.code == "HB302"] == [
        "99 § i offentlighets- och sekretesslagen finns inte i registret."
    ]


RECORDS: Final = {
    "what an act says of itself": (
        "explanation: A.}",
        "explanation: Inte det i 99 kap. 1 § OSL.}",
        ["HB302"],
    ),
    "what replaces a section": (
        "explanation: A.}",
        "explanation: A., replaced_by: [99 § OSL]}",
        ["HB302"],
    ),
    "a title": ("title: Personuppgiftslag (1998:204)", "title: Lag enligt 99 § OSL", ["HB302"]),
    "a section twice": ("number: 18 kap. 9 §", "number: 18 kap. 8 §", ["HB308"]),
    "an act twice": ("1998:204", "2009:400", ["HB308"]),
    "a designation with a nought": (
        'designation: "1998:204"',
        'designation: "1998:0204"',
        ["HB112"],
    ),
    "names that differ in case": ("abbreviations: [OSL]", "abbreviations: [OSL, Pul]", ["HB305"]),
    "a mark for another change": (
        "explanation: B.,",
        "explanation: B., not_material: {changed: 2024-01-01, why: X.},",
        ["HB113"],
    ),
    "that it tells of a law that is not there": (
        "concerns: Ingen.",
        'concerns: Ingen.\n  tells_of: ["1999:1"]',
        ["HB301"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_a_fault_in_the_register_is_seen(name: str, tmp_path: Path) -> None:
    before, after, expected = RECORDS[name]
    assert before in REGISTER
    files = {"data/regulations.yml": REGISTER.replace(before, after)}
    if expected == ["HB305"]:
        files["docs/a.md"] = HEAD.format("Sidan", "Enligt 5 § Pul.")
    assert told(load(tmp_path, files)) == expected


def test_only_what_has_ended_can_be_told_of(tmp_path: Path) -> None:
    duty = """\
- id: arkivet
  name: Arkivet
  kind: system
  description: Bevarar enligt 18 kap. 10 § OSL.
  unit: kommunen
  information_owner: jurist
  status: in-use
  hosting: {kind: own, countries: [se]}
  tells_of: ["2009:400"]
"""
    assert "HB303" in told(load(tmp_path, {"data/assets.yml": duty}))


def test_a_page_of_two_thousand_citations_is_read(tmp_path: Path) -> None:
    body = "\n\n".join(f"Stycke {number}: 18 kap. 8 § OSL." for number in range(2_000))
    book = load(tmp_path, {"docs/a.md": HEAD.format("Sidan", body)})
    assert told(book) == []
