"""The task that carries out what follows an analysis."""

import logging
from collections.abc import Mapping
from typing import Any

from celery.exceptions import Ignore

from backend.celery_config import STEP_TASK
from backend.tasks.app import celery_app
from backend.tasks.base import RetryingTask
from backend.tasks.publisher import chains
from backend.tasks.transience import is_transient
from vitae.domain.errors import VitaeError

logger = logging.getLogger(__name__)


@celery_app.task(name=STEP_TASK, bind=True, base=RetryingTask, throws=(VitaeError,))
def run_step_task(self: RetryingTask, job_id: str, position: int) -> dict[str, Any]:
    """Carry out one step of a job; FAILURE, and the end of the chain, whenever it could not be done.

    Args:
        self: The task, bound by Celery.
        job_id: The job in the ledger.
        position: The step, counted from 1.

    Returns:
        ``job_id``, ``position`` and the name of the step; never text of the document.

    Raises:
        DeliveryFailed: What was exported cannot be handed on.
        LedgerUnavailable: It cannot at this moment, and could not for all the retries.
        Ignore: There is nothing to do: the step has ended, or another worker has it.

    Example:
        >>> from backend.tasks import run_step_task
        >>> run_step_task.name
        'tasks.run_step'
    """
    use_cases = chains()
    claim = use_cases.claim(job_id, position)
    if claim is None:
        raise Ignore
    try:
        result: Mapping[str, Any] = use_cases.carry_out(claim)
    except VitaeError as error:
        if is_transient(error) and self.has_retries_left:
            use_cases.put_off(claim)
        else:
            use_cases.fail(claim, error)
            logger.warning("step %d of %s failed: %s", position, job_id, error.code)
        raise
    if not use_cases.succeed(claim, result):
        raise Ignore
    return {"job_id": job_id, "position": position, "step": claim.step.name.value}
