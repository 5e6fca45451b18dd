"""Check that Celery, its configuration and its tasks are in order; with ``--live`` that a worker works.

Runs as ``python verify_celery_setup.py`` in `backend/`, as ``python -m backend.verify_celery_setup``
and as ``vitae verify``. The four checks need no server.
"""

import argparse
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

import click

from vitae.domain.errors import VitaeError

EXPECTED_TASKS = ("tasks.health_check", "tasks.add_numbers", "tasks.long_running_task")
EXPECTED_SETTINGS: Mapping[str, Any] = {
    "task_serializer": "json",
    "result_serializer": "json",
    "accept_content": ["json"],
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_track_started": True,
    "task_time_limit": 3600,
    "task_soft_time_limit": 3300,
    "result_expires": 86400,
    "result_compression": "gzip",
    "worker_prefetch_multiplier": 1,
    "worker_max_tasks_per_child": 100,
    "worker_send_task_events": True,
    "broker_connection_retry": True,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": 10,
    "timezone": "UTC",
    "enable_utc": True,
}
"""What the guarantees of the service rest on; `update_celery_config` may have changed it."""
LIVE_SECONDS = 20.0
"""How long a live check waits for a worker."""
POLL_SECONDS = 0.05


class CheckFailed(Exception):  # it never leaves this module
    """A check did not find what it looked for; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of a check; true if it passed."""

    name: str
    values: Mapping[str, object]
    """What was looked at, in the order in which it was."""
    reason: str | None = None
    """Why it failed; None if it passed."""

    def __bool__(self) -> bool:
        return self.reason is None

    def __str__(self) -> str:
        verdict = f"✅ PASS: {self.name}" if self else f"❌ FAIL: {self.name}: {self.reason}"
        return "\n".join([verdict, *(f"   {label}: {value}" for label, value in self.values.items())])


def verify_celery_import() -> Check:
    """Check that Celery and its Redis client are installed and that the app can be imported.

    Returns:
        The outcome, true if it passed, with the versions and the app's name.

    Raises:
        Nothing: what is missing is the reason of the failed check.

    Example:
        >>> from backend.verify_celery_setup import verify_celery_import
        >>> bool(verify_celery_import())
        True
    """
    return _run_check("Celery Import", _look_at_import)


def verify_celery_config() -> Check:
    """Check that the configuration holds what the service relies on, and nothing that Celery does not know.

    Returns:
        The outcome, true if it passed, with the broker, the result back end (passwords masked) and the queues.

    Raises:
        Nothing: a setting that is wrong is the reason of the failed check.

    Example:
        >>> from backend.verify_celery_setup import verify_celery_config
        >>> verify_celery_config().name
        'Celery Configuration'
    """
    return _run_check("Celery Configuration", _look_at_configuration)


def verify_task_definitions() -> Check:
    """Check that the tasks are registered under their names.

    Returns:
        The outcome, true if it passed, with the registered tasks.

    Raises:
        Nothing: a task that is missing is the reason of the failed check.

    Example:
        >>> from backend.verify_celery_setup import verify_task_definitions
        >>> verify_task_definitions().name
        'Task Definitions'
    """
    return _run_check("Task Definitions", _look_at_tasks)


def verify_config_integration() -> Check:
    """Check that what the settings say has reached the configuration, and the configuration the app.

    Returns:
        The outcome, true if it passed, with the values compared.

    Raises:
        Nothing: a value that was lost on the way is the reason of the failed check.

    Example:
        >>> from backend.verify_celery_setup import verify_config_integration
        >>> verify_config_integration().name
        'Config Integration'
    """
    return _run_check("Config Integration", _look_at_integration)


