"""The macros: their table and their answers agree, and what they write is only ever text.

A page of prose is Markdown, and a macro's answer is set into it before Markdown reads it. Whatever
a value holds, the reader sees it as it stands, and the page around it is as it was.
"""

from __future__ import annotations

import dataclasses
import html
import inspect
import itertools
import posixpath
import random
import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

import markdown
import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from macros import calls, render
from macros.records.base import Part
from macros.records.kinds import KINDS
from macros.records.scalars import Audience
from macros.records.shape import fields, leaves
from macros.signatures import SIGNATURES, Parameter, Signature, filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macros.handbook import Handbook, View

HERE: Final = "uppgifter/upphandla-system/"
"""The address of a page that asks."""

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</a></td></table><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "{{ 7*7 }} {% raw %} {## dolt ##}",
    "**x** __x__ *x* _x_ ~~x~~ ==x==",
    "`x` ``x`` ```\nx\n```",
    "rad ett\nrad två\n\nrad fyra\n# rubrik\n- punkt\n> citat",
    '" onmouseover="alert(1)" x="\' onmouseover=\'alert(1)',
    "| a | b |\n|---|---|",
    "x {: #ond .klass onclick=alert(1) } {#ond}",
    "a \\* b \\<b\\> &lt;b&gt; &amp; &#60; & <",
    "[^1] [x][1] *[HTML]: x\n[1]: javascript:alert(1)",
    '!!! note\n    x\n??? x\n=== "x"\n--8<-- "fil"',
    "https://elak.example/ ord@elak.example www.elak.example",
    "1. ett",
    "==== ---- ++++ ^^^^",
)
"""Texts that a value may hold and that must come out as they stand."""

Event = tuple[str, ...]


class _Events(HTMLParser):
    """Notes the tags and texts of a piece of HTML, texts with their references read."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__(convert_charrefs=True)
        self.seen: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, *(f"{name}={value}" for name, value in sorted(attrs, key=str))))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if self.seen and self.seen[-1][0] == "":
            data = self.seen.pop()[1] + data
        self.seen.append(("", data))


def events(text: str) -> list[Event]:
    """Return the tags and texts of a piece of HTML, as a browser would read it."""
    parser = _Events()
    parser.feed(text)
    parser.close()
    return parser.seen


@cache
def _settings() -> tuple[list[str], dict[str, Any]]:
    """Return the Markdown extensions of mkdocs.yml and their settings."""
    said = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    names: list[str] = []
    configs: dict[str, Any] = {}
    for one in said["markdown_extensions"]:
        name, config = (one, {}) if isinstance(one, str) else next(iter(one.items()))
        names.append(name)
        configs[name] = config or {}
    return names, configs


def as_html(text: str) -> str:
    """Return a page of Markdown as the site's Markdown reads it."""
    names, configs = _settings()
    return str(markdown.markdown(text, extensions=names, extension_configs=configs))


# Where the answer of a macro can stand. A block stands alone on its line.
WORD: Final = "ordet"
INLINE: Final = {
    "paragraph": "Före {} efter.",
    "paragraph of its own": "Stycke ett.\n\n{}\n\nStycke två.",
    "start of a paragraph": "{} först.",
    "table cell": "| A | B |\n|---|---|\n| före {} efter | {} |\n",
    "heading": "## Före {} efter {{#rubrik}}\n\nText.",
    "list item": "- före {} efter\n- {}\n\n1. {}\n",
    "admonition": '!!! note "Obs"\n    Före {} efter.\n\nText.',
    "details": '??? tip "Mer"\n    Före {} efter.\n\nText.',
    "quotation": "> Före {} efter.",
    "strong words": "Före **{}** efter.",
    "definition": "Ord\n:   Före {} efter.",
    "example": '<div class="hb-example" markdown>\n\nFöre {} efter.\n\n</div>',
}
BLOCK: Final = {
    "page": "Stycke ett.\n\n{}\n\nStycke två.",
    "list item": "- punkt\n\n    {}\n\n- punkt\n",
    "admonition": '!!! note "Obs"\n\n    {}\n\nText.',
    "example": '<div class="hb-example" markdown>\n\n{}\n\n</div>',
}


def _as_shown(found: list[Event]) -> list[Event]:
    """Return the events without ``<p>`` around blocks; white space is as a browser shows it.

    md_in_html reads the references in an attribute twice, so `&amp;lt;` is as good as `&lt;` there.
    """
    left = [one for one in found if one[0] not in ("p", "/p")]
    merged: list[Event] = []
    for one in left:
        if one[0] == "" and merged and merged[-1][0] == "":
            one = ("", merged.pop()[1] + one[1])  # noqa: PLW2901 - the two are one text
        merged.append(one)
    return [
        ("", " ".join(one[1].split())) if one[0] == "" else tuple(map(html.unescape, one))
        for one in merged
        if one[0] != "" or one[1].strip()
    ]


