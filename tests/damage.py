"""Damages the example's files at random, reads what is left, and tells what goes wrong.

Run as a program, ``python damage.py 0 300`` reads the damaged files with these numbers and prints
figures and faults as JSON: a process of its own, so that its memory is theirs alone.
"""

from __future__ import annotations

import json
import random
import re
import resource
import signal
import sys
import time
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from macros import prose, source  # noqa: E402 - found by the path above
from macros.records.kinds import FILES  # noqa: E402
from macros.records.read import read_file  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from macros.problems import Problem

NAMES: Final = tuple(
    path.relative_to(ROOT).as_posix()
    for path in (*sorted(ROOT.glob("data/*.yml")), *sorted(ROOT.glob("docs/**/*.md")))
)
"""The files that are damaged: half of the draws fall on the facts, half on the prose."""

PATIENCE: Final = 10
"""So many seconds of the processor's time a file may take before it is given up."""

_FACTS: Final = tuple(name for name in NAMES if name.startswith("data/"))
_PAGES: Final = tuple(name for name in NAMES if name.startswith("docs/"))
_MARKS: Final = (
    *"\"'`:{}[]()<>|&*!%@#-?,\\=+~^_/.;$",
    *("{{", "}}", "{%", "%}", "{##", "##}", "{#", "{% raw %}", "{% endraw %}", "{{ role(", "{:"),
    *("```", "~~~", "---", "...", "- ", "? ", ": ", "> ", "!!! note", "??? ", "    ", "\t", "|-"),
    *("<", "</", "<div", "<div markdown>", "</div>", "<!--", "-->", "<![CDATA[", "<?", "<!", "&#"),
    *("[^1]", "[^1]: ", "](", "![", "]: ", "[a]: <", "**", "__", "&amp", "&#x110000;", "&#0;"),
    *("&ankare", "*ankare", "!!python/object:os.system", "!tag", "<<: *a", "%YAML 1.1", "'''"),
    *("{: #id .historik }", "{: onclick=x }", "javascript:", "//[", "http://[", "data:,"),
)
_ODD: Final = (
    *"\x00\x01\x02\x03\x07\x08\x0b\x0c\x1b\x1c\x7f\x85\xa0\xad\u0301\u200b\u200d\u200e\u202e",
    *"\u2028\u2029\ufeff\ufffc\ufffd\ufffe\uffff\U0001f9d1\U000e0001\U0010ffff\u0660\u2167ﬁİßå",
)
_DEEP: Final = (
    *(
        "[",
        "{a: ",
        "- ",
        "? ",
        "> ",
        "* ",
        "1. ",
        "<div markdown>\n\n",
        "<span>",
        "**",
        "[a](",
        "(",
    ),
    *("!!! note\n    ", "{{ f(", "[[", "_a", "![", "`", "{:", "<a ", "((", "{{ a(-", "&#9", ":   "),
)


def damaged(number: int) -> tuple[str, bytes]:
    """Return the name of a real file and what some random damage, by its number, makes of it."""
    chance = random.Random(number)  # noqa: S311 - no secret
    name = chance.choice(chance.choice((_FACTS, _PAGES)))
    content = (ROOT / name).read_bytes()
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        content = chance.choice(DAMAGES)(content, chance)
    return name, content


def bytes_changed(content: bytes, chance: random.Random) -> bytes:
    """Flip bits of some bytes."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 50)) if content else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def ascii_changed(content: bytes, chance: random.Random) -> bytes:
    """Put other characters of ASCII in place of some bytes of it: the file is still UTF-8."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 50)) if content else 0):
        at = chance.randrange(len(changed))
        if changed[at] < 128:
            changed[at] = chance.randrange(128)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    """Take a piece away: from the start, the end or the middle."""
    first, last = _stretch(content, chance)
    return chance.choice((content[:first], content[last:], content[:first] + content[last:]))


def doubled(content: bytes, chance: random.Random) -> bytes:
    """Write a piece twice."""
    first, last = _stretch(content, chance)
    return content[:last] + content[first:]


def noise(content: bytes, chance: random.Random) -> bytes:
    """Insert bytes that are anything."""
    return _inserted(content, chance.randbytes(chance.choice((1, 4, 200))), chance)


def marked(content: bytes, chance: random.Random) -> bytes:
    """Insert what means something in YAML, Jinja, Markdown or HTML."""
    for _ in range(chance.choice((1, 2, 10))):
        content = _inserted(content, chance.choice(_MARKS).encode(), chance)
    return content


def odd(content: bytes, chance: random.Random) -> bytes:
    """Insert characters that are seldom seen."""
    for _ in range(chance.choice((1, 2, 10))):
        content = _inserted(content, chance.choice(_ODD).encode(), chance)
    return content


