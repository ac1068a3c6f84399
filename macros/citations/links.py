"""The words between places and acts: what joins them, and what shows that they are apart."""

from __future__ import annotations

import re
from typing import Final

from macros.citations.lists import AND

_AGE: Final = (
    r"(?:allmänna|svenska|nya|nuvarande|gällande|äldre|gamla|tidigare|upphävda"
    r"|(?:numera|nu|då|sedan) (?:upphävda|gällande))"
)
_MAKER: Final = (
    r"(?:EU:s|EG:s|unionens|[Rr]ådets|[Kk]ommissionens|[Ee]uropaparlamentets och [Rr]ådets"
    r"|[Ee]uropaparlamentets och rådets)"
)

TO_ACT: Final = re.compile(
    r" ?(?:(?:ff?\.|m\. ?fl\.|och följande) )?"
    r"(?:(?:i enlighet med|i|enligt|till|av|ur|från|under) )?(?:(?:den|det|de) )?"
    rf"(?:{_AGE} )?(?:{_MAKER} )?(?:delegerade )?(?:[0-9]{{4}} års )?[”“\"']?"
)
"""What may stand between a place and its act after it."""

WRAPPED: Final = re.compile(r" \((?:i |se )?")
"""The same, of an act in parentheses: ``5 kap. 1 § (OSL)``."""

JUST_BEFORE: Final = re.compile(r":? ?")
"""What may stand between an act and its place after it."""

LOOSELY_BEFORE: Final = re.compile(r",? ?")
"""The same, of a place with its sign first: ``arkivlagen, § 10``."""

LISTED: Final = re.compile(
    rf" ?(?:[,;/] ?)?(?:\(?(?:{AND}|jämför[dt]a? med|jfr\.?(?: med)?|jämför|i förening med"
    r"|tillsammans med|även|också|dels|se|enligt|i|särskilt|främst|men|inte|såväl|som|både"
    r"|bl\. ?a\.|bland annat|till exempel|t\. ?ex\.|med|mot) ){0,4}"
)
"""What may stand between the places of a list."""

SAME_CHAPTER: Final = re.compile(
    r" (?:i )?(?:samma|nämnda|det|detta) kap(?:itel|itlet|\.)(?! [0-9])"
)

MINUTES: Final = re.compile(
    r"(?:[0-9]|(?<!\w)[A-ZÅÄÖ]{2,6}|[Pp]rotokoll(?:et)?|[Bb]eslut(?:et)?),? $"
)
"""What stands before a paragraph of minutes: ``KS § 45``, ``2024-03-05 § 12``."""

BESIDE_SIGN: Final = re.compile(
    r"(?:^|[ (])(?:enligt|i|av|se|jfr\.?|jämför|från|mot|till|även|särskilt|och|eller|samt|genom)"
    r" $|^$",
    re.IGNORECASE,
)
"""What stands before a section with its sign first: ``enligt § 5``."""

_INSTRUMENT: Final = (
    r"(?:reglemente|stadga|avtal|ordning|föreskrift|rutin|riktlinje|polic|protokoll|bilag|bok|böck"
    r"|konvention|fördrag|beslut|förslag|villkor|instruktion|plan|kontrakt|överenskommelse"
    r"|bestämmelse|anvisning|manual|program|strategi|standard|dokument|skrivelse|tax|regler"
    r"|regelverk|direktiv|förordning|lag|balk|regeringsform|akt|underlag|betänkande|proposition"
    r"|dom|rapport|tidning|beställning|offert|anbud|mall|guide|vägledning|handledning|samling"
    r"|list|förteckning|krav)"
)
_DEFINITE: Final = r"(?:t|n|en|et|er|erna|ern|arna|na|ar|or|orna|y|yn|yer|yerna|an|a|e)?s?(?![\w-])"
_OWN_RULES: Final = (
    "(?:ordningen|reglementet|stadgan|stadgarna|föreskrifterna|avtalet|rutinen|policyn"
    "|riktlinjen|riktlinjerna|instruktionen|protokollet|bilagan)s?"
)
FOREIGN: Final = re.compile(
    r",? (?:i|ur|av|till|enligt|från) (?:(?:den|det|de|denna|detta|dessa|vår[ta]?|sin|sitt|sina"
    r"|samma|respektive|bifogade|\w+s|\w+:s) ){0,2}(?:[\w-]+[ae] )?"
    rf"[\w-]*?{_INSTRUMENT}{_DEFINITE}"
    r"|,? (?:i|ur) (?!Sverige|EU|EES|Europa|Norden)[A-ZÅÄÖ][\w-]+"
    rf"| [\w-]*{_OWN_RULES}(?![\w-])"
)
"""What follows a place in something that is no act: ``i reglementet``, ``i Reach``."""

