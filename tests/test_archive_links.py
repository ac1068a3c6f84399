"""What the pages of a site become in the archive copy, before anything is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from macros.archive.body import body
from macros.archive.order import Part

if TYPE_CHECKING:
    from pathlib import Path

HEADING: Final = '<h1 id="x">X<a class="headerlink" href="#x">¶</a></h1>'


def _printed(tmp_path: Path, inside: str) -> str:
    for address, text in (("a/", f"{HEADING}{inside}"), ("b/", '<h1>B</h1><h2 id="å">Å</h2>')):
        (tmp_path / address).mkdir()
        (tmp_path / address / "index.html").write_text(
            f"<nav>menyn</nav><article>{text}</article>", encoding="utf-8"
        )
    (tmp_path / "ett.png").write_bytes(b"")
    text, _ = body(tmp_path, [Part("Lista", inside=[Part("X", "a/"), Part("B", "b/")])])
    return text


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ('<a href="../b/">B</a>', '<a href="#d3">B<span class="where"> (1.2)</span></a>'),
        ('<a href="../b/#%C3%A5">Å</a>', '<a href="#d3-1">Å<span class="where"> (1.2)</span></a>'),
        ('<a href="#x">X</a>', '<a href="#d2-1">X</a>'),
        ('<a href="../borta/">borta</a>', "<span>borta</span>"),
        ('<a href="javascript:alert(1)">kör</a>', "<span>kör</span>"),
        ('<a href="//exempel.example/">dit</a>', "<span>dit</span>"),
        ('<a href="http://[">fel</a>', "<span>fel</span>"),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        (
            '<a href="https://a.example/b">läs</a>',
            '<a href="https://a.example/b">läs<span class="address"> (https://a.example/b)</span></a>',
        ),
        (
            '<a href="https://a.example/">a.example</a>',
            '<a href="https://a.example/">a.example</a>',
        ),
        ('<img src="../ett.png" alt="Ett">', '<img alt="Ett" src="handbok:ett.png">'),
        ('<img src="https://a.example/x.png" alt="Ett">', "<span>Ett</span>"),
        ('<img src="../../../etc/hostname" alt="Ett">', "<span>Ett</span>"),
        ("<script>x</script><p onclick='x' style='x'>ord</p>", "<p>ord</p>"),
        ("<details><summary>Mer</summary>ord</details>", "<div><p>Mer</p>ord</div>"),
        ("<p>ett<span hidden>dolt</span> två<!-- sagt --> tre</p>", "<p>ett två tre</p>"),
    ],
)
def test_what_stands_in_a_page_is_printed_as(given: str, printed: str, tmp_path: Path) -> None:
    text = _printed(tmp_path, given)
    assert f"</h2>{printed}</section>" in text
    assert "menyn" not in text


def test_headings_are_numbered_a_parts_own_before_the_parts_inside_it(tmp_path: Path) -> None:
    text = _printed(tmp_path, "<h2>Y</h2><h3>Z</h3><h2>Å</h2>")
    for heading in (
        '<h1 class="copy-head">1 Lista</h1>',
        '<h2 class="copy-head">1.1 X</h2>',
        '<h3 class="copy-sub">1.1.1 Y</h3>',
        '<h4 class="copy-low">Z</h4>',
        '<h3 class="copy-sub">1.1.2 Å</h3>',
        '<h2 class="copy-head">1.2 B</h2>',
    ):
        assert heading in text
