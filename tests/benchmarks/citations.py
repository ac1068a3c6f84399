"""How long it takes to read citations: prose against Markdown, and hostile input twice as long.

Run it as ``.venv/bin/python tests/benchmarks/citations.py``, or ``make bench``. Times are CPU time,
the best of several.

Good is a ratio of at most 0.5 for prose: reading the citations of a megabyte takes no more than
half the time that Python-Markdown takes to convert it. Good is a growth of about 2 for each hostile
input: reading is linear, so twice the input takes twice the time. Up to 2.4 is noise; 4 would be
quadratic.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final

import markdown
import yaml

ROOT: Final = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from macros.citations.read import Names, read_one  # noqa: E402  (run as a file, not as a module)
from macros.citations.text import read_all  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE: Final = 1_000_000
TIMES: Final = 50_000
EXTENSIONS: Final = (
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "footnotes",
    "tables",
    "toc",
)
"""Those of mkdocs.yml that belong to Python-Markdown."""

CASES: Final = sorted((ROOT / "tests" / "cases" / "citations").glob("*.yml"))


def names() -> dict[str, str]:
    """Return the table of names that the register gives."""
    table: dict[str, str] = {}
    for one in yaml.safe_load((ROOT / "data" / "regulations.yml").read_text(encoding="utf-8")):
        designation = str(one["designation"])
        also = (*(one.get("abbreviations") or ()), *(one.get("names") or ()))
        for name in (designation, one["name"], *also):
            table.setdefault(name, designation)
    return table


def prose() -> str:
    """Return a megabyte of the handbook's prose, and of the corpus' sentences."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]
    for path in CASES:
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        parts.append(" ".join(case["text"] for case in cases))
    text = "\n\n".join(parts)
    return (text * (MEGABYTE // len(text) + 1))[:MEGABYTE]


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "section signs": lambda n: "§" * n,
    "sections": lambda n: "1 § " * n,
    "signs first": lambda n: "§ 1 " * n,
    "numbers": lambda n: "1, " * n,
    "numbers with dots": lambda n: "1.1." * n,
    "digits": lambda n: "1" * n,
    "ranges": lambda n: "1–2–" * n,
    "ands": lambda n: "och " * n,
    "sections and": lambda n: "1 § och " * n,
    "points": lambda n: "1 § " + "1, " * n + "§",
    "letters in a list": lambda n: "1 § a, b, " * n,
    "chapters": lambda n: "1 kap. " * n,
    "paragraphs": lambda n: "1 § " + "första stycket och " * n,
    "parentheses": lambda n: "(" * n,
    "lagen": lambda n: "lagen " * n,
    "samma lag": lambda n: "samma lag " * n,
    "after a law, samma lag": lambda n: "OSL " + "samma lag " * n,
    "artikel": lambda n: "artikel " * n,
    "articles": lambda n: "artikel 1, " * n,
    "articles in a list": lambda n: "artikel " + "1.1 a, " * n,
    "recitals": lambda n: "skäl 1, " * n,
    "letters": lambda n: "a" * n,
    "capitals": lambda n: "A" * n,
    "words that end in lag": lambda n: "lag" * n,
    "hyphens": lambda n: "lag-" * n,
    "spaces": lambda n: " " * n,
    "blank lines": lambda n: "\n \n" * n,
    "soft hyphens": lambda n: "a\u00ad" * n,
    "accents": lambda n: "a\u0301" * n,
    "numbered laws": lambda n: "lagen (2018:585) om " * n,
    "laws with long titles": lambda n: "lagen (2018:585) om ändring i lagen om ändring " * n,
    "given names": lambda n: "".join(f"lagen (2018:{i % 9999}) (a{i}lagen) " for i in range(n)),
    "given years": lambda n: "".join(
        f"lagen (2018:1) ({i % 9000 + 1000} års lag) " for i in range(n)
    ),
    "given abbreviations": lambda n: "".join(f"lagen (2018:1) (L{i % 9999}L) " for i in range(n)),
    "unions": lambda n: "".join(f"(EU) 2016/{i % 9999} " for i in range(n)),
    "abbreviations": lambda n: "OSL 10:2a " * n,
    "short forms": lambda n: "OSL " + "10:2a, " * n,
    "full stops": lambda n: ". A" * n,
    "years": lambda n: "2018:585 " * n,
    "regulations": lambda n: "MSBFS 2020:6, " + "2020:7, " * n,
    "places far from their act": lambda n: "1 §, " * n + "OSL",
}


def best(run: Callable[[], object], times: int) -> float:
    """Return the shortest CPU time of several runs."""
    taken = []
    for _ in range(times):
        gc.collect()
        begun = process_time()
        run()
        taken.append(process_time() - begun)
    return min(taken)


def main() -> None:
    """Print every figure."""
    table = names()
    text = prose()
    reading = best(lambda: read_all(text, table), 5)
    converting = best(lambda: markdown.markdown(text, extensions=EXTENSIONS), 3)
    found = len(read_all(text, table))
    print(f"1 MB of prose, {found} citations: {reading:.2f} s; Markdown {converting:.2f} s")
    print(f"ratio {reading / converting:.2f} (good: at most 0.5)")
    known = Names(table)
    one = best(lambda: [read_one("18 kap. 8 § 3 OSL", known) for _ in range(10_000)], 3)
    print(f"10,000 citation fields: {one:.2f} s")
    for name, made in HOSTILE.items():
        times = TIMES if len(made(1)) < len("lagen (2018:585)") else TIMES // 5
        once, twice = (best(partial(read_all, made(size), table), 2) for size in (times, 2 * times))
        print(f"{name:28} {once:6.2f} s, twice: {twice:6.2f} s, growth {twice / once:.2f}")


if __name__ == "__main__":
    main()
