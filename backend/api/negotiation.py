"""In which format something is handed out."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from backend.errors import NotAcceptable
from vitae.exports import FORMATS, Format

DEFAULT = "json"


class Written(Protocol):
    """A way to write something down."""

    @property
    def media_type(self) -> str:
        """What it is called in an Accept header."""
        ...

    @property
    def extension(self) -> str:
        """How the name of such a file ends."""
        ...


Kind = TypeVar("Kind", bound=Written)


def choose_format(accept: str) -> Format:
    """Return the format of a report that the Accept header likes best; JSON where it leaves the choice to us.

    Raises:
        NotAcceptable: the report cannot be had in any of the media types named.
    """
    return choose(accept, sorted(FORMATS.values(), key=lambda kind: kind.name != DEFAULT), "The report")


def choose(accept: str, kinds: Sequence[Kind], what: str) -> Kind:
    """Return the kind that the Accept header likes best; of those that it likes alike, the first.

    Raises:
        NotAcceptable: there is none of the media types named; `what` cannot be had so.
    """
    for media_range, _quality in sorted(_ranges(accept), key=lambda pair: -pair[1]):
        for kind in kinds:
            if _covers(media_range, kind.media_type):
                return kind
    known = ", ".join(kind.media_type for kind in kinds)
    raise NotAcceptable(f"{what} cannot be had as {accept!r}; as these it can: {known}.")


def report_headers(kind: Written, name: str) -> Mapping[str, str]:
    """Return headers with which a file made of a stranger's résumé can do no harm in a browser."""
    return {
        "Content-Disposition": f'attachment; filename="{name}.{kind.extension}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        "Vary": "Accept",
    }


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
