"""The command: what it prints, its exit codes, and that its words are Swedish."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result
from conftest import DAY, ROOT

from macros import cli, publish
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
    assert {row["severity"] for row in rows} == {"warning"}


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
    assert done.stdout == "Ord annat (Ord): ny\nOrd ord (Ord): borttagen\n"


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