def _set_in(frame: list[Event], answer: list[Event]) -> list[Event]:
    """Return the events of a frame with those of an answer in the place of `WORD`."""
    found: list[Event] = []

    def add(text: str) -> None:
        if found and found[-1][0] == "":
            text = found.pop()[1] + text
        if text:
            found.append(("", text))

    for one in frame:
        if one[0] != "" or WORD not in one[1]:
            if one[0] == "":
                add(one[1])
            else:
                found.append(one)
            continue
        first, *more = one[1].split(WORD)
        add(first)
        for rest in more:
            for inside in answer:
                if inside[0] == "":
                    add(inside[1])
                else:
                    found.append(inside)
            add(rest)
    return found


def _differs(answer: str, place: str, *, block: bool) -> str | None:
    """Return how an answer disturbs the page where it stands, None if it does not."""
    frame = (BLOCK if block else INLINE)[place]
    page = as_html(frame.format(*[answer] * frame.count("{}")))
    plain = as_html(frame.format(*[WORD] * frame.count("{}")))
    found, wanted = events(page), _set_in(events(plain), events(answer))
    if block:
        found, wanted = _as_shown(found), _as_shown(wanted)
    if found == wanted:
        return None
    near = next((pair for pair in itertools.zip_longest(found, wanted) if pair[0] != pair[1]), None)
    return f"{place}: {near} in {page[:300]!r}"


# A handbook in which every text that an editor may write freely is hostile.


@cache
def _is_free(part: type[Part], name: str) -> bool:
    """Say whether a field takes any text."""
    known, info = fields(part)[name], part.model_fields[name]
    shape = known.shape.items or known.shape.values or known.shape
    # A designation and a number are judged by the checks: see HB307.
    if shape.ref or shape.law or shape.part or name in ("designation", "number"):
        return False
    value: Any = HOSTILE[0]
    if known.shape.items:
        value = [value]
    elif known.shape.values:
        return name == "handling"
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _hostile(part: Part, texts: Iterator[str]) -> Part:
    """Return a part with the next of `texts` in every field that takes any text."""
    changed: dict[str, Any] = {}
    for name in fields(type(part)):
        value = getattr(part, name)
        free = _is_free(type(part), name)
        if isinstance(value, tuple):
            changed[name] = tuple(
                next(texts) if free else _hostile(one, texts) if isinstance(one, Part) else one
                for one in value
            )
        elif isinstance(value, dict):
            changed[name] = {key: next(texts) if free else one for key, one in value.items()}
        elif isinstance(value, Part):
            changed[name] = _hostile(value, texts)
        elif free and value is not None:
            changed[name] = next(texts)
    return part.model_copy(update=changed)


def hostile_view(view: View, *texts: str) -> View:
    """Return what an audience sees, with `texts` in turn in the place of every free text."""
    turn = itertools.cycle(texts)
    records: Any = {
        kind: {key: _hostile(one, turn) for key, one in known.items()}
        for kind, known in view.records.items()
    }
    return dataclasses.replace(view, records=records)


# Calls of every macro with every kind of argument.


def _values(example: Handbook, parameter: Parameter) -> list[Any]:
    """Return what a parameter can be given: every id, every choice, every level."""
    if parameter.ref is not None:
        return list(example.catalog.entries[parameter.ref])
    if parameter.choices:
        return list(parameter.choices)
    if parameter.law:
        leaves_of = (leaves(one.kind.model, one.node) for one in example.catalog.all())
        return sorted({leaf.text for found in leaves_of for leaf in found if leaf.shape.law})
    if parameter.type is bool:
        return [True, False]
    if parameter.type is int:
        return list(range(13))
    return ["Incidentjour"] if parameter.function else ["Andra ord"]


def _arguments(example: Handbook, signature: Signature) -> Iterator[dict[str, Any]]:
    """Yield what a macro can be called with: each value of each parameter, and all at once."""
    required = {one.name: _values(example, one)[0] for one in signature.parameters if one.required}
    yield required
    if signature.name == "count":
        for kind in KINDS:
            yield {"of": kind}
            for parameter in filters(kind):
                for value in _values(example, parameter):
                    yield {"of": kind, parameter.name: value}
        return
    for parameter in signature.parameters:
        for value in _values(example, parameter):
            yield {**required, parameter.name: value}
    yield {one.name: _values(example, one)[-1] for one in signature.parameters}


