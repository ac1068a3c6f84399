"""First names that are common in Sweden, by which a mailbox is told to be a person's.

Written as in addresses too, without å, ä, ö and é. Not all names: what is not here is not found.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
adam agneta ahmad ahmed albin alex alexander alexandra alfred ali alice alicia alma alva amanda
amir anders andreas anette angelica anita ann anna anne anneli annelie annika anton antonia arne
arvid asta astrid august axel barbro bengt benjamin berit bernt bertil birgit birgitta björn bo
britt britta camilla carin carina carl caroline casper cecilia charlotta charlotte christer
christian christina christoffer claes clara claudia conny daniel david denise dennis diana ebba
eddie edith edvin einar elias elin elina elisabet elisabeth ella ellen ellinor elliot elsa elvira
emil emilia emma emmy enar erik erika ester eva evelina fadi fanny fatima felicia felix filip
filippa fredrik fredrika frida gabriel gabriella gerd gitta greta gun gunilla gunnar gunnel gunvor
gustaf gustav göran gösta hampus hanna hannah hans harald harry hassan hasse hedda hedvig helen
helena helene henrik henry herman hugo håkan ibrahim ida inga ingalill ingegerd ingela inger
ingrid ingvar irene iris isabella isabelle isak ivar jakob jan jane janne jasmine jennie jenny
jens jesper jessica jimmy joakim joel johan johanna john johnny jon jonas jonathan jonna josef
josefin josefina josefine julia julius jörgen kaj karin karl karolina katarina kathrin kenneth
kent kerstin khaled kim kjell klara klas konrad krister kristian kristina kristoffer kurt lars
lasse leena leif leila lena lennart leo leon leonard liam lillemor lilly lina linda linn linnea
linnéa linus lisa lisbeth liv louise love lovisa lucas ludvig lukas magdalena magnus maj maja
malena malin marcus margareta margaretha mari maria mariam marianne marie mariette marina markus
martin martina matilda mats matteo mattias max maximilian melissa melker micael michael mikael
milla milo mina mira moa mohamed mohammad mohammed mona monica monika morgan mustafa måns märta
nadia nathalie nellie nicklas niclas nicole nils nina noah noel nora nour ola olga olivia olle
olof omar oscar oskar otto patricia patrik paul paula paulina per pernilla peter petra pia pontus
rasmus rebecca rebecka reza rickard robert robin roger roland rolf ronja rosa rune ruth said samir
samuel sandra sara sebastian signe sigrid simon siri sixten sofia sofie solveig sonja stefan
stellan stig stina sture sune susanna susanne svante sven sverker sylvia tage teresa theodor
therese thomas thor tilda tilde tim tina tobias tom tomas tommy tor torbjörn tore tova tove tuva
ulf ulla ulrica ulrik ulrika valter vera veronica veronika victor victoria viggo viktor viktoria
vilgot vilhelm vilma vincent viola wilhelm wille william wilma yasmin ylva yngve yusuf yvonne
zahra zoe åke åsa örjan östen
"""
_PLAIN: Final = str.maketrans("åäöéü", "aaoeu")

FIRST_NAMES: Final = frozenset(
    form for name in _NAMES.split() for form in (name, name.translate(_PLAIN))
)
"""The names, in small letters."""
