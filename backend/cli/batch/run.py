"""Hand a batch to the service, wait for it, and write what came out; taken up again wherever it was interrupted."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.api.batch_schemas import Batch
from backend.api.schemas import Analysis
from backend.cli.batch.sources import Named
from backend.cli.files import open_folder, write_whole
from backend.cli.following import error_of
from backend.cli.progress_bar import ProgressBar
from backend.client import Client
from backend.errors import BatchNotFound
from vitae.domain.errors import InvalidOption
from vitae.exports import FORMATS

MARK = ".vitae-batch.json"
"""In the folder of the reports: which batch they come from, until all of them are there."""
SENT_TOGETHER = 25
BYTES_TOGETHER = 8 * 1024 * 1024
WAIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of every document."""

    name: str | None
    analyzers: tuple[str, ...] | None
    as_of: date | None
    rules: dict[str, str]
    priority: int


def open_batch(client: Client, folder: Path, options: Options) -> tuple[Batch, bool]:
    """Return the batch that the folder is there for, and whether it was begun before."""
    mark = open_folder(folder) / MARK
    if (batch_id := _read_mark(mark)) is not None:
        try:
            return client.batch(batch_id), True
        except BatchNotFound:
            pass  # it has expired, or another service runs now: begin anew
    batch = client.create_batch(
        options.name,
        analyzers=options.analyzers,
        as_of=options.as_of,
        rules=options.rules,
        priority=options.priority,
    )
    write_whole(mark, json.dumps({"batch": batch.id}) + "\n")
    return batch, False


def send(client: Client, batch: Batch, documents: Iterable[Named], bar: ProgressBar) -> int:
    """Send the documents, a handful at a time, and close the batch; return how many there were."""
    sent = 0
    for handful in _handfuls(documents):
        client.add_to_batch(batch.id, handful)
        sent += len(handful)
        bar.show(batch.name or batch.id, f"sent {sent}", 0)
    client.close_batch(batch.id)
    return sent


def wait(client: Client, batch_id: str, bar: ProgressBar) -> Batch:
    """Return the batch when its last document has ended."""
    while True:
        batch = client.batch(batch_id, wait=WAIT_SECONDS)
        bar.show(batch.name or batch.id, _how_far(batch), batch.percent)
        if batch.is_finished:
            return batch


def write_results(lines: Iterable[str], folder: Path, format_name: str) -> Iterator[tuple[Path, Analysis]]:
    """Write ``<file name>.<extension>`` for each document as it comes, a report or a failure, and yield it.

    What an interrupted run has written already is written again: it is the same.
    """
    taken: set[str] = set()
    for line in lines:
        item = json.loads(line)
        analysis = Analysis.model_validate(item["analysis"])
        kind = FORMATS[format_name if item["report"] is not None else "json"]
        path = _free_path(folder, analysis.filename or analysis.id, kind.extension, taken)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, kind.render(item["report"] or _failure(analysis)))
        yield path, analysis


def finish(folder: Path) -> None:
    """Note that everything is there: the next run into this folder begins a new batch."""
    (folder / MARK).unlink(missing_ok=True)


def _failure(analysis: Analysis) -> dict[str, Any]:
    from vitae.pipeline import failed_report

    report = failed_report(error_of(analysis), filename=analysis.filename, sha256=analysis.document_sha256)
    return report.to_dict()


def _handfuls(documents: Iterable[Named]) -> Iterator[list[Named]]:
    handful: list[Named] = []
    size = 0
    for name, data in documents:
        if handful and (len(handful) == SENT_TOGETHER or size + len(data) > BYTES_TOGETHER):
            yield handful
            handful, size = [], 0
        handful.append((name, data))
        size += len(data)
    if handful:
        yield handful


def _free_path(folder: Path, name: str, extension: str, taken: set[str]) -> Path:
    """Return ``cv.pdf.json``, then ``cv.pdf.2.json``; names that differ in case only are one on some disks."""
    candidate, number = f"{name}.{extension}", 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}.{number}.{extension}"
    taken.add(candidate.casefold())
    return folder / candidate


def _read_mark(mark: Path) -> str | None:
    try:
        return str(json.loads(mark.read_text(encoding="utf-8"))["batch"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise InvalidOption(f"{mark} cannot be read; remove it to begin a new batch.") from None


def _how_far(batch: Batch) -> str:
    counts = batch.counts
    parts = [f"{counts.finished} of {counts.total}"]
    if counts.failed:
        parts.append(f"{counts.failed} failed")
    if batch.per_second:
        parts.append(f"{batch.per_second:.1f}/s")
    if batch.eta_seconds is not None:
        parts.append(f"{_duration(batch.eta_seconds)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return time.strftime("%H:%M:%S", time.gmtime(seconds)) if minutes >= 60 else f"{minutes}:{rest:02}"
