"""`vitae` cut off from this machine's settings, and documents of every bad kind."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.config import Settings
from tests.one_page_pdf import make_pdf

LINES = (
    "Maja Rimac",
    "maja.rimac@example.org | +44 20 7946 0123",
    "",
    "Experience",
    "Senior Engineer, Northwind Ltd, London",
    "January 2019 - December 2021",
    "- Reduced the cost of storage by 30% with PostgreSQL and Python",
    "Engineer, Contoso Ltd, London",
    "March 2016 - December 2018",
    "- Built a service in Python that handled 2 million requests a day",
    "",
    "Education",
    "BSc Computer Science, University of Example, 2012 - 2015",
    "",
    "Skills",
    "Python, PostgreSQL, Docker, Linux",
)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(settings: Settings, vitae: Run) -> Run:
    """Run `vitae` with settings that know nothing of this machine's."""
    return vitae


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a good document and one of every bad kind."""
    folder = tmp_path_factory.mktemp("documents")
    good = make_pdf(LINES)
    (folder / "cv.pdf").write_bytes(good)
    (folder / "cv.txt").write_text("\n".join(LINES), encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "truncated.pdf").write_bytes(good[: len(good) // 3])
    (folder / "locked.pdf").write_bytes(make_pdf(LINES, "open sesame"))
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "huge.pdf").write_bytes(good + bytes(20 * 1024 * 1024))
    (folder / "scan.pdf").write_bytes(make_pdf(()))
    (folder / "folder.pdf").mkdir()
    return folder
