"""New records: whatever is answered stands in the file as it was meant, or nothing is written."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import pytest
from conftest import DAY, ROOT
from hypothesis import given, settings
from hypothesis import strategies as some
from test_cli import ENGLISH, run, small

from macros import handbook, source
from macros.new import answers, as_yaml, asking, page, place
from macros.problems import Severity
from macros.records.kinds import KINDS
from macros.records.read import read_file
from macros.records.reference import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macros.handbook import Handbook
    from macros.problems import Problem
    from macros.records.kinds import Kind

TERM = ("--set", "name=Jourtid", "--set", "explanation=Tiden då bara jouren svarar.")
LEFT = {"recommendation": "HB602"}
"""What a new record leaves to be done elsewhere."""


def pairs(value: Any, path: str = "") -> Iterator[str]:
    """Yield a value as answers, ``path=value``."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from pairs(inside, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inside in enumerate(value, 1):
            yield from pairs(inside, f"{path}.{number}" if isinstance(inside, dict) else path)
    elif value is not None:
        yield f"{path}={value}"


def _written(kind: Kind, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values as they are written: those that it has, text without its ends."""
    record, problems = answers.judged(kind, wanted)
    assert record is not None, problems
    top, _ = source.read(as_yaml.record(record).encode(), "")
    assert top is not None
    (plain,) = cast("list[dict[str, Any]]", top.plain())
    again, _ = answers.judged(kind, plain)
    assert again == record
    return plain


def sets(*said: str) -> tuple[str, ...]:
    """Return answers as words of the command."""
    return tuple(chain.from_iterable(("--set", one) for one in said))


def fullest(example: Handbook, kind: str) -> dict[str, Any]:
    """Return the example's record of a kind that has the most answers, with a new id."""
    plains: list[Any] = [entry.node.plain() for entry in example.catalog.entries[kind].values()]
    whole: dict[str, Any] = max(plains, key=lambda one: len(list(pairs(one))))
    # What may stand once in a handbook is made anew.
    own = {"id": "nytt-id-har"}
    if kind == "regulation":
        own |= {"name": "provförordningen", "title": "Om prov", "designation": "32099R0001"}
    gone = ("previous_ids", "abbreviations", "names")
    return {**{key: one for key, one in whole.items() if key not in gone}, **own}


@pytest.fixture(scope="module")
def copy_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example, to which each kind adds a record of its own."""
    folder = tmp_path_factory.mktemp("allt")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small handbook as the working folder."""
    monkeypatch.chdir(tmp_path)
    return small(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


SAMPLED: Final = ("asset", "policy")
"""Kinds of which a record is written in the default run: with a page, with a rest, without both."""


def test_a_record_of_the_examples_values_stands_last_and_passes_the_check(
    copy_of_all: Path,
    example: Handbook,
    monkeypatch: pytest.MonkeyPatch,
    *,
    whole: bool,
    sample_sizes: Callable[[str, int, int], None],
) -> None:
    monkeypatch.chdir(copy_of_all)
    everything = tuple(kind.name for kind in KINDS.values() if not kind.made)
    kinds = everything if whole else SAMPLED
    sample_sizes("kinds of which a record is written", len(kinds), len(everything))
    known = handbook.load(Path("data"), Path("docs"), DAY).problems
    for kind in kinds:
        before = contents(copy_of_all)
        _is_written(kind, example, known)
        for name in contents(copy_of_all):
            if name not in before:
                Path(name).unlink()
        for name, content in before.items():
            Path(name).write_bytes(content)


def _is_written(kind: str, example: Handbook, known: tuple[Problem, ...]) -> None:
    """Write a record of a kind, and hold it to what a new one promises."""
    wanted = fullest(example, kind)
    said = sets(*pairs(wanted))
    file = Path("data") / f"{KINDS[kind].file}.yml"
    before = file.read_bytes()
    done = run("new", kind, *said)
    after = handbook.load(Path("data"), Path("docs"), DAY)
    new = [one for one in after.problems if one not in known]
    assert done.exit_code == (1 if kind in LEFT else 0), done.output
    grave = {one.code for one in new if one.severity is Severity.ERROR}
    assert grave == ({LEFT[kind]} if kind in LEFT else set())
    assert all(one.message in done.output for one in new)
    assert file.read_bytes().startswith(before)
    assert list(after.catalog.entries[kind])[-1] == "nytt-id-har"
    entry = after.catalog.entries[kind]["nytt-id-har"]
    assert entry.node.plain() == answers.plain(_written(KINDS[kind], wanted))
    assert f":{entry.node.line}: " in done.output
    if page.has_page(KINDS[kind]):
        assert f"{KINDS[kind].folder}/nytt-id-har.md" in done.output
        assert f"{KINDS[kind].folder}/nytt-id-har/" in after.catalog.pages


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_asked_for_and_nothing_else(
    kind: str, example: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = fullest(example, kind)
    by_path: dict[str, list[str]] = {}
    for pair in pairs(wanted):
        path, _, value = pair.partition("=")
        by_path.setdefault(path, []).append(value)
    told: list[str] = []

    def answer(question: str, _mark: str, _default: str | None) -> str:
        path = next(m[1] for m in map(re.compile(r"\n.* \((.*)\)\n").match, told[::-1]) if m)
        if question.startswith("En till?"):
            whole, _, number = next(
                one.rpartition(".")
                for one in (path.rsplit(".", n)[0] for n in (1, 2))
                if one.rpartition(".")[2].isdigit()
            )
            return (
                "j"
                if any(one.startswith(f"{whole}.{int(number) + 1}.") for one in by_path)
                else "n"
            )
        left = by_path[path]
        return left.pop(0) if left else ""

    monkeypatch.setattr(asking, "_say", told.append)
    monkeypatch.setattr(asking, "_answer", answer)
    found = asking.Asker(KINDS[kind], example.catalog, {}).ask()
    assert not any(line.startswith("  ") and "finns" in line and "?" in line for line in told)
    record, problems = answers.judged(KINDS[kind], found)
    assert (problems, record is not None) == ([], True)
    assert {path for path, left in by_path.items() if not left} == {
        pair.partition("=")[0] for pair in pairs(found)
    }
    descriptions = " ".join(told)
    for name in found:
        assert str(KINDS[kind].model.model_fields[name].description) in descriptions


_odd = some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
_HARD = (
    *(
        ": ",
        " #",
        "'",
        '"',
        "\n",
        "\n\n",
        "\t",
        "- ",
        "? ",
        "{",
        "]",
        "&a",
        "*a",
        "!",
        "%",
        "@",
        "`",
    ),
    *(
        "|",
        ">",
        "\\",
        "å",
        "😀",
        "\u00a0",
        "\u2028",
        "\x85",
        "\ufeff",
        "true",
        "null",
        "0x1",
        "1e3",
    ),
    *("2026-01-01", "1:30", "~", "=", "---", "...", " ", "ord", "\n  x", ",", "<<", "\xad", "0o7"),
)
_hard = some.lists(some.sampled_from(_HARD), min_size=1, max_size=40).map("".join)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(text=some.one_of(_odd, _hard), indent=some.sampled_from([0, 2]), crlf=some.booleans())
def test_any_text_is_read_back_as_it_was(text: str, indent: int, *, crlf: bool) -> None:
    said: dict[str, Any] = {"id": "a", "name": text, "explanation": f"Se {text}", "forms": [text]}
    record, problems = answers.judged(KINDS["term"], said)
    if problems or record is None:
        # An empty text or one with marks that are not seen is refused by the field itself.
        assert {one.code for one in problems} == {"HB112"}
        return
    written = as_yaml.record(record, indent)
    if crlf:
        written = written.replace("\n", "\r\n")
    top, wrong = source.read(written.encode(), "a.yml")
    assert wrong == ()
    (entry,), found = read_file(KINDS["term"], top, "a.yml")
    assert found == []
    assert entry.record == record
    assert isinstance(entry.record, Term)
    assert entry.record.explanation == f"Se {text}".strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Vanlig text", "  name: Vanlig text\n"),
        ("no", '  name: "no"\n'),
        ("2026-01-01", '  name: "2026-01-01"\n'),
        ("1:30", '  name: "1:30"\n'),
        ("0o17", '  name: "0o17"\n'),
        ("2009:400", "  name: 2009:400\n"),
        ("a: b", '  name: "a: b"\n'),
        ("§ 12 — och så vidare", "  name: § 12 — och så vidare\n"),
        ("rad ett\n\nrad två", "  name: |-\n    rad ett\n\n    rad två\n"),
        (
            "ord " * 40,
            "  name: >-\n    " + ("ord " * 24).strip() + "\n    " + ("ord " * 16).strip() + "\n",
        ),
    ],
)
def test_a_text_is_written_as_an_editor_would(text: str, line: str) -> None:
    record, _ = answers.judged(KINDS["term"], {"id": "a", "name": text, "explanation": "b"})
    assert record is not None
    assert line in as_yaml.record(record)


BEFORE = "- {id: ord, name: Ord, explanation: Ett ord.}"
NEW = "- id: jourtid\n  name: Jourtid\n  explanation: Tiden då bara jouren svarar.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", NEW),
        ("# Ord\n", f"# Ord\n\n{NEW}"),
        (f"{BEFORE}\n", f"{BEFORE}\n\n{NEW}"),
        (BEFORE, f"{BEFORE}\n\n{NEW}"),
        (f"{BEFORE}\n\n", f"{BEFORE}\n\n{NEW}"),
        (f"{BEFORE} # sist\n# slut", f"{BEFORE} # sist\n# slut\n\n{NEW}"),
        (f"{BEFORE}\n- {{id: b, name: b, explanation: b}}\n", None),
        ("# Inga ord\n[]\n", f"# Inga ord\n\n{NEW}"),
        (f"\ufeff{BEFORE}\n", f"\ufeff{BEFORE}\n\n{NEW}"),
        (
            f"  {BEFORE}\n",
            f"  {BEFORE}\n\n" + re.sub("^", "  ", NEW, flags=re.MULTILINE).rstrip(" "),
        ),
        (
            "- id: ord\n  name: Ord\n  explanation: |+\n    Ett ord.\n",
            "- id: ord\n  name: Ord\n  explanation: |+\n    Ett ord.\n" + NEW,
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_the_record_comes_last_and_the_rest_is_as_it_was(
    before: str, after: str | None, base: Path, *, crlf: bool
) -> None:
    # Records without empty lines between them go on without.
    after = before + NEW if after is None else after
    if crlf and before.count("\n"):
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    file = base / "data" / "glossary.yml"
    file.write_bytes(before.encode())
    done = run("new", "term", "--set", "id=jourtid", *TERM)
    assert (done.exit_code, file.read_bytes().decode()) == (0, after), done.output
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    "before",
    [f"[{BEFORE[2:]}]\n", f"{BEFORE}\n...\n", "a: b\n", "- id: [\n", "[\n]\n- a\n", "\xff"],
)
def test_a_file_that_takes_no_record_is_left_as_it_is(before: str, base: Path) -> None:
    file = base / "data" / "glossary.yml"
    file.write_bytes(before.encode("latin-1"))
    whole = contents(base)
    done = run("new", "term", "--set", "id=jourtid", *TERM)
    assert (done.exit_code, contents(base)) == (1, whole)
    assert "glossary.yml" in done.output
    assert ENGLISH.findall(done.output) == []


