"""All results of a batch in one answer, written while they are read: never whole in memory."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.api.negotiation import choose
from backend.api.schemas import Analysis
from backend.jobs import Job, JobStatus
from vitae.exports.csv_row import csv_header, csv_row, csv_row_without_report

Results = Iterator[tuple[Job, dict[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class BatchFormat:
    """One way to write the results of a batch down."""

    media_type: str
    extension: str
    write: Callable[[Results], Iterator[bytes]]


def choose_batch_format(accept: str) -> BatchFormat:
    """Return the format that the Accept header likes best; lines of JSON where it leaves the choice to us.

    Raises:
        NotAcceptable: the results cannot be had in any of the media types named.
    """
    return choose(accept, BATCH_FORMATS, "The results")


def _lines(results: Results) -> Iterator[bytes]:
    """Write a line of JSON for every document: its analysis, and its report where it has one."""
    for job, report in results:
        analysis = Analysis.of(JobStatus(job, None)).model_dump(mode="json")
        yield json.dumps({"analysis": analysis, "report": report}, ensure_ascii=False).encode() + b"\n"


def _table(results: Results) -> Iterator[bytes]:
    yield csv_header().encode()
    for job, report in results:
        yield _row(job, report).encode()


def _archive(results: Results) -> Iterator[bytes]:
    """Write a ZIP with a JSON file for every report, named after its analysis, and a table of all documents."""
    buffer = _Drain()
    table = [csv_header()]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for job, report in results:
            table.append(_row(job, report))
            if report is not None:
                archive.writestr(f"{job.id}.json", json.dumps(report, ensure_ascii=False, indent=2))
            yield buffer.drain()
        archive.writestr("index.csv", "".join(table))
    yield buffer.drain()


def _row(job: Job, report: Mapping[str, Any] | None) -> str:
    if report is not None:
        return csv_row(report)
    return csv_row_without_report(job.filename, job.state, job.error.code if job.error else None)


class _Drain(io.RawIOBase):
    """Takes what is written, and gives it away; it cannot be sought, so that a ZIP is written straight on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def drain(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


BATCH_FORMATS = (
    BatchFormat("application/x-ndjson", "ndjson", _lines),
    BatchFormat("text/csv", "csv", _table),
    BatchFormat("application/zip", "zip", _archive),
)
