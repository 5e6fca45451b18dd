"""Whose is it? Another owner's id is as unknown as one that never was."""

from typing import Annotated

from fastapi import Path

from backend.api.callers import Caller
from backend.api.context import ApiContext
from backend.container import now
from backend.errors import AnalysisNotFound, BatchNotFound, UnknownDocument
from backend.jobs import JobStatus
from backend.jobs.batch import BatchStatus
from backend.jobs.document import StoredDocument, digest_in

AnalysisId = Annotated[
    str, Path(description="The id that the submission returned.", examples=["ana_mzxw6ytboi3tqmrtgq2tmnzyhe"])
]


BatchId = Annotated[
    str, Path(description="The id that the batch was given.", examples=["bat_mzxw6ytboi3tqmrtgq2tmnzyhe"])
]


DocumentId = Annotated[
    str, Path(description="The id of a document, as every analysis of it names it.", examples=[f"doc_{'0' * 64}"])
]


def owned_status(context: ApiContext, caller: Caller, analysis_id: str) -> JobStatus:
    """Return the caller's analysis and its latest progress.

    Raises:
        AnalysisNotFound: the id is unknown, or another owner's.
        AnalysisExpired: the analysis is past its retention.
        AnalysisErased: it was erased.
    """
    found = context.analyses.statuses([analysis_id]).get(analysis_id)
    return require_owned(context, caller, analysis_id, found)


def require_owned(context: ApiContext, caller: Caller, analysis_id: str, found: JobStatus | None) -> JobStatus:
    """Return what was found under the id if the caller may see it; the errors are those of `owned_status`."""
    if found is None or found.job.owner != caller.owner:
        raise AnalysisNotFound(f"There is no analysis {analysis_id}.")
    context.analyses.require_kept(found.job)
    return found


def owned_document(context: ApiContext, caller: Caller, identifier: str) -> StoredDocument:
    """Return the caller's document; UnknownDocument when the id is unknown, or another owner's."""
    found = context.services.documents.find(caller.owner, digest_in(identifier), now())
    if found is None:
        raise UnknownDocument(f"There is no document {identifier}.")
    return found


def owned_batch(context: ApiContext, caller: Caller, batch_id: str) -> BatchStatus:
    """Return the caller's batch; BatchNotFound when the id is unknown, or another owner's."""
    found = context.batches.status(batch_id)
    if found.batch.owner != caller.owner:
        raise BatchNotFound(f"There is no batch {batch_id}.")
    return found
