"""Building the example: strict and quiet, the same bytes anywhere, and never half a site."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.request import urlopen

import pytest
from example_site import AUDIENCES, DAY, build, contents, environment, in_reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from example_site import Edition

pytest_plugins = ("site_fixtures",)

PATIENCE: Final = 60
"""Seconds after which a server that has not done what it should is taken to have failed."""


def complaints(output: str) -> list[str]:
    """Return the lines of a build that warn."""
    words = ("WARNING", "ERROR", "Warning:", "Traceback")
    return [line for line in output.splitlines() if any(word in line for word in words)]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_example_builds_strictly_without_a_warning(
    edition: Callable[[str], Edition], audience: str
) -> None:
    outcome = edition(audience).outcome
    assert complaints(outcome.output) == []
    assert outcome.code == 0


def test_a_build_says_how_much_is_late_and_where_to_read_more(
    edition: Callable[[str], Edition],
) -> None:
    lines = [line for line in edition("public").outcome.output.splitlines() if "varning" in line]
    assert len(lines) == 1
    told = r"- +\d+ varningar(?:, \d+ råd)?\. Kör handbok check för att se mer\.$"
    assert re.search(told, lines[0])


def test_a_page_without_a_heading_has_its_facts_first(project: Callable[[str], Path]) -> None:
    copy = project("handbok")
    page = copy / "docs" / "roller" / "jurist.md"
    head = page.read_text(encoding="utf-8").split("---\n")[1]
    page.write_text(f"---\n{head}---\n\nVad juristen gör.\n", encoding="utf-8")
    outcome = build(copy)
    assert outcome.code == 0, outcome.output
    shown = (copy / "site" / "roller" / "jurist" / "index.html").read_text(encoding="utf-8")
    places = [shown.index(one) for one in ("<h1", "hb-facts", "Vad juristen gör.")]
    assert places == sorted(places)


def test_two_years_ahead_the_example_still_builds_strictly_without_a_warning(
    project: Callable[[str], Path],
) -> None:
    copy = project("handbok")
    outcome = build(copy, {"HANDBOK_DATE": "2028-11-24", "HANDBOK_AUDIENCE": "restricted"})
    start = unescape((copy / "site" / "index.html").read_text(encoding="utf-8"))
    assert complaints(outcome.output) == []
    assert outcome.code == 0
    assert re.findall(r"läget (24\s+november\s+2028)", start) != []


@pytest.mark.parametrize(
    ("day", "now", "coming"),
    [("2025-12-01", "lag-2018-1174", True), ("2026-01-15", "cybersakerhetslagen", False)],
)
def test_a_law_and_its_successor_are_shown_as_they_stand_on_the_day(
    project: Callable[[str], Path], *, day: str, now: str, coming: bool
) -> None:
    copy = project("handbok")
    outcome = build(copy, {"HANDBOK_DATE": day})
    assert complaints(outcome.output) == []
    assert outcome.code == 0
    old, new = (
        (copy / "site" / "lagrum" / name / "index.html").read_text(encoding="utf-8")
        for name in ("lag-2018-1174", "cybersakerhetslagen")
    )
    assert ("Den här författningen är upphävd." in old) is (now != "lag-2018-1174")
    assert ("Den här författningen gäller inte än." in new) is coming
    prose = (copy / "site" / "gor-nu" / "incident" / "index.html").read_text(encoding="utf-8")
    cited = re.findall(r"lagrum/cybersakerhetslagen/[^>]*>[^<]*</a>(.{0,60})", prose)
    assert cited != []
    assert all(("(gäller inte än)" in after) is coming for after in cited)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_handbook_gives_the_same_bytes_wherever_and_whenever(
    project: Callable[[str], Path], edition: Callable[[str], Edition], audience: str
) -> None:
    copy = project("en annan mapp på svenska")
    for folder in ("data", "docs"):
        in_reverse(copy / folder)
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Allt"]):
        subprocess.run([*git, *words], cwd=copy, check=True)
    elsewhere = {
        "SOURCE_DATE_EPOCH": "2000000000",
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "2",
        "LC_ALL": "C.UTF-8",
    }
    outcome = build(copy, {**elsewhere, "HANDBOK_AUDIENCE": audience}, umask=0o077)
    assert outcome.code == 0, outcome.output
    one, two = contents(edition(audience).site), contents(copy / "site")
    assert [name for name in one.keys() | two.keys() if one.get(name) != two.get(name)] == []
    assert {"sitemap.xml", "sitemap.xml.gz", "manifest.json", "data/handbok.json"} <= one.keys()
    assert ("data/laget.ics" in one) == (audience == "restricted")
    assert {"data/krav.docx", "data/krav.xlsx"} <= one.keys()
    assert ("data/krav-serverdrift-2027.xlsx" in one) == (audience != "public")
    assert "pagefind/pagefind-entry.json" in one


def test_the_working_folder_makes_no_difference(
    project: Callable[[str], Path], edition: Callable[[str], Edition], tmp_path: Path
) -> None:
    copy = project("handbok")
    words = ["build", "--strict", "--config-file", str(copy / "mkdocs.yml")]
    settings = {"HANDBOK_AUDIENCE": "restricted"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=tmp_path,
        env=environment(copy, settings),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert contents(copy / "site") == contents(edition("restricted").site)


def test_facts_outside_the_project_have_no_link_to_their_source(
    project: Callable[[str], Path], tmp_path: Path
) -> None:
    copy = project("handbok")
    (copy / "data").rename(tmp_path / "fakta")
    (copy / "docs").rename(tmp_path / "sidor")
    (copy / "docs").mkdir()
    settings = {
        "HANDBOK_AUDIENCE": "restricted",
        "HANDBOK_DATA": str(tmp_path / "fakta"),
        "HANDBOK_DOCS": str(tmp_path / "sidor"),
    }
    outcome = build(copy, settings)
    assert outcome.code == 0, outcome.output
    page = (copy / "site" / "register" / "tillgangar" / "skolplattformen" / "index.html").read_text(
        encoding="utf-8"
    )
    assert re.findall(r'href=(?:""|[ >])|qx[a-z]+qx', page) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_manifest_names_every_file_with_its_hash(
    edition: Callable[[str], Edition], audience: str
) -> None:
    site = edition(audience).site
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    found = contents(site)
    del found["manifest.json"]
    assert manifest["files"] == found
    assert (manifest["audience"], manifest["day"]) == (audience, DAY)


def test_a_page_says_who_answers_for_it_and_when_it_was_gone_through(
    edition: Callable[[str], Edition],
) -> None:
    foot = re.compile(
        r'<p class="hb-article__foot" data-pagefind-ignore><span>Ansvarig: '
        r'<a[^>]* href="[^"]*roller/([\w-]+)/">[^<]+</a>\.</span> '
        r"<span>Senast genomgången (\d+\xa0\w+\xa0\d+)\.</span>"
    )
    site = edition("public").site
    found = {
        name: foot.findall((site / name / "index.html").read_text(encoding="utf-8"))
        for name in ("kansliga-uppgifter/sakerhetsskydd", "styrdokument/rutin-incidenter")
    }
    assert [one[0][0] for one in found.values()] == [
        "sakerhetsskyddschef",
        "informationssakerhetssamordnare",
    ]


def test_the_former_address_of_a_record_leads_to_its_present_one(
    edition: Callable[[str], Edition],
) -> None:
    pages = edition("internal").pages
    former = pages["register/tillgangar/larplattformen/index.html"]
    assert former.moved_to == "../skolplattformen/"
    assert "register/tillgangar/skolplattformen/index.html" in pages


def test_an_image_is_published_with_the_pages_that_show_it_and_nowhere_else(
    project: Callable[[str], Path],
) -> None:
    copy = project("handbok")
    image = (copy / "overrides" / "images" / "favicon.png").read_bytes()
    for name in ("alla", "ledning", "ingen"):
        (copy / "docs" / "om" / f"{name}.png").write_bytes(image)
    for page, name in (("om/index.md", "alla"), ("laget/index.md", "ledning")):
        with (copy / "docs" / page).open("a", encoding="utf-8") as file:
            file.write(f"\n![Bild](../om/{name}.png)\n")
    outcome = build(copy, {"HANDBOK_AUDIENCE": "public"})
    assert outcome.code == 0, outcome.output
    assert sorted(path.name for path in (copy / "site" / "om").glob("*.png")) == ["alla.png"]
    assert (copy / "site" / "images" / "favicon.png").is_file()


# What goes wrong leaves the former site as it was.


@dataclass(frozen=True)
class Standing:
    """A copy of the project with a finished site, and what that site held."""

    project: Path
    before: dict[str, str]

    def leftovers(self) -> list[str]:
        """Return what stands in the project's folder but should not."""
        ours = {"data", "docs", "macros", "overrides", "mkdocs.yml", "pyproject.toml", "site"}
        return sorted(path.name for path in self.project.iterdir() if path.name not in ours)

    def append(self, path: str, text: str) -> None:
        """Write more at the end of a file."""
        with (self.project / path).open("a", encoding="utf-8") as file:
            file.write(text)


