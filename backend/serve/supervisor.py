"""Start broker, workers and API, keep them running, and end them all. Single-threaded: it starts processes."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from backend.broker.embedded import EmbeddedBroker
from backend.broker.ownership import require_shared_ledger
from backend.broker.ping import ping_broker
from backend.broker.serve_file import ServeFile, remove_serve_file, write_serve_file
from backend.config import Settings
from backend.container import build_services
from backend.errors import BrokerUnavailable, InvalidSettings, ServiceUnreachable
from backend.jobs.api_keys import ApiKey
from backend.serve.child import Child, wait_for_all
from backend.serve.data_lock import data_lock
from backend.serve.listening import is_private, listen, url_of
from backend.serve.programs import api_program, make_log_folder, reconciler_program, worker_program
from backend.serve.readiness import answers
from backend.serve.signals import StopSignals
from backend.serve.workers import Workers

START_SECONDS = 90.0
"""Until everything answers; four to eight seconds are usual."""
LOOK_SECONDS, IDLE_SECONDS = 0.1, 1.0
"""Between two looks at the children while the service starts, and later; a child's end is noticed at once."""
API_STOP_SECONDS = 6.0
WARM_STOP_SECONDS = 20.0
"""How long running analyses may go on; what is not done by then is delivered to a worker again."""
COLD_STOP_SECONDS = 12.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be served."""

    host: str
    port: int
    """0 for any free one."""
    workers: int
    """Instances; 0 where workers are started elsewhere."""
    verbose: bool
    """Whether the children write to our stderr instead of to their logs."""


def serve(settings: Settings, plan: Plan, on_ready: Callable[[str], None]) -> None:
    """Run the service until SIGINT, SIGTERM or SIGHUP; call `on_ready` with its URL when everything answers.

    No child outlives this function, nor, on Linux, this process, however it ends.

    Raises:
        InvalidSettings: the address cannot be used, or another service runs with this data folder.
        BrokerUnavailable: the configured broker does not answer, or the embedded one has ended.
        LedgerUnavailable: the ledger cannot be opened.
        NoWorker: no worker stays up.
        ServiceUnreachable: the API has ended, or the service was not ready in time.
    """
    signals = StopSignals()
    with data_lock(settings.data_dir):
        _require_keys(plan.host, build_services(settings).keys.all())
        with listen(plan.host, plan.port) as listener, _broker(settings) as broker:
            url = url_of(listener)
            write_serve_file(settings.data_dir, ServeFile.of_this_process(url, broker.url))
            try:
                _run(settings, plan, listener, broker, signals, lambda: on_ready(url))
            finally:
                remove_serve_file(settings.data_dir)


def _require_keys(host: str, keys: Iterable[ApiKey]) -> None:
    """Refuse an address that others can reach while no key could let them in, or keep them out."""
    if not is_private(host) and all(key.revoked_at for key in keys):
        raise InvalidSettings(
            f"--host is {host}: others can reach the service there, and there is no API key. "
            "Make one with `vitae keys create NAME`, or listen on 127.0.0.1."
        )


@dataclass(frozen=True, slots=True)
class _Broker:
    url: str
    server: EmbeddedBroker | None
    """None where a broker is configured."""

    def require(self) -> None:
        if self.server and not self.server.is_running:
            raise BrokerUnavailable("The embedded broker has ended, and the service with it; no job is lost.")


@contextmanager
def _broker(settings: Settings) -> Iterator[_Broker]:
    """Check the configured broker, or run one of our own."""
    configured = settings.celery_broker_url or settings.redis_url
    if configured:
        require_shared_ledger(configured, settings.database_url)
        ping_broker(configured)
        yield _Broker(configured, None)
        return
    with EmbeddedBroker(settings.data_dir / "broker") as server:
        yield _Broker(server.url, server)


def _run(
    settings: Settings,
    plan: Plan,
    listener: socket.socket,
    broker: _Broker,
    signals: StopSignals,
    on_ready: Callable[[], None],
) -> None:
    """Start the children, look after them until the end is asked for or they cannot go on, and end them."""
    environment = dict(os.environ) | ({"REDIS_URL": broker.url} if broker.server else {})
    logs = None if plan.verbose else make_log_folder(settings.data_dir)
    share = max(1, settings.worker_concurrency // max(1, plan.workers))
    programs = [worker_program(i, plan.workers, share, environment, logs) for i in range(1, plan.workers + 1)]
    programs = programs or [reconciler_program(environment, logs)]
    api = Child.start(api_program(listener.fileno(), environment, logs))
    workers = Workers(programs)
    try:
        _look_after(api, workers, broker, signals, _readiness(url_of(listener), plan), on_ready)
    finally:
        _stop(api, workers, signals)


def _look_after(
    api: Child,
    workers: Workers,
    broker: _Broker,
    signals: StopSignals,
    is_up: Callable[[], bool],
    on_ready: Callable[[], None],
) -> None:
    is_ready = False
    deadline = time.monotonic() + START_SECONDS
    while not signals.count:
        broker.require()
        if not api.is_running:
            raise ServiceUnreachable(f"The HTTP API has ended, and the service with it: {api.describe_end()}.")
        workers.look_after(is_ready=is_ready)
        if not is_ready and is_up():
            is_ready = True
            on_ready()
        if not is_ready and time.monotonic() > deadline:
            raise ServiceUnreachable(f"The service was not ready within {START_SECONDS:g} s; its logs say more.")
        signals.wait(IDLE_SECONDS if is_ready else LOOK_SECONDS)


def _readiness(url: str, plan: Plan) -> Callable[[], bool]:
    """Return how to ask whether everything answers; workers from elsewhere may come later."""
    return lambda: answers(url, "/readyz" if plan.workers else "/livez")


def _stop(api: Child, workers: Workers, signals: StopSignals) -> None:
    """End the API first, so that nothing new comes in; then the workers, warm, then cold, then for certain."""
    asked = signals.count
    api.send(signal.SIGTERM)
    wait_for_all([api], API_STOP_SECONDS)
    children = [api, *workers.running]
    for worker in workers.running:
        worker.send(signal.SIGTERM)
    deadline = time.monotonic() + WARM_STOP_SECONDS
    while workers.running and time.monotonic() < deadline and signals.count <= asked:
        signals.wait(LOOK_SECONDS)
    for final, patience in ((signal.SIGQUIT, COLD_STOP_SECONDS), (signal.SIGKILL, COLD_STOP_SECONDS)):
        for child in children:
            child.send(final)
        if wait_for_all(children, patience):
            return
