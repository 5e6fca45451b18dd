"""A broker that hangs is waited for once, and asked again soon."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from backend.broker.embedded import EmbeddedBroker

PROGRAM = textwrap.dedent(
    """
    import os, signal, sys, time
    from backend.config import get_settings
    from backend.container import build_services
    from backend.tasks import CeleryPublisher

    analyses = build_services(get_settings()).analyses(CeleryPublisher())

    def submit():
        began = time.monotonic()
        job = analyses.submit(b"a document", is_fresh=True)
        print(job.published_at is not None, time.monotonic() - began, flush=True)

    broker = int(sys.argv[1])
    submit()
    time.sleep(1.1)
    os.kill(broker, signal.SIGSTOP)
    submit()
    submit()
    os.kill(broker, signal.SIGCONT)
    time.sleep(3.1)
    submit()
    """
)


def test_documents_are_accepted_within_seconds_while_the_broker_hangs_and_published_when_it_is_back(
    tmp_path: Path,
) -> None:
    with EmbeddedBroker(tmp_path / "broker") as broker:
        environment = os.environ | {"REDIS_URL": broker.url, "DATA_DIR": str(tmp_path / "data")}
        command = [sys.executable, "-c", PROGRAM, str(broker.pid)]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        finally:
            os.kill(broker.pid or 0, signal.SIGCONT)

    answers = [line.split() for line in done.stdout.splitlines()]
    assert [published for published, _ in answers] == ["True", "False", "False", "True"]
    assert float(answers[1][1]) < 10
    assert float(answers[2][1]) < 1
