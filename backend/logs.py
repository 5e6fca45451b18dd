"""Structured logging: one line, one event, with the ids of what it belongs to and without any password.

Only entry points (the command line, the API's process, a worker) call `configure_logging`.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

PASSWORD_IN_URL = re.compile(r"(?<=://)([^/@\s:]*):[^/@\s]+@")
NOISY_LOGGERS = ("alembic", "httpcore", "httpx")
"""Libraries that say at INFO what they do in every single call."""

LogContext = Mapping[str, str]

_context: ContextVar[LogContext] = ContextVar("log_context", default=MappingProxyType({}))


def configure_logging(level: str | int, log_format: str, logfile: str | None = None) -> None:
    """Send every log line from `level` on to standard error, or to `logfile`; a second call replaces the first.

    Args:
        level: A level's name or number.
        log_format: ``text`` for ``time level logger message key=value``, ``json`` for an object in each line.
        logfile: Append here instead.
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line says them
    handler = logging.FileHandler(logfile, encoding="utf-8") if logfile else logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name in NOISY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def bind_log_context(**ids: str) -> Iterator[None]:
    """Put these ids on every line that is logged within the block."""
    token = push_log_context(**ids)
    try:
        yield
    finally:
        pop_log_context(token)


def push_log_context(**ids: str) -> Token[LogContext]:
    """Put these ids on every line from now on, until `pop_log_context`; for where a block cannot be written."""
    return _context.set({**_context.get(), **ids})


def pop_log_context(token: Token[LogContext]) -> None:
    """Go back to the ids before the `push_log_context` that returned `token`."""
    _context.reset(token)


def mask_passwords(text: str) -> str:
    """Return the text with the password of every URL in it replaced by ``***``."""
    return PASSWORD_IN_URL.sub(r"\1:***@", text) if "://" in text else text


class TextFormatter(logging.Formatter):
    """``2026-01-31T12:00:00.000Z INFO backend.tasks.app message task_id=...``, with a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without passwords."""
        ids = "".join(f" {key}={value}" for key, value in _ids_of(record).items())
        line = f"{_time_of(record)} {record.levelname} {record.name} {record.getMessage()}{ids}"
        return mask_passwords("\n".join([line, *_trace_of(self, record)]))


class JsonFormatter(logging.Formatter):
    """One JSON object in each line, with the same parts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object, without passwords."""
        fields: dict[str, Any] = {
            "time": _time_of(record),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_passwords(record.getMessage()),
            **_ids_of(record),
        }
        if trace := _trace_of(self, record):
            fields["traceback"] = mask_passwords("\n".join(trace))
        return json.dumps(fields, ensure_ascii=False)


def _time_of(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ids_of(record: logging.LogRecord) -> dict[str, str]:
    """Return the ids in force; a worker's parent has none, but Celery hands it the task's id with the record."""
    data = getattr(record, "data", None)
    task_id = data.get("id") if isinstance(data, dict) else None
    return {**({"task_id": str(task_id)} if task_id else {}), **_context.get()}


def _trace_of(formatter: logging.Formatter, record: logging.LogRecord) -> list[str]:
    return [formatter.formatException(record.exc_info)] if record.exc_info else []
