"""What a change means: in facts, by heading, and in the problems that it brings and mends."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from macros import changes, cli
from macros.changes.facts import RecordChange
from macros.changes.faults import ProblemChange, faults
from macros.changes.pages import PageChange
from macros.changes.passages import SectionChange
from macros.changes.renames import with_ids_of
from macros.problems import Location, Problem, Severity
from macros.records.kinds import KINDS
from macros.records.scalars import Audience
from macros.report import changed

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook, View


def edited(view: View, kind: str, record_id: str, **fields: Any) -> View:
    """Return a view in which a record has other values."""
    record = view.records[kind][record_id].model_copy(update=fields)
    return replace(view, records={**view.records, kind: {**view.records[kind], record_id: record}})


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as coordinators see it."""
    return example.for_audience(Audience.RESTRICTED)


def meant(before: View, after: View) -> list[str]:
    """Return the sentences that tell what differs in the facts."""
    return [told for one in changes.compare(before, after) for told in one.meaning]


def part(view: View, kind: str, record_id: str, *path: str | int) -> Any:
    """Return what stands in a record."""
    found: Any = view.records[kind][record_id]
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found


def with_part(value: Any, **fields: Any) -> Any:
    """Return a part with other values."""
    return value.model_copy(update=fields)


def test_a_sub_supplier_in_a_new_country_is_told_with_what_it_may_see(view: View) -> None:
    (sub,) = part(view, "supplier", "skolverktyget", "sub_suppliers")
    new = with_part(sub, supplier="strandsupport", service="Support", countries=("in",))
    after = edited(view, "supplier", "skolverktyget", sub_suppliers=(sub, new))
    sees = "kommer åt personuppgifter"
    name, other = (view.records["supplier"][one].name for one in ("skolverktyget", "strandsupport"))
    assert meant(view, after) == [
        f"Leverantören {name} får en underleverantör i Indien (utanför EES): {other}, som {sees}."
    ]
    assert meant(after, view) == [
        f"Leverantören {name} anlitar inte längre underleverantören {other}"
    ]
    after = edited(
        view, "supplier", "skolverktyget", sub_suppliers=(with_part(sub, countries=("se", "in")),)
    )
    assert [told.split(" till ")[0] for told in meant(view, after)] == [
        "Underleverantören Molnhuset Sverige AB"
    ] * 2
    assert "arbetar också från Indien (utanför EES)." in meant(view, after)[0]
    assert "arbetar inte längre från Finland." in meant(view, after)[1]


def test_a_sub_supplier_that_does_something_else_is_the_same_one(view: View) -> None:
    (sub,) = part(view, "supplier", "skolverktyget", "sub_suppliers")
    other = with_part(sub, service="Säkerhetskopior")
    after = edited(view, "supplier", "skolverktyget", sub_suppliers=(other,))
    (told,) = meant(view, after)
    assert told.startswith("”Underleverantörer, Tjänst” för leverantören Skolverktyget")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("operation", "drivs från ett nytt land: Indien (utanför EES)."),
        ("storage", "lagrar uppgifter i ett nytt land: Indien (utanför EES)."),
        ("support", "ger support från ett nytt land: Indien (utanför EES)."),
    ],
)
def test_a_new_country_is_told(view: View, place: str, told: str) -> None:
    countries = part(view, "supplier", "molnhuset", "countries")
    wider = with_part(countries, **{place: (*getattr(countries, place), "in")})
    after = edited(view, "supplier", "molnhuset", countries=wider)
    assert meant(view, after) == [f"Leverantören Molnhuset Sverige AB {told}"]


def test_a_level_that_is_raised_or_lowered_is_told_with_its_words(view: View) -> None:
    old = part(view, "asset", "skolplattformen", "classification")
    levels = {**old.levels, "konfidentialitet": 3, "riktighet": 1}
    after = edited(view, "asset", "skolplattformen", classification=with_part(old, levels=levels))
    told = meant(view, after)
    assert [re.sub(r"(\d) [^ .]+( [a-zåäö]+(?=\.))?", r"\1", one) for one in told] == [
        "Konfidentialitet för tillgången Skolplattformen höjs från 2 till 3.",
        "Riktighet för tillgången Skolplattformen sänks från 2 till 1.",
    ]


