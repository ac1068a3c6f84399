"""Payloads in every field that takes free text, all of them in one copy of the project.

Some records of each kind, which together have every field that the example uses, are copied as
often as there are payloads. Each copy has another payload in each field, so that each field meets
each payload. A sample has fewer copies, and still all payloads. Copies name each other, pages of
prose call every macro with them, and what the example says besides is left as it is.
"""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic import ValidationError

from macros.prose.front import FrontMatter
from macros.records.kinds import KINDS, Owner
from macros.records.shape import fields
from macros.signatures import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.records.base import Part
    from macros.records.kinds import Kind
    from macros.records.shape import Shape

MARK: Final = "qzq"
"""Stands in every payload; where one is planted, the word of the place takes its place."""

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
    "+qzq|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0 qzq",
    "-2+3+qzq",
    "**qzq** `qzq` | qzq | *qzq*",
    "# qzq {: #qzq onclick=alert(1) }",
    '!!! danger "qzq"',
    "&lt;qzq&gt; &amp;qzq; &#60;qzq&#62; &qzq",
    "qzq \\u003cscript\\u003e \\x3cscript\\x3e %3Cscript%3E",
    "qzq ${alert(1)} `${alert(1)}` {{constructor.constructor('alert(1)')()}}",
    "../../../../qzq/../etc/hosts %2e%2e%2f",
    "..\\..\\qzq\\con.txt C:\\qzq /qzq",
    "qzq \N{FULLWIDTH LESS-THAN SIGN}script\N{FULLWIDTH GREATER-THAN SIGN}",
    "qzq <sCrIpT/x>alert(1)</ScRiPt > <svg/onload=alert(1)//",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert('qzq')>",
    "qzq: [1, &a *a, !!python/object/apply:os.system ['id']] # qzq",
    "--- qzq --- {qzq: 1, <<: *a}",
)

OTHERS: Final = (
    "",
    "qzq\u202etxt.exe",
    "qzq\u2066x\u2069",
    "qzq\u200fx",
    "qzq\0x",
    "qzq\x1b]0;x\x07",
)
"""What no text may be: nothing, and signs that nobody sees and that turn what stands about them."""

_LETTERS: Final = "bcfghjkmnqrtvwxz"
_FIXED: Final = {
    ("regulation", "number"): "a place in an act",
    ("regulation", "designation"): "no two acts have the same",
    ("policy", "text_hash"): "says what a text is",
}


TRICKS: Final = (
    *("..", ".", "../utanfor", "a/b", "a\\b", "/etc/passwd", "C:\\x", "%2e%2e%2fx", "a%00b"),
    *("index", "a.md", "a#b", "a?b", "A", "å", "a b", "-a", "a-", "a--b", "x" * 81, "file:///x"),
)
"""What no id may be: it would lead elsewhere than to a page of its own."""


def word(number: int) -> str:
    """Return the word of a place: letters alone, so that it is the same in whatever is made."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return MARK + letters


@dataclass(frozen=True)
class Put:
    """A payload in a field: the copy's kind and id, the field's path, the words as planted."""

    kind: str
    record: str
    path: tuple[Any, ...]
    payload: int
    words: str


@dataclass
class Poisoned:
    """What was put where, by the word of each place, and how often a field took none."""

    put: dict[str, Put] = field(default_factory=dict)
    refused: int = 0
    copies: dict[str, list[dict[int, str]]] = field(default_factory=dict)
    """The ids of the copies of each kind by turn, for each record that was copied."""


def texts(part: type[Part], value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Shape]]:
    """Yield the path and the shape of every single value in a record."""
    known = fields(part)
    for name, inside in value.items() if isinstance(value, dict) else ():
        if name in known:
            yield from _texts(known[name].shape, inside, (*path, name))


def _texts(shape: Shape, value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, Shape]]:
    if shape.part is not None:
        yield from texts(shape.part, value, path)
    elif isinstance(value, list) and shape.items is not None:
        for index, one in enumerate(value):
            yield from _texts(shape.items, one, (*path, index))
    elif isinstance(value, dict) and shape.values is not None:
        for key, one in value.items():
            yield from _texts(shape.values, one, (*path, key))
    elif isinstance(value, str):
        yield path, shape


def is_free(shape: Shape) -> bool:
    """Say whether a value is text: no reference, law, day or choice."""
    return not (shape.ref or shape.law or shape.day or shape.choice)


def general(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a path without the places in lists."""
    return tuple("*" if isinstance(one, int) else one for one in path)


def read(data: Path, kind: Kind) -> list[dict[str, Any]]:
    """Return the records of a kind as our own reader takes them: every scalar is text."""
    found: list[dict[str, Any]] = []
    for file in (data / f"{kind.file}.yml", *sorted((data / kind.file).glob("*.yml"))):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            found += yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes only text
    return found


def write(data: Path, kind: Kind, records: list[dict[str, Any]]) -> None:
    """Write the records of a kind into one file, whatever they stood in."""
    shutil.rmtree(data / kind.file, ignore_errors=True)
    text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=10_000)
    (data / f"{kind.file}.yml").write_text(text, encoding="utf-8")


