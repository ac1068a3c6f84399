"""Random changes of a handbook that an audience may not notice.

Each changes only what the audience may not see: a hidden record or page, a hidden field of a record
that is seen, an image that only hidden pages show, a comment. Whether the change is one that the
checks let through is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from small_handbook import AUDIENCES, Page, picture, seen_by, small

from macros.records.kinds import KINDS, Owner
from macros.records.scalars import Audience
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from small_handbook import Fields, Small

    from macros.records.base import Part
    from macros.records.shape import FieldShape, Shape

Place: TypeAlias = "tuple[Fields, FieldShape]"
"""A part as it stands in the file, and one of its fields."""

FULL: Final = small()
"""The handbook from which a field that is absent is filled again."""
_LAW: Final = ("18 kap. 8 § OSL", "5 § OSL", "OSL", "artikel 28 i dataskyddsförordningen")
_NAMES: Final = ("motpart", "uppgifterna", "bild", "drift")
"""Words that pages and records have: as names of a hidden act they may not change how one reads."""
_FIXED: Final = frozenset({"id", "audience", "previous_ids"})


@dataclass
class Editor:
    """Makes changes that one audience may not see."""

    book: Small
    who: Audience
    rng: Random
    made: int = 0

    def new(self, sort: str) -> str:
        """Return a word that nothing has been called yet."""
        self.made += 1
        return f"{sort}-{self.made}-{self.rng.randrange(10**6)}"

    # What is hidden

    def sees(self, audience: str) -> bool:
        """Say whether the audience sees what is meant for another."""
        return self.who.sees(Audience(audience))

    @property
    def narrower(self) -> list[str]:
        """Return the audiences whose records this one does not see."""
        return [one for one in AUDIENCES if not self.sees(one)]

    def records(self, *, hidden: bool) -> list[tuple[str, Fields]]:
        """Return kind and fields of the records that are hidden, or of those that are seen."""
        return [
            (kind, one)
            for kind, known in self.book.records.items()
            for one in known
            if seen_by(one, self.who) is not hidden
        ]

    def hidden_ids(self, kind: str) -> list[str]:
        """Return the ids of the hidden records of a kind."""
        return [one["id"] for one in self.book.records[kind] if not seen_by(one, self.who)]

    def hidden_pages(self) -> list[str]:
        """Return the hidden pages."""
        return [name for name, page in self.book.pages.items() if not self.sees(page.audience)]

    def free_pages(self) -> list[str]:
        """Return the hidden pages that belong to no record and that no other page needs."""
        return [
            name
            for name in self.hidden_pages()
            if not any(name.startswith(f"{kind.folder}/") for kind in KINDS.values())
        ]

    def hidden_images(self) -> list[str]:
        """Return the images that no page shows which the audience sees."""
        shown = " ".join(page.body for page in self.book.pages.values() if self.sees(page.audience))
        return [name for name in self.book.images if name.rpartition("/")[2] not in shown]

    def hidden_fields(self) -> list[Place]:
        """Return every hidden field of the records that are seen."""
        return [
            place
            for kind, one in self.records(hidden=False)
            for place in self._fields(one, KINDS[kind].model, hidden=True)
        ]

    def _fields(self, part: Fields, model: type[Part], *, hidden: bool) -> Iterator[Place]:
        for name, known in fields(model).items():
            if not self.who.sees(known.audience):
                if hidden:
                    yield part, known
                continue
            if not hidden:
                yield part, known
            shape, value = known.shape, part.get(name)
            if shape.part is not None and value:
                yield from self._fields(value, shape.part, hidden=hidden)
            elif shape.items is not None and shape.items.part is not None:
                for item in value or ():
                    yield from self._fields(item, shape.items.part, hidden=hidden)

    # New values

    def altered(self, value: Any, shape: Shape, name: str) -> Any:  # noqa: PLR0911 - one a type
        """Return another value of the same type."""
        if shape.ref is not None:
            return self.rng.choice(self.book.records[shape.ref])["id"]
        if shape.law:
            return self.rng.choice(_LAW)
        if shape.day:
            return str(date(2026, 1, 1) + timedelta(self.rng.randrange(-2000, 2000)))
        if shape.choice is not None:
            return self.rng.choice(list(shape.choice)).value
        if shape.part is not None:
            inside = {**value}
            self._alter(inside, self.rng.choice([*fields(shape.part).values()]))
            return inside
        if shape.items is not None:
            return self._altered_items(list(value), shape.items, name)
        if shape.values is not None:
            key = self.rng.choice([*value])
            return {**value, key: self.altered(value[key], shape.values, name)}
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return self.rng.randint(1, 3 if name in {"level", "levels"} else 400)
        return self._words(name, value)

    def _altered_items(self, items: list[Any], shape: Shape, name: str) -> list[Any]:
        at = self.rng.randrange(len(items) + 1)
        if at == len(items):
            self.rng.shuffle(items)
        elif self.rng.random() < 0.3:
            del items[at]
        elif self.rng.random() < 0.5:
            items.insert(at, self.altered(items[at], shape, name))
        else:
            items[at] = self.altered(items[at], shape, name)
        return items

    def _words(self, name: str, value: str) -> str:
        number = self.rng.randrange(100, 999)
        known = {
            "mailbox": f"ny{number}@kommunen.example",
            "phone": f"0980-319 {number}",
            "address": f"https://ny{number}.kommunen.example/",
            "file_address": value,
            "designation": f"2020:{number}",
            "code": value,
            "record": value,
            "number": value,
            "what": f"nagot-annat-{number}",
            "subject": f"asset/asset-{self.rng.choice(AUDIENCES)}",
            "paragraph": f"§ {number}",
            "manifest_hash": f"{number}" * 21 + "a",
            "title": f"Rubrik {number}",
        }
        said = f"Ord {number} om drift, se 18 kap. 8 § OSL och {self.rng.choice(_NAMES)}."
        return known.get(name, said)

    def _alter(self, part: Fields, known: FieldShape) -> None:
        """Change a field, take it away or fill it again."""
        if known.name in _FIXED:
            return
        if known.name not in part:
            if (again := self._again(part, known.name)) is not None:
                part[known.name] = again
        elif not known.required and self.rng.random() < 0.25:
            del part[known.name]
        else:
            value = part[known.name]
            if value or isinstance(value, bool | int):
                part[known.name] = self.altered(value, known.shape, known.name)

    def _again(self, part: Fields, name: str) -> Any:
        """Return what a field of a record or part of this shape has in the full handbook."""
        left: list[Any] = [one for known in FULL.records.values() for one in known]
        while left:
            one = left.pop()
            if isinstance(one, dict):
                if name in one and part.keys() <= one.keys():
                    return one[name]
                left.extend(one.values())
            elif isinstance(one, list):
                left.extend(one)
        return None

    # The changes

    def hidden_field(self) -> None:
        """Change, empty or fill a hidden field of a record that is seen."""
        part, known = self.rng.choice(self.hidden_fields())
        self._alter(part, known)
        if part.get(known.name) and known.shape.items and known.shape.items.choice is Audience:
            # To whom else it is news is hidden; that it is news to these is not.
            others = [one for one in part[known.name] if one != self.who.value]
            part[known.name] = [self.who.value, *others]

    def note(self) -> None:
        """Write a note on a record."""
        self.rng.choice(self.records(hidden=False))[1]["notes"] = self.new("anteckning")

    def hidden_reference(self) -> None:
        """Let a list that is seen name a hidden record, or no more."""
        kind, record = self.rng.choice(self.records(hidden=False))
        places = [*self._fields(record, KINDS[kind].model, hidden=False)]
        for part, known in self.rng.sample(places, len(places)):
            items = known.shape.items
            listed = part.get(known.name)
            if items is None or not listed:
                continue
            if items.ref is not None and (ids := self.hidden_ids(items.ref)):
                one = self.rng.choice(ids)
                if one in listed:
                    listed.remove(one)
                elif one != record["id"]:
                    listed.insert(self.rng.randrange(len(listed) + 1), one)
                return
            if items.part is not None and self._hidden_part(listed, items.part):
                return

    def _hidden_part(self, listed: list[Any], model: type[Part]) -> bool:
        """Add a part that names a hidden record, without which it cannot be shown."""
        needed = [
            (known.name, ids)
            for known in fields(model).values()
            if known.shape.ref and known.required and (ids := self.hidden_ids(known.shape.ref))
        ]
        if not needed:
            return False
        name, ids = self.rng.choice(needed)
        at = self.rng.randrange(len(listed) + 1)
        listed.insert(at, {**self.rng.choice(listed), name: self.rng.choice(ids)})
        return True

    def change_anything(self) -> None:
        """Change a field of any record, as the audience may well see."""
        kind, record = self.rng.choice(self.records(hidden=True) + self.records(hidden=False))
        self._alter(record, self.rng.choice([*fields(KINDS[kind].model).values()]))

    def change_record(self) -> None:
        """Change a field of a hidden record."""
        kind, record = self.rng.choice(self.records(hidden=True))
        self._alter(record, self.rng.choice([*fields(KINDS[kind].model).values()]))

    def other_audience(self) -> None:
        """Hide a hidden record from more, or from fewer."""
        kind, record = self.rng.choice(self.records(hidden=True))
        record["audience"] = self.rng.choice(self.narrower)
        page = self.book.pages.get(_page_of(kind, record["id"]))
        if page is not None:
            page.audience = record["audience"]

    def add_record(self) -> None:
        """Add a hidden record, like one that there is."""
        kind = self.rng.choice([*KINDS])
        known = self.book.records[kind]
        like = self.rng.choice(known)
        record = {**like, "id": self.new(kind), "audience": self.rng.choice(self.narrower)}
        record["previous_ids"] = [self.new("forr")]
        record["name"] = self.new("Namn")
        for field, value in (("designation", "2021:{}"), ("title", "Rubrik {}")):
            if field in record:
                record[field] = value.format(self.rng.randrange(100, 999))
        record.pop("abbreviations", None)
        if "names" in record:
            record["names"] = [self.new("lagen")]
        for one in self.rng.sample([*fields(KINDS[kind].model).values()], 3):
            self._alter(record, one)
        known.insert(self.rng.randrange(len(known) + 1), record)
        if KINDS[kind].owner is Owner.PROSE:
            page = Page(self.new("Sida"), record["audience"], self._body())
            self.book.pages[_page_of(kind, record["id"])] = page

    def _unnamed(self) -> list[tuple[str, Fields]]:
        """Return the hidden records that no page names which the audience sees."""
        shown = " ".join(
            f"{page.body} {page.owner}"
            for page in self.book.pages.values()
            if self.sees(page.audience)
        )
        return [one for one in self.records(hidden=True) if one[1]["id"] not in shown]

    def remove_record(self) -> None:
        """Take a hidden record away, with all that names it."""
        kind, record = self.rng.choice(self._unnamed())
        self.book.records[kind].remove(record)
        self.book.pages.pop(_page_of(kind, record["id"]), None)
        self._show([_page_of(kind, record["id"])])
        for other, one in self.records(hidden=True) + self.records(hidden=False):
            _without(one, KINDS[other].model, kind, record["id"])
        for name in self.hidden_pages():
            page = self.book.pages[name]
            page.body = page.body.replace(f'"{record["id"]}"', f'"{kind}-public"')
            page.owner = page.owner.replace(record["id"], "role-public")

    def rename_record(self) -> None:
        """Give a hidden record another id, its page another name, and all that names it too."""
        kind, record = self.rng.choice(self._unnamed())
        old, new = record["id"], self.new(kind)
        if self.rng.random() < 0.5:
            record["previous_ids"] = [*record.get("previous_ids", []), old]
        record["id"] = new
        for other, one in self.records(hidden=True) + self.records(hidden=False):
            _renamed(one, KINDS[other].model, kind, old, new)
        if (page := self.book.pages.pop(_page_of(kind, old), None)) is not None:
            self.book.pages[_page_of(kind, new)] = page
            self._show([_page_of(kind, old)], _page_of(kind, new))
        for name in self.hidden_pages():
            page = self.book.pages[name]
            page.body = page.body.replace(f'"{old}"', f'"{new}"')
            page.owner = new if page.owner == old else page.owner

    def move_record(self) -> None:
        """Put a hidden record elsewhere in its file, or in another file."""
        kind, record = self.rng.choice(self.records(hidden=True))
        known = self.book.records[kind]
        if self.rng.random() < 0.5:
            known.remove(record)
            known.insert(self.rng.randrange(len(known) + 1), record)
        else:
            self.book.files[kind, record["id"]] = self.rng.choice(("0", "a", "hemlig", "z"))

    def comment(self) -> None:
        """Write a comment of some lines before a record, or take it away."""
        kind = self.rng.choice([*KINDS])
        record = self.rng.choice(self.book.records[kind])
        lines = [f"# {self.new('kommentar')}\n" for _ in range(self.rng.randrange(4))]
        self.book.comments[kind, record["id"]] = "".join(lines)

    def act_name(self) -> None:
        """Give a hidden act names that pages have as words."""
        acts = [one for kind, one in self.records(hidden=True) if kind == "regulation"]
        if acts:
            act = self.rng.choice(acts)
            taken = [name for one in acts if one is not act for name in one.get("names", ())]
            act["names"] = [one for one in self.rng.sample(_NAMES, 3) if one not in taken]

    def change_page(self) -> None:
        """Write a hidden page anew."""
        page = self.book.pages[self.rng.choice(self.hidden_pages())]
        page.title, page.body = self.new("Rubrik"), self._body() + page.body
        page.description = self.new("Beskrivning")

    def _body(self) -> str:
        calls = ("{{ asset_table() }}", '{{ role("role-public") }}', '{{ law("18 kap. 8 § OSL") }}')
        return (
            f"{self.new('Text')} enligt 5 § OSL och {self.rng.choice(_NAMES)}.\n\n"
            f"{self.rng.choice(calls)}\n\n## {self.new('Avsnitt')}\n\nMer.\n\n"
        )

    def add_page(self) -> None:
        """Add a hidden page, with an image or without, in the menu or not."""
        folder = self.rng.choice(("", "bara-intern/", "ny-avdelning/", "a/"))
        name = f"{folder}{self.new('sida')}.md"
        own = {f"{folder}{one}.md" for one in ("index", "README")}
        if self.rng.random() < 0.3 and own.isdisjoint(self.book.pages):
            name = self.rng.choice(sorted(own))
        body = self._body()
        if self.rng.random() < 0.5:
            image = self.new("bild")
            self.book.images[f"{folder}{image}.png"] = picture(self.rng.randrange(256))
            body += f"![Bild]({image}.png)\n"
        self.book.pages[name] = Page(self.new("Sida"), self.rng.choice(self.narrower), body)
        if self.rng.random() < 0.7:
            self._put_in_menu(name)

    def remove_page(self) -> None:
        """Take away a hidden page that belongs to no record."""
        if pages := self.free_pages():
            name = self.rng.choice(pages)
            del self.book.pages[name]
            self._show([name])

    def rename_page(self) -> None:
        """Give a hidden page another name in its folder."""
        if pages := self.free_pages():
            old = self.rng.choice(pages)
            new = f"{old.rpartition('/')[0]}/{self.new('sida')}.md".lstrip("/")
            self.book.pages[new] = self.book.pages.pop(old)
            self._show([old], new)

    def move_in_menu(self) -> None:
        """Put a hidden page elsewhere in the menu, in a section of its own or under a name."""
        name = self.rng.choice(self.hidden_pages())
        self._show([name])
        if self.rng.random() < 0.8:
            self._put_in_menu(name)

    def _put_in_menu(self, name: str) -> None:
        entry: Any = name
        if self.rng.random() < 0.4:
            entry = {self.new("Namn"): entry}
        if self.rng.random() < 0.3:
            entry = {self.new("Avdelning"): [entry]}
        listed = self.rng.choice([*_lists(self.book.nav)])
        listed.insert(self.rng.randrange(len(listed) + 1), entry)

    def _show(self, names: list[str], instead: str = "") -> None:
        """Take pages out of the menu, or put another in their place."""
        for listed in [*_lists(self.book.nav)]:
            for index in reversed(range(len(listed))):
                entry = listed[index]
                if isinstance(entry, dict):
                    title, inside = next(iter(entry.items()))
                    if inside in names:
                        listed[index : index + 1] = [{title: instead}] if instead else []
                elif entry in names:
                    listed[index : index + 1] = [instead] if instead else []

    def box(self) -> None:
        """Give a page that is seen other boxes for those who see more, or none."""
        seen = [name for name, one in self.book.pages.items() if self.sees(one.audience)]
        name = self.rng.choice(seen)
        page, up = self.book.pages[name], "../" * name.count("/")
        kept = [one for one in page.boxes if self.sees(one[0])]
        for _ in range(self.rng.randrange(3)):
            image = self.new("bild")
            self.book.images[f"{image}.png"] = picture(self.rng.randrange(256))
            text = (
                f"{self._body()}## {self.new('Avsnitt')} {{#{self.new('ankare')}}}\n\n"
                f"![Bild]({up}{image}.png)\n\n[länk](https://{self.new('adress')}.example/)"
            )
            kept.append((self.rng.choice(self.narrower), text))
        page.boxes = tuple(kept)

    def change_image(self) -> None:
        """Draw an image anew that only hidden pages show, or give it another name."""
        if not (images := self.hidden_images()):
            return
        old = self.rng.choice(images)
        if self.rng.random() < 0.5:
            self.book.images[old] = picture(self.rng.randrange(256), self.new("bild"))
            return
        here, _, name = old.rpartition("/")
        new = f"{self.new('bild')}.png"
        self.book.images[f"{here}/{new}".lstrip("/")] = self.book.images.pop(old)
        for page in self.book.pages.values():
            page.body = re.sub(rf"(?<=[(/]){re.escape(name)}\)", f"{new})", page.body)

    def add_image(self) -> None:
        """Add an image that no page shows."""
        self.book.images[f"bilder/{self.new('bild')}.png"] = picture(self.rng.randrange(256))


CHANGES: Final[dict[str, Callable[[Editor], None]]] = {
    one.__name__: one
    for one in (
        Editor.hidden_field,
        Editor.note,
        Editor.hidden_reference,
        Editor.change_record,
        Editor.other_audience,
        Editor.add_record,
        Editor.remove_record,
        Editor.rename_record,
        Editor.move_record,
        Editor.comment,
        Editor.act_name,
        Editor.change_page,
        Editor.add_page,
        Editor.remove_page,
        Editor.rename_page,
        Editor.move_in_menu,
        Editor.box,
        Editor.change_image,
        Editor.add_image,
    )
}
"""The changes by name."""


def edited(book: Small, who: Audience, rng: Random, wanted: list[str]) -> Small:
    """Return a handbook with some changes, in turn, that an audience may not see."""
    editor = Editor(book.copy(), who, rng)
    for name in wanted:
        CHANGES[name](editor)
    return editor.book


def varied(book: Small, rng: Random) -> Small:
    """Return a handbook that is another, also to those who see little of it."""
    editor = Editor(book.copy(), Audience.PUBLIC, rng)
    for _ in range(20):
        editor.change_anything()
    return editor.book


def _page_of(kind: str, record_id: str) -> str:
    return f"{KINDS[kind].folder}/{record_id}.md" if KINDS[kind].owner is Owner.PROSE else ""


def _lists(nav: list[Any]) -> Iterator[list[Any]]:
    """Yield the lists of a menu, itself first."""
    yield nav
    for entry in nav:
        for inside in entry.values() if isinstance(entry, dict) else ():
            if isinstance(inside, list):
                yield from _lists(inside)


def _renamed(part: Fields, model: type[Part], kind: str, old: str, new: str) -> None:
    """Give a record its new id wherever a part names it."""

    def now(value: Any, shape: Shape) -> Any:
        if shape.ref == kind and value == old:
            return new
        if shape.part is not None:
            _renamed(value, shape.part, kind, old, new)
        elif shape.items is not None:
            return [now(one, shape.items) for one in value]
        elif shape.values is not None and shape.keys is not None:
            values = shape.values
            return {now(key, shape.keys): now(one, values) for key, one in value.items()}
        return value

    for name, known in fields(model).items():
        if name in part:
            part[name] = now(part[name], known.shape)
    if model.__name__ == "Exemption" and part["record"] == f"{kind}/{old}":
        part["record"] = f"{kind}/{new}"


def _without(part: Fields, model: type[Part], kind: str, gone: str) -> None:
    """Take a record's id out of all of a part; where it needs one, let it name another."""
    for name, known in fields(model).items():
        value, shape = part.get(name), known.shape
        if value is None:
            continue
        if shape.ref == kind and value == gone:
            part[name] = f"{kind}-public"
        elif shape.part is not None:
            _without(value, shape.part, kind, gone)
        elif shape.items is not None:
            inner = shape.items.part
            if inner is not None:
                value[:] = [one for one in value if not _needs(one, inner, kind, gone)]
                for one in value:
                    _without(one, inner, kind, gone)
            elif shape.items.ref == kind and gone in value:
                value.remove(gone)
        elif shape.keys is not None and shape.keys.ref == kind:
            value.pop(gone, None)


def _needs(part: Fields, model: type[Part], kind: str, gone: str) -> bool:
    return any(
        known.required and known.shape.ref == kind and part.get(name) == gone
        for name, known in fields(model).items()
    )