def agreements(view: View, **fields: Any) -> tuple[View, View]:
    """Return two views: a supplier has one agreement in each, and it differs."""
    old = with_part(part(view, "supplier", "molnhuset", "agreements", 0), end=None, start=None)
    old = with_part(old, end=DAY.replace(year=2027))
    new = with_part(old, **fields)
    return (
        edited(view, "supplier", "molnhuset", agreements=(old,)),
        edited(view, "supplier", "molnhuset", agreements=(new,)),
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"end": DAY.replace(year=2029)}, "förlängs från 24 november 2027 till 24 november 2029."),
        ({"end": DAY.replace(month=12)}, "förkortas från 24 november 2027 till 24 december 2026."),
        ({"end": DAY.replace(month=1)}, "har löpt ut: det gällde till och med 24 januari 2026."),
        ({"end": None}, "gäller tills vidare, förr till och med 24 november 2027."),
        (
            {"end": DAY.replace(year=2030), "reference": "KS 2027/1"},
            "förnyas: huvudavtal (KS 2027/1), till och med 24 november 2030.",
        ),
    ],
)
def test_an_agreement_that_lapses_or_is_renewed_is_told(
    view: View, fields: dict[str, Any], told: str
) -> None:
    assert meant(*agreements(view, **fields)) == [
        f"Huvudavtalet med leverantören Molnhuset Sverige AB {told}"
    ]


def test_an_agreement_that_comes_or_goes_is_told(view: View) -> None:
    before, after = agreements(view, end=DAY)
    without = edited(view, "supplier", "molnhuset", agreements=())
    assert meant(after, without) == ["Huvudavtalet med leverantören Molnhuset Sverige AB tas bort."]
    (told,) = meant(without, before)
    assert told.startswith("Leverantören Molnhuset Sverige AB får avtal: huvudavtal (")
    assert told.endswith("), till och med 24 november 2027.")


def test_owners_reviews_names_and_audiences_are_told(view: View) -> None:
    after = edited(
        view,
        "policy",
        "informationssakerhetspolicy",
        owner="jurist",
        next_review=DAY.replace(year=2028),
        name="Policy för information",
        audience=Audience.INTERNAL,
        summary="En annan sammanfattning som är så lång att den inte får plats mitt i en mening.",
        valid_to=DAY,
    )
    about = "tyrdokumentet Informationssäkerhetspolicy"
    assert meant(view, after) == [
        f"S{about} byter namn till Policy för information.",
        f"S{about} visas för färre: Medarbetare i stället för Alla.",
        f"”I korthet” för s{about} får en ny text.",
        f"S{about} byter ägare från Informationssäkerhetssamordnare till Kommunjurist.",
        f"”Gäller till” fylls i för s{about}: 24 november 2026.",
        f"Nästa översyn av s{about} flyttas fram från 31 oktober 2027 till 24 november 2028.",
    ]


def test_lists_and_parts_are_told_by_what_comes_and_goes(view: View) -> None:
    first, *others = part(view, "policy", "informationssakerhetspolicy", "readers")
    plan = part(view, "asset", "skolplattformen", "risk_analysis")
    after = edited(
        edited(view, "policy", "informationssakerhetspolicy", readers=(*others, "jurist")),
        "asset",
        "skolplattformen",
        risk_analysis=with_part(plan, reference="BUN 1"),
        retention=None,
    )
    told = meant(view, after)
    assert f"utgår {view.records['role'][first].name}." in " ".join(told)
    assert (
        "”Riskanalys, Diarienummer” för tillgången Skolplattformen ändras från BUN 2026/0091 till "
        "BUN 1." in told
    )
    assert any(one.startswith("”Bevarande” tas bort för tillgången Skolpl") for one in told)


def test_records_that_come_go_and_take_another_id_are_told(view: View) -> None:
    record = view.records["supplier"]["molnhuset"]
    others = {key: one for key, one in view.records["supplier"].items() if key != "molnhuset"}
    renamed = record.model_copy(update={"id": "molnet", "previous_ids": ("molnhuset",)})
    gone = replace(view, records={**view.records, "supplier": others})
    with_it = replace(view, records={**view.records, "supplier": {**others, "molnet": renamed}})
    # All that names it does so by its new id, and is no other for that.
    named = with_ids_of(with_it, view).view.records
    moved = replace(view, records={**named, "supplier": {**named["supplier"], "molnet": renamed}})
    assert moved.records["asset"] != view.records["asset"]
    assert meant(view, gone) == ["Leverantören Molnhuset Sverige AB tas bort."]
    assert meant(gone, view) == ["Leverantören Molnhuset Sverige AB läggs till."]
    assert meant(view, moved) == [
        "Leverantören Molnhuset Sverige AB byter id från molnhuset till molnet."
    ]


