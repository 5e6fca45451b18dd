"""A LanguageTool that answers when the test says so: beside it an analysis takes as long as the test wants."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

PATIENCE_SECONDS = 60
"""Of the analysis with the server, and of the server with the test."""


class SlowLanguageTool(ThreadingHTTPServer):
    """Answers without a remark, once it may."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.may_answer = Event(), Event()

    @property
    def settings(self) -> Mapping[str, str]:
        """What a worker's environment needs to ask it."""
        return {
            "LANGUAGETOOL_URL": f"http://127.0.0.1:{self.server_port}",
            "LANGUAGETOOL_TIMEOUT_SECONDS": str(PATIENCE_SECONDS),
        }


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, SlowLanguageTool)
        self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.set()
        server.may_answer.wait(PATIENCE_SECONDS)
        with suppress(OSError):  # who asked may be gone
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"matches": []}')

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def slow_languagetool() -> Iterator[SlowLanguageTool]:
    """Serve until the end of the block, where everybody gets an answer."""
    with SlowLanguageTool() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.may_answer.set()
        server.shutdown()
        thread.join()
