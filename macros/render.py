"""Rows into HTML: the private Jinja environment for ``macros/templates/``. Everything is escaped.

Record pages are HTML from the start. What a macro puts into a page of prose is read by Markdown
afterwards, so there every character that is no letter, digit or plain separator is written as a
reference: Markdown then finds nothing to obey.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

_PLAIN = re.compile(r"[^\w ,;?%§]|_")
_BETWEEN = re.compile(r">\s+<")


def safe_in_markdown(value: object) -> Markup:
    """Return text that neither HTML nor Markdown can mistake for its own; markup stays markup."""
    if isinstance(value, Markup):
        return value
    return Markup(_PLAIN.sub(lambda match: f"&#{ord(match[0])};", str(value)))  # noqa: S704 - it is encoded


def url_for(address: str, at: str) -> str:
    """Return the relative address that leads from the page `at` to `address`.

    Both are counted from the site's root, as ``roller/jurist/`` or ``ordlista/#incident``.
    """
    path, mark, anchor = address.partition("#")
    if path == at:
        return f"#{anchor}" if mark else "./"
    way = posixpath.relpath(path or ".", at or ".")
    slash = "/" if not path or path.endswith("/") else ""
    return f"{way}{slash}{mark}{anchor}"


@cache
def _environment(*, markdown: bool) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("macros", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=safe_in_markdown if markdown else None,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(template: str, at: str, **context: Any) -> Markup:
    """Return a template rendered for a record page.

    Args:
        template: the file's name in ``macros/templates/``.
        at: the address of the page it will stand on, for relative links.
        context: what the template shows.
    """
    return _rendered(template, at, context, markdown=False)


def for_prose(template: str, at: str, **context: Any) -> Markup:
    """Return a template rendered on one line, safe inside a page of Markdown."""
    text = _rendered(template, at, context, markdown=True)
    return Markup(" ".join(_BETWEEN.sub("> <", text).split()))  # noqa: S704 - only white space


def _rendered(template: str, at: str, context: dict[str, Any], *, markdown: bool) -> Markup:
    def url(address: str) -> str:
        return url_for(address, at)

    environment = _environment(markdown=markdown)
    text = environment.get_template(template).render(url=url, at=at, **context)
    return Markup(text)  # noqa: S704 - the environment escapes every value
