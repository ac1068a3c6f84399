"""The subcommands that ask of the law: `cite` and `law`."""

from __future__ import annotations

from typing import Any

import click

from macros import report
from macros.citations.read import read_one
from macros.cli.group import (
    main,
    read_settings,
    read_whole,
    with_format,
    with_settings,
)
from macros.records.scalars import Audience
from macros.views import citing, impact


@main.command(options_metavar="[VAL]", help="Visa hänvisningarna till lag i en text.")
@click.argument(
    "file",
    metavar="[FIL|-]",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    default="-",
)
@with_format(["text", "json"], "Hur hänvisningarna skrivs ut.")
@with_settings
def cite(file: str, form: str, **where: Any) -> None:
    """Print the citations of a text, judged by the register on the day."""
    chosen = read_settings(**where)
    try:
        with click.open_file(file, encoding="utf-8") as opened:
            text = opened.read()
    except UnicodeDecodeError:
        click.echo("Texten är inte i teckenkodningen UTF-8. Spara om den.")
        raise SystemExit(1) from None
    view = read_whole(chosen).for_audience(Audience.RESTRICTED)
    found = citing.cited(view, text)
    click.echo(
        report.citations_as_json(found) if form == "json" else report.citations_as_text(found)
    )


@main.group(
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO …",
    help="Frågor om lagen.",
)
def law() -> None:
    """Carry what is asked of the law."""


@law.command("impact", options_metavar="[VAL]", help="Visa vad som ses över om ett lagrum ändras.")
@click.argument("citation", metavar="LAGRUM")
@with_format(["text", "json"], "Hur svaret skrivs ut.")
@with_settings
def law_impact(citation: str, form: str, **where: Any) -> None:
    """Print all that relies on a place in the law; exit 1 when the register does not know it."""
    chosen = read_settings(**where)
    view = read_whole(chosen).for_audience(Audience.RESTRICTED)
    asked = impact.asked(view, citation)
    if asked is None:
        read = read_one(citation, view.names)
        said = "finns inte i registret" if read else "går inte att läsa som ett lagrum"
        click.echo(f"”{report.visible(citation)}” {said}. Skriv till exempel 18 kap. 8 § OSL.")
        raise SystemExit(1)
    click.echo(report.impact_as_json(asked) if form == "json" else report.impact_as_text(asked))
