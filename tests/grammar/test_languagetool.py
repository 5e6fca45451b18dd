"""A LanguageTool server as second opinion: a small real one that speaks its JSON, and several that do not."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.domain.errors import InvalidOption
from vitae.domain.options import Options
from vitae.facts import AnalysisContext

BuildContext = Callable[..., AnalysisContext]
Answer = Callable[[str], bytes]
CheckWith = Callable[..., GrammarResult]


def match(text: str, wrong: str, right: str, category: str) -> dict[str, Any]:
    start = len(text[: text.index(wrong)].encode("utf-16-le")) // 2
    return {
        "offset": start,
        "length": len(wrong.encode("utf-16-le")) // 2,
        "message": "A message of the server.",
        "replacements": [{"value": right}],
        "rule": {"id": "SOME_RULE", "category": {"id": category}},
    }


@contextmanager
def serving(answer: Answer, asked: list[dict[str, list[str]]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked.append({"path": [self.path], **form})
            body = answer(form["text"][0])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def check_with(build_context: BuildContext) -> CheckWith:
    def check(text: str, url: str, seconds: float = 5.0) -> GrammarResult:
        options = Options(languagetool_url=url, languagetool_seconds=seconds)
        return check_grammar(replace(build_context(text), options=options))

    return check


def test_its_remarks_become_findings_where_they_stand(check_with: CheckWith) -> None:
    asked: list[dict[str, list[str]]] = []

    def answer(text: str) -> bytes:
        return json.dumps({"matches": [match(text, "hire", "hired", "GRAMMAR")]}).encode()

    with serving(answer, asked) as url:
        result = check_with("- Was asked 𝒜 to be hire by the board of the museum", url)

    assert [(f.code, f.anchors[0].quote, f.replacements, f.rule.id) for f in result.findings] == [
        ("languagetool_grammar", "hire", ("hired",), "languagetool.SOME_RULE")
    ]
    assert (asked[0]["path"], asked[0]["language"]) == (["/v2/check"], ["en-US"])
    assert result.notices == ()


def test_names_that_it_does_not_know_and_matters_of_taste_are_left_alone(check_with: CheckWith) -> None:
    def answer(text: str) -> bytes:
        return json.dumps(
            {"matches": [match(text, "Grafana", "Gravana", "TYPOS"), match(text, "very", "", "STYLE")]}
        ).encode()

    with serving(answer, []) as url:
        assert check_with("- Ran a very large Grafana for the teams of the bank", url).findings == ()


def test_our_own_finding_is_kept_where_both_speak(check_with: CheckWith) -> None:
    def answer(text: str) -> bytes:
        return json.dumps({"matches": [match(text, "manger", "manager", "TYPOS")]}).encode()

    with serving(answer, []) as url:
        findings = check_with("- Was promoted to store manger in the second year", url).findings

    assert [finding.code for finding in findings] == ["confused_word"]


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"matches": [{"offset": "x"}]}', b"[]", b"null"])
def test_an_answer_of_another_shape_is_a_notice(check_with: CheckWith, body: bytes) -> None:
    with serving(lambda _: body, []) as url:
        result = check_with("- Led the the team of the kitchen", url)

    assert [notice.code for notice in result.notices] == ["languagetool_unreadable"]
    assert [finding.code for finding in result.findings] == ["doubled_word"]


def test_a_server_that_is_not_there_is_a_notice(check_with: CheckWith) -> None:
    result = check_with("- Led the the team of the kitchen", "http://127.0.0.1:9")

    assert [notice.code for notice in result.notices] == ["languagetool_unreachable"]
    assert [finding.code for finding in result.findings] == ["doubled_word"]


def test_a_server_that_does_not_answer_holds_the_report_no_longer_than_it_may(check_with: CheckWith) -> None:
    done = Event()

    def answer(_: str) -> bytes:
        done.wait(10)
        return b"{}"

    check_with("- Led the team of the kitchen", "http://127.0.0.1:9")  # builds the engine before the clock runs
    with serving(answer, []) as url:
        started = time.monotonic()
        result = check_with("- Led the team of the kitchen", url, seconds=0.3)
        took = time.monotonic() - started
        done.set()

    assert [notice.code for notice in result.notices] == ["languagetool_too_slow"]
    assert took < 3


def test_without_an_address_nobody_is_asked(build_context: BuildContext) -> None:
    assert check_grammar(build_context("- Led the team of the kitchen")).notices == ()


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidOption, match="no address"):
        Options(languagetool_url="file:///etc/passwd")
