"""The crisis pack: all that is needed in one file, nothing that the audience may not see."""

from __future__ import annotations

import dataclasses
import html
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from example_site import CHROMIUM, environment
from test_cli import run
from test_macros import HOSTILE, events, hostile_view

from macros import cli, crisis
from macros.handbook import load
from macros.records.assets import Asset
from macros.records.law import Duty
from macros.records.organisation import Role, Unit
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from pathlib import Path

    from macros.handbook import Handbook, View

INTERNAL, RESTRICTED = Audience.INTERNAL, Audience.RESTRICTED
MOST_PAGES = 10
"""More is not printed, and not found in the dark."""


@pytest.fixture(scope="module")
def internal(example: Handbook) -> View:
    return example.for_audience(INTERNAL)


@pytest.fixture(scope="module")
def restricted(example: Handbook) -> View:
    return example.for_audience(RESTRICTED)


def words(page: str) -> str:
    """Return what a page shows, on one line."""
    shown = re.sub(r"<style>.*?</style>|<[^<>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(shown).split())


def one_line(text: str) -> str:
    return " ".join(text.split())


def with_record(view: View, kind: str, record_id: str, **changed: Any) -> View:
    """Return a view in which a record has other values."""
    record = view.records[kind][record_id].model_copy(update=changed)
    known = {**view.records[kind], record_id: record}
    return dataclasses.replace(view, records={**view.records, kind: known})


def test_it_holds_every_number_every_duty_and_who_decides(internal: View) -> None:
    page = words(crisis.page(internal))
    phones = [one for unit in internal.all("organisation", Unit) for one in unit.contacts]
    assert len([one for one in phones if one.phone]) > 10
    for contact in phones:
        if contact.phone:
            assert f"{contact.function} {contact.phone}" in page
    duties = internal.all("duty", Duty)
    assert len(duties) >= 12
    for duty in duties:
        texts = (duty.trigger, duty.clock_starts, duty.out_of_hours, duty.recipient, duty.channel)
        assert [text for text in texts if not text or one_line(text) not in page] == []
        for clock in duty.deadlines:
            assert one_line(f"{clock.what}: {clock.within}") in page
        decider = internal.find("role", duty.decider, Role)
        deputy = internal.find("role", duty.deputy, Role)
        assert decider is not None
        assert deputy is not None
        assert f"Beslutar {decider.name} Ersättare {deputy.name}" in page
    assert "24 november 2026" in page
    assert "Utgåva 2026.2" in page


def test_who_steps_in_has_duties_and_decisions_there_the_most_needed_first(internal: View) -> None:
    page = words(crisis.page(internal))
    officer = internal.find("role", "tjansteperson-i-beredskap", Role)
    assert officer is not None
    for line in (*officer.duties, *officer.decides, *officer.reports):
        assert one_line(line) in page
    part = page.partition("Du som träder in när ingen annan nås")[2]
    assert part.strip().startswith(officer.name)


def test_what_to_do_first_is_what_the_pages_say_in_the_menus_order(internal: View) -> None:
    page = words(crisis.page(internal))
    titles = [
        "Gör nu",
        "Rapportera en incident",
        "Du har fått ett misstänkt mejl",
        "Du har klickat på något",
        "Du har tappat bort något",
        "Du har skickat till fel mottagare",
        "Ett system är nere",
        "Någon är där ingen ska vara",
    ]
    part = page.partition("Gör så här först")[2].partition("Det vi måste rapportera")[0]
    places = [part.find(title) for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert "Svarar ingen ringer du tjänstepersonen i beredskap." in part
    assert "qxanrop" not in page


def test_no_asset_is_chosen_by_what_only_some_may_see(internal: View, restricted: View) -> None:
    page = crisis.page(internal)
    every = [one for one in internal.all("asset", Asset) if one.continuity and not one.retired]
    assert len(every) > 10
    for asset in every:
        assert f'<th scope="row">{html.escape(asset.name)}' in page
    # The mark itself changes nothing for those who may not see it.
    critical = [one.id for one in restricted.all("asset", Asset) if one.crisis_critical]
    assert 3 < len(critical) < len(every)
    for record_id in critical:
        assert crisis.page(with_record(internal, "asset", record_id, crisis_critical=None)) == page
    assert "Beror av" not in page
    assert "Igång inom" not in page


def test_those_who_see_all_get_what_matters_in_a_crisis_and_what_it_hangs_on(
    restricted: View,
) -> None:
    page = crisis.page(restricted)
    for asset in restricted.all("asset", Asset):
        listed = f'<th scope="row">{html.escape(asset.name)}<' in page
        assert listed is bool(asset.crisis_critical and asset.continuity and not asset.retired)
    told = words(page)
    assert "Beror av" in told
    assert "Lås in den" in told


def test_the_soonest_missed_stand_first_and_one_without_a_routine_says_so(internal: View) -> None:
    asset = internal.find("asset", "skolplattformen", Asset)
    assert asset is not None
    assert asset.continuity is not None
    bare = asset.continuity.model_copy(update={"manual_routine": None, "tolerable_outage_hours": 0})
    page = words(crisis.page(with_record(internal, "asset", asset.id, continuity=bare)))
    part = page.partition("Så arbetar vi under ett avbrott")[2]
    assert re.search(r"Så arbetar vi Skolplattformen .{0,60} 0 timmar Ingen reservrutin", part)
    hours = [int(one) for one in re.findall(r" (\d+) timm(?:e|ar) ", part)]
    assert hours == sorted(hours)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text(text: str, restricted: View) -> None:
    page = crisis.page(hostile_view(restricted, text))
    plain = crisis.page(restricted)
    assert one_line(text) in words(page) or "<" in text
    seen = {(tag, *attributes) for tag, *attributes in events(page) if tag}
    known = {(tag, *attributes) for tag, *attributes in events(plain) if tag}
    assert [one for one in seen - known if one[0] != "a"] == []
    assert [one for one in seen if any(part.startswith("on") for part in one[1:])] == []


BOX = """\
---
title: Något annat
description: Något.
audience: public
---

# Något

<div class="hb-urgent" markdown>

**Nu** [hit](https://elak.example/) ring {{ role("jurist", "<b>juristen</b> &amp;") }}.

<div class="hb-example" markdown>

1. Inuti &lt;i&gt; {{ law("2 kap. 5 § cybersäkerhetslagen") }}.

</div>

![bild](bild.png) `kod`

{{ contacts() }}

</div>

Utanför.
"""


def test_a_box_keeps_its_steps_and_nothing_that_leads_anywhere(tmp_path: Path) -> None:
    place = tmp_path / "docs" / "gor-nu" / "sak.md"
    place.parent.mkdir(parents=True)
    place.write_text(BOX, encoding="utf-8")
    view = load(ROOT / "data", tmp_path / "docs", DAY).for_audience(INTERNAL)
    page = crisis.page(view)
    box = page.partition('<div class="boxes">')[2].partition("</section>")[0]
    assert set(re.findall(r"</?(\w+)", box)) == {"div", "h3", "p", "strong", "ol", "li"}
    assert words(box).startswith("Något annat Nu hit ring <b>juristen</b> &amp;.")
    assert "Inuti <i> 2 kap. 5 § cybersäkerhetslagen." in words(box)
    assert "elak" not in page
    assert "Incidentjour" not in box
    assert "Utanför" not in page


def test_nothing_is_fetched_and_nothing_runs(internal: View, restricted: View) -> None:
    for view in (internal, restricted):
        page = crisis.page(view)
        assert re.findall(r"https?:|//[a-z]|url\(|@import", page) == []
        names = {tag for tag, *_ in events(page) if tag}
        assert names & {"script", "link", "img", "iframe", "object", "form", "base"} == set()
        links = re.findall(r'\b(?:href|src)="([^"]*)"', page)
        assert links != []
        assert [one for one in links if not re.fullmatch(r"tel:\+?\d+", one)] == []
        assert "default-src 'none'" in page


def test_the_same_handbook_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        settings = {"PYTHONHASHSEED": seed, "HANDBOK_AUDIENCE": "restricted"}
        subprocess.run(
            [sys.executable, "-m", "macros.cli", "crisis-pack", str(folder)],
            cwd=ROOT,
            env=environment(ROOT, settings),
            check=True,
            capture_output=True,
        )
        assert [one.name for one in folder.iterdir()] == [crisis.NAME]
        found.append((folder / crisis.NAME).read_bytes())
    assert found[0] == found[1]


def test_the_command_writes_for_those_who_work_here_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    public = {"HANDBOK_DATE": DAY.isoformat(), "HANDBOK_AUDIENCE": "public"}
    done = CliRunner().invoke(cli.main, ["crisis-pack", str(tmp_path / "a")], env=public)
    assert done.exit_code == 2
    assert "HANDBOK_AUDIENCE" in done.output
    assert not (tmp_path / "a").exists()
    done = run("crisis-pack", str(tmp_path / "b"))
    assert done.exit_code == 0
    assert "Medarbetare" in done.output
    assert (tmp_path / "b" / crisis.NAME).is_file()


def test_a_handbook_with_errors_gives_no_pack(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "data" / "duties.yml").write_text("- id: a\n", encoding="utf-8")
    where = ("--data", str(tmp_path / "data"), "--docs", str(tmp_path / "docs"))
    done = run("crisis-pack", str(tmp_path / "ut"), *where)
    assert done.exit_code == 1
    assert "fel HB" in done.output
    assert not (tmp_path / "ut").exists()


def test_an_empty_handbook_is_a_page_without_parts(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    page = crisis.page(load(tmp_path / "data", tmp_path / "docs", DAY).for_audience(RESTRICTED))
    assert "ring 112" in page
    assert "<table>" not in page


@pytest.mark.parametrize("who", [INTERNAL, RESTRICTED])
def test_it_prints_on_a_few_pages_with_the_network_down(
    who: Audience, example: Handbook, tmp_path: Path
) -> None:
    chromium = shutil.which("chromium")
    assert chromium is not None
    page = tmp_path / crisis.NAME
    page.write_text(crisis.page(example.for_audience(who)), encoding="utf-8", newline="")
    printed = tmp_path / "krispaket.pdf"
    subprocess.run(
        [
            chromium,
            "--headless",
            *CHROMIUM,
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    counts = [int(one) for one in re.findall(rb"/Count (\d+)", printed.read_bytes())]
    assert 4 <= max(counts) <= MOST_PAGES
