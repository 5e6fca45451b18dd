"""Vitae: a résumé in, an anchored report out, offline.

    >>> from vitae import analyze
    >>> report = analyze("cv.pdf")
    >>> report.resume["basics"]["name"]

Importing the package is cheap; the engine behind a name is loaded when the name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vitae.version import __version__

if TYPE_CHECKING:
    from backend.client import AsyncClient, Client
    from vitae.documents import Limits, render_page
    from vitae.domain.errors import DocumentError, UsageError, VitaeError
    from vitae.domain.options import Options
    from vitae.domain.page_image import PageImage
    from vitae.domain.progress import Progress
    from vitae.domain.report import Report
    from vitae.lexicons.more_skills import load_lexicon
    from vitae.pipeline import analyze, failed_report

_HOME = {
    "AsyncClient": "backend.client",
    "Client": "backend.client",
    "DocumentError": "vitae.domain.errors",
    "Limits": "vitae.documents",
    "PageImage": "vitae.domain.page_image",
    "Options": "vitae.domain.options",
    "Progress": "vitae.domain.progress",
    "Report": "vitae.domain.report",
    "UsageError": "vitae.domain.errors",
    "VitaeError": "vitae.domain.errors",
    "analyze": "vitae.pipeline",
    "failed_report": "vitae.pipeline",
    "load_lexicon": "vitae.lexicons.more_skills",
    "render_page": "vitae.documents",
}

__all__ = [
    "AsyncClient",
    "Client",
    "DocumentError",
    "Limits",
    "Options",
    "PageImage",
    "Progress",
    "Report",
    "UsageError",
    "VitaeError",
    "__version__",
    "analyze",
    "failed_report",
    "load_lexicon",
    "render_page",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
