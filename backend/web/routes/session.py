"""Sign in with an API key, where the service asks for one; no script of the page can read it."""

from typing import Annotated

from fastapi import APIRouter, Form, Header
from starlette.responses import RedirectResponse

from backend.api.context import Context
from backend.api.gate import KEY_COOKIE
from backend.errors import Unauthenticated
from backend.web.way_back import FIRST_PAGE, own_address

SESSION = "/session"

router = APIRouter(prefix=SESSION, include_in_schema=False)


@router.post("")
def sign_in(
    context: Context,
    key: Annotated[str, Form(max_length=255)],
    referer: Annotated[str, Header()] = FIRST_PAGE,
) -> RedirectResponse:
    """Keep the key in a cookie for as long as the browser runs, and go on to the page that asked for it."""
    if context.services.keys.find(key.strip()) is None:
        raise Unauthenticated("The API key is unknown, or was revoked.")
    response = RedirectResponse(own_address(referer), status_code=303)
    response.set_cookie(KEY_COOKIE, key.strip(), httponly=True, samesite="strict")
    return response


@router.post("/end")
def sign_out() -> RedirectResponse:
    """Forget the key."""
    response = RedirectResponse(FIRST_PAGE, status_code=303)
    response.delete_cookie(KEY_COOKIE, httponly=True, samesite="strict")
    return response
