"""Where a call may stand on a page: a block on a line of its own, none where nobody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_cases import HEAD, codes

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = "{{ country_table() }}"
WORDS = '{{ count("country") }}'
LINK = '{{ role("jurist") }}'


@pytest.mark.parametrize(
    "body",
    [
        BLOCK,
        f"Text\n\n{BLOCK}\n\nText",
        f"- {BLOCK}",
        f"- Text\n\n    {BLOCK}",
        f"1. Text\n\n    - {BLOCK}",
        f"!!! note\n\n    {BLOCK}",
        f'??? note "Rubrik"\n\n    - {BLOCK}',
        f"> {BLOCK}",
        f"Ord\n:   {BLOCK}",
        f"<div markdown>\n\n{BLOCK}\n\n</div>",
        f"<div>\n{BLOCK}\n</div>",
        f"<details>\n<summary>a</summary>\n\n{BLOCK}\n\n</details>",
        "{{ country_table(\n    eea=true\n) }}",
        "## Rubrik\n\n{{ country_table() }}   \n",
        f"{{% raw %}}{{{{ country_table() }}}} mitt i{{% endraw %}}\n\n{BLOCK}",
        f"Det finns {WORDS} länder.",
        f"## Alla {WORDS} länder",
        f"## Alla {WORDS} länder {{#lander}}",
        f"| A |\n|---|\n| {LINK} och {WORDS} |",
        f'!!! note "Alla {WORDS}"\n\n    {LINK}',
        f"[alla {WORDS}](https://a.example)",
        f"<p>{LINK}</p>",
        f"**{LINK}** och *{WORDS}*.[^1]\n\n[^1]: Se {LINK}.",
    ],
)
def test_a_call_may_stand(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes({"docs/a.md": HEAD + body + "\n"}, tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    "body",
    [
        f"# {BLOCK}",
        f"{BLOCK}\n===",
        f"Text {BLOCK}",
        f"{BLOCK} text",
        f"Text\n{BLOCK}",
        f"{BLOCK}\nText",
        f"{BLOCK}\n{{: .klass }}",
        f"- Text {BLOCK}",
        f"**{BLOCK}**",
        f"| A |\n|---|\n| {BLOCK} |",
        f"Text[^1]\n\n[^1]: {BLOCK}",
        f"```\n{BLOCK}\n```",
        f"`{BLOCK}`",
        f"<p>{BLOCK}</p>",
        f"<table><tr><td>\n{BLOCK}\n</td></tr></table>",
        f"<summary>\n{BLOCK}\n</summary>",
        f"<!--\n{BLOCK}\n-->",
        f'<div title="\n{BLOCK}\n">a</div>',
        f"<!-- {WORDS} -->",
        f'<a href="{WORDS}">a</a>',
        f"<b class={WORDS}>a</b>",
        f"<b {WORDS}>a</b>",
        f"[a]({WORDS})",
        f"[a](https://a.example/{WORDS})",
        f"[a](https://a.example '{WORDS}')",
        f"![{LINK}](https://a.example/b.png)",
        f"[a][b]\n\n[b]: {WORDS}",
        f"[b]: {WORDS}",
        f"<https://a.example/{WORDS}>",
        f"## Rubrik {{#{WORDS}}}",
        f"*a*{{: title='{WORDS}' }}",
        f"!!! note{WORDS}\n\n    a",
    ],
)
def test_a_call_may_not_stand(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = codes({"docs/a.md": HEAD + body + "\n"}, tmp_path, monkeypatch)
    assert "fel HB804" in found
    assert set(found) <= {"fel HB804", "fel HB807", "fel HB808", "fel HB819"}


def test_each_wrong_call_of_a_line_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"{BLOCK} {WORDS} {BLOCK}\n\n{BLOCK}\n"
    assert codes({"docs/a.md": HEAD + body}, tmp_path, monkeypatch) == ["fel HB804"] * 2


FOR_ALL = HEAD.replace("---\ntitle", "---\naudience: public\ntitle")
INSIDE = {
    "data/suppliers.yml": (
        "- {id: a, name: A, audience: internal, country: se, owner_jurisdiction: se,"
        " services: [Drift], owner: jurist,"
        " countries: {operation: [se], storage: [se], support: [se]}}\n"
    )
}


@pytest.mark.parametrize(
    "call",
    [
        'count("asset", unit="kommunen")',
        'count("asset", supplier="a")',
        'asset_table(supplier="a")',
        'asset_table(unit="kommunen", kind="system")',
        'supplier_table(country="se")',
        'supplier_chain("a")',
    ],
)
def test_a_page_may_not_ask_for_what_its_readers_may_not_see(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**INSIDE, "docs/a.md": f"{FOR_ALL}{{{{ {call} }}}}\n"}
    assert codes(files, tmp_path, monkeypatch) == ["fel HB804"]
    files = {**INSIDE, "docs/a.md": f"{HEAD}{{{{ {call} }}}}\n"}
    assert codes(files, tmp_path / "inne", monkeypatch) == []


@pytest.mark.parametrize(
    "call",
    ['count("asset", kind="system")', 'asset_table(status="in-use")', 'supplier("a")', "duties()"],
)
def test_a_page_for_all_may_ask_for_what_all_may_see(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**INSIDE, "docs/a.md": f"{FOR_ALL}{{{{ {call} }}}}\n"}
    assert codes(files, tmp_path, monkeypatch) == []
