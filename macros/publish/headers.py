"""What a web server is to send with every page: one constant policy for all editions.

Nothing in a page runs but the site's own scripts from their own files, so that the policy can be
strict. Pagefind is WebAssembly, which is why the one exception, ``wasm-unsafe-eval``, stands.
"""

from __future__ import annotations

from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy."""

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Every header by its name. `X-Frame-Options` is for browsers that know no frame ancestors."""

FILE: Final = "_headers"
"""In the site: static hosts of several makes read their headers there."""

_HSTS: Final = (
    "Lägg till Strict-Transport-Security när hela domänen, med underdomäner, alltid svarar på "
    "https."
)


def as_file() -> str:
    """Return the headers as the file `_headers`."""
    rows = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    return f"/*\n{rows}"


def as_nginx() -> str:
    """Return the headers as a piece of nginx' configuration, for a ``server`` or ``location``.

    nginx gives up headers from outside as soon as a ``location`` has one of its own: the piece is
    to be included in each that has.
    """
    rows = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    return f"# {_HSTS}\nserver_tokens off;\n{rows}"


def as_apache() -> str:
    """Return the headers as a piece of Apache's configuration, or a ``.htaccess``."""
    rows = "".join(f'Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    return f"# {_HSTS}\n# Modulen headers behövs: a2enmod headers\nOptions -Indexes\n{rows}"
