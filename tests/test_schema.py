"""The JSON Schemas by which an editor's program completes, explains and checks the data."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from conftest import ROOT
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # no stubs
from referencing import Registry, Resource

from macros.cli import SCHEMA_FOLDER
from macros.records import schema as schemas
from macros.records.kinds import FILES, KINDS
from macros.report import changed_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.handbook import Handbook

_ENGLISH: Final = frozenset(
    ["and", "are", "from", "has", "if", "of", "or", "that", "the", "to", "which", "with"]
)
"""Words that stand in an English sentence and never in a Swedish one."""


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors' programs read it: a date is text, and so is ``no``."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def _data_files() -> list[Path]:
    return sorted(path for path in (ROOT / "data").rglob("*") if path.suffix in (".yml", ".yaml"))


def _kind_of(path: Path) -> str:
    return path.relative_to(ROOT / "data").parts[0].split(".")[0]


def _schema(file: str) -> dict[str, Any]:
    return schemas.schema(FILES[file])


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field of a schema: those of the record and of all parts."""
    for part, spec in schema["$defs"].items():
        for name, said in spec.get("properties", {}).items():
            yield f"{part}.{name}", said


def _ids() -> Registry[Any]:
    """Return the list of ids as a program finds it, beside the schema."""
    text = (ROOT / SCHEMA_FOLDER / schemas.IDS).read_text(encoding="utf-8")
    listed: Resource[Any] = Resource.from_contents(json.loads(text))
    listing: Registry[Any] = Registry({schemas.IDS: listed})  # type: ignore[call-arg]
    return listing


def _said(schema: dict[str, Any], value: object) -> list[str]:
    """Return what an editor's program would mark."""
    found = Draft202012Validator(schema, registry=_ids()).iter_errors(value)
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message}" for one in found]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_json_schema_of_2020_12(kind: str) -> None:
    schema = schemas.schema(KINDS[kind])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)) == []


@pytest.mark.parametrize("path", _data_files(), ids=lambda path: path.name)
def test_the_example_is_valid_as_an_editors_program_reads_it(path: Path) -> None:
    value = yaml.load(path.read_bytes(), Loader=Core)  # noqa: S506 - a safe loader of ours
    assert value != []
    assert _said(_schema(_kind_of(path)), value) == []


@pytest.mark.parametrize("path", _data_files(), ids=lambda path: path.name)
def test_a_program_marks_a_field_that_is_missing_and_one_that_does_not_exist(path: Path) -> None:
    schema = _schema(_kind_of(path))
    first = yaml.load(path.read_bytes(), Loader=Core)[0]  # noqa: S506 - a safe loader of ours
    required = schema["$defs"]["Record"]["required"]
    assert "id" in required
    for name in required:
        left = {key: value for key, value in first.items() if key != name}
        assert _said(schema, [left]) == [f"0: '{name}' is a required property"]
    assert len(_said(schema, [{**first, "pahittat_falt": "något"}])) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_swedish_title_and_description(kind: str) -> None:
    bare = [
        name
        for name, said in _properties(schemas.schema(KINDS[kind]))
        if not said.get("title", "").strip() or not said.get("description", "").split("Syns för")[0]
    ]
    english = [
        name
        for name, said in _properties(schemas.schema(KINDS[kind]))
        if _ENGLISH
        & set(re.findall(r"[a-zåäö]+", f"{said['title']} {said['description']}".lower()))
    ]
    assert (bare, english) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_who_sees_it_and_why(kind: str) -> None:
    silent = [
        name
        for name, said in _properties(schemas.schema(KINDS[kind]))
        if said.get("x-audience") not in ("public", "internal", "restricted")
        or not said.get("x-audience-reason")
        or "Syns för: " not in said["description"]
    ]
    assert silent == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_hover_text_comes_from_the_code(kind: str) -> None:
    described = [
        name for name, spec in schemas.schema(KINDS[kind])["$defs"].items() if "description" in spec
    ]
    assert described == []


def test_the_schemas_in_the_repository_are_those_of_the_records() -> None:
    folder = ROOT / SCHEMA_FOLDER
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    found.pop(schemas.IDS)
    assert found == {**schemas.files(), **changed_schema.files()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_of_ids_that_a_schema_leads_to_is_there(kind: str) -> None:
    text = (ROOT / SCHEMA_FOLDER / schemas.IDS).read_text(encoding="utf-8")
    listed = json.loads(text)["$defs"]
    led_to = re.findall(
        rf'"{schemas.IDS}#/\$defs/([a-z-]+)"', json.dumps(_schema(KINDS[kind].file))
    )
    assert set(led_to) <= listed.keys()
    # Proposals, no rules: what is stale marks nothing as wrong.
    assert {rule for one in listed.values() for rule in one} <= {"defaultSnippets", "properties"}


def test_the_list_of_ids_holds_those_of_the_data(example: Handbook) -> None:
    records = example.catalog.records()
    listed = json.loads(schemas.ids(records))["$defs"]
    for kind, known in records.items():
        if KINDS[kind].made:
            assert kind not in listed
            continue
        assert [one["body"] for one in listed[kind]["defaultSnippets"]] == list(known)
        assert list(listed[f"{kind}-keys"]["properties"]) == list(known)


def _wired() -> dict[str, list[str]]:
    """Return the patterns of data files by the path of their schema, from the settings."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    return {
        posixpath.normpath(path): [patterns] if isinstance(patterns, str) else patterns
        for path, patterns in settings["yaml.schemas"].items()
    }


def _matches(path: str, pattern: str) -> bool:
    """Say whether a pattern as Visual Studio Code reads it (``**`` is any folders) fits a path."""
    parts = re.split(r"(\*\*/|\*)", pattern)
    known = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return bool(re.fullmatch("".join(known.get(one, re.escape(one)) for one in parts), path))


@pytest.mark.parametrize("kind", KINDS)
def test_visual_studio_code_knows_which_schema_a_data_file_has(kind: str) -> None:
    file = KINDS[kind].file
    names = (file, f"{file}/ny", f"{file}/mapp/ny")
    for path in (f"data/{name}{suffix}" for name in names for suffix in (".yml", ".yaml")):
        schemas_of_it = [
            schema
            for schema, patterns in _wired().items()
            if any(_matches(path, pattern) for pattern in patterns)
        ]
        assert schemas_of_it == [f"{SCHEMA_FOLDER.as_posix()}/{file}.schema.json"]


def test_visual_studio_code_is_told_of_no_schema_that_is_not_there() -> None:
    missing = [path for path in _wired() if not (ROOT / path).is_file()]
    assert missing == []
