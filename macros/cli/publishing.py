"""The subcommands for editions: `release`, `publish` and `withdraw`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from macros import history, releasing, report, settings
from macros.cli.group import main, read_settings, read_whole, with_settings
from macros.publish import RefusedError, place_for, places
from macros.records.scalars import Audience


@main.command(
    options_metavar="[VAL]",
    help="""Frys handboken som en utgåva, till exempel 2026.2.

    Kontrollerar allt, skriver in utgåvan i data/editions.yml, bygger den för varje målgrupp i en
    egen mapp och märker versionen i git. Publicera sedan mapparna med handbok publish.""",
)
@click.argument("label", metavar="UTGÅVA")
@click.option(
    "--reference",
    "references",
    multiple=True,
    required=True,
    metavar="NUMMER",
    help="Beslutets diarienummer; får upprepas.",
)
@click.option(
    "--into",
    metavar="MAPP",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("utgavor"),
    help="Där mapparna läggs. Annars utgavor.",
)
@click.option(
    "--since",
    metavar="VERSION",
    default="",
    help="Versionen att jämföra med, om den förra utgåvans märke saknas i git.",
)
@with_settings
def release(label: str, references: tuple[str, ...], into: Path, since: str, **where: Any) -> None:
    """Freeze an edition and build it; exit 1 where something stands in the way."""
    chosen = read_settings(**where)
    try:
        wanted = releasing.Wanted(
            settings.parse_label(label),
            chosen.day,
            references,
            into,
            since,
            chosen.data,
            chosen.docs,
            chosen.cache,
        )
        folders = releasing.release(wanted, lambda line: click.echo(line, err=True))
    except settings.SettingError as error:
        raise click.UsageError(str(error)) from None
    except releasing.NotReleasedError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None
    except OSError as error:
        _refused(f"Utgåvan gick inte att skriva: {error.strerror or error}. Är disken full?")
    click.echo(f"Utgåva {label} är frusen. Publicera den så här:")
    click.echo(f"  git push --follow-tags origin HEAD {history.tag_of(label)}")
    click.echo(f"  handbok publish {' '.join(map(str, folders))}")


@main.command(
    options_metavar="[VAL]",
    help="""Lägg byggda utgåvor på sin gren, bredvid dem som ligger där.

    Var står under publishing i data/organisation.yml. Utan MAPP publiceras site.""",
)
@click.argument(
    "folders",
    metavar="[MAPP …]",
    nargs=-1,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--remote", metavar="ADRESS", help="Git-förrådet, om flera är möjliga.")
@click.option("--branch", metavar="GREN", help="Grenen, om flera är möjliga.")
@click.option(
    "--folder",
    "served",
    metavar="MAPP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Skriv också ut hela grenen i en mapp som en webbserver visar.",
)
@with_settings
def publish(
    folders: tuple[Path, ...],
    remote: str | None,
    branch: str | None,
    served: Path | None,
    **where: Any,
) -> None:
    """Put finished folders beside those that are published; exit 1 where one is refused."""
    # Only here: it brings MkDocs with it.
    from macros.publish import publishing, serving  # noqa: PLC0415
    from macros.publish.branch import BranchError, opened  # noqa: PLC0415

    book = read_whole(read_settings(**where))
    whole = book.for_audience(Audience.RESTRICTED)
    try:
        found = [publishing.finished(one) for one in folders or (Path("site"),)]
        audiences = sorted({one.named.audience for one in found})
        if served is not None and len(audiences) > 1:
            raise click.UsageError("Med --folder går det att publicera för en målgrupp i taget.")
        for audience in audiences:
            place = place_for(whole, audience, remote, branch)
            these = [one for one in found if one.named.audience is audience]
            with opened(place) as lying:
                for line in publishing.publish(lying, these, book.for_audience(audience)):
                    click.echo(report.visible(line))
                if served is not None:
                    serving.serve(lying, served)
    except (RefusedError, BranchError) as error:
        _refused(str(error))
    except OSError as error:
        _refused(f"Mappen gick inte att skriva: {error.strerror or error}. Är disken full?")


@main.command(
    options_metavar="[VAL]",
    help="""Ta bort en publicerad utgåva, efter beslut.

    Beslutet skrivs först under withdrawn i data/editions.yml. I utgåvans ställe står sedan när, av
    vem och varför.""",
)
@click.argument("label", metavar="UTGÅVA")
@with_settings
def withdraw(label: str, **where: Any) -> None:
    """Take an edition away from every place that is declared; exit 1 where it is refused."""
    from macros.publish import publishing  # noqa: PLC0415 - it brings MkDocs with it
    from macros.publish.branch import BranchError, opened  # noqa: PLC0415 - as above

    book = read_whole(read_settings(**where))
    try:
        settings.parse_label(label)
        declared = list(places(book.for_audience(Audience.RESTRICTED)))
        if not declared:
            _refused("Inget ställe med gren och förråd står i data/organisation.yml.")
        # Those who may not see the edition have none to take away; to an unknown label all object.
        known = [one for one in declared if publishing.knows(book.for_audience(one[0]), label)]
        for audience, place in known or declared:
            with opened(place) as lying:
                for line in publishing.withdraw(lying, label, book.for_audience(audience)):
                    click.echo(report.visible(line))
    except settings.SettingError as error:
        raise click.UsageError(str(error)) from None
    except (RefusedError, BranchError) as error:
        _refused(str(error))


def _refused(message: str) -> None:
    click.echo(report.visible(message), err=True)
    raise SystemExit(1)
