"""A way around the framework for the one request that is made most."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.context import ApiContext
from backend.api.problems import problem_response
from backend.api.status_answers import status_response
from vitae.domain.errors import VitaeError

PREFIX = "/v1/analyses/"
NO_WAIT = 0.0


class Shortcut:
    """Answers the plain `GET /v1/analyses/{id}` as its route does, with the same function.

    To find a route among a hundred and to read its parameters costs more than the answer. Whatever has a
    parameter goes to the route, which also describes both in the reference.
    """

    def __init__(self, app: ASGIApp, context: ApiContext) -> None:
        self._app = app
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        analysis_id, seen = scope["path"].removeprefix(PREFIX), Headers(scope=scope).get("if-none-match", "")
        try:
            response = await status_response(self._context, scope["state"]["caller"], analysis_id, NO_WAIT, seen)
        except VitaeError as error:
            response = problem_response(scope, error)
        await response(scope, receive, send)


def _is_plain(scope: Scope) -> bool:
    """Return whether the request asks for one analysis, and how to answer is left to us."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return False
    prefix, found, analysis_id = scope["path"].partition(PREFIX)
    if prefix or not found or not analysis_id or "/" in analysis_id:
        return False
    return all(name != b"prefer" for name, _ in scope["headers"])
