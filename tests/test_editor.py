"""Visual Studio Code's help while one writes facts, asked of the very server behind it."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from conftest import DAY, ROOT
from language_server import Client, server

from macros import cli
from macros.records import schema as schemas
from macros.records.kinds import KINDS
from macros.records.shape import fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.handbook import Handbook


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example and the settings, the ids as they are in the data."""
    folder = tmp_path_factory.mktemp("kommunens handbok")
    for name in (".vscode", "data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("HANDBOK_DATE", DAY.isoformat())
        assert CliRunner().invoke(cli.main, ["schema", "--ids"]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def client(workspace: Path) -> Iterator[Client]:
    """Return a conversation about the workspace."""
    with server(workspace) as client:
        yield client


_OPENED: Counter[str] = Counter()


def opened(client: Client, kind: str, text: str) -> str:
    """Open a text as a new file in a kind's folder."""
    _OPENED[kind] += 1
    return client.open(client.root / "data" / kind / f"prov-{_OPENED[kind]}.yml", text)


def proposed(client: Client, kind: str, text: str) -> dict[str, dict[str, Any]]:
    """Return what is proposed at the mark ``|`` of a text, by its label."""
    before, _, after = text.partition("|")
    line = before.count("\n")
    column = len(before.rsplit("\n", maxsplit=1)[-1])
    items = client.completion(opened(client, kind, before + after), line, column)
    return {one["label"]: one for one in items}


def told(item: dict[str, Any]) -> str:
    """Return the explanation of a proposal."""
    said = item.get("documentation", "")
    return str(said["value"] if isinstance(said, dict) else said)


def test_the_real_file_is_right_and_each_field_is_explained_in_swedish(client: Client) -> None:
    path = client.root / "data" / "assets.yml"
    text = path.read_text(encoding="utf-8")
    uri = client.open(path, text)
    assert client.marks(uri) == []
    lines = text.split("\n")
    hovered = client.hover(uri, lines.index("  unit: barn-och-utbildningsforvaltningen"), 4)
    assert "#### Enhet\n" in hovered
    assert "Verksamheten som äger tillgången." in hovered
    assert "Syns för: medarbetare." in hovered
    assert "socialforvaltningen" not in hovered
    assert "`in-use`: I bruk" in client.hover(uri, lines.index("  status: in-use"), 4)
    assert "Konfidentialitet" in client.hover(uri, lines.index("      konfidentialitet: 2"), 8)
    # In the middle of the real file: what the record has not yet is proposed, and ids.
    names = {one["label"] for one in client.completion(uri, lines.index("  secrecy:"), 2)}
    assert "secrecy" in names
    row = lines.index("  unit: barn-och-utbildningsforvaltningen")
    ids = {one["label"] for one in client.completion(uri, row, len("  unit: "))}
    assert "socialforvaltningen" in ids


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_file_of_a_kind_has_its_schema_and_is_right(kind: str, client: Client) -> None:
    path = client.root / "data" / f"{KINDS[kind].file}.yml"
    folder = client.root / "data" / KINDS[kind].file
    files = [one for one in (path, *sorted(folder.glob("*.yml"))) if one.is_file()]
    assert files
    for file in files:
        assert client.marks(client.open(file, file.read_text(encoding="utf-8"))) == []
    for name in (path.with_suffix(".yaml"), folder / "a.yml", folder / "mapp" / "a.yaml"):
        marks = client.marks(client.open(name, "- ID: nytt\n"))
        assert {one["source"] for one in marks} == {f"yaml-schema: {KINDS[kind].many}"}
        assert any("ID" in one["message"] and one["severity"] == 1 for one in marks)


def test_a_field_that_is_misspelt_is_marked_where_it_stands(client: Client) -> None:
    text = (client.root / "data" / "assets.yml").read_text(encoding="utf-8")
    wrong = text.replace("  steward:", "  stewart:", 1)
    (one,) = client.marks(opened(client, "assets", wrong))
    line = wrong.split("\n").index("  stewart: systemforvaltare")
    assert "stewart" in one["message"]
    assert one["range"]["start"] == {"line": line, "character": 2}
    assert one["source"] == "yaml-schema: Tillgångar"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_proposed_with_its_swedish_description(kind: str, client: Client) -> None:
    found = proposed(client, KINDS[kind].file, "- id: nytt\n  |\n")
    model = KINDS[kind].model
    assert found.keys() >= fields(model).keys() - {"id"}
    for name, info in model.model_fields.items():
        if name != "id":
            assert str(info.description) in told(found[name])


def test_a_choice_is_proposed_with_its_swedish_name(client: Client) -> None:
    found = proposed(client, "assets", "- id: nytt\n  kind: |")
    assert {name: told(one) for name, one in found.items()} == {
        "information": "Informationsmängd",
        "system": "System",
        "service": "Tjänst",
        "infrastructure": "Infrastruktur",
    }


@pytest.mark.parametrize(
    ("file", "text", "kind"),
    [
        ("assets", "- id: nytt\n  unit: |", "organisation"),
        ("assets", "- id: nytt\n  unit: so|\n  status: in-use\n", "organisation"),
        ("assets", "- id: nytt\n  suppliers:\n    - |", "supplier"),
        ("assets", "- id: nytt\n  suppliers:\n    - skolverktyget\n    - m|", "supplier"),
        ("assets", "- id: nytt\n  classification:\n    by: |", "role"),
        ("assets", "- id: nytt\n  classification:\n    levels:\n      |", "classification"),
        ("policies", "- id: nytt\n  adoptions:\n    - entity: |", "organisation"),
        ("suppliers", "- id: nytt\n  countries:\n    storage:\n      - |", "country"),
        ("glossary", "- id: nytt\n  see_also:\n    - |", "term"),
    ],
)
def test_ids_are_proposed_by_name_where_a_record_points_at_another(
    file: str, text: str, kind: str, client: Client, example: Handbook
) -> None:
    found = proposed(client, file, text)
    known = example.catalog.records()[kind]
    assert found.keys() == known.keys()
    if not text.endswith("levels:\n      |"):
        assert {key: told(one) for key, one in found.items()} == {
            key: one.name for key, one in known.items()
        }


def test_an_id_that_nobody_has_listed_yet_is_not_marked(client: Client) -> None:
    text = (client.root / "data" / "glossary.yml").read_text(encoding="utf-8")
    new = text.replace("    - tredjeland", "    - ny-post-som-inte-foreslas", 1)
    assert client.marks(opened(client, "glossary", new)) == []
    levels = (client.root / "data" / "assets.yml").read_text(encoding="utf-8")
    new = levels.replace("      sparbarhet: 2", "      ny-aspekt: 2", 1)
    assert client.marks(opened(client, "assets", new)) == []


def test_every_reference_leads_to_the_list_of_ids() -> None:
    text = "".join(schemas.files().values())
    for kind in ("organisation", "role", "asset", "supplier", "policy", "regulation", "term"):
        assert f'"{schemas.IDS}#/$defs/{kind}"' in text