def test_printing_writes_nothing(base: Path) -> None:
    whole = contents(base)
    done = run("new", "term", "--print", "--set", "id=jourtid", *TERM)
    assert (done.exit_code, done.stdout, contents(base)) == (0, NEW, whole)


@pytest.mark.parametrize(
    "words",
    [
        ("trem", *sets("id=a")),
        ("term", *sets("id")),
        ("term", *sets("=a")),
        ("term", *sets("nmae=a")),
        ("term", *sets("name=a", "name=b")),
        ("term", *TERM, *sets("id=a", "notes=\udcff")),
        ("term", *sets("name.a=b")),
        ("term", *sets("forms.1=b")),
        ("asset", *sets("hosting=cloud")),
        ("asset", *sets("hosting.=cloud")),
        ("asset", *sets("classification.levels=1")),
        ("asset", *sets("classification.levels.=1")),
        ("duty", *sets("deadlines=b")),
        ("duty", *sets("deadlines.2.what=b")),
        ("duty", *sets("deadlines.0.what=b")),
        ("duty", *sets("deadlines.²=b")),
        ("duty", *sets("deadlines.1=b")),
        (),
        ("term", "--data", "ingen"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(words: tuple[str, ...], base: Path) -> None:
    whole = contents(base)
    done = run("new", *words)
    assert (done.exit_code, contents(base)) == (2, whole), done.output
    assert ENGLISH.findall(done.output) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("term", *sets("id=a")), "--set name=… --set explanation=…"),
        (("term", *TERM, *sets("id=Jourtid då")), "jourtid-da"),
        (("term", *TERM, *sets("id=ord")), "glossary.yml, rad 1. Välj ett annat id"),
        (("term", *TERM, *sets("id=a", "see_also=odr")), "Menade du ”ord”?"),
        (("term", *TERM, *sets("id=a", "audience=alla")), "internal"),
        (("term", *TERM, *sets("id=a", "reviewed=2026-02-30")), "kalendern"),
        (("term", *TERM, *sets("id=a", "notes=Personnummer 811218-9876")), "HB701"),
        (("term", *TERM, *sets("id=a"), "--file", "roles.yml"), "ingen fil för"),
        (("term", *TERM, *sets("id=a"), "--file", "../glossary.yml"), "ingen fil för"),
        (("term", *TERM, *sets("id=a"), "--file", "glossary/.dold.yml"), "ingen fil för"),
        (("asset", *sets("id=a")), "--set hosting.kind=… --set hosting.countries=…"),
        (("duty", *sets("deadlines.1.hours=x")), "--set deadlines.1.what=…"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    words: tuple[str, ...], told: str, base: Path
) -> None:
    whole = contents(base)
    done = run("new", *words)
    assert (done.exit_code, contents(base)) == (1, whole), done.output
    assert told in done.output
    assert ENGLISH.findall(done.output) == []


@pytest.mark.usefixtures("base")
def test_a_refused_record_is_shown_so_that_no_answer_is_lost() -> None:
    done = run("new", "term", *TERM, *sets("id=jourtid", "see_also=odr"))
    assert (done.exit_code, done.stdout) == (1, NEW + "  see_also:\n    - odr\n")


def test_a_handbook_with_problems_of_its_own_takes_a_record(base: Path) -> None:
    (base / "docs" / "a.md").write_text("Utan huvud.\n", encoding="utf-8")
    assert run("check").exit_code == 1
    done = run("new", "term", *TERM, *sets("id=jourtid"))
    assert (done.exit_code, "HB801" in done.output) == (0, False)


def test_in_a_folder_the_last_file_takes_the_record_or_the_one_that_is_named(base: Path) -> None:
    folder = base / "data" / "glossary"
    folder.mkdir()
    (base / "data" / "glossary.yml").rename(folder / "a.yml")
    (folder / "b.yaml").write_text("", encoding="utf-8")
    assert run("new", "term", *TERM, *sets("id=jourtid")).exit_code == 0
    assert (folder / "b.yaml").read_text(encoding="utf-8") == NEW
    words = ("--file", "glossary/mapp/c.yml")
    assert run("new", "term", *TERM, *sets("id=jour"), *words).exit_code == 0
    assert (folder / "mapp" / "c.yml").is_file()
    assert run("check").exit_code == 0


ROLE = ("unit=kommunen", "mailbox=a@exempel.example", "duties=Gör.")


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("Testare", "Provar: *allt* & `mer`."),
        ("# 1. [a](b) _c_ | d!", "- citat: [x](y) | z"),
    ],
)
def test_a_page_is_begun_with_what_the_record_says(name: str, summary: str, base: Path) -> None:
    done = run("new", "role", *sets("id=testare", f"name={name}", f"summary={summary}", *ROLE))
    assert done.exit_code == 0, done.output
    assert "- roller/testare.md" in done.output
    text = (base / "docs" / "roller" / "testare.md").read_text(encoding="utf-8")
    found = handbook.load(base / "data", base / "docs", DAY)
    front = found.catalog.pages["roller/testare/"].front
    assert (front.title, front.description, front.audience.value) == (name, summary, "public")
    assert text.count("\n# ") == 1
    assert found.problems == ()


