"""A page of a document as a picture, to lay findings over."""

from vitae.documents.limits import Limits
from vitae.documents.painting import page_image_of
from vitae.documents.reader import Isolation
from vitae.documents.sniff import MediaType, sniff
from vitae.documents.source import Source, load_source
from vitae.domain.errors import DocumentEmpty, InvalidOption, NoPages
from vitae.domain.page_image import PageImage

PAGE_IMAGE_WIDTH = 1240
"""Pixels: A4 with 150 dots an inch."""


def render_page(
    source: Source,
    page: int,
    *,
    width: int = PAGE_IMAGE_WIDTH,
    with_pictures: bool = True,
    isolation: Isolation = "sandbox",
    limits: Limits | None = None,
) -> PageImage:
    """Return a page of a PDF as a person sees it.

    Args:
        source: A path, the bytes themselves, or a binary file object.
        page: Counted from 1.
        width: In pixels; the picture is narrower where it would have more than ``limits.max_page_pixels``.
        with_pictures: Whether its images are painted; without them a reader sees no photograph.
        isolation: ``sandbox`` paints in a locked process of its own; ``none`` in this one.
        limits: Bounds on the document and the picture.

    Raises:
        PageNotFound: The document has no such page, or it is beyond ``limits.max_pages``.
        NoPages: The document is of a format without pages.
        DocumentError: The document cannot be painted; the subclass and its code say why.
        SandboxUnavailable: The isolated reader cannot be started.
        InvalidOption: The width is none.
    """
    if width < 1:
        raise InvalidOption(f"A picture cannot be {width} pixels wide.")
    limits = limits or Limits()
    data, _ = load_source(source, limits)
    if not data:
        raise DocumentEmpty("The file has no bytes.")
    if sniff(data) is not MediaType.PDF:
        raise NoPages("Only a PDF has pages that can be shown.")
    if isolation == "sandbox":
        from vitae.documents.sandbox import sandbox

        return sandbox().render(data, page, width, limits, with_pictures=with_pictures)
    from vitae.documents.pdf.picture import paint_pdf

    return page_image_of(*paint_pdf(data, page, width, limits, with_pictures=with_pictures))
