"""Every code of a problem has a case: a handbook that has the problem, and one that has not.

A case is a folder ``cases/<code>/bad`` or ``good`` that is laid over ``cases/base``, a small
handbook without problems. `expected.txt` is what ``handbok check`` prints of the bad one.
Where the case is about time, ``cases/<code>/before`` is laid over the base too, in a folder of its
own, and is the earlier handbook that ``--base`` names. A case may have its own mkdocs.yml.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from conftest import DAY

from macros import cli
from macros.problems import CODES, Severity

CASES: Final = Path(__file__).parent / "cases"
BASE: Final = CASES / "base"
SILENT: Final = (0, "Inga problem.\n")


def lay(overlay: Path | None, into: Path) -> None:
    """Lay a case over a copy of the base."""
    for layer in filter(None, (BASE, overlay)):
        for folder in ("data", "docs"):
            if (layer / folder).is_dir():
                shutil.copytree(layer / folder, into / folder, dirs_exist_ok=True)
        if (layer / "mkdocs.yml").is_file():
            shutil.copy(layer / "mkdocs.yml", into)


def check(overlay: Path | None, into: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return exit code and output of ``handbok check`` in the base with a case laid over it."""
    words = ["check", "--date", DAY.isoformat()]
    lay(overlay, into)
    if overlay is not None and (overlay.parent / "before").is_dir():
        lay(overlay.parent / "before", into / "before")
        words += ["--base", "before"]
    monkeypatch.chdir(into)
    done = CliRunner().invoke(cli.main, words, env=ENVIRONMENT)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


ENVIRONMENT: Final = {"HANDBOK_DATA": None, "HANDBOK_DOCS": None, "HANDBOK_AUDIENCE": None}


