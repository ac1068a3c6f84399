"""Markdown as editors write it: front matter, headings, links, macro calls and text, with lines.

Prose runs nothing. A page may only print the result of a call of a macro with literal arguments;
which macros there are, and what they take, is known further down (`macros.signatures`). HTML and
attribute lists are held to what cannot run. Nothing here knows MkDocs.
"""

from macros.prose.blocks import without
from macros.prose.calls import COMMENT_END, COMMENT_START
from macros.prose.folder import IMAGES, PAGE, Contents, contents
from macros.prose.front import FrontMatter, HiddenNames
from macros.prose.links import address as address_of_path
from macros.prose.links import targets
from macros.prose.menu import MENU_FILE, MenuItem, menu
from macros.prose.page import Call, Heading, Link, Literal, Page, Standing, address
from macros.prose.pictures import carried
from macros.prose.read import read
from macros.prose.shown import BOUNDARY, OPAQUE, SAID, STATE, TAG, VOID, Shown
from macros.prose.text import QUOTING, Text

__all__ = [
    "BOUNDARY",
    "COMMENT_END",
    "COMMENT_START",
    "IMAGES",
    "MENU_FILE",
    "OPAQUE",
    "PAGE",
    "QUOTING",
    "SAID",
    "STATE",
    "TAG",
    "VOID",
    "Call",
    "Contents",
    "FrontMatter",
    "Heading",
    "HiddenNames",
    "Link",
    "Literal",
    "MenuItem",
    "Page",
    "Shown",
    "Standing",
    "Text",
    "address",
    "address_of_path",
    "carried",
    "contents",
    "menu",
    "read",
    "targets",
    "without",
]
