"""The command `handbok`: exit 0 when all is well, 1 on problems, 2 on wrong use.

Each module adds its subcommands to the group as it is imported.
"""

from macros.cli import archiving, checking, exporting, law, outputs, publishing, writing
from macros.cli.checking import SCHEMA_FOLDER
from macros.cli.group import main

__all__ = [
    "SCHEMA_FOLDER",
    "archiving",
    "checking",
    "exporting",
    "law",
    "main",
    "outputs",
    "publishing",
    "writing",
]
