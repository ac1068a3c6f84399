"""Every page of every edition, read as a file: links that lead somewhere, markup that is ours."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from example_site import AUDIENCES, Document, address_of, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from example_site import Edition

pytest_plugins = ("site_fixtures",)

LOADED: Final = {
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("image", "href"),
    ("form", "action"),
}
"""Attributes whose address the browser fetches or sends to by itself."""

NEITHER_PAGE_NOR_LAW: Final = ("None", "none", "undefined", "null", "NaN", "nan", "True", "False")
"""What a program writes in a cell when it has nothing to say."""


@pytest.fixture(params=AUDIENCES)
def built(request: pytest.FixtureRequest, edition: Callable[[str], Edition]) -> Edition:
    """Give each edition in turn."""
    return edition(request.param)


def staying(built: Edition) -> list[Document]:
    """Return the pages that do not lead on by themselves."""
    return [page for page in built.pages.values() if page.moved_to is None]


def links(page: Document) -> Iterator[str]:
    """Yield the addresses that a reader can follow from a page."""
    for one in page.all("a", "area"):
        if "href" in one.attributes:
            yield one.attributes["href"]


def loaded(page: Document) -> Iterator[str]:
    """Yield the addresses that a page fetches by itself."""
    for one in page.elements:
        for name, value in one.attributes.items():
            if (one.tag, name) in LOADED:
                yield value
            if name == "srcset":
                yield from (part.split()[0] for part in value.split(","))
        if one.tag == "link" and one.attributes.get("rel") != "canonical":
            yield one.attributes["href"]


def styled(text: str) -> Iterator[str]:
    """Yield the addresses that a style sheet fetches."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for match in re.finditer(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)]*?)\s*\)", text):
        yield match[1].strip("\"'")
    for match in re.finditer(r"@import\s+[\"']([^\"']+)", text):
        yield match[1]


def fault(built: Edition, base: str, address: str) -> str | None:
    """Return why an address on a page leads nowhere; None where it is right.

    `base` is the full address of the page. An address of a folder must end with a slash: some
    servers answer nothing else.
    """
    full = urlsplit(urljoin(base, address))
    site = address_of(built.site)
    if not urljoin(base, address).startswith(site):
        return "another host"
    path = unquote(full.path.removeprefix(urlsplit(site).path))
    if path == "" or path.endswith("/"):
        path += "index.html"
    if not (built.site / path).is_file():
        return "no such file"
    if full.fragment and path.endswith(".html"):
        if unquote(full.fragment) not in built.pages[path].ids:
            return "no such place on the page"
    elif address.endswith("#"):
        return "no place named"
    return None


def test_every_link_leads_to_a_page_and_a_place_that_exist(built: Edition) -> None:
    wrong = [
        (page.path, address, why)
        for page in built.pages.values()
        for address in links(page)
        if not urlsplit(address).scheme and (why := fault(built, page.address, address))
    ]
    assert wrong == []


def test_links_out_are_https_mail_or_telephone_and_links_within_are_relative(
    built: Edition,
) -> None:
    wrong = [
        (page.path, address)
        for page in built.pages.values()
        for address in links(page)
        if urlsplit(address).netloc.endswith(urlsplit(address_of(built.site)).netloc)
        or (urlsplit(address).scheme or "https") not in {"https", "mailto", "tel"}
        or (address.startswith("/") and page.path != "404.html")
    ]
    assert wrong == []


def test_no_link_leads_to_a_former_address(built: Edition) -> None:
    former = {page.address for page in built.pages.values() if page.moved_to is not None}
    wrong = [
        (page.path, address)
        for page in built.pages.values()
        for address in links(page)
        if urljoin(page.address, address).partition("#")[0] in former
    ]
    assert wrong == []


def test_every_former_address_leads_on_to_a_page_that_stays(built: Edition) -> None:
    stays = {page.address for page in staying(built)}
    wrong = [
        (page.path, there)
        for page in built.pages.values()
        if (there := page.moved_to) is not None
        if urljoin(page.address, there) not in stays
        or there not in list(links(page))
        or canonical(page) != urljoin(page.address, there)
    ]
    assert wrong == []


