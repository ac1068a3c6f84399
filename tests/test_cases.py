"""Every code of a problem has a case: a handbook that has the problem, and one that has not.

A case is a folder ``cases/<code>/bad`` or ``good`` that is laid over ``cases/base``, a small
handbook without problems. `expected.txt` is what ``handbok check`` prints of the bad one.
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


def check(overlay: Path | None, into: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return exit code and output of ``handbok check`` in the base with a case laid over it."""
    for layer in filter(None, (BASE, overlay)):
        for folder in ("data", "docs"):
            if (layer / folder).is_dir():
                shutil.copytree(layer / folder, into / folder, dirs_exist_ok=True)
    monkeypatch.chdir(into)
    done = CliRunner().invoke(cli.main, ["check", "--date", DAY.isoformat()], env=ENVIRONMENT)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


ENVIRONMENT: Final = {"HANDBOK_DATA": None, "HANDBOK_DOCS": None, "HANDBOK_AUDIENCE": None}


def test_the_base_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(None, tmp_path, monkeypatch) == SILENT


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert sorted(path.name for path in CASES.iterdir() if path != BASE) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_bad_case_prints_what_is_expected(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = CASES / code / "bad"
    grave = CODES[code].severity is Severity.ERROR
    expected = (bad / "expected.txt").read_text(encoding="utf-8")
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
