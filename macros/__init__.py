"""The handbook's code: facts in ``data/`` and prose in ``docs/`` become a site.

mkdocs-macros loads this package by name and calls `define_env`. Everything else of ours is
reached through the command `handbok` (`macros.cli`) and the plugin `handbok` (`macros.host`).
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Pass mkdocs-macros on to `macros.host`, the only module that knows MkDocs."""
    from macros import host  # noqa: PLC0415 - the command must not load MkDocs

    host.define_env(env)
