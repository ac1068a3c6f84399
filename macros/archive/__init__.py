"""The archive copy: a finished site as one PDF, to keep and to hand over.

What stands in it is the site's own pages, in the menu's order, so that nothing can be said there
that the edition does not say, and nothing that its audience may not see.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from macros.archive.document import NAME, html
from macros.archive.order import Part, parts

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAME", "PACKAGES", "LibraryError", "Part", "html", "parts", "pdf"]

PACKAGES: Final = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""Debian's packages that WeasyPrint loads."""


class LibraryError(RuntimeError):
    """What makes the PDF is not there; its text is Swedish and says how to get it."""


def pdf(document: str, site: Path) -> bytes:
    """Return a document as PDF/A-2a, tagged, with all fonts inside.

    Args:
        document: the document, as HTML.
        site: the folder that its images come from. Nothing else is read, and nothing fetched.

    Raises:
        LibraryError: WeasyPrint, or what it needs of the system, is not installed.
    """
    try:
        # Late, since no other command needs it, nor can every machine load it.
        printer = importlib.import_module("macros.archive.printer")
    except ImportError:
        raise LibraryError(
            "WeasyPrint, som gör arkivkopian, är inte installerat. Kör make pdf, som installerar "
            "det."
        ) from None
    except OSError:
        raise LibraryError(
            "WeasyPrint saknar ett bibliotek i systemet. I Debian och Ubuntu kör du: sudo apt-get "
            f"install {' '.join(PACKAGES)}"
        ) from None
    made: bytes = printer.pdf(document, site)
    return made
