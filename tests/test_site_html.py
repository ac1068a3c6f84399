"""The pages are valid HTML, as the Nu HTML checker of the W3C reads them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from example_site import Edition

pytest_plugins = ("site_fixtures",)

CHECKER: Final = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(files: Sequence[Path]) -> list[tuple[str, Any, str]]:
    """Return the errors in some files: the file, the line, and what is wrong."""
    done = subprocess.run(
        ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *map(str, files)],  # noqa: S607 - any Java does
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [
        (one["url"], one.get("lastLine"), one["message"])
        for one in json.loads(done.stderr)["messages"]
        if one["type"] != "info"
    ]


def test_every_page_is_valid_html(edition: Callable[[str], Edition]) -> None:
    internal, restricted = edition("internal"), edition("restricted")
    files = [internal.site / path for path in internal.pages]
    files += [restricted.site / path for path in restricted.pages.keys() - internal.pages.keys()]
    assert len(files) > 100
    assert errors(files) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "fel.html"
    page.write_text(
        '<!doctype html>\n<html lang="sv"><head><title>x</title></head>\n'
        '<body><p id="a">x</p><p id="a">x</p></body></html>\n',
        encoding="utf-8",
    )
    assert [(line, message) for _, line, message in errors([page])] == [(3, "Duplicate ID “a”.")]
