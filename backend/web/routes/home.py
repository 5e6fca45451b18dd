"""The first screen: hand in documents."""

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.errors import InvalidRequest
from backend.web.page import render_page
from backend.web.rows import Row

router = APIRouter(include_in_schema=False)

SAMPLE = Path(__file__).parents[1] / "sample" / "elena-marchetti-vos.pdf"
RECENT = 5


@router.get("/")
def home(request: Request, context: Context, caller: CurrentCaller) -> Response:
    """Show the form and the latest analyses."""
    recent = [Row(job) for job in context.analyses.list_recent(caller.owner, limit=RECENT)]
    return render_page(request, "home.html.j2", recent=recent, max_mib=context.services.settings.max_upload_size_mb)


@router.post("/analyses")
def submit(
    context: Context,
    caller: CurrentCaller,
    file: Annotated[list[UploadFile], File()],
    analyzers: Annotated[list[str] | None, Form()] = None,
    as_of: Annotated[date | None, Form()] = None,
) -> RedirectResponse:
    """Accept documents from the form: the way without scripts, and the only one that needs no answer as JSON."""
    chosen = [one for one in file if one.filename]
    if not chosen:
        raise InvalidRequest("No file was chosen.")
    documents = [(one.filename, one.file.read()) for one in chosen]
    if len(documents) == 1:
        [(name, data)] = documents
        job = context.analyses.submit(data, filename=name, analyzers=analyzers, as_of=as_of, owner=caller.owner)
        return RedirectResponse(f"/analyses/{job.id}", status_code=303)
    batch = context.batches.create(analyzers=analyzers, as_of=as_of, owner=caller.owner)
    context.batches.add(batch.id, documents)
    context.batches.close(batch.id)
    return RedirectResponse(f"/batches/{batch.id}", status_code=303)


@router.post("/sample")
def submit_sample(context: Context, caller: CurrentCaller) -> RedirectResponse:
    """Analyse the résumé of somebody who does not exist."""
    job = context.analyses.submit(SAMPLE.read_bytes(), filename=SAMPLE.name, owner=caller.owner)
    return RedirectResponse(f"/analyses/{job.id}", status_code=303)