def test_a_page_that_is_there_is_kept(base: Path) -> None:
    path = base / "docs" / "roller" / "testare.md"
    text = "---\ntitle: a\ndescription: b\naudience: public\n---\n\n# a\n"
    path.write_text(text, encoding="utf-8")
    done = run("new", "role", *sets("id=testare", "name=Testare", "summary=Provar.", *ROLE))
    assert (done.exit_code, path.read_text(encoding="utf-8")) == (0, text)


def test_a_page_that_cannot_be_is_told_and_neither_is_written(base: Path) -> None:
    whole = contents(base)
    done = run("new", "role", *sets("id=testare", "name=<b>{{ a }}", "summary=Provar.", *ROLE))
    assert (done.exit_code, "HB801" in done.output, contents(base)) == (1, True, whole)


def test_where_the_record_cannot_be_written_no_page_is_left(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = contents(base)
    opened = Path.open

    def full(path: Path, mode: str = "r", **rest: Any) -> Any:
        if path == Path("data/roles.yml") and mode == "ab":
            raise PermissionError(13, "nej", str(path))
        return opened(path, mode, **rest)

    monkeypatch.setattr(Path, "open", full)
    done = run("new", "role", *sets("id=testare", "name=Testare", "summary=Provar.", *ROLE))
    assert (done.exit_code, contents(base)) == (1, whole)
    assert "data/roles.yml går inte att läsa eller skriva" in done.output


@pytest.mark.parametrize("in_the_way", ["data/glossary.yml", "docs/roller/testare.md"])
def test_a_folder_in_the_way_is_told(in_the_way: str, base: Path) -> None:
    if in_the_way.startswith("data"):
        (base / in_the_way).unlink()
    (base / in_the_way).mkdir()
    kind = ("term", *TERM) if in_the_way.startswith("data") else ("role", *sets(*ROLE))
    done = run("new", *kind, *sets("id=testare"))
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_the_file_for_a_kind_without_any_is_its_own(tmp_path: Path) -> None:
    assert place.file_for(tmp_path, KINDS["asset"], None) == tmp_path / "assets.yml"


def _at_a_terminal(
    folder: Path, *lines: str, words: tuple[str, ...] = ("term",)
) -> tuple[int, str]:
    """Return exit code and output of the command at a terminal where somebody types."""
    master, slave = pty.openpty()
    os.write(master, "".join(f"{line}\n" for line in lines).encode())
    environment = {**os.environ, "HANDBOK_DATE": DAY.isoformat(), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", "from macros.cli import main; main()", "new", *words],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    os.close(master)
    os.close(slave)
    return done.returncode, done.stdout.decode()


def test_at_a_terminal_what_is_missing_is_asked_for_until_it_is_right(base: Path) -> None:
    code, output = _at_a_terminal(
        base, "Jourtid", "ord", "Jour tid", "", "Tiden då bara jouren svarar.", "j"
    )
    assert code == 0, output
    assert "[jourtid]" in output
    assert "används redan på data/glossary.yml, rad 1." in output
    assert "kan inte stå i en adress" in output
    written = (base / "data" / "glossary.yml").read_text(encoding="utf-8")
    assert written.endswith(f"\n\n{NEW}")
    assert ENGLISH.findall(output) == []


def test_at_a_terminal_a_reference_is_chosen_among_ids(base: Path) -> None:
    said = (
        "Testare",
        "",
        "?",
        "komunen",
        "kommunen",
        "a@exempel.example",
        "Provar.",
        "Gör.",
        "",
        "n",
    )
    code, output = _at_a_terminal(base, *said, words=("role",))
    assert (code, "Menade du ”kommunen”?" in output) == (1, True), output
    assert "kommunen: " in output
    assert "testare" not in (base / "data" / "roles.yml").read_text(encoding="utf-8")


def test_at_a_terminal_it_can_be_broken_off(base: Path) -> None:
    whole = contents(base)
    code, output = _at_a_terminal(base, "Jourtid", "\x04")
    assert (code, "Avbrutet." in output, contents(base)) == (1, True, whole), output


def test_what_a_command_writes_by_itself_is_not_written_by_hand(base: Path) -> None:
    before = contents(base)
    for name in ("change", "changes"):
        done = run("new", name, "--set", "id=ett")
        assert done.exit_code == 2
        assert "skrivs av handbok själv" in done.output
    assert "change" not in run("new", "nagot-helt-annat").output
    assert contents(base) == before
