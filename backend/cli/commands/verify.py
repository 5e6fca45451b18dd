"""``vitae verify``: the checks of `backend/verify_celery_setup.py`, and the proof of the sandbox."""

import click

from backend.cli.exit_codes import ExitCode


@click.command("verify")
@click.option("--live", is_flag=True, help="Also prove a running worker.")
@click.option("--sandbox", "of_sandbox", is_flag=True, help="Try what a hostile document would, behind the lock.")
def command(*, live: bool, of_sandbox: bool) -> int:
    """Check that Celery, its configuration and its tasks are in order.

    With --sandbox, prove instead that a document cannot harm this machine.
    """
    if of_sandbox:
        return _verify_sandbox()
    from backend.verify_celery_setup import main

    return main(["--live"] if live else [])


def _verify_sandbox() -> ExitCode:
    from vitae.documents.sandbox.lockdown import Layer
    from vitae.documents.sandbox.selftest import prove_sandbox

    proof = prove_sandbox()
    for layer in Layer:
        click.echo(f"layer {layer.value}: {'holds' if layer in proof.layers else 'is missing on this system'}")
    for probe in proof.probes:
        click.echo(f"{'✅ PASS' if probe.is_denied else '❌ FAIL'} {probe.name}: {probe.detail}")
    return ExitCode.COMPLETE if proof.holds else ExitCode.BUG
