"""Tokens in the place of all that an audience may not see, and the search for them in a site.

A token is a word, number, day or number of an organisation that stands nowhere else. What was
hidden keeps its type: an id stays an id, and every reference to it is changed with it.
"""

from __future__ import annotations

import gzip
import posixpath
import re
import shutil
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

import yaml
from babel.dates import format_date
from small_handbook import picture
from stdnum import luhn

from macros import handbook
from macros.records.kinds import FILES, KINDS, Owner
from macros.records.scalars import Audience
from macros.records.shape import fields
from macros.signatures import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from macros.records.base import Part
    from macros.records.shape import FieldShape, Shape

# Searching

WORD: Final = re.compile(rb"zq[bcdfghjklmnpqrstvwxz]{10}xq")
"""What a token looks like that is a word. Lower-case letters alone survive every filter."""
_NUMBERS: Final = (
    re.compile(rb"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"),
    re.compile(rb"(?<!\d)\d{8,10}(?!\d)"),
    re.compile(rb"(?<!\d)\d{6}-\d{4}(?!\d)"),
    re.compile(rb"(?<!\d)0980-?7\d{6}(?!\d)"),
    re.compile(rb"(?<!\d)\d{4}:9\d{3}(?!\d)"),
    re.compile("§ 9\\d{4}(?!\\d)".encode()),
    re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"),
    re.compile("(?<!\\d)\\d{1,2} [a-zåäö]{3,9} (?:18|23)\\d{2}(?!\\d)".encode()),
)
_SPACES: Final = re.compile("\u00a0|&nbsp;|&#160;|&#xa0;".encode())
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def opened(content: bytes) -> Iterator[bytes]:
    """Yield what a file holds: as it is, and what is compressed in it, at any depth."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from opened(gzip.decompress(content))
    elif content.startswith(_PNG):
        at = len(_PNG)
        while at < len(content):
            size = int.from_bytes(content[at : at + 4])
            inside = content[at + 8 : at + 8 + size]
            # Words may be compressed after their key, and so is the picture itself.
            for begin in {0, *(one.end() for one in re.finditer(b"\0+", inside[:100]))}:
                try:
                    yield zlib.decompressobj().decompress(inside[begin:])
                except zlib.error:
                    continue
            at += size + 12


def found(content: bytes, tokens: Mapping[str, str]) -> set[str]:
    """Return the tokens that a file's bytes hold, opened first where they are compressed."""
    seen: set[str] = set()
    for part in opened(content):
        text = _SPACES.sub(b" ", part.lower())
        for pattern in (WORD, *_NUMBERS):
            seen.update(one.decode() for one in pattern.findall(text))
    return seen & tokens.keys()


def traces(site: Path, tokens: Mapping[str, str]) -> dict[str, set[str]]:
    """Return where each token is in a site: in the names of files and in all that they hold."""
    places: dict[str, set[str]] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        content = path.read_bytes() if path.is_file() else b""
        for token in found(content, tokens) | found(name.encode(), tokens):
            places.setdefault(token, set()).add(name)
    return places


# Planting


