"""HB702: what looks like a password or a key.

The forms of keys are those of detect-secrets, a library that is kept; words that people write
before a password are Swedish, and ours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from macros.checks.written import Hit, apart, places
from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detect_secrets.plugins.base import BasePlugin

    from macros.checks.facts import Facts
    from macros.problems import Problem

# Long words, and what else is worth showing to the library: the head of a private key.
_LONG: Final = re.compile(r"[A-Za-z0-9_/+=.:-]{16,}")
_RUN: Final = re.compile(r"[A-Za-z0-9_-]{12}")
# A long word that nobody made: base64 without any sign that parts words.
_MADE: Final = re.compile(r"(?<![\w/+=.:-])[A-Za-z0-9+/]{24,}={0,2}(?![\w/+=-]|\.\w)")
_ENTROPY: Final = 4.2
"""Bits for each sign: prose in one word has less, keys have more (Shannon)."""
_FORMS: Final = (
    (
        "://",
        re.compile(
            r"://[^\s/@:<>{}\[\]]*:((?!(?:lösenord|losenord|password|\*+)@)[^\s/@<>{}]+)@",
            re.IGNORECASE,
        ),
    ),
    ("PRIVATE KEY", re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")),
    ("github_pat_", re.compile(r"\bgithub_pat_\w{40,}")),
    ("xox", re.compile(r"\bxox[a-z]-[\w-]{20,}")),
    ("k_test_", re.compile(r"\b[rs]k_test_\w{24,}")),
    ("npm_", re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    ("AIza", re.compile(r"\bAIza[\w-]{35}")),
    ("hf_", re.compile(r"\bhf_[A-Za-z0-9]{34}\b")),
    ("sig=", re.compile(r"(?<=[?&]sig=)[\w%+/=-]{40,}")),
    ("Basic ", re.compile(r"(?<=Basic )[A-Za-z0-9+/]{16,}={0,2}(?![\w-])")),
)
"""Forms of keys that the library does not know, or not all of: a part of it, and the form,
whose group is the key where not all of it is."""

_MARKS: Final = r"[\s*_`\"'”“»|]"
# The words before a password, a code or a key; what it is for may stand between.
_PASSWORD: Final = re.compile(
    r"(?:l[öo]sen(?:ord(?:et)?|fras(?:en)?)?|passwords?|passphrase|passwd|pwd|hemlig nyckel|"
    r"api-?nyckel(?:n)?)"
    r"(?:(?:\s++(?:till|för|på|i|for)(?:\s++[^\W\d]+){1,3}?)?\s++(?:är|is|var|lyder|blir)"
    rf"(?:\s++(?:nu|tidigare|alltid))?\s++|{_MARKS}*+[:=]|(?P<near>\s++|[*_`]{{0,3}}\s*+\|)){_MARKS}*+"
    r"(?P<word>(?!\d+-[^\W\d]|\w+://)"
    r"(?=[^\s\"'”`]*\d)(?=[^\s\"'”`]*[^\W\d_])[^\s\"'”`{}<>();|]{6,}|[^\W\d_]{4,}(?:-[^\W\d_]{4,}){3,})",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"(?<!\w)(?:pin(?:-?kod(?:en)?)?|(?:port|larm|dörr)kod(?:en)?|"
    r"kod(?:en)?(?= till \w*(?:dörr|port|larm|grind|rum|skåp|lås|lokal|arkiv|garage|hiss)))"
    rf"(?:\s++till\s++\w+)?(?:\s++(?:är|lyder)\s++|{_MARKS}*+[:=|]|(?P<near>\s++)){_MARKS}*+"
    r"(?P<word>\d{4,8})(?![\w-]|[.,:]\d|\s++(?:siffr|tecken))",
    re.IGNORECASE,
)
_KEY: Final = re.compile(
    r"(?:secret|token|api[-_]?key|access[-_]?key)[\"']?(?P<near>\s*)[:=]\s*[\"'`]?"
    r"(?P<word>(?=[^\s\"'`]*\d)(?=[^\s\"'`]*[a-z])[\w+/=.-]{20,})",
    re.IGNORECASE,
)
_BEFORE: Final = (
    (_PASSWORD, ("lösen", "losen", "passw", "passphrase", "pwd", "nyckel")),
    (_CODE, ("pin", "portkod", "larmkod", "dörrkod", "kod till", "koden till")),
    (_KEY, ("secret", "token", "_key", "-key", "apikey")),
)
"""What is said, and the words without one of which it is not worth looking for."""
_CITED: Final = re.compile(r"[A-ZÅÄÖ]{2}[A-ZÅÄÖ/-]*\d[\w:./-]*|\d+[^\W\d]+\W?")
"""A standard, a provision, a case or a measure, which may stand after the word password too."""
_DETECTORS: Final = (
    "artifactory.ArtifactoryDetector",
    "aws.AWSKeyDetector",
    "azure_storage_key.AzureStorageKeyDetector",
    "discord.DiscordBotTokenDetector",
    "github_token.GitHubTokenDetector",
    "gitlab_token.GitLabTokenDetector",
    "jwt.JwtTokenDetector",
    "mailchimp.MailchimpDetector",
    "npm.NpmDetector",
    "openai.OpenAIDetector",
    "private_key.PrivateKeyDetector",
    "pypi_token.PypiTokenDetector",
    "sendgrid.SendGridDetector",
    "slack.SlackDetector",
    "stripe.StripeDetector",
    "telegram_token.TelegramBotTokenDetector",
    "twilio.TwilioKeyDetector",
)
"""The library's detectors of keys by their form. Those that guess by words or by chance are out."""


