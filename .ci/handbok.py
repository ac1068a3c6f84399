"""Run the handbook's own command, where `make build` or the guide for Windows installed it.

The hook for pre-commit calls this: it knows no other way that is the same on every system.
"""

import subprocess
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent.parent / ".venv"
PLACES = (VENV / "bin" / "python", VENV / "Scripts" / "python.exe")

python = next((place for place in PLACES if place.exists()), None)
if python is None:
    print("Handboken är inte installerad här. Kör make build, eller följ docs/redaktor/index.md.")
    sys.exit(2)
sys.exit(subprocess.call([str(python), "-m", "macros.cli", *sys.argv[1:]]))
