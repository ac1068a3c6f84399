"""HB703: addresses inside the municipality's own network, which show an attacker the way."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TYPE_CHECKING, Final

from macros.checks.written import Hit, apart, places
from macros.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

_V4: Final = re.compile(r"\d(?<![\w.].)\d{0,2}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_V6: Final = re.compile(
    r"[Ff](?<![\w:].)(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}", re.IGNORECASE
)
# Four numbers with points are also of a version, or of a part of a text.
_NUMBERED: Final = re.compile(
    r"(?:\b(?:version(?:en)?|ver\.|utgåva|avsnitt(?:et)?|avsn\.|kap(?:itel|itlet|\.)?|punkt(?:en)?|"
    r"p\.|krav(?:et)?|kontroll(?:en)?|bilaga|steg|tabell|figur)|^\#{1,6})[^\S\n]+$",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE: Final = 20
"""So far before a number what says that it is none is looked for."""
# RFC 1918 and 6598, link-local addresses (RFC 3927, 4291), and unique local ones (RFC 4193). Those
# for examples (RFC 5737, 3849) and one's own machine are none.
_NETS: Final = tuple(
    map(
        IPv4Network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"),
    )
)
_NETS_6: Final = tuple(map(IPv6Network, ("fc00::/7", "fe80::/10")))

_LONGEST: Final = 253
"""No host's name has more signs (RFC 1035)."""
_PATH: Final = re.compile(r"(?<!/)[/\\]$")
_SUFFIX: Final = re.compile(
    r"\.(?:local|localdomain|lan|intern|internal|intranet|intra|corp|private|home\.arpa)\b"
    r"(?![.\w-]*\(|\.(?:json|ya?ml|toml|ini|conf|cfg|env|md|py|[jt]s|xml|html?|css|txt)\b)",
    re.IGNORECASE,
)
_LABELS: Final = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W_](?:[\w-]*[^\W_])?$")
"""What stands before a suffix: the parts of a host's name."""
_WEB: Final = re.compile(
    r"(?<=://)((?!localhost\b)[^\W_][\w-]*)(?=:\d|[/\s\"'”)>]|$)", re.IGNORECASE
)
_SHARE: Final = re.compile(r"\\\\[\w.-]+\\[\w$.-]*[\w$]")
# Machines named after what they do, with a number: the number is looked for, then what is before.
_NUMBER: Final = re.compile(r"[A-Za-z-](?<!\d\d-)\d{2,3}(?![\w-]|\.\w+(?!\w|\.\w))")
_USES: Final = "web|app|api|db|mail|file?|print|backup|log|proxy|vpn"
_MACHINE: Final = re.compile(
    rf"(?<![\w@/.\\-])(?:(?:(?:{_USES})-)?(?:s(?:rv|erver|ql|an|w)|d(?:c|ns|hcp)|esxi?|vm(?:host)?|nas|"
    rf"fw|rdp|citrix|exch|mx|ldap)-?(?:[a-z]{{1,12}}\d?-?)?|"
    rf"(?:{_USES})-(?:prod|test|dev|utv|stage|acc)-?)\d{{2,3}}$",
    re.IGNORECASE,
)
_NAME: Final = 40
"""No name of a machine that is known by its form has more signs, nor the sign before it."""


def inside_address(facts: Facts) -> Iterator[Problem]:
    """HB703: an address or a name of a machine inside our network (OSL 18 kap. 8 §)."""
    for place in places(facts, found):
        yield problem(
            "HB703",
            place.location,
            "Här står en adress eller ett namn i det egna nätet.",
            "Ta bort den. Skriv vad systemet heter i registret, eller hänvisa till driftsansvarig.",
            place.record,
        )


def found(text: str) -> tuple[Hit, ...]:
    """Return the addresses and names of machines inside a network in a text."""
    return apart(_found(text))


def _found(text: str) -> Iterator[Hit]:
    for match in _V4.finditer(text):
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        if _is_inside(match[0]) and not _NUMBERED.search(before):
            yield Hit(match.start(), match[0])
    for match in _V6.finditer(text):
        if _is_inside_6(match[0]):
            yield Hit(match.start(), match[0])
    yield from _names(text)
    for sign, named in (("://", _WEB), ("\\\\", _SHARE)):
        for match in named.finditer(text) if sign in text else ():
            yield Hit(match.start(), match[0])
    for match in _NUMBER.finditer(text):
        machine = _MACHINE.search(text[max(match.end() - _NAME, 0) : match.end()])
        if machine:
            yield Hit(match.end() - len(machine[0]), machine[0])


def _names(text: str) -> Iterator[Hit]:
    """Yield the names of hosts that end as names inside a network do."""
    for suffix in _SUFFIX.finditer(text):
        before = text[max(suffix.start() - _LONGEST, 0) : suffix.start()]
        labels = _LABELS.search(before)
        if labels and not _PATH.search(before[: labels.start()]):
            yield Hit(suffix.start() - len(labels[0]), labels[0] + suffix[0])


def _is_inside(words: str) -> bool:
    try:
        address = IPv4Address(words)
    except AddressValueError:
        return False
    return any(address in net for net in _NETS)


def _is_inside_6(words: str) -> bool:
    try:
        address = IPv6Address(words)
    except AddressValueError:
        return False
    return any(address in net for net in _NETS_6)


CHECKS = (inside_address,)