def _some_arguments(example: Handbook, signature: Signature) -> list[dict[str, Any]]:
    """Return a call for each combination of parameters, with a value drawn for each."""
    by_names: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for one in _arguments(example, signature):
        kind = str(one.get("of", ""))
        by_names.setdefault((*one, kind), []).append(one)
    dice = random.Random(signature.name)  # noqa: S311 - a sample, not a secret
    return [dice.choice(many) for many in by_names.values()]


@pytest.fixture(scope="module")
def views(example: Handbook) -> dict[Audience, View]:
    """Return the example as each audience sees it."""
    return {who: example.for_audience(who) for who in Audience}


def test_every_macro_has_an_answer_and_every_answer_a_macro() -> None:
    assert sorted(calls.ANSWERS) == sorted(SIGNATURES)


@pytest.mark.parametrize("name", SIGNATURES)
def test_an_answer_takes_what_its_macro_says(name: str) -> None:
    here, *taken = inspect.signature(calls.ANSWERS[name]).parameters.values()
    assert here.name == "here"
    anything = [one.name for one in taken if one.kind is one.VAR_KEYWORD]
    said = {one.name: one.required for one in SIGNATURES[name].parameters}
    named = {one.name: one.default is one.empty for one in taken if one.kind is not one.VAR_KEYWORD}
    if anything:
        # What is chosen by filters is asked of `tables.chosen`, which every filter below tries.
        assert {key: said[key] for key in named} == named
        assert not any(said[key] for key in said.keys() - named.keys())
    else:
        assert said == named


