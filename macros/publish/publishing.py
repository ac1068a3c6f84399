"""What may be published where: the rules by which an edition reaches its readers.

What applies now is replaced by what is newer. A frozen edition is put there once: other bytes under
its label are refused, and so is one that was withdrawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from macros.publish import root
from macros.publish.branch import BranchError
from macros.publish.manifest import MANIFEST, Named, mismatches, named
from macros.publish.places import RefusedError
from macros.records.meta import CURRENT, EditionRecord
from macros.views import editions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from macros.handbook import View
    from macros.publish.branch import Branch

_LABEL: Final = re.compile(r"\d{4}\.\d+", re.ASCII)
_TRIES: Final = 8
"""How often a publication begins anew when another one was first."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A built folder whose files are what its manifest says."""

    folder: Path
    named: Named
    manifest: bytes


def finished(folder: Path) -> Finished:
    """Return a built folder to publish.

    Raises:
        RefusedError: it has no manifest, or is not what its manifest says.
    """
    try:
        wrong = mismatches(folder)
        content = (folder / MANIFEST).read_bytes()
        found = Finished(folder, named(content), content)
    except (OSError, ValueError):
        raise RefusedError(
            f"{folder} är ingen byggd utgåva: {MANIFEST} saknas eller är trasig."
        ) from None
    if wrong:
        raise RefusedError(f"{folder} är inte som den byggdes: {wrong[0]} stämmer inte. Bygg om.")
    return found


def publish(branch: Branch, these: Sequence[Finished], view: View) -> list[str]:
    """Put finished folders on a branch beside those that lie there, and send it.

    Args:
        branch: the branch, as it is at its place.
        these: the folders, all for the view's audience.
        view: the handbook as the audience sees it, for what is told beside the editions.

    Returns:
        What was done, in Swedish, a line for each folder, and what is left to do.

    Raises:
        RefusedError: one of them may not lie there; nothing is sent.
        BranchError: the branch cannot be read or moved.
    """

    def put() -> list[str]:
        done = [_put(branch, one, view) for one in these]
        return [*done, *_to_withdraw(branch, view)]

    return _sent(branch, view, put)


def withdraw(branch: Branch, label: str, view: View) -> list[str]:
    """Take a frozen edition away from a branch, and say in its place when, by whom and why.

    Raises:
        RefusedError: the data have no decision on it.
        BranchError: the branch cannot be read or moved.
    """
    record = _record(view, label)
    if record.withdrawn is None:
        raise RefusedError(
            f"Det finns inget beslut om att återkalla {record.name}. Skriv det först under "
            "withdrawn i data/editions.yml: dag, beslut, skäl, lagrum och var arkivets exemplar "
            "finns."
        )

    if label not in branch.names():
        return [f"{record.name} ligger inte på grenen {branch.place.branch}."]

    def take() -> list[str]:
        branch.write({}, f"Withdraw {label}", (label,))
        return [f"{record.name} är borta från grenen {branch.place.branch}."]

    return _sent(branch, view, take, frozenset([label]))


def _sent(
    branch: Branch, view: View, change: Callable[[], list[str]], more: frozenset[str] = frozenset()
) -> list[str]:
    """Change a branch and what stands beside its editions, anew where somebody else was first."""
    for _ in range(_TRIES):
        done = change()
        beside = _root(branch, view, more)
        if any(branch.read(path) != content for path, content in beside.items()):
            branch.write(beside, "Tell what is published")
        if branch.send():
            return done
        branch.refresh()
    raise BranchError("Någon annan publicerar hela tiden. Vänta en stund och försök igen.")


def _to_withdraw(branch: Branch, view: View) -> list[str]:
    return [
        f"{one.name} ska återkallas men ligger kvar. Kör: handbok withdraw {one.label}"
        for one in view.all("edition", EditionRecord)
        if one.withdrawn is not None and _lies(branch, one.label)
    ]


def _put(branch: Branch, one: Finished, view: View) -> str:
    label = one.named.edition
    there = branch.read(f"{label}/{MANIFEST}")
    if label == CURRENT:
        title = "Gäller nu"
        _not_older(one, there)
        said = f"Det som gäller nu är läget {one.named.day.isoformat()}."
    else:
        record = _record(view, label)
        title = record.name
        if record.withdrawn is not None:
            raise RefusedError(f"{title} är återkallad och får inte publiceras igen.")
        if record.day != one.named.day:
            raise RefusedError(
                f"{one.folder} är läget {one.named.day}, men {title} är läget {record.day}."
            )
        if there == one.manifest:
            return f"{title} ligger redan där, likadan."
        if label in branch.names():
            raise RefusedError(
                f"{title} ligger redan där med annat innehåll. En utgåva skrivs aldrig över: ge "
                "det nya en ny beteckning."
            )
        said = f"{title} är publicerad."
    branch.put(one.folder, label, title)
    return said


def _not_older(one: Finished, there: bytes | None) -> None:
    """Refuse what would take the place of something newer, or of another audience's edition."""
    if there is None:
        return
    before = named(there)
    if before.audience is not one.named.audience:
        raise RefusedError(
            f"På grenen ligger utgåvan för {before.audience.label.lower()}. Den här är till för "
            f"{one.named.audience.label.lower()}."
        )
    if before.day > one.named.day:
        raise RefusedError(
            f"Det som ligger där är läget {before.day}, och det här är äldre: {one.named.day}. "
            "Bygg om från det som gäller nu."
        )


def _lies(branch: Branch, label: str) -> bool:
    """Say whether an edition lies on a branch, and not only the page that tells of it."""
    return branch.read(f"{label}/{MANIFEST}") is not None


def knows(view: View, label: str) -> bool:
    """Say whether a view has an edition of a label."""
    return any(one.label == label for one in view.all("edition", EditionRecord))


def _record(view: View, label: str) -> EditionRecord:
    for one in view.all("edition", EditionRecord):
        if one.label == label:
            return one
    raise RefusedError(
        f"Utgåva {label} står inte i data/editions.yml, eller är inte till för "
        f"{view.audience.label.lower()}."
    )


def _root(branch: Branch, view: View, more: frozenset[str]) -> dict[str, bytes]:
    """Return what is to stand beside the editions that lie on a branch."""
    there = frozenset(one for one in branch.names() if _LABEL.fullmatch(one)) | more
    for label in sorted(there):
        _record(view, label)
    # What is decided is told when it is done: until then the edition lies there, whole.
    shown = [
        replace(one, withdrawn=None) if _lies(branch, one.label) else one
        for one in editions.published(view, there)
    ]
    now = branch.read(f"{CURRENT}/{MANIFEST}")
    told = root.Root(
        f"Säkerhetshandbok för {view.root.name}" if view.root is not None else "Säkerhetshandbok",
        editions.address_of(view) or "/",
        shown,
        named(now).day if now is not None else None,
    )
    files = root.files(told)
    security = branch.read(f"{CURRENT}/{root.SECURITY}")
    if security is not None:
        files[root.SECURITY] = security
    return files
