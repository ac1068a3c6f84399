"""The command `handbok`: exit 0 when all is well, 1 on problems, 2 on wrong use."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros import changes, history, publish, report, settings, swedish
from macros.exports import as_ical, as_json
from macros.handbook import load
from macros.new import command
from macros.problems import Severity
from macros.records import schema as schemas
from macros.records.scalars import Audience
from macros.views import citing, impact

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.handbook import Handbook
    from macros.problems import Problem
    from macros.settings import Settings

# Before the first command is made: click takes the help option's text as it is declared.
swedish.speak()

SCHEMA_FOLDER = Path(".vscode/schemas")
"""Where the JSON Schemas stand, for the editor's program."""


def _with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a subcommand the options that all have."""
    command = click.option("--date", "day", metavar="DAG", help="Dagen att döma efter (ISO).")(
        command
    )
    command = click.option(
        "--docs", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen med sidor (docs)."
    )(command)
    return click.option(
        "--data", type=click.Path(path_type=Path), metavar="MAPP", help="Mappen med fakta (data)."
    )(command)


def _settings(data: Path | None, docs: Path | None, day: str | None) -> Settings:
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


@main.command(options_metavar="[VAL]", help="Visa alla problem i data och sidor.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Hur problemen skrivs ut.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    help="Vad som ger felkod 1.",
)
@_with_settings
def check(form: str, fail_on: str, **where: Any) -> None:
    """Print every problem; exit 1 if there is one as grave as `fail_on`."""
    chosen = _settings(**where)
    problems = load(chosen.data, chosen.docs, chosen.day).problems
    click.echo(report.as_json(problems) if form == "json" else report.as_text(problems))
    grave = {Severity.ERROR} if fail_on == "error" else {Severity.ERROR, Severity.WARNING}
    if any(one.severity in grave for one in problems):
        raise SystemExit(1)


@main.command(options_metavar="[VAL]", help="Skriv JSON-scheman för datafilerna.")
@click.option("--check", "only_check", is_flag=True, help="Skriv inget; fela om de är inaktuella.")
@click.option("--ids", "with_ids", is_flag=True, help="Skriv också vilka id som ska föreslås.")
@_with_settings
def schema(only_check: bool, with_ids: bool, **where: Any) -> None:  # noqa: FBT001 - click passes a flag by name
    """Write the JSON Schemas, or exit 1 when they are stale."""
    chosen = _settings(**where)
    if with_ids and not chosen.data.is_dir():
        raise click.UsageError(f"{chosen.data} är ingen mapp. Ange den med --data.")
    wanted = schemas.files()
    stale = [name for name, text in wanted.items() if not _holds(SCHEMA_FOLDER / name, text)]
    if not only_check:
        for name in stale:
            _write(SCHEMA_FOLDER / name, wanted[name])
        if with_ids:
            records = load(chosen.data, chosen.docs, chosen.day).catalog.records()
            _write(SCHEMA_FOLDER / schemas.IDS, schemas.ids(records))
        click.echo(f"{len(stale)} av {len(wanted)} scheman skrevs om.")
    elif stale:
        click.echo(f"Inaktuella scheman: {', '.join(stale)}. Kör handbok schema.")
        raise SystemExit(1)
    else:
        click.echo(f"Alla {len(wanted)} scheman är aktuella.")


@main.command(
    options_metavar="[VAL]", help="Skriv en ny post i sin fil, med frågor om det saknas svar."
)
@click.argument("kind", metavar="SLAG")
@click.option("--set", "pairs", multiple=True, metavar="FÄLT=VÄRDE", help="Ett svar; får upprepas.")
@click.option("--file", metavar="FIL", help="Filen i mappen med fakta, om slaget har flera.")
@click.option("--print", "only_print", is_flag=True, help="Visa posten; skriv inget.")
@_with_settings
def new(kind: str, only_print: bool, **where: Any) -> None:  # noqa: FBT001 - click passes a flag by name
    """Write a record in its place; exit 1 when it is refused or leaves errors."""
    pairs, file = where.pop("pairs"), where.pop("file")
    chosen = _settings(**where)
    wanted = command.Wanted(kind, pairs, file, only_print, asks=sys.stdin.isatty())
    code = command.run(wanted, chosen.data, chosen.docs, chosen.day)
    if code:
        raise SystemExit(code)


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    except OSError:
        return False


@main.command(
    options_metavar="[VAL]", help="Visa vad som skiljer två mappar eller versioner, som fakta."
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default=".")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Hur ändringarna skrivs ut.",
)
@_with_settings
def diff(before: str, after: str, form: str, **where: Any) -> None:
    """Print what changed in the facts between two revisions or folders; exit 1 on errors."""
    chosen = _settings(**where)
    books: list[Handbook] = []
    errors: list[Problem] = []
    try:
        for name in (before, after):
            with history.folders_of(name, chosen.data, chosen.docs) as side:
                books.append(load(side.data, side.docs, chosen.day))
                errors += [
                    replace(one, location=side.told(one.location)) for one in books[-1].errors
                ]
    except history.UnknownRevisionError as error:
        raise click.UsageError(str(error)) from None
    if errors:
        click.echo(report.as_text(errors), err=True)
    # A record that cannot be read would seem to be taken away.
    if not any(one.code.startswith(("HB1", "HB2")) for one in errors):
        found = changes.compare(*(book.for_audience(chosen.audience) for book in books))
        click.echo(
            report.changes_as_json(found) if form == "json" else report.changes_as_text(found)
        )
    if errors:
        raise SystemExit(1)


@main.command(options_metavar="[VAL]", help="Skriv handboken som data, i en mapp.")
@click.argument("folder", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["json", "ics"]), default="json", help="Formatet."
)
@_with_settings
def export(folder: Path, form: str, **where: Any) -> None:
    """Write what the audience may see as data; exit 1 when the handbook has errors."""
    chosen = _settings(**where)
    book = load(chosen.data, chosen.docs, chosen.day)
    if book.errors:
        click.echo(report.as_text(book.errors))
        raise SystemExit(1)
    name, text = {"json": ("handbok.json", as_json.text), "ics": (as_ical.NAME, as_ical.text)}[form]
    target = folder / name
    _write(target, text(book.for_audience(chosen.audience)))
    click.echo(f"{target} är skriven.")


def _write(target: Path, text: str) -> None:
    """Write a file and the folders on the way to it; exit 1 where something stands in the way."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    except OSError:
        click.echo(
            f"{report.visible(str(target))} går inte att skriva. Ligger det en fil eller mapp i "
            "vägen, eller saknar du rätt att skriva där?",
            err=True,
        )
        raise SystemExit(1) from None