def secret(facts: Facts) -> Iterator[Problem]:
    """HB702: a password or a key, which is spent once it has stood in a file that many can read."""
    for place in places(facts, found):
        yield problem(
            "HB702",
            place.location,
            "Här står något som liknar ett lösenord eller en nyckel.",
            "Ta bort det och byt det där det används: det som har sparats i git är röjt.",
            place.record,
        )


def found(text: str) -> tuple[Hit, ...]:
    """Return what looks like a secret in a text."""
    return apart(_found(text))


def _found(text: str) -> Iterator[Hit]:
    small = text.casefold()
    for said, words in _BEFORE:
        for match in said.finditer(text) if any(word in small for word in words) else ():
            if not (match["near"] and _CITED.fullmatch(match["word"])):
                yield Hit(match.start("word"), match["word"])
    for part, form in _FORMS:
        for match in form.finditer(text) if part in text else ():
            yield Hit(match.start(form.groups), match[form.groups])
    worth = [match for match in _LONG.finditer(text) if _is_mixed(match[0])]
    seen = set()
    for match in worth:
        start = text.rfind("\n", 0, match.start()) + 1
        if start not in seen:
            seen.add(start)
            end = text.find("\n", match.end())
            yield from _in_line(text[start : end if end >= 0 else len(text)], start)


def _is_mixed(word: str) -> bool:
    """Say whether a word may be a key: digits, and capitals, an underscore or a region's name."""
    parts = word != word.lower() or "_" in word or "-us" in word
    digits = any(map(str.isdigit, word)) or "_live_" in word
    return parts and digits and _RUN.search(word) is not None


def _in_line(line: str, at: int) -> Iterator[Hit]:
    """Yield what looks like a secret in a line that begins at a place in the text."""
    words = {word for one in _detectors() for word in one.analyze_string(line)}
    words.update(match[0] for match in _MADE.finditer(line) if _is_made(match[0]))
    for word in sorted(filter(None, words)):
        yield Hit(at + max(line.find(word), 0), word)


def _is_made(word: str) -> bool:
    """Say whether a word is of chance: both cases and digits, and hardly a sign twice."""
    kinds = (str.isdigit, str.isupper, str.islower)
    if not all(any(map(kind, word)) for kind in kinds):
        return False
    from detect_secrets.plugins.high_entropy_strings import (  # noqa: PLC0415 - seldom needed, slow
        Base64HighEntropyString,
    )

    return bool(Base64HighEntropyString().calculate_shannon_entropy(word) > _ENTROPY)


@cache
def _detectors() -> tuple[BasePlugin, ...]:
    """Return the library's detectors; it takes time to load, and most handbooks need none."""
    from importlib import import_module  # noqa: PLC0415 - as above

    made = []
    for name in _DETECTORS:
        module, _, kind = name.rpartition(".")
        made.append(getattr(import_module(f"detect_secrets.plugins.{module}"), kind)())
    return tuple(made)


CHECKS = (secret,)
