"""What all tests share: the example handbook, the size of samples, and how they are printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from macros import handbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT: Final = Path(__file__).parent.parent
DAY: Final = date(2026, 11, 24)
"""The day by which the tests judge the example."""

_SIZES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--whole``: no samples, everything."""
    parser.addoption("--whole", action="store_true", help="run everything, not samples")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the sample sizes."""
    config.stash[_SIZES] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send the sample sizes of one process among several to the one that prints them."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["sizes"] = session.config.stash[_SIZES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process sent."""
    node.config.stash[_SIZES].extend(getattr(node, "workeroutput", {}).get("sizes", ()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print how much was looked at."""
    sizes = config.stash[_SIZES]
    if sizes:
        terminalreporter.section("sample sizes")
        for line in sorted(sizes):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests read apart from what their user has read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDBOK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Say whether everything is to be run, not samples."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session")
def sample_sizes(request: pytest.FixtureRequest) -> Callable[[str, int, int], None]:
    """Return a function that notes how many of how many were looked at."""

    def note(what: str, looked_at: int, everything: int) -> None:
        request.config.stash[_SIZES].append(f"{what}: {looked_at} of {everything}")

    return note


@pytest.fixture(scope="session")
def example() -> handbook.Handbook:
    """Return the example handbook as of the tests' day."""
    return handbook.load(ROOT / "data", ROOT / "docs", DAY)
