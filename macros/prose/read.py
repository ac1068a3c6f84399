"""A page of prose, read from its bytes."""

from __future__ import annotations

from markdown_it import MarkdownIt

from macros import source
from macros.problems import Location, Problem, problem
from macros.prose.calls import read_jinja
from macros.prose.front import read_front_matter
from macros.prose.links import unseen
from macros.prose.markup import Reader
from macros.prose.page import Page, address
from macros.prose.rendered import scan
from macros.prose.standing import with_standing
from macros.prose.text import read_text
from macros.prose.wording import text_hash


class _Markdown(MarkdownIt):
    """CommonMark that links to anything, as Python-Markdown does: what is seen can be refused."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True


_markdown = _Markdown("commonmark").enable("table").disable("code")


def read(data: bytes, path: str, inside: str) -> tuple[Page | None, tuple[Problem, ...]]:
    """Read one page.

    Args:
        data: the file's bytes.
        path: how the file is named in problems.
        inside: its path inside ``docs/``, with ``/``.

    Returns:
        The page, or None if its front matter cannot be read, and the problems.
    """
    if len(data) > source.MAX_BYTES:
        return None, (
            problem("HB101", Location(path), "Sidan är större än 10 MB.", "Dela upp den."),
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        where = Location(path, data.count(b"\n", 0, error.start) + 1)
        hint = "Spara om den med teckenkodningen UTF-8."
        return None, (problem("HB101", where, "Filen är inte sparad som UTF-8.", hint),)
    front, body, problems = read_front_matter(text, path)
    jinja = read_jinja(body, path)
    problems.extend(jinja.problems)
    if front is None:
        return None, tuple(problems)
    reader = Reader(path, body.split("\n"))
    for token in _markdown.parse(jinja.masked):
        reader.take(token)
    scanned = scan(jinja.rendered)
    # Where a call stands in an address is refused as such.
    targets = [
        one for one in scanned.targets if not any(word in one.address for word in jinja.words)
    ]
    for word, message in scanned.refusals:
        reader.refuse_rendered(word, message)
    page = Page(
        path,
        inside,
        address(inside),
        front,
        read_text(jinja, text, path),
        tuple(reader.headings),
        (*reader.links, *unseen(targets, reader.links, body, path)),
        with_standing(jinja),
        frozenset(scanned.anchors),
        text_hash(body),
    )
    return page, (*problems, *reader.problems)
