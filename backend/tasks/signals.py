"""What happens around the tasks: logging at a worker's start, warm-up, ids on log lines, records, revocations."""

import gc
import logging
import time
from collections.abc import Mapping
from contextvars import Token
from typing import Any

import click
from celery.signals import (
    before_task_publish,
    celeryd_after_setup,
    import_modules,
    setup_logging,
    task_postrun,
    task_prerun,
    task_revoked,
    worker_init,
    worker_process_init,
    worker_process_shutdown,
)
from click.core import ParameterSource

from backend.broker.ownership import require_shared_ledger
from backend.celery_config import ANALYSIS_TASK, BATCH_TASK, RENDER_TASK, STEP_TASK
from backend.config import get_settings
from backend.errors import InvalidSettings, LedgerMismatch, LedgerUnavailable
from backend.logs import LogContext, configure_logging, mask_passwords, pop_log_context, push_log_context
from backend.tasks import records
from backend.tasks.publisher import CeleryPublisher
from vitae.domain.errors import SandboxUnavailable

logger = logging.getLogger(__name__)

LEDGER_TASKS = (ANALYSIS_TASK, BATCH_TASK, STEP_TASK, RENDER_TASK)
"""What they are for stands in the ledger already."""
OWN_TASKS = "tasks."
"""How the names of our tasks begin; Celery's own are not recorded."""
WARM_UP_TEXT = """\
Jane Example
jane@example.org | +1 312 555 0142

Summary
An engineer who enjoys to build and to run services together with other people, and who has
written the billing and the reporting of three companies over the last ten years.

Experience
Engineer, Example Ltd
01/2019 - 12/2020
- Built the billing service in Python and led a team of four people who looked after it at night
- Recieved the award of a hospital for the software behind its zygapophyseal scans

Skills
Python, PostgreSQL
"""
"""Has enough prose for the language model and the grammar engine to be asked, a word that is in no dictionary, and one
that is like none of them: two seconds in the first document."""

_log_tokens: dict[str, Token[LogContext]] = {}


@setup_logging.connect
def set_up_logging(loglevel: int | None = None, logfile: str | None = None, **_: Any) -> None:
    """Log as the settings say; a level that was given on the command line wins."""
    settings = get_settings()
    level = loglevel if loglevel is not None and _is_given("loglevel") else settings.log_level
    configure_logging(level, settings.log_format, logfile)


@celeryd_after_setup.connect
def announce_and_warm_up(instance: Any, conf: Any, **_: Any) -> None:
    """Say what this worker is connected to, and load all that a task needs, so that a new child costs only a fork.

    A child that still had to import could meet its time limit half-way, and be broken from then on. Of the
    signals before the pool is started this is the one that comes after logging was set up.
    """
    logger.info(
        "worker starts: app=%s broker=%s result_backend=%s",
        instance.app.main,
        mask_passwords(str(conf.broker_url)),
        mask_passwords(str(conf.result_backend)),
    )
    _open_ledger(str(conf.broker_url))
    _load_engine()
    _prepare_sandbox()
    gc.collect()
    gc.freeze()  # what was loaded stays: no child looks through it for garbage, and so shares it with the others


@worker_init.connect
def add_companions(sender: Any, **_: Any) -> None:
    """Give the worker its reconciler and its heartbeat, and a way to send its events."""
    from backend.tasks.companions import EventsStep, HeartbeatStep, ReconcilerStep

    sender.app.steps["worker"].add(ReconcilerStep)
    sender.app.steps["consumer"].add(HeartbeatStep)
    sender.app.steps["consumer"].add(EventsStep)


@worker_process_init.connect
def start_sandbox(**_: Any) -> None:
    """Start this child's parser server, so that its first document finds it warm."""
    from vitae.documents.sandbox import sandbox

    try:
        sandbox().start()
    except SandboxUnavailable as error:  # the first document tries again, and says so
        logger.warning("the sandbox does not start: %s", error)


@worker_process_shutdown.connect
def end_child(**_: Any) -> None:
    """End the parser server of a child that ends, and hand on what it has counted."""
    from vitae.documents.sandbox import sandbox

    sandbox().close()
    records.services().counts.hand_on()


@task_prerun.connect
def bind_ids(task_id: str, task: Any, **_: Any) -> None:
    """Put the task's id on every line that is logged while it runs; that of an analysis is its job's too."""
    job = {"job_id": task_id} if task.name == ANALYSIS_TASK else {}
    _log_tokens[task_id] = push_log_context(task_id=task_id, **job)


@task_postrun.connect
def unbind_ids(task_id: str, **_: Any) -> None:
    """Take the ids off again."""
    if token := _log_tokens.pop(task_id, None):
        pop_log_context(token)


@before_task_publish.connect
def record_publication(sender: str, headers: Mapping[str, Any], **_: Any) -> None:
    """Remember a plain task before its message is sent; an analysis stands in the ledger already."""
    if sender.startswith(OWN_TASKS) and sender not in LEDGER_TASKS:
        records.note_published(headers["id"], sender)


@task_revoked.connect
def end_revoked_job(sender: Any, request: Any, **_: Any) -> None:
    """Cancel an analysis whose process was ended by `revoke(terminate=True)`, so that the ledger says so too."""
    if sender.name == ANALYSIS_TASK:
        from backend.tasks.lost_children import cancel_terminated

        cancel_terminated(request.id)


@import_modules.connect
def open_flower_on_loopback(**_: Any) -> None:
    """Let `celery flower` without arguments show its API to this machine, and to no other."""
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name == "flower":
        from backend.tasks.flower_defaults import apply_flower_defaults

        apply_flower_defaults()


def _open_ledger(broker_url: str) -> None:
    """Bring the ledger up to date, tell it what this engine can do, and leave no connection to the children."""
    from vitae.pipeline import capabilities_digest

    services = records.services()
    ledger = services.ledger
    try:
        require_shared_ledger(broker_url, services.settings.database_url)
        ledger.upgrade()
        CeleryPublisher().check()
        services.capabilities.note(
            capabilities_digest(services.settings.document_limits, services.lexicon(), services.analysis_options())
        )
    except LedgerUnavailable as error:
        logger.warning("the ledger does not answer, so that analyses have to wait: %s", error)
    except (InvalidSettings, LedgerMismatch) as error:  # plain tasks need no ledger
        logger.warning("analyses cannot be done here, error[%s]: %s %s", error.code, error.detail, error.hint)
    finally:
        ledger.close()


def _prepare_sandbox() -> None:
    """Start the nursery of parser servers, so that a new child has one at once."""
    from vitae.documents.sandbox import sandbox

    try:
        sandbox().prepare_for_forks()
    except SandboxUnavailable as error:
        logger.warning("each process starts a reader of its own: %s", error.detail)


def _load_engine() -> None:
    from vitae.documents.language import load_language_model
    from vitae.pipeline import analyze

    began = time.monotonic()
    load_language_model()  # which the text below does without
    lexicon = records.services().lexicon()
    # our own text; each child starts a sandbox of its own
    analyze(WARM_UP_TEXT.encode(), isolation="none", lexicon=lexicon)
    logger.info("the engine is loaded, in %.1f s", time.monotonic() - began)


def _is_given(parameter: str) -> bool:
    """Whether the running Celery command was called with this option."""
    context = click.get_current_context(silent=True)
    return context is None or context.get_parameter_source(parameter) not in (None, ParameterSource.DEFAULT)
