"""Questions to an editor at a terminal: one for each field that a record cannot do without."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import click

from macros.citations.read import read_one
from macros.new import answers
from macros.problems import did_you_mean
from macros.records.kinds import KINDS
from macros.records.scalars import slugged
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.catalog import Catalog
    from macros.new.answers import Tree
    from macros.records.base import Part
    from macros.records.kinds import Kind
    from macros.records.shape import FieldShape, Shape

_FEW: Final = 12
"""So many ids are listed at once; of more, a question mark lists them all."""


class Asker:
    """Asks for a record of a kind; every answer is judged at once by its own field."""

    def __init__(self, kind: Kind, catalog: Catalog, given: Tree) -> None:
        """Begin with the answers that are given already."""
        self.kind = kind
        self.catalog = catalog
        self.tree = given

    def ask(self) -> Tree:
        """Return the answers, with all that is required among them."""
        # The name first: it proposes the id.
        known = fields(self.kind.model)
        names = [name for name in answers.in_order(self.kind.model) if known[name].required]
        if "name" in names:
            names = ["name", *(name for name in names if name != "name")]
        for name in names:
            self._field(self.kind.model, self.tree, name, name)
        return self.tree

    def _field(self, model: type[Part], here: Tree, name: str, path: str) -> None:
        one = fields(model)[name]
        told = model.model_fields[name].description or ""
        if one.shape.part is not None:
            self._part(one.shape.part, here.setdefault(name, {}), one.title, path, told)
        elif one.shape.items is not None:
            given = here.setdefault(name, [])
            if not given:
                self._list(one, given, path, told)
            elif one.shape.items.part is not None:
                for number, item in enumerate(given, 1):
                    inside = f"{path}.{number}"
                    self._part(one.shape.items.part, item, one.title, inside, told)
        elif name not in here:
            _say(f"\n{one.title} ({path})\n  {told}")
            self._offer(one.shape)
            here[name] = self._value(one.shape, self._proposal(path), _setter(here, name))

    def _part(self, part: type[Part], here: Tree, title: str, path: str, told: str) -> None:
        _say(f"\n{title} ({path})\n  {told}")
        for name in answers.in_order(part):
            if fields(part)[name].required:
                self._field(part, here, name, f"{path}.{name}")

    def _list(self, one: FieldShape, here: list[Any], path: str, told: str) -> None:
        shape = one.shape.items
        if shape is None:
            return
        if shape.part is not None:
            while True:
                here.append({})
                self._part(shape.part, here[-1], one.title, f"{path}.{len(here)}", told)
                if not yes("En till?", default=False):
                    return
        _say(f"\n{one.title} ({path})\n  {told} Ett värde i taget; en tom rad avslutar.")
        self._offer(shape)
        while True:
            here.append("")
            value = self._value(shape, None, _setter(here, -1), empty=len(here) > 1)
            here[-1] = value
            if not value:
                here.pop()
                return

    def _offer(self, shape: Shape) -> None:
        """Show what there is to choose among."""
        if shape.choice is not None:
            for one in shape.choice:
                _say(f"  {one.value}: {getattr(one, 'label', one.value)}")
        elif shape.ref is not None:
            known = self.catalog.entries[shape.ref]
            if len(known) <= _FEW:
                self._list_ids(shape.ref)
            else:
                _say(f"  Skriv ett id. ? visar alla {len(known)}.")

    def _list_ids(self, kind: str) -> None:
        for key, entry in self.catalog.entries[kind].items():
            _say(f"  {key}: {entry.record.name if entry.record else ''}")

    def _value(
        self, shape: Shape, proposal: str | None, put: Callable[[str], None], *, empty: bool = False
    ) -> str:
        """Return an answer that the field takes, asked for until there is one."""
        while True:
            default = "" if empty else proposal
            value = _answer("", "> ", default)
            if empty and not value:
                return ""
            if value == "?" and shape.ref is not None:
                self._list_ids(shape.ref)
                continue
            wrong = self._wrong(shape, value, put)
            if not wrong:
                return value
            _say(f"  {wrong}")

    def _wrong(self, shape: Shape, value: str, put: Callable[[str], None]) -> str:
        """Return what is wrong with an answer, an empty text where nothing is."""
        if shape.ref is not None:
            known = self.catalog.entries[shape.ref]
            if value not in known and shape.ref not in self.catalog.incomplete:
                hint = did_you_mean(value, known) or "Skriv ? för att se alla."
                return (
                    f"Det finns ingen post med id ”{value}” i {KINDS[shape.ref].file}.yml. {hint}"
                )
        if shape.law and read_one(value, self.catalog.names) is None:
            return (
                f"”{value}” går inte att läsa som ett lagrum. Skriv till exempel 18 kap. 8 § OSL."
            )
        put(value)
        _, problems = answers.judged(self.kind, copy.deepcopy(self.tree))
        told = [f"{one.message} {one.hint}" for one in problems if one.code != "HB111"]
        taken = self.catalog.entries[self.kind.name].get(str(self.tree.get("id", "")))
        if taken is not None:
            told.append(taken_id(taken.id, taken.path, taken.node.line))
        return " ".join(told)

    def _proposal(self, path: str) -> str | None:
        if path != "id":
            return None
        return slugged(str(self.tree.get("name", ""))) or None


def taken_id(record_id: str, path: str, line: int) -> str:
    """Return how it is told that an id is used already."""
    return (
        f"Id ”{record_id}” används redan på {path}, rad {line}. "
        "Välj ett annat id, eller ändra posten som finns."
    )


def yes(question: str, *, default: bool) -> bool:
    """Return whether the answer to a question is yes."""
    while True:
        said = _answer(f"{question} (j/n)", ": ", "j" if default else "n").lower()
        if said in ("j", "ja"):
            return True
        if said in ("n", "nej"):
            return False


def _say(text: str) -> None:
    # Beside what is printed, which may go to a file.
    click.echo(text, err=True)


def _answer(question: str, mark: str, default: str | None) -> str:
    said = click.prompt(
        question,
        default=default,
        prompt_suffix=mark,
        show_default=bool(default),
        type=str,
        err=True,
    )
    return str(said).strip()


def _setter(here: Any, key: Any) -> Callable[[str], None]:
    def put(value: str) -> None:
        here[key] = value

    return put