def test_every_field_of_every_record_can_be_told(view: View) -> None:
    """Every record beside another of its kind: whatever differs is a whole sentence."""
    for kind, known in view.records.items():
        if KINDS[kind].made:
            continue  # What an edition told is no news itself.
        records = list(known.values())
        for one, other in pairwise(records):
            taken = other.model_copy(update={"id": one.id})
            after = replace(view, records={**view.records, kind: {**known, one.id: taken}})
            told = meant(view, after)
            assert told or one == taken, (kind, one.id)
            wrong = [line for line in told if not re.fullmatch(r"[^a-zåäö\s].*[^ .]\.", line)]
            assert wrong + [line for line in told if "None" in line] == []
    assert set(view.records) == set(KINDS)


BASE: Final = ROOT / "tests" / "cases" / "base"
HEAD: Final = "---\ntitle: En sida\ndescription: Om något.\n---\n"


def page(folder: Path, text: str, head: str = HEAD) -> Path:
    """Return the folder with the small handbook, and one page in it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    (folder / "docs" / "sida.md").write_text(head + text, encoding="utf-8")
    return folder


def rows(*words: str) -> list[dict[str, Any]]:
    """Return what the command says as JSON."""
    words = ("diff", "--date", DAY.isoformat(), "--format", "json", *words)
    done = CliRunner().invoke(cli.main, words, env={"HANDBOK_AUDIENCE": None})
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


TEXT: Final = (
    "# En sida\n\nInledning.\n\n## Ett {#ett}\n\nText som\ngår över rader.\n\n## Två\n\nB.\n"
)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (TEXT.replace("som\ngår över\n", "som går\növer "), []),
        (TEXT.replace("B.", "C."), [("changed", "Två")]),
        (TEXT.replace("Inledning.", "Annat."), [("changed", "Inledningen")]),
        (TEXT.replace("## Ett", "## Första"), [("renamed", "Första")]),
        (TEXT.replace("## Två\n", "## Tre\n"), [("added", "Tre"), ("removed", "Två")]),
        (TEXT + "\n### Två\n\nB.\n", [("added", "Två")]),
    ],
)
def test_pages_are_told_by_heading(
    text: str, sections: list[tuple[str, str]], tmp_path: Path
) -> None:
    one, two = page(tmp_path / "a", TEXT), page(tmp_path / "b", text)
    found = rows(str(one), str(two))
    assert [row["path"] for row in found] == ["docs/sida.md"] * bool(sections)
    assert [(each["what"], each["title"]) for row in found for each in row["sections"]] == sections


def test_what_a_page_says_of_itself_is_told(tmp_path: Path) -> None:
    one = page(tmp_path / "a", TEXT)
    two = page(tmp_path / "b", TEXT, HEAD.replace("---\ntitle", "---\naudience: public\ntitle"))
    (row,) = rows(str(one), str(two))
    assert row["meaning"] == ["Sidan En sida visas för fler: Alla i stället för Medarbetare."]


def test_problems_are_known_by_what_they_say_and_not_by_their_lines(tmp_path: Path) -> None:
    one = page(tmp_path / "a", TEXT + "[a](borta.md)\n\n[b](ocksa.md)\n")
    two = page(tmp_path / "b", "Ny rad.\n\n" + TEXT + "[a](borta.md)\n\n[c](ny.md)\n")
    found = [row for row in rows(str(one), str(two)) if row["kind"] == "problem"]
    assert [(row["what"], row["code"], row["path"]) for row in found] == [
        ("added", "HB807", "docs/sida.md"),
        ("removed", "HB807", "docs/sida.md"),
    ]
    assert "ny.md" in found[0]["message"]
    assert "ocksa.md" in found[1]["message"]


def test_a_problem_that_comes_once_more_is_told_once() -> None:
    one = Problem("HB807", Severity.ERROR, Location("docs/a.md", 5), "Sidan b.md finns inte.")
    more = [replace(one, location=Location("docs/a.md", line)) for line in (5, 7, 9)]
    assert faults((one,), tuple(more)) == (
        ProblemChange("added", more[1]),
        ProblemChange("added", more[2]),
    )
    assert [each.what for each in faults(tuple(more), (one,))] == ["removed"] * 2


def test_what_the_day_brings_is_told_where_both_days_are_given(tmp_path: Path) -> None:
    folder = page(tmp_path / "a", TEXT)
    (folder / "data" / "policies.yml").write_text(
        "- {id: planen, name: Planen, kind: plan, summary: En plan., owner: jurist, "
        "valid_from: 2026-11-01, next_review: 2027-01-01, readers: [jurist], "
        "adoptions: [{entity: kommunen, body: Nämnden, date: 2026-01-01, case_number: KS 1}], "
        "applies_to: [kommunen]}\n",
        encoding="utf-8",
    )
    (folder / "docs" / "styrdokument").mkdir()
    text = HEAD.replace("---\ntitle", "---\naudience: public\ntitle") + TEXT
    (folder / "docs" / "styrdokument" / "planen.md").write_text(text, encoding="utf-8")
    assert rows(str(folder), str(folder)) == []
    (row,) = rows("--date-before", "2026-10-31", str(folder), str(folder))
    assert (row["id"], row["what"]) == ("planen", "time")
    assert [one["what"] for one in row["changes"]] == ["policy-in-force"]
    done = CliRunner().invoke(cli.main, ["diff", "--date-before", "i går", str(folder)])
    assert (done.exit_code, "är ingen dag" in done.output) == (2, True)


def test_the_page_of_a_policy_that_takes_another_id_moves(tmp_path: Path) -> None:
    folders = []
    for name, former in (("en-plan", ""), ("planen", ", previous_ids: [en-plan]")):
        folder = page(tmp_path / name, TEXT)
        (folder / "data" / "policies.yml").write_text(
            f"- {{id: {name}, name: Plan, kind: plan, summary: En plan., owner: jurist, "
            "valid_from: 2026-01-01, next_review: 2027-01-01, readers: [jurist], "
            "adoptions: [{entity: kommunen, body: Nämnden, date: 2026-01-01, case_number: KS 1}], "
            f"applies_to: [kommunen]{former}}}\n",
            encoding="utf-8",
        )
        (folder / "docs" / "styrdokument").mkdir()
        (folder / "docs" / "styrdokument" / f"{name}.md").write_text(HEAD + TEXT, encoding="utf-8")
        folders.append(str(folder))
    found = rows(*folders)
    assert [(row["kind"], row["id"], row["what"]) for row in found if row["kind"] != "problem"] == [
        ("policy", "planen", "renamed"),
        ("page", "styrdokument/planen/", "renamed"),
    ]
    assert found[0]["former"] == "en-plan"


def run(*words: str) -> str:
    """Return what the command prints."""
    words = ("diff", "--date", DAY.isoformat(), *words)
    return CliRunner().invoke(cli.main, words, env={"HANDBOK_AUDIENCE": None}).stdout


def test_the_summary_for_a_proposed_change_is_markdown(tmp_path: Path) -> None:
    one = page(tmp_path / "a", TEXT + "[a](borta.md)\n")
    two = page(tmp_path / "b", TEXT.replace("B.", "C."))
    term = "- {id: ord, name: 'Ord_1 @alla', explanation: Ett ord.}\n"
    (two / "data" / "glossary.yml").write_text(term, encoding="utf-8")
    assert run("--format", "markdown", str(one), str(two)) == (
        "## Vad ändringen innebär\n\n"
        "**1 post och 1 sida skiljer.** 0 problem tillkommer och 1 försvinner.\n\n"
        "### Ordlista\n\n"
        "- Ordet Ord\\_1 @<!-- -->alla läggs till.\n\n"
        "### Sidor\n\n"
        "- En sida (docs/sida.md) är ändrad.\n"
        "    - Avsnittet ”Två” är ändrat.\n\n"
        "### Problem som försvinner\n\n"
        "- **fel HB807** (docs/sida.md:17:5): Sidan borta.md finns inte. Rätta länken eller skriv "
        "sidan.\n"
    )
    assert run("--format", "markdown", str(one), str(one)) == (
        "## Vad ändringen innebär\n\nInget skiljer.\n"
    )
    (two / "data" / "glossary.yml").write_text("- id: [\n", encoding="utf-8")
    assert "Det går inte att säga" in run("--format", "markdown", str(one), str(two))


ANYTHING: Final = st.text(st.characters(exclude_categories=()), max_size=40)


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_is_said_a_summary_has_no_markup_but_its_own(text: str) -> None:
    said = changes.Changes(
        (RecordChange("term", "a", text, "changed", (), (f"Ordet {text} byter namn.",)),),
        (PageChange("a/", text, text, "changed", (), (SectionChange("renamed", text, text),)),),
        (ProblemChange("added", Problem("HB112", Severity.ERROR, Location(text), text, text)),),
    )
    for form in changed.FORMS.values():
        shown = form(said)
        assert all(char == "\n" or char.isprintable() for char in shown)
    json.loads(changed.as_json(said))
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable("table").parse(changed.as_markdown(said))
    )
    children = [child for token in tokens for child in token.children or ()]
    allowed = {"text", "strong_open", "strong_close", "softbreak", "html_inline", "text_special"}
    assert {child.type for child in children} <= allowed
    assert {one.content for one in children if one.type == "html_inline"} <= {"<!-- -->"}
    assert {token.type for token in tokens if token.level == 0} <= {
        "heading_open",
        "heading_close",
        "inline",
        "paragraph_open",
        "paragraph_close",
        "bullet_list_open",
        "bullet_list_close",
    }
    assert sum(token.type == "heading_open" for token in tokens) == 4