@pytest.mark.parametrize("kind", KINDS)
def test_a_filter_that_is_given_chooses_among_the_records(
    kind: str, example: Handbook, views: dict[Audience, View]
) -> None:
    view = views[Audience.RESTRICTED]
    everything = str(calls.call("count", view, HERE, kind))
    assert everything == str(len(view.records[kind]))
    for parameter in filters(kind):
        counts = {
            int(calls.call("count", view, HERE, kind, **{parameter.name: value}))
            for value in _values(example, parameter)
        }
        assert max(counts) <= int(everything)
        assert counts != {0}, f"{parameter.name} never finds any"
        assert counts != {int(everything)}, f"{parameter.name} makes no difference"


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_call_is_answered_for_every_audience(
    name: str,
    example: Handbook,
    views: dict[Audience, View],
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    every = list(_arguments(example, SIGNATURES[name]))
    wanted = [every[0], every[-1], *_some_arguments(example, SIGNATURES[name])]
    chosen = every if whole else [one for n, one in enumerate(wanted) if one not in wanted[:n]]
    sample_sizes(f"{name}: calls", len(chosen), len(every))
    for view in views.values():
        for arguments in chosen:
            answer = calls.call(name, view, HERE, **arguments)
            assert "\n" not in answer
            assert "{" not in answer
            seen = events(str(answer))
            opened = [one[0] for one in seen if one[0] and not one[0].startswith("/")]
            closed = [one[0][1:] for one in seen if one[0].startswith("/")]
            assert sorted(opened) == sorted(closed)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_macro_is_used_somewhere_and_has_a_page_for_editors_with_a_live_example(
    name: str, example: Handbook
) -> None:
    pages = example.catalog.pages
    own = f"redaktor/makron/{name.replace('_', '-')}/"
    used_on = [page.address for page in pages.values() for one in page.calls if one.name == name]
    assert own in pages
    assert own in used_on


def test_the_editors_part_describes_no_macro_that_does_not_exist(example: Handbook) -> None:
    folder = "redaktor/makron/"
    described = {
        address.removeprefix(folder).strip("/")
        for address in example.catalog.pages
        if address.startswith(folder)
    }
    assert described - {""} == {name.replace("_", "-") for name in SIGNATURES}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_macros_page_for_editors_names_everything_that_it_takes(
    name: str, example: Handbook
) -> None:
    page = example.catalog.pages[f"redaktor/makron/{name.replace('_', '-')}/"]
    text = (ROOT / "docs" / page.source).read_text(encoding="utf-8")
    missing = [one.name for one in SIGNATURES[name].parameters if f"`{one.name}`" not in text]
    assert missing == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_stands_in_a_page_as_it_was_written(text: str) -> None:
    safe = str(render.safe_in_markdown(text))
    assert html.unescape(safe) == text
    assert [said for place in INLINE if (said := _differs(safe, place, block=False))] == []


@settings(deadline=None, derandomize=True)
@given(some.text(alphabet=some.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_value_stands_in_a_page_as_it_was_written(text: str) -> None:
    safe = str(render.safe_in_markdown(text))
    page = as_html(f"Före {safe} efter.\n\n| A |\n|---|\n| före {safe} efter |\n")
    found = [one[1] for one in events(page) if one[0] == "" and one[1].startswith(("Före", "före"))]
    assert found == [f"Före {text} efter.", f"före {text} efter"]


@pytest.fixture(scope="module")
def hostile_views(views: dict[Audience, View]) -> list[View]:
    """Return views of hostile texts: all in turn first, then one for each text."""
    view = views[Audience.RESTRICTED]
    return [hostile_view(view, *HOSTILE), *(hostile_view(view, text) for text in HOSTILE)]


@pytest.mark.parametrize("name", [one.name for one in SIGNATURES.values() if not one.block])
def test_what_a_macro_answers_in_a_sentence_is_text_wherever_it_stands(
    name: str, example: Handbook, hostile_views: list[View]
) -> None:
    arguments = _some_arguments(example, SIGNATURES[name])[:4]
    for view, text in zip(hostile_views[1:], HOSTILE, strict=True):
        for one in arguments:
            _assert_harmless(str(calls.call(name, view, HERE, **one)), INLINE, block=False)
            if SIGNATURES[name].parameter("text") is not None:
                told = str(calls.call(name, view, HERE, **{**one, "text": text}))
                _assert_harmless(told, INLINE, block=False)


@pytest.mark.parametrize("name", [one.name for one in SIGNATURES.values() if one.block])
def test_what_a_macro_answers_on_a_line_of_its_own_is_text_wherever_it_stands(
    name: str,
    example: Handbook,
    hostile_views: list[View],
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    everything = _some_arguments(example, SIGNATURES[name])
    arguments = everything if whole else everything[:1]
    chosen = hostile_views if whole else [hostile_views[0], hostile_views[1], hostile_views[-1]]
    done, of = len(arguments) * len(chosen), len(everything) * len(hostile_views)
    sample_sizes(f"{name}: hostile answers", done, of)
    for view in chosen:
        for one in arguments:
            _assert_harmless(str(calls.call(name, view, HERE, **one)), BLOCK, block=True)


def _assert_harmless(answer: str, places: dict[str, str], *, block: bool) -> None:
    """Fail where an answer disturbs the page around it, or holds more than text of its values."""
    assert [said for place in places if (said := _differs(answer, place, block=block))] == []
    assert [tag for tag, *_ in events(answer) if tag in ("script", "img", "b")] == []
    assert not re.search(r"[{}\n\\`|*_\[\]]", re.sub(r"<[^<>]*>", "", answer))
    _assert_links_are_ours(answer)


def _assert_links_are_ours(answer: str) -> None:
    """Fail where a tag has an attribute that runs or draws, or a link that leads to a script."""
    for tag, *attributes in events(answer):
        if not tag:
            continue
        for one in attributes:
            name, _, value = one.partition("=")
            assert not re.fullmatch(r"on.*|style|src.*|.*action", name)
            if name == "href":
                assert re.match(r"(?:\.|#|mailto:|tel:|https://|[a-z0-9-]+/)", value)


def test_the_hostile_texts_do_reach_the_page(hostile_views: list[View]) -> None:
    tables = [name for name in SIGNATURES if name.endswith("_table")]
    for name in (*tables, "glossary", "duties", "contacts", "responsibilities", "coverage"):
        answer = str(calls.call(name, hostile_views[1], HERE))
        assert ("", HOSTILE[0]) in events(answer)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_that_a_call_gives_stand_as_they_are_where_the_record_is_hidden(
    text: str, views: dict[Audience, View]
) -> None:
    view = views[Audience.PUBLIC]
    answer = str(calls.call("supplier", view, HERE, "dold-for-alla", text))
    assert html.unescape(answer).split() == text.split()
    assert [said for place in INLINE if (said := _differs(answer, place, block=False))] == []


_segment: Final = some.text("ab0-", min_size=1, max_size=4).map(lambda one: f"x{one}x")
_page: Final = some.lists(_segment, max_size=5).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)
_file: Final = some.tuples(_page, _segment).map(lambda pair: f"{pair[0]}{pair[1]}.json")
_anchor: Final = some.one_of(
    some.just(""), _segment.map(lambda one: f"#{one}"), some.just("#K18P8S1N3"), some.just("#28.3")
)


@pytest.mark.parametrize("root", ["https://h.example/", "https://h.example/en/utgava/"])
@settings(deadline=None, derandomize=True, max_examples=200)
@given(where=some.one_of(_page, _file), anchor=_anchor, at=_page)
def test_a_relative_address_leads_from_any_page_to_any_other(
    root: str, where: str, anchor: str, at: str
) -> None:
    found = render.url_for(where + anchor, at)
    assert urljoin(root + at, found) == root + where + anchor
    assert not found.startswith("/")
    path = found.partition("#")[0]
    assert posixpath.normpath(posixpath.join("/", at, path)) == posixpath.normpath(f"/{where}")
