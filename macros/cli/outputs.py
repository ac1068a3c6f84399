"""The subcommands that compare, prove and help to publish: `diff`, `verify` and `headers`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from macros import changes, history, publish, report
from macros.cli.group import (
    UNTOLD,
    in_utf_8,
    main,
    read_settings,
    read_whole,
    with_format,
    with_settings,
)
from macros.handbook import load
from macros.records.scalars import Audience
from macros.report import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.handbook import Handbook
    from macros.problems import Problem


_SERVERS: Final[dict[str, Callable[[], str]]] = {
    "nginx": publish.as_nginx,
    "apache": publish.as_apache,
    "fil": publish.as_file,
}
"""What is printed for each web server; the last is the file that static hosts read."""


@main.command(
    options_metavar="[VAL]",
    help="Visa vad som skiljer två mappar, utgåvor eller versioner, som fakta.",
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default=".")
@with_format(changed.FORMS, "Hur ändringarna skrivs ut.")
@click.option(
    "--date-before",
    metavar="DAG",
    help="Dagen att döma A efter, om den är en annan: då syns också vad tiden har gjort.",
)
@with_settings
def diff(before: str, after: str, form: str, date_before: str | None, **where: Any) -> None:
    """Print what changed in the facts between two revisions or folders; exit 1 on errors."""
    chosen = read_settings(**where)
    first = read_settings(**{**where, "day": date_before}).day if date_before else chosen.day
    sides: list[changes.Side] = []
    errors: list[Problem] = []
    try:
        for name, day in ((before, first), (after, chosen.day)):
            with history.folders_of(name, chosen.data, chosen.docs) as side:
                book = load(side.data, side.docs, day, side.root)
                sides.append(changes.Side(book.for_audience(chosen.audience), book.problems))
                errors += [replace(one, location=side.told(one.location)) for one in book.errors]
    except history.UnknownRevisionError as error:
        raise click.UsageError(str(error)) from None
    if errors:
        click.echo(report.as_text(errors), err=True)
    if form != "text":
        in_utf_8()
    # A record that cannot be read would seem to be taken away, and what may not stand in the
    # handbook would be told in words.
    if not any(one.code.startswith(UNTOLD) for one in errors):
        click.echo(changed.FORMS[form](changes.between(*sides)))
    elif form == "markdown":
        click.echo(changed.UNREAD)
    if errors:
        raise SystemExit(1)


@main.command(
    options_metavar="[VAL]",
    help="Skriv ut de svarshuvuden som webbservern ska skicka med varje sida.",
)
@with_format(_SERVERS, "Vilken webbserver det är till för.")
@with_settings
def headers(form: str, **where: Any) -> None:
    """Print the headers for a web server's configuration: the same for every handbook."""
    read_settings(**where)
    in_utf_8()
    click.echo(_SERVERS[form](), nl=False)


@main.command(
    options_metavar="[VAL]",
    help="""Kontrollera en byggd utgåva mot dess manifest.

    Med --remote och --branch också att den får läggas där, enligt data/organisation.yml.""",
)
@click.argument(
    "folder", metavar="MAPP", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--remote", metavar="ADRESS", help="Git-förrådet som utgåvan ska skickas till.")
@click.option("--branch", metavar="GREN", help="Grenen som utgåvan ska läggas på.")
@with_settings
def verify(folder: Path, remote: str | None, branch: str | None, **where: Any) -> None:
    """Exit 1 when an edition is not what its manifest says, or may not lie at a place."""
    chosen = read_settings(**where)
    if (remote is None) != (branch is None):
        raise click.UsageError("Ange både --remote och --branch, eller ingen av dem.")
    try:
        wrong = publish.mismatches(folder)
        audience = publish.named((folder / publish.MANIFEST).read_bytes()).audience
    except (OSError, ValueError):
        name = report.visible(str(folder / publish.MANIFEST))
        click.echo(f"{name} saknas eller går inte att läsa som ett manifest.")
        raise SystemExit(1) from None
    for name in wrong:
        click.echo(f"{report.visible(name)} stämmer inte med manifestet.")
    if wrong:
        raise SystemExit(1)
    click.echo("Utgåvan är oförändrad.")
    if remote is not None and branch is not None:
        _may_lie(read_whole(chosen), audience, remote, branch)


def _may_lie(book: Handbook, audience: Audience, remote: str, branch: str) -> None:
    """Exit 1 where an edition for an audience has no right to lie at a place."""
    whole = book.for_audience(Audience.RESTRICTED)
    try:
        publish.place_for(whole, audience, remote, branch)
    except publish.RefusedError as error:
        click.echo(report.visible(str(error)))
        raise SystemExit(1) from None
    click.echo(f"Utgåvan är till för {audience.label.lower()} och får ligga där.")
