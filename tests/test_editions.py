"""Editions over three years, published by the commands that a municipality uses.

A repository with a bare one for each audience, made by a script: each edition differs from the one
before, is frozen by ``handbok release`` and put on its branches by ``handbok publish``.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml
from edition_changes import Told, apply, beginning
from example_site import Outcome, build, contents, copy_project, documents, environment
from small_handbook import AUDIENCES
from test_hosting import nginx

from macros.publish import write_manifest
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from small_handbook import Small

pytest_plugins = ("site_fixtures",)

EDITIONS: Final = {
    "2024.1": "2024-02-01",
    "2024.2": "2024-10-15",
    "2025.1": "2025-05-20",
    "2026.1": "2026-03-02",
    "2026.2": "2026-09-15",
}
SAMPLE: Final = ("2024.1", "2024.2")
NOW: Final = "2026-11-24"
SITE: Final = "https://kommunen.example/handbok/"
"""Where all editions are read: below a path of its own."""
PATIENCE: Final = 120
GIT: Final = shutil.which("git") or "git"


@dataclass
class Story:
    """A repository, what has been published from it, and how it was left after each edition."""

    folder: Path
    book: Small = field(default_factory=beginning)
    first: dict[str, dict[str, str]] = field(default_factory=dict)
    """The files of the first edition of each audience when it was published."""
    labels: list[str] = field(default_factory=list)
    told: dict[str, set[Told]] = field(default_factory=dict)
    """What each edition is to tell its readers of."""

    @property
    def project(self) -> Path:
        """Return the repository's work tree."""
        return self.folder / "projekt"

    def remote(self, audience: str) -> Path:
        """Return the bare repository of an audience's editions."""
        return self.folder / f"{audience}.git"

    def git(self, *words: str, where: Path | None = None) -> str:
        """Return what git answers in the project, or in another repository."""
        done = subprocess.run(
            [GIT, *words],
            cwd=where or self.project,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    def handbok(self, *words: str, day: str = NOW, **settings: str) -> Outcome:
        """Give a command in the project, on a day."""
        done = subprocess.run(
            [sys.executable, "-m", "macros.cli", *words],
            cwd=self.project,
            env=environment(self.project, {"HANDBOK_DATE": day, **settings}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Outcome(done.returncode, done.stdout)

    def save(self, message: str) -> None:
        """Write the handbook over what is there, but what `release` wrote, and commit it."""
        data = self.project / "data"
        kept = {
            path: path.read_bytes()
            for path in (data / "editions.yml", *data.glob("changes/*"))
            if path.is_file()
        }
        self.book.write(self.project)
        for path, content in kept.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def publish_now(self, audience: str, day: str = NOW) -> Outcome:
        """Build what applies now for an audience and publish it."""
        built = build(self.project, {"HANDBOK_AUDIENCE": audience, "HANDBOK_DATE": day})
        assert built.code == 0, built.output
        return self.handbok("publish", day=day)

    def another(self, audience: str, edition: str, day: str, text: str = "") -> None:
        """Lay a sound site that no build made: an edition's, with another manifest and text."""
        site = self.project / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self.project / "utgavor" / self.labels[-1] / audience, site)
        with (site / "index.html").open("a", encoding="utf-8") as page:
            page.write(text)
        write_manifest(site, Audience(audience), date.fromisoformat(day), edition)

    def tip(self, audience: str) -> str:
        """Return the commit that an audience's readers see."""
        return self.git("rev-parse", f"refs/heads/gren-{audience}", where=self.remote(audience))

    def lies(self, audience: str, path: str = ".") -> dict[str, str]:
        """Return the files on an audience's branch below a path, each with git's name for it."""
        words = ("ls-tree", "-r", "-z", f"gren-{audience}:{'' if path == '.' else path}")
        rows = self.git(*words, where=self.remote(audience)).split("\0")[:-1]
        return {row.partition("\t")[2]: row.partition("\t")[0] for row in rows}

    def read(self, audience: str, path: str) -> str:
        """Return a file on an audience's branch."""
        return self.git("show", f"gren-{audience}:{path}", where=self.remote(audience))


def begun(folder: Path) -> Story:
    """Return a story before its first edition."""
    story = Story(folder)
    copy_project(story.project)
    shutil.rmtree(story.project / "data")
    root = story.book.find("organisation", "organisation-public")
    for one in root["publishing"]:
        one.update(address=SITE, remote=str(story.remote(one["audience"])))
    for audience in AUDIENCES:
        subprocess.run([GIT, "init", "--quiet", "--bare", story.remote(audience)], check=True)
    (story.project / ".gitignore").write_text("/utgavor/\n/site/\n/.site-*\n", encoding="utf-8")
    story.git("init", "--quiet", "--initial-branch=main")
    story.git("config", "user.name", "Samordnaren")
    story.git("config", "user.email", "samordnaren@kommunen.example")
    return story


@pytest.fixture(scope="module")
def story(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    request: pytest.FixtureRequest,
    sample_sizes: Callable[[str, int, int], None],
) -> Story:
    """Make the editions, and what applies now, and publish all of it."""
    whole = bool(request.config.getoption("--whole"))
    wanted = {one: day for one, day in EDITIONS.items() if whole or one in SAMPLE}
    sample_sizes("editions published", len(wanted), len(EDITIONS))
    made = begun(tmp_path_factory.mktemp("story"))
    for number, (label, day) in enumerate(wanted.items()):
        made.told[label] = apply(made.book, label)
        made.save(f"Before {label}")
        frozen = made.handbok("release", label, "--reference", f"KS {day[:4]}/{number}", day=day)
        assert frozen.code == 0, frozen.output
        folders = [f"utgavor/{label}/{audience}" for audience in AUDIENCES]
        done = made.handbok("publish", *folders, day=day)
        assert done.code == 0, done.output
        made.labels.append(label)
        if number == 0:
            made.first = {audience: made.lies(audience, label) for audience in AUDIENCES}
    made.book.find("asset", "asset-public")["name"] = "System nu"
    made.save("What applies now")
    done = made.publish_now("public")
    assert done.code == 0, done.output
    return made


def test_no_byte_of_the_first_edition_is_another_after_the_last(story: Story) -> None:
    for audience in AUDIENCES:
        assert story.first[audience]
        assert story.lies(audience, story.labels[0]) == story.first[audience]


def test_each_branch_holds_its_own_audience_alone(story: Story) -> None:
    for audience in AUDIENCES:
        for label in story.labels:
            manifest = json.loads(story.read(audience, f"{label}/manifest.json"))
            assert (manifest["audience"], manifest["edition"]) == (audience, label)


def test_a_revision_is_tagged_that_builds_the_same_bytes_again(
    story: Story, tmp_path: Path
) -> None:
    label = story.labels[0]
    source = tmp_path / "igen"
    story.git("clone", "--quiet", "--branch", f"utgava/{label}", str(story.project), str(source))
    settings = {"HANDBOK_DATE": EDITIONS[label], "HANDBOK_EDITION": label}
    again = build(source, {"HANDBOK_AUDIENCE": "public", **settings})
    assert again.code == 0, again.output
    assert contents(source / "site") == contents(story.project / "utgavor" / label / "public")


def test_the_data_say_what_each_edition_holds(story: Story) -> None:
    for label in story.labels:
        manifest = story.project / "utgavor" / label / "public" / "manifest.json"
        known = hashlib.sha256(manifest.read_bytes()).hexdigest()
        text = (story.project / "data" / "editions.yml").read_text(encoding="utf-8")
        assert f"  manifest_hash: {known}\n" in text


def test_an_edition_is_never_written_over(story: Story, tmp_path: Path) -> None:
    label = story.labels[-1]
    before = story.tip("public")
    same = story.handbok("publish", f"utgavor/{label}/public")
    assert (same.code, same.output) == (0, f"Utgåva {label} ligger redan där, likadan.\n")
    other = tmp_path / "annan"
    shutil.copytree(story.project / "utgavor" / label / "public", other)
    page = other / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    refused = story.handbok("publish", str(other))
    assert refused.code == 1
    assert "index.html stämmer inte" in refused.output
    # Even one that is sound in itself.
    story.another("public", label, EDITIONS[label], "<!-- annat -->")
    refused = story.handbok("publish")
    assert refused.code == 1
    assert "med annat innehåll. En utgåva skrivs aldrig över" in refused.output
    assert story.tip("public") == before


def test_what_is_older_does_not_take_the_place_of_what_applies_now(story: Story) -> None:
    before = story.tip("public")
    story.another("public", "gallande", "2026-11-23")
    older = story.handbok("publish")
    assert older.code == 1
    assert "det här är äldre" in older.output
    assert story.tip("public") == before


def test_an_edition_is_refused_a_place_that_is_not_its_own(story: Story) -> None:
    label = story.labels[0]
    words = ("--remote", str(story.remote("public")), "--branch", "gren-public")
    before = story.tip("public")
    refused = story.handbok("publish", f"utgavor/{label}/restricted", *words)
    assert refused.code == 1
    assert "det står inte under publishing" in refused.output
    assert story.tip("public") == before


@pytest.mark.parametrize(
    ("label", "day", "said"),
    [
        ("2024.1", NOW, "finns redan"),
        ("2027.1", "2024-03-01", "En ny måste vara senare"),
        ("senaste", NOW, "är ingen beteckning"),
    ],
)
def test_an_edition_that_cannot_be_is_refused(
    story: Story, label: str, day: str, said: str
) -> None:
    before = story.git("rev-parse", "HEAD"), contents(story.project / "data")
    refused = story.handbok("release", label, "--reference", "KS 1", day=day)
    assert refused.code in (1, 2)
    assert said in refused.output
    assert (story.git("rev-parse", "HEAD"), contents(story.project / "data")) == before


def as_it_is(story: Story) -> tuple[str, str, str, dict[str, str]]:
    """Return all of the project that a release writes."""
    return (
        story.git("rev-parse", "HEAD"),
        story.git("tag", "--list"),
        story.git("status", "--porcelain"),
        contents(story.project / "data"),
    )


@pytest.mark.parametrize("hook", ["pre-commit", "reference-transaction"])
def test_what_stops_a_release_on_its_way_leaves_all_as_it_was(story: Story, hook: str) -> None:
    """Git refuses the first commit, or in the end the tag, as a hook or a full disk makes it."""
    before = as_it_is(story)
    file = story.project / ".git" / "hooks" / hook
    file.parent.mkdir(exist_ok=True)
    refuses = "exit 1" if hook == "pre-commit" else "! grep -q refs/tags/ || exit 1"
    file.write_text(f"#!/bin/sh\n{refuses}\n", encoding="utf-8")
    file.chmod(0o755)
    try:
        refused = story.handbok("release", "2027.1", "--reference", "KS 1")
    finally:
        file.unlink()
    assert refused.code == 1
    assert "Git kunde inte göra" in refused.output
    assert as_it_is(story) == before
    assert not (story.project / "utgavor" / "2027.1").exists()


def test_a_release_that_cannot_be_built_leaves_all_as_it_was(story: Story) -> None:
    template = story.project / "overrides" / "main.html"
    text = template.read_text(encoding="utf-8")
    template.write_text("{% if %}", encoding="utf-8")
    story.git("commit", "--all", "--quiet", "--message", "Break the theme")
    before = as_it_is(story)
    try:
        refused = story.handbok("release", "2027.1", "--reference", "KS 1")
    finally:
        after = as_it_is(story)
        template.write_text(text, encoding="utf-8")
        story.git("commit", "--all", "--quiet", "--message", "Mend the theme")
    assert refused.code == 1
    assert "gick inte att bygga" in refused.output
    assert after == before
    assert not (story.project / "utgavor" / "2027.1").exists()


def test_what_is_not_saved_in_git_is_not_frozen(story: Story) -> None:
    page = story.project / "docs" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "\nMer.\n", encoding="utf-8")
    try:
        refused = story.handbok("release", "2027.1", "--reference", "KS 1")
    finally:
        page.write_text(text, encoding="utf-8")
    assert refused.code == 1
    assert "Allt är inte sparat i git" in refused.output
    assert story.git("tag", "--list", "utgava/2027.1") == ""


def test_the_list_beside_the_editions_says_from_when_to_when_each_applied(story: Story) -> None:
    told = json.loads(story.read("public", "editions.json"))
    days = [EDITIONS[label] for label in story.labels]
    assert [(one["label"], one["day"], one["until"]) for one in told["editions"]] == [
        *zip(story.labels, days, [*days[1:], None], strict=True)
    ][::-1]
    assert (told["current"], told["day"]) == ("gallande", NOW)
    page = story.read("public", "utgavor/index.html")
    for label in story.labels:
        assert f'href="../{label}/"' in page
    assert "<script" not in page
    assert "style=" not in page


def test_each_edition_tells_what_was_changed_none_missed_none_invented(
    story: Story, sample_sizes: Callable[[str, int, int], None]
) -> None:
    every: set[tuple[str, Told]] = set()
    for label in story.labels[1:]:
        file = story.project / "data" / "changes" / f"{label.replace('.', '-')}.yml"
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        found = {(one["subject"], one["what"]) for one in rows if "restricted" in one["readers"]}
        assert found == story.told[label]
        every |= {(label, one) for one in found}
        page = html.unescape(story.read("restricted", f"{label}/andringar/index.html"))
        plain = " ".join(re.sub(r"<[^>]*>", "", page).split())
        missing = [one["name"] for one in rows if "restricted" in one["readers"]]
        assert [one for one in missing if " ".join(one.split()) not in plain] == []
    sorts = {what for _, (_, what) in every}
    sample_sizes("changes told by editions", len(every), 63)
    sample_sizes("sorts of them", len(sorts), 50)
    if len(story.labels) == len(EDITIONS):
        assert len(every) >= 60
        assert len(sorts) >= 25


def test_two_editions_are_compared_by_their_labels(story: Story) -> None:
    one, other = story.labels[:2]
    done = story.handbok("diff", one, other)
    assert done.code == 0, done.output
    assert "byter id från role-open till role-ny" in done.output


def test_the_first_edition_tells_of_no_change(story: Story) -> None:
    label = story.labels[0]
    name = f"{label.replace('.', '-')}.yml"
    assert not (story.project / "data" / "changes" / name).exists()


def test_search_engines_are_led_to_what_applies_now(story: Story) -> None:
    robots = story.read("public", "robots.txt").splitlines()
    assert robots[0] == "User-agent: *"
    assert {f"Disallow: /handbok/{label}/" for label in story.labels} <= set(robots)
    assert robots[-1] == f"Sitemap: {SITE}gallande/sitemap.xml"


@pytest.fixture(scope="module")
def www(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the public branch as a folder that a web server shows, under its path."""
    root = tmp_path_factory.mktemp("www")
    # The last edition lies there already; what applies now is what the story put there.
    folder = f"utgavor/{story.labels[-1]}/public"
    done = story.handbok("publish", folder, "--folder", str(root / "handbok"))
    assert done.code == 0, done.output
    shutil.copy(root / "handbok" / "404.html", root)
    return root


def test_canonical_links_lead_to_pages_that_exist(story: Story, www: Path) -> None:
    checked = 0
    for label in (*story.labels, "gallande"):
        folder = www / "handbok" / label
        for path in sorted(folder.rglob("*.html")):
            found = re.search(r'<link rel="canonical" href="([^"]*)"', path.read_text("utf-8"))
            if found is None:
                assert path.name == "404.html"
                continue
            assert found[1].startswith(f"{SITE}{label}/")
            there = www / "handbok" / found[1].removeprefix(SITE)
            assert (there / "index.html").is_file(), (path, found[1])
            checked += 1
    assert checked > 40 * len(story.labels)


def test_every_page_says_its_edition_and_its_day_without_script(story: Story, www: Path) -> None:
    for label in story.labels:
        told = f"Du läser utgåva {label}, läget "
        folder = www / "handbok" / label
        pages = [
            path
            for path in sorted(folder.rglob("*.html"))
            if 'http-equiv="refresh"' not in path.read_text("utf-8")
        ]
        for path in pages:
            text = path.read_text("utf-8")
            assert told in text, path
            way = re.search(r'<a href="([^"]*)/\.\./utgavor/">Alla utgåvor', text)
            assert way is not None, path
            if path.name != "404.html":
                assert ((path.parent / way[1]).resolve().parent / "utgavor").is_dir()
    now = (www / "handbok" / "gallande" / "index.html").read_text("utf-8")
    assert "Gällande utgåva för alla, läget" in now
    assert "Du läser utgåva" not in now


def test_texts_are_packed_beside_themselves(www: Path) -> None:
    pages = [path for path in www.rglob("*.html") if path.stat().st_size > 1024]
    assert len(pages) > 50
    missing = [
        path
        for path in pages
        if path.parent != www and not path.with_name(f"{path.name}.gz").is_file()
    ]
    assert missing == []


def test_a_real_server_sends_what_is_packed_and_asks_whether_it_is_still_so(
    story: Story, www: Path, tmp_path: Path
) -> None:
    with nginx(www, tmp_path, "/handbok/404.html") as address:
        page = f"{address}handbok/{story.labels[0]}/"
        packed = Request(page, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - of this machine
        with urlopen(packed) as answer:  # noqa: S310 - as above
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Cache-Control"] == "no-cache"
            mark = answer.headers["ETag"]
            whole = gzip.decompress(answer.read())
        assert whole == (www / "handbok" / story.labels[0] / "index.html").read_bytes()
        again = {"Accept-Encoding": "gzip", "If-None-Match": mark}
        with pytest.raises(HTTPError, match="304"):
            urlopen(Request(page, headers=again))  # noqa: S310 - as above
        with pytest.raises(HTTPError, match="404") as lost:
            urlopen(f"{page}finns/inte/")  # noqa: S310 - as above
        assert "Se alla utgåvor" in lost.value.read().decode()


# In a browser


@pytest.fixture(scope="module")
def reader(
    www: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, str, list[str]]]:
    """Return a page in a browser, where nginx serves the editions, and what the console said."""
    said: list[str] = []
    folder = tmp_path_factory.mktemp("nginx")
    served = nginx(www, folder, "/handbok/404.html")
    with served as address, chromium.new_context() as context:
        page = context.new_page()
        page.on("console", lambda one: said.append(f"{page.url}: {one.text}"))
        page.on("pageerror", lambda one: said.append(f"{page.url}: {one}"))
        yield page, f"{address}handbok/", said


def banner(page: Page) -> Any:
    """Return what the notice of a frozen edition says and leads to, once its script has run."""
    page.wait_for_selector(".hb-editions:not([hidden])", state="attached")
    return page.evaluate(
        """() => {
          const box = document.querySelector(".hb-frozen");
          return box && {
            text: box.innerText.replace(/\\s+/g, " ").trim(),
            to: box.querySelector("a").href,
          };
        }"""
    )


def test_a_frozen_edition_leads_to_the_same_subject_in_what_applies_now(
    story: Story, reader: tuple[Page, str, list[str]]
) -> None:
    page, root, said = reader
    label = story.labels[0]
    page.goto(f"{root}{label}/register/tillgangar/asset-public/")
    told = banner(page)
    assert told["to"] == f"{root}gallande/register/tillgangar/asset-public/"
    assert told["text"] == (
        f"Du läser utgåva {label}, läget 1 februari 2024. Den gällde från 1 februari 2024 till "
        "15 oktober 2024. Läs samma sida i det som gäller nu. Alla utgåvor."
    )
    # What has moved since then.
    page.goto(f"{root}{label}/roller/role-open/")
    told = banner(page)
    assert told["to"] == f"{root}gallande/roller/role-open/"
    page.goto(told["to"])
    page.wait_for_url(f"{root}gallande/roller/role-ny/")
    # What is gone.
    page.goto(f"{root}{label}/bara-intern/oppen/")
    told = banner(page)
    assert told["to"] == f"{root}gallande/"
    assert "Den här sidan finns inte längre. Gå till det som gäller nu." in told["text"]
    page.goto(f"{root}gallande/")
    assert banner(page) is None
    assert said == []


def test_every_page_type_of_a_frozen_edition_says_that_it_is_one(
    story: Story, www: Path, reader: tuple[Page, str, list[str]]
) -> None:
    page, root, said = reader
    label = story.labels[0]
    types: dict[str, str] = {}
    for path in sorted(documents(www / "handbok" / label)):
        folder = path.rpartition("/")[0].rpartition("/")[0]
        types.setdefault(folder, path.removesuffix("index.html"))
    assert len(types) >= 8
    for path in types.values():
        page.goto(f"{root}{label}/{path}")
        told = banner(page)
        assert f"Du läser utgåva {label}" in told["text"], path
        assert told["to"].startswith(f"{root}gallande/"), path
    assert said == []


def test_the_selector_works_by_keyboard_below_a_path(
    story: Story, reader: tuple[Page, str, list[str]]
) -> None:
    page, root, said = reader
    page.goto(f"{root}gallande/")
    page.wait_for_selector(".hb-editions:not([hidden])")
    page.focus(".hb-editions > summary")
    page.keyboard.press("Enter")
    rows = page.eval_on_selector_all(
        ".hb-editions a", "all => all.map((one) => [one.textContent, one.href])"
    )
    assert rows == [
        ["Gäller nu", f"{root}gallande/"],
        *([f"Utgåva {one}", f"{root}{one}/"] for one in story.labels[::-1]),
        ["Alla utgåvor", f"{root}utgavor/"],
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}{story.labels[-1]}/")
    page.wait_for_selector(".hb-editions:not([hidden])")
    page.focus(".hb-editions > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('.hb-editions').open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert said == []


def test_search_stays_inside_its_edition(story: Story, reader: tuple[Page, str, list[str]]) -> None:
    page, root, said = reader
    label = story.labels[0]
    page.goto(f"{root}{label}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("System")
    page.wait_for_selector("dialog[open] a.pf-result-link")
    found = page.eval_on_selector_all("a.pf-result-link", "all => all.map((one) => one.href)")
    assert found
    assert [one for one in found if not one.startswith(f"{root}{label}/")] == []
    assert said == []


def test_the_way_in_and_what_is_lost_lead_on_without_script(
    www: Path, reader: tuple[Page, str, list[str]]
) -> None:
    page, root, _ = reader
    page.goto(root)
    page.wait_for_url(f"{root}gallande/")
    lost = (www / "handbok" / "404.html").read_text("utf-8")
    assert 'href="/handbok/gallande/"' in lost
    assert 'href="/handbok/utgavor/"' in lost


# What goes wrong


def test_two_that_publish_at_once_both_get_there(story: Story) -> None:
    """What one puts there is not lost when another was first."""
    label = story.labels[0]
    commands = [("publish", f"utgavor/{one}/internal") for one in story.labels]
    place = story.remote("internal")
    story.git("update-ref", "-d", "refs/heads/gren-internal", where=place)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "macros.cli", *words],
            cwd=story.project,
            env=environment(story.project, {"HANDBOK_DATE": NOW}),
            stdout=subprocess.DEVNULL,
        )
        for words in commands
    ]
    assert [one.wait(PATIENCE) for one in running] == [0] * len(commands)
    told = json.loads(story.read("internal", "editions.json"))
    assert [one["label"] for one in told["editions"]] == story.labels[::-1]
    assert story.lies("internal", label) == story.first["internal"]


def test_a_publication_that_is_killed_leaves_the_branch_as_it_was_or_done(
    story: Story,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    place = story.remote("internal")
    kills = 12 if whole else 3
    sample_sizes("publications killed", kills, 12)
    full = story.lies("internal")
    seen = []
    for number in range(kills):
        story.git("update-ref", "-d", "refs/heads/gren-internal", where=place)
        process = subprocess.Popen(
            [sys.executable, "-m", "macros.cli", "publish"]
            + [f"utgavor/{one}/internal" for one in story.labels],
            cwd=story.project,
            env=environment(story.project, {"HANDBOK_DATE": NOW}),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(0.8 + 0.25 * number)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        branches = story.git("for-each-ref", "--format=%(refname)", where=place).split()
        seen.append(story.lies("internal") if branches else None)
    assert [one for one in seen if one not in (None, full)] == []
    again = story.handbok("publish", *(f"utgavor/{one}/internal" for one in story.labels))
    assert again.code == 0, again.output
    assert story.lies("internal") == full


def test_a_full_disk_leaves_the_branch_as_it_was(story: Story) -> None:
    before = story.tip("restricted")
    code = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "from macros.cli import main\nmain()\n"
    )
    story.another("restricted", "gallande", NOW)
    done = subprocess.run(
        [sys.executable, "-c", code, "publish"],
        cwd=story.project,
        env=environment(story.project, {"HANDBOK_DATE": NOW, "HANDBOK_CACHE": "/dev/null"}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "gick inte att" in done.stderr or "går inte att" in done.stderr
    assert story.tip("restricted") == before
    story.git("fsck", "--strict", "--no-dangling", where=story.remote("restricted"))


def test_an_edition_is_withdrawn_only_after_a_decision_and_leaves_nothing_behind(
    story: Story,
) -> None:
    """Last of all here: the first edition is gone afterwards."""
    label = story.labels[0]
    refused = story.handbok("withdraw", label)
    assert refused.code == 1
    assert "Det finns inget beslut" in refused.output
    assert story.lies("public", label) == story.first["public"]
    file = story.project / "data" / "editions.yml"
    text = file.read_text(encoding="utf-8")
    decided = (
        "  withdrawn:\n    date: 2026-11-20\n    decided_by: role-public\n"
        "    decision: KS 2026/999\n    reason: En uppgift skulle inte ha varit med.\n"
        "    ground: 18 kap. 8 § OSL\n    archived: Kommunarkivet, KS 2024/0\n"
    )
    mark = f"- id: {label.replace('.', '-')}\n"
    end = text.index("- id:", text.index(mark) + 5)
    file.write_text(text[:end] + decided + text[end:], encoding="utf-8")
    # What is decided and not done yet changes nothing there, and is told to who publishes.
    story.another("public", "gallande", NOW)
    done = story.handbok("publish")
    assert (done.code, done.output.splitlines()[1:]) == (
        0,
        [f"Utgåva {label} ska återkallas men ligger kvar. Kör: handbok withdraw {label}"],
    )
    assert story.lies("public", label) == story.first["public"]
    unknown = story.handbok("withdraw", "2020.1")
    assert unknown.code == 1
    assert "står inte i data/editions.yml" in unknown.output
    done = story.handbok("withdraw", label)
    assert done.code == 0, done.output
    for audience in AUDIENCES:
        assert list(story.lies(audience, label)) == ["index.html"]
    page = story.read("public", f"{label}/index.html")
    for told in ("20\xa0november\xa02026", "KS 2026/999", "18 kap. 8 § OSL", "Kommunarkivet"):
        assert told in page
    again = story.handbok("publish", f"utgavor/{label}/public")
    assert again.code == 1
    assert "är återkallad" in again.output
    # It stays so when something else is published.
    story.another("public", "gallande", "2026-11-25")
    done = story.handbok("publish")
    assert done.code == 0, done.output
    assert list(story.lies("public", label)) == ["index.html"]
    told = json.loads(story.read("public", "editions.json"))
    assert [one["label"] for one in told["editions"] if one["withdrawn"]] == [label]
