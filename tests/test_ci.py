"""The checks that run by themselves: in GitHub, in GitLab, and before a commit."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from conftest import ROOT

from macros import cli

WORKFLOW: Final = ROOT / ".github" / "workflows" / "handbok.yml"
GITLAB: Final = ROOT / ".gitlab-ci.yml"
HOOKS: Final = ROOT / ".pre-commit-config.yaml"
GUIDE: Final = ROOT / "docs" / "redaktor" / "index.md"


def read(path: Path) -> dict[str, Any]:
    """Return what stands in a file of YAML."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(said, dict)
    return said


def steps(job: str) -> list[dict[str, Any]]:
    """Return the steps of a job in GitHub."""
    found: list[dict[str, Any]] = read(WORKFLOW)["jobs"][job]["steps"]
    return found


def lines() -> list[str]:
    """Return every line of shell that runs in GitHub or GitLab."""
    github = (step.get("run", "") for job in read(WORKFLOW)["jobs"] for step in steps(job))
    gitlab = read(GITLAB)["kontrollera-och-bygg"]["script"]
    return [line for text in (*github, *gitlab) for line in text.splitlines()]


def test_the_check_in_github_may_only_read_and_needs_no_secret() -> None:
    said, text = read(WORKFLOW), WORKFLOW.read_text(encoding="utf-8")
    assert said["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in said["jobs"].values())
    # YAML 1.1 reads the word on as true.
    triggers: dict[Any, Any] = dict(said)
    assert set(triggers[True]) == {"push", "pull_request"}
    assert "secrets" not in text.replace("uses no secrets", "")
    for job in said["jobs"]:
        for step in steps(job):
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_the_workflow_has_none_of_the_known_faults() -> None:
    """As zizmor knows them: fetched tokens, injected words, unpinned actions, wide rights."""
    program = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [program, "--offline", "--no-progress", ROOT / ".github" / "workflows"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


def test_actions_are_named_by_the_whole_commit_with_the_version_beside() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


def test_nothing_that_others_write_is_put_into_a_command() -> None:
    assert [line for line in lines() if "${{" in line] == []


def test_each_form_for_a_server_is_used_there() -> None:
    joined = "\n".join(lines())
    for form in ("github", "sarif", "gitlab", "markdown"):
        assert f"--format {form}" in joined
    job = read(GITLAB)["kontrollera-och-bygg"]
    assert f"> {job['artifacts']['reports']['codequality']}" in joined
    (kept,) = (step for step in steps("bygg") if step.get("name") == "Spara problemen")
    assert f"> {kept['with']['path']}" in joined


@pytest.mark.parametrize("line", [line for line in lines() if "handbok " in line])
def test_every_call_of_the_command_is_one_that_it_understands(line: str) -> None:
    words = shlex.split(re.split(r"handbok ", line)[-1].split(" >")[0])
    command = cli.main.commands[words[0]]
    command.make_context(words[0], words[1:])


def test_windows_is_built_as_the_guide_for_editors_says() -> None:
    blocks = re.findall(r"```powershell\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    install, use = (block.splitlines() for block in blocks[:2])
    ran = [step["run"] for step in steps("utan-make") if "run" in step]
    assert ran[: len(install)] == install
    assert ran[len(install)] == use[0]
    assert ran[-1] == r".venv\Scripts\mkdocs build --strict"
    assert read(WORKFLOW)["jobs"]["utan-make"]["strategy"]["matrix"] == {"os": ["windows-latest"]}


def hook() -> dict[str, Any]:
    """Return the one hook for pre-commit."""
    (repository,) = read(HOOKS)["repos"]
    assert repository["repo"] == "local"
    (found,) = repository["hooks"]
    assert isinstance(found, dict)
    return found


def test_the_hook_runs_once_for_facts_and_prose() -> None:
    said = hook()
    assert {"id", "name", "entry", "language"} <= set(said)
    assert said["pass_filenames"] is False
    touched = ("data/assets.yml", "docs/index.md", "docs/a/b.png")
    assert all(re.search(said["files"], path) for path in touched)
    assert not re.search(said["files"], "macros/data/a.py")
    program, path, *words = said["entry"].split()
    assert (program, said["language"]) == ("python", "python")
    assert (ROOT / path).is_file()
    cli.main.commands[words[0]].make_context(words[0], words[1:])


@pytest.mark.parametrize("place", ["bin/python", "Scripts/python.exe"])
def test_the_hook_finds_the_command_on_every_system(place: str, tmp_path: Path) -> None:
    _, path, *words = hook()["entry"].split()
    (tmp_path / path).parent.mkdir()
    shutil.copy(ROOT / path, tmp_path / path)
    call = [sys.executable, str(tmp_path / path), *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, "inte installerad" in done.stdout) == (2, True)
    python = tmp_path / ".venv" / place
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\nexit 1\n', encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "-m macros.cli check\n")