@pytest.fixture
def standing(project: Callable[[str], Path], edition: Callable[[str], Edition]) -> Standing:
    """Give a copy of the project where a site stands already."""
    copy = project("handbok")
    shutil.copytree(edition("internal").site, copy / "site")
    return Standing(copy, contents(copy / "site"))


def test_errors_are_all_told_at_once_and_leave_the_former_site_untouched(
    standing: Standing,
) -> None:
    lines = {
        path: len((standing.project / path).read_text(encoding="utf-8").splitlines())
        for path in ("data/suppliers.yml", "data/glossary.yml", "docs/om/index.md")
    }
    standing.append("data/suppliers.yml", "  farg: röd\n")
    standing.append("data/glossary.yml", "  name: En gång till\n")
    standing.append("docs/om/index.md", "\n{{ hitta_pa() }}\n")
    outcome = build(standing.project)
    told = [
        f"data/suppliers.yml:{lines['data/suppliers.yml'] + 1}:3: fel HB110",
        f"data/glossary.yml:{lines['data/glossary.yml'] + 1}:3: fel HB103",
        f"docs/om/index.md:{lines['docs/om/index.md'] + 2}:1: fel HB803",
    ]
    assert [one for one in told if one not in outcome.output] == []
    assert "3 fel." in outcome.output
    assert "Traceback" not in outcome.output
    assert outcome.code == 1
    assert contents(standing.project / "site") == standing.before
    assert standing.leftovers() == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HANDBOK_DATE", "i går", "”i går” är ingen dag"),
        ("HANDBOK_AUDIENCE", "alla", "HANDBOK_AUDIENCE är ”alla”"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_told_and_leaves_the_former_site_untouched(
    standing: Standing, name: str, value: str, told: str
) -> None:
    outcome = build(standing.project, {name: value})
    assert told in outcome.output
    assert "Traceback" not in outcome.output
    assert outcome.code == 1
    assert contents(standing.project / "site") == standing.before
    assert standing.leftovers() == []


NAV_END: Final = "      - Utgåvor: utgavor/index.md\n"
HEAD: Final = "---\ntitle: Ny sida\ndescription: En ny sida.\naudience: public\n---\n\n# Ny sida\n"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        pytest.param(
            "docs/om/index.md", "\n![Bild](saknas.png)\n", "saknas.png", id="an-image-is-missing"
        ),
        pytest.param(
            "docs/om/index.md", "\n[Dit](#finns-inte)\n", "#finns-inte", id="an-anchor-is-missing"
        ),
        pytest.param("docs/om/ny.md", "\n", "om/ny.md", id="a-page-has-no-head"),
    ],
)
def test_what_strict_stops_leaves_the_former_site_untouched_and_nothing_behind(
    standing: Standing, path: str, text: str, told: str
) -> None:
    standing.append(path, text)
    outcome = build(standing.project)
    assert told in outcome.output
    assert "Traceback" not in outcome.output
    assert outcome.code == 1
    assert contents(standing.project / "site") == standing.before
    assert standing.leftovers() == []


