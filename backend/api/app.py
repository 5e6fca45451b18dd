"""The API as an application; `backend.web.app` puts the page over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from backend.api.body_limit import BodyLimit
from backend.api.context import ApiContext
from backend.api.gate import Gate
from backend.api.problems import install_problem_handlers
from backend.api.rate_limit import RateLimit
from backend.api.reference import describe
from backend.api.request_ids import RequestIds
from backend.api.routes import (
    analyses,
    batches,
    capabilities,
    dead_letters,
    documents,
    health,
    metrics,
    reference,
    results,
    tasks,
)
from backend.api.same_origin import SameOrigin
from backend.api.shortcut import Shortcut
from backend.api.status_reader import StatusReader
from backend.api.watcher import Watcher
from backend.api.workers import WorkerPresence
from backend.broker.address import find_redis_url
from backend.broker.ping import ping_broker
from backend.config import Settings
from backend.container import build_services
from backend.jobs.page_images import PageImages
from backend.tasks.inspection import is_any_worker_up
from backend.tasks.publisher import CeleryPagePublisher, CeleryPublisher
from vitae.version import __version__

DESCRIPTION = """Hand in a résumé, follow its analysis, read the report.

Every error is a problem document by RFC 9457; its `type` leads to an explanation on this server.
"""


def create_app(settings: Settings) -> FastAPI:
    """Return the API over the services that these settings describe; nothing is connected yet."""
    app = FastAPI(
        title="Vitae",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # FastAPI's pages load their scripts from a CDN
        redoc_url=None,
        lifespan=_until_settled,
    )
    services = build_services(settings)
    broker_url = find_redis_url(settings.celery_broker_url or settings.redis_url, settings.data_dir)
    require_broker = partial(ping_broker, broker_url)
    analyses_ = services.analyses(CeleryPublisher())
    app.state.context = context = ApiContext(
        services=services,
        analyses=analyses_,
        batches=services.batches(CeleryPublisher()),
        page_images=PageImages(services.page_images, services.blobs, CeleryPagePublisher()),
        workers=WorkerPresence(require_broker, is_any_worker_up),
        statuses=StatusReader(analyses_.statuses),
        job_watcher=Watcher(services.marks.of_jobs),
        batch_watcher=Watcher(services.marks.of_batches),
        require_broker=require_broker,
    )
    for module in (
        analyses,
        results,
        batches,
        documents,
        dead_letters,
        tasks,
        capabilities,
        health,
        metrics,
        reference,
    ):
        app.router.routes.extend(module.router.routes)  # `include_router` looks for a route twice, and slowly
    install_problem_handlers(app)
    app.add_middleware(Shortcut, context=context)
    app.add_middleware(
        BodyLimit,
        max_document_bytes=settings.max_upload_bytes,
        max_batch_bytes=settings.max_batch_upload_mb * 1024 * 1024,
    )
    app.add_middleware(SameOrigin)
    app.add_middleware(RateLimit, per_minute=settings.rate_limit_per_minute)
    app.add_middleware(Gate, find_key=services.keys.find, needs_key=settings.require_api_key)
    app.add_middleware(RequestIds)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    return app


@asynccontextmanager
async def _until_settled(app: FastAPI) -> AsyncIterator[None]:
    """Let a question to the workers end before the process, or its broker, goes."""
    yield
    context: ApiContext = app.state.context
    await run_in_threadpool(context.workers.settle)
