"""The ledger of page images."""

from dataclasses import asdict, fields

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from backend.jobs.page_images import PageImageRecord
from backend.storage.ledger import Ledger
from backend.storage.tables import page_images

COLUMNS = tuple(page_images.c[field.name] for field in fields(PageImageRecord))


class LedgerPageImageStore:
    """Implements `backend.jobs.page_images.PageImageStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def find_page_image(self, document_sha256: str, page: int, width: int) -> PageImageRecord | None:
        """Return the record, or None when there is no such image."""
        query = select(*COLUMNS).where(
            page_images.c.document_sha256 == document_sha256, page_images.c.page == page, page_images.c.width == width
        )
        with self._ledger.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else PageImageRecord(**row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name

    def add_page_image(self, record: PageImageRecord) -> None:
        """Commit the record; an image that is there already stays."""
        try:
            with self._ledger.writing() as connection:
                connection.execute(insert(page_images).values(asdict(record)))
        except IntegrityError:
            return  # two workers painted the same page
