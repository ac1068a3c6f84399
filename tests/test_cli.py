"""The command: what it prints, its exit codes, and that its words are Swedish."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import click
import pytest
from click.testing import CliRunner, Result
from conftest import DAY, ROOT

from macros import cli, publish
from macros.prose.wording import text_hash
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Error|Missing|Invalid|Try|Show|No such)\b")


def run(*words: str, text: str | None = None) -> Result:
    """Return what the command does with the example, on the tests' day."""
    environment = {"HANDBOK_DATE": DAY.isoformat(), "HANDBOK_AUDIENCE": None}
    return CliRunner().invoke(cli.main, list(words), input=text, env=environment)


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _commands(group: click.Group, before: str = "") -> list[str]:
    """Return the words by which each command is called."""
    found = []
    for name, command in sorted(group.commands.items()):
        words = f"{before}{name}"
        deeper = _commands(command, f"{words} ") if isinstance(command, click.Group) else [words]
        found.extend(deeper)
    return found


@pytest.mark.parametrize("words", _commands(cli.main))
def test_every_subcommand_is_in_the_readme_and_has_swedish_help(words: str) -> None:
    assert f"handbok {words}" in (ROOT / "README.md").read_text(encoding="utf-8")
    done = run(*words.split(), "--help")
    assert done.exit_code == 0
    assert ENGLISH.findall(done.output) == []
    assert all(word in done.output for word in ("--data", "--docs", "--date"))


@pytest.mark.parametrize(
    "words",
    [
        ("chek",),
        ("check", "--formt", "json"),
        ("check", "--format", "yaml"),
        ("check", "extra"),
        ("check", "--date", "2026-02-30"),
        ("check", "--date", "20260301"),
        ("check", "--date", "0999-12-31"),
        ("check", "--date", "9999-12-31"),
        ("schema", "--check", "--date", "i går"),
        ("schema", "--ids", "--data", "ingen-sådan-mapp"),
        ("verify", "docs", "--date", "i går"),
        ("diff",),
        ("diff", "ingen-sådan-version"),
        ("diff", "--output=x"),
        ("verify", "ingen-sådan-mapp"),
        ("cite", "ingen-sådan-fil"),
    ],
)
def test_wrong_use_is_told_in_swedish_with_exit_code_2(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert ENGLISH.findall(done.output) == []
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("name", "value"),
    [("HANDBOK_DATE", "i morgon"), ("HANDBOK_AUDIENCE", "alla"), ("SOURCE_DATE_EPOCH", "x")],
)
def test_a_setting_that_cannot_be_understood_is_wrong_use(name: str, value: str) -> None:
    environment = {"HANDBOK_DATE": None, "HANDBOK_AUDIENCE": None, name: value}
    done = CliRunner().invoke(cli.main, ["check"], env=environment)
    assert done.exit_code == 2
    assert f"”{value}”" in done.output


def test_the_example_has_no_errors_but_warnings_when_asked_for() -> None:
    assert run("check").exit_code == 0
    assert run("check", "--fail-on", "warning").exit_code == 1


def test_problems_as_json_have_the_promised_fields() -> None:
    rows = json.loads(run("check", "--format", "json").output)
    fields = ["code", "severity", "message", "hint", "path", "line", "column", "record"]
    assert [list(row) for row in rows] == [fields] * len(rows)
    assert {row["severity"] for row in rows} == {"warning", "advice"}


