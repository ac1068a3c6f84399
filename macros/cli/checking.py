"""The subcommands that judge: `check`, and `schema`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros import history
from macros.cli.group import (
    in_utf_8,
    main,
    read_settings,
    read_tellable,
    with_format,
    with_settings,
    write,
)
from macros.handbook import load, since
from macros.problems import Severity
from macros.records import schema as schemas
from macros.report import changed_schema, forms, terminal, told, waiting

if TYPE_CHECKING:
    from macros.handbook import Handbook
    from macros.settings import Settings

SCHEMA_FOLDER = Path(".vscode/schemas")
"""Where the JSON Schemas stand, for the editor's program."""


@main.command(options_metavar="[VAL]", help="Visa alla problem i data och sidor.")
@with_format(forms.FORMS, "Hur problemen skrivs ut.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    help="Vad som ger felkod 1.",
)
@click.option(
    "--base",
    metavar="VERSION",
    help="Säg också till om id som fanns i en tidigare version (git) eller mapp och är borta.",
)
@with_settings
def check(form: str, fail_on: str, base: str | None, **where: Any) -> None:
    """Print every problem; exit 1 if there is one as grave as `fail_on`."""
    chosen = read_settings(**where)
    with waiting.note(wanted=sys.stderr.isatty()):
        book = load(chosen.data, chosen.docs, chosen.day, cache=chosen.cache)
        if base:
            book = _since(book, chosen, base)
    grave = {Severity.ERROR} if fail_on == "error" else {Severity.ERROR, Severity.WARNING}
    found = told.tell(book, book.problems, grave)
    if form == "text" and sys.stdout.isatty():
        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size().columns
        click.echo(terminal.written(found, width=width, colour=colour))
    else:
        if form != "text":
            in_utf_8()
        click.echo(forms.FORMS[form](found))
    if found.failed:
        raise SystemExit(1)


def _since(book: Handbook, chosen: Settings, base: str) -> Handbook:
    """Return a handbook judged also by an earlier one."""
    try:
        with history.folders_of(history.parted(base), chosen.data, chosen.docs) as before:
            if not before.data.is_dir():
                raise click.UsageError(f"I ”{base}” finns inte mappen {chosen.data}.")
            return since(book, before.data, base)
    except history.UnknownRevisionError as error:
        raise click.UsageError(str(error)) from None


@main.command(options_metavar="[VAL]", help="Skriv JSON-scheman för datafilerna och för diff.")
@click.option("--check", "only_check", is_flag=True, help="Skriv inget; fela om de är inaktuella.")
@click.option("--ids", "with_ids", is_flag=True, help="Skriv också vilka id som ska föreslås.")
@with_settings
def schema(only_check: bool, with_ids: bool, **where: Any) -> None:  # noqa: FBT001 - click passes a flag by name
    """Write the JSON Schemas, or exit 1 when they are stale."""
    chosen = read_settings(**where)
    if with_ids and not chosen.data.is_dir():
        raise click.UsageError(f"{chosen.data} är ingen mapp. Ange den med --data.")
    wanted = {**schemas.files(), **changed_schema.files()}
    book = read_tellable(chosen) if with_ids and not only_check else None
    stale = [name for name, text in wanted.items() if not _holds(SCHEMA_FOLDER / name, text)]
    if not only_check:
        for name in stale:
            write(SCHEMA_FOLDER / name, wanted[name])
        if book is not None:
            write(SCHEMA_FOLDER / schemas.IDS, schemas.ids(book.catalog.records()))
        click.echo(f"{len(stale)} av {len(wanted)} scheman skrevs om.")
    elif stale:
        click.echo(f"Inaktuella scheman: {', '.join(stale)}. Kör handbok schema.")
        raise SystemExit(1)
    else:
        click.echo(f"Alla {len(wanted)} scheman är aktuella.")


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    except OSError:
        return False
