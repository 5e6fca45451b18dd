"""What the routes work with, made once for an application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.api.status_reader import StatusReader
from backend.api.watcher import Watcher
from backend.api.workers import WorkerPresence
from backend.container import Services
from backend.jobs import Analyses, Batches
from backend.jobs.batch import BatchMark
from backend.jobs.job import JobMark
from backend.jobs.page_images import PageImages


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiContext:
    """The use cases behind the routes."""

    services: Services
    analyses: Analyses
    batches: Batches
    page_images: PageImages
    workers: WorkerPresence
    statuses: StatusReader
    job_watcher: Watcher[JobMark]
    batch_watcher: Watcher[BatchMark]
    require_broker: Callable[[], None]
    """Raises BrokerUnavailable within seconds when Redis does not answer."""


async def context_of(request: Request) -> ApiContext:
    """Return the context of the application that serves the request."""
    context: ApiContext = request.app.state.context
    return context


Context = Annotated[ApiContext, Depends(context_of)]
