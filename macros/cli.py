"""The command `handbok`: exit 0 when all is well, 1 on problems, 2 on wrong use."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros import adopting, catalog, changes, history, publish, report, settings, swedish
from macros.citations.read import read_one
from macros.exports import as_ical, as_json
from macros.handbook import load, since
from macros.new import command
from macros.problems import Severity
from macros.records import schema as schemas
from macros.records.scalars import Audience
from macros.report import changed, forms, terminal, told, waiting
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
    return _with_folders(command)


def _with_folders(command: Callable[..., None]) -> Callable[..., None]:
    """Give a subcommand the options that say where the handbook is."""
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


def _read_whole(chosen: Settings) -> Handbook:
    """Return the handbook, or exit 1 with what could not be read: an answer would be half one."""
    book = load(chosen.data, chosen.docs, chosen.day)
    unread = [one for one in book.errors if one.code.startswith(("HB1", "HB2"))]
    if unread:
        click.echo(report.as_text(unread), err=True)
        raise SystemExit(1)
    return book


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
    type=click.Choice(list(forms.FORMS)),
    default="text",
    help="Hur problemen skrivs ut.",
)
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
@_with_settings
def check(form: str, fail_on: str, base: str | None, **where: Any) -> None:
    """Print every problem; exit 1 if there is one as grave as `fail_on`."""
    chosen = _settings(**where)
    with waiting.note(wanted=sys.stderr.isatty()):
        book = load(chosen.data, chosen.docs, chosen.day)
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
            _in_utf_8()
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


def _in_utf_8() -> None:
    """Write what programs read in UTF-8, whatever the terminal's own encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


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
    type=click.Choice(list(changed.FORMS)),
    default="text",
    help="Hur ändringarna skrivs ut.",
)
@_with_settings
def diff(before: str, after: str, form: str, **where: Any) -> None:
    """Print what changed in the facts between two revisions or folders; exit 1 on errors."""
    chosen = _settings(**where)
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
        _in_utf_8()
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
    view = _read_whole(chosen).for_audience(Audience.RESTRICTED)
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
    view = _read_whole(chosen).for_audience(Audience.RESTRICTED)
    asked = impact.asked(view, citation)
    if asked is None:
        read = read_one(citation, view.catalog.names)
        said = "finns inte i registret" if read else "går inte att läsa som ett lagrum"
        click.echo(f"”{report.visible(citation)}” {said}. Skriv till exempel 18 kap. 8 § OSL.")
        raise SystemExit(1)
    click.echo(report.impact_as_json(asked) if form == "json" else report.impact_as_text(asked))


@main.command(
    options_metavar="[VAL]",
    help="Skriv in att ett styrdokuments text är antagen, eller rättad utan ändring i sak.",
)
@click.argument("policy", metavar="STYRDOKUMENT")
@click.option("--date", "day", metavar="DAG", help="Dagen för beslutet eller rättelsen (ISO).")
@click.option("--body", metavar="ORGAN", help="Den som beslutade, till exempel kommunstyrelsen.")
@click.option("--case", metavar="NUMMER", help="Ärendets diarienummer.")
@click.option("--paragraph", metavar="§", help="Paragrafen i protokollet.")
@click.option("--entity", metavar="ENHET", help="Kommunen eller bolaget som beslutet gäller.")
@click.option("--editorial", is_flag=True, help="Texten är bara rättad: inget ändras i sak.")
@click.option("--by", metavar="ROLL", help="Rollen som godkände rättelsen.")
@_with_folders
def adopt(  # noqa: PLR0913 - click passes each option by name
    policy: str,
    day: str | None,
    *,
    body: str | None,
    case: str | None,
    paragraph: str | None,
    entity: str | None,
    editorial: bool,
    by: str | None,
    **where: Any,
) -> None:
    """Write a decision into data/; exit 1 when it cannot be written."""
    chosen = _settings(**where, day=day)
    needed = {"--by": by} if editorial else {"--date": day, "--body": body, "--case": case}
    decided = {"--body": body, "--case": case, "--paragraph": paragraph, "--entity": entity}
    surplus = decided if editorial else {"--by": by}
    for option, value in needed.items():
        if not (value or "").strip():
            raise click.UsageError(f"Ange {option}.")
    for option, value in surplus.items():
        if value is not None:
            other = "inte ihop med" if editorial else "bara ihop med"
            raise click.UsageError(f"{option} används {other} --editorial.")
    if chosen.day > _settings(**where, day=None).day:
        raise click.UsageError(f"Dagen {chosen.day} har inte varit än.")
    known = catalog.load(chosen.data, chosen.docs)
    try:
        if editorial:
            done = adopting.correct(known, policy, chosen.day, by or "")
        else:
            done = adopting.adopt(
                known,
                policy,
                chosen.day,
                body=body or "",
                case_number=case or "",
                paragraph=paragraph or "",
                entity=entity or "",
            )
    except adopting.NotWrittenError as error:
        rows = [report.visible(row) for row in str(error).split("\n")]
        if error.problems:
            rows.append(report.as_text(error.problems))
        click.echo("\n".join(rows), err=True)
        raise SystemExit(1) from None
    said = "är inskrivet" if done.written else "står redan"
    click.echo(f"Beslutet {said}: {report.visible(done.path)}, rad {done.line}.")
    click.echo(f"Textens hash: {done.text_hash}")


if __name__ == "__main__":
    main()
