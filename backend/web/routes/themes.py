"""Light, dark, or as the system is: remembered in a cookie, so that no page flashes and no script is needed."""

from typing import Annotated

from fastapi import APIRouter, Form, Header
from starlette.responses import RedirectResponse

from backend.web.page import THEME_COOKIE, Theme
from backend.web.way_back import FIRST_PAGE, own_address

router = APIRouter(include_in_schema=False)

YEAR_SECONDS = 365 * 24 * 3600


@router.post("/theme")
def choose(theme: Annotated[Theme, Form()], referer: Annotated[str, Header()] = FIRST_PAGE) -> RedirectResponse:
    """Remember the theme and go back to where the reader was."""
    response = RedirectResponse(own_address(referer), status_code=303)
    response.set_cookie(THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="strict")
    return response
