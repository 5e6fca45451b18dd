"""Carry out what follows an analysis. What a step could not do takes nothing from what was done before it."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from backend.errors import BrokerUnavailable
from backend.jobs.holders import current_holder
from backend.jobs.job import Job, new_message_id
from backend.jobs.ports import BlobStore, Clock, JobStore
from backend.jobs.step import Step, StepClaim, StepName, StepState
from backend.jobs.step_ports import StepPublisher, StepStore
from vitae.domain.errors import VitaeError
from vitae.domain.report import ErrorInfo
from vitae.exports import FORMATS

logger = logging.getLogger(__name__)

JSON = FORMATS["json"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something written that is to be delivered."""

    filename: str
    media_type: str
    data: bytes


class Deliverer(Protocol):
    """Hands on what was written: into a folder, to an address ..."""

    def deliver(self, parcel: Parcel, folder: str | None) -> str:
        """Hand the parcel on, whole or not at all, and return where it is; twice the same is the same as once.

        Raises:
            DeliveryFailed: it cannot be handed on, and trying again will not help.
            LedgerUnavailable: it cannot be handed on at this moment.
        """
        ...


class Chains:
    """The use cases of steps."""

    def __init__(
        self,
        jobs: JobStore,
        steps: StepStore,
        blobs: BlobStore,
        publisher: StepPublisher,
        deliverer: Deliverer,
        clock: Clock,
        *,
        lease: timedelta,
    ) -> None:
        self._jobs = jobs
        self._steps = steps
        self._blobs = blobs
        self._publisher = publisher
        self._deliverer = deliverer
        self._clock = clock
        self._lease = lease

    def steps_of(self, job_id: str) -> tuple[Step, ...]:
        """Return what follows the job, in order."""
        return self._steps.of(job_id)

    def begin(self, job_id: str) -> None:
        """Publish the steps of a finished job, if it has any; without a broker they go out when it is back."""
        first = next((step for step in self._steps.of(job_id) if step.state is StepState.WAITING), None)
        if first is None:
            return
        try:
            self.publish_from(first)
        except BrokerUnavailable:
            logger.info("the steps of %s wait for the broker", job_id)

    def publish_from(self, step: Step) -> bool:
        """Publish a step and those behind it; False when another was quicker.

        Raises:
            BrokerUnavailable: the broker did not take the message, which the ledger notes.
        """
        positions = [one.position for one in self._steps.of(step.job_id) if one.position >= step.position]
        message_id = new_message_id()
        if not self._steps.take_for_publication(step, message_id, self._clock()):
            return False
        try:
            self._publisher.publish_steps(step.job_id, positions, message_id)
        except BrokerUnavailable:
            self._steps.mark_unpublished(step, message_id)
            raise
        return True

    def claim(self, job_id: str, position: int) -> StepClaim | None:
        """Take a step whose turn it is; None when another has it, or it has ended."""
        now = self._clock()
        return self._steps.claim(job_id, position, current_holder(), now + self._lease, now)

    def carry_out(self, claim: StepClaim) -> Mapping[str, Any]:
        """Do what the step is there for, and return what came of it.

        Raises:
            DeliveryFailed: it cannot be delivered.
            LedgerUnavailable: it cannot be read or written at this moment.
        """
        job = self._jobs.find(claim.step.job_id)
        stored = self._jobs.report(claim.step.job_id)
        if job is None or stored is None:
            return {}
        report = json.loads(stored)
        report["run"] |= job.own_run
        if claim.step.name is StepName.EXPORT:
            return self._export(claim.step, report)
        return self._deliver(claim.step, job, report)

    def succeed(self, claim: StepClaim, result: Mapping[str, Any]) -> bool:
        """End the step; False when it is not this worker's any more."""
        return self._steps.end(claim, StepState.SUCCEEDED, self._clock(), result=result)

    def fail(self, claim: StepClaim, error: VitaeError) -> bool:
        """End the step with the error, and skip what would have followed; False as for `succeed`."""
        return self._steps.end(claim, StepState.FAILED, self._clock(), error=ErrorInfo.of(error))

    def put_off(self, claim: StepClaim) -> bool:
        """Let the step wait for another try after a passing fault; False as for `succeed`."""
        return self._steps.put_off(claim)

    def _export(self, step: Step, report: Mapping[str, Any]) -> Mapping[str, Any]:
        kind = FORMATS[step.arguments["format"]]
        data = kind.render(report).encode()
        blob = self._blobs.put(data)
        return {"blob": blob, "media_type": kind.media_type, "extension": kind.extension, "bytes": len(data)}

    def _deliver(self, step: Step, job: Job, report: Mapping[str, Any]) -> Mapping[str, Any]:
        earlier = [one.result for one in self._steps.of(job.id) if one.position < step.position and one.result]
        written = [
            Parcel(_name(job, one["extension"]), one["media_type"], self._blobs.read(one["blob"]))
            for one in earlier
            if "blob" in one
        ]
        parcels = written or [Parcel(_name(job, JSON.extension), JSON.media_type, JSON.render(report).encode())]
        return {"places": [self._deliverer.deliver(one, step.arguments.get("folder")) for one in parcels]}


def _name(job: Job, extension: str) -> str:
    """Return a name that no other job's parcel has."""
    stem = (job.filename or "document").replace("/", "_")
    return f"{stem}.{job.id}.{extension}"
