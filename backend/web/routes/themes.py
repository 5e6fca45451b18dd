"""Light, dark, or as the system is: remembered in a cookie, so that no page flashes and no script is needed."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Header
from starlette.responses import RedirectResponse

from backend.web.page import THEME_COOKIE, Theme

router = APIRouter()

YEAR_SECONDS = 365 * 24 * 3600


@router.post("/theme")
def choose(theme: Annotated[Theme, Form()], referer: Annotated[str, Header()] = "/") -> RedirectResponse:
    """Remember the theme and go back to where the reader was."""
    came_from = urlsplit(referer)
    back = came_from.path or "/"
    response = RedirectResponse(f"{back}?{came_from.query}" if came_from.query else back, status_code=303)
    response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="strict")
    return response