def test_the_base_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(None, tmp_path, monkeypatch) == SILENT


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    others = {BASE, CASES / "citations", CASES / "forbidden", CASES / "questions"}
    assert sorted(path.name for path in CASES.iterdir() if path not in others) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_bad_case_prints_what_is_expected(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = CASES / code / "bad"
    expected = (bad / "expected.txt").read_text(encoding="utf-8")
    # A code's severity is its usual one: HB303 is an error where the text was gone through late.
    grave = CODES[code].severity is Severity.ERROR or f": fel {code}: " in expected
    assert check(bad, tmp_path, monkeypatch) == (1 if grave else 0, expected)


@pytest.mark.parametrize("code", CODES)
def test_the_bad_case_has_its_own_code_and_no_consequence_of_it(code: str) -> None:
    expected = (CASES / code / "bad" / "expected.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:fel|varning|råd) (HB\d{3}): ", expected)) == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_case_is_silent(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(CASES / code / "good", tmp_path, monkeypatch) == SILENT


HEAD: Final = "---\ntitle: Sidan\ndescription: Vad den är.\n---\n"


def codes(files: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the codes that are printed of the base with some files laid over it."""
    overlay = folder / "overlay"
    for name, text in files.items():
        (overlay / name).parent.mkdir(parents=True, exist_ok=True)
        (overlay / name).write_text(text, encoding="utf-8")
    return re.findall(r": (\w+ HB\d{3}): ", check(overlay, folder / "all", monkeypatch)[1])


def of_case(name: str, *, find: str, put: str) -> dict[str, str]:
    """Return the files of a good case, with a mistake in one of them."""
    good = CASES / name / "good"
    files = {
        path.relative_to(good).as_posix(): path.read_text(encoding="utf-8")
        for path in good.rglob("*")
        if path.is_file()
    }
    assert sum(text.count(find) for text in files.values()) == 1
    return {path: text.replace(find, put) for path, text in files.items()}


ARCHIVE: Final = """\
- id: arkivet
  name: Arkivet
  kind: system
  description: Bevarar handlingar.
  unit: kommunen
  information_owner: jurist
  status: in-use
  hosting: {kind: own, countries: [se]}
  secrecy: [3 § lagen (1999:999)]
  protection_question_asked: {date: 2026-01-01, role: jurist}
  classification:
    levels: {konfidentialitet: 1}
    date: 2026-01-01
    by: jurist
    motive: Så blev det.
    next: 2027-01-01
"""

ROOTS: Final = {
    "an id that is the name of a folder's first page": (
        {
            "data/glossary.yml": "- {id: index, name: Ord, explanation: Ett ord, see_also: [b]}\n"
            "- {id: b, name: B, explanation: Ett ord, see_also: [index]}\n"
        },
        ["fel HB115", "fel HB115"],
    ),
    "a term whose abbreviation a page uses has a fault": (
        {
            "data/glossary.yml": "- {id: ees, name: EES}\n",
            "docs/a.md": HEAD + "Inom EES.\n",
        },
        ["fel HB111"],
    ),
    "a policy has no id, and its page cites what has changed": (
        {
            "data/policies.yml": "- {name: P}\n",
            "data/regulations.yml": (CASES / "HB306/bad/data/regulations.yml").read_text("utf-8"),
            "docs/styrdokument/p.md": HEAD + "Se 18 kap. 8 § OSL.\n",
        },
        ["fel HB111"] * 9,
    ),
    "a file that others refer to cannot be read": (
        {"data/roles.yml": "- id: [\n", **of_case("HB501", find="KS 2", put="KS 3")},
        ["fel HB102"],
    ),
    "a policy that carries out a recommendation has a fault": (
        of_case("HB602", find="kind: policy", put="kind: pollicy"),
        ["fel HB112"],
    ),
    "a law that is cited has a fault": (
        {
            **of_case("HB302", find="18 kap. 8 § 3 OSL", put="18 kap. 8 § 4 OSL"),
            "data/regulations.yml": (BASE / "data/regulations.yml")
            .read_text(encoding="utf-8")
            .replace("kind: law", "kind: lag"),
        },
        ["fel HB112"],
    ),
    "a role's page has a fault in its front matter": (
        {
            "docs/roller/jurist.md": "---\ntitle: Jurist\n---\n",
            "docs/index.md": HEAD + "[Jurist](roller/jurist.md)\n",
        },
        ["fel HB111"],
    ),
    "a supplier with an exception has a fault": (
        of_case("HB901", find="services: [Drift]", put="services: Drift"),
        ["fel HB112"],
    ),
    "a file that data refers to is gone": (
        {
            "data/assets.yml": f"{ARCHIVE.replace('[3 § lagen (1999:999)]', '[OSL]')}"
            "  suppliers: [a, b]\n",
            "docs/a.md": HEAD + '{{ supplier("a") }} {{ supplier("b") }}\n',
        },
        ["fel HB201"],
    ),
    "a file that only pages need is gone": (
        {
            "docs/a.md": HEAD + '{{ policy("a") }} {{ policy("b") }}\n',
            "docs/styrdokument/a.md": HEAD,
            "docs/styrdokument/b.md": HEAD,
        },
        ["fel HB201"],
    ),
    "a file has another ending": (
        {
            "data/suppliers.YML": "[]\n",
            "docs/a.md": HEAD + '{{ supplier("a") }}\n',
        },
        ["fel HB106"],
    ),
    "a file in a folder has another ending": (
        {
            "data/suppliers/a.YML": "[]\n",
            "docs/a.md": HEAD + '{{ supplier("a") }}\n',
        },
        ["fel HB106"],
    ),
    "a reference is not written as an id": (
        of_case("HB502", find="supplier: b", put="supplier: B"),
        ["fel HB115"],
    ),
}


@pytest.mark.parametrize("name", ROOTS)
def test_a_root_problem_is_told_without_its_consequences(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, expected = ROOTS[name]
    assert codes(files, tmp_path, monkeypatch) == expected


OLD: Final = (CASES / "HB303/bad/data/regulations.yml").read_text(encoding="utf-8")

BESIDES: Final = {
    "a record cites an act by a number that the register lacks": (
        {"data/assets.yml": ARCHIVE},
        ["fel HB301"],
    ),
    "a page cites an act by a number that the register lacks": (
        {"docs/a.md": HEAD + '{{ law("3 § lagen (1999:999)") }}\n'},
        ["fel HB301"],
    ),
    "a page cites a repealed act": (
        {"docs/a.md": HEAD + '{{ law("gamla lagen") }}\n', "data/regulations.yml": OLD},
        ["varning HB303"],
    ),
    "a page cites an act that is not yet in force": (
        {
            "docs/a.md": HEAD + '{{ law("OSL") }}\n',
            "data/regulations.yml": OLD.replace("2009-06-30", "2026-11-25"),
        },
        ["varning HB304"],
    ),
    "a macro asks for a contact that no unit has": (
        {"docs/a.md": HEAD + '{{ contacts(unit="kommunen", function="Nattjour") }}\n'},
        ["fel HB804"],
    ),
    "a macro is given the same value by place and by name": (
        {"docs/a.md": HEAD + '{{ role("jurist", id="jurist") }}\n'},
        ["fel HB804"],
    ),
}


@pytest.mark.parametrize("name", BESIDES)
def test_a_citation_and_a_call_are_judged_wherever_they_stand(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, expected = BESIDES[name]
    assert codes(files, tmp_path, monkeypatch) == expected


@pytest.mark.parametrize("name", ["data/glossary/ord.yml", "docs/sida.md"])
def test_a_folder_named_as_a_file_does_not_make_the_command_fail(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).mkdir(parents=True)
    assert check(None, tmp_path, monkeypatch)[0] in {0, 1}


@pytest.mark.parametrize("name", ["data/glossary/ord.yml", "docs/sida.md"])
def test_a_link_to_a_file_that_is_gone_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).symlink_to("ingenstans")
    exit_code, output = check(None, tmp_path, monkeypatch)
    assert (exit_code, output.count("fel HB101"), output.count(" fel ")) == (1, 1, 1)


def test_a_file_that_is_gone_takes_no_law_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "over" / "docs").mkdir(parents=True)
    text = HEAD + '{{ law("OSL") }} {{ law("GDPR") }}\n'
    (tmp_path / "over" / "docs" / "a.md").write_text(text, encoding="utf-8")
    check(tmp_path / "over", tmp_path / "all", monkeypatch)
    (tmp_path / "all" / "data" / "regulations.yml").unlink()
    done = CliRunner().invoke(cli.main, ["check", "--date", DAY.isoformat()], env=ENVIRONMENT)
    assert (done.exit_code, done.output.count(" fel "), done.output.count("HB201")) == (1, 1, 1)
    assert "regulations.yml finns inte, men behövs här och på 1 ställen till." in done.output


@pytest.mark.parametrize("target", [".", "..", "annat"])
def test_a_linked_folder_in_data_is_told_and_not_followed(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "glossary").mkdir(parents=True)
    (tmp_path / "annat").mkdir()
    (tmp_path / "data" / "glossary" / "slinga").symlink_to(tmp_path / target)
    code, output = check(None, tmp_path, monkeypatch)
    assert (code, output.count("fel HB101"), output.count(" fel ")) == (1, 1, 1)


def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(None, tmp_path, monkeypatch)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = CliRunner().invoke(cli.main, ["check", "--date", DAY.isoformat()], env=ENVIRONMENT)
    assert (done.exit_code, done.output.count(" fel ")) == (1, 1)
    assert "data:1:1: fel HB101: Mappen kan inte läsas." in done.output