def test_a_page_that_is_not_in_the_navigation_does_not_stop_the_build(standing: Standing) -> None:
    standing.append("docs/om/ny.md", HEAD)
    outcome = build(standing.project)
    assert complaints(outcome.output) == []
    assert outcome.code == 0
    assert (standing.project / "site" / "om" / "ny" / "index.html").is_file()


def test_a_page_in_the_navigation_that_does_not_exist_stops_the_build(standing: Standing) -> None:
    config = standing.project / "mkdocs.yml"
    before = config.read_text(encoding="utf-8")
    assert NAV_END in before
    more = NAV_END + "      - Borta: om/finns-inte.md\n"
    config.write_text(before.replace(NAV_END, more), encoding="utf-8")
    outcome = build(standing.project)
    assert "om/finns-inte.md" in outcome.output
    assert "Traceback" not in outcome.output
    assert outcome.code == 1
    assert contents(standing.project / "site") == standing.before
    assert standing.leftovers() == []


def test_a_finished_site_takes_the_place_of_the_former_one(standing: Standing) -> None:
    (standing.project / "site" / "surplus.html").write_text("kvar", encoding="utf-8")
    outcome = build(standing.project)
    assert outcome.code == 0, outcome.output
    assert contents(standing.project / "site") == standing.before
    assert standing.leftovers() == []


