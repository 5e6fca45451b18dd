"""Many wait for changes with one look at the ledger, which is seldom where it costs something and nothing happens."""

import asyncio
import time
from collections.abc import Collection, Mapping

import pytest

from backend.api import watcher
from backend.api.watcher import Watcher


class Marks:
    """Stands in for the ledger: the marks that a test sets, and how often they were looked at."""

    def __init__(self, seconds: float = 0) -> None:
        self.now = {"a": 1, "b": 1}
        self.looks = 0
        self._seconds = seconds

    def __call__(self, keys: Collection[str]) -> Mapping[str, int]:
        self.looks += 1
        time.sleep(self._seconds)  # in a thread, as a database does
        return {key: self.now[key] for key in keys}


@pytest.fixture
def idle_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(watcher, "IDLE_AFTER", 2)
    monkeypatch.setattr(watcher, "IDLE_SECONDS", 3.0)


@pytest.mark.parametrize(("seconds", "fewest", "most"), [(0.1, 2, 4), (0.0, 5, 100)], ids=["dear", "cheap"])
@pytest.mark.usefixtures("idle_at_once")
def test_an_idle_watcher_looks_seldom_where_it_costs_something_and_tells_a_change_all_the_same(
    seconds: float, fewest: int, most: int
) -> None:
    async def wait_and_change() -> tuple[int, int | None]:
        marks = Marks(seconds)
        watching: Watcher[int] = Watcher(marks)
        waiting = asyncio.create_task(watching.wait_for_change("a", 1, 60))
        await asyncio.sleep(1)
        looks = marks.looks
        marks.now["a"] = 2
        return looks, await asyncio.wait_for(waiting, 20)

    looks, told = asyncio.run(wait_and_change())

    assert told == 2
    assert fewest <= looks <= most


@pytest.mark.usefixtures("idle_at_once")
def test_who_comes_to_an_idle_watcher_is_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "IDLE_SECONDS", 600.0)
    monkeypatch.setattr(watcher, "RESTS", 6000)

    async def come_late() -> int | None:
        watching: Watcher[int] = Watcher(Marks(0.1))
        waiting = asyncio.create_task(watching.wait_for_change("a", 1, 600))
        await asyncio.sleep(0.5)
        told = await asyncio.wait_for(watching.wait_for_change("b", None, 600), 20)
        waiting.cancel()
        return told

    assert asyncio.run(come_late()) == 1
