"""The one place that knows WeasyPrint: a document into a PDF that archives and readers can use."""

from __future__ import annotations

import gc
import importlib.util
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import pydyf  # type: ignore[import-untyped]
import weasyprint  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from macros.archive.links import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIANT: Final = "pdf/a-2a"
"""Archival, with the tags that programs which read aloud need."""

FONTS: Final = "font:"
"""What comes before a font's file name in the style sheet."""

_STYLE: Final = Path(__file__).with_name("archive.css")
_FONTS_IN_MKDOCS: Final = Path("themes", "readthedocs", "css", "fonts")
"""Where MkDocs keeps Lato, whose licence (SIL OFL 1.1) lets everybody print with it."""


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives WeasyPrint the site's own files and the fonts; asked for anything else it stops."""

    def __init__(self, site: Path) -> None:
        super().__init__(allowed_protocols=())
        self._site = site.resolve()
        self._fonts = _fonts()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a file; `headers` are for those who ask a network."""
        del headers
        for mark, folder in ((FILES, self._site), (FONTS, self._fonts)):
            if url.startswith(mark):
                path = (folder / unquote(url.removeprefix(mark))).resolve()
                if path.is_relative_to(folder) and path.is_file():
                    return URLFetcherResponse(url, path.read_bytes())
        message = f"the archive copy may not fetch {url}"
        raise FatalURLFetchingError(message)


def pdf(document: str, site: Path) -> bytes:
    """Return a document as PDF/A-2a.

    Args:
        document: the document, as HTML.
        site: the folder that its images come from. Nothing else is read, and nothing fetched.
    """
    # It tells of what it does not know in CSS; all that it reads is ours.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fetcher = _Fetcher(site)
    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=_STYLE.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher
    )
    page = weasyprint.HTML(string=document, base_url=FILES, url_fetcher=fetcher)
    with _in_haste():
        made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
    return made


@contextmanager
def _in_haste() -> Iterator[None]:
    """Spare the two costs that grow with the square of the pages.

    The collector looks through millions of boxes, all of them in use. And for every tag pydyf names
    every page anew; here it does so only when there is another page.
    """
    slow = pydyf.PDF.page_references
    known: dict[int, tuple[Any, ...]] = {}

    def references(self: Any) -> tuple[Any, ...]:
        count = len(self.pages["Kids"])
        if count not in known:
            known.clear()
            known[count] = slow.fget(self)
        return known[count]

    collecting = gc.isenabled()
    gc.disable()
    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = slow
        if collecting:
            gc.enable()


def _fonts() -> Path:
    found = importlib.util.find_spec("mkdocs")
    if found is None or found.origin is None:
        message = "MkDocs, which carries the fonts, is not installed"
        raise FileNotFoundError(message)
    return Path(found.origin).resolve().parent / _FONTS_IN_MKDOCS
