"""The command: what it prints, its exit codes, and that its words are Swedish."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result
from conftest import DAY, ROOT

from macros import cli, publish
from macros.records.scalars import Audience

if TYPE_CHECKING:
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
