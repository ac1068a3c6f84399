"""What `handbok new` does, from a kind's name to a record in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from macros import report
from macros.handbook import load
from macros.new import answers, asking, page
from macros.new import draft as drafts
from macros.new.answers import AnswerError
from macros.new.place import PlaceError
from macros.problems import Severity, did_you_mean
from macros.records.kinds import FILES, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from macros.handbook import Handbook
    from macros.new.answers import Tree
    from macros.new.draft import Draft
    from macros.problems import Problem
    from macros.records.base import Record
    from macros.records.kinds import Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    kind: str
    pairs: Sequence[str]
    file: str | None
    only_print: bool
    asks: bool
    """Whether somebody sits at a terminal and can be asked."""


def run(wanted: Wanted, data: Path, docs: Path, day: date) -> int:
    """Make a record and write it in its place, and return the exit code.

    Args:
        wanted: what the command line asks for.
        data: the folder of facts.
        docs: the folder of prose.
        day: the day on which the handbook is judged.
    """
    kind = kind_of(wanted.kind)
    try:
        given = answers.tree(kind.model, wanted.pairs)
    except AnswerError as error:
        raise click.UsageError(report.visible(str(error))) from None
    if not (data.is_dir() and docs.is_dir()):
        raise click.UsageError(f"{data} och {docs} är inte mappar. Ange dem med --data och --docs.")
    book = load(data, docs, day)
    if wanted.asks and next(answers.missing(kind.model, given), None) is not None:
        if not _may_go_on(book, kind, given):
            return 1
        _say(f"{kind.one}: ny post. Ctrl+C avbryter, och inget sparas förrän du har sagt ja.")
        given = asking.Asker(kind, book.catalog, given).ask()
    record = _record(book, kind, given)
    if record is None:
        return 1
    try:
        one = drafts.draft(kind, record, data, docs, wanted.file)
        problems = drafts.new_problems(book, one)
        return _finish(one, problems, wanted)
    except PlaceError as error:
        _say(str(error))
    except OSError as error:
        name = error.filename or data
        _say(f"{name} går inte att läsa eller skriva. Har du rätt att göra det?")
    return 1


def kind_of(name: str) -> Kind:
    """Return the kind that a word names: its own name, or that of its file."""
    kind = KINDS.get(name) or FILES.get(name)
    if kind is None:
        known = [one for one in KINDS.values() if not one.made]
        near = did_you_mean(name, [word for one in known for word in (one.name, one.file)])
        hint = near or f"Slag som finns: {', '.join(one.name for one in known)}."
        raise click.UsageError(f"Slaget ”{report.visible(name)}” finns inte. {hint}")
    if kind.made:
        raise click.UsageError(f"{kind.many} skrivs av handbok själv, aldrig för hand.")
    return kind


def _may_go_on(book: Handbook, kind: Kind, given: Tree) -> bool:
    """Say whether what is given is right so far; otherwise every answer would seem wrong."""
    _, problems = answers.judged(kind, given)
    wrong = [one for one in problems if one.code != "HB111"]
    _tell(wrong)
    return not wrong and not _is_taken(book, kind, str(given.get("id", "")))


def _is_taken(book: Handbook, kind: Kind, record_id: str) -> bool:
    taken = book.catalog.entries[kind.name].get(record_id)
    if taken is not None:
        _say(asking.taken_id(record_id, taken.path, taken.node.line))
    return taken is not None


def _record(book: Handbook, kind: Kind, given: Tree) -> Record | None:
    """Return the record, or None when it is told what is wrong with the answers."""
    record, problems = answers.judged(kind, given)
    if problems:
        _tell(problems)
        needed = list(answers.missing(kind.model, given))
        if needed:
            _say("Det som behövs: " + " ".join(f"--set {path}=…" for path in needed))
    if record is None or problems:
        return None
    return None if _is_taken(book, kind, record.id) else record


def _finish(one: Draft, problems: tuple[Problem, ...], wanted: Wanted) -> int:
    """Write or print the record, unless it would do harm, and return the exit code."""
    if drafts.stops(problems):
        click.echo(report.as_text(problems), err=True)
        _say("Inget är skrivet. Så här långt kom posten:")
        click.echo(one.text, nl=False)
        return 1
    if wanted.only_print:
        click.echo(one.text, nl=False)
    else:
        if wanted.asks and not _agreed(one, wanted):
            return 1
        drafts.write(one)
        click.echo(f"{one.file.as_posix()}:{one.line}: {one.kind.one} {one.record.id} är skriven.")
        _tell_of_page(one)
    if problems:
        _say("Det här återstår:")
        click.echo(report.as_text(problems), err=True)
    return 1 if any(found.severity is Severity.ERROR for found in problems) else 0


def _agreed(one: Draft, wanted: Wanted) -> bool:
    """Show the record and return whether it may be written; given whole, it needs no question."""
    given = answers.tree(one.kind.model, wanted.pairs)
    if next(answers.missing(one.kind.model, given), None) is None:
        return True
    _say(f"\n{one.text}")
    return asking.yes(f"Skriva posten sist i {one.file.as_posix()}?", default=True)


def _tell_of_page(one: Draft) -> None:
    if not page.has_page(one.kind):
        return
    source = page.source(one.kind, one.record)
    if one.page is not None:
        click.echo(f"{one.page.as_posix()}: sidan är påbörjad. Skriv texten där.")
    click.echo(
        "Lägg till den här raden i menyn i mkdocs.yml, bland de andra i samma mapp:\n"
        f"      - {source}"
    )


def _tell(problems: Iterable[Problem]) -> None:
    for one in problems:
        _say(f"{one.code}: {report.visible(one.message)}\n    {report.visible(one.hint)}")


def _say(text: str) -> None:
    click.echo(text, err=True)
