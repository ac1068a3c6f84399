"""The subcommand that writes the archive copy: `pdf`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros import archive, building, report
from macros.cli.group import main, read_settings, with_settings, write
from macros.exports import as_json
from macros.handbook import load
from macros.prose import MENU_FILE
from macros.records.meta import CURRENT

if TYPE_CHECKING:
    from macros.settings import Settings


@main.command(
    options_metavar="[VAL]",
    help="""Skriv arkivkopian: hela utgåvan som en enda PDF (PDF/A-2a), och fakta som JSON bredvid.

    Utgåvan byggs först för sig. Mappen site/ rörs inte.""",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAPP",
    default=Path("arkivkopia"),
    help="Mappen att skriva i (arkivkopia).",
)
@with_settings
def pdf(out: Path, **where: Any) -> None:
    """Write the archive copy of an edition; exit 1 when the handbook has errors."""
    chosen = read_settings(**where)
    book = load(chosen.data, chosen.docs, chosen.day, cache=chosen.cache)
    if book.errors:
        click.echo(report.as_text(book.errors))
        raise SystemExit(1)
    view = book.for_audience(chosen.audience)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        _build(chosen, site)
        try:
            label = "" if chosen.edition == CURRENT else chosen.edition
            copy = archive.pdf(archive.html(view, site, label), site)
        except archive.LibraryError as error:
            click.echo(str(error), err=True)
            raise SystemExit(1) from None
    name = archive.NAME.format(edition=chosen.edition, audience=chosen.audience.value)
    for ending, content in (("pdf", copy), ("json", as_json.text(view))):
        target = out / f"{name}.{ending}"
        write(target, content)
        click.echo(f"{target} är skriven.")


def _build(chosen: Settings, site: Path) -> None:
    """Build the edition in a folder of its own, as `make build` would; exit 1 when it fails."""
    menu = chosen.docs.absolute().parent / MENU_FILE
    if not menu.is_file():
        raise click.UsageError(f"{report.visible(str(menu))} saknas: där står sidornas ordning.")
    done = building.build(
        menu,
        site,
        {
            "AUDIENCE": chosen.audience.value,
            "CACHE": str(chosen.cache.absolute()),
            "DATA": str(chosen.data.absolute()),
            "DATE": chosen.day.isoformat(),
            "DOCS": str(chosen.docs.absolute()),
            "EDITION": chosen.edition,
        },
    )
    if done.returncode != 0:
        for line in done.stdout.splitlines():
            click.echo(report.visible(line), err=True)
        raise SystemExit(1)
