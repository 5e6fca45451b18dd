"""Light, dark, or as the system is: remembered in a cookie, so that no page flashes and no script is needed."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Header
from starlette.responses import RedirectResponse

from backend.web.page import THEME_COOKIE, Theme

router = APIRouter(include_in_schema=False)

YEAR_SECONDS = 365 * 24 * 3600


@router.post("/theme")
def choose(theme: Annotated[Theme, Form()], referer: Annotated[str, Header()] = "/") -> RedirectResponse:
    """Remember the theme and go back to where the reader was."""
    response = RedirectResponse(_own_address(referer), status_code=303)
    response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="strict")
    return response


def _own_address(referer: str) -> str:
    """Return path and query of where the reader was; what a browser takes for another host becomes the first page."""
    came_from = urlsplit(referer)
    is_ours = came_from.path.startswith("/") and came_from.path[1:2] not in ("/", "\\")
    path = came_from.path if is_ours else "/"
    return f"{path}?{came_from.query}" if is_ours and came_from.query else path
