"""The subcommands that write into ``data/``: `new` and `adopt`."""

from __future__ import annotations

import sys
from typing import Any

import click

from macros import adopting, report
from macros.cli.group import (
    main,
    read_settings,
    read_tellable,
    with_folders,
    with_settings,
)
from macros.new import command


@main.command(
    options_metavar="[VAL]", help="Skriv en ny post i sin fil, med frågor om det saknas svar."
)
@click.argument("kind", metavar="SLAG")
@click.option("--set", "pairs", multiple=True, metavar="FÄLT=VÄRDE", help="Ett svar; får upprepas.")
@click.option("--file", metavar="FIL", help="Filen i mappen med fakta, om slaget har flera.")
@click.option("--print", "only_print", is_flag=True, help="Visa posten; skriv inget.")
@with_settings
def new(kind: str, only_print: bool, **where: Any) -> None:  # noqa: FBT001 - click passes a flag by name
    """Write a record in its place; exit 1 when it is refused or leaves errors."""
    pairs, file = where.pop("pairs"), where.pop("file")
    chosen = read_settings(**where)
    wanted = command.Wanted(kind, pairs, file, only_print, asks=sys.stdin.isatty())
    code = command.run(wanted, chosen.data, chosen.docs, chosen.day)
    if code:
        raise SystemExit(code)


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
@with_folders
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
    chosen = read_settings(**where, day=day)
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
    if chosen.day > read_settings(**where, day=None).day:
        raise click.UsageError(f"Dagen {chosen.day} har inte varit än.")
    known = read_tellable(chosen).catalog
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
