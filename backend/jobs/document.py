"""A document as its owner knows it, whether it was analysed already or not."""

from dataclasses import dataclass
from datetime import datetime

ID_PREFIX = "doc_"


def document_id(sha256: str) -> str:
    """Return the id under which a document is known to its owner."""
    return ID_PREFIX + sha256


def digest_in(identifier: str) -> str:
    """Return the digest that an id of a document stands for; an empty string for what is no such id."""
    return identifier.removeprefix(ID_PREFIX) if identifier.startswith(ID_PREFIX) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """Bytes that somebody handed in, and until when they are kept."""

    owner: str
    sha256: str
    filename: str | None
    size: int
    created_at: datetime
    expires_at: datetime | None
    """None as long as an analysis of it has not ended."""

    @property
    def id(self) -> str:
        """The document's id."""
        return document_id(self.sha256)
