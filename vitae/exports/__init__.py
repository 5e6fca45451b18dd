"""A report in, a text in one of the formats that people and programs read out.

Every renderer takes the report as plain JSON values, as `Report.to_dict` gives it and as the
service stores it, so that a report from anywhere can be shown anywhere.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vitae.domain.errors import InvalidOption
from vitae.exports.csv_row import render_csv
from vitae.exports.html_page import render_html
from vitae.exports.markdown import render_markdown
from vitae.exports.text import render_text

__all__ = ["FORMATS", "Format", "render"]

ReportData = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report down."""

    name: str
    extension: str
    media_type: str
    render: Callable[[ReportData], str]


def render(report: ReportData, name: str) -> str:
    """Return the report in the format of this name.

    Raises:
        InvalidOption: there is no such format.
    """
    if name not in FORMATS:
        raise InvalidOption(f"There is no format named {name}; there are {', '.join(FORMATS)}.")
    return FORMATS[name].render(report)


def _render_json(report: ReportData) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _render_json_resume(report: ReportData) -> str:
    return json.dumps(report["resume"] or {}, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


FORMATS: Mapping[str, Format] = {
    kind.name: kind
    for kind in (
        Format("text", "txt", "text/plain", render_text),
        Format("json", "json", "application/json", _render_json),
        Format("jsonresume", "resume.json", "application/vnd.jsonresume+json", _render_json_resume),
        Format("html", "html", "text/html", render_html),
        Format("markdown", "md", "text/markdown", render_markdown),
        Format("csv", "csv", "text/csv", render_csv),
    )
}