def lines_moved(content: bytes, chance: random.Random) -> bytes:
    """Let lines change places."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 2, 20))):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def indented(content: bytes, chance: random.Random) -> bytes:
    """Indent lines otherwise."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(lines))
        space = chance.choice((b"", b" ", b"  ", b"    ", b"\t", b" \t", b" " * 60, b" " * 900))
        lines[at] = space + chance.choice((lines[at], lines[at].lstrip()))
    return b"\n".join(lines)


def ended(content: bytes, chance: random.Random) -> bytes:
    """End some lines otherwise."""
    ends = (b"\r\n", b"\r", b"\n\r", b"\n\n", b"", " \u2028".encode(), b"\\\n")
    lines = content.split(b"\n")
    often = chance.choice((0.01, 0.2, 1))
    return b"".join(
        line + (chance.choice(ends) if chance.random() < often else b"\n") for line in lines
    )


def deep(content: bytes, chance: random.Random) -> bytes:
    """Insert what nests, many times over, and perhaps what closes it."""
    times = chance.choice((40, 60, 200, 600))
    opened = chance.choice(_DEEP)
    shut = "".join({"[": "]", "(": ")", "{": "}"}.get(char, "") for char in reversed(opened))
    shut = {"<div markdown>\n\n": "\n\n</div>", "<span>": "</span>", "**": "**"}.get(opened, shut)
    inside = opened * times + "x" + shut * chance.choice((0, times, times - 1, times + 1))
    if chance.random() < 0.3:
        inside = "\n".join(f"{'    ' * level}{opened}x\n" for level in range(times // 4))
    return _inserted(content, inside.encode(), chance)


def long(content: bytes, chance: random.Random) -> bytes:
    """Make a line long."""
    piece = chance.choice(
        ("a", "a ", " ", "\t", "å", "ord, ", "1", "9 § ", "kap. ", "a@b.", "-", "=")
    )
    return _inserted(content, piece.encode() * chance.choice((1_000, 20_000)), chance)


def torn(content: bytes, chance: random.Random) -> bytes:
    """Take away one of what should stand in pairs."""
    pairs = (b"```", b"---", b'"', b"'", b"}}", b"{{", b">", b"</", b"]", b")", b": ", b"\n", b"- ")
    piece = chance.choice([one for one in pairs if one in content] or [b""])
    at = content.find(piece, chance.randrange(len(content) + 1))
    at = at if at >= 0 else content.find(piece)
    return content[:at] + content[at + len(piece) :]


def mixed(content: bytes, chance: random.Random) -> bytes:
    """Insert a piece of another file."""
    other = (ROOT / chance.choice(NAMES)).read_bytes()
    first, last = _stretch(other, chance)
    return _inserted(content, other[first:last], chance)


DAMAGES: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    *(bytes_changed, ascii_changed, cut, doubled, noise, marked, odd, lines_moved, indented),
    *(ended, deep, long, torn, mixed),
)


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(len(content) + 1)
    return first, min(first + chance.choice((1, 20, 500, len(content))), len(content))


def _inserted(content: bytes, piece: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.5:  # At the start of a line, where most things mean something.
        at = content.rfind(b"\n", 0, at) + 1
    return content[:at] + piece + content[at:]


def problems_of(name: str, content: bytes) -> list[Problem]:
    """Return the problems of a single file, read as the catalog reads it."""
    if name.startswith("data/"):
        node, found = source.read(content, name)
        return [*found, *read_file(FILES[Path(name).stem], node, name)[1]]
    return list(prose.read(content, name, name.removeprefix("docs/"))[1])


def outside(content: bytes, problems: Iterable[Problem]) -> list[str]:
    """Return the problems that stand at no line of the file, or say nothing."""
    rows = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return [
        f"{one.location}: {one.code} {one.message}"
        for one in problems
        if not 1 <= one.location.line <= len(rows) + 1 or one.location.column < 1 or not one.message
    ]


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` when so much of the processor's time has passed."""

    def give_up(*_: object) -> None:
        message = f"more than {seconds} s"
        raise TimeoutError(message)

    signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def peak() -> int:
    """Return the most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # What the system counts for a process includes what its parent had as it began.
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if found is not None:
            return int(found[1]) // 1024
    kilo = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // kilo


def main(first: int, last: int) -> None:
    """Read the damaged files with numbers from the first to before the last."""
    faults = []
    told = 0
    times = []
    for number in range(first, last):
        name, content = damaged(number)
        begun = time.process_time()
        try:
            with patient(PATIENCE):
                problems = problems_of(name, content)
        except Exception:  # noqa: BLE001 - whatever it is, it is the fault that is looked for
            faults.append(f"{number} {name}: {traceback.format_exc(-3)}")
            continue
        finally:
            times.append((round(time.process_time() - begun, 2), f"{number} {name}"))
        told += bool(problems)
        faults += [f"{number} {one}" for one in outside(content, problems)]
    slowest = sorted(times, reverse=True)[:5]
    figures = {"files": len(times), "with problems": told, "slowest": slowest, "peak": peak()}
    print(json.dumps({**figures, "faults": faults}, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
