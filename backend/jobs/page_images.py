"""Pages of documents as images: made once by a worker, in the sandbox, and kept beside the document."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from backend.errors import PageImageNotReady
from backend.jobs.ports import BlobStore

WIDTH = 1240
"""Pixels: A4 with 150 dots an inch, sharp on a screen of double density at the size of a column."""
ASK_AGAIN_SECONDS = 20.0
"""After so long without an image its message is taken for lost."""


@dataclass(frozen=True, slots=True)
class PageImageKey:
    """Which image: of what, and how it is painted."""

    document_sha256: str
    page: int
    """Counted from 1."""
    with_pictures: bool = True
    """Without them for blind review: no photograph is seen."""
    width: int = WIDTH
    """Pixels that are asked for."""


@dataclass(frozen=True, slots=True)
class PageImageRecord:
    """Where an image lies."""

    key: PageImageKey
    blob_sha256: str
    media_type: str
    created_at: datetime


class PageImageStore(Protocol):
    """The ledger of page images. Every method raises LedgerUnavailable when the database does not answer."""

    def find_page_image(self, key: PageImageKey) -> PageImageRecord | None:
        """Return the record, or None when there is no such image."""
        ...

    def add_page_image(self, record: PageImageRecord) -> None:
        """Commit the record; an image that is there already stays."""
        ...


class PagePublisher(Protocol):
    """Asks a worker for the image of a page."""

    def publish_page(self, key: PageImageKey) -> None:
        """Send the message; BrokerUnavailable when the broker does not take it."""
        ...


class PageImages:
    """Hands out images that are there, and has those made that are not; safe to use from many threads."""

    def __init__(
        self,
        store: PageImageStore,
        blobs: BlobStore,
        publisher: PagePublisher,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._publisher = publisher
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: dict[PageImageKey, float] = {}

    def read(self, key: PageImageKey) -> tuple[bytes, str]:
        """Return the image and its media type.

        Raises:
            PageImageNotReady: there is none yet; it has been asked for.
            BrokerUnavailable: there is none, and it cannot be asked for.
            DocumentNotFound: the image was erased together with its document.
        """
        record = self._store.find_page_image(key)
        if record is None:
            self.request(key)
            raise PageImageNotReady(f"The image of page {key.page} is being made.")
        return self._blobs.read(record.blob_sha256), record.media_type

    def request(self, key: PageImageKey) -> None:
        """Have the image made, unless that was asked for a moment ago.

        Raises:
            BrokerUnavailable: the broker did not take the message.
        """
        with self._lock:
            now = self._clock()
            self._asked = {asked: at for asked, at in self._asked.items() if now - at < ASK_AGAIN_SECONDS}
            if key in self._asked:
                return
            self._asked[key] = now
        self._publisher.publish_page(key)
