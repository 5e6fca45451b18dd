"""The use cases around an analysis: values, states, ports, and `Analyses`, which ties them together."""

from backend.jobs.analyses import Analyses
from backend.jobs.batches import Batches
from backend.jobs.job import Claim, Job, JobStatus, NewJob, ProgressEvent, TaskRecord
from backend.jobs.ports import (
    BatchStore,
    BlobStore,
    ChunkPublisher,
    ChunkStore,
    Clock,
    JobStore,
    ProgressLog,
    Publisher,
    TaskStore,
)
from backend.jobs.states import TERMINAL, TRANSITIONS, JobState, is_terminal, predecessors

__all__ = [
    "TERMINAL",
    "TRANSITIONS",
    "Analyses",
    "BatchStore",
    "Batches",
    "BlobStore",
    "ChunkPublisher",
    "ChunkStore",
    "Claim",
    "Clock",
    "Job",
    "JobState",
    "JobStatus",
    "JobStore",
    "NewJob",
    "ProgressEvent",
    "ProgressLog",
    "Publisher",
    "TaskRecord",
    "TaskStore",
    "is_terminal",
    "predecessors",
]
