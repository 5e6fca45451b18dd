"""The Celery app and its tasks, for workers and for whoever publishes to them.

Re-exports only: in `backend/` the package is also executed under the name ``tasks``, and
everything in it exists once, under ``backend.tasks``.
"""

import backend.tasks.signals  # noqa: F401  # connects the worker's hooks
from backend.tasks.add_numbers import add_numbers_task
from backend.tasks.analysis_task import analyze_resume_task
from backend.tasks.app import celery_app
from backend.tasks.batch_task import analyze_batch_task
from backend.tasks.health_check import health_check_task
from backend.tasks.inspection import is_any_worker_up
from backend.tasks.long_running import long_running_task
from backend.tasks.publisher import CeleryPublisher
from backend.tasks.render_page import render_page_task
from backend.tasks.revoke import revoke_task
from backend.tasks.status import get_task_status
from backend.tasks.step_task import run_step_task

__all__ = [
    "CeleryPublisher",
    "add_numbers_task",
    "analyze_batch_task",
    "analyze_resume_task",
    "celery_app",
    "get_task_status",
    "health_check_task",
    "is_any_worker_up",
    "long_running_task",
    "render_page_task",
    "revoke_task",
    "run_step_task",
]