def verify_live() -> Iterator[Check]:
    """Yield the outcome of each check on a running worker; after a ping without answer there is no other."""
    ping = _run_check("Live Ping", _look_for_worker)
    yield ping
    if ping:
        yield _run_check("Live Queues", _look_at_queues)
        yield _run_check("Live Result", _look_at_result)
        yield _run_check("Live Progress", _look_at_progress)
        yield _run_check("Live Revoke", _look_at_revoke)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the checks and print each outcome; return 0 if all passed, else 1."""
    parser = argparse.ArgumentParser(prog="verify", description="Check the set-up of Celery.")
    parser.add_argument("--live", action="store_true", help="also prove a running worker")
    arguments = parser.parse_args(argv)

    passed = True
    for check in _checks(live=arguments.live):
        click.echo(str(check))
        passed = passed and bool(check)
    if passed:
        click.echo("\n🎉 All verification checks passed!")
    return 0 if passed else 1


def _checks(*, live: bool) -> Iterator[Check]:
    yield verify_celery_import()
    yield verify_celery_config()
    yield verify_task_definitions()
    yield verify_config_integration()
    if live:
        yield from verify_live()


def _run_check(name: str, look: Callable[[dict[str, object]], None]) -> Check:
    """Run one check; it notes what it looks at, so that this is known when it fails."""
    values: dict[str, object] = {}
    try:
        look(values)
    except CheckFailed as failure:
        return Check(name, values, str(failure))
    except VitaeError as error:
        return Check(name, values, f"{error.detail} {error.hint}")
    except ImportError as error:
        return Check(name, values, f"{error.name or 'a module'} cannot be imported: {error}")
    return Check(name, values)


def _require(condition: bool, reason: str) -> None:  # noqa: FBT001  # the one argument that is no option
    if not condition:
        raise CheckFailed(reason)


def _look_at_import(values: dict[str, object]) -> None:
    for package in ("celery", "kombu", "redis"):
        try:
            values[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            raise CheckFailed(f"{package} is not installed.") from None
    from backend.tasks import celery_app

    values["app"] = celery_app.main
    _require(celery_app.main == "backend.tasks", "The app is not named backend.tasks.")


def _look_at_configuration(values: dict[str, object]) -> None:
    from backend.celery_config import QUEUES, get_celery_config, known_celery_settings
    from backend.logs import mask_passwords

    config = get_celery_config()
    values["broker"] = mask_passwords(str(config.get("broker_url")))
    values["result back end"] = mask_passwords(str(config.get("result_backend")))
    values["queues"] = ", ".join(queue.name for queue in config["task_queues"])
    values["settings"] = len(config)
    unknown = sorted(config.keys() - known_celery_settings())
    _require(not unknown, f"Celery does not know {', '.join(unknown)}.")
    wrong = [f"{key} is {config.get(key)!r}, not {value!r}" for key, value in _differences(EXPECTED_SETTINGS, config)]
    _require(not wrong, "; ".join(wrong))
    _require({queue.name for queue in config["task_queues"]} == set(QUEUES), "A queue is missing.")


def _look_at_tasks(values: dict[str, object]) -> None:
    from backend import tasks

    app = tasks.celery_app
    app.finalize()
    registered = sorted(name for name in app.tasks if name.startswith("tasks."))
    values["registered tasks"] = ", ".join(registered)
    missing = [name for name in EXPECTED_TASKS if name not in registered]
    _require(not missing, f"Not registered: {', '.join(missing)}.")
    functions = (tasks.health_check_task, tasks.add_numbers_task, tasks.long_running_task)
    foreign = [name for name, task in zip(EXPECTED_TASKS, functions, strict=True) if app.tasks[name].name != task.name]
    _require(not foreign, f"Registered from elsewhere: {', '.join(foreign)}.")


def _look_at_integration(values: dict[str, object]) -> None:
    from backend.celery_config import get_celery_config
    from backend.config import get_settings
    from backend.logs import mask_passwords
    from backend.tasks import celery_app

    settings, config, conf = get_settings(), get_celery_config(), celery_app.conf
    values["app name"] = celery_app.main
    values["broker"] = mask_passwords(str(conf.broker_url))
    values["result back end"] = mask_passwords(str(conf.result_backend))
    values["settings compared"] = len(config)
    lost = sorted(key for key, _value in _differences(config, conf))
    _require(not lost, f"The app has other values than the configuration for {', '.join(lost)}.")
    given = settings.celery_broker_url or settings.redis_url
    _require(given in (None, conf.broker_url), "The app's broker is not the one of the settings.")
    _require(conf.worker_concurrency == settings.worker_concurrency, "WORKER_CONCURRENCY has not reached the app.")


def _differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in expected.items() if found.get(key) != value]


def _look_for_worker(values: dict[str, object]) -> None:
    from backend.tasks import celery_app, is_any_worker_up

    replies = (celery_app.control.ping(timeout=2.0) or []) if is_any_worker_up() else []
    values["workers"] = ", ".join(sorted(name for reply in replies for name in reply)) or "none"
    _require(bool(replies), "No worker answers; start one with `celery -A backend.tasks worker`.")


def _look_at_queues(values: dict[str, object]) -> None:
    from backend.celery_config import QUEUES
    from backend.tasks import health_check_task

    sent = {queue: health_check_task.apply_async(queue=queue).id for queue in QUEUES}
    for queue, task_id in sent.items():
        status = _wait_for(task_id, "SUCCESS")
        values[queue] = f"taken by {status['result']['hostname']}"


def _look_at_result(values: dict[str, object]) -> None:
    from backend.tasks import add_numbers_task

    task_id = add_numbers_task.delay(5, 3).id
    result = _wait_for(task_id, "SUCCESS")["result"]
    values["5 + 3"] = result
    _require(result == 8, "The result that was read back is wrong.")


def _look_at_progress(values: dict[str, object]) -> None:
    from backend.tasks import long_running_task

    task_id = long_running_task.delay(duration_seconds=2).id
    progress = _wait_for(task_id, "PROGRESS")["progress"]
    values["progress"] = f"{progress['current']} of {progress['total']}, {progress['percentage']} %"
    values["result"] = _wait_for(task_id, "SUCCESS")["result"]["status"]


def _look_at_revoke(values: dict[str, object]) -> None:
    """Revoke a task that waits, and see that the worker, which has it by then, does not run it."""
    from backend.tasks import add_numbers_task, celery_app, revoke_task

    task_id = str(uuid.uuid4())
    add_numbers_task.apply_async((1, 2), task_id=task_id, countdown=1)
    values["revoke"] = revoke_task(task_id)["message"]
    deadline = time.monotonic() + LIVE_SECONDS
    state = "PENDING"
    while state == "PENDING" and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        state = str(celery_app.AsyncResult(task_id).state)
    values["state at the worker"] = state
    _require(state == "REVOKED", "The revoked task was not discarded.")


def _wait_for(task_id: str, state: str) -> dict[str, Any]:
    from backend.tasks import get_task_status

    deadline = time.monotonic() + LIVE_SECONDS
    while True:
        status = get_task_status(task_id)
        if status["state"] == state:
            return status
        _require(
            status["state"] in ("PENDING", "STARTED", "PROGRESS") and time.monotonic() < deadline,
            f"The task {task_id} is {status['state']} and not {state}.",
        )
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
