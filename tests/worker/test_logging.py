"""What a log line looks like, and what never stands in one."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.logs import JsonFormatter, TextFormatter, bind_log_context, configure_logging, mask_passwords


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)


def make_record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("backend.tasks", logging.INFO, __file__, 1, message, args, None)


def test_a_text_line_has_time_level_logger_message_and_ids() -> None:
    with bind_log_context(task_id="t1", job_id="j1"):
        line = TextFormatter().format(make_record("analysis ends: %s", "succeeded"))

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO backend\.tasks analysis ends: succeeded task_id=t1 job_id=j1",
        line,
    )


def test_a_json_line_has_the_same_parts() -> None:
    with bind_log_context(task_id="t1"):
        fields = json.loads(JsonFormatter().format(make_record("sum %d", 8)))

    assert fields.pop("time").endswith("Z")
    assert fields == {"level": "INFO", "logger": "backend.tasks", "message": "sum 8", "task_id": "t1"}


def test_ids_hold_within_their_block_only() -> None:
    with bind_log_context(task_id="outer"), bind_log_context(job_id="inner"):
        inside = TextFormatter().format(make_record("m"))
    after = TextFormatter().format(make_record("m"))

    assert inside.endswith("m task_id=outer job_id=inner")
    assert after.endswith(" m")


def test_the_id_that_celery_hands_over_is_taken() -> None:
    record = make_record("Task received")
    record.data = {"id": "t2"}

    assert TextFormatter().format(record).endswith("Task received task_id=t2")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("broker=redis://:s3cret@host:1/0 up", "broker=redis://:***@host:1/0 up"),
        ("postgresql+psycopg://user:s3cret@host/db", "postgresql+psycopg://user:***@host/db"),
        ("redis://host:6379/0 and redis://:s3cret@b", "redis://host:6379/0 and redis://:***@b"),
    ],
)
@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()], ids=["text", "json"])
def test_no_line_shows_the_password_of_an_address(text: str, shown: str, formatter: logging.Formatter) -> None:
    assert shown in formatter.format(make_record("%s", text))
    assert mask_passwords(text) == shown


def test_a_traceback_is_masked_as_well() -> None:
    record = make_record("it failed")
    error = ConnectionError("redis://:s3cret@host/0 does not answer")
    record.exc_info = (type(error), error, None)

    for formatter in (TextFormatter(), JsonFormatter()):
        line = formatter.format(record)
        assert "ConnectionError" in line
        assert "s3cret" not in line


def test_the_second_configuration_replaces_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first.log", tmp_path / "second.log"

    configure_logging("DEBUG", "text", str(first))
    configure_logging("WARNING", "json", str(second))
    logging.getLogger("backend.test").warning("once")
    logging.getLogger("backend.test").info("not at all")

    assert first.read_text() == ""
    assert [json.loads(line)["message"] for line in second.read_text().splitlines()] == ["once"]
    for handler in logging.getLogger().handlers:
        handler.close()
