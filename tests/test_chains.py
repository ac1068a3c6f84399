"""Those behind a supplier: each is followed once, however many ways lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import DAY
from test_cases import BASE

from macros import calls, handbook
from macros.records.scalars import Audience
from macros.views import chains

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from macros.handbook import View


def view_of(tmp_path: Path, behind: dict[str, Iterable[str]]) -> View:
    """Return the small handbook with suppliers and those behind each."""
    rows = []
    for name, others in behind.items():
        subs = ", ".join(
            f"{{supplier: {one}, service: Drift, countries: [se], personal_data: false}}"
            for one in others
        )
        rows.append(
            f"- {{id: {name}, name: {name}, country: se, owner_jurisdiction: se,"
            " services: [Drift], owner: jurist,"
            " countries: {operation: [se], storage: [se], support: [se]},"
            f" sub_suppliers: [{subs}]}}\n"
        )
    (tmp_path / "docs" / "roller").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    for one in (BASE / "data").iterdir():
        (tmp_path / "data" / one.name).write_bytes(one.read_bytes())
    page = (BASE / "docs" / "roller" / "jurist.md").read_bytes()
    (tmp_path / "docs" / "roller" / "jurist.md").write_bytes(page)
    (tmp_path / "data" / "suppliers.yml").write_text("".join(rows), encoding="utf-8")
    book = handbook.load(tmp_path / "data", tmp_path / "docs", DAY)
    assert book.errors == ()
    return book.for_audience(Audience.RESTRICTED)


def test_the_second_time_a_supplier_is_met_it_says_see_above(tmp_path: Path) -> None:
    view = view_of(tmp_path, {"a": "bc", "b": "d", "c": "d", "d": "e", "e": ""})
    text = str(calls.call("supplier_chain", view, "", "a"))
    assert text.count("se ovan") == 1
    assert text.count(">e<") == 1
    assert text.count(">d<") == 2


def test_layers_where_all_lead_to_all_are_shown_without_growing(tmp_path: Path) -> None:
    layers = [[f"s{layer}-{n}" for n in range(4)] for layer in range(15)]
    behind: dict[str, Iterable[str]] = {
        one: layers[index + 1] if index + 1 < len(layers) else []
        for index, layer in enumerate(layers)
        for one in layer
    }
    chain = chains.supplier_chain(view_of(tmp_path, behind), "s0-0")
    assert chain is not None

    def size(one: chains.Chain) -> int:
        return 1 + sum(size(inner) for inner in one.behind)

    assert size(chain) == 1 + 4 + 13 * 16
