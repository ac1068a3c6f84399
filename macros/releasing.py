"""Freezing an edition: the record of it, the revision's tag, and a built folder for each audience.

What is built is what is committed: the files are taken from git's index, not from the work tree.
The revision is committed when every audience's folder is finished, and tagged last of all; until
then anything that fails leaves all as it was.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from macros import building, changes, git, history, prose, publish, report
from macros.changes import stored
from macros.handbook import load
from macros.new import place
from macros.records.kinds import KINDS
from macros.records.meta import EditionRecord
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from macros.changes.change import Change
    from macros.handbook import Handbook, View

_HASHES: Final = {
    Audience.PUBLIC: "manifest_hash",
    Audience.INTERNAL: "internal_manifest_hash",
    Audience.RESTRICTED: "restricted_manifest_hash",
}
_SHOWN: Final = 400
"""How much of a failed build is told, in characters."""


class NotReleasedError(ValueError):
    """No edition was made; the text is Swedish. All is as it was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    `label` and `day` are the edition's, `references` the decisions' case numbers, `into` where its
    folders go, and `since` the revision to compare with; empty means the former edition's. `data`
    and `docs` are the facts and the prose, from the project's folder, and `cache` where answers
    are kept.
    """

    label: str
    day: date
    references: Sequence[str]
    into: Path
    since: str
    data: Path
    docs: Path
    cache: Path


def release(wanted: Wanted, say: Callable[[str], None]) -> list[Path]:
    """Freeze the handbook as an edition.

    Args:
        wanted: what is asked for.
        say: tells what is going on.

    Returns:
        The finished folders, one for each audience.

    Raises:
        NotReleasedError: something stands in the way; nothing was changed.
    """
    _in_order(wanted)
    book = load(wanted.data, wanted.docs, wanted.day, cache=wanted.cache)
    if book.errors:
        raise NotReleasedError(f"{report.as_text(book.errors)}\nRätta felen först.")
    record = _record(wanted, book)
    news = _news(wanted, record, book)
    target = wanted.into / wanted.label
    if target.exists():
        raise NotReleasedError(f"{target} finns redan. Flytta eller ta bort mappen först.")
    path = place.file_for(wanted.data, KINDS["edition"], None)
    told = wanted.data / stored.file(record.id)
    before = {one: one.read_bytes() if one.is_file() else None for one in (path, told)}
    head = _git("rev-parse", "HEAD").strip()
    try:
        _write(path, before[path], record)
        if news is not None:
            told.parent.mkdir(exist_ok=True)
            told.write_text(stored.text(news), encoding="utf-8", newline="\n")
        _git("add", "--", *(one.as_posix() for one in before if one.is_file()))
        say(f"Bygger utgåva {wanted.label} för tre målgrupper …")
        folders = _built(wanted, target)
        _git("commit", "--quiet", "--message", f"Freeze edition {wanted.label}")
        frozen = _git("rev-parse", "HEAD").strip()
        hashes = {_HASHES[who]: publish.manifest_hash(one) for who, one in folders.items()}
        _write(path, before[path], EditionRecord(**_given(record), **hashes))
        _git("add", "--", path.as_posix())
        _git("commit", "--quiet", "--message", f"Record what edition {wanted.label} holds")
        # Last of all: what has a tag is frozen.
        _git("tag", "--", history.tag_of(wanted.label), frozen)
    except BaseException:
        _restore(before, head)
        shutil.rmtree(target, ignore_errors=True)
        raise
    return list(folders.values())


def _in_order(wanted: Wanted) -> None:
    """Refuse to begin where git does not know what would be frozen."""
    top = Path(_git("rev-parse", "--show-toplevel").strip())
    if top.resolve() != Path.cwd().resolve():
        raise NotReleasedError(f"Ge kommandot i projektets mapp, {top}.")
    for folder in (wanted.data, wanted.docs):
        if folder.is_absolute() or ".." in folder.parts:
            raise NotReleasedError(f"{folder} ligger inte i projektet och kan inte frysas.")
    if _git("status", "--porcelain").strip():
        raise NotReleasedError(
            "Allt är inte sparat i git. Lägg in det som ska med, och ta bort resten."
        )
    for name in ("user.name", "user.email"):
        _git("config", name, hint=f"Säg vem du är först: git config {name} …")


def _record(wanted: Wanted, book: Handbook) -> EditionRecord:
    known = book.for_audience(Audience.RESTRICTED).all("edition", EditionRecord)
    label = wanted.label
    if any(one.label == label for one in known):
        raise NotReleasedError(f"Utgåva {label} finns redan. En utgåva skrivs aldrig över.")
    last = max((one.day for one in known), default=None)
    if last is not None and wanted.day <= last:
        raise NotReleasedError(
            f"Den förra utgåvan är läget {last}. En ny måste vara senare, och dagen är "
            f"{wanted.day}."
        )
    tags = _git("tag", "--list", history.tag_of(label)).strip()
    if tags:
        raise NotReleasedError(f"Taggen {tags} finns redan i git.")
    return EditionRecord(
        id=label.replace(".", "-"),
        name=f"Utgåva {label}",
        day=wanted.day,
        decisions=tuple(wanted.references),
    )


def _news(wanted: Wanted, record: EditionRecord, book: Handbook) -> list[dict[str, Any]] | None:
    """Return what is new since the former edition, for each audience as it sees both.

    None where there is no former edition: the first one changes nothing.
    """
    known = book.for_audience(Audience.RESTRICTED).all("edition", EditionRecord)
    former = max(known, key=lambda one: (one.day, one.id), default=None)
    if former is None and not wanted.since:
        return None
    name = wanted.since or history.tag_of(former.label if former else "")
    day = former.day if former is not None else wanted.day
    try:
        with history.folders_of(name, wanted.data, wanted.docs) as side:
            then = load(side.data, side.docs, day, side.root)
            found = {who: _told(then.for_audience(who), book.for_audience(who)) for who in Audience}
    except history.UnknownRevisionError as error:
        raise NotReleasedError(
            f"Det går inte att säga vad som är nytt sedan {former.name if former else name}. "
            f"{error} Ange versionen att jämföra med: --since."
        ) from None
    unread = [one for one in then.errors if one.code.startswith(("HB1", "HB2"))]
    if unread:
        raise NotReleasedError(f"{report.as_text(unread)}\nDen förra utgåvan går inte att läsa.")
    return stored.rows(record.id, found)


def _told(before: View, after: View) -> list[Change]:
    """Return what a reader is told is new: editions themselves are no news in one."""
    told = changes.classified(before, after)
    return [one for one in told if not one.subject.startswith("edition/")]


def _given(record: EditionRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.model_fields_set}


def _write(path: Path, before: bytes | None, record: EditionRecord) -> None:
    try:
        content = place.appended(before or b"", record, path.as_posix())
    except place.PlaceError as error:
        raise NotReleasedError(str(error)) from None
    path.write_bytes(content)


def _restore(before: Mapping[Path, bytes | None], head: str) -> None:
    """Lay the files as they were, and let git forget what was made of them."""
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content)
    _git("reset", "--quiet", head)


def _built(wanted: Wanted, target: Path) -> dict[Audience, Path]:
    """Build the handbook that stands in git's index, for each audience in its own folder."""
    folders = {}
    with TemporaryDirectory(prefix="handbok-") as place_:
        source = Path(place_).resolve()
        _git("checkout-index", "--all", f"--prefix={source}/")
        for audience in sorted(Audience, key=lambda one: one.rank):
            folder = (target / audience.value).resolve()
            _build(source, folder, wanted, audience)
            folders[audience] = folder
    return folders


def _build(source: Path, folder: Path, wanted: Wanted, audience: Audience) -> None:
    done = building.build(
        source / prose.MENU_FILE,
        folder,
        {
            "AUDIENCE": audience.value,
            "CACHE": str(wanted.cache.absolute()),
            "DATA": str(source / wanted.data),
            "DATE": wanted.day.isoformat(),
            "DOCS": str(source / wanted.docs),
            "EDITION": wanted.label,
        },
    )
    if done.returncode != 0 or publish.mismatches(folder):
        said = " ".join(report.visible(done.stdout).split())[-_SHOWN:]
        raise NotReleasedError(f"Utgåvan för {audience.label.lower()} gick inte att bygga: {said}")


def _git(*words: str, hint: str = "") -> str:
    try:
        done = git.run(*words)
    except git.NoGitError as error:
        raise NotReleasedError(str(error)) from None
    if done.returncode != 0:
        raise NotReleasedError(hint or f"Git kunde inte göra {words[0]}: {git.said(done)}")
    return done.stdout.decode()
