"""The report as one row of a table, for a spreadsheet of many candidates."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from vitae.exports.digest import digest_of

COLUMNS = (
    "file", "status", "error", "name", "email", "phone", "city", "label", "total_months", "positions",
    "current_position", "current_employer", "skills", "critical", "warning", "info",
    "score", "score_max",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SKILLS = 30


def render_csv(report: Mapping[str, Any]) -> str:
    """Return a header and one row; a cell that a spreadsheet would run as a formula is quoted with ``'``."""
    return csv_header() + csv_row(report)


def csv_header() -> str:
    """Return the line that names the columns."""
    return _line(COLUMNS)


def csv_row(report: Mapping[str, Any]) -> str:
    """Return the report as a line."""
    row = _row(report)
    return _line([_harmless(row[column]) for column in COLUMNS])


def csv_row_without_report(filename: str | None, status: str, error: str | None) -> str:
    """Return the line of a document of which there is no report."""
    known = {"file": filename, "status": status, "error": error}
    return _line([_harmless(known.get(column)) for column in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _row(report: Mapping[str, Any]) -> dict[str, Any]:
    digest = digest_of(report)
    current = next((p["work_index"] for p in digest.experience.get("positions", ()) if p["is_current"]), None)
    job = digest.rows("work")[current] if current is not None else {}
    skills = [keyword["canonical"] for keyword in digest.keywords if keyword["kind"] == "skill"]
    return {
        "file": report["run"]["filename"],
        "status": report["status"],
        "error": (report["error"] or {}).get("code"),
        "name": digest.basics.get("name"),
        "email": digest.basics.get("email"),
        "phone": digest.basics.get("phone"),
        "city": (digest.basics.get("location") or {}).get("city"),
        "label": digest.basics.get("label"),
        "total_months": digest.experience.get("total_months"),
        "positions": len(digest.rows("work")),
        "current_position": job.get("position"),
        "current_employer": job.get("name"),
        "skills": "; ".join(skills[:_SKILLS]),
        **{severity: digest.count(severity) for severity in ("critical", "warning", "info")},
        "score": (report["score"] or {}).get("value"),
        "score_max": (report["score"] or {}).get("max"),
    }


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
