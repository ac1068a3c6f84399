"""Where somebody who has found a fault in our systems writes: `security.txt` (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from macros.records.organisation import Unit

if TYPE_CHECKING:
    from macros.handbook import View

NAME: Final = ".well-known/security.txt"
"""Where it stands, from the site's root (RFC 9116, 3)."""

_HOLDS: Final = timedelta(days=364)
"""The standard recommends less than a year (2.5.5); every build begins anew."""


def text(view: View, address: str) -> str | None:
    """Return the file, None where the handbook names nobody to write to.

    Args:
        view: the handbook as everybody sees it.
        address: the full address of the file itself.
    """
    to = next(
        (one.security_contact for one in view.all("organisation", Unit) if one.security_contact),
        None,
    )
    if to is None:
        return None
    expires = view.day + _HOLDS
    return (
        f"Contact: mailto:{to}\nExpires: {expires}T00:00:00Z\n"
        f"Preferred-Languages: sv, en\nCanonical: {address}\n"
    )
