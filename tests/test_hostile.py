"""Whatever a value in the data holds, a browser shows it as the text that it is.

Every field that takes free text is given payloads, the site is built for each audience, and every
page that shows one is opened in Chromium: nothing runs, nothing is asked for, nothing breaks out of
its element, and the payload can be read as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from conftest import DAY
from example_site import build, documents, serve
from pydantic import ValidationError

from macros import handbook
from macros.records.kinds import KINDS
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from macros.records.base import Part
    from macros.records.kinds import Kind
    from macros.records.shape import Shape

pytest_plugins = ("site_fixtures",)

MARK: Final = "qzq"
"""Stands in every payload: pages that hold it are opened."""

PAYLOADS: Final = (
    "<script>document.title='qzq'</script>",
    "<img src=x onerror=alert('qzq')>",
    "\"><svg onload=alert('qzq')>",
    "'><iframe srcdoc='<script>alert(1)</script>'></iframe>qzq",
    "</script><script>alert('qzq')</script>",
    "</title></head><body onload=alert('qzq')>",
    "<a href=\"javascript:alert('qzq')\">qzq</a>",
    "[qzq](javascript:alert(1))",
    "[qzq](data:text/html,<script>alert(1)</script>)",
    "![qzq](https://elak.example/qzq.png)",
    "<https://elak.example/qzq>",
    '" onmouseover="alert(\'qzq\')" x="',
    "' autofocus onfocus='alert(1)' qzq='",
    "{{ config.site_url }} {% raw %} qzq",
    "{{ ''.__class__.__mro__[1].__subclasses__() }} qzq",
    "{## qzq ##} {# qzq #}",
    "<!-- qzq --> --> <![CDATA[ qzq ]]>",
    "<style>@import url(https://elak.example/qzq)</style>",
    "<base href=https://elak.example/> qzq",
    "<form action=https://elak.example/><button>qzq</button></form>",
    "<meta http-equiv=refresh content='0;url=https://elak.example/qzq'>",
    '=HYPERLINK("https://elak.example/","qzq")',
    "**qzq** `qzq` | qzq | *qzq*",
    "# qzq {: #qzq onclick=alert(1) }",
    '!!! danger "qzq"',
    "&lt;qzq&gt; &amp;qzq; &#60;qzq&#62; &qzq",
    "qzq \\u003cscript\\u003e \\x3cscript\\x3e %3Cscript%3E",
    "qzq ${alert(1)} `${alert(1)}` {{constructor.constructor('alert(1)')()}}",
    "../../../../qzq/../etc/hosts %2e%2e%2f",
    "qzq \N{FULLWIDTH LESS-THAN SIGN}script\N{FULLWIDTH GREATER-THAN SIGN}",
    "qzq <sCrIpT/x>alert(1)</ScRiPt > <svg/onload=alert(1)//",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert('qzq')>",
)


SPARED: Final = frozenset(
    [
        *("id", "audience", "previous_ids", "text_hash", "manifest_hash", "function"),
        *("names", "abbreviations", "designation", "number", "ground", "basis"),
    ]
)
"""Fields that other files name, or that must say something that is."""

CITED: Final = frozenset(["regulation", "country"])
"""Kinds whose names stand in citations, or in another language's list."""


PAGES: Final = 40
"""How many pages are opened where not all are: those that show most payloads."""


@dataclass
class Poisoned:
    """The data with payloads in it: which was put where, and which fields took none."""

    files: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    put: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0


