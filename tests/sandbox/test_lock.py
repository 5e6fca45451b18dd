"""What a document that took over its reader could do: nothing."""

import pytest

from vitae.documents.limits import Limits
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import Request
from vitae.documents.sandbox.landlock import landlock_version
from vitae.documents.sandbox.lockdown import Layer
from vitae.documents.sandbox.probes import PROBES, probe
from vitae.documents.sandbox.selftest import prove_sandbox


@pytest.mark.parametrize("name", PROBES)
def test_a_locked_child_is_denied(name: str, sandbox: Sandbox) -> None:
    outcome = sandbox.run(Request(name, Limits()))

    assert outcome.answer.decode().startswith("denied"), outcome


@pytest.mark.parametrize("name", ["socket", "open", "list"])
def test_the_same_attempt_succeeds_without_the_lock(name: str) -> None:
    assert probe(name) == "allowed"


def test_every_layer_that_the_kernel_has_holds(sandbox: Sandbox) -> None:
    expected = set(Layer) if landlock_version() else set(Layer) - {Layer.LANDLOCK}

    assert set(sandbox.layers()) == expected


def test_the_proof_names_layers_and_probes_in_one_order() -> None:
    proof = prove_sandbox()

    assert proof.holds
    assert [done.name for done in proof.probes] == list(PROBES)
    assert Layer.LIMITS in proof.layers
