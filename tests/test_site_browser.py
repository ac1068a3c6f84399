"""The pages in a browser, under the policy they are published with: quiet, accessible, by keyboard.

Every test fails on anything that the browser's console says and on any request to another host.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

import pytest
from example_site import serve
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from example_site import Edition
    from playwright.sync_api import Browser, Page, Request, Response

pytest_plugins = ("site_fixtures",)

AXE: Final = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PATIENCE: Final = 15_000
"""Milliseconds after which what a page should do is taken to have failed."""

WIDTHS: Final = (390, 1440)
SCHEMES: Final = ("light", "dark")

LAGET: Final = "laget/"
"""The only page here that is for coordinators and management."""

PAGES: Final = {
    "start": "",
    "prose": "kansliga-uppgifter/sakerhetsskydd/",
    "urgent": "gor-nu/incident/",
    "policy": "styrdokument/rutin-incidenter/",
    "role": "roller/systemagare/",
    "recommendation": "rekommendationer/skr-1/",
    "asset": "register/tillgangar/skolplattformen/",
    "supplier": "register/leverantorer/molnhuset/",
    "processing": "register/behandlingar/elevadministration/",
    "procurement": "register/upphandlingar/ny-skolplattform/",
    "law": "lagrum/osl/",
    "places": "alla-lagrum/",
    "citing": "redaktor/sidor/",
    "assets": "register/tillgangar/",
    "countries": "register/lander/",
    "requirements": "krav/",
    "matrix": "klassificering/",
    "duties": "rapportplikter/",
    "organisation": "organisation/",
    "delegations": "delegationer/",
    "news": "andringar/",
    "glossary": "ordlista/",
    "laget": LAGET,
}
MISSING: Final = "finns/inte/alls/"
FORMER: Final = "register/tillgangar/larplattformen/"
PRESENT: Final = PAGES["asset"]


@dataclass
class Visit:
    """A browser window, and everything that happened in it that should not."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def goto(self, address: str = "") -> Visit:
        """Open an address of the site, with all that it loads by itself."""
        self.page.goto(self.base + address, wait_until="load")
        return self

    def has_focus(self, selector: str) -> bool:
        """Say whether what has focus matches a selector."""
        return bool(self.page.evaluate("which => document.activeElement.matches(which)", selector))

    def tab_to(self, selector: str, most: int = 150) -> None:
        """Press Tab until what has focus matches a selector."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.has_focus(selector):
                return
        pytest.fail(f"Tab kommer aldrig till {selector}")

    def settle(self) -> None:
        """Let what a script has put off until later happen."""
        self.page.evaluate("() => new Promise(done => setTimeout(done, 150))")

    @property
    def scheme(self) -> str | None:
        """Return the colour scheme that the page is drawn in."""
        return self.page.locator("body").get_attribute("data-md-color-scheme")

    @property
    def surplus(self) -> int:
        """Return by how many pixels the document is wider than the window."""
        return int(
            self.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def violations(self) -> list[tuple[str, list[str]]]:
        """Return what axe-core finds: each rule, and where on the page."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate(
            "async tags => (await axe.run({ runOnly: tags })).violations", list(TAGS)
        )
        return [(one["id"], [str(node["target"]) for node in one["nodes"]]) for one in found]


def open_window(
    browser: Browser, base: str, width: int, scheme: str = "light", *, scripts: bool = True
) -> Visit:
    """Open a window that notes what goes wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="sv-SE",
    )
    context.set_default_timeout(PATIENCE)
    one = Visit(context.new_page(), base)

    beside = urljoin(base, "../editions.json")

    def asked(request: Request) -> None:
        if not request.url.startswith((base, beside, "data:")):
            one.faults.append(f"request to {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            one.faults.append(f"{response.status} {response.url}")

    one.page.on("console", lambda said: one.faults.append(f"{said.type}: {said.text}"))
    one.page.on("pageerror", lambda error: one.faults.append(f"error: {error}"))
    one.page.on("request", asked)
    one.page.on("response", answered)
    return one


@pytest.fixture
def visit(chromium: Browser, served: Callable[[str], str]) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens a window; afterwards nothing may have gone wrong in any."""
    visits = []

    def opened(
        width: int = 1440,
        scheme: str = "light",
        audience: str = "internal",
        *,
        scripts: bool = True,
    ) -> Visit:
        one = open_window(chromium, served(audience), width, scheme, scripts=scripts)
        visits.append(one)
        return one

    yield opened
    for one in visits:
        one.page.context.close()
    assert [one.faults for one in visits if one.faults] == []


