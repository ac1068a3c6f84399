"""What the tests of the site share in a session: copies, editions built once, server, browser.

A test module has them by ``pytest_plugins = ("site_fixtures",)``.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from example_site import CHROMIUM, Edition, build, copy_project, lies, serve
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


WHERE_AND_WHEN: Final = {
    "SOURCE_DATE_EPOCH": "1",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "1",
    "LC_ALL": "C",
}
"""What must not matter for an edition. A test builds each once more with other values."""


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives a fresh copy of the project in a folder of the given name.

    All are copies of one, so that somebody who writes meanwhile does not disturb.
    """
    first = copy_project(tmp_path_factory.mktemp("first") / "handbok")

    def copied(name: str) -> Path:
        return copy_project(tmp_path_factory.mktemp("copy") / name, first)

    return copied


@pytest.fixture(scope="session")
def edition(project: Callable[[str], Path]) -> Callable[[str], Edition]:
    """Return a function that gives the edition for an audience, each built once."""

    @cache
    def built(audience: str) -> Edition:
        copy = project("handbok")
        return Edition(copy / "site", build(copy, {**WHERE_AND_WHEN, "HANDBOK_AUDIENCE": audience}))

    def sound(audience: str) -> Edition:
        found = built(audience)
        assert found.outcome.code == 0, found.outcome.output
        return found

    return sound


@pytest.fixture(scope="session")
def served(
    edition: Callable[[str], Edition], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Give a function that serves the edition for an audience, and returns its address.

    What leads nowhere is answered by the edition's own page.
    """
    with ExitStack() as stack:

        @cache
        def address(audience: str) -> str:
            site = edition(audience).site
            root, path = lies(site, tmp_path_factory.mktemp("served"))
            shutil.copy(site / "404.html", root)
            return stack.enter_context(serve(root)) + path.removeprefix("/")

        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser that the tests share."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM)
        )
        yield browser
        browser.close()
