"""The wording of a page: what is the same text, however its file is kept.

A decision adopts a text, not a file. So the hash that stands beside the decision is that of the
text in a normal form: without the page's head, with each line ended by one line feed, without white
space at the ends of lines, without empty lines first and last, and letters composed (NFC). Nothing
else is passed over: another word, another heading or another call of a macro is another text.
"""

from __future__ import annotations

import hashlib
import unicodedata


def normal(body: str) -> str:
    """Return the text of a page below its head, in the normal form."""
    lines = unicodedata.normalize("NFC", body).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return f"{text}\n" if text else ""


def text_hash(body: str) -> str:
    """Return the SHA-256 of the normal form in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(normal(body).encode("utf-8", "surrogatepass")).hexdigest()