def audience_of(address: str) -> str:
    """Return whose edition has a page."""
    return "restricted" if address == LAGET else "internal"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_of_every_kind_is_quiet_fits_the_screen_and_is_accessible(
    visit: Callable[..., Visit], address: str, scheme: str
) -> None:
    shown = visit(1440, scheme, audience_of(address)).goto(address)
    expect(shown.page.locator("h1")).to_be_visible()
    assert shown.scheme == {"light": "default", "dark": "slate"}[scheme]
    for width in WIDTHS:
        shown.page.set_viewport_size({"width": width, "height": 900})
        assert (width, shown.surplus) == (width, 0)
        assert (width, shown.violations()) == (width, [])


def test_more_pages_are_quiet_fit_the_screen_and_are_accessible(
    visit: Callable[..., Visit],
    edition: Callable[[str], Edition],
    whole: bool,  # noqa: FBT001 - a fixture
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    every = sorted(
        path.removesuffix("index.html")
        for path, page in edition("internal").pages.items()
        if page.moved_to is None and path != "404.html"
    )
    others = [address for address in every if address not in PAGES.values()]
    chosen = others if whole else random.Random(8).sample(others, 6)  # noqa: S311 - a sample
    sample_sizes("pages in the browser", len(chosen), len(others))
    wrong = []
    for scheme, width in (("light", 1440), ("dark", 390)):
        shown = visit(width, scheme)
        for address in chosen:
            shown.goto(address)
            wrong += [(scheme, address, one) for one in shown.violations()]
            if shown.surplus:
                wrong.append((scheme, address, ("surplus", [str(shown.surplus)])))
    assert len(chosen) >= 6
    assert wrong == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_address_that_leads_nowhere_gives_a_page_that_is_whole_wherever_it_lies(
    visit: Callable[..., Visit], scheme: str
) -> None:
    shown = visit(1440, scheme).goto(MISSING)
    expect(shown.page.get_by_role("heading", name="Sidan finns inte")).to_be_visible()
    missing = shown.base + MISSING
    console = (
        "error: Failed to load resource: the server responded with a status of 404 (Not Found)"
    )
    assert sorted(shown.faults) == [f"404 {missing}", console]
    shown.faults.clear()
    for width in WIDTHS:
        shown.page.set_viewport_size({"width": width, "height": 900})
        assert (width, shown.surplus) == (width, 0)
        assert (width, shown.violations()) == (width, [])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_former_address_leads_on(
    visit: Callable[..., Visit],
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    shown = visit(scripts=scripts)
    shown.page.goto(shown.base + FORMER)
    shown.page.wait_for_url(shown.base + PRESENT)
    expect(shown.page.get_by_role("heading", level=1)).to_have_text("Skolplattformen")


def test_a_former_address_keeps_the_place_on_the_page(visit: Callable[..., Visit]) -> None:
    shown = visit()
    shown.page.goto(shown.base + FORMER + "#classification")
    shown.page.wait_for_url(re.compile(re.escape(shown.base + PRESENT)))
    assert shown.page.url == shown.base + PRESENT + "#classification"


# By keyboard


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_comes_first_to_the_skip_link_and_it_leads_to_the_text(
    visit: Callable[..., Visit], width: int
) -> None:
    shown = visit(width).goto(PAGES["policy"])
    link = shown.page.locator("a.hb-skip")
    expect(link).not_to_be_in_viewport()
    shown.page.keyboard.press("Tab")
    assert shown.has_focus("a.hb-skip")
    expect(link).to_be_in_viewport()
    shown.page.keyboard.press("Enter")
    assert shown.has_focus("main")
    shown.page.keyboard.press("Tab")
    assert shown.has_focus("main *")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_search_opens_by_keyboard_finds_is_accessible_and_gives_focus_back(
    visit: Callable[..., Visit], width: int, scheme: str
) -> None:
    shown = visit(width, scheme).goto(PRESENT)
    dialog = shown.page.locator("dialog[open]")
    shown.page.locator("article a").first.focus()
    shown.page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()
    assert shown.has_focus("dialog input")
    shown.page.keyboard.type("säkerhet")
    results = dialog.locator("a.pf-result-link")
    expect(results.first).to_be_visible()
    expect(dialog).to_contain_text("träffar på säkerhet")
    assert shown.violations() == []
    assert shown.surplus == 0
    shown.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    shown.settle()
    assert shown.has_focus("article a")


def test_the_search_button_gets_focus_back_and_a_result_is_opened_by_keyboard(
    visit: Callable[..., Visit],
) -> None:
    shown = visit().goto(PRESENT)
    dialog = shown.page.locator("dialog[open]")
    shown.tab_to(".hb-search button")
    shown.page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    shown.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    shown.settle()
    assert shown.has_focus(".hb-search button")
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.type("säkerhet")
    expect(dialog.locator("a.pf-result-link").first).to_be_visible()
    shown.tab_to("a.pf-result-link", 10)
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url(lambda url: url != shown.base + PRESENT)
    expect(shown.page.locator("article h1")).to_be_visible()


def test_search_forgives_endings_and_dots_and_says_when_nothing_is_found(
    visit: Callable[..., Visit],
) -> None:
    shown = visit().goto()
    dialog = shown.page.locator("dialog[open]")
    shown.page.keyboard.press("Control+k")
    for words, name in (
        ("incidenter", "Rapportera en incident"),
        ("sakerhetsskydd", "Riktlinje för säkerhetsskydd"),
        ("leverantör", "Leverantörer"),
    ):
        dialog.locator("input").fill(words)
        result = dialog.locator("a.pf-result-link").get_by_text(name, exact=True)
        expect(result.first).to_be_attached()
    dialog.locator("input").fill("qqqxyzzy")
    expect(dialog).to_contain_text("Inga träffar på qqqxyzzy")


def test_the_colour_scheme_is_changed_by_keyboard_and_remembered(
    visit: Callable[..., Visit],
) -> None:
    shown = visit().goto(PRESENT)

    def background() -> str:
        return str(shown.page.evaluate("() => getComputedStyle(document.body).backgroundColor"))

    light = background()
    for key, scheme in (("Enter", "slate"), ("Space", "default")):
        shown.tab_to(".hb-scheme")
        shown.page.keyboard.press(key)
        assert shown.scheme == scheme
        shown.goto(PAGES["law"])
        assert shown.scheme == scheme
        assert (background() == light) == (scheme == "default")


def test_a_choice_of_colours_holds_against_what_the_system_asks_for(
    visit: Callable[..., Visit],
) -> None:
    shown = visit(scheme="dark").goto()
    assert shown.scheme == "slate"
    shown.page.locator(".hb-scheme").click()
    shown.goto(PAGES["law"])
    assert shown.scheme == "default"


def test_wide_tables_are_reached_and_scrolled_by_keyboard(visit: Callable[..., Visit]) -> None:
    shown = visit(390)
    seen = []
    for address in ("register/tillgangar/", "register/leverantorer/", "register/lander/"):
        shown.goto(address)
        wide = shown.page.evaluate(
            "() => [...document.querySelectorAll('article .hb-scroll')]"
            ".filter(one => one.scrollWidth > one.clientWidth + 1)"
            ".map((one, number) => { one.id = `wide-${number}`; return one.id; })"
        )
        for name in wide:
            frame = shown.page.locator(f"#{name}")
            shown.tab_to(f"#{name}")
            for _ in range(3):
                shown.page.keyboard.press("ArrowRight")
            shown.page.wait_for_function(
                "name => document.getElementById(name).scrollLeft > 0", arg=name
            )
            assert frame.get_attribute("role") == "region"
            assert frame.get_attribute("aria-label")
            seen.append((address, name))
            break
    assert seen != []


def test_the_menu_of_a_narrow_screen_opens_is_accessible_and_closes_by_keyboard(
    visit: Callable[..., Visit],
) -> None:
    shown = visit(390).goto(PRESENT)
    menu = shown.page.locator("#hb-nav")
    expect(menu).not_to_be_visible()
    shown.tab_to("button.hb-menu")
    shown.page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert shown.violations() == []
    shown.page.keyboard.press("Tab")
    assert shown.has_focus("#hb-nav a")
    shown.page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    assert shown.has_focus("button.hb-menu")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_section_says_is_shown_by_keyboard_and_goes_away_with_escape(
    visit: Callable[..., Visit], width: int, scheme: str
) -> None:
    one = visit(width, scheme).goto(PAGES["citing"])
    tip = one.page.locator(".hb-tip")
    expect(tip).to_be_hidden()
    one.tab_to("a.hb-cite")
    expect(tip).to_be_visible()
    described = one.page.evaluate("() => document.activeElement.getAttribute('aria-describedby')")
    assert tip.inner_text() == one.page.locator(f"#{described}").text_content()
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert one.surplus == 0
    assert one.violations() == []
    one.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    assert one.has_focus("a.hb-cite")


def test_the_explanation_stays_while_it_is_pointed_at(visit: Callable[..., Visit]) -> None:
    one = visit().goto(PAGES["citing"])
    link, tip = one.page.locator("a.hb-cite").first, one.page.locator(".hb-tip")
    link.hover()
    expect(tip).to_be_visible()
    tip.hover()
    one.page.wait_for_timeout(600)
    expect(tip).to_be_visible()
    one.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_focus_is_seen_and_not_hidden_by_the_header(
    visit: Callable[..., Visit], width: int
) -> None:
    shown = visit(width).goto(PAGES["policy"])
    hidden = []
    for _ in range(120):
        shown.page.keyboard.press("Tab")
        fault = shown.page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const box = one.getClientRects()[0];
                const x = box.left + box.width / 2, y = box.top + box.height / 2;
                const top = document.elementFromPoint(x, y);
                const ring = getComputedStyle(one);
                if (!top || !(one.contains(top) || top.contains(one))) return "covered";
                if (ring.outlineStyle === "none" && ring.boxShadow === "none") return "no ring";
                return null;
            }"""
        )
        if fault:
            hidden.append((fault, shown.page.evaluate("() => document.activeElement.outerHTML")))
    assert hidden == []


# Without scripts


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_pages_are_read_and_found_and_no_dead_control_is_shown(
    visit: Callable[..., Visit], width: int
) -> None:
    shown = visit(width, scripts=False).goto(PRESENT)
    page = shown.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Skolplattformen")
    expect(page.locator("article .hb-lead")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    assert shown.surplus == 0
    page.locator("nav a:visible").get_by_text("Register", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url == shown.base + "register/"
    page.locator("article").get_by_role("link", name="Leverantörer").first.click()
    assert page.url == shown.base + "register/leverantorer/"


def test_without_scripts_the_menu_of_a_narrow_screen_is_a_link_to_the_navigation(
    visit: Callable[..., Visit],
) -> None:
    shown = visit(390, scripts=False).goto(PRESENT)
    shown.page.get_by_role("link", name="Meny").click()
    expect(shown.page.locator("#hb-nav")).to_be_in_viewport()


# The tests themselves


BAD: Final = """<!doctype html><html lang="sv"><head><title>Fel</title></head><body>
<main><h1 style="margin: 0">Fel</h1><script>document.title = "kördes"</script>
<img src="http://127.0.0.2:9/bild.png" alt=""><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p>%s</p></main></body></html>"""


def test_the_browser_tells_what_is_wrong(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BAD % ("x" * 500), encoding="utf-8")
    with serve(tmp_path) as base:
        shown = open_window(chromium, base, 390)
        shown.goto()
        said = "\n".join(shown.faults)
        assert shown.page.title() == "Fel"
        assert re.findall(r"violates the following Content Security Policy directive", said) != []
        assert re.findall(r"'(script-src|style-src|img-src)[ -]", said) != []
        assert "request to http://127.0.0.2:9/bild.png" in said
        assert [rule for rule, _ in shown.violations()] == ["image-alt"]
        assert shown.surplus > 0
        shown.page.context.close()
