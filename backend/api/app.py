"""The API as an application; `backend.web.app` puts the page over it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend.api.body_limit import BodyLimit
from backend.api.context import ApiContext
from backend.api.gate import Gate
from backend.api.problems import MEDIA_TYPE, install_problem_handlers
from backend.api.rate_limit import RateLimit
from backend.api.request_ids import RequestIds
from backend.api.routes import analyses, batches, capabilities, dead_letters, documents, health, results, tasks
from backend.api.same_origin import SameOrigin
from backend.api.schemas import Problem
from backend.api.watcher import Watcher
from backend.api.workers import WorkerPresence
from backend.broker.address import find_redis_url
from backend.broker.ping import ping_broker
from backend.config import Settings
from backend.container import build_services
from backend.tasks.inspection import is_any_worker_up
from backend.tasks.publisher import CeleryPublisher
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
        responses={name: {"model": Problem, "description": text} for name, text in _PROBLEMS.items()},
    )
    services = build_services(settings)
    broker_url = find_redis_url(settings.celery_broker_url or settings.redis_url, settings.data_dir)
    require_broker = partial(ping_broker, broker_url)
    app.state.context = ApiContext(
        services=services,
        analyses=services.analyses(CeleryPublisher()),
        batches=services.batches(CeleryPublisher()),
        workers=WorkerPresence(require_broker, is_any_worker_up),
        job_watcher=Watcher(services.marks.of_jobs),
        batch_watcher=Watcher(services.marks.of_batches),
        require_broker=require_broker,
    )
    for module in (analyses, results, batches, documents, dead_letters, tasks, capabilities, health):
        app.include_router(module.router)
    install_problem_handlers(app)
    app.add_middleware(
        BodyLimit,
        max_document_bytes=settings.max_upload_bytes,
        max_batch_bytes=settings.max_batch_upload_mb * 1024 * 1024,
    )
    app.add_middleware(SameOrigin)
    app.add_middleware(RateLimit, per_minute=settings.rate_limit_per_minute)
    app.add_middleware(Gate, find_key=services.keys.find, needs_key=settings.require_api_key)
    app.add_middleware(RequestIds)
    app.openapi = partial(_describe, app)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    return app


_PROBLEMS: Mapping[str, str] = {
    "4XX": "The request cannot be served as it is.",
    "5XX": "The service cannot serve the request now.",
}


def _describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document with the media type that problems really have."""
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    for operations in document["paths"].values():
        for operation in operations.values():
            for name in _PROBLEMS:
                (content,) = operation["responses"][name]["content"].values()
                operation["responses"][name]["content"] = {MEDIA_TYPE: content}
    return document
