"""HB4: assets that others operate: what may be disclosed, what was analysed, and where they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from macros.citations.read import read_one
from macros.problems import problem
from macros.records.assets import Asset, HostingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem

OSL: Final = "2009:400"
TECHNICAL: Final = "K10P2a"
"""10 kap. 2 a §, for technical processing or storage alone."""
HOME: Final = "SE"


def _outside(asset: Asset) -> bool:
    """Say whether somebody else operates an asset."""
    return asset.hosting is not None and asset.hosting.kind is not HostingKind.OWN


def secret_without_ground(facts: Facts) -> Iterator[Problem]:
    """HB404: secret information that others operate, without a ground for disclosing it.

    8 kap. 1 § OSL: secret information is disclosed to others only where the act allows it.
    """
    for entry, asset in facts.each("asset", Asset):
        secret = bool(asset.secrecy) or facts.scale.secret(asset)
        if secret and _outside(asset) and asset.disclosure is None and not asset.retired:
            yield problem(
                "HB404",
                entry.at(),
                f"{asset.name} kan ha hemliga uppgifter och drivs av någon annan, men grunden för "
                "utlämnandet saknas.",
                "Pröva sekretessen med juristen och skriv grund och motiv under disclosure.",
                entry.key,
            )


def more_than_technical(facts: Facts) -> Iterator[Problem]:
    """HB405: 10 kap. 2 a § OSL as ground for more than technical processing or storage."""
    for entry, asset in facts.each("asset", Asset):
        ground = asset.disclosure
        if ground is None or ground.technical_only is not False or asset.retired:
            continue
        cited = read_one(ground.ground, facts.catalog.names)
        if (
            cited is not None
            and cited.designation == OSL
            and (cited.fragment == TECHNICAL or cited.fragment.startswith(f"{TECHNICAL}S"))
        ):
            yield problem(
                "HB405",
                entry.at("disclosure", "ground"),
                f"{ground.ground} gäller bara teknisk bearbetning eller lagring, och tjänsten är "
                "mer än så.",
                "Pröva med juristen vilken annan grund som håller. Finns ingen får uppgifterna "
                "inte lämnas ut.",
                entry.key,
            )


def no_risk_analysis(facts: Facts) -> Iterator[Problem]:
    """HB409: others operate an asset, and its risks are not analysed, or not since long.

    SKR's second recommendation; 2 kap. 3 § cybersäkerhetslagen asks for measures by risk.
    """
    for entry, asset in facts.each("asset", Asset):
        if not _outside(asset) or asset.retired:
            continue
        hint = "Gör riskanalysen med systemägaren innan någon annan tar över driften."
        made = asset.risk_analysis
        if made is None:
            said = f"{asset.name} drivs av någon annan, men riskanalysen saknas."
            yield problem("HB409", entry.at(), said, hint, entry.key)
        elif made.next < facts.day:
            yield problem(
                "HB409",
                entry.at("risk_analysis", "next"),
                f"Riskanalysen av {asset.name} skulle ha gjorts om senast {made.next}.",
                "Gör om riskanalysen med systemägaren och skriv in nya datum.",
                entry.key,
            )


def unexplained_country(facts: Facts) -> Iterator[Problem]:
    """HB410: an asset runs abroad, in a country where none of its suppliers operates or stores.

    SKR's third recommendation: to know in which countries suppliers and those behind them are.
    Nothing is told while a supplier works from a country that has a problem of its own.
    """
    chains = facts.chains
    for entry, asset in facts.each("asset", Asset) if facts.whole("supplier") else ():
        if asset.hosting is None or asset.retired:
            continue
        reached = [chains.suppliers[one] for one in chains.reach(asset.suppliers)]
        known = set().union(*(chains.own(one, ("operation", "storage")) for one in reached))
        for one in reached:
            known.update(country for sub in one.sub_suppliers for country in sub.countries)
        if (
            chains.all_ungrounded(chains.reach(asset.suppliers))
            or not known <= chains.countries.keys()
        ):
            continue
        for index, country in enumerate(asset.hosting.countries):
            found = chains.countries.get(country)
            if found is not None and found.code != HOME and country not in known:
                yield problem(
                    "HB410",
                    entry.at("hosting", "countries", index),
                    f"{asset.name} drivs eller lagras i {found.name}, men ingen av dess "
                    "leverantörer arbetar därifrån.",
                    "Fråga leverantören, och rätta landet här eller hos leverantören.",
                    entry.key,
                )


CHECKS = (secret_without_ground, more_than_technical, no_risk_analysis, unexplained_country)
