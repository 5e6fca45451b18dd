"""An engine for workers under test: it does what the document tells it to.

A worker takes it with ``-I scripted_engine``. Each line of the document is a command:
``sleep SECONDS`` (one stage), ``die``, ``memory``, ``bug``, ``encrypted``, ``hang SECONDS`` (a stage that
does not let itself be interrupted).
"""

import os
import signal
import sys
import time
import types
from typing import Any

from vitae.domain.errors import DocumentEncrypted
from vitae.domain.progress import Progress, ProgressCallback
from vitae.domain.report import DocumentReport, Outcome, OutcomeStatus, Report, ReportStatus, Run


def analyze(
    source: bytes,
    *,
    on_progress: ProgressCallback | None = None,
    **options: Any,
) -> Report:
    commands = source.decode().splitlines()
    for number, command in enumerate(commands):
        if on_progress is not None:
            on_progress(Progress(command, number, len(commands), so_far=_unfinished))
        _obey(command)
    if on_progress is not None:
        on_progress(Progress("report", len(commands), len(commands) + 1))
    return Report(
        status=ReportStatus.SUCCEEDED,
        document=DocumentReport(),
        analyzers={"scripted": Outcome(OutcomeStatus.COMPLETED, 1)},
        run=Run(engine_version="scripted", filename=options.get("filename")),
    )


def _unfinished() -> Report:
    return Report(status=ReportStatus.PARTIAL, document=DocumentReport(), run=Run(engine_version="scripted"))


def _obey(command: str) -> None:
    verb, _, argument = command.partition(" ")
    if verb == "sleep":
        time.sleep(float(argument))
    elif verb == "hang":
        _hang(time.monotonic() + float(argument))
    elif verb == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif verb == "memory":
        raise MemoryError
    elif verb == "bug":
        raise KeyError("a word of the document")
    elif verb == "encrypted":
        raise DocumentEncrypted("The document asks for a password.")


def _hang(until: float) -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # the soft limit, which a library in C would not notice either
    while time.monotonic() < until:
        time.sleep(0.05)


engine = types.ModuleType("vitae.pipeline")
engine.__dict__["analyze"] = analyze
sys.modules["vitae.pipeline"] = engine
