"""What must never be in the handbook is refused, and no output varies with it or tells of it.

Each thing is planted where people write: in a text, a comment, a page, and where a check is wont to
quote what it refuses. Then every command is given. None writes, none changes the site, and none
says in any form what was planted.
"""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from conftest import DAY
from example_site import build, contents
from test_cases import ENVIRONMENT, HEAD, lay
from test_forbidden_corpus import CORPUS, FINDERS, cases
from test_interrupted import small_project

from macros import cli
from macros.report.changed import FORMS as CHANGED
from macros.report.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

ASSET: Final = """\
- id: arkivet
  name: Arkivet
  kind: system
  description: {said}
  unit: kommunen
  information_owner: jurist
  status: {status}
  hosting: {{kind: own, countries: [se]}}
  protection_question_asked: {{date: 2026-01-01, role: jurist}}
"""
TERM: Final = "- {id: ord, name: Ord, explanation: Ett ord.}\n"

CLASSIFIED: Final = (
    "Har säkerhetsskyddsklass 2.",
    "Den är kvalificerat hemlig.",
    "Klassen är begränsat hemlig.",
    "Det finns ett säkerhetsskyddsavtal.",
    "Personalen säkerhetsprövas.",
    "Den behövs för säkerhetskänslig verksamhet.",
)
_CLASSES: Final = re.compile(
    r"säkerhetsskydds(?:klass|avtal)\w*|\w+ hemlig|säkerhetspröv\w*|säkerhetskänslig", re.IGNORECASE
)


def _quoted(text: str) -> str:
    """Return a text as YAML takes it, in quotes and on one line."""
    return json.dumps(text, ensure_ascii=False)


def _asset(said: str = "Bevarar.", status: str = "in-use", more: str = "") -> dict[str, str]:
    return {"data/assets.yml": ASSET.format(said=said, status=status) + more}


PLACES: Final[dict[str, Callable[[str], dict[str, str]]]] = {
    "a text": lambda text: _asset(_quoted(text)),
    "a comment": lambda text: _asset(more="".join(f"  # {one}\n" for one in text.split("\n"))),
    "one of a few words": lambda text: _asset(status=_quoted(text)),
    "a day": lambda text: _asset(more=f"  reviewed: {_quoted(text)}\n"),
    "a reference": lambda text: _asset(more=f"  steward: {_quoted(text)}\n"),
    "a field that is not": lambda text: _asset(more=f"  skydd: {_quoted(text)}\n"),
    "a citation": lambda text: _asset(more=f"  secrecy: [{_quoted(text)}]\n"),
    "an id": lambda text: {"data/glossary.yml": TERM.replace("id: ord", f"id: {_quoted(text)}")},
    "a page": lambda text: {"docs/sida.md": f"{HEAD}# Sidan\n\n{text}\n"},
    "the head of a page": lambda text: {
        "docs/sida.md": HEAD.replace("Sidan", _quoted(f"<b>{text}")) + "# Sidan\n"
    },
}
"""Where something is planted: the files that hold a text there."""

OURS: Final = tuple(name for name in PLACES if PLACES[name]("x").keys() == {"data/assets.yml"})
"""The places that say something of what is our own."""


def _planted() -> dict[str, list[tuple[str, list[str]]]]:
    """Return texts and the words in them that may not be told, by what they are of."""
    found = {
        kind: [(one["text"], one["finds"]) for one in cases(CORPUS / f"{kind}.yml") if one["finds"]]
        for kind in FINDERS
    }
    found["classified"] = [(text, _CLASSES.findall(text)) for text in CLASSIFIED]
    return found


PLANTED: Final = _planted()


def _run(*words: str) -> Result:
    done = CliRunner().invoke(cli.main, [*words], env=ENVIRONMENT)
    assert done.exception is None or isinstance(done.exception, SystemExit), words
    return done


def _told(output: str, words: list[str]) -> list[str]:
    """Return the words that an output tells, as they are or as JSON has them."""
    return [
        one
        for one in words
        for said in {one, " ".join(one.split()), _quoted(one)[1:-1], json.dumps(one)[1:-1]}
        if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", output)
    ]


