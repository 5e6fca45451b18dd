"""Templates into answers, with the headers that keep a stranger's words harmless."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from backend.web import wording
from vitae.exports.digest import duration_in_words, page_in_words, period_in_words
from vitae.version import __version__

ASSETS = Path(__file__).with_name("assets")

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PERSONAL = {"Cache-Control": "no-store, private"}

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
THEME_COOKIE = "vitae_theme"


def render_page(request: Request, template: str, *, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Return the template as an answer; whatever it shows is escaped."""
    body = (
        environment()
        .get_template(template)
        .render(request=request, theme=theme_of(request), here=request.url.path, **values)
    )
    return HTMLResponse(body, status_code, headers={**SECURITY_HEADERS, **PERSONAL})


def theme_of(request: Request) -> Theme:
    """Return the theme that the reader chose; ``auto`` follows the system."""
    chosen = request.cookies.get(THEME_COOKIE)
    return chosen if chosen in THEMES else "auto"


@cache
def asset_version() -> str:
    """Return a digest of all assets: a part of their addresses, so that a browser may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def url(path: str, **query: str | None) -> str:
    """Return an address of ours with those parts of the query that say something."""
    said = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(said)}" if said else path


@cache
def environment() -> Environment:
    """Return the one environment of the templates."""
    made = Environment(
        loader=PackageLoader("backend.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        bytes=wording.bytes_in_words,
        duration=duration_in_words,
        moment=wording.moment_in_words,
        page=page_in_words,
        seconds=wording.seconds_in_words,
        section=wording.section_name,
        with_code=wording.with_code,
        words=wording.in_words,
    )
    made.globals.update(
        asset=lambda name: f"/assets/{asset_version()}/{name}",
        period=period_in_words,
        grade=wording.grade_of,
        url=url,
        version=__version__,
        ANALYZERS=wording.ANALYZERS,
        CARDS=wording.CARDS,
        BATCH_STATES=wording.BATCH_STATES,
        FOUND=wording.FOUND,
        SEVERITIES=wording.SEVERITIES,
        STATES=wording.STATES,
        THEMES=THEMES,
    )
    return made
