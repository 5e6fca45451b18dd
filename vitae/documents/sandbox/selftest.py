"""Proof, on this very machine, of what the sandbox keeps from a document."""

from dataclasses import dataclass

from vitae.documents.limits import Limits
from vitae.documents.sandbox.channel import Request
from vitae.documents.sandbox.client import Sandbox, Unanswered
from vitae.documents.sandbox.lockdown import Layer
from vitae.documents.sandbox.probes import DENIED, PROBES


@dataclass(frozen=True, slots=True)
class Probe:
    """One attempt at something forbidden, made behind the lock."""

    name: str
    is_denied: bool
    detail: str
    """What became of it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What holds, and what it withstood."""

    layers: tuple[Layer, ...]
    probes: tuple[Probe, ...]

    @property
    def holds(self) -> bool:
        """Whether every attempt was denied."""
        return all(probe.is_denied for probe in self.probes)


def prove_sandbox() -> Proof:
    """Let a locked child of a new server try each forbidden thing.

    Raises:
        SandboxUnavailable: the server does not start.
    """
    sandbox = Sandbox()
    try:
        return Proof(sandbox.layers(), tuple(_try(sandbox, name) for name in PROBES))
    finally:
        sandbox.close()


def _try(sandbox: Sandbox, name: str) -> Probe:
    try:
        outcome = sandbox.run(Request(name, Limits()))
    except Unanswered as end:
        return Probe(name, is_denied=False, detail=end.rejection.detail)
    detail = outcome.answer.decode() or f"no answer, exit status {outcome.ending.status}"
    return Probe(name, is_denied=detail.startswith(DENIED), detail=detail)
