"""Two to four candidates side by side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.owned import owned_status
from backend.errors import InvalidRequest
from backend.web.blind import TITLE, blacken
from backend.web.comparison import FEWEST, MOST, compare
from backend.web.page import render_page

router = APIRouter(include_in_schema=False)


@router.get("/compare")
def show(
    request: Request,
    context: Context,
    caller: CurrentCaller,
    analysis: Annotated[list[str] | None, Query()] = None,
    blind: Annotated[bool, Query()] = False,  # noqa: FBT002  # a query parameter is always named
) -> Response:
    """Show what two to four reports say of the same things."""
    chosen = list(dict.fromkeys(analysis or ()))
    if not FEWEST <= len(chosen) <= MOST:
        raise InvalidRequest(f"Choose {FEWEST} to {MOST} documents to compare; these are {len(chosen)}.")
    for name in chosen:
        owned_status(context, caller, name)
    reports = [context.analyses.result(name) for name in chosen]
    shown = [blacken(report)[0] for report in reports] if blind else reports
    titles = [f"{TITLE} {letter}" for letter in "ABCD"] if blind else None
    columns = compare(list(zip(chosen, shown, strict=True)), titles)
    return render_page(request, "compare.html.j2", comparison=columns, chosen=chosen, is_blind=blind)
