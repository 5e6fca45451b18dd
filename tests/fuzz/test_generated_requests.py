"""Generated requests against the real server: single ones, and sequences that follow the links of the answers."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from backend.api.app import create_app
from backend.config import Settings

Serving = Callable[[FastAPI], AbstractContextManager[httpx.Client]]

SECONDS = 90
"""For generating and sending: a slow machine sends fewer requests, and ends at the same time."""
LONGEST_SECONDS = 300
"""For the whole, its start and the wait for a last answer included."""
pytestmark = [pytest.mark.fuzz, pytest.mark.timeout(LONGEST_SECONDS + 60)]

STREAMS = "watch_"
"""Operations that answer as long as there is something to tell."""
CHECKS = ",".join(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
        "unsupported_method",
        "use_after_free",
    )
)


@pytest.fixture
def url(settings: Settings, redis_url: str, point_app_at: Callable[[str], None], serving: Serving) -> Iterator[str]:
    point_app_at(redis_url)
    with serving(create_app(settings)) as client:
        yield str(client.base_url)


def test_no_request_finds_an_answer_that_is_not_described(url: str, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"),
        *("--phases", "examples,coverage,fuzzing,stateful", "--checks", CHECKS),
        *("--max-examples", "8", "--seed", "7", "--request-timeout", "30", "--generation-database", "none"),
        *("--exclude-operation-id-regex", f"^({STREAMS}.*|readyz)$", "--max-time", str(SECONDS)),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
