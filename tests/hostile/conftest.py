"""What watches a hostile document: its readers' ends, the files that are written, the connections that are made."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import vitae
from tests.hostile.bait import Bait
from vitae.documents.language import load_language_model
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import Ending, Request
from vitae.documents.sandbox.client import Outcome

CANARY = "canary-7f3a"
CHANGES = ("os.mkdir", "os.rename", "os.symlink", "os.link", "os.truncate")
"""Events of the interpreter's audit that change a file system, beside opening for writing."""
GOOD = (
    b"Jane Example\njane@example.org\n\nSummary\nClerk who keeps the books of two busy sites in good order, plans the"
    b" rota of forty people with them,\nand is glad to train those who are new to the work and want to learn it well.\n"
    b"\nExperience\nClerk, Harbour Foods, 2019 - 2021\n"
)
"""With enough prose to tell its language, so that the model for it is loaded before anything is watched."""


class WatchedSandbox(Sandbox):
    """Remembers how each child ended."""

    def __init__(self) -> None:
        super().__init__()
        self.endings: list[Ending] = []

    def run(self, request: Request) -> Outcome:
        outcome = super().run(request)
        self.endings.append(outcome.ending)
        return outcome


@dataclass(slots=True)
class Deeds:
    """What this process did to the world while it was watched."""

    is_watched: bool = False
    written: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_watched:
            return
        if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            path = str(arguments[0])
            if path != os.devnull:
                self.written.append(path)
        if event in ("socket.connect", "socket.getaddrinfo"):
            self.called.append(str(arguments[1:]))


DEEDS = Deeds()
"""Of the whole process: what is told to the interpreter's audit can never be taken back."""
sys.addaudithook(DEEDS.note)


@pytest.fixture
def deeds(empty_folder: Callable[[], list[Path]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Deeds]:
    """Return what this process does from now on: files opened for writing, addresses asked for."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # what Python itself writes is no deed of ours
    DEEDS.written.clear()
    DEEDS.called.clear()
    DEEDS.is_watched = True
    yield DEEDS
    DEEDS.is_watched = False


@pytest.fixture(scope="module")
def watched() -> Iterator[WatchedSandbox]:
    """Return the sandbox of all hostile documents, warm, in the place of this process's own."""
    sandbox = WatchedSandbox()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vitae.documents.sandbox.sandbox", lambda: sandbox)
        load_language_model()  # by a temporary file of its own
        vitae.analyze(GOOD)
        assert sandbox.endings
        yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Return a socket that waits for whoever calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def bait(listener: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> Bait:
    """Return what the documents may name: the listener, a file with a secret, a folder to write to."""
    secret, folder = tmp_path_factory.mktemp("secret") / "secret.txt", tmp_path_factory.mktemp("target")
    secret.write_text(CANARY)
    return Bait(b"http://127.0.0.1:%d/" % listener.getsockname()[1], secret, folder)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Path]]:
    """Work in a folder of the test's own, also for temporary files, and return a way to list it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return lambda: list(tmp_path.rglob("*"))
