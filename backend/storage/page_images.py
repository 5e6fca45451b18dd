"""The ledger of page images."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, select

from backend.jobs.page_images import PageImageKey, PageImageRecord
from backend.storage.ledger import Ledger
from backend.storage.tables import page_images
from backend.storage.upserts import insert_or_keep

COLUMNS = tuple(page_images.c)


class LedgerPageImageStore:
    """Implements `backend.jobs.page_images.PageImageStore` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def find_page_image(self, key: PageImageKey) -> PageImageRecord | None:
        """Return the record, or None when there is no such image."""
        is_it = [page_images.c[name] == value for name, value in asdict(key).items()]
        query = select(*COLUMNS).where(*is_it)
        with self._ledger.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _to_record(row)

    def add_page_image(self, record: PageImageRecord) -> None:
        """Commit the record; an image that is there already stays."""
        with self._ledger.writing() as connection:
            insert_or_keep(connection, page_images, _to_row(record))  # two workers may have painted the same page


def _to_row(record: PageImageRecord) -> dict[str, Any]:
    return asdict(record.key) | {name: value for name, value in asdict(record).items() if name != "key"}


def _to_record(row: Row[Any]) -> PageImageRecord:
    key = PageImageKey(row.document_sha256, row.page, with_pictures=row.with_pictures, width=row.width)
    return PageImageRecord(key, row.blob_sha256, row.media_type, row.created_at)
