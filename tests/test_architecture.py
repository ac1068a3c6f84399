"""What DESIGN.md promises of the code as a whole, read from the code itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from conftest import ROOT

from macros import prose
from macros.records.shape import fields
from macros.signatures import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORDER: Final = (
    ("problems", "git", "building"),
    ("source",),
    ("records",),
    ("prose",),
    ("cache",),
    ("citations",),
    ("statutes",),
    ("catalog",),
    ("graph",),
    ("audience",),
    ("signatures",),
    ("reliance",),
    ("checks",),
    ("handbook",),
    ("views",),
    ("render",),
    ("linking",),
    ("adopting", "archive", "pages", "calls", "changes", "crisis", "exports", "publish"),
    ("settings", "history", "swedish"),
    ("report",),
    ("new",),
    ("releasing",),
    ("host",),
    ("cli",),
)
"""The modules and packages in `macros/`. Each imports only what stands in a row above its own."""

RANK: Final = {name: rank for rank, row in enumerate(ORDER) for name in row}

TOP: Final = frozenset(
    [
        ".ci",
        ".github",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        ".vscode",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "data",
        "docs",
        "macros",
        "mkdocs.yml",
        "overrides",
        "pyproject.toml",
        "requirements-audit.in",
        "requirements-audit.txt",
        "requirements-pdf.in",
        "requirements-pdf.txt",
        "requirements-test.in",
        "requirements-test.txt",
        "requirements.in",
        "requirements.txt",
        "tests",
    ]
)
"""What stands at the top of the repository."""

SETTINGS: Final = frozenset([".editorconfig", ".gitattributes", ".gitignore"])
"""What programs want at the top, beside that."""

# Whatever of these is called, the same input may give another output tomorrow.
_CLOCKS: Final = frozenset(
    ["ctime", "gmtime", "localtime", "now", "time", "time_ns", "today", "utcnow"]
)


def _modules() -> list[Path]:
    return sorted(path for path in (ROOT / "macros").rglob("*.py") if path.parent.name != "tests")


def _named(path: Path) -> str:
    """Return a module's name below `macros`, as ``views.law``; empty for `macros` itself."""
    parts = list(path.relative_to(ROOT / "macros").with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES: Final = {_named(path): path for path in _modules()}
WITH_A_RANK: Final = sorted(name for name in MODULES if name)


def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def _imports(module: str) -> Iterator[str]:
    """Yield the full names that a module imports, those for types alone and late ones too."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by dots"
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _ours(module: str) -> set[str]:
    """Return the modules and packages directly in `macros` that a module imports."""
    return {name.split(".")[1] for name in _imports(module) if name.split(".")[0] == "macros"}


def test_every_module_has_its_place_in_the_order() -> None:
    assert {name.split(".")[0] for name in WITH_A_RANK} == set(RANK)


@pytest.mark.parametrize("module", WITH_A_RANK)
def test_a_module_imports_only_what_stands_above_it(module: str) -> None:
    own = module.split(".", maxsplit=1)[0]
    wrong = {name for name in _ours(module) - {own} if RANK[name] >= RANK[own]}
    assert wrong == set()


def test_the_package_itself_imports_only_the_host() -> None:
    assert _ours("") == {"host"}


@pytest.mark.parametrize("module", ["settings", "history", "swedish"])
def test_what_knows_the_surroundings_is_used_by_the_host_and_the_command_alone(
    module: str,
) -> None:
    users = {name.split(".")[0] for name in WITH_A_RANK if module in _ours(name)}
    # What the command does in git is beside it, for its length.
    assert users - {module} <= {"host", "cli"} | ({"releasing"} if module == "history" else set())


def test_only_the_host_imports_mkdocs() -> None:
    users = {
        name
        for name in MODULES
        if any(one.split(".")[0].startswith("mkdocs") for one in _imports(name))
    }
    assert users == {"host"}


def test_the_command_does_not_load_mkdocs() -> None:
    asked = "import sys, macros.cli; print(sorted({'mkdocs', 'macros.host'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"settings"}))
def test_nothing_but_the_settings_asks_the_clock(module: str) -> None:
    asked = [
        f"line {node.lineno}: {node.func.attr}"
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _CLOCKS
    ]
    assert asked == []
    assert {name for name in _imports(module) if name.split(".")[0] == "time"} == set()


@pytest.mark.parametrize("module", WITH_A_RANK)
def test_no_module_shares_a_name_with_one_of_the_standard_librarys(module: str) -> None:
    assert module.rsplit(".", maxsplit=1)[-1] not in sys.stdlib_module_names


def test_the_top_of_the_repository_is_as_the_design_says() -> None:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    made = [".git", *(line.strip("/") for line in lines)]
    found = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in made)
    }
    assert found - SETTINGS == TOP


def test_macros_and_the_keys_of_a_pages_head_never_share_a_name() -> None:
    assert set(SIGNATURES) & set(fields(prose.FrontMatter)) == set()


def _macros_settings() -> dict[str, Any]:
    """Return what mkdocs.yml tells the plugin mkdocs-macros."""
    said = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = [
        one["macros"] for one in said["plugins"] if isinstance(one, dict) and "macros" in one
    ]
    assert len(found) == 1
    return found[0]


def test_prose_and_the_host_agree_on_what_a_comment_is() -> None:
    said = _macros_settings()
    assert (said["j2_comment_start_string"], said["j2_comment_end_string"]) == (
        prose.COMMENT_START,
        prose.COMMENT_END,
    )


def test_our_plugin_stands_before_the_one_that_renders_macros() -> None:
    said = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    names = [one if isinstance(one, str) else next(iter(one)) for one in said["plugins"]]
    assert names.index("handbok") < names.index("macros")