def _commands(date: str) -> list[tuple[str, ...]]:
    """Return every command that could tell of the handbook, or write of it."""
    day = "--date", date
    return [
        *(("check", *day, "--format", form) for form in FORMS),
        *(("diff", *day, "--format", form, "before", ".") for form in CHANGED),
        *(("export", *day, "--format", form, "ut") for form in ("json", "csv", "ics", "xlsx")),
        ("crisis-pack", *day, "ut"),
        ("schema", *day, "--ids"),
        ("law", "impact", *day, "OSL"),
        ("adopt", "policyn", *day, "--body", "kommunstyrelsen", "--case", "KS 2026/1"),
    ]


@pytest.mark.parametrize("kind", PLANTED)
def test_no_command_tells_or_writes_what_must_not_be_there(
    kind: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    base = tmp_path / "base"
    lay(None, base)
    (base / "data" / "glossary.yml").write_text(TERM, encoding="utf-8")
    asset = base / "data" / "assets.yml"
    asset.write_text(_asset()["data/assets.yml"], encoding="utf-8")
    lay(None, base / "before")
    every = PLANTED[kind]
    places = OURS if kind == "classified" else tuple(PLACES)
    faults: list[str] = []
    tried = 0
    for at, place in enumerate(places):
        for text, words in every if whole else [every[at * 7 % len(every)]]:
            tried += 1
            folder = tmp_path / "planted"
            shutil.copytree(base, folder)
            for name, content in PLACES[place](text).items():
                (folder / name).write_text(content, encoding="utf-8")
            before = contents(folder)
            monkeypatch.chdir(folder)
            for command in _commands(DAY.isoformat()):
                done = _run(*command)
                where = f"{' '.join(command)}, {place}, {text!r}"
                if done.exit_code != 1:
                    faults.append(f"{where}: ends with {done.exit_code}")
                faults.extend(f"{where}: tells {one!r}" for one in _told(done.output, words))
                if command[0] == "check" and "HB70" not in done.output:
                    faults.append(f"{where}: is not told of\n{done.output}")
            if contents(folder) != before:
                faults.append(f"{place}, {text!r}: something is written")
            monkeypatch.chdir(tmp_path)
            shutil.rmtree(folder)
    sample_sizes(f"untold, {kind}: things planted", tried, len(every) * len(places))
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:200])


def test_a_build_leaves_the_site_as_it_was_and_does_not_tell_why_in_words(
    tmp_path: Path, *, whole: bool, sample_sizes: Callable[[str, int, int], None]
) -> None:
    project = small_project(tmp_path / "handbok")
    (project / "docs" / "index.md").write_text(f"{HEAD}# Start\n\nText.\n", encoding="utf-8")
    outcome = build(project)
    assert outcome.code == 0, outcome.output
    before = contents(project / "site")
    beside = {one.name for one in project.iterdir()}
    tried = 0
    kept = project.parent / "kept"
    for every in PLANTED.values() if whole else [*PLANTED.values()][-2:]:
        for at, place in enumerate(OURS if whole else OURS[:1]):
            text, words = every[at * 7 % len(every)]
            shutil.copytree(project / "data", kept)
            for name, content in PLACES[place](text).items():
                (project / name).write_text(content, encoding="utf-8")
            outcome = build(project)
            tried += 1
            assert outcome.code == 1, outcome.output
            assert "HB70" in outcome.output
            assert _told(outcome.output, words) == [], (place, text)
            assert contents(project / "site") == before
            assert {one.name for one in project.iterdir()} == beside
            shutil.rmtree(project / "data")
            kept.rename(project / "data")
    sample_sizes("untold: builds refused", tried, len(PLANTED) * len(OURS))


def test_the_name_of_a_file_holds_no_number_of_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(None, tmp_path)
    (tmp_path / "docs" / "811218-9876.md").write_text(f"{HEAD}# Sidan\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = _run("check", "--date", DAY.isoformat())
    assert done.exit_code == 1
    assert "docs/811218-9876.md:1:1: fel HB701: Filens namn innehåller" in done.output