# The server


@dataclass(frozen=True)
class Server:
    """A running `mkdocs serve`."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """Return a page, or an empty text while the server does not answer."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 - ours
                text: bytes = answer.read()
        except OSError:
            return ""
        return text.decode("utf-8")

    def told(self) -> str:
        """Return what the server has printed."""
        return self.log.read_text(encoding="utf-8")

    def wait(self, what: str, done: Callable[[], bool]) -> None:
        """Wait until something is so; fail where the server has ended or it never is."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < end, f"{what}: aldrig.\n{self.told()}"
            time.sleep(0.1)


@contextmanager
def serving(project: Path) -> Iterator[Server]:
    """Run `mkdocs serve` on a free port in a copy of the project."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = project.with_name("serve.log")
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project,
            env=environment(project, {"PYTHONUNBUFFERED": "1"}),
            stdout=file,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield Server(f"http://127.0.0.1:{port}/", log, process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def test_the_server_shows_what_is_saved_and_survives_what_is_broken(
    project: Callable[[str], Path],
) -> None:
    copy = project("handbok")
    data = copy / "data" / "assets.yml"
    first = data.read_text(encoding="utf-8")
    page = "register/tillgangar/skolplattformen/"

    def named(name: str) -> str:
        text = first.replace("name: Skolplattformen\n", f"name: {name}\n", 1)
        assert text != first
        return text

    with serving(copy) as server:

        def shows(name: str) -> bool:
            return f"<h1>{name}</h1>" in server.page(page)

        server.wait("the record page is shown", lambda: shows("Skolplattformen"))
        data.write_text(named("Skolans nya platta"), encoding="utf-8")
        server.wait("the new name is shown", lambda: shows("Skolans nya platta"))
        data.write_text(first + "- id: [\n", encoding="utf-8")
        server.wait("the fault is told", lambda: "fel HB102" in server.told())
        data.write_text(named("Skolans lagade platta"), encoding="utf-8")
        server.wait("the mended name is shown", lambda: shows("Skolans lagade platta"))
    assert "Traceback" not in server.told()
    assert sorted(path.name for path in copy.glob("*site*")) == []
