"""The use cases around an analysis: values, states, ports, and `Analyses`, which ties them together."""

from backend.jobs.analyses import Analyses
from backend.jobs.backoff import Backoff
from backend.jobs.batch_ports import BatchStore, ChunkPublisher, ChunkStore
from backend.jobs.batches import Batches
from backend.jobs.job import Claim, Finished, Job, JobStatus, NewJob, ProgressEvent, TaskRecord, Waiting
from backend.jobs.leases import Guard, LeaseKeeper
from backend.jobs.ports import (
    BlobStore,
    Clock,
    JobStore,
    ProgressLog,
    Publisher,
    ReadyMessages,
    RecoveryStore,
    TaskStore,
    Wait,
)
from backend.jobs.reconcile import Reconciler, Round
from backend.jobs.states import TERMINAL, TRANSITIONS, JobState, is_terminal, predecessors
from backend.jobs.work import MAX_ATTEMPTS, Work

__all__ = [
    "MAX_ATTEMPTS",
    "TERMINAL",
    "TRANSITIONS",
    "Analyses",
    "Backoff",
    "BatchStore",
    "Batches",
    "BlobStore",
    "ChunkPublisher",
    "ChunkStore",
    "Claim",
    "Clock",
    "Finished",
    "Guard",
    "Job",
    "JobState",
    "JobStatus",
    "JobStore",
    "LeaseKeeper",
    "NewJob",
    "ProgressEvent",
    "ProgressLog",
    "Publisher",
    "ReadyMessages",
    "Reconciler",
    "RecoveryStore",
    "Round",
    "TaskRecord",
    "TaskStore",
    "Wait",
    "Waiting",
    "Work",
    "is_terminal",
    "predecessors",
]
