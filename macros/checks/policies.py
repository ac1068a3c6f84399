"""HB6: policies, recommendations and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.problems import Location, problem
from macros.records.assets import Asset
from macros.records.kinds import KINDS
from macros.records.law import Duty
from macros.records.policies import Policy, Recommendation
from macros.records.shape import leaves
from macros.signatures import SIGNATURES, given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.checks.facts import Facts
    from macros.problems import Problem
    from macros.prose import Page
    from macros.records.read import Entry


def overdue_review(facts: Facts) -> Iterator[Problem]:
    """HB601: a policy in force whose day of review has passed."""
    for entry, policy in facts.each("policy", Policy):
        due = policy.review_due(facts.day)
        if due is not None and due < facts.day:
            yield problem(
                "HB601",
                entry.at("next_review"),
                f"{policy.name} skulle ha setts över senast {policy.next_review}.",
                "Gå igenom texten med ägaren och skriv in nästa översyn.",
                entry.key,
            )


def nothing_carries_out(facts: Facts) -> Iterator[Problem]:
    """HB602: a recommendation that no policy carries out."""
    # From the files' own words: a policy with a fault of its own still says what it carries out.
    carried = {
        leaf.text
        for entry in facts.catalog.entries["policy"].values()
        for leaf in leaves(Policy, entry.node)
        if leaf.shape.ref == "recommendation"
    }
    known = facts.catalog.entries["recommendation"]
    if "policy" in facts.catalog.incomplete or any(one not in known for one in carried):
        return  # A misspelt one may be the one that is missed; it has a problem of its own.
    for entry, recommendation in facts.each("recommendation", Recommendation):
        if entry.id not in carried:
            yield problem(
                "HB602",
                entry.at(),
                f"Inget styrdokument genomför {recommendation.name}.",
                "Lägg till rekommendationen i det styrdokument som genomför den.",
                entry.key,
            )


def changed_text(facts: Facts) -> Iterator[Problem]:
    """HB603: a text that is not the one that was adopted last.

    A warning: the change is a draft until somebody decides, and a draft must be possible to build
    and to show to those who decide.
    """
    for entry, policy, page in _in_force(facts):
        decided = _decided_hash(policy)
        if decided is not None and decided != page.text_hash:
            yield problem(
                "HB603",
                Location(page.path),
                f"Texten i {policy.name} är inte den som antogs senast.",
                "Ändringen är ett förslag tills den är beslutad. Skriv in beslutet med handbok "
                f"adopt {entry.id}, eller med --editorial om inget ändras i sak.",
                entry.key,
            )


def unknown_text(facts: Facts) -> Iterator[Problem]:
    """HB604: a policy in force of which nothing tells what text was adopted."""
    for entry, policy, _ in _in_force(facts):
        last = policy.last_decided
        if last is None:
            yield problem(
                "HB604",
                entry.at("adoptions"),
                f"Inget beslut om {policy.name} är inskrivet.",
                f"Skriv in beslutet med handbok adopt {entry.id} när texten är antagen.",
                entry.key,
            )
        elif _decided_hash(policy) is None:
            yield problem(
                "HB604",
                entry.at(*last),
                f"Det senaste beslutet om {policy.name} säger inte vilken text som antogs.",
                f"Jämför texten med beslutet och kör handbok adopt {entry.id} med samma dag, "
                "organ och diarienummer.",
                entry.key,
            )


def _in_force(facts: Facts) -> Iterator[tuple[Entry, Policy, Page]]:
    """Yield the policies that have not ended, with the pages that hold their texts."""
    for entry, policy in facts.each("policy", Policy):
        page = facts.catalog.pages.get(entry.kind.address(entry.id))
        if page is not None and not policy.ended(facts.day):
            yield entry, policy, page


def _decided_hash(policy: Policy) -> str | None:
    if policy.last_decided is None:
        return None
    name, index = policy.last_decided
    decided: str | None = getattr(policy, name)[index].text_hash
    return decided


def no_longer_holds(facts: Facts) -> Iterator[Problem]:
    """HB605: a policy that has ended or been replaced, and that something still relies on.

    What tells of the past may name it: the policy that replaces it and that one's page, its own
    page, retired assets, and text that is marked as history.
    """
    gone: dict[str, str] = {}
    by: dict[str, set[str]] = {}
    for entry, policy in facts.each("policy", Policy):
        if policy.ended(facts.day):
            gone[entry.id] = f"{policy.name} gällde till och med {policy.valid_to}."
        if policy.valid_from <= facts.day:
            for old in policy.replaces:
                by.setdefault(old, set()).add(entry.id)
    names = {entry.id: policy.name for entry, policy in facts.each("policy", Policy)}
    for old, new in by.items():
        if old in names:
            gone.setdefault(old, f"{names[old]} är ersatt av {names[min(new)]}.")
    for old, place, key, at in _relying(facts):
        own = {KINDS["policy"].address(one) for one in (old, *by.get(old, ()))}
        if old in gone and at not in own:
            yield problem("HB605", place, gone[old], "Hänvisa till det som gäller nu.", key)


def _relying(facts: Facts) -> Iterator[tuple[str, Location, str | None, str | None]]:
    """Yield the policies that are referred to: id, place, the record, and the page's address."""
    for entry in facts.catalog.all():
        if isinstance(entry.record, Asset) and entry.record.retired:
            continue
        for leaf in entry.leaves:
            if leaf.shape.ref == "policy" and leaf.path[0] != "replaces":
                yield leaf.text, entry.of(leaf), entry.key, None
    for address, page in facts.catalog.pages.items():
        past = {number for at, number in page.text.called.items() if page.text.is_past(*at)}
        for number, call in enumerate(page.calls):
            signature = SIGNATURES.get(call.name)
            if signature is None or number in past:
                continue
            named = given(call, signature)
            for one in signature.parameters:
                told = named.get(one.name)
                if one.ref == "policy" and isinstance(told, str):
                    yield told, call.location, None, address


def without_readers(facts: Facts) -> Iterator[Problem]:
    """HB606: a policy in force that nobody is said to need to know."""
    for entry, policy in facts.each("policy", Policy):
        if not policy.readers and not policy.ended(facts.day):
            yield problem(
                "HB606",
                entry.at("readers"),
                f"Ingen roll ska kunna {policy.name}.",
                "Skriv under readers vilka roller som behöver innehållet i sitt arbete.",
                entry.key,
            )


def own_deputy(facts: Facts) -> Iterator[Problem]:
    """HB607: a duty to report whose decider is also the deputy: nobody decides in their place."""
    for entry, duty in facts.each("duty", Duty):
        if duty.decider == duty.deputy:
            yield problem(
                "HB607",
                entry.at("deputy"),
                f"Samma roll beslutar om {duty.name} och är ersättare.",
                "Välj en annan roll, som nås när den första inte gör det.",
                entry.key,
            )


CHECKS = (
    overdue_review,
    nothing_carries_out,
    changed_text,
    unknown_text,
    no_longer_holds,
    without_readers,
    own_deputy,
)