@dataclass
class Planter:
    """Plants tokens in a copy of the project, for one audience.

    `tokens` says of each token what it stands for, `visible` are those that the audience sees,
    `skipped` counts what cannot carry one, by why.
    """

    project: Path
    who: Audience
    tokens: dict[str, str] = field(default_factory=dict)
    visible: dict[str, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    rng: Random = field(default_factory=lambda: Random(1))  # noqa: S311 - no secret
    data: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    days: int = 0

    # Tokens

    def word(self, what: str, sort: str = "", *, seen: bool = False) -> str:
        """Return a new word."""
        letters = "".join(self.rng.choices("bcdfghjklmnpqrstvwxz", k=10))
        return self._note(f"zq{letters}xq", what, sort or "words", seen=seen)

    def _note(self, token: str, what: str, sort: str, *, seen: bool = False) -> str:
        (self.visible if seen else self.tokens)[token.lower()] = what
        if not seen:
            self.planted[sort] += 1
        return token

    def number(self, what: str) -> str:
        """Return a new number of nine digits."""
        return self._note(f"7{self.rng.randrange(10**8):08d}", what, "numbers")

    def day(self, what: str, *, ahead: bool) -> str:
        """Return a day on which nothing else is: long past, or far ahead. Each is later."""
        self.days += 1
        one = date(2301 if ahead else 1801, 1, 1) + timedelta(self.days)
        for text in (format_date(one, "d MMMM y", locale="sv"), f"{one:%Y%m%d}"):
            self.tokens[text] = what
        return self._note(one.isoformat(), what, "days")

    def organisation_number(self, what: str) -> str:
        """Return a new number of an organisation, with its check digit."""
        digits = f"2120{self.rng.randrange(10**5):05d}"
        whole = digits + luhn.calc_check_digit(digits)
        self.tokens[whole] = what
        return self._note(f"{whole[:6]}-{whole[6:]}", what, "numbers of organisations")

    # Reading and writing

    def read(self) -> None:
        """Read the project's facts and prose."""
        data = self.project / "data"
        for path in sorted(data.rglob("*.yml")):
            text = path.read_text(encoding="utf-8")
            kind = FILES[path.relative_to(data).with_suffix("").parts[0]].name
            records = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
            self.data.setdefault(kind, []).extend(records)
        docs = self.project / "docs"
        for path in sorted(docs.rglob("*.md")):
            self.pages[path.relative_to(docs).as_posix()] = path.read_text(encoding="utf-8")

    def write(self) -> None:
        """Write them, with comments that nobody sees who reads an edition."""
        for folder in (self.project / "data").iterdir():
            if folder.is_dir():
                shutil.rmtree(folder)
        for kind, known in self.data.items():
            text = "".join(
                f"# {self.word('a comment in YAML', 'comments')}\n"
                + yaml.safe_dump([one], allow_unicode=True, sort_keys=False, width=10**6)
                for one in known
            )
            path = self.project / "data" / f"{KINDS[kind].file}.yml"
            path.write_text(text, encoding="utf-8")
        docs = self.project / "docs"
        for path in docs.rglob("*.md"):
            path.unlink()
        for source, text in self.pages.items():
            said = f"---\n# {self.word('a comment in the head of a page', 'comments')}\n"
            target = docs / source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("---\n", said, 1), encoding="utf-8")

    def sees(self, audience: str) -> bool:
        """Say whether the audience sees what is meant for another."""
        return self.who.sees(Audience(audience))

    def audience(self, kind: str, record: dict[str, Any]) -> str:
        """Return for whom a record is, by what it says or what its kind means."""
        return str(record.get("audience", KINDS[kind].model.model_fields["audience"].default))

    def page_audience(self, source: str) -> str:
        """Return for whom a page is."""
        found = re.search(r"^audience: (\w+)", self.pages[source].split("---\n")[1], re.MULTILINE)
        return found[1] if found else "internal"

    # What is hidden

    def hide_more(self, day: date) -> None:
        """Hide a third of the records that no page names, and add a hidden one of each kind."""
        narrow = "restricted" if self.who is Audience.INTERNAL else "internal"
        named = "\n".join(self.pages.values())
        for kind in ("asset", "supplier", "processing", "procurement", "requirement", "term"):
            free = [one for one in self.data[kind] if f'"{one["id"]}"' not in named]
            for one in self.rng.sample(free, len(free) // 3):
                one["audience"] = narrow
        for kind, known in self.data.items():
            like = next(one for one in reversed(known) if kind != "organisation" or "parent" in one)
            record = {**yaml.safe_load(yaml.safe_dump(like)), "id": f"{like['id']}-till"}
            record.update({"name": "Namn", "audience": narrow})
            changes = {"code": "AQ", "designation": "2099:9871", "number": "97", "title": "Rubrik"}
            for name, value in changes.items():
                if name in record and kind != "exception":
                    record[name] = value
            for name in ("organisation_number", "previous_ids", "abbreviations", "names"):
                record.pop(name, None)
            known.insert(self.rng.randrange(len(known) + 1), record)
            if KINDS[kind].owner is Owner.PROSE:
                source = f"{KINDS[kind].folder}/{record['id']}.md"
                self.pages[source] = _page("Sidan", narrow, "Text.")
            if kind == "recommendation":
                self.data["policy"][0].setdefault("recommendations", []).append(record["id"])
        self._check(day)

    def _check(self, day: date) -> None:
        self.write_plain()
        errors = handbook.load(self.project / "data", self.project / "docs", day).errors
        assert [f"{one.code} {one.location} {one.message}" for one in errors] == []

    def write_plain(self) -> None:
        """Write facts and prose without comments, to be read by the checks."""
        keep = self.tokens, self.planted
        self.tokens, self.planted = {}, Counter()
        self.write()
        self.tokens, self.planted = keep

    # Facts

    def plant(self, day: date) -> None:
        """Plant a token in all that is hidden, and some in what is seen."""
        self.read()
        self.hide_more(day)
        book = handbook.load(self.project / "data", self.project / "docs", day)
        seen = book.for_audience(self.who).records
        for kind, known in self.data.items():
            for record in known:
                if record["id"] not in seen[kind]:
                    what = f"{kind}/{record['id']}"
                    self.ids[kind, record["id"]] = self.word(f"the id of {what}", "ids")
                    former = [self.word(f"a former id of {what}", "ids")]
                    record["previous_ids"] = [*record.get("previous_ids", ()), *former]
                    for index, _ in enumerate(record["previous_ids"][:-1]):
                        record["previous_ids"][index] = self.word(f"a former id of {what}", "ids")
                record["notes"] = "Att göra."
        for kind, known in self.data.items():
            for record in known:
                hidden = record["id"] not in seen[kind]
                self._part(record, KINDS[kind].model, f"{kind}/{record['id']}", hidden=hidden)
        self._follow_ids()
        self._hidden_pages()
        self._seen_tokens()
        self.write()

    def _part(self, part: dict[str, Any], model: type[Part], what: str, *, hidden: bool) -> None:
        own = part.get("audience")
        known = fields(model)
        hidden = (
            hidden
            or (own is not None and not self.sees(own))
            or any(
                one.required and one.shape.ref and (one.shape.ref, part.get(name)) in self.ids
                for name, one in known.items()
            )
        )
        for name, one in known.items():
            if name not in part or name in {"id", "audience", "previous_ids"}:
                continue
            here = hidden or not self.who.sees(one.audience)
            part[name] = self._value(part[name], one.shape, one, f"{what}.{name}", hidden=here)

    def _value(
        self, value: Any, shape: Shape, known: FieldShape, what: str, *, hidden: bool
    ) -> Any:
        if shape.part is not None:
            self._part(value, shape.part, what, hidden=hidden)
            return value
        if shape.items is not None:
            return [self._value(one, shape.items, known, what, hidden=hidden) for one in value]
        if shape.values is not None and shape.keys is not None:
            inner, keys = shape.values, shape.keys
            return {
                self._key(key, keys): self._value(one, inner, known, what, hidden=hidden)
                for key, one in value.items()
            }
        if shape.ref is not None:
            if (shape.ref, value) not in self.ids and hidden:
                self.skipped["a reference to what the audience sees elsewhere"] += 1
            return self.ids.get((shape.ref, value), value)
        return self._single(value, shape, known.name, what) if hidden else value

    def _key(self, key: str, shape: Shape) -> str:
        return self.ids.get((shape.ref or "", key), key)

    def _single(self, value: str, shape: Shape, name: str, what: str) -> str:
        why = _why_not(value, shape, name, what)
        if why:
            return self._without(why, value)
        if shape.day:
            return self.day(what, ahead=name in _AHEAD)
        number = self.rng.randrange
        made: dict[str, Callable[[], str]] = {
            "organisation_number": lambda: self.organisation_number(what),
            "mailbox": lambda: f"{self.word(what, 'mailboxes')}@exempelkommun.example",
            "phone": lambda: self._note(f"0980-7{number(10**6):06d}", what, "telephone numbers"),
            "address": lambda: f"https://{self.word(what, 'web addresses')}.example",
            "file_address": lambda: (
                f"https://{self.word(what, 'web addresses')}.example/{{path}}#L{{line}}"
            ),
            "designation": lambda: self._note(
                f"{number(2030, 2999)}:9{number(1000):03d}", what, "acts"
            ),
            "paragraph": lambda: self._note(f"§ 9{number(10**4):04d}", what, "paragraphs"),
            "text_hash": lambda: self._note(f"{self.rng.getrandbits(256):064x}", what, "hashes"),
            "manifest_hash": lambda: self._note(
                f"{self.rng.getrandbits(256):064x}", what, "hashes"
            ),
            "what": lambda: self.word(what),
        }
        if name in made:
            return made[name]()
        if re.fullmatch(r"\d+", value):
            return self.number(what)
        end = "." if value.endswith(".") else ""
        return f"{value.rstrip('.')} {self.word(what)}{end}"

    def _without(self, why: str, value: str) -> str:
        self.skipped[why] += 1
        return value

    def _follow_ids(self) -> None:
        """Let everything name a hidden record by its token."""
        for kind, known in self.data.items():
            for record in known:
                record["id"] = self.ids.get((kind, record["id"]), record["id"])
                if kind == "exception":
                    named = tuple(record["record"].split("/"))
                    if named in self.ids:
                        record["record"] = f"{named[0]}/{self.ids[named]}"
        for source in [*self.pages]:
            self.pages[source] = _CALL.sub(self._call, self.pages[source])
        for (kind, old), new in self.ids.items():
            folder = KINDS[kind].folder
            for source in [*self.pages]:
                text = self.pages.pop(source).replace(f"/{old}/)", f"/{new}/)")
                if KINDS[kind].owner is Owner.PROSE and source == f"{folder}/{old}.md":
                    self.pages[f"{folder}/{new}.md"] = text
                else:
                    self.pages[source] = text

    def _call(self, call: re.Match[str]) -> str:
        signature = SIGNATURES.get(call[1])
        if signature is None:
            return call[0]
        order = iter(signature.parameters)

        def argument(match: re.Match[str]) -> str:
            named = signature.parameter(match[1]) if match[1] else next(order, None)
            kind = named.ref if named is not None else None
            begin = f"{match[1]}=" if match[1] else ""
            return f'{begin}"{self.ids.get((kind or "", match[2]), match[2])}"'

        return re.sub(r'(?:(\w+)=)?"([^"]*)"', argument, call[0])

    # Prose

    def _hidden_pages(self) -> None:
        """Plant tokens in the hidden pages, and add some with tokens for names."""
        nav = (self.project / "mkdocs.yml").read_text(encoding="utf-8")
        renamed: dict[str, str] = {}
        for number, source in enumerate([*self.pages]):
            if self.sees(self.page_audience(source)):
                if number % 4 == 0:
                    self.pages[source] += self._box(source)
                continue
            self.pages[source] = self._told(source)
            folder, _, name = source.rpartition("/")
            if name == "index.md" or folder in _NAMED or _is_record(source):
                if not _is_record(source):
                    self.skipped["the name of a page that others count on"] += 1
                continue
            new = self.word(f"the name of page {source}", "names of pages")
            renamed[source] = f"{folder}/{new}.md".lstrip("/")
        for source in [*self.pages]:
            self.pages[source] = _moved(self.pages[source], source, renamed)
        for old, new in renamed.items():
            self.pages[new] = self.pages.pop(old)
            nav = re.sub(rf"(?<=[ \"]){re.escape(old)}$", new, nav, flags=re.MULTILINE)
        nav = nav.replace("\nnav:\n", f"\nnav:\n{self._new_pages()}", 1)
        (self.project / "mkdocs.yml").write_text(nav, encoding="utf-8")

    def _told(self, source: str) -> str:
        """Return a hidden page with tokens in its head, its text, and what goes with them."""

        def token(part: str) -> str:
            return self.word(f"{part} of page {source}", "hidden pages")

        image = f"{self.word(f'an image of page {source}', 'images')}.png"
        target = self.project / "docs" / posixpath.dirname(source) / image
        target.parent.mkdir(parents=True, exist_ok=True)
        said = self.word(f"the content of an image of page {source}", "images")
        target.write_bytes(picture(1, said) + said.encode())
        head, text = self.pages[source].removeprefix("---\n").split("---\n", 1)
        head = re.sub(r"^(title|description): (.*)$", _said(token), head, flags=re.MULTILINE)
        return (
            f"---\n{head}---\n{text.rstrip()}\n\nText {token('a word')}.\n\n"
            f"## Rubrik {token('a heading')} {{#{token('an anchor')}}}\n\n"
            f"Länk till [{token('a link')}](https://{token('an address')}.example/).\n\n"
            f"<!-- {token('a comment')} -->\n\n`{token('code')}`\n\n"
            f"![{token('a text for an image')}]({image})\n"
        )

    def _box(self, source: str) -> str:
        """Return a box with tokens for those who see more of a page."""

        def token(part: str) -> str:
            return self.word(f"{part} in a box of page {source}", "hidden boxes")

        narrow = "restricted" if self.who is Audience.INTERNAL else "internal"
        image = f"{self.word(f'an image in a box of page {source}', 'images')}.png"
        target = self.project / "docs" / posixpath.dirname(source) / image
        said = self.word(f"the content of an image in a box of page {source}", "images")
        target.write_bytes(picture(1, said))
        return (
            f'\n\n!!! {narrow} "{token("a title")}"\n\n'
            f"    ## Rubrik {token('a heading')} {{#{token('an anchor')}}}\n\n"
            f"    Text {token('a word')}, `{token('code')}`, "
            f"[{token('a link')}](https://{token('an address')}.example/).\n\n"
            f"    ![{token('a text for an image')}]({image})\n"
        )

    def _new_pages(self) -> str:
        """Add hidden pages in folders of their own; return their part of the menu."""
        entries = []
        narrow = "restricted" if self.who is Audience.INTERNAL else "internal"
        for audience in dict.fromkeys((narrow, "restricted")):
            folder = self.word("a hidden folder", "names of pages")
            name = self.word("a hidden page", "names of pages")
            source = f"{folder}/{name}.md"
            self.pages[source] = _page("Sidan", audience, "Text.")
            self.pages[source] = self._told(source)
            section, title = (self.word("a title in the menu", "the menu") for _ in range(2))
            entries.append(f"  - Avdelning {section}:\n      - Sida {title}: {source}\n")
        return "".join(entries)

    def _seen_tokens(self) -> None:
        """Plant some tokens where the audience sees them: the search has to find all of these."""

        def token(what: str) -> str:
            return self.word(what, seen=True)

        name = f"{token('the name of a page')}.md"
        image = f"{token('the name of an image')}.png"
        said = token("the content of an image")
        (self.project / "docs" / image).write_bytes(picture(2, said))
        words = f"Text {token('a word')}.\n\n![Bild]({image})"
        self.pages[name] = _page(f"Sida {token('a title')}", self.who.value, words)
        term = next(one for one in self.data["term"] if self.sees(self.audience("term", one)))
        term["explanation"] += f" {token('a field')}."


_CALL: Final = re.compile(r"\{\{\s*(\w+)\([^{}]*\)\s*\}\}")
_NAMED: Final = frozenset({"redaktor/koder"})
"""The folders of pages that the code knows by name."""


_AHEAD: Final = frozenset({"next", "end", "until", "valid_to", "next_review", "repealed"})
"""The days that come after another of the same record."""
_COUNTED: Final = frozenset(
    {"level", "levels", "notice_months", "months_between", "exercise_months", "percent"}
)
_WHY_NOT: Final = {
    "changed": "a day that another repeats",
    "code": "a code, or what it is about",
    "record": "a code, or what it is about",
    **dict.fromkeys(_COUNTED, "a number that is counted with"),
}


def _why_not(value: str, shape: Shape, name: str, what: str) -> str:
    """Return why a value cannot carry a token, empty where it can."""
    if shape.law:
        return "a citation of law"
    if shape.choice is not None:
        return "one of a few words"
    if value in {"true", "false"}:
        return "true or false"
    if name == "number":
        is_act = what.startswith("regulation")
        return "a place in an act" if is_act else "a number that is counted with"
    return _WHY_NOT.get(name, "")


def _is_record(source: str) -> bool:
    return any(source.startswith(f"{kind.folder}/") for kind in KINDS.values()) and (
        posixpath.basename(source) != "index.md"
    )


def _page(title: str, audience: str, body: str) -> str:
    head = f"title: {title}\ndescription: Vad den är.\naudience: {audience}\n"
    return f"---\n{head}---\n\n# Sidan\n\n{body}\n"


def _said(token: Any) -> Any:
    """Return what puts a token at the end of a value of a page's head, inside its quotes."""

    def said(match: re.Match[str]) -> str:
        quote = '"' if match[2].endswith('"') else ""
        text = match[0].removesuffix(quote).rstrip(".")
        return f"{text} {token('the ' + match[1])}{quote}"

    return said


def _moved(text: str, source: str, renamed: Mapping[str, str]) -> str:
    """Return a page's text with its links to other pages led to their new names."""

    def link(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), match[1]))
        if path not in renamed:
            return match[0]
        begin = match[1].rpartition("/")[0]
        name = posixpath.basename(renamed[path])
        return f"]({begin}/{name}" if begin else f"]({name}"

    return re.sub(r"\]\(([^)\s#:]+\.md)", link, text)
