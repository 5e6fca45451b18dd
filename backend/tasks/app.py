"""The Celery app: one per process, configured when it is first used, not when it is imported."""

from collections.abc import Mapping
from typing import Any

from celery import Celery

import backend.errors  # noqa: F401  # a result back end rebuilds an error only from a module that is loaded
from backend.celery_config import get_celery_config, on_celery_config_change
from backend.tasks.results import use_results
from backend.tasks.transport import use_transport

TASK_MODULES = (
    "backend.tasks.health_check",
    "backend.tasks.add_numbers",
    "backend.tasks.long_running",
    "backend.tasks.analysis_task",
    "backend.tasks.batch_task",
    "backend.tasks.step_task",
    "backend.tasks.render_page",
)

use_transport()
celery_app = Celery("backend.tasks", include=TASK_MODULES)
celery_app.add_defaults(get_celery_config)
use_results(celery_app)


def configure() -> None:
    """Read the configuration now, for a program with threads: among them Celery's first reading is not safe."""
    celery_app.conf.broker_url  # noqa: B018  # the property reads everything


def take_over(changes: Mapping[str, Any]) -> None:
    """Hand changed settings to the app; one that is not configured yet will read them itself.

    Tasks copy some settings when they are bound; those that had the app's value get its new one.
    """
    if not celery_app.configured:  # type: ignore[attr-defined]  # missing in the stubs
        return
    before = {key: celery_app.conf[key] for key in changes}
    celery_app.conf.update(changes)
    for task in celery_app.tasks.values():
        for attribute, key in type(task).from_config:
            if key in changes and getattr(task, attribute, None) == before[key]:
                setattr(type(task), attribute, changes[key])


on_celery_config_change(take_over)
