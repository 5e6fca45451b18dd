"""What this service can do."""

from fastapi import APIRouter

from backend.api.batch_results import BATCH_FORMATS
from backend.api.context import Context
from backend.api.routes.batches import MAX_FILES
from backend.api.schemas import AnalyzerInfo, Capabilities, FormatInfo, LimitsInfo
from backend.api.waiting import MAX_WAIT_SECONDS
from backend.jobs.abilities import analyzer_versions, document_types
from vitae.domain.report import SCHEMA_VERSION
from vitae.exports import FORMATS
from vitae.version import __version__

router = APIRouter(prefix="/v1/capabilities", tags=["service"])


@router.get("", operation_id="get_capabilities")
def capabilities(context: Context) -> Capabilities:
    """Return the analyzers, the formats and the limits of this service."""
    settings = context.services.settings
    return Capabilities(
        version=__version__,
        report_schema=SCHEMA_VERSION,
        analyzers=[AnalyzerInfo(name=name, version=version) for name, version in analyzer_versions()],
        document_types=list(document_types()),
        report_formats=[FormatInfo(name=kind.name, media_type=kind.media_type) for kind in FORMATS.values()],
        batch_formats=[kind.media_type for kind in BATCH_FORMATS],
        limits=LimitsInfo(
            max_document_bytes=settings.max_upload_bytes,
            max_batch_bytes=settings.max_batch_upload_mb * 1024 * 1024,
            max_files_per_request=MAX_FILES,
            max_wait_seconds=MAX_WAIT_SECONDS,
        ),
        retention_days=settings.result_retention_days,
    )
