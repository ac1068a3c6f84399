"""A finished site: its manifest, its headers, and the step by which it replaces the former one."""

from macros.publish.addresses import ADDRESSES, write_addresses
from macros.publish.headers import FILE as HEADERS_FILE
from macros.publish.headers import POLICY, as_apache, as_file, as_nginx
from macros.publish.manifest import (
    MANIFEST,
    Named,
    manifest_hash,
    mismatches,
    named,
    write_manifest,
)
from macros.publish.places import Place, RefusedError, place_for, places
from macros.publish.staging import replace, stage

__all__ = [
    "ADDRESSES",
    "HEADERS_FILE",
    "MANIFEST",
    "POLICY",
    "Named",
    "Place",
    "RefusedError",
    "as_apache",
    "as_file",
    "as_nginx",
    "manifest_hash",
    "mismatches",
    "named",
    "place_for",
    "places",
    "replace",
    "stage",
    "write_addresses",
    "write_manifest",
]
