"""What an image carries with it is found, in every form that images have here, and little else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from macros.prose.pictures import MACHINE, MAKER, PLACE, carried


def saved(form: str, **how: Any) -> bytes:
    """Return a small image."""
    made = BytesIO()
    Image.new("RGB", (4, 4), "teal").save(made, form, **how)
    return made.getvalue()


def exif(**tags: Any) -> Image.Exif:
    """Return properties as a camera writes them, by their number after an underscore."""
    made = Image.Exif()
    for name, value in tags.items():
        made[int(name.removeprefix("_"), 0)] = value
    return made


def text(**said: str) -> PngImagePlugin.PngInfo:
    """Return properties as a PNG has them."""
    made = PngImagePlugin.PngInfo()
    for name, value in said.items():
        made.add_text(name, value)
    return made


GPS = {1: "N", 2: (57.0, 0.0, 0.0), 3: "E", 4: (12.0, 0.0, 0.0)}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>%s</x:xmpmeta>"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (saved("PNG"), ()),
        (saved("JPEG"), ()),
        (saved("GIF"), ()),
        (saved("WEBP"), ()),
        (saved("ICO"), ()),
        (saved("PNG", pnginfo=text(Software="Program", Title="Karta")), ()),
        (saved("PNG", pnginfo=text(Author="Exempel")), (MAKER,)),
        (saved("PNG", pnginfo=text(creator="Exempel")), (MAKER,)),
        (saved("JPEG", exif=exif(_315="Exempel")), (MAKER,)),
        (saved("JPEG", exif=exif(_315="\0\0 ")), ()),
        (saved("JPEG", exif=exif(_271="Kameran", _272="Modell 1")), ()),
        (saved("JPEG", exif=exif(_316="Exempels telefon")), (MACHINE,)),
        (saved("JPEG", exif=exif(_0x8825=GPS)), (PLACE,)),
        (saved("WEBP", exif=exif(_315="Exempel", _0x8825=GPS)), (PLACE, MAKER)),
        (saved("PNG", exif=exif(_315="Exempel")), (MAKER,)),
        (saved("JPEG", exif=exif(_0x8769={0xA430: "Exempel"})), (MACHINE,)),
        (saved("JPEG", xmp=XMP % b"<dc:creator>Exempel</dc:creator>"), (MAKER,)),
        (saved("WEBP", xmp=XMP % b"<exif:GPSLatitude>57,0N</exif:GPSLatitude>"), (PLACE,)),
    ],
    ids=range(18),
)
def test_what_an_image_carries(data: bytes, found: tuple[str, ...]) -> None:
    assert carried(data) == found


@pytest.mark.parametrize(
    "data",
    [b"", b"text", saved("PNG")[:40], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n"],
    ids=range(5),
)
def test_what_is_no_image_is_told(data: bytes) -> None:
    assert carried(data) is None


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "ICO"]), st.data())
def test_a_damaged_image_raises_nothing(form: str, draw: st.DataObject) -> None:
    data = bytearray(saved(form, **({"exif": exif(_315="A")} if form == "JPEG" else {})))
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    carried(bytes(data))
