"""Celery's configuration: from `Settings` to a dict of Celery's own keys.

Nothing is read before `get_celery_config` is called; the app asks for it lazily.
"""

import difflib
import logging
from collections.abc import Callable, Mapping
from typing import Any

from kombu import Exchange, Queue

from backend.broker.address import find_redis_url
from backend.config import Settings, get_settings
from backend.errors import InvalidSettings

logger = logging.getLogger(__name__)

ANALYSIS_QUEUE = "analysis"
"""Documents that a person waits for."""
BATCH_QUEUE = "batch"
"""Documents handed in by the thousand."""
MAINTENANCE_QUEUE = "maintenance"
"""Everything else: the plain tasks, and upkeep."""
QUEUES = (ANALYSIS_QUEUE, BATCH_QUEUE, MAINTENANCE_QUEUE)

ANALYSIS_TASK = "tasks.analyze_resume"
RENDER_TASK = "tasks.render_page"
BATCH_TASK = "tasks.analyze_batch"
STEP_TASK = "tasks.run_step"
"""Paints a page for somebody who is looking at the result."""

HARD_LIMIT_SECONDS = 3600
SOFT_LIMIT_SECONDS = 3300
MAX_COUNTDOWN_SECONDS = 1800
"""The longest wait before a retry."""
VISIBILITY_TIMEOUT_SECONDS = 7200
"""Above the hard limit plus the longest countdown: a shorter one delivers a task again while it runs or waits."""
SOFT_SHARE_OF_ANALYSIS_TIMEOUT = 5 / 6
"""120 s hard make 100 s soft: enough to end an analysis properly."""
PATIENCE: Mapping[str, float] = {"max_retries": 3, "interval_start": 0, "interval_step": 0.2, "interval_max": 1}
"""Who publishes or asks is told within seconds that there is no Redis; by default it takes twenty."""
PRIORITY_STEPS = tuple(range(10))
CHUNK_SECONDS = 60
"""After so long, what is left of a chunk of a batch goes back into the queue: it bounds what a hanging one holds up."""
SECONDS_OF_A_DAY = 86400

Listener = Callable[[Mapping[str, Any]], None]

_overrides: dict[str, Any] = {}
_listeners: list[Listener] = []


def get_celery_config() -> dict[str, Any]:
    """Return the configuration in force: that of the settings, with what `update_celery_config` changed.

    Returns:
        A new dict of Celery's lower-case settings, which the caller may change without effect.

    Raises:
        InvalidSettings: A variable of the environment or of `.env` has a value that cannot work.

    Example:
        >>> from backend.celery_config import get_celery_config
        >>> get_celery_config()["task_serializer"]
        'json'
    """
    return {**_configuration(get_settings()), **_overrides}


def update_celery_config(**kwargs: Any) -> dict[str, Any]:
    """Change settings of Celery in this process; an app that is configured already is changed with them.

    What a running pool or an open connection cannot take over is logged as such: it holds from the
    next start on.

    Args:
        **kwargs: Celery's lower-case settings and their new values.

    Returns:
        The configuration in force after the change.

    Raises:
        InvalidSettings: A key is none of Celery's settings; nothing was changed.

    Example:
        >>> from backend.celery_config import update_celery_config
        >>> update_celery_config(result_expires=3600)["result_expires"]
        3600
    """
    known = known_celery_settings()
    for key in kwargs:
        if key not in known:
            raise InvalidSettings(f"{key} is not a setting of Celery{_nearest(key, known)}.")
    _overrides.update(kwargs)
    for key in sorted(kwargs):
        effect = "from the next start of a worker on" if _is_read_at_start(key) else "at once"
        logger.info("celery setting %s was changed, which holds %s", key, effect)
    _tell_listeners(kwargs)
    return get_celery_config()


def reset_celery_config() -> None:
    """Take back every change made by `update_celery_config`, in the app too."""
    from celery.app.defaults import DEFAULTS

    changed = sorted(_overrides)
    _overrides.clear()
    if changed:
        config = {**DEFAULTS, **get_celery_config()}
        _tell_listeners({key: config[key] for key in changed})


def on_celery_config_change(listener: Listener) -> None:
    """Have `listener` called with the changed settings at every `update_celery_config`."""
    if listener not in _listeners:
        _listeners.append(listener)


def known_celery_settings() -> frozenset[str]:
    """Return the names of all settings that the installed Celery knows."""
    from celery.app.defaults import DEFAULTS

    return frozenset(DEFAULTS)


def _tell_listeners(changes: Mapping[str, Any]) -> None:
    for listener in _listeners:
        listener(dict(changes))


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        **_addresses(settings),
        **_messages(),
        **_queues(),
        **_execution(settings),
        **_results(),
        **_worker(settings),
        **_resilience(),
    }


def _addresses(settings: Settings) -> dict[str, Any]:
    redis_url = find_redis_url(settings.redis_url, settings.data_dir)
    return {
        "broker_url": settings.celery_broker_url or redis_url,
        "result_backend": settings.celery_result_backend or redis_url,
    }


