"""What a worker's parent keeps beside its children: the reconciler, a file that says that it lives, its events."""

import logging
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from celery import bootsteps
from kombu.common import ignore_errors

from backend.config import get_settings

logger = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""Between two looks at the reconciler, and between two signs of life."""
EVENT_SECONDS = 0.25
"""Between two trips with the events of tasks."""
HEARTBEATS = "heartbeats"
STOP_SECONDS = 5.0


class ReconcilerStep(bootsteps.StartStopStep):
    """Starts the reconciler with the worker, and again when it has ended."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: Any = None

    def start(self, worker: Any) -> None:
        """Start it in a group of its own: what is sent to the worker's is not for it."""
        self._start()
        self._timer = worker.timer.call_repeatedly(LOOK_SECONDS, self._look_after)

    def stop(self, worker: Any) -> None:  # noqa: ARG002  # the name is Celery's
        """End it with the worker."""
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def terminate(self, parent: Any) -> None:
        """End it with a worker that is stopped cold, too."""
        self.stop(parent)

    def _start(self) -> None:
        program = (sys.executable, "-m", "backend.tasks.reconciler", "--parent", str(os.getpid()))
        self._process = subprocess.Popen(program, stdin=subprocess.DEVNULL, process_group=0)  # noqa: S603  # our own

    def _look_after(self) -> None:
        if self._process is not None and self._process.poll() is not None:
            logger.warning("the reconciler has ended with status %s; it is started again", self._process.returncode)
            self._start()


class HeartbeatStep(bootsteps.StartStopStep):
    """Touches a file as long as the worker is connected and takes messages, for whoever has to probe it."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._timer: Any = None
        self._file = heartbeat_file(consumer.hostname)

    def start(self, consumer: Any) -> None:
        """Begin to show life."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file.touch()
        self._timer = consumer.timer.call_repeatedly(LOOK_SECONDS, self._file.touch)

    def stop(self, consumer: Any) -> None:  # noqa: ARG002  # the name is Celery's
        """Show none while the broker is away."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def shutdown(self, consumer: Any) -> None:
        """Take the file away: this worker ends."""
        self.stop(consumer)
        self._file.unlink(missing_ok=True)


class EventsStep(bootsteps.StartStopStep):
    """Sends the events of tasks together, a few times a second.

    Celery gathers them, too, but sends them at the next turn of its loop: with short tasks that is two trips for each,
    a third of what a message costs the worker's parent.
    """

    requires = ("celery.worker.consumer.events:Events",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._is_due = False

    def start(self, consumer: Any) -> None:
        """Gather from now on, where the worker has a loop."""
        self._is_due = False
        if consumer.hub is not None:
            consumer.event_dispatcher.on_send_buffered = partial(self._send_soon, consumer)

    def stop(self, consumer: Any) -> None:
        """Send what is left, if the broker takes it."""
        if consumer.event_dispatcher is not None:
            ignore_errors(consumer, consumer.event_dispatcher.flush)

    def _send_soon(self, consumer: Any) -> None:
        if not self._is_due:
            self._is_due = True
            consumer.hub.call_later(EVENT_SECONDS, self._send, consumer)

    def _send(self, consumer: Any) -> None:
        self._is_due = False
        if consumer.event_dispatcher is not None:
            consumer.event_dispatcher.flush()


def heartbeat_file(hostname: str) -> Path:
    """Return the file whose age tells whether the worker of this name lives."""
    return get_settings().data_dir / HEARTBEATS / hostname
