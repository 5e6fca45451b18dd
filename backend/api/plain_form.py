"""A way around the framework for the form that is sent most: a file, and nothing else."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect
from typing_extensions import override

FILE = "file"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PlainFormRoute(APIRoute):
    """Calls its endpoint with `request` and `file` alone where the form has no other field, and no key comes with it.

    To look in the form for eight fields that are not there, and to settle their defaults, costs more than to read it.
    Whatever else is sent goes the framework's way, which also describes both in the reference.
    """

    @override
    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        routed = super().get_route_handler()

        async def handle(request: Request) -> Response:
            file = None if "idempotency-key" in request.headers else await _only_file(request)
            if file is None:
                return await routed(request)
            try:
                response: Response = await self.endpoint(request, file=file)
            finally:
                await file.close()
            return response

        return handle


async def _only_file(request: Request) -> UploadFile | None:
    """Return the file of a form that has nothing else; the request keeps the form for whoever asks next."""
    try:
        fields = (await request.form()).multi_items()
    except ClientDisconnect:
        return None  # the framework will notice
    if len(fields) != 1:
        return None
    [(name, value)] = fields
    return value if name == FILE and isinstance(value, UploadFile) and value.filename else None
