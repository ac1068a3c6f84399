"""``python -m macros.cli``: the command where it is not on the path."""

from macros.cli import main

main()
