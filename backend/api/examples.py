"""Examples of the resources, made of the very classes that are handed out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.api.batch_schemas import Batch
from backend.api.schemas import Analysis, Document
from backend.jobs import Job, JobState, JobStatus, ProgressEvent
from backend.jobs.batch import Batch as JobBatch
from backend.jobs.batch import BatchStatus
from backend.jobs.document import StoredDocument
from vitae.domain.report import DocumentReport, Outcome, OutcomeStatus, Report, ReportStatus, Run

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
ANALYSIS_ID, BATCH_ID = "ana_mzxw6ytboi3tqmrtgq2tmnzyhe", "bat_mzxw6ytboi3tqmrtgq2tmnzyhe"

_JOB = Job(
    id=ANALYSIS_ID,
    owner="local",
    filename="cv.pdf",
    document_sha256=SHA256,
    size=48_211,
    analyzers=None,
    as_of=date(2026, 1, 31),
    queue="analysis",
    priority=5,
    created_at=NOON,
    state=JobState.RUNNING,
    attempt=1,
    started_at=NOON + timedelta(seconds=1),
)
_PROGRESS = ProgressEvent(4, "ner_extractor", 4, 9, 44, NOON + timedelta(seconds=1), {"keyword_extractor": 31})
_BATCH = JobBatch(
    id=BATCH_ID,
    owner="local",
    name="January",
    analyzers=None,
    options=None,
    as_of=date(2026, 1, 31),
    priority=5,
    created_at=NOON,
    expires_at=NOON + timedelta(days=7),
    is_closed=True,
)
_COUNTS = {JobState.QUEUED: 10, JobState.RUNNING: 2, JobState.SUCCEEDED: 28, JobState.FAILED: 2}
_DOCUMENT = StoredDocument(
    owner="local",
    sha256=SHA256,
    filename="cv.pdf",
    size=48_211,
    created_at=NOON,
    expires_at=NOON + timedelta(days=7),
)

PARTIAL_REPORT: Mapping[str, Any] = Report(
    status=ReportStatus.PARTIAL,
    document=DocumentReport(sha256=SHA256, media_type="application/pdf", bytes=48_211, page_count=2, language="en"),
    unscored="errors_not_detected",
    resume={"basics": {"name": "Elena Marchetti-Vos", "label": "Backend Engineer"}, "skills": [{"name": "Python"}]},
    evidence={},
    absent={"/basics/url": "not_found"},
    analyzers={
        "keyword_extractor": Outcome(OutcomeStatus.COMPLETED, 1, {"keywords": []}),
        "grammar_checker": Outcome(OutcomeStatus.SKIPPED, 1, reason="not_finished"),
    },
    run=Run(engine_version="1.0.0", as_of="2026-01-31", filename="cv.pdf", job_id=ANALYSIS_ID),
).to_dict()

EXAMPLES: Mapping[str, dict[str, Any]] = {
    "Analysis": Analysis.of(JobStatus(_JOB, _PROGRESS, readable=("keyword_extractor",))).model_dump(mode="json"),
    "Batch": Batch.of(BatchStatus(_BATCH, _COUNTS, 1.5)).model_dump(mode="json"),
    "Document": Document.of(_DOCUMENT).model_dump(mode="json"),
}
