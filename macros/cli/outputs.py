"""The subcommands that compare, write out and prove: `diff`, `export`, `crisis-pack`, `verify`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros import changes, crisis, history, publish, report
from macros.cli.group import (
    in_utf_8,
    main,
    read_settings,
    with_settings,
    write,
)
from macros.exports import as_csv, as_ical, as_json
from macros.handbook import load
from macros.records.scalars import Audience
from macros.report import changed

if TYPE_CHECKING:
    from macros.problems import Problem


@main.command(
    options_metavar="[VAL]", help="Visa vad som skiljer två mappar eller versioner, som fakta."
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(changed.FORMS)),
    default="text",
    help="Hur ändringarna skrivs ut.",
)
@with_settings
def diff(before: str, after: str, form: str, **where: Any) -> None:
    """Print what changed in the facts between two revisions or folders; exit 1 on errors."""
    chosen = read_settings(**where)
    sides: list[changes.Side] = []
    errors: list[Problem] = []
    try:
        for name in (before, after):
            with history.folders_of(name, chosen.data, chosen.docs) as side:
                book = load(side.data, side.docs, chosen.day, side.root)
                sides.append(changes.Side(book.for_audience(chosen.audience), book.problems))
                errors += [replace(one, location=side.told(one.location)) for one in book.errors]
    except history.UnknownRevisionError as error:
        raise click.UsageError(str(error)) from None
    if errors:
        click.echo(report.as_text(errors), err=True)
    if form != "text":
        in_utf_8()
    # A record that cannot be read would seem to be taken away.
    if not any(one.code.startswith(("HB1", "HB2")) for one in errors):
        click.echo(changed.FORMS[form](changes.between(*sides)))
    elif form == "markdown":
        click.echo(changed.UNREAD)
    if errors:
        raise SystemExit(1)


@main.command(options_metavar="[VAL]", help="Skriv handboken som data, i en mapp.")
@click.argument("folder", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["json", "ics", "csv"]), default="json", help="Formatet."
)
@with_settings
def export(folder: Path, form: str, **where: Any) -> None:
    """Write what the audience may see as data; exit 1 when the handbook has errors."""
    chosen = read_settings(**where)
    book = load(chosen.data, chosen.docs, chosen.day)
    if book.errors:
        click.echo(report.as_text(book.errors))
        raise SystemExit(1)
    view = book.for_audience(chosen.audience)
    if form == "csv":
        files = as_csv.files(view)
    elif form == "ics":
        files = {as_ical.NAME: as_ical.text(view)}
    else:
        files = {"handbok.json": as_json.text(view)}
    for name, text in files.items():
        write(folder / name, text)
        click.echo(f"{folder / name} är skriven.")


@main.command(
    "crisis-pack",
    options_metavar="[VAL]",
    help="Skriv krispaketet i en mapp: en enda fil att skriva ut och att ha när nätet är nere.",
)
@click.argument("folder", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path))
@with_settings
def crisis_pack(folder: Path, **where: Any) -> None:
    """Write what is needed when the network is down; exit 1 when the handbook has errors."""
    chosen = read_settings(**where)
    if chosen.audience is Audience.PUBLIC:
        raise click.UsageError(
            "Krispaketet är inget för alla: utan telefonnummer hjälper det ingen. Ge "
            "HANDBOK_AUDIENCE värdet internal eller restricted."
        )
    book = load(chosen.data, chosen.docs, chosen.day)
    if book.errors:
        click.echo(report.as_text(book.errors))
        raise SystemExit(1)
    target = folder / crisis.NAME
    write(target, crisis.page(book.for_audience(chosen.audience)))
    click.echo(f"{target} är skriven, för målgruppen {chosen.audience.label}.")


@main.command(options_metavar="[VAL]", help="Kontrollera en byggd utgåva mot dess manifest.")
@click.argument(
    "folder", metavar="MAPP", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@with_settings
def verify(folder: Path, **where: Any) -> None:
    """Exit 1 when a file of a built edition is not the one that its manifest names."""
    read_settings(**where)
    try:
        wrong = publish.mismatches(folder)
    except (OSError, ValueError):
        name = report.visible(str(folder / publish.MANIFEST))
        click.echo(f"{name} saknas eller går inte att läsa som ett manifest.")
        raise SystemExit(1) from None
    for name in wrong:
        click.echo(f"{report.visible(name)} stämmer inte med manifestet.")
    if wrong:
        raise SystemExit(1)
    click.echo("Utgåvan är oförändrad.")
