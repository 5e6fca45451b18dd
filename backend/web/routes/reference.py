"""The reference of the HTTP API as a page, made from the same document that programs read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.web.page import render_page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for."""

    method: str
    path: str
    summary: str
    parameters: tuple[Mapping[str, Any], ...]
    answers: tuple[tuple[str, str], ...]
    """Status and description, without those of every operation."""

    @property
    def anchor(self) -> str:
        """An id of its own."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "").lower()


@router.get("/docs")
def show(request: Request) -> Response:
    """Show every operation, by what it is about."""
    groups: dict[str, list[Operation]] = defaultdict(list)
    for tag, operation in _operations(request.app.openapi()):
        groups[tag].append(operation)
    return render_page(request, "reference.html.j2", groups=groups)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield (
                (told.get("tags") or ["service"])[0],
                Operation(
                    method.upper(),
                    path,
                    told.get("description") or told.get("summary", ""),
                    (*told.get("parameters", ()), *_fields(document, told)),
                    tuple(
                        (code, answer.get("description", ""))
                        for code, answer in told["responses"].items()
                        if not code.endswith("XX")
                    ),
                ),
            )


def _fields(document: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a form like parameters."""
    for content in told.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        name = schema.get("$ref", "").rpartition("/")[2]
        form = document["components"]["schemas"][name] if name else schema
        for field, told_of_it in form.get("properties", {}).items():
            required = field in form.get("required", ())
            yield {"name": field, "in": "form", "description": told_of_it.get("description", ""), "required": required}
