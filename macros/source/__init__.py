"""YAML text into nodes that know their line: nothing guessed, what could harm refused."""

from macros.source.node import Node, Path, Plain, Step
from macros.source.read import MAX_BYTES, MAX_DEPTH, read

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Node", "Path", "Plain", "Step", "read"]
