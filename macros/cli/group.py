"""What all subcommands of `handbok` share: their group, their options, their settings."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from macros import report, settings, swedish
from macros.handbook import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.handbook import Handbook
    from macros.settings import Settings

FORBIDDEN: Final = ("HB7",)
"""How the codes begin of what may never be in the handbook."""
UNTOLD: Final = ("HB1", "HB2", *FORBIDDEN)
"""How the codes begin of what keeps a command from answering: it cannot be read, or told."""

# Before the first command is made: click takes the help option's text as it is declared.
swedish.speak()


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a subcommand the options that all have."""
    command = click.option("--date", "day", metavar="DAG", help="Dagen att döma efter (ISO).")(
        command
    )
    return with_folders(command)


def with_format(
    forms: Iterable[str], text: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a subcommand ``--format``: one of these forms, the first where none is chosen.

    Args:
        forms: their names.
        text: the option's help.
    """
    names = list(forms)
    return click.option("--format", "form", type=click.Choice(names), default=names[0], help=text)


def with_folders(command: Callable[..., None]) -> Callable[..., None]:
    """Give a subcommand the options that say where the handbook is."""
    command = click.option(
        "--docs", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen med sidor (docs)."
    )(command)
    return click.option(
        "--data", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen med fakta (data)."
    )(command)


def read_settings(data: Path | None, docs: Path | None, day: str | None) -> Settings:
    """Return the settings, of which the options win over the environment; exit 2 on wrong ones."""
    try:
        chosen = settings.read()
        return replace(
            chosen,
            data=data or chosen.data,
            docs=docs or chosen.docs,
            day=settings.parse_day(day) if day else chosen.day,
        )
    except settings.SettingError as error:
        raise click.UsageError(str(error)) from None


def read_whole(chosen: Settings) -> Handbook:
    """Return the handbook, or exit 1 with what could not be read: an answer would be half one."""
    return _without(UNTOLD, chosen)


def read_tellable(chosen: Settings) -> Handbook:
    """Return the handbook, read or not, or exit 1 where it holds what may never be in it.

    Whatever is told or written of it then could hold the same.
    """
    return _without(FORBIDDEN, chosen)


def _without(codes: tuple[str, ...], chosen: Settings) -> Handbook:
    book = load(chosen.data, chosen.docs, chosen.day, cache=chosen.cache)
    found = [one for one in book.errors if one.code.startswith(codes)]
    if found:
        click.echo(report.as_text(found), err=True)
        raise SystemExit(1)
    return book


def write(target: Path, content: str | bytes) -> None:
    """Write a file and the folders on the way to it; exit 1 where something stands in the way."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError:
        click.echo(
            f"{report.visible(str(target))} går inte att skriva. Ligger det en fil eller mapp i "
            "vägen, eller saknar du rätt att skriva där?",
            err=True,
        )
        raise SystemExit(1) from None


def in_utf_8() -> None:
    """Write what programs read in UTF-8, whatever the terminal's own encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


@click.group(
    help="Kontrollera, bygg och publicera säkerhetshandboken.",
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO …",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """Carry the subcommands."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show an arrow shows its code; it is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
