"""What an image carries with it beside what it shows: who made it, where it was taken.

A camera and a program write it there of themselves, and nobody sees it; whoever fetches the image
can read it all the same.
"""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MAKER: Final = "vem som har gjort den"
PLACE: Final = "var den är tagen"
MACHINE: Final = "vems dator eller kamera den kommer från"

# Exif 2.32, 4.6.4 and 4.6.5; XPAuthor is Windows' own.
_EXIF: Final = {315: MAKER, 40093: MAKER, 316: MACHINE}
_EXIF_MORE: Final = {0xA430: MACHINE}
_EXIF_PART: Final = 0x8769
_GPS: Final = 0x8825
# IPTC IIM 4.2, 2:80 by-line, 2:90 to 2:101 city, sublocation, state, country.
_IPTC: Final = {(2, 80): MAKER, (2, 90): PLACE, (2, 92): PLACE, (2, 95): PLACE}
_PNG: Final = frozenset(["author", "artist", "creator"])
_XMP: Final = {
    MAKER: re.compile(rb"dc:creator|tiff:Artist|photoshop:AuthorsPosition|aux:OwnerName"),
    PLACE: re.compile(
        rb"exif:GPS|photoshop:City|Iptc4xmpCore:Location|Iptc4xmpExt:LocationCreated"
    ),
}


def carried(data: bytes) -> tuple[str, ...] | None:
    """Return what an image carries, in Swedish; None for what is no image that can be read.

    Args:
        data: the file's bytes.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - slow, and most have no images

    try:
        with warnings.catch_warnings():
            # Pillow warns of what would fill the memory, and of properties that it cannot read
            # and passes over: neither is a picture for a page.
            warnings.simplefilter("error")
            with Image.open(BytesIO(data)) as image:
                image.load()  # What stands after the picture is read with it.
                return tuple(sorted(set(_found(image))))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Warning,
        OSError,
        ValueError,
        SyntaxError,  # Pillow's word for a torn file.
    ):
        return None


def _found(image: ImageFile) -> list[str]:
    from PIL import IptcImagePlugin  # noqa: PLC0415 - as above

    exif = image.getexif()
    found = [what for tag, what in _EXIF.items() if _says(exif.get(tag))]
    more = exif.get_ifd(_EXIF_PART)
    found += [what for tag, what in _EXIF_MORE.items() if _says(more.get(tag))]
    if exif.get_ifd(_GPS):
        found.append(PLACE)
    found += [MAKER for key, value in image.info.items() if str(key).lower() in _PNG and value]
    for key in ("xmp", "XML:com.adobe.xmp"):
        text = image.info.get(key) or b""
        packet = text.encode() if isinstance(text, str) else bytes(text)
        found += [what for what, form in _XMP.items() if form.search(packet)]
    iptc = IptcImagePlugin.getiptcinfo(image) or {}
    found += [what for key, what in _IPTC.items() if iptc.get(key)]
    return found


def _says(value: object) -> bool:
    return bool(value.strip("\0 ") if isinstance(value, str) else value)
