"""The question whether a worker is there: asked in the background, and ended before what it asks through goes."""

import threading

import pytest

from backend.api import workers
from backend.api.workers import WorkerPresence


def test_a_question_under_way_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "NO_SECONDS", 0.0)
    may_answer, asked = threading.Event(), threading.Event()

    def ask() -> bool:
        asked.set()
        return may_answer.wait(10)

    presence = WorkerPresence(lambda: None, ask)
    may_answer.set()
    assert presence.is_any()
    monkeypatch.setattr(workers, "YES_SECONDS", 0.0)
    may_answer.clear()
    asked.clear()
    assert presence.was_any()  # believed, while it is asked again
    assert asked.wait(10)

    settling = threading.Thread(target=presence.settle)
    settling.start()
    settling.join(0.2)
    assert settling.is_alive()
    may_answer.set()
    settling.join(10)

    assert not settling.is_alive()
