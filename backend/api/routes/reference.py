"""The reference of the API as a page: static, from the OpenAPI document, with nothing from elsewhere."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse

router = APIRouter()

STYLE = Path(__file__).parents[1] / "templates" / "reference.css"


@router.get("/docs", include_in_schema=False)
def show_reference(request: Request) -> HTMLResponse:
    """Show every operation with its parameters and answers."""
    document: dict[str, Any] = request.app.openapi()
    page = _environment().get_template("reference.html.j2")
    style = STYLE.read_text(encoding="utf-8")
    return HTMLResponse(page.render(api=document, tags=_by_tag(document), style=style), headers=_headers(style))


def _headers(style: str) -> Mapping[str, str]:
    """Return headers that let the page use its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
    return {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}


def _by_tag(document: Mapping[str, Any]) -> Mapping[str, list[dict[str, Any]]]:
    found = defaultdict(list)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            body = _body_of(document, operation)
            found[operation["tags"][0]].append({"method": method.upper(), "path": path, "operation": operation, **body})
    return found


def _body_of(document: Mapping[str, Any], operation: Mapping[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, described in content.items():
        schema = document["components"]["schemas"][described["schema"]["$ref"].rpartition("/")[2]]
        return {"media_type": media_type, "fields": schema["properties"], "required": schema.get("required", ())}
    return {"media_type": None, "fields": {}, "required": ()}


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("backend.api"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
