"""A finished site: its manifest, and the step by which it replaces the former one."""

from macros.publish.manifest import MANIFEST, mismatches, write_manifest
from macros.publish.staging import replace, stage

__all__ = ["MANIFEST", "mismatches", "replace", "stage", "write_manifest"]