def test_citations_as_json_have_the_promised_fields_and_places() -> None:
    text = (
        "Enligt 18 kap. 8 § 3 OSL,\nlag (2018:1174) och artiklarna 44–49 GDPR. Se 5 § (KS 2026:12)."
    )
    rows = json.loads(run("cite", "--format", "json", "-", text=text).output)
    assert [text[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    assert [(row["designation"], row["fragment"], row["status"]) for row in rows] == [
        ("2009:400", "K18P8S1N3", "in_force"),
        ("2018:1174", "", "repealed"),
        ("32016R0679", "44", "in_force"),
    ]
    assert rows[0]["url"] == "https://lagen.nu/2009:400#K18P8S1N3"
    assert rows[2]["last"] == "49"


def test_a_text_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("7 § lagen".encode("utf-16"))
    done = run("cite", str(tmp_path / "a.txt"))
    assert (done.exit_code, "UTF-8" in done.output) == (1, True)


def test_what_differs_between_two_folders_is_told_as_facts(tmp_path: Path) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    glossary = tmp_path / "data" / "glossary.yml"
    written = glossary.read_text(encoding="utf-8")
    glossary.write_text(
        written + "- id: nytt-ord\n  name: nytt ord\n  explanation: Ett ord.\n", "utf-8"
    )
    found = json.loads(run("diff", "--format", "json", ".", str(tmp_path)).output)
    assert [(one["kind"], one["id"], one["what"]) for one in found] == [
        ("term", "nytt-ord", "added")
    ]
    assert run("diff", ".", str(tmp_path)).output == "Ord nytt-ord (nytt ord): ny\n"
    assert run("diff", ".", ".").output == "Inget skiljer.\n"


def test_the_export_holds_what_the_audience_sees(tmp_path: Path) -> None:
    assert run("export", str(tmp_path)).exit_code == 0
    edition = json.loads((tmp_path / "handbok.json").read_text(encoding="utf-8"))
    assert (edition["audience"], edition["day"]) == ("internal", DAY.isoformat())
    assert len(edition["records"]["assets"]) >= 20
    assert edition["records"]["exceptions"] == []
    assert {one["source"] for one in edition["records"]["recommendations"]} == {"skr", "msb"}


def test_a_changed_edition_is_told_by_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a", encoding="utf-8")
    publish.write_manifest(tmp_path, Audience.PUBLIC, DAY, "gallande")
    assert run("verify", str(tmp_path)).exit_code == 0
    (tmp_path / "a.html").write_text("b", encoding="utf-8")
    (tmp_path / "b.html").write_text("b", encoding="utf-8")
    done = run("verify", str(tmp_path))
    assert (done.exit_code, done.output.count("stämmer inte")) == (1, 2)


def small(folder: Path, term: str = "ord") -> Path:
    """Lay the small handbook without problems in a folder, with a term of its own."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / "tests" / "cases" / "base" / name, folder / name)
    text = f"- {{id: {term}, name: Ord, explanation: Ett ord.}}\n"
    (folder / "data" / "glossary.yml").write_text(text, encoding="utf-8")
    return folder


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    words = ("git", *names, *words)
    subprocess.run(words, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with the small handbook in one commit, as the working folder."""
    small(tmp_path)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Allt")
    return tmp_path


def test_what_differs_from_a_revision_is_told(repository: Path) -> None:
    shutil.rmtree(repository / "data")
    shutil.rmtree(repository / "docs")
    small(repository, "annat")
    assert run("diff", "HEAD").output.splitlines() == [
        "Ord annat (Ord): ny",
        "Ord ord (Ord): borttagen",
    ]


def test_a_problem_that_both_sides_have_is_no_difference(repository: Path) -> None:
    head = "---\ntitle: a\ndescription: b\n---\n"
    (repository / "docs" / "a.md").write_text(head + "[a](borta.md)\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Länk")
    done = run("diff", "HEAD")
    assert (done.exit_code, done.stdout) == (1, "Inget skiljer.\n")


def test_the_folders_of_both_sides_may_have_other_names(repository: Path) -> None:
    git(repository, "mv", "data", "fakta")
    git(repository, "mv", "docs", "text")
    git(repository, "commit", "--quiet", "--message", "Flytta")
    assert run("diff", "HEAD", "--data", "fakta", "--docs", "text").output == "Inget skiljer.\n"
    done = run("diff", "HEAD")
    assert (done.exit_code, "finns inte både data och docs" in done.output) == (2, True)
    done = run("diff", "HEAD", "--data", str(repository / "fakta"), "--docs", "text")
    assert (done.exit_code, "ligger inte i projektet" in done.output) == (2, True)


def test_a_side_with_unread_facts_is_not_compared(repository: Path) -> None:
    (repository / "data" / "glossary.yml").write_text("- id: [\n", encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "Fel")
    done = run("diff", "HEAD~1", "HEAD")
    assert done.exit_code == 1
    assert "HEAD:data/glossary.yml:1:1: fel HB102" in done.output
    assert "borttagen" not in done.output


def test_errors_that_leave_the_facts_whole_are_told_beside_what_differs(tmp_path: Path) -> None:
    one, two = small(tmp_path / "a"), small(tmp_path / "b", "annat")
    head = "---\ntitle: a\ndescription: b\n---\n"
    (two / "docs" / "a.md").write_text(head + "{{ hitta_pa() }}\n", encoding="utf-8")
    done = run("diff", str(one), str(two))
    assert done.exit_code == 1
    assert "fel HB803" in done.stderr
    assert done.stdout.startswith("Ord annat (Ord): ny\nOrd ord (Ord): borttagen\n")
    assert "Problem som tillkommer:\n  docs/a.md:5:1: fel HB803" in done.stdout


def test_where_there_is_no_git_it_is_told(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    done = run("diff", "HEAD")
    assert (done.exit_code, "git finns inte här" in done.output) == (2, True)


def test_a_revision_with_a_link_out_of_it_is_told(repository: Path) -> None:
    (repository / "docs" / "ut").symlink_to("/etc")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Länk")
    done = run("diff", "HEAD")
    assert (done.exit_code, "går inte att packa upp" in done.output) == (2, True)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"files": []}', '{"files": {"a": 1}}', "[" * 100_000, "\ud800"],
    ids=range(8),
)
def test_a_torn_manifest_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    done = run("verify", str(tmp_path))
    assert done.exit_code == 1
    assert "går inte att läsa som ett manifest" in done.output


def test_links_in_an_edition_are_told_and_names_are_harmless(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "ute"
    for folder in (site, outside):
        folder.mkdir()
        (folder / "a.html").write_text("a", encoding="utf-8")
    publish.write_manifest(site, Audience.PUBLIC, DAY, "gallande")
    (site / "a.html").unlink()
    (site / "a.html").symlink_to(outside / "a.html")
    (site / "mapp").symlink_to(outside)
    (site / "b\x1b[31m.html").write_text("b", encoding="utf-8")
    done = run("verify", str(site))
    assert (done.exit_code, done.output.count("stämmer inte")) == (1, 3)
    assert "\x1b" not in done.output


def _file(place: Path) -> None:
    place.write_text("i vägen", encoding="utf-8")


def _folder(place: Path) -> None:
    (place / "handbok.json").mkdir(parents=True)


@pytest.mark.parametrize(
    ("put", "folder"), [(_file, "ut/inne"), (_folder, "ut")], ids=["a file", "a folder"]
)
def test_what_stands_in_the_way_of_an_export_is_told(
    put: Callable[[Path], None], folder: str, tmp_path: Path
) -> None:
    put(tmp_path / "ut")
    done = run("export", str(tmp_path / folder))
    assert (done.exit_code, "går inte att skriva" in done.output) == (1, True)


@pytest.mark.parametrize("name", [".vscode", ".vscode/schemas"])
def test_what_stands_in_the_way_of_the_schemas_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    _file(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    done = run("schema")
    assert (done.exit_code, "går inte att skriva" in done.output) == (1, True)
    assert run("schema", "--check").exit_code == 1


# Decisions on texts


def policy_of(folder: Path) -> str:
    """Return the data file of policies in a folder."""
    return (folder / "data" / "policies.yml").read_bytes().decode("utf-8")


POLICIES = """\
# Vad vi har beslutat.
- id: rutin   # den första
  name: Rutinen
  kind: routine
  summary: Så gör vi.
  owner: jurist
  adoptions:
    - entity: kommunen
      body: fullmäktige
      date: 2026-01-01   # första gången
      case_number: KS 1
      # Sist i beslutet.

  # Om tiden.
  valid_from: 2026-01-01
  next_review: "2027-01-01"
  readers: [jurist]
  applies_to: [kommunen]

- id: forslag
  name: Förslaget
  kind: routine
  summary: Så vill vi göra.
  owner: jurist
  adoptions: []  # inget än
  valid_from: 2026-01-01
  next_review: 2027-01-01
  readers: [jurist]
  applies_to: [kommunen]
"""
PAGE = "---\ntitle: Sidan\ndescription: Vad den är.\naudience: public\n---\n\n# Sidan\n\nGör så.\n"
HASH = text_hash("# Sidan\n\nGör så.\n")
DECISION = ("--date", "2026-11-03", "--body", "kommunstyrelsen", "--case", "KS 2026/7")


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small handbook with two policies, as the working folder."""
    shutil.copytree(ROOT / "tests" / "cases" / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "data" / "policies.yml").write_text(POLICIES, encoding="utf-8", newline="\n")
    for name in ("rutin", "forslag"):
        page = tmp_path / "docs" / "styrdokument" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_adoption_is_put_in_where_it_belongs_and_nothing_else_is_touched(decided: Path) -> None:
    done = run("adopt", "rutin", *DECISION, "--paragraph", "12")
    assert (done.exit_code, done.output) == (
        0,
        f"Beslutet är inskrivet: data/policies.yml, rad 13.\nTextens hash: {HASH}\n",
    )
    added = (
        "    - entity: kommunen\n      body: kommunstyrelsen\n      date: 2026-11-03\n"
        f"      paragraph: § 12\n      case_number: KS 2026/7\n      text_hash: {HASH}\n"
    )
    mark = "      # Sist i beslutet.\n"
    assert policy_of(decided) == POLICIES.replace(mark, mark + added)
    assert "rutin" not in run("check").output


def test_an_adoption_told_twice_is_written_once(decided: Path) -> None:
    run("adopt", "rutin", *DECISION)
    before = policy_of(decided)
    done = run("adopt", "rutin", *DECISION)
    assert (done.exit_code, "står redan" in done.output) == (0, True)
    assert policy_of(decided) == before


def test_an_adoption_without_its_hash_is_given_it(decided: Path) -> None:
    words = ("--date", "2026-01-01", "--body", "fullmäktige", "--case", "KS 1")
    assert run("adopt", "rutin", *words).exit_code == 0
    mark = "      # Sist i beslutet.\n"
    assert policy_of(decided) == POLICIES.replace(mark, f"{mark}      text_hash: {HASH}\n")


def test_the_first_adoption_is_put_into_an_empty_list(decided: Path) -> None:
    assert run("adopt", "forslag", *DECISION).exit_code == 0
    added = (
        "  adoptions:  # inget än\n    - entity: kommunen\n      body: kommunstyrelsen\n"
        f"      date: 2026-11-03\n      case_number: KS 2026/7\n      text_hash: {HASH}\n"
    )
    assert policy_of(decided) == POLICIES.replace("  adoptions: []  # inget än\n", added)


def test_corrections_are_put_after_the_adoptions(decided: Path) -> None:
    run("adopt", "rutin", *DECISION)
    page = decided / "docs" / "styrdokument" / "rutin.md"
    added = "  corrections:\n"
    for number, day in enumerate(("2026-11-10", "2026-11-20")):
        body = f"# Sidan\n\nGör så.\n\nRättat {number}."
        added += f"    - date: {day}\n      by: jurist\n      text_hash: {text_hash(body)}\n"
        page.write_text(f"{PAGE}\nRättat {number}.\n", encoding="utf-8")
        assert "HB603: Texten i Rutinen" in run("check").output
        done = run("adopt", "rutin", "--editorial", "--by", "jurist", "--date", day)
        assert done.exit_code == 0, done.output
        assert "HB603" not in run("check").output
    assert f"{HASH}\n{added}\n  # Om tiden.\n" in policy_of(decided)


def test_the_ends_of_lines_stay_and_odd_words_are_quoted(decided: Path) -> None:
    file = decided / "data" / "policies.yml"
    file.write_bytes(POLICIES.replace("\n", "\r\n").rstrip().encode("utf-8"))
    words = ("--date", "2026-11-03", "--body", "styrelsen: 'alla' # ", "--case", "- [x]")
    assert run("adopt", "forslag", *words).exit_code == 0
    text = policy_of(decided)
    assert text.count("\n") == text.count("\r\n")
    assert "      body: 'styrelsen: ''alla'' #'\r\n" in text
    assert "      case_number: '- [x]'\r\n" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("finns-inte", *DECISION), "finns inte"),
        (("rutin", *DECISION, "--entity", "komunen"), "Menade du ”kommunen”"),
        (("rutin", *DECISION, "--paragraph", "tolv"), "ingen paragraf"),
        (("rutin", "--editorial", "--by", "jurist"), "säger inte vilken text"),
        (("forslag", "--editorial", "--by", "jurist"), "aldrig antagen"),
        (("forslag", "--editorial", "--by", "juristen"), "Menade du ”jurist”"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_written(
    words: tuple[str, ...], said: str, decided: Path
) -> None:
    done = run("adopt", *words)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert policy_of(decided) == POLICIES


def test_a_list_in_brackets_is_left_and_the_lines_are_given(decided: Path) -> None:
    flow = re.sub(
        r"  adoptions:\n(?:    .*\n)+",
        "  adoptions: [{entity: kommunen, body: f, date: 2026-01-01, case_number: KS 1}]\n",
        POLICIES,
        count=1,
    )
    (decided / "data" / "policies.yml").write_text(flow, encoding="utf-8")
    done = run("adopt", "rutin", *DECISION)
    assert (done.exit_code, f"      text_hash: {HASH}" in done.output) == (1, True)
    assert policy_of(decided) == flow


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("rutin",),
        ("rutin", "--date", "2026-11-03", "--body", "a"),
        ("rutin", "--body", "a", "--case", "b"),
        ("rutin", *DECISION, "--by", "jurist"),
        ("rutin", "--editorial"),
        ("rutin", "--editorial", "--by", "jurist", "--case", "KS 1"),
        ("rutin", "--date", "2026-11-25", "--body", "a", "--case", "b"),
        ("rutin", "--date", "i går", "--body", "a", "--case", "b"),
    ],
)
def test_a_decision_told_in_the_wrong_way_is_wrong_use(
    words: tuple[str, ...], decided: Path
) -> None:
    done = run("adopt", *words)
    assert (done.exit_code, ENGLISH.findall(done.output)) == (2, [])
    assert policy_of(decided) == POLICIES


# What has vanished


def test_an_id_that_has_vanished_since_a_branch_was_left_is_told(repository: Path) -> None:
    git(repository, "branch", "foljer")
    glossary = repository / "data" / "glossary.yml"
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text.replace("id: ord", "id: annat"), encoding="utf-8")
    done = run("check", "--base", "foljer")
    assert done.exit_code == 1
    assert "fel HB205: Ord ”ord” (Ord) fanns i foljer" in done.output
    assert "Har annat bytt id? Skriv previous_ids: [ord] på den." in done.output


def test_the_menu_of_a_revision_is_asked_too(repository: Path) -> None:
    (repository / "mkdocs.yml").write_text("nav:\n  - index.md\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Meny")
    assert "HB814" in run("check").output
    assert "HB814" not in run("diff", "HEAD").output


def test_what_came_to_the_base_later_has_not_vanished(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "-b", "foljer")
    glossary = repository / "data" / "glossary.yml"
    old = glossary.read_text(encoding="utf-8")
    more = "- id: senare\n  name: Senare\n  explanation: Ett ord.\n"
    glossary.write_text(old + more, encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "Mer")
    git(repository, "checkout", "--quiet", "-b", "min", "HEAD~1")
    assert "HB205" not in run("check", "--base", "foljer").output


def test_a_former_id_that_is_dropped_is_told_and_without_a_base_nothing_is(
    repository: Path,
) -> None:
    glossary = repository / "data" / "glossary.yml"
    old = glossary.read_text(encoding="utf-8")
    renamed = old.replace("id: ord", "id: ord, previous_ids: [forr]")
    glossary.write_text(renamed, encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "Byt namn")
    glossary.write_text(old, encoding="utf-8")
    assert "Det tidigare id:t ”forr” fanns i HEAD" in run("check", "--base", "HEAD").output
    assert "HB205" not in run("check").output


def test_a_base_that_cannot_be_found_is_wrong_use(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("check", "--base", "ingen-sådan")
    assert (done.exit_code, "varken en mapp, en utgåva eller en version" in done.output) == (
        2,
        True,
    )
    (repository / "tom").mkdir()
    done = run("check", "--base", "tom")
    assert (done.exit_code, "I ”tom” finns inte mappen data." in done.output) == (2, True)
    monkeypatch.setenv("PATH", str(repository))
    done = run("check", "--base", "HEAD")
    assert (done.exit_code, "git finns inte här" in done.output) == (2, True)


PLACE: Final = ("--branch", "utgava-alla", "--remote")
REMOTE: Final = "https://git.exempelkommun.example/handbok/utgava-alla.git"


@pytest.mark.parametrize(
    ("audience", "words", "code"),
    [
        (Audience.PUBLIC, (*PLACE, REMOTE), 0),
        (Audience.INTERNAL, (*PLACE, REMOTE), 1),
        (Audience.RESTRICTED, (*PLACE, REMOTE), 1),
        (Audience.PUBLIC, (*PLACE, "https://elak.example/"), 1),
        (Audience.PUBLIC, PLACE[:2], 2),
        (Audience.PUBLIC, (), 0),
    ],
)
def test_an_edition_may_lie_only_where_it_is_said_to(
    audience: Audience, words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("a", encoding="utf-8")
    publish.write_manifest(tmp_path, audience, DAY, "gallande")
    done = run("verify", str(tmp_path), "--data", str(ROOT / "data"), *words)
    assert done.exit_code == code, done.output
