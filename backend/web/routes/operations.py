"""What the service is doing: for whoever looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.api.context import Context
from backend.celery_config import QUEUES
from backend.container import now
from backend.errors import BrokerUnavailable
from backend.jobs.activity import Waiting
from backend.tasks.inspection import WorkerView, list_workers
from backend.tasks.ready_lists import ReadyLists
from backend.web.page import render_page

router = APIRouter(include_in_schema=False)

NONE_WAITING = Waiting(0, None)


@dataclass(frozen=True, slots=True)
class Broker:
    """What the broker and the workers behind it say of themselves."""

    lengths: Mapping[str, int] = field(default_factory=dict)
    """Queue -> messages that no worker has taken yet."""
    workers: tuple[WorkerView, ...] = ()
    trouble: str = ""
    """Why nothing is known; empty when all of it is."""


@router.get("/operations")
def show(request: Request, context: Context) -> Response:
    """Show queues, workers, what runs, what was set aside, and how much has ended."""
    moment = now()
    activity, broker = context.services.activity.look(moment), _look_at_broker()
    return render_page(
        request,
        "operations.html.j2",
        activity=activity,
        broker=broker,
        hint=BrokerUnavailable.hint,
        queues=[(name, broker.lengths.get(name), activity.waiting.get(name, NONE_WAITING)) for name in QUEUES],
        slots=sum(worker.processes for worker in broker.workers),
        now=moment,
    )


def _look_at_broker() -> Broker:
    try:
        return Broker(ReadyLists().lengths(), list_workers())
    except BrokerUnavailable as error:
        return Broker(trouble=error.detail)
