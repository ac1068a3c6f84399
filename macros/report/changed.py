"""What differs between two handbooks: for a terminal, for programs, and for a proposed change."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from macros.problems import CODES
from macros.records.kinds import KINDS
from macros.report import WORDS, dumped, plain, problem_row, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from macros.changes import Change, Changes, PageChange
    from macros.problems import Problem

_WHAT: Final = {
    "added": "ny",
    "removed": "borttagen",
    "renamed": "bytt id",
    "changed": "ändrad",
    "time": "dagen har kommit",
    "affected": "berörd",
}
_PAGE: Final = {**_WHAT, "renamed": "flyttad"}
_BRINGS, _MENDS = "Problem som tillkommer", "Problem som försvinner"


def as_json(changes: Changes) -> str:
    """Return changes as a JSON list of objects.

    First the records, then pages (`kind` is page, `id` the address), then problems (`kind` is
    problem, `id` the code; added or removed). What each means by its sort is in `changes`.
    """
    rows: list[dict[str, Any]] = [
        {**asdict(one), "changes": _sorted_out(one.changes)} for one in changes.records
    ]
    rows.extend(
        {
            "kind": "page",
            "id": one.address,
            "name": one.title,
            "what": one.what,
            "fields": (),
            "meaning": one.meaning,
            "changes": _sorted_out(one.changes),
            "path": one.path,
            "sections": [asdict(section) for section in one.sections],
        }
        for one in changes.pages
    )
    rows.extend(
        {
            "kind": "problem",
            "id": one.problem.code,
            "name": CODES[one.problem.code].title,
            "what": one.what,
            "fields": (),
            "meaning": (one.problem.message,),
            "changes": (),
            **problem_row(one.problem),
        }
        for one in changes.problems
    )
    return dumped(rows)


def _sorted_out(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as they stand in a row, which says itself what they are about."""
    return [
        {
            "what": one.what,
            "kind": one.kind.value,
            "text": one.text,
            "address": one.address,
            "roles": one.roles,
        }
        for one in changes
    ]


def as_text(changes: Changes) -> str:
    """Return changes as lines for a terminal."""
    lines = []
    for record in changes.records:
        kind = KINDS[record.kind].one
        lines.append(f"{kind} {record.id} ({visible(record.name)}): {_WHAT[record.what]}")
        if record.what not in ("added", "removed"):
            lines.extend(f"    {visible(told)}" for told in record.meaning)
    for page in changes.pages:
        lines.append(f"Sida {visible(page.path)} ({visible(page.title)}): {_PAGE[page.what]}")
        lines.extend(f"    {visible(told)}" for told in _of_page(page))
    for title, problems in _problems(changes):
        lines.append(f"{title}:")
        lines.extend(f"  {line}" for one in problems for line in plain(one))
    return "\n".join(lines) or "Inget skiljer."


UNREAD: Final = (
    "## Vad ändringen innebär\n\n"
    "Det går inte att säga: någon av sidorna har fel som gör att allt inte kan läsas, eller något "
    "som inte får stå i handboken. Rätta det först.\n"
)
"""What is told in place of changes where something could not be read, or may not be told."""


def as_markdown(changes: Changes) -> str:
    """Return changes as a summary for a proposed change."""
    lines = ["## Vad ändringen innebär", "", f"{_sum(changes)}", ""]
    for kind in KINDS.values():
        told = [
            one for record in changes.records if record.kind == kind.name for one in record.meaning
        ]
        lines.extend(_list(kind.many, (_escaped(one) for one in told)))
    lines.extend(_list("Sidor", (_page(page) for page in changes.pages)))
    for title, problems in _problems(changes):
        lines.extend(_list(title, (_problem(one) for one in problems)))
    return "\n".join(lines).rstrip("\n")


FORMS: Final[Mapping[str, Callable[[Changes], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""The forms in which changes are told, by their names on the command line."""


def _sum(changes: Changes) -> str:
    """Return in one sentence how much differs."""
    if not (changes.records or changes.pages or changes.problems):
        return "Inget skiljer."
    counts = Counter(one.what for one in changes.problems)
    records, pages = len(changes.records), len(changes.pages)
    return (
        f"**{records} {'post' if records == 1 else 'poster'} och "
        f"{pages} {'sida' if pages == 1 else 'sidor'} skiljer.** "
        f"{counts['added']} problem tillkommer och {counts['removed']} försvinner."
    )


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    if found:
        yield from (f"### {title}", "", *(f"- {one}" for one in found), "")


def _problems(changes: Changes) -> Iterator[tuple[str, list[Problem]]]:
    for title, what in ((_BRINGS, "added"), (_MENDS, "removed")):
        found = [one.problem for one in changes.problems if one.what == what]
        if found:
            yield title, found


def _problem(one: Problem) -> str:
    word, place = f"{WORDS[one.severity]} {one.code}", _escaped(str(one.location))
    return f"**{word}** ({place}): {_escaped(one.message)} {_escaped(one.hint)}".rstrip()


def _page(page: PageChange) -> str:
    told = "".join(f"\n    - {_escaped(one)}" for one in _of_page(page))
    return f"{_escaped(page.title)} ({_escaped(page.path)}) är {_PAGE[page.what]}.{told}"


def _of_page(page: PageChange) -> Iterator[str]:
    yield from page.meaning
    yield from (section.told.text for section in page.sections)


_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~&!$]")


def _escaped(text: str) -> str:
    """Return text that Markdown finds nothing to obey in, and that calls on nobody."""
    said = _SPECIAL.sub(r"\\\g<0>", visible(text).strip())
    return said.replace("@", "@<!-- -->")
