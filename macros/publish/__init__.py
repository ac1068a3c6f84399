"""A finished site: its manifest, its headers, and the step by which it replaces the former one."""

from macros.publish.headers import FILE as HEADERS_FILE
from macros.publish.headers import POLICY, as_apache, as_file, as_nginx
from macros.publish.manifest import MANIFEST, audience_of, mismatches, write_manifest
from macros.publish.staging import replace, stage

__all__ = [
    "HEADERS_FILE",
    "MANIFEST",
    "POLICY",
    "as_apache",
    "as_file",
    "as_nginx",
    "audience_of",
    "mismatches",
    "replace",
    "stage",
    "write_manifest",
]