@main.command(options_metavar="[VAL]", help="Kontrollera en byggd utgåva mot dess manifest.")
@click.argument(
    "folder", metavar="MAPP", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@_with_settings
def verify(folder: Path, **where: Any) -> None:
    """Exit 1 when a file of a built edition is not the one that its manifest names."""
    _settings(**where)
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


@main.command(options_metavar="[VAL]", help="Visa hänvisningarna till lag i en text.")
@click.argument(
    "file",
    metavar="[FIL|-]",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    default="-",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Hur hänvisningarna skrivs ut.",
)
@_with_settings
def cite(file: str, form: str, **where: Any) -> None:
    """Print the citations of a text, judged by the register on the day."""
    chosen = _settings(**where)
    try:
        with click.open_file(file, encoding="utf-8") as opened:
            text = opened.read()
    except UnicodeDecodeError:
        click.echo("Texten är inte i teckenkodningen UTF-8. Spara om den.")
        raise SystemExit(1) from None
    view = load(chosen.data, chosen.docs, chosen.day).for_audience(Audience.RESTRICTED)
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Hur svaret skrivs ut.",
)
@_with_settings
def law_impact(citation: str, form: str, **where: Any) -> None:
    """Print all that relies on a place in the law; exit 1 when the register does not know it."""
    chosen = _settings(**where)
    view = load(chosen.data, chosen.docs, chosen.day).for_audience(Audience.RESTRICTED)
    asked = impact.asked(view, citation)
    if asked is None:
        click.echo(f"”{citation}” finns inte i registret. Skriv till exempel 18 kap. 8 § OSL.")
        raise SystemExit(1)
    click.echo(report.impact_as_json(asked) if form == "json" else report.impact_as_text(asked))
