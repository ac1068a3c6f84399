"""The git branch that editions lie on: what is there, what is put there, and how it is sent on.

All of it happens in a repository made for the purpose. The branch that readers see moves in one
step, when everything is there: a publication that is killed has changed nothing.
"""

from __future__ import annotations

import os
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from mike import commands, git_utils  # type: ignore[import-untyped]  # mike has no types

from macros import git
from macros.publish.places import Place

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping

_BY: Final = ("Säkerhetshandboken", "handbok@localhost")
"""Who publishes, where git does not know."""
_FIRST: Final = ("[rejected]", "cannot lock ref", "incorrect old value", "failed to update ref")
"""What git says when somebody else was first."""


class BranchError(ValueError):
    """The branch cannot be read or moved; the text is Swedish."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A copy of a place's branch, to look at and add to; `send` moves the place itself."""

    place: Place
    folder: Path

    def refresh(self) -> None:
        """Take the branch as it is at its place, and forget what was added here.

        Raises:
            BranchError: the repository cannot be reached.
        """
        name = f"refs/heads/{self.place.branch}"
        found = self._git("ls-remote", "--heads", "--", self.place.remote, name)
        if found.returncode != 0:
            raise BranchError(_failed(f"Förrådet {self.place.remote} går inte att nå", found))
        if not found.stdout.strip():
            self._git("update-ref", "-d", name)
            return
        words = ("fetch", "--quiet", "--depth=1", "--no-tags", "--", self.place.remote)
        done = self._git(*words, f"+{name}:{name}")
        if done.returncode != 0:
            raise BranchError(_failed(f"Grenen {self.place.branch} går inte att hämta", done))

    def read(self, path: str) -> bytes | None:
        """Return a file of the branch, None where there is none."""
        done = self._git("cat-file", "blob", f"refs/heads/{self.place.branch}:{path}")
        return done.stdout if done.returncode == 0 else None

    def names(self) -> frozenset[str]:
        """Return what stands at the top of the branch."""
        done = self._git("ls-tree", "-z", "--name-only", f"refs/heads/{self.place.branch}")
        return frozenset(done.stdout.decode().split("\0")) - {""}

    def put(self, finished: Path, label: str, title: str) -> None:
        """Put a finished folder under a label, in the place of what stood there."""
        site = {"site_dir": str(finished.resolve()), "use_directory_urls": True}
        with chdir(self.folder), _told():
            deployed = commands.deploy(
                site,
                label,
                title,
                [],
                alias_type=commands.AliasType.copy,
                branch=self.place.branch,
                message=f"Publish {label}",
                allow_empty=True,
            )
            with deployed:
                pass

    def write(self, files: Mapping[str, bytes], message: str, gone: tuple[str, ...] = ()) -> None:
        """Write files, and take away those and the folders that are to be gone."""
        with (
            chdir(self.folder),
            _told(),
            git_utils.Commit(self.place.branch, message, allow_empty=True) as commit,
        ):
            commit.delete_files(gone)
            for path, content in files.items():
                commit.add_file(git_utils.FileInfo(path, content))

    def send(self) -> bool:
        """Move the branch at its place; False where somebody else has moved it meanwhile.

        Raises:
            BranchError: the repository does not take it.
        """
        name = f"refs/heads/{self.place.branch}"
        done = self._git("push", "--porcelain", "--", self.place.remote, f"{name}:{name}")
        if done.returncode == 0:
            return True
        said = (done.stdout + done.stderr).decode(errors="replace")
        if any(sign in said for sign in _FIRST):
            return False
        raise BranchError(_failed(f"Förrådet {self.place.remote} tog inte emot utgåvan", done))

    def export(self, folder: Path) -> None:
        """Write all of the branch into an empty folder."""
        words = ("--work-tree", str(folder.resolve()), "checkout", "--quiet", "--force")
        done = self._git(*words, f"refs/heads/{self.place.branch}", "--", ".")
        if done.returncode != 0:
            raise BranchError(_failed(f"Mappen {folder} gick inte att skriva", done))

    def _git(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return _run("-C", str(self.folder), *words)


@contextmanager
def opened(place: Place) -> Iterator[Branch]:
    """Give a copy of a place's branch, as `Branch.refresh` takes it.

    Raises:
        BranchError: git is not here, the name is no branch's, or the repository is not reached.
    """
    if _run("check-ref-format", "--branch", place.branch).returncode != 0:
        raise BranchError(f"”{place.branch}” kan inte vara namnet på en gren.")
    # A path is meant from where the command is given.
    where = str(Path(place.remote).resolve()) if Path(place.remote).is_dir() else place.remote
    with TemporaryDirectory(prefix="handbok-") as folder:
        _run("init", "--quiet", "--bare", folder)
        branch = Branch(Place(where, place.branch), Path(folder))
        branch.refresh()
        yield branch


def _run(*words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return git.run(*words)
    except git.NoGitError as error:
        raise BranchError(str(error)) from None


@contextmanager
def _told() -> Iterator[None]:
    """Let mike know who publishes where git does not, and say in Swedish what it could not do."""
    name, mail = (
        os.environ.get(f"GIT_COMMITTER_{what}")
        or _run("config", f"user.{what.lower()}").stdout.decode().strip()
        or known
        for what, known in zip(("NAME", "EMAIL"), _BY, strict=True)
    )
    before = dict(os.environ)
    os.environ.update(git.environment(), GIT_COMMITTER_NAME=name, GIT_COMMITTER_EMAIL=mail)
    try:
        yield
    except (git_utils.GitError, OSError) as error:
        said = " ".join(str(error).split())
        raise BranchError(f"Utgåvan gick inte att lägga på grenen: {said}") from error
    finally:
        os.environ.clear()
        os.environ.update(before)


def _failed(what: str, done: subprocess.CompletedProcess[bytes]) -> str:
    return f"{what}: {git.said(done)}"
