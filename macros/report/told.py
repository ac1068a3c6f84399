"""What there is to tell of a handbook's problems, whatever the form it is told in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from macros.problems import Severity, trait
from macros.records.meta import CURRENT
from macros.records.organisation import Unit
from macros.records.scalars import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from macros.catalog import Catalog
    from macros.handbook import Handbook
    from macros.problems import Problem

_EXPLAINED: Final = ("betyder", "ratta")
"""The anchors, on a code's page, of what it means and how it is mended."""

_LINK: Final = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_CALL: Final = re.compile(r"\{\{[^}\n]*?[\"']([^\"'\n]*)[\"']\s*\)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Told:
    """Problems and what is known around them.

    `failing` are the severities that fail the run, `sources` the text of each file by its path,
    `site` where the edition with the editors' part is read, empty where that is not said, and
    `explanations` what each code means and how it is mended, from its page.
    """

    problems: tuple[Problem, ...]
    failing: frozenset[Severity]
    sources: Mapping[str, str]
    site: str
    explanations: Mapping[str, str]

    @property
    def failed(self) -> bool:
        """Say whether there is a problem so grave that the run fails."""
        return any(one.severity in self.failing for one in self.problems)

    @property
    def gravest_first(self) -> list[Problem]:
        """Return the problems with errors first, then as they were."""
        order = list(Severity)
        return sorted(self.problems, key=lambda one: order.index(one.severity))

    def page(self, code: str) -> str:
        """Return where a code is explained: an address where the site has one, else a path."""
        return self.site + address_of(code)


def tell(book: Handbook, problems: Iterable[Problem], failing: Iterable[Severity]) -> Told:
    """Return what there is to tell of some of a handbook's problems."""
    found = tuple(problems)
    codes = {one.code for one in found}
    return Told(
        found,
        frozenset(failing),
        {one.path: one.text for one in book.catalog.sources},
        _site(book.catalog),
        {code: text for code in sorted(codes) if (text := _explained(book.catalog, code))},
    )


def address_of(code: str) -> str:
    """Return the address of a code's page from the site's root."""
    return f"redaktor/koder/{code.lower()}/"


def fingerprints(problems: Iterable[Problem]) -> list[str]:
    """Return a mark for each problem: unique, and the same when lines above it come and go."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in problems:
        own = trait(one)
        seen[own] += 1
        text = "\0".join((*own, str(seen[own])))
        found.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return found


def _site(catalog: Catalog) -> str:
    """Return where the edition that editors read is published."""
    published = {
        one.audience: one.address
        for unit in catalog.records()["organisation"].values()
        if isinstance(unit, Unit)
        for one in unit.publishing
    }
    address = published.get(Audience.INTERNAL) or published.get(Audience.RESTRICTED) or ""
    return f"{address.rstrip('/')}/{CURRENT}/" if address else ""


def _explained(catalog: Catalog, code: str) -> str:
    """Return what a code's page says of its meaning and its remedy; empty where there is none."""
    page = catalog.pages.get(address_of(code))
    source = next((one for one in catalog.sources if page and one.path == page.path), None)
    if page is None or source is None:
        return ""
    lines = source.text.split("\n")
    ends = [one.location.line - 1 for one in page.headings[1:]]
    parts = []
    for heading, end in zip(page.headings, [*ends, len(lines)], strict=False):
        if heading.anchor in _EXPLAINED:
            said = "\n".join(lines[heading.location.line : end]).strip()
            parts.append(_CALL.sub(r"\1", _LINK.sub(r"\1", said)))
    return "\n\n".join(parts)
