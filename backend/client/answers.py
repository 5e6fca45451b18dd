"""What the service answered, as values and as typed errors."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from backend.errors import InternalError, InvalidRequest, ServiceUnreachable, error_classes
from vitae.domain.errors import VitaeError

Model = TypeVar("Model", bound=BaseModel)


def as_model(model: type[Model]) -> Callable[[httpx.Response], Model]:
    """Return how to read an answer as a resource; whoever answers anything else is not Vitae."""

    def read(response: httpx.Response) -> Model:
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            raise stranger(str(response.url.host)) from error

    return read


def as_nothing(_response: httpx.Response) -> None:
    """Read nothing: that it was done is all that the answer says."""


def as_object(response: httpx.Response) -> dict[str, Any]:
    """Read an object of JSON."""
    read: dict[str, Any] = response.json()
    return read


def error_of(response: httpx.Response) -> VitaeError:
    """Return the typed error of a problem document; whoever answers anything else is not Vitae."""
    host = str(response.url.host)
    try:
        problem = response.json()
    except ValueError:
        return stranger(host)
    if not isinstance(problem, Mapping) or "code" not in problem:
        return stranger(host)
    kinds = {kind.code: kind for kind in error_classes()}
    fallback = InvalidRequest if response.is_client_error else InternalError
    detail = str(problem.get("detail", "The service gave no reason."))
    if response.is_server_error and problem.get("request_id"):
        detail = f"{detail} (request {problem['request_id']})"
    return kinds.get(str(problem["code"]), fallback)(detail)


def unreachable(url: str, error: httpx.TransportError) -> ServiceUnreachable:
    """Return the error of a service that does not answer."""
    reason = "it took too long" if isinstance(error, httpx.TimeoutException) else str(error) or type(error).__name__
    return ServiceUnreachable(f"The service at {url} does not answer: {reason}.")


def stranger(place: str) -> ServiceUnreachable:
    """Return the error of something that answers and is not Vitae."""
    return ServiceUnreachable(f"What answers at {place} is not Vitae.")