def _messages() -> dict[str, Any]:
    return {
        "task_serializer": "json",  # a pickle would run whatever reaches the broker
        "result_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",  # countdowns and expiries mean the same on every machine
        "enable_utc": True,
    }


def _queues() -> dict[str, Any]:
    return {
        "task_queues": tuple(_queue(name) for name in QUEUES),  # a worker without -Q takes these, all of them
        "task_default_queue": MAINTENANCE_QUEUE,
        "task_create_missing_queues": False,  # a misspelt queue is refused, instead of filled and never read
        "task_routes": {
            ANALYSIS_TASK: {"queue": ANALYSIS_QUEUE},
            RENDER_TASK: {"queue": ANALYSIS_QUEUE},
            BATCH_TASK: {"queue": BATCH_QUEUE},
        },
    }


def _queue(name: str) -> Queue:
    """Return the queue with an exchange of its own: by default all would share that of the default queue."""
    return Queue(name, Exchange(name, type="direct"), routing_key=name)


def _execution(settings: Settings) -> dict[str, Any]:
    timeout = settings.analysis_timeout_seconds
    return {
        "task_acks_late": True,  # a task that its worker did not survive is delivered again
        "task_reject_on_worker_lost": True,  # the same for a child that was killed
        "task_retry_on_worker_lost": True,  # and counted as a retry, or a task that kills its worker runs for ever
        "task_track_started": True,  # STARTED is told from PENDING
        "task_time_limit": HARD_LIMIT_SECONDS,
        "task_soft_time_limit": SOFT_LIMIT_SECONDS,
        "task_annotations": {  # an analysis has its own limits; annotations are read when a task is bound, not imported
            ANALYSIS_TASK: {
                "time_limit": timeout,
                "soft_time_limit": timeout * SOFT_SHARE_OF_ANALYSIS_TIMEOUT,
                "track_started": False,  # a second delivery of a finished job must not say STARTED again
                "retry_on_worker_lost": False,  # the ledger counts the attempts, and gives up with a reason
                "acks_on_timeout": False,  # the same: the message goes back for the next attempt
            },
            RENDER_TASK: {"time_limit": timeout, "soft_time_limit": timeout * SOFT_SHARE_OF_ANALYSIS_TIMEOUT},
            BATCH_TASK: {  # each job in it has the limits of an analysis; this one is for what defies even those
                "time_limit": CHUNK_SECONDS + timeout,
                "track_started": False,
                "retry_on_worker_lost": False,  # the ledger knows which jobs are left
            },
        },
        "task_publish_retry_policy": dict(PATIENCE),
    }


def _results() -> dict[str, Any]:
    return {
        "result_expires": SECONDS_OF_A_DAY,
        "result_compression": "gzip",  # a report of 36 kB became 4 kB, and was stored no slower
        "result_backend_always_retry": True,  # or a short outage turns a finished task into a failure
        "result_backend_max_retries": 20,  # about two minutes, then the worker is free again
        "result_backend_transport_options": {"retry_policy": dict(PATIENCE)},  # the tries within each of those
    }


def _worker(settings: Settings) -> dict[str, Any]:
    return {
        "worker_concurrency": settings.worker_concurrency,
        "worker_prefetch_multiplier": 1,  # nothing waits behind a long analysis while another process is free
        "worker_max_tasks_per_child": 100,  # bounds what a leak can take; the engine is loaded before the fork
        "worker_send_task_events": True,  # Flower and `celery events` see the tasks
        "worker_soft_shutdown_timeout": 10.0,  # a cold stop gives running tasks this long, then requeues them
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # True revoked running jobs for good
    }


def _resilience() -> dict[str, Any]:
    return {
        "broker_connection_retry": True,
        "broker_connection_retry_on_startup": True,  # a worker may be started before its Redis
        "broker_connection_max_retries": 10,  # for each loss; then it ends, and its supervisor starts it again
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
            "unacked_restore_interval": 5,  # seconds between looks for messages of dead workers
            "unacked_restore_throttle": 1,  # every look counts: by default nine of ten are skipped
            "socket_timeout": 5,  # without these three a half-open connection never came back
            "socket_connect_timeout": 5,
            "health_check_interval": 5,
            "socket_keepalive": True,
            "priority_steps": list(PRIORITY_STEPS),  # ten real priorities; 0 is served first
            "sep": "\x06\x16",  # must be the same wherever messages are written and read
        },
        "redis_socket_timeout": 5.0,  # the same bounds for the results
        "redis_socket_connect_timeout": 5.0,
        "redis_socket_keepalive": True,
    }


def _is_read_at_start(key: str) -> bool:
    return key.startswith(("worker_", "broker_", "redis_", "result_backend")) or key == "task_queues"


def _nearest(key: str, known: frozenset[str]) -> str:
    nearest = difflib.get_close_matches(key, sorted(known), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
