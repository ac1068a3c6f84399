"""The site behind a real web server, with the headers that we give for it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from example_site import lies

from macros import cli
from macros.publish.headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from example_site import Edition
    from playwright.sync_api import Browser, Request

pytest_plugins = ("site_fixtures",)

PATIENCE: Final = 20
"""Seconds after which a server that does not answer is taken to have failed."""

CONFIGURATION: Final = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    error_page 404 {lost};
    # Packed copies are sent where they stand, and a page may be kept but is asked for again.
    gzip_static on;
    etag on;
    add_header Cache-Control "no-cache" always;
    absolute_redirect off;
    include {folder}/headers.conf;
  }}
}}
"""


def printed(form: str) -> str:
    """Return what ``handbok headers`` prints."""
    done = CliRunner().invoke(cli.main, ["headers", "--format", form])
    assert done.exit_code == 0, done.output
    return done.output


@contextmanager
def nginx(site: Path, folder: Path, lost: str = "/404.html") -> Iterator[str]:
    """Serve a folder by nginx with our headers, as the manual says; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "headers.conf").write_text(printed("nginx"), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    text = CONFIGURATION.format(user=user, folder=folder, site=site, port=port, lost=lost)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(PATIENCE * 10):
            try:
                with urlopen(address):
                    break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(PATIENCE)


def page_types(edition: Edition) -> list[str]:
    """Return one page of each folder, and of each level of it: what looks alike is one type."""
    found: dict[str, str] = {}
    for path in sorted(edition.pages):
        folder = path.rpartition("/")[0].rpartition("/")[0]
        found.setdefault(folder, path)
    return list(found.values())


def refused(request: Request) -> list[str]:
    """Return what was refused, but for what the browser gave up as it went to the next page."""
    failure = request.failure or ""
    return [] if failure == "net::ERR_ABORTED" else [f"{request.url}: {failure}"]


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_every_page_type_works_behind_nginx_and_asks_no_other_host(
    edition: Callable[[str], Edition],
    chromium: Browser,
    tmp_path: Path,
    audience: str,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    built = edition(audience)
    types = page_types(built)
    # The widest edition has every type; of the others a few show that they are sent alike.
    chosen = types[:: 1 if audience == "restricted" else 4]
    sample_sizes(f"{audience}: pages behind nginx", len(chosen), len(built.pages))
    assert len(types) > 10
    complaints: list[str] = []
    hosts: set[str] = set()
    root, within = lies(built.site, tmp_path)
    lost_page = within.removesuffix("gallande/") + "404.html"
    with nginx(root, tmp_path, lost_page) as host, chromium.new_context() as context:
        address = host.rstrip("/") + within
        page = context.new_page()
        page.on("console", lambda one: complaints.append(f"{page.url}: {one.text}"))
        page.on("pageerror", lambda one: complaints.append(f"{page.url}: {one}"))
        page.on("requestfailed", lambda one: complaints.extend(refused(one)))
        page.on("request", lambda one: hosts.add(re.sub(r"^(\w+://[^/]*).*", r"\1/", one.url)))
        for path in chosen:
            answer = page.goto(f"{address}{path.removesuffix('index.html')}")
            assert answer is not None
            assert answer.status == 200
            sent = answer.headers
            assert {name: sent.get(name.lower()) for name in HEADERS} == HEADERS
        page.goto(address)
        page.keyboard.press("Control+k")
        page.keyboard.type("lösenord")
        page.wait_for_selector("dialog[open] a.pf-result-link")
        lost = page.goto(f"{address}finns/inte/")
        assert lost is not None
        assert (lost.status, lost.headers["x-content-type-options"]) == (404, "nosniff")
    told = [one for one in complaints if "404" not in one]
    assert told == []
    assert hosts == {host}


def test_the_same_headers_are_told_to_every_kind_of_server() -> None:
    forms = {
        "nginx": r'^add_header (\S+) "([^"]*)" always;$',
        "apache": r'^Header always set (\S+) "([^"]*)"$',
        "fil": r"^  ([\w-]+): (.*)$",
    }
    said = [dict(re.findall(form, printed(name), re.MULTILINE)) for name, form in forms.items()]
    assert said == [HEADERS] * len(forms)


def test_no_policy_allows_what_is_written_in_a_page() -> None:
    assert "unsafe-inline" not in HEADERS["Content-Security-Policy"]
    assert "unsafe-eval" not in HEADERS["Content-Security-Policy"].replace("wasm-unsafe-eval", "")
    assert "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"]


def test_static_hosts_find_the_headers_in_every_edition(edition: Callable[[str], Edition]) -> None:
    for audience in ("public", "restricted"):
        file = edition(audience).site / "_headers"
        assert file.read_text(encoding="utf-8") == printed("fil")


def test_whoever_finds_a_fault_is_told_where_to_write(edition: Callable[[str], Edition]) -> None:
    told = (edition("public").site / ".well-known" / "security.txt").read_text(encoding="utf-8")
    assert told == (
        "Contact: mailto:sakerhetsfel@exempelkommun.example\n"
        "Expires: 2027-11-23T00:00:00Z\n"
        "Preferred-Languages: sv, en\n"
        "Canonical: https://www.exempelkommun.example/sakerhetshandbok/.well-known/security.txt\n"
    )
    assert not (edition("restricted").site / ".well-known").exists()
