"""Figures for whoever watches the service."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from backend.api.context import Context
from backend.api.metrics import render_metrics
from backend.container import now

router = APIRouter(tags=["service"])


@router.get("/metrics", operation_id="metrics", response_class=Response)
def metrics(context: Context) -> Response:
    """Return queues, outcomes, attempts and times of stages in Prometheus' text format; names no document."""
    at = now()
    body = render_metrics(context.services.activity.load(at), context.services.tallies.read(), at)
    return Response(body, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