def test_what_pages_and_style_sheets_fetch_is_in_the_site(built: Edition) -> None:
    wrong = [
        (page.path, address, why)
        for page in built.pages.values()
        for address in loaded(page)
        if (why := fault(built, page.address, address))
    ]
    for path in sorted([*built.site.rglob("*.css"), *built.site.rglob("*.svg")]):
        name = path.relative_to(built.site).as_posix()
        wrong += [
            (name, address, why)
            for address in styled(path.read_text(encoding="utf-8"))
            if not address.startswith(("data:", "#"))
            and (why := fault(built, address_of(built.site) + name, address))
        ]
    assert wrong == []


def canonical(page: Document) -> str | None:
    """Return the address that a page names as its own."""
    for one in page.all("link"):
        if one.attributes.get("rel") == "canonical":
            return one.attributes["href"]
    return None


def test_every_page_names_its_own_address_and_the_sitemap_has_them_all(built: Edition) -> None:
    pages = [page for page in staying(built) if page.path != "404.html"]
    rows = ET.fromstring((built.site / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    locations = [row.findtext(f"{space}loc") for row in rows.iter(f"{space}url")]
    own = sorted(page.address for page in pages)
    assert [page.path for page in pages if canonical(page) != page.address] == []
    assert sorted(str(one) for one in locations) == own


def test_addresses_in_the_exported_data_exist(built: Edition) -> None:
    text = (built.site / "data" / "handbok.json").read_text(encoding="utf-8")
    site = address_of(built.site)
    addresses = {one for one in strings(json.loads(text)) if one.startswith(site)}
    assert [(one, fault(built, site, one)) for one in addresses if fault(built, site, one)] == []


def test_addresses_in_the_feed_exist_and_every_page_names_it(built: Edition) -> None:
    feed = ET.parse(built.site / "andringar" / "flode.xml")  # noqa: S314 - our own file
    addresses = {one.get("href", "") for one in feed.iter("{http://www.w3.org/2005/Atom}link")}
    assert len(addresses) > 10
    assert [one for one in addresses if not one.startswith(address_of(built.site))] == []
    assert [
        (one, said) for one in addresses if (said := fault(built, address_of(built.site), one))
    ] == []
    named = [
        page.address
        for page in staying(built)
        for one in page.all("link")
        if one.attributes.get("type") == "application/atom+xml"
        and urljoin(page.address, one.attributes["href"]).endswith("/andringar/flode.xml")
    ]
    assert named == [page.address for page in staying(built)]


def test_the_search_index_keeps_the_words_of_neighbouring_cells_apart(built: Edition) -> None:
    """Pagefind puts no space between a title and its value: `NamnRiktlinje` is never found."""
    glued = re.compile(r"\w*[a-zåäö0-9][A-ZÅÄÖ]\w*")
    project = built.site.parent
    sources = [*project.glob("data/*.yml"), *project.glob("docs/**/*.md")]
    ours = {word for path in sources for word in glued.findall(path.read_text(encoding="utf-8"))}
    found: set[str] = set()
    for path in (built.site / "pagefind" / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        found |= set(glued.findall(json.loads(text[text.index("{") :])["content"]))
    assert sorted(found - ours) == []


def strings(value: object) -> Iterator[str]:
    """Yield every text in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_no_script_or_style_stands_in_a_page(built: Edition) -> None:
    wrong = [
        (page.path, one.tag, one.attributes)
        for page in built.pages.values()
        for one in page.elements
        if one.tag == "style"
        or "style" in one.attributes
        or any(name.startswith("on") for name in one.attributes)
        or one.attributes.get("href", "").lower().startswith("javascript:")
        or (
            one.tag == "script"
            and "src" not in one.attributes
            and one.attributes.get("type") != "application/json"
        )
    ]
    assert wrong == []


def test_every_page_has_one_heading_a_title_a_description_and_is_swedish(built: Edition) -> None:
    wrong = []
    for page in staying(built):
        headings = [one.text.strip() for one in page.all("h1")]
        titles = [one.text.strip() for one in page.all("title")]
        descriptions = [
            one.attributes["content"].strip()
            for one in page.all("meta")
            if one.attributes.get("name") == "description"
        ]
        languages = [one.attributes.get("lang", "") for one in page.all("html")]
        wrong += [
            (page.path, found)
            for found in (headings, titles, descriptions)
            if len(found) != 1 or not found[0]
        ]
        if languages != ["sv"]:
            wrong.append((page.path, languages))
    assert wrong == []


def test_a_former_address_has_a_title_is_swedish_and_is_not_indexed(built: Edition) -> None:
    moved = [page for page in built.pages.values() if page.moved_to is not None]
    wrong = [
        page.path
        for page in moved
        if [one.attributes.get("lang") for one in page.all("html")] != ["sv"]
        or [bool(one.text.strip()) for one in page.all("title")] != [True]
        or {"name": "robots", "content": "noindex"}
        not in [one.attributes for one in page.all("meta")]
    ]
    assert wrong == []


def test_ids_are_unique_and_what_refers_to_one_finds_it(built: Edition) -> None:
    references = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
    wrong = []
    for page in built.pages.values():
        known = page.ids
        if len(known) != len(set(known)):
            wrong.append((page.path, sorted(one for one in set(known) if known.count(one) > 1)))
        named = [
            name
            for one in page.elements
            for reference in references
            for name in one.attributes.get(reference, "").split()
        ]
        wrong += [(page.path, [name]) for name in named if name not in known]
    assert wrong == []


def test_nothing_of_how_pages_are_made_is_left_in_them(built: Edition) -> None:
    calls = re.compile(r"\{\{|\{%|\{#")
    marks = re.compile(r"qx[a-zåäö]+qx")
    code = re.compile(r"<code\b.*?</code>", re.DOTALL)  # the editors' part shows calls in code
    wrong = [
        (page.path, match[0])
        for page in built.pages.values()
        if (match := marks.search(page.source) or calls.search(code.sub("", page.source)))
    ]
    assert wrong == []


def test_no_cell_or_heading_says_what_a_program_says_for_nothing(built: Edition) -> None:
    told = ("td", "th", "dt", "dd", "li", "caption", "a", "h1", "h2", "h3", "h4", "p", "title")
    wrong = [
        (page.path, one.tag, one.text)
        for page in built.pages.values()
        for one in page.all(*told)
        if one.text.strip() in NEITHER_PAGE_NOR_LAW
    ]
    assert wrong == []


def test_every_link_says_where_it_leads(built: Edition) -> None:
    wrong = [
        (page.path, one.attributes["href"])
        for page in built.pages.values()
        for one in page.all("a")
        if not one.text.strip() and not one.attributes.get("aria-label")
        if "headerlink" not in one.attributes.get("class", "")
    ]
    assert wrong == []


BAD: Final = """<!doctype html><html lang="sv"><head><title>x</title></head><body>
<a href="borta/">x</a><a href="#borta">x</a><a href="..">x</a><a href="#har">x</a>
<p id="har">x</p><img src="https://cdn.example.com/x.png" srcset="a.png 1x, b.png 2x" alt="">
<link rel="stylesheet" href="//cdn.example.com/x.css"></body></html>"""


def test_the_crawl_itself_sees_what_is_wrong(
    tmp_path: Path, edition: Callable[[str], Edition]
) -> None:
    path = tmp_path / "om" / "index.html"
    path.parent.mkdir()
    path.write_text(BAD, encoding="utf-8")
    built = edition("internal")
    shutil.copy(built.site / "manifest.json", tmp_path)
    page = read(tmp_path, path)
    found = [(one, fault(built, page.address, one)) for one in (*links(page), *loaded(page))]
    assert found == [
        ("borta/", "no such file"),
        ("#borta", "no such place on the page"),
        ("..", None),
        ("#har", "no such place on the page"),
        ("https://cdn.example.com/x.png", "another host"),
        ("a.png", "no such file"),
        ("b.png", "no such file"),
        ("//cdn.example.com/x.css", "another host"),
    ]
