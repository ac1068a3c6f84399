"""The only module that knows MkDocs: the plugin `handbok`, and mkdocs-macros' `define_env`.

It translates the host's events and decides nothing. Order matters in one place: everything is
loaded and checked first of all in `on_config`, before MkDocs empties the former site.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros import calls, handbook, pages, publish, report, settings
from macros.exports import as_atom, as_docx, as_ical, as_json, as_security_txt, as_xlsx
from macros.linking import Linker
from macros.pages import Marks, Shell
from macros.prose import QUOTING, SAID, without
from macros.records.scalars import Audience
from macros.signatures import SIGNATURES
from macros.views import demands, editions, news

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from macros.handbook import View
    from macros.settings import Settings

# Only ever told as information: a warning would make --strict fail, and time alone never stops a
# build.
_log = logging.getLogger("mkdocs.plugins.handbok")


@dataclass
class _State:
    """What one build keeps between events."""

    settings: Settings
    view: View
    site: Path
    staging: Path | None
    at: str = ""
    nav: Navigation | None = None
    files: Files | None = None
    env: jinja2.Environment | None = None
    failed: bool = False
    blocks: dict[str, str] = field(default_factory=dict)
    """What block macros answered, by the word that stands for each until Markdown is done."""


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ bare
    """The plugin takes no options in mkdocs.yml: the environment says what varies."""


class HandbookPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # as above
    """Loads and checks the handbook, and adds what is made from data to the site."""

    def __init__(self) -> None:
        """Begin without a build; `on_config` starts each."""
        super().__init__()
        self._command = "build"
        self._state: _State | None = None

    @property
    def state(self) -> _State:
        """Return the state of the build that is under way."""
        if self._state is None:
            message = "no build is under way"
            raise RuntimeError(message)
        return self._state

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a build or a server."""
        self._command = command

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check everything; stop with all errors at once, before anything is emptied."""
        if self._command == "gh-deploy":
            raise PluginError("Bygg med mkdocs build och publicera mappen site.")
        _refuse_odd_target(Path(config.site_dir))
        try:
            chosen = settings.read(_root(config) / "data", Path(config.docs_dir))
        except settings.SettingError as error:
            raise PluginError(str(error)) from None
        config.docs_dir = os.path.abspath(chosen.docs)  # noqa: PTH100 - links are kept
        book = handbook.load(
            chosen.data, chosen.docs, chosen.day, _root(config), cache=chosen.cache
        )
        if book.errors:
            raise PluginError("\n" + report.as_text(book.errors))
        if book.problems:
            _log.info("%s Kör handbok check för att se mer.", report.summary(book.problems))
        view = book.for_audience(chosen.audience)
        site = Path(config.site_dir)
        staging = None
        if self._command == "build":
            os.environ["SOURCE_DATE_EPOCH"] = str(settings.epoch(chosen.day))
            staging = publish.stage(site)
            config.site_dir = str(staging)
        self._state = _State(chosen, view, site, staging)
        config.nav = _seen(config.nav, view)
        address = editions.address_of(view)
        if address is not None:
            config.site_url = f"{address.rstrip('/')}/{chosen.edition}/"
        told = editions.told(chosen.edition, chosen.audience, chosen.day)
        # Only what is published lies beside other editions; a server shows this one alone.
        beside = address is not None and staging is not None
        config.extra["handbok"] = {
            "edition": told,
            "beside": beside,
            "feed": news.FEED if as_atom.has(view) else "",
        }
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take away the pages that the audience may not see, and what no page of its shows."""
        view = self.state.view
        seen = {page.source for page in view.pages.values()} | view.images
        for file in list(files):
            ours = file.is_documentation_page() or file.src_dir == config.docs_dir
            if ours and file.src_uri not in seen:
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the shells."""
        self.state.nav, self.state.files = nav, files
        return nav

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Keep the theme's environment for the shells."""
        self.state.env = env
        return env

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Say which page the macros are called from, and where its source is."""
        self.state.at = _address(page)
        self.state.blocks.clear()
        prose = self.state.view.pages[self.state.at]
        page.edit_url = pages.source_of(self.state.view, _from_root(config, prose.path))
        return page

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Give the page's title as its editor wrote it, and take away what others may see.

        MkDocs would make a number of the title 112.
        """
        front = self.state.view.pages[self.state.at].front
        foot = pages.foot(self.state.view, self.state.at)
        page.meta.update({"title": front.title, "description": front.description, "foot": foot})
        return without(markdown, self.state.view.audience)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the page of a policy, recommendation or role its fact box and its users."""
        at = _address(page)
        linker = Linker(self.state.view, at)
        blocks = {word: linker.fields(block) for word, block in self.state.blocks.items()}
        html = _placed(linker.prose(html, blocks), blocks)
        frame = pages.frame(self.state.view, at)
        if frame is not None:
            for anchor, title in frame.headings:
                _add_heading(page, title, anchor)
            # MkDocs knows only the anchors that Markdown made, and stops at a link to another.
            added = {anchor for anchor, _ in frame.headings}
            page.present_anchor_ids = (page.present_anchor_ids or set()) | added
            head, tail = _after_heading(html)
            before, after = linker.fields(frame.before), linker.fields(frame.after)
            html = f"{head}{before}{tail}{after}"
        return f"{html}{linker.tips()}"

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Add the record pages to the sitemap."""
        if template_name != "sitemap.xml":
            return output_content
        return pages.sitemap(self.state.view, partial(_canonical, config), output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made from data, the search index, and last the manifest."""
        state = self.state
        site = Path(config.site_dir)
        shells: dict[tuple[str, bool], Shell] = {}
        for kind, record in pages.owned(state.view):
            entry = state.view.catalog.entries[kind.name][record.id]
            path = _from_root(config, entry.path)
            source = pages.source_of(state.view, path, entry.node.line)
            key = kind.folder, source is not None
            if key not in shells:
                drawn = self._draw(config, kind.folder, with_source=source is not None)
                shells[key] = Shell.split(drawn)
            body = pages.body(state.view, kind, record, source)
            pages.write(site, shells[key], body)
        pages.write_redirects(site, state.view, partial(_canonical, config))
        (site / "data").mkdir(exist_ok=True)
        (site / "data" / "handbok.json").write_text(
            as_json.text(state.view), encoding="utf-8", newline="\n"
        )
        for listed in demands.published(state.view):
            for ending, file in (("docx", as_docx.file), ("xlsx", as_xlsx.file)):
                address = demands.address_of(f"{listed.name}.{ending}")
                (site / address).write_bytes(file(listed, state.view.day))
        if state.view.audience is Audience.RESTRICTED:
            (site / "data" / as_ical.NAME).write_bytes(as_ical.text(state.view).encode())
        if as_atom.has(state.view):
            feed = as_atom.text(state.view, partial(_canonical, config))
            (site / news.FEED).write_text(feed, encoding="utf-8", newline="\n")
        self._write_for_hosts(config, site)
        if state.staging is not None:
            _index(site)
            publish.write_addresses(site)
            publish.write_manifest(
                site, state.settings.audience, state.settings.day, state.settings.edition
            )

    def _write_for_hosts(self, config: MkDocsConfig, site: Path) -> None:
        """Write what web servers and those who find a fault look for."""
        view = self.state.view
        (site / publish.HEADERS_FILE).write_text(publish.as_file(), encoding="utf-8", newline="\n")
        # It is found at the host's root, whatever edition it came with.
        root = editions.address_of(view) or config.site_url or ""
        told = as_security_txt.text(view, f"{root.rstrip('/')}/{as_security_txt.NAME}")
        if view.audience is Audience.PUBLIC and told is not None:
            target = site / as_security_txt.NAME
            target.parent.mkdir(exist_ok=True)
            target.write_text(told, encoding="utf-8", newline="\n")

    def on_build_error(self, *, error: Exception) -> None:
        """Remember that this build may not replace the former site; say what the disk refused."""
        if self._state is not None:
            self._state.failed = True
        if isinstance(error, OSError):
            raise PluginError(_refused(error)) from error

    def on_shutdown(self) -> None:
        """Let the finished site replace the former one; throw an unfinished one away."""
        state = self._state
        if state is None or state.staging is None or not state.staging.exists():
            return
        if state.failed or not (state.staging / publish.MANIFEST).is_file():
            shutil.rmtree(state.staging)
            return
        try:
            publish.replace(state.staging, state.site)
        except OSError as error:
            raise PluginError(_refused(error)) from error

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Build again when facts or prose change, wherever they stand."""
        for folder in (self.state.settings.data, self.state.settings.docs):
            server.watch(str(folder.absolute()))
        return server

    def _draw(self, config: MkDocsConfig, folder: str, *, with_source: bool) -> str:
        """Draw a page of a folder by the theme, with marks in the place of what varies."""
        state = self.state
        if state.nav is None or state.files is None or state.env is None:
            message = "the shell is drawn before the navigation"
            raise RuntimeError(message)
        file = File.generated(config, f"{folder}/{Marks.ADDRESS}.md", content="")
        page = Page(Marks.TITLE, file, config)
        page.meta = {"title": Marks.TITLE, "description": Marks.DESCRIPTION}
        page.content = Marks.CONTENT
        page.edit_url = Marks.SOURCE if with_source else None
        top = AnchorLink(Marks.TITLE, "top", 1)
        top.children.append(AnchorLink(Marks.ENTRY, Marks.ANCHOR, 2))
        page.toc = TableOfContents([top])
        index = state.files.get_file_from_path(f"{folder}/index.md")
        parent = index.page if index is not None else None
        if parent is not None:
            page.parent = parent.parent
            parent.active = True
        try:
            context = get_context(state.nav, state.files, config, page)
            return state.env.get_template("main.html").render(context)
        finally:
            if parent is not None:
                parent.active = False


def _root(config: MkDocsConfig) -> Path:
    """Return the project's folder: where mkdocs.yml stands, wherever the command is given."""
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent


def _from_root(config: MkDocsConfig, path: str) -> str | None:
    """Return a file's path from the project's folder, None for one that does not lie there."""
    root = _root(config)
    whole = Path(os.path.abspath(root / path))  # noqa: PTH100 - links are kept
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else None


_BLOCK = "qxblockqx"
"""Stands for a block until Markdown is done, which would break it up in lists and boxes."""


def _placed(html: str, blocks: dict[str, str]) -> str:
    """Put what block macros answered in the place of the words that stand for it."""

    def block(match: re.Match[str]) -> str:
        return blocks.get(match[1], match[0])

    return re.sub(rf"(?:<p>\s*)?({_BLOCK}\d+{_BLOCK})(?:\s*</p>)?", block, html)


def _after_heading(html: str) -> tuple[str, str]:
    """Cut a page after its h1; where it has none the theme sets its title above all of it."""
    head, end, tail = html.partition("</h1>")
    return (head + end, tail) if end else ("", html)


def _refused(error: OSError) -> str:
    """Return what to say when the disk did not take what was written."""
    where = f" ({report.visible(str(error.filename))})" if error.filename else ""
    return (
        f"Handboken kunde inte skrivas: {error.strerror or error}{where}. Är disken full, eller "
        "får du inte skriva där? Den förra webbplatsen är orörd."
    )


_WELL_KNOWN = as_security_txt.NAME.partition("/")[0]


def _refuse_odd_target(site: Path) -> None:
    """Refuse to replace what is no folder of ours: a link, a file, or one with hidden files."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise PluginError(
            f"{site} är en länk eller en fil. Ta bort den: där ska den byggda mappen ligga."
        )
    hidden = (
        [one.name for one in site.glob(".*") if one.name != _WELL_KNOWN] if site.is_dir() else []
    )
    if hidden:
        raise PluginError(f"{site} innehåller {hidden[0]}, som skulle försvinna. Flytta den först.")


def _address(page: Page) -> str:
    """Return a page's address as we count it: from the site's root, the root itself empty."""
    return "" if page.url in ("", "./") else page.url


def _add_heading(page: Page, title: str, anchor: str) -> None:
    """Add a heading at the end of a page's contents."""
    items = list(page.toc)
    link = AnchorLink(title, anchor, 2)
    if items and items[0].level == 1:
        items[0].children.append(link)
    else:
        items.append(link)
    page.toc = TableOfContents(items)


def _canonical(config: MkDocsConfig, address: str) -> str:
    return f"{(config.site_url or '').rstrip('/')}/{address}"


def _seen(nav: Any, view: View) -> Any:
    """Return the navigation without the pages that the audience may not see.

    A page that does not exist stays, so that MkDocs stops at it.
    """
    seen = {page.source for page in view.pages.values()}
    hidden = {page.source for page in view.catalog.pages.values()} - seen

    def is_hidden(path: Any) -> bool:
        # MkDocs finds a page however its path is written.
        return isinstance(path, str) and posixpath.normpath(path) in hidden

    def kept(items: list[Any]) -> Iterator[Any]:
        for item in items:
            if isinstance(item, str):
                if not is_hidden(item):
                    yield item
                continue
            for title, inside in item.items():
                if isinstance(inside, list):
                    left = list(kept(inside))
                    if left:
                        yield {title: left}
                elif not is_hidden(inside):
                    yield {title: inside}

    return list(kept(nav)) if nav else nav


def _index(site: Path) -> None:
    """Make the search index of a finished site."""
    done = subprocess.run(  # noqa: S603 - our own interpreter, fixed words
        [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = re.sub(r"\s+", " ", done.stderr or done.stdout)
        raise PluginError(f"Sökindexet kunde inte skapas: {said}")


def define_env(env: Any) -> None:
    """Give mkdocs-macros our macros; each answers for the page that is being built."""
    plugin: HandbookPlugin = env.conf.plugins["handbok"]

    def answer(name: str) -> Any:
        def macro(*args: Any, **keywords: Any) -> str:
            state = plugin.state
            html = str(calls.call(name, state.view, state.at, *args, **keywords))
            if not SIGNATURES[name].block:
                return html if name == QUOTING else f"<{SAID}>{html}</{SAID}>"
            word = f"{_BLOCK}{len(state.blocks)}{_BLOCK}"
            state.blocks[word] = html
            return word

        return macro

    for name in SIGNATURES:
        env.macro(answer(name), name)
