"""Whatever a value in the data holds, a browser shows it as the text that it is.

Every field that takes free text is given payloads, the site is built, and the pages that show them
are opened in Chromium: nothing runs, nothing is asked for, nothing breaks out of its element, and
each payload can be read as it was written wherever a plain word in its place can be read.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Any, Final

import pytest
from conftest import DAY, ROOT
from example_site import build, documents, serve
from hostile import (
    MARK,
    OTHERS,
    PAYLOADS,
    TRICKS,
    Put,
    covering,
    is_free,
    poison,
    read,
    swap,
    texts,
    word,
)
from pydantic import ValidationError

from macros import handbook
from macros.exports import as_csv
from macros.records.kinds import KINDS
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from hostile import Poisoned
    from playwright.sync_api import Browser, Page, Request

pytest_plugins = ("site_fixtures",)

TURNS: Final = 4
PAGES: Final = 60
"""How many copies of each record, and how many pages, where not all are looked at."""

_WORD: Final = re.compile(rf"(?i:{MARK[0]}){MARK[1:]}[a-z]{{{len(word(0)) - len(MARK)}}}")

_LOOK: Final = """() => {
  const all = [...document.querySelectorAll('*')];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, one =>
    ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(one.parentElement.tagName)
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let text = '';
  while (texts.nextNode()) text += texts.currentNode.data;
  return {
    text,
    said: [document.title, ...all.flatMap(one => [...one.attributes].map(its => its.value))]
      .filter(one => one.includes('qzq')),
    faults: [
      ...all.filter(one => one.matches('script:not([src])')
          && !['application/json', 'application/ld+json'].includes(one.type))
        .map(one => 'script ' + one.textContent),
      ...all.filter(one => one.matches(
          'iframe, base, style, object, embed, math, form[action], meta[http-equiv=refresh]'))
        .map(one => one.outerHTML),
      ...all.flatMap(one => [...one.attributes]
        .filter(its => its.name.startsWith('on') || its.name.includes('qzq')
          || (['href', 'src', 'action'].includes(its.name)
            && (its.value.includes('elak.example')
              || /^\\s*(javascript|data|vbscript):/i.test(its.value)
                && !its.value.startsWith('data:image/'))))
        .map(its => `${one.tagName} ${its.name}=${its.value}`)),
      ...all.filter(one => one.tagName.toLowerCase().includes('qzq')).map(one => one.tagName),
    ],
  };
}"""
"""What a page shows, and what in it could run or lead away."""


def _built(project: Path, turns: range, audience: str, *, harmless: bool = False) -> Poisoned:
    """Plant payloads in a copy of the project and build it."""
    done = poison(project, turns, harmless=harmless)
    book = handbook.load(project / "data", project / "docs", DAY)
    assert [str(one) for one in book.errors] == []
    outcome = build(project, {"HANDBOK_AUDIENCE": audience})
    assert outcome.code == 0, outcome.output
    return done


def test_every_payload_says_its_mark() -> None:
    assert [one for one in PAYLOADS if MARK not in one] == []


def test_what_is_no_text_takes_no_payload(sample_sizes: Callable[[str, int, int], None]) -> None:
    """Ids, references, days and choices refuse every payload; texts what hides or turns."""
    tried, taken = 0, []
    for kind in KINDS.values():
        for record in covering(kind, read(ROOT / "data", kind)):
            for path, shape in list(texts(kind.model, record)):
                if shape.law:
                    continue
                put = OTHERS if is_free(shape) and path[-1] != "id" else (*PAYLOADS, *OTHERS)
                named = path[-1] == "id" or "previous_ids" in path
                for payload in (*put, *TRICKS) if named else put:
                    tried += 1
                    before = swap(record, path, payload)
                    try:
                        kind.model.model_validate(record)
                    except ValidationError:
                        pass
                    else:
                        taken.append((kind.name, path, payload))
                    swap(record, path, before)
    sample_sizes("hostile: values that are refused", tried - len(taken), tried)
    assert taken == []


@pytest.mark.parametrize("audience", ["restricted", "internal", "public"])
def test_what_stands_in_the_data_is_shown_as_text_and_never_runs(
    project: Callable[[str], Path],
    chromium: Browser,
    audience: str,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    if audience != "restricted" and not whole:
        sample_sizes(f"hostile, {audience}: builds", 0, 1)
        return
    turns = range(len(PAYLOADS)) if whole else range(0, len(PAYLOADS), len(PAYLOADS) // TURNS)
    hostile, plain = project("hostile"), project("harmless")
    done = _built(hostile, turns, audience)
    where = _where(hostile / "site")
    opened = _chosen(where, done.put, None if whole else PAGES)
    wanted: dict[str, Counter[str]] = {}
    if whole:
        _built(plain, turns, audience, harmless=True)
        wanted = {path: _words(one) for path, one in _texts(plain / "site").items()}
        assert wanted.keys() <= where.keys()
    _formulas(hostile, audience, done.put)
    shown = _open_all(hostile / "site", chromium, opened, done.put, wanted)
    sample_sizes(f"hostile, {audience}: fields with a payload", len(done.put), len(done.put))
    sample_sizes(f"hostile, {audience}: turns of payloads", len(turns), len(PAYLOADS))
    sample_sizes(f"hostile, {audience}: pages opened", len(opened), len(where))
    sample_sizes(f"hostile, {audience}: payloads read in them", len(shown), len(done.put))
    assert {done.put[one].payload for one in shown} == set(range(len(PAYLOADS)))


def _formulas(project: Path, audience: str, put: dict[str, Put]) -> None:
    """Read what spreadsheets and word processors open: each payload is text, and none a formula."""
    told: list[str] = []
    for path in sorted((project / "site" / "data").glob("*.*x")):
        with zipfile.ZipFile(path) as file:
            parts = {one: file.read(one).decode() for one in file.namelist() if "xml" in one}
        for name, part in parts.items():
            assert not re.search(r"<f[ >]|<w:instrText|TargetMode=.External", part), (path, name)
            assert set(re.findall(r'w:instr="([^"]*)"', part)) <= {"PAGE"}
            told.extend(map(unescape, re.findall(r"<(?:t|w:t)(?: [^>]*)?>([^<]*)<", part)))
    book = handbook.load(project / "data", project / "docs", DAY)
    for text in as_csv.files(book.for_audience(Audience(audience))).values():
        for row in csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"):
            assert [one for one in row if one.lstrip().startswith(("=", "+", "-", "@"))] == []
            told.extend(row)
    assert [wrong for one in told for wrong in _broken(one, put)] == []
    assert {put[one].payload for text in told for one in _words(text)} == set(range(len(PAYLOADS)))


def _where(site: Path) -> dict[str, set[str]]:
    """Return the words of the places that each page tells of."""
    found = {path: set(_words(one.source)) for path, one in documents(site).items()}
    return {path: words for path, words in found.items() if words}


def _texts(site: Path) -> dict[str, str]:
    """Return the text of the pages that tell of a place."""
    pages = documents(site)
    return {
        path: pages[path].all("body")[0].text for path in _where(site) if pages[path].all("body")
    }


def _words(text: str) -> Counter[str]:
    """Return how often each word of a place stands in a text."""
    return Counter(one.lower() for one in _WORD.findall(text))


def _broken(text: str, put: dict[str, Put]) -> list[str]:
    """Return where a text says a payload otherwise than it was written.

    A place has a word of its own, which stands nowhere but in the whole payload. Capitals
    may be others: a heading begins with one, and within a sentence an aspect's name has none.
    """
    said = " ".join(text.split()).lower()
    wrong = []
    for match in _WORD.finditer(said):
        one = put[match[0]]
        payload = " ".join(one.words.split()).lower()
        starts = [match.start() - found.start() for found in _WORD.finditer(payload)]
        if not any(start >= 0 and said.startswith(payload, start) for start in starts):
            wrong.append(f"{one} is {said[max(match.start() - 90, 0) : match.end() + 90]!r}")
    return wrong


def _chosen(where: dict[str, set[str]], put: dict[str, Put], most: int | None) -> list[str]:
    """Return the pages to open: all, or those that together show most fields with a payload."""
    if most is None:
        return sorted(where)
    told = {
        path: {(put[one].kind, put[one].path[0], put[one].payload) for one in words}
        for path, words in where.items()
    }
    seen: set[Any] = set()
    chosen: list[str] = []
    while len(chosen) < min(most, len(told)):
        best = max(sorted(told.keys() - set(chosen)), key=lambda one: len(told[one] - seen))
        chosen.append(best)
        seen |= told[best]
    return chosen


def _open_all(
    site: Path,
    chromium: Browser,
    paths: Iterable[str],
    put: dict[str, Put],
    wanted: dict[str, Counter[str]],
) -> set[str]:
    """Open pages, find none that does harm or hides a value; return the words of what was read."""
    faults: list[str] = []
    read: set[str] = set()
    with serve(site) as address, chromium.new_context() as context:
        page = context.new_page()

        def said(what: object) -> None:
            faults.append(f"{page.url}: {what}")

        def asked(request: Request) -> None:
            if not request.url.startswith(address):
                faults.append(f"{page.url} asks {request.url}")

        page.on("dialog", lambda one: said(one.message))
        page.on("console", lambda one: said(one.text))
        page.on("pageerror", said)
        page.on("request", asked)
        for path in paths:
            page.goto(f"{address}{path.removesuffix('index.html')}")
            found, words = _look(page, put, wanted.get(path, Counter()))
            faults.extend(f"{path}: {one}" for one in found)
            read |= words
    assert faults == []
    return read


def _look(page: Page, put: dict[str, Put], wanted: Counter[str]) -> tuple[list[str], set[str]]:
    """Return what is wrong with what a page shows, and the words of the payloads in its text."""
    seen = page.evaluate(_LOOK)
    text = " ".join(seen["text"].split())
    faults: list[str] = [*seen["faults"], *_broken(text, put)]
    for said in seen["said"]:
        faults.extend(_broken(said, put))
    in_text = _words(text)
    for one, times in wanted.items():
        if in_text[one] < times * put[one].words.count(one):
            faults.append(f"{put[one]} is lost: a plain word is shown {times} times")
    return faults, set(in_text)
