"""Click's own words in Swedish: usage, options and what is wrong with a command line.

Click asks gettext, whose catalogues are compiled files found by path. A table that a reader can
see does the same for the few words that this command can bring.
"""

from __future__ import annotations

from typing import Final

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

WORDS: Final = {
    "Usage:": "Användning:",
    "Options": "Val",
    "Positional arguments": "Argument",
    "Commands": "Kommandon",
    "Aborted!": "Avbrutet.",
    "Error: {message}": "Fel: {message}",
    "Try '{command} {option}' for help.": "Kör ”{command} {option}” för hjälp.",
    "Show this message and exit.": "Visa den här texten.",
    "Missing command.": "Kommandot saknas.",
    "Missing argument": "Argument saknas",
    "Missing option": "Val saknas",
    "Missing parameter": "Värde saknas",
    "Invalid value: {message}": "Fel värde: {message}",
    "Invalid value for {param_hint}: {message}": "Fel värde för {param_hint}: {message}",
    "No such option {name!r}.": "Valet {name} finns inte.",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "Option {name!r} does not take a value.": "Valet {name} tar inget värde.",
    "Option {name!r} requires an argument.": "Valet {name} behöver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "Valet {name} behöver {nargs} värden.",
    "Got unexpected extra argument ({args})": "Ett argument för mycket: {args}",
    "Got unexpected extra arguments ({args})": "Argument för mycket: {args}",
    "{value!r} is not {choice}.": "”{value}” är inte {choice}.",
    "{value!r} is not one of {choices}.": "”{value}” är inget av {choices}.",
    "(Possible options: {possibilities})": "Menade du {possibilities}?",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Menade du någon av {possibilities}?",
    "file": "filen",
    "directory": "mappen",
    "path": "sökvägen",
    "{name} {filename!r} does not exist.": "{name} {filename} finns inte.",
    "{name} {filename!r} is a file.": "{filename} är en fil, ingen mapp.",
    "{name} {filename!r} is a directory.": "{filename} är en mapp, ingen fil.",
    "{name} {filename!r} is not readable.": "{name} {filename} går inte att läsa.",
}


def _translated(message: str) -> str:
    return WORDS.get(message, message)


def _translated_number(one: str, many: str, number: int) -> str:
    return _translated(one if number == 1 else many)


def speak() -> None:
    """Let click speak Swedish in this process."""
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, function in (("_", _translated), ("ngettext", _translated_number)):
            if hasattr(module, name):
                setattr(module, name, function)
