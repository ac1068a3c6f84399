"""The example handbook as a site: built in a copy of the project, read as files, served, shown.

Not named ``site``: the standard library has a module of that name, loaded before any test.
What is shared by a session stands in ``site_fixtures``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from macros.publish import POLICY
from macros.publish.root import Root, files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent
DAY: Final = "2026-11-24"
AUDIENCES: Final = ("public", "internal", "restricted")
ADDRESSES: Final = {
    "public": "https://www.exempelkommun.example/sakerhetshandbok/gallande/",
    "internal": "https://handbok.exempelkommun.example/gallande/",
    "restricted": "https://sakerhet.exempelkommun.example/handbok/gallande/",
}
"""Where what applies now is published for each audience, as the example's organisation.yml says."""


CHROMIUM: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Building


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and all that it printed."""

    code: int
    output: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A site that was built, and how the build went."""

    site: Path
    outcome: Outcome

    @property
    def pages(self) -> dict[str, Document]:
        """Return every page by its path."""
        return documents(self.site)


def copy_project(target: Path, source: Path = ROOT) -> Path:
    """Copy what a build reads to `target`, and return it. No .git, no site, no environment."""
    target.mkdir(parents=True)
    for name in ("data", "docs", "macros", "overrides"):
        shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy2(source / name, target / name)
    return target


def environment(project: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which the code of a copy builds, with these settings only."""
    ours = ("HANDBOK_", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "TZ")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    mine = {"PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"}
    return {**outside, **mine, "HANDBOK_DATE": DAY, **settings}


def build(project: Path, settings: Mapping[str, str] | None = None, *, umask: int = -1) -> Outcome:
    """Build a copy of the project as `make build` does.

    Args:
        project: the copy.
        settings: what the environment says; HANDBOK_DATE is `DAY` unless given.
        umask: what files are made without; -1 leaves it as it is.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=environment(project, settings or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        umask=umask,
        check=False,
    )
    return Outcome(done.returncode, done.stdout)


def contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def in_reverse(folder: Path) -> None:
    """Make every file of a folder anew, the last first: systems list files as they were made."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)


# Reading


_VOID: Final = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}
)


@dataclass(slots=True)
class Element:
    """An element of a page: its tag, its attributes, and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass(slots=True)
class Document:
    """A page of the site, as its elements."""

    path: str
    source: str
    site_address: str
    elements: list[Element] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return the full address at which the page is published."""
        return self.site_address + re.sub(r"(^|/)index\.html$", r"\1", self.path)

    @property
    def ids(self) -> list[str]:
        """Return every id, in order."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def moved_to(self) -> str | None:
        """Return where the page leads on by itself, None for a page that stays."""
        for one in self.all("meta"):
            if one.attributes.get("http-equiv", "").lower() == "refresh":
                return one.attributes["content"].partition("url=")[2]
        return None

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these tags."""
        return [one for one in self.elements if one.tag in tags]


class _Reader(HTMLParser):
    """Collects the elements of a page; a value that no attribute has is an empty text."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._document.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tags = [one.tag for one in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


@cache
def address_of(site: Path) -> str:
    """Return where a built example is published."""
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    return ADDRESSES[manifest["audience"]]


def read(site: Path, path: Path) -> Document:
    """Return a page of a site as its elements."""
    text = path.read_text(encoding="utf-8")
    document = Document(path.relative_to(site).as_posix(), text, address_of(site))
    reader = _Reader(document)
    reader.feed(document.source)
    reader.close()
    return document


@cache
def documents(site: Path) -> dict[str, Document]:
    """Return every page of a site by its path; read once."""
    return {
        document.path: document
        for document in (read(site, path) for path in sorted(site.rglob("*.html")))
    }


# Serving


def lies(site: Path, folder: Path) -> tuple[Path, str]:
    """Lay a built example where it is published, below its path, and what stands beside it.

    Returns:
        The folder to serve, and the site's path there.
    """
    published = address_of(site)
    path = urlsplit(published).path
    root = folder / "www"
    there = root / path.strip("/")
    there.parent.mkdir(parents=True)
    there.symlink_to(site)
    told = Root("Handboken", published.removesuffix("gallande/"), (), date.fromisoformat(DAY))
    for name, content in files(told).items():
        target = there.parent / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return root, path


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as the handbook's web server would: with the policy, and its own 404 page."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the browser tells what went wrong."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a browser that hangs up in the middle of an answer."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site under `POLICY` on a free port of this machine; give its address."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
