"""A ledger of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.storage.ledger import Ledger


@pytest.fixture
def url(data_dir: Path) -> str:
    """Return the URL of a ledger that does not exist yet."""
    return f"sqlite:///{data_dir}/ledger.sqlite3"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    opened = Ledger(url)
    yield opened
    opened.close()
