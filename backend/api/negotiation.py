"""In which format a report is handed out."""

from collections.abc import Mapping

from backend.errors import NotAcceptable
from vitae.exports import FORMATS, Format

DEFAULT = "json"


def choose_format(accept: str) -> Format:
    """Return the format that the Accept header likes best; JSON where it leaves the choice to us.

    Raises:
        NotAcceptable: the report cannot be had in any of the media types named.
    """
    for media_range, _quality in sorted(_ranges(accept), key=lambda pair: -pair[1]):
        for kind in _by_preference():
            if _covers(media_range, kind.media_type):
                return kind
    known = ", ".join(kind.media_type for kind in FORMATS.values())
    raise NotAcceptable(f"The report cannot be had as {accept!r}; it can as {known}.")


def report_headers(kind: Format, name: str) -> Mapping[str, str]:
    """Return headers with which a page made of a stranger's résumé can do no harm in a browser."""
    return {
        "Content-Disposition": f'attachment; filename="{name}.{kind.extension}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        "Vary": "Accept",
    }


def _by_preference() -> list[Format]:
    return sorted(FORMATS.values(), key=lambda kind: kind.name != DEFAULT)


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return the media ranges of an Accept header with their weights; those of weight 0 are left out."""
    found = []
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
        quality = _number(weights[0]) if weights else 1.0
        if media_range and quality > 0:
            found.append((media_range, quality))
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _covers(media_range: str, media_type: str) -> bool:
    kind, _, subtype = media_range.partition("/")
    return media_range == "*/*" or media_range == media_type or (subtype == "*" and media_type.startswith(f"{kind}/"))
