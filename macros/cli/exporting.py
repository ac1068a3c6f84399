"""The subcommands that write the handbook in other forms: `export` and `crisis-pack`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from macros import crisis, report
from macros.cli.group import main, read_settings, with_format, with_settings, write
from macros.exports import as_csv, as_ical, as_json
from macros.handbook import load
from macros.problems import did_you_mean
from macros.records.classification import Aspect
from macros.records.procurements import Procurement
from macros.records.scalars import Audience
from macros.views import demands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from macros.handbook import View
    from macros.views.demands import Demands

_WHOLE: Final[dict[str, Callable[[View], Mapping[str, str]]]] = {
    "json": lambda view: {"handbok.json": as_json.text(view)},
    "ics": lambda view: {as_ical.NAME: as_ical.text(view)},
    "csv": as_csv.files,
}


def _xlsx(listed: Demands, day: date) -> bytes:
    from macros.exports import as_xlsx  # noqa: PLC0415 - seldom needed, slow

    return as_xlsx.file(listed, day)


def _docx(listed: Demands, day: date) -> bytes:
    from macros.exports import as_docx  # noqa: PLC0415 - as above

    return as_docx.file(listed, day)


_LISTS: Final[dict[str, Callable[[Demands, date], bytes]]] = {"xlsx": _xlsx, "docx": _docx}


@main.command(
    options_metavar="[VAL]",
    help="""Skriv handboken som data, i en mapp.

    json är allt som målgruppen får se och ics är det som förfaller. csv är behandlingarna av
    personuppgifter enligt artikel 30, en fil för varje ansvarig. xlsx (Excel) och docx (Word)
    är krav att ställa när vi köper: alla, de för en aspekt och nivå, eller de för ett köp.""",
)
@click.argument("folder", metavar="MAPP", type=click.Path(file_okay=False, path_type=Path))
@with_format([*_WHOLE, *_LISTS], "Formatet.")
@click.option("--aspect", metavar="ID", help="Kraven för en aspekt (xlsx och docx).")
@click.option("--level", metavar="NIVÅ", help="Kraven till och med en nivå (xlsx och docx).")
@click.option(
    "--procurement", metavar="ID", help="Kraven som köpets tillgångar behöver (xlsx och docx)."
)
@click.option(
    "--chosen", is_flag=True, help="Med --procurement: de krav som är valda i registret i stället."
)
@with_settings
def export(folder: Path, form: str, **options: Any) -> None:
    """Write what the audience may see as data; exit 1 when the handbook has errors."""
    wanted = {name: options.pop(name) for name in ("aspect", "level", "procurement", "chosen")}
    if form in _WHOLE and any(wanted.values()):
        raise click.UsageError("Kraven skrivs som Excel eller Word: --format xlsx eller docx.")
    chosen = read_settings(**options)
    book = load(chosen.data, chosen.docs, chosen.day)
    if book.errors:
        click.echo(report.as_text(book.errors))
        raise SystemExit(1)
    view = book.for_audience(chosen.audience)
    files: Mapping[str, str | bytes]
    if form in _WHOLE:
        files = _WHOLE[form](view)
    else:
        listed = _listed(view, **wanted)
        files = {f"{listed.name}.{form}": _LISTS[form](listed, view.day)}
    for name, content in files.items():
        write(folder / name, content)
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


def _listed(
    view: View, *, aspect: str | None, level: str | None, procurement: str | None, chosen: bool
) -> Demands:
    """Return the list of requirements that is asked for; exit 2 on what cannot be asked."""
    if procurement is not None:
        if aspect or level:
            raise click.UsageError("Ange --procurement, eller --aspect och --level, inte båda.")
        return _of_procurement(view, procurement, chosen=chosen)
    if chosen:
        raise click.UsageError("--chosen behöver --procurement.")
    aspects = view.all("classification", Aspect)
    if aspect is not None:
        known = [one.id for one in aspects]
        if aspect not in known:
            raise click.UsageError(
                _unknown(f"ingen aspekt ”{report.visible(aspect)}”", aspect, known)
            )
        aspects = [one for one in aspects if one.id == aspect]
    if level is None:
        return demands.of_aspect(view, aspect) if aspect else demands.of_levels(view)
    return demands.of_levels(view, {one.id: _on_the_scale(one, level) for one in aspects})


def _on_the_scale(aspect: Aspect, level: str) -> int:
    """Return a level that requirements are set for; exit 2 on any other."""
    known = {str(one.level): one for one in aspect.levels}
    ours = [name for name, one in known.items() if not one.national_security]
    if level in known and level not in ours:
        raise click.UsageError(
            f"Nivå {level} har inga krav att ta med. Stanna köpet och ring säkerhetsskyddschefen."
        )
    if level not in ours:
        raise click.UsageError(
            f"{aspect.name} har inte nivån ”{report.visible(level)}”. Nivåerna är "
            f"{', '.join(ours)}."
        )
    return known[level].level


def _of_procurement(view: View, name: str, *, chosen: bool) -> Demands:
    """Return a procurement's list; exit 1 where it would be empty or fall short."""
    known = {one.id: one for one in view.all("procurement", Procurement)}
    if name not in known:
        what = f"ingen upphandling ”{report.visible(name)}” i utgåvan ({view.audience.value})"
        raise click.UsageError(_unknown(what, name, known))
    one = known[name]
    if chosen:
        if not one.requirements:
            _refuse(f"{one.name} har inga valda krav i utgåvan ({view.audience.value}).")
    elif not demands.levels_of(view, one):
        _refuse(
            f"{one.name} har inga klassade tillgångar i utgåvan ({view.audience.value}). Nivåerna "
            "syns i medarbetarnas utgåva: HANDBOK_AUDIENCE=internal."
        )
    elif lacking := demands.unclassified(view, one):
        _refuse(
            f"Alla tillgångar i köpet är inte klassade: {', '.join(lacking)}. Klassa dem först. "
            "Annars skulle krav saknas."
        )
    return demands.of_procurement(view, one, chosen=chosen)


def _refuse(why: str) -> None:
    click.echo(why, err=True)
    raise SystemExit(1)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    return f"Det finns {what}. {did_you_mean(name, known)}".rstrip()
