"""The whole application: ``uvicorn --factory backend.web.app:create_app_from_environment``."""

import gc

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from backend.api.app import create_app as create_api
from backend.broker.address import find_redis_url
from backend.broker.ownership import require_shared_ledger
from backend.config import Settings, get_settings
from backend.logs import configure_logging
from backend.tasks.app import configure as configure_celery
from backend.web.error_pages import ErrorPages
from backend.web.page import ASSETS, asset_version
from backend.web.routes import analyses, batches, comparison, home, operations, page_images, session, themes


class KeptForEver(StaticFiles):
    """Files whose address changes with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with leave to keep it."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def create_app(settings: Settings) -> FastAPI:
    """Return the API with the page over it; nothing is connected yet."""
    app = create_api(settings)
    for module in (home, analyses, page_images, batches, comparison, operations, session, themes):
        app.router.routes.extend(module.router.routes)
    app.mount(f"/assets/{asset_version()}", KeptForEver(directory=ASSETS))
    app.add_middleware(ErrorPages)
    return app


def create_app_from_environment() -> FastAPI:
    """Return the application over the environment's settings, with logging set up; for a server's factory option.

    Raises:
        InvalidSettings: a variable cannot work, or the ledger is none that the workers could reach.
    """
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)
    redis_url = find_redis_url(settings.celery_broker_url or settings.redis_url, settings.data_dir)
    require_shared_ledger(redis_url, settings.database_url)
    configure_celery()
    app = create_app(settings)
    gc.freeze()  # it stays: to look through all of it for garbage would stop the server for 0.1 s, now and then
    return app
