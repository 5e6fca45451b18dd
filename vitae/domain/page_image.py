"""A page as a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """What a person sees of one page.

    The box of an anchor, in points from the upper left corner, lies in the picture at the same
    share of its width and height as on the page.
    """

    number: int
    """Counted from 1."""
    width: float
    """Of the page in points, after rotation; the same as `Page.width`."""
    height: float
    pixel_width: int
    pixel_height: int
    media_type: str
    data: bytes
    """The file; a PNG, which every browser shows and which loses nothing of small letters."""
