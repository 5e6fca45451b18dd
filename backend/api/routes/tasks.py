"""Celery tasks as they are: the plain view of `get_task_status` and `revoke_task`."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from backend.api.schemas import Revocation, TaskView
from backend.api.validators import PERSONAL
from backend.errors import TaskNotFound
from backend.tasks.revoke import revoke_task
from backend.tasks.status import UNKNOWN, find_status

router = APIRouter(prefix="/v1/tasks", tags=["tasks"])

TaskId = Annotated[str, Path(max_length=255, description="What `delay` returned, or the id of an analysis.")]


@router.get("/{task_id}", operation_id="get_task")
def read(response: Response, task_id: TaskId) -> TaskView:
    """Say what became of a task; of an analysis, by its id, whoever owns it."""
    found = find_status(task_id)
    if found.state == UNKNOWN:
        raise TaskNotFound(f"There is no task {task_id}.")
    response.headers.update(PERSONAL)
    return TaskView(**asdict(found))


@router.post("/{task_id}/revoke", operation_id="revoke_task")
def revoke(
    response: Response,
    task_id: TaskId,
    terminate: Annotated[bool, Query(description="End the process of a task that runs.")] = False,  # noqa: FBT002  # a query parameter is always named
) -> Revocation:
    """Keep a task from starting or, with `terminate`, end it; it holds also while no worker is up."""
    done = revoke_task(task_id, terminate)
    if done["was"] == "unknown":
        raise TaskNotFound(f"There is no task {task_id}.")
    response.headers.update(PERSONAL)
    return Revocation(**done)