def texts(part: type[Part], value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths of the texts in a record that are not references, law, days or choices."""
    known = fields(part)
    for name, inside in value.items() if isinstance(value, dict) else ():
        if name in known:
            yield from _texts(known[name].shape, inside, (*path, name))


def _texts(shape: Shape, value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if shape.part is not None:
        yield from texts(shape.part, value, path)
    elif isinstance(value, list) and shape.items is not None:
        for index, one in enumerate(value):
            yield from _texts(shape.items, one, (*path, index))
    elif isinstance(value, dict) and shape.values is not None:
        for key, one in value.items():
            yield from _texts(shape.values, one, (*path, key))
    elif isinstance(value, str) and not (shape.ref or shape.law or shape.day or shape.choice):
        yield path


def files(data: Path) -> Iterator[tuple[Kind, Path]]:
    """Yield the files of facts with their kinds, those in folders too."""
    for kind in KINDS.values():
        for file in (data / f"{kind.file}.yml", *sorted((data / kind.file).rglob("*.yml"))):
            if file.is_file():
                yield kind, file


def poison(data: Path, turn: int) -> Poisoned:
    """Write payloads into the first records of each kind; another turn gives each field another."""
    done = Poisoned()
    number = turn
    for kind, file in files(data):
        # As our own reader takes them: every scalar is text.
        records = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes only text
        for record in records[:2]:
            for path in list(texts(kind.model, record)):
                if set(path) & SPARED or (kind.name in CITED and path == ("name",)):
                    continue
                number += 1
                payload = PAYLOADS[number % len(PAYLOADS)]
                before = _swap(record, path, payload)
                try:
                    kind.model.model_validate(record)
                except ValidationError:
                    _swap(record, path, before)
                    done.refused += 1
                else:
                    done.put.append((f"{kind.name}/{record['id']}:{path}", payload))
        text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text, encoding="utf-8")
    return done


def _swap(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Put a value in the place of another, and return the other."""
    for step in path[:-1]:
        record = record[step]
    before, record[path[-1]] = record[path[-1]], value
    return before


def test_every_payload_says_its_mark() -> None:
    assert [one for one in PAYLOADS if MARK not in one] == []


@pytest.mark.parametrize("audience", ["restricted", "public"])
def test_what_stands_in_the_data_never_runs(
    project: Callable[[str], Path],
    chromium: Browser,
    audience: str,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    turns = range(len(PAYLOADS)) if whole else range(audience == "restricted")
    put = refused = opened = 0
    for turn in turns:
        copy = project(f"hostile-{turn}")
        done = poison(copy / "data", turn)
        put, refused = put + len(done.put), refused + done.refused
        book = handbook.load(copy / "data", copy / "docs", DAY)
        assert [str(one) for one in book.errors] == []
        outcome = build(copy, {"HANDBOK_AUDIENCE": audience})
        assert outcome.code == 0, outcome.output
        opened += _open_all(copy / "site", chromium, most=None if whole else PAGES)
    assert put >= 300 * len(turns)
    sample_sizes(f"{audience}: payloads put in fields", put, put + refused)
    sample_sizes(f"{audience}: turns of payloads", len(turns), len(PAYLOADS))
    assert opened >= 20 * len(turns)


def _open_all(site: Path, chromium: Browser, *, most: int | None) -> int:
    """Open the pages that show most payloads; return how many, having found none that does harm."""
    marks = {
        path: (site / path).read_text(encoding="utf-8").count(MARK) for path in documents(site)
    }
    shown = sorted((one for one in marks if marks[one]), key=lambda one: -marks[one])[:most]
    faults: list[str] = []
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
        for path in shown:
            page.goto(f"{address}{path.removesuffix('index.html')}")
            found = page.evaluate(
                """() => [
                  document.title === 'qzq' ? 'title' : '',
                  ...[...document.querySelectorAll('script')]
                    .filter(one => !one.src && !['application/json', 'application/ld+json']
                      .includes(one.type)).map(one => 'script ' + one.textContent),
                  ...[...document.querySelectorAll(
                    'iframe, base, style, object, embed, math, form[action]')]
                    .map(one => one.outerHTML),
                  ...[...document.querySelectorAll('*')].flatMap(one => [...one.attributes]
                    .filter(its => its.name.startsWith('on')
                      || (['href', 'src', 'action'].includes(its.name)
                        && /^\\s*(javascript|data|vbscript):/i.test(its.value)
                        && !its.value.startsWith('data:image/')))
                    .map(its => `${one.tagName} ${its.name}=${its.value}`)),
                ].filter(Boolean)"""
            )
            faults.extend(f"{page.url}: {one}" for one in found)
    assert faults == []
    return len(shown)