def covering(kind: Kind, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return few records that together have every field of text that any has."""
    has = {
        one["id"]: {general(path) for path, shape in texts(kind.model, one) if is_free(shape)}
        for one in records
    }
    left, chosen = set().union(*has.values()), []
    while left:
        best = max(records, key=lambda one: len(has[one["id"]] & left))
        chosen.append(best)
        left -= has[best["id"]]
    return chosen


def swap(record: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Put a value in the place of another, and return the other."""
    for step in path[:-1]:
        record = record[step]
    before, record[path[-1]] = record[path[-1]], value
    return before


def poison(project: Path, turns: range, *, harmless: bool = False) -> Poisoned:
    """Plant payloads in copies of every field; or, the same way, words that do no harm.

    Args:
        project: a copy of the project.
        turns: which payloads the first field of each record meets; the next field meets the next.
        harmless: whether to plant plain words, to see where each field is shown.
    """
    done = Poisoned()
    chosen: dict[str, list[dict[str, Any]]] = {}
    every: dict[str, list[dict[str, Any]]] = {}
    data = project / "data"
    for kind in KINDS.values():
        every[kind.name] = read(data, kind)
        chosen[kind.name] = covering(kind, every[kind.name])
        done.copies[kind.name] = [
            {turn: f"hostil-{kind.name}-{index}-{turn}" for turn in turns}
            for index, _ in enumerate(chosen[kind.name])
        ]
    renamed = {
        (kind, one["id"]): ids
        for kind, ones in chosen.items()
        for one, ids in zip(ones, done.copies[kind], strict=True)
    }
    for kind in KINDS.values():
        for index, one in enumerate(chosen[kind.name]):
            for turn in turns:
                copy = _copy(kind, one, index, turn, renamed)
                _plant(done, kind, copy, turn, harmless=harmless)
                every[kind.name].append(copy)
                if kind.owner is Owner.PROSE:
                    usual = kind.model.model_fields["audience"].default
                    audience = copy.get("audience", usual)
                    _page(project, f"{kind.folder}/{copy['id']}.md", audience)
        write(data, kind, every[kind.name])
    _macros(project, done, turns, harmless=harmless)
    return done


def _copy(
    kind: Kind,
    record: dict[str, Any],
    index: int,
    turn: int,
    renamed: dict[tuple[str, str], dict[int, str]],
) -> dict[str, Any]:
    """Return a copy of a record that names other copies of the same turn."""
    copy = deepcopy(record)
    copy.setdefault("notes", "Anteckning.")
    for path, shape in list(texts(kind.model, copy)):
        if shape.ref is not None and kind.name != "exception":
            there = renamed.get((shape.ref, swap(copy, path, None)))
            swap(copy, path, at(record, path) if there is None else there[turn])
    copy["id"] = f"hostil-{kind.name}-{index}-{turn}"
    copy["previous_ids"] = [f"forr-{copy['id']}"]
    if kind.name == "policy":
        # What no policy carries out is told of.
        copy["recommendations"] = [
            ids[turn] for (named, _), ids in renamed.items() if named == "recommendation"
        ]
    if kind.name == "regulation":
        copy["designation"] = f"19{index}{turn % 10}:{turn + 1}"
    return copy


def at(record: Any, path: tuple[Any, ...]) -> Any:
    """Return the value at a path."""
    for step in path:
        record = record[step]
    return record


def _plant(
    done: Poisoned, kind: Kind, record: dict[str, Any], turn: int, *, harmless: bool
) -> None:
    free = [path for path, shape in texts(kind.model, record) if is_free(shape)]
    for place, path in enumerate(free):
        if path[-1] in {"id", "audience"} or "previous_ids" in path:
            continue
        if (kind.name, path[-1]) in _FIXED:
            continue
        payload = (turn + place) % len(PAYLOADS)
        mine = word(len(done.put) + done.refused)
        words = PAYLOADS[payload].replace(MARK, mine)
        before = swap(record, path, words)
        try:
            kind.model.model_validate(record)
        except ValidationError:
            swap(record, path, before)
            done.refused += 1
        else:
            done.put[mine] = Put(kind.name, record["id"], path, payload, words)
            if harmless:
                swap(record, path, f"Ord {mine} ord.")


def _page(
    project: Path,
    name: str,
    audience: str,
    body: str = "Text.",
    head: tuple[str, str] = ("Provet", "Vad sidan är."),
) -> None:
    title, description = (json.dumps(one, ensure_ascii=False) for one in head)
    target = project / "docs" / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        f"---\ntitle: {title}\ndescription: {description}\naudience: {audience}\n---\n\n"
        f"# Provet\n\n{body}\n",
        encoding="utf-8",
    )


def _head(done: Poisoned, source: str, turn: int, *, harmless: bool) -> tuple[str, str]:
    """Return a page's title and description with payloads, where its head takes them."""
    said = []
    for place, name in enumerate(("title", "description")):
        payload = (turn + place) % len(PAYLOADS)
        mine = word(len(done.put) + done.refused)
        words = PAYLOADS[payload].replace(MARK, mine)
        try:
            FrontMatter.model_validate({"title": words, "description": "Vad."})
        except ValidationError:
            done.refused += 1
            words = "Provet"
        else:
            done.put[mine] = Put("page", source, (name,), payload, words)
        said.append(f"Ord {mine} ord." if harmless and words != "Provet" else words)
    return said[0], said[1]


def _macros(project: Path, done: Poisoned, turns: range, *, harmless: bool) -> None:
    """Write a page for each turn that calls every macro that takes a record, with each copy."""
    for turn in turns:
        calls = []
        for one in SIGNATURES.values():
            for parameter in one.parameters:
                if parameter.ref is None:
                    continue
                for ids in done.copies[parameter.ref]:
                    more = ', by="unit"' if one.name == "to_do" else ""
                    call = f'{{{{ {one.name}({parameter.name}="{ids[turn]}"{more}) }}}}'
                    calls.append(
                        call
                        if one.block
                        else f"- Se {call}, **{call}**.\n\n| A |\n|---|\n| {call} |"
                    )
        source = f"hostil/{turn}.md"
        head = _head(done, source, turn, harmless=harmless)
        _page(project, source, "restricted", "\n\n".join(calls), head)
