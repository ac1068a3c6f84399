"""What each edition changed: written and read again, told to the right ones, and as a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from small_handbook import small

from macros import audience, calls, handbook, pages, source
from macros.changes import stored
from macros.changes.change import Change
from macros.exports import as_atom, as_json
from macros.records.kinds import KINDS
from macros.records.meta import ChangeKind, ChangeRecord
from macros.records.read import read_file
from macros.records.scalars import Audience
from macros.views import news

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from small_handbook import Small

    from macros.handbook import Handbook, View

PUBLIC, INTERNAL, RESTRICTED = Audience.PUBLIC, Audience.INTERNAL, Audience.RESTRICTED
KIND: Final = KINDS["change"]
ATOM: Final = "{http://www.w3.org/2005/Atom}"
SITE: Final = "https://handbok.exempel.example"

STEADY: Final = settings(max_examples=40, deadline=None, derandomize=True, database=None)

_SAID: Final = (
    some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
    .map(lambda one: "".join(char for char in one if char not in "\u200e\u200f\ufeff"))
    .map(lambda one: "".join(c for c in one if not "\u202a" <= c <= "\u202e"))
    .map(lambda one: "".join(c for c in one if not "\u2066" <= c <= "\u2069"))
    .map(lambda one: " ".join(one.split()))
)
"""One line of any text that the reader of facts takes: see `macros.records.scalars`."""
_WORDS: Final = some.one_of(
    _SAID.filter(bool),
    some.sampled_from(
        ["ja", "null", "2026-09-15", "- x", "a: b", "# x", '"', "'", "&a", "*a", "!t", "{x}", "~"]
    ),
)
_SLUGS: Final = some.from_regex(r"[a-z]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True).filter(
    lambda one: one != "index"
)
_CHANGES: Final = some.builds(
    Change,
    _SLUGS,
    some.sampled_from(ChangeKind),
    _WORDS,
    _WORDS,
    _SAID,
    some.lists(_SLUGS, max_size=3, unique=True).map(lambda one: tuple(sorted(one))),
)
_TOLD: Final = some.dictionaries(some.sampled_from(Audience), some.lists(_CHANGES, max_size=5))
_EDITIONS: Final = some.one_of(_SLUGS, some.just("2026-2"), some.just("2026"), some.just("a" * 80))


def change(text: str, **more: Any) -> Change:
    """Return a change with this sentence."""
    said = {
        "what": "level-raised",
        "kind": ChangeKind.NEW,
        "subject": "asset/diariet",
        "address": "register/tillgangar/diariet/",
        "roles": ("jurist",),
    }
    return Change(text=text, **{**said, **more})


def read(text: str) -> list[Any]:
    """Return what the reader of facts finds in a file, which has nothing wrong with it."""
    top, wrong = source.read(text.encode(), "data/changes/a.yml")
    assert not wrong
    entries, problems = read_file(KIND, top, "data/changes/a.yml")
    assert [str(one) for one in problems] == []
    return entries


# --- Written --------------------------------------------------------------------------------------


@STEADY
@given(_EDITIONS, _TOLD)
def test_what_is_written_is_read_as_it_was(
    edition: str, told: Mapping[Audience, list[Change]]
) -> None:
    rows = stored.rows(edition, told)
    entries = read(stored.text(rows))
    assert [one.node.plain() for one in entries] == rows
    for one in entries:
        assert isinstance(one.record, ChangeRecord)
        shown = one.record.model_dump(mode="json", exclude_unset=True)
        assert shown == one.node.plain()


@STEADY
@given(_TOLD)
def test_each_audience_reads_what_it_was_told_and_nothing_else(
    told: Mapping[Audience, list[Change]],
) -> None:
    records = {one.id: one.record for one in read(stored.text(stored.rows("2026-2", told)))}
    for who in Audience:
        seen = {
            (one.what, one.kind, one.subject, one.name, one.address or "", one.roles)
            for one in records.values()
            if one is not None and one.told_to(who)
        }
        assert seen == {
            (one.what, one.kind, one.subject, one.text, one.address, one.roles)
            for one in told.get(who, ())
        }


@STEADY
@given(_TOLD, some.sampled_from(Audience))
def test_ids_and_order_do_not_depend_on_what_others_are_told(
    told: Mapping[Audience, list[Change]], who: Audience
) -> None:
    alone = stored.rows("2026-2", {who: list(reversed(told.get(who, [])))})
    beside = [one for one in stored.rows("2026-2", told) if who.value in one["readers"]]
    assert [one["id"] for one in alone] == [one["id"] for one in beside]


def test_what_several_are_told_alike_is_one_row_for_the_widest() -> None:
    one, other = change("Ett."), change("Två.")
    rows = stored.rows("2026-2", {RESTRICTED: [one, other], PUBLIC: [one], INTERNAL: [one, one]})
    assert {(row["name"], row["audience"], tuple(row["readers"])) for row in rows} == {
        ("Ett.", "public", ("public", "internal", "restricted")),
        ("Två.", "restricted", ("restricted",)),
    }


def test_a_role_that_one_audience_alone_sees_is_no_part_of_what_the_other_is_told() -> None:
    told = {
        RESTRICTED: [change("Ett.", roles=("hemlig", "jurist"))],
        PUBLIC: [change("Ett.")],
    }
    rows = stored.rows("2026-2", told)
    assert {(tuple(row["roles"]), tuple(row["readers"])) for row in rows} == {
        (("hemlig", "jurist"), ("restricted",)),
        (("jurist",), ("public",)),
    }


def test_the_file_says_who_writes_it_and_begins_its_records_at_the_margin() -> None:
    text = stored.text(stored.rows("2026-2", {PUBLIC: [change("Ett."), change("Två.")]}))
    assert text.startswith("# ")
    assert "handbok release" in text.partition("- id")[0]
    assert [line for line in text.split("\n") if line.startswith("-")] == [
        line for line in text.split("\n") if "- id:" in line
    ]
    assert stored.file("2026-2") == "changes/2026-2.yml"


# --- The example ----------------------------------------------------------------------------------


def test_the_example_is_as_it_would_be_written(example: Handbook) -> None:
    entries = example.catalog.entries["change"]
    rows = [one.node.plain() for one in entries.values()]
    text = next(one.text for one in example.catalog.sources if one.kind == "change")
    assert stored.text([row for row in rows if isinstance(row, dict)]) == text
    told: dict[Audience, list[Change]] = {}
    for entry in entries.values():
        one = entry.record
        assert isinstance(one, ChangeRecord)
        for who in one.readers:
            said = Change(one.what, one.kind, one.subject, one.name, one.address or "", one.roles)
            told.setdefault(who, []).append(said)
    assert stored.rows("2026-2", told) == rows


def test_the_example_has_news_of_every_meaning_for_every_audience(example: Handbook) -> None:
    for who in Audience:
        (edition,) = news.editions(example.for_audience(who))
        shown = {label for label, _ in edition.kinds}
        assert shown == {one.label for one in ChangeKind}


def test_what_the_example_says_is_still_there_is_there(example: Handbook) -> None:
    for who in Audience:
        view = example.for_audience(who)
        for item in news.everything(view):
            about = item.link or item.more
            assert (about is None) == (item.record.address is None), item.record.name
            assert about is None or about.address == item.record.address


# --- Told -----------------------------------------------------------------------------------------


def with_news(view: View, *changes: ChangeRecord) -> View:
    """Return a view with these changes and no others."""
    return replace(view, records={**view.records, "change": {one.id: one for one in changes}})


def row(number: int, subject: str, **more: Any) -> ChangeRecord:
    """Return a row about something."""
    said: dict[str, Any] = {
        "id": f"rad-{number}",
        "name": f"Ändring {number}.",
        "audience": PUBLIC,
        "edition": "2026-2",
        "what": "changed",
        "kind": ChangeKind.CORRECTED,
        "subject": subject,
    }
    return ChangeRecord(**{**said, **more})


@pytest.fixture(scope="module")
def view(example: Handbook) -> View:
    """Return the example as staff see it."""
    return example.for_audience(INTERNAL)


@pytest.mark.parametrize(
    ("readers", "told"),
    [
        ((), {PUBLIC, INTERNAL, RESTRICTED}),
        ((PUBLIC,), {PUBLIC}),
        ((INTERNAL, RESTRICTED), {INTERNAL, RESTRICTED}),
        ((PUBLIC, RESTRICTED), {PUBLIC, RESTRICTED}),
    ],
)
def test_news_is_for_those_whom_it_names(
    readers: tuple[Audience, ...], told: set[Audience]
) -> None:
    one = row(1, "asset/diariet", readers=readers)
    assert {who for who in Audience if one.told_to(who)} == told
    narrow = one.model_copy(update={"audience": INTERNAL})
    assert {who for who in Audience if narrow.told_to(who)} == told - {PUBLIC}


def test_who_else_is_told_is_for_those_alone_who_see_all(example: Handbook) -> None:
    records = example.catalog.records()
    for who in Audience:
        readers = {
            bool(getattr(one, "readers", ()))
            for one in audience.project(records, who)["change"].values()
        }
        assert readers == {who is RESTRICTED}


def test_a_record_tells_what_has_changed_in_it_also_under_its_former_name(view: View) -> None:
    kind, known = "supplier", view.records["supplier"]
    record_id, record = next(iter(known.items()))
    renamed = record.model_copy(update={"previous_ids": ("forr",)})
    seen = with_news(
        replace(view, records={**view.records, kind: {record_id: renamed}}),
        row(1, f"{kind}/{record_id}"),
        row(2, f"{kind}/forr"),
        row(3, f"{kind}/nagon-annan"),
        row(4, f"asset/{record_id}"),
    )
    found = news.of_record(seen, kind, renamed)
    assert [one.record.id for one in found] == ["rad-2", "rad-1"]
    html = pages.body(seen, KINDS[kind], renamed, None).html
    assert html.count("Ändringar i handboken") == 1
    # What is on the page itself has no link to it.
    assert "Ändring 1." in html
    assert f'href="./">{record.name}' not in html


def test_the_text_of_a_policy_is_the_policys_own(view: View) -> None:
    address = KINDS["policy"].address("rutin-incidenter")
    seen = with_news(view, row(1, f"page/{address}"), row(2, "page/gor-nu/incident/"))
    frame = pages.frame(seen, address)
    assert frame is not None
    assert ("nytt", "Ändringar i handboken") in frame.headings
    assert [frame.after.count(f"Ändring {one}.") for one in (1, 2)] == [1, 0]


def test_a_record_in_which_nothing_has_changed_says_nothing_of_changes(view: View) -> None:
    record = view.records["supplier"]["molnhuset"]
    body = pages.body(view, KINDS["supplier"], record, None)
    assert "Ändringar i handboken" not in body.html
    assert "nytt" not in [anchor for anchor, _ in body.headings]


def test_a_role_is_told_what_concerns_it_once_on_its_own_page(view: View) -> None:
    seen = with_news(
        view,
        row(1, "role/jurist", roles=("jurist",)),
        row(2, "role/chef"),
        row(3, "asset/diariet", roles=("chef", "jurist")),
    )
    frame = pages.frame(seen, "roller/jurist/")
    assert frame is not None
    assert ("nytt", "Nytt för rollen") in frame.headings
    assert [frame.after.count(f"Ändring {one}.") for one in (1, 2, 3)] == [1, 0, 1]
    # They are no records that use the role.
    assert "Ändringar (berör)" not in frame.after
    roles = {one.record.id: len(one.items) for one in news.for_roles(seen)}
    assert roles == {"jurist": 2, "chef": 2}


def test_no_more_than_a_few_are_told_until_the_reader_asks(view: View) -> None:
    seen = with_news(view, *(row(number, "supplier/molnhuset") for number in range(12)))
    html = pages.body(seen, KINDS["supplier"], view.records["supplier"]["molnhuset"], None).html
    first, _, rest = html.partition("<summary>Visa 4 till</summary>")
    assert (first.count("Ändring "), rest.count("Ändring ")) == (8, 4)


@pytest.mark.parametrize(
    ("subject", "address", "leads"),
    [
        ("asset/diariet", "register/tillgangar/diariet/", "register/tillgangar/diariet/"),
        ("asset/diariet", None, "register/tillgangar/diariet/"),
        ("asset/borta", "register/tillgangar/borta/", None),
        ("pahitt/diariet", "pahitt/", None),
        ("diariet", "", None),
        ("page/", "", ""),
        ("page/gor-nu/incident/", "gor-nu/incident/#beslutar", "gor-nu/incident/#beslutar"),
        ("page/gor-nu/incident/", "gor-nu/incident/#borta", "gor-nu/incident/"),
        ("page/gor-nu/incident/", "https://elak.example/", "gor-nu/incident/"),
        ("page/laget/", "laget/", None),
        ("exception/kommunnatet-krypterad-trafik", "laget/#x", None),
        ("regulation/osl", "lagrum/osl/#K18P8", "lagrum/osl/#K18P8"),
        ("regulation/osl", "lagrum/osl/#K99P9", "lagrum/osl/"),
        ("duty/lex-sarah", "rapportplikter/#lex-sarah", "rapportplikter/#lex-sarah"),
        ("term/ees", "annat/", "ordlista/#ees"),
    ],
)
def test_a_change_leads_to_what_is_still_there(
    subject: str, address: str | None, leads: str | None, view: View
) -> None:
    (item,) = news.everything(with_news(view, row(1, subject, address=address or None)))
    about = item.link or item.more
    assert (about.address if about is not None else None) == leads


def test_the_sentence_itself_leads_where_it_names_what_it_is_about(view: View) -> None:
    said = row(1, "asset/diariet", name="Nivån för tillgången Diariet höjs.")
    (item,) = news.everything(with_news(view, said))
    assert (item.before, item.after, item.more) == ("Nivån för tillgången ", " höjs.", None)
    assert item.link is not None
    assert item.link.text == "Diariet"
    said = row(1, "asset/diariet", name="Diariets nivå höjs.")
    (item,) = news.everything(with_news(view, said))
    assert (item.before, item.link, item.after) == ("Diariets nivå höjs.", None, "")
    assert item.more is not None
    assert item.more.text == "Diariet"


def test_the_newest_edition_is_told_first_whatever_the_files_are_called(view: View) -> None:
    older = row(1, "asset/diariet", edition="2026-1", kind=ChangeKind.NEW)
    seen = with_news(view, older, row(2, "asset/diariet"))
    assert [one.record.id for one in news.editions(seen)] == ["2026-2", "2026-1"]
    assert [one.record.id for one in news.everything(seen)] == ["rad-2", "rad-1"]
    html = str(calls.call("changes_of", seen, "andringar/", edition="2026-1"))
    assert "Ändring 1" in html
    assert "Ändring 2" not in html


# --- As a feed ------------------------------------------------------------------------------------

CANONICAL: Final = partial("{}/{}".format, SITE)


def entries(text: str) -> list[ET.Element]:
    """Return the entries of a feed."""
    return ET.fromstring(text.encode()).findall(f"{ATOM}entry")  # noqa: S314 - our own


def said(entry: ET.Element, name: str) -> str:
    """Return what an element of an entry says."""
    return entry.findtext(f"{ATOM}{name}") or ""


def test_a_feed_has_all_that_the_standard_asks_for(view: View) -> None:
    text = as_atom.text(view, CANONICAL)
    feed = ET.fromstring(text.encode())  # noqa: S314 - our own
    assert feed.tag == f"{ATOM}feed"
    assert [len(feed.findall(f"{ATOM}{one}")) for one in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Exempelkommun"
    assert said(feed, "updated") == "2026-09-15T00:00:00Z"
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}/andringar/flode.xml", "alternate": f"{SITE}/andringar/"}
    found = entries(text)
    assert len(found) == len(view.records["change"])
    names = [said(one, "id") for one in (feed, *found)]
    assert len(set(names)) == len(names)
    for one in found:
        assert said(one, "id").startswith("urn:uuid:")
        assert said(one, "title")
        date.fromisoformat(said(one, "updated").removesuffix("T00:00:00Z"))
        (link,) = one.findall(f"{ATOM}link")
        assert (link.get("href") or "").startswith(f"{SITE}/")


def test_an_entry_is_the_same_wherever_the_site_lies_and_whatever_comes_after(view: View) -> None:
    known = {said(one, "title"): said(one, "id") for one in entries(as_atom.text(view, CANONICAL))}
    later = with_news(view, row(1, "asset/diariet"), *view.all("change", ChangeRecord))
    moved = as_atom.text(later, partial("{}/{}".format, "https://annan.example"))
    again = {said(one, "title"): said(one, "id") for one in entries(moved)}
    assert known.items() <= again.items()
    assert again.keys() - known.keys() == {"Ändring 1."}


def test_what_is_gone_is_read_on_the_page_of_changes(view: View) -> None:
    seen = with_news(view, row(1, "asset/borta"))
    (entry,) = entries(as_atom.text(seen, CANONICAL))
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == f"{SITE}/andringar/#rad-1"


@pytest.mark.parametrize(
    "odd",
    ["]]>", "<script>alert(1)</script>", "&lt;b&gt;", "\"'", "\ufffe\uffff", "\U0010ffff", "\t"],
)
def test_whatever_a_change_says_the_feed_can_be_read(odd: str, view: View) -> None:
    named = row(1, "page/gor-nu/incident/", name=f"Före {odd} efter.", address=f"gor-nu/{odd}")
    (entry,) = entries(as_atom.text(with_news(view, named), CANONICAL))
    wanted = "".join(char if char not in "\ufffe\uffff" else "\ufffd" for char in odd)
    assert said(entry, "title") == f"Före {wanted} efter."


def test_a_feed_without_editions_or_units_is_still_one(view: View) -> None:
    bare = replace(view, records={**view.records, "edition": {}, "change": {}, "organisation": {}})
    text = as_atom.text(bare, CANONICAL)
    assert entries(text) == []
    assert "<updated>2026-11-24T00:00:00Z</updated>" in text


def test_a_feed_tells_each_audience_what_it_is_told_and_no_more(
    tmp_path: Path,
) -> None:
    small().write(tmp_path)
    book = handbook.load(tmp_path / "data", tmp_path / "docs", date(2026, 11, 24), tmp_path)
    told = {
        who: {
            said(one, "title") for one in entries(as_atom.text(book.for_audience(who), CANONICAL))
        }
        for who in Audience
    }
    assert told == {
        PUBLIC: {"Ändring public", "Ändring open"},
        INTERNAL: {"Ändring public", "Ändring internal"},
        RESTRICTED: {f"Ändring {one}" for one in ("public", "internal", "restricted", "spare")},
    }


@pytest.mark.parametrize("who", [PUBLIC, INTERNAL])
def test_what_others_are_told_changes_nothing_of_what_one_is_told(
    who: Audience, tmp_path: Path
) -> None:
    def told(book: Small) -> list[str]:
        book.write(tmp_path)
        found = handbook.load(tmp_path / "data", tmp_path / "docs", date(2026, 11, 24), tmp_path)
        assert found.errors == ()
        view = found.for_audience(who)
        frame = pages.frame(view, "roller/role-public/")
        assert frame is not None
        asset = view.records["asset"].get("asset-public")
        assert asset is not None
        return [
            as_json.text(view),
            as_atom.text(view, CANONICAL),
            str(pages.body(view, KINDS["asset"], asset, None)),
            str(frame),
            *(
                str(calls.call(one, view, "andringar/"))
                for one in ("changes_of", "changes_for_role")
            ),
        ]

    book = small()
    before = told(book)
    book.find("change", "change-public")["readers"] = [who.value]
    others = [one.value for one in Audience if one is not who]
    for number, readers in enumerate((others, others[:1], others[1:])):
        hidden = {**book.find("change", "change-public"), "id": f"a-{number}", "readers": readers}
        book.records["change"].insert(number, {**hidden, "previous_ids": []})
    assert told(book) == before