_AUTHORITIES: Final = (
    "(?:IMY|MSB|MCF|SKR|SKL|JO|JK|IVO|DIGG|PTS|FRA|HFD|KS|KF|EU|EES|IT|AI|NCSC|EDPB|CERT)"
)
UNKNOWN: Final = re.compile(
    rf" (?:i )?(?!{_AUTHORITIES}(?!\w))"
    r"(?:[A-ZÅÄÖ]{2,8}|[A-ZÅÄÖ][a-zåäö]{1,2}[A-ZÅÄÖ])(?![\w-])(?!:s )"
)
"""An abbreviation after a place that no act is known by: ``11 § MBL``."""

# After these a full stop ends no sentence.
_SHORT: Final = (
    *("kap", "Kap", "art", "Art", "nr", "jfr", "Jfr", "s", "resp", "prop", "bet", "dir", "dnr"),
    *("bl.a", "bl. a", "t.ex", "t. ex", "dvs", "d.v.s", "s.k", "f.d", "t.o.m", "fr.o.m", "ff", "f"),
    *("ref", "inkl", "exkl", "ang", "enl", "kl", "ca", "lit", "litt", "avs"),
)
# And after these only where a sentence's first word follows: "2 st. Den", but "2 st. SoL".
_UNITS: Final = ("st", "p", "mom", "men", "pkt")
_NOT_AFTER: Final = "".join(rf"(?<!\b{re.escape(one)}.)" for one in _SHORT)
_UNIT: Final = "".join(rf"(?<!\b{one}.)" for one in _UNITS)
SENTENCE_END: Final = re.compile(
    rf"\u2029|[.!?]{_NOT_AFTER}[”“\"')\]]{{0,3}} (?=[”“\"'(\[–*-]{{0,3}} ?[A-ZÅÄÖ0-9§])"
    rf"(?:(?={_UNIT.replace('.)', '..)')})|(?=[A-ZÅÄÖ][a-zåäö]*(?!\w)))"
)

APPOSITION: Final = re.compile(
    r",? [(\[](?:(?:nedan|förkortad|även|även kallad|kallad|dvs\.|d\.v\.s\.|f\.d\.) )?"
    r"|, (?:(?:förkortad|nedan|även kallad|kallad|dvs\.|d\.v\.s\.) )?| – "
)
"""What may stand between two names of one act."""

APPOSITION_TO_TITLE: Final = re.compile(
    r" (?:om|med|för|angående) [^.;:()§\u2029\ufffc]{1,240}(?:, | \()"
)
"""The same where the first has its title: ``lagen (1993:387) om stöd och service, LSS``."""

_ABOUT: Final = (
    r"(?:bestämmelser|föreskrifter|tillämpningsföreskrifter|undantag|ändring|ändringar|införande"
    r"|upphävande|ikraftträdande|tillämpning|genomförande|komplettering|anpassning|anpassningar)"
)
UNKNOWN_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:[\w-]*{_OWN_RULES},? |(?!{_AUTHORITIES}(?!\w))[A-ZÅÄÖ]{{2,8}} )$"
)
"""The same before a place: ``reglementet 5 §``, ``LAS 22 §``."""

TITLE: Final = re.compile(
    r"(?: av den [0-9]{1,2} [a-z]+ [0-9]{4})?(?: (?:om|med|för) [^.;:()\u2029\ufffc]{1,260}?)??"
    rf"(?:,? och| samt)?(?: om| med)(?: [\w-]+){{0,2}}? {_ABOUT}"
    r" (?:till|i|av|för|om|från|vid|enligt) "
    rf"(?:(?:{_MAKER}|den|nya|allmänna) ){{0,3}}"
)
"""What stands between an act and one that its title names: no mention of its own."""
