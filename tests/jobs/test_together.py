"""Threads that want the same kind of thing at the same moment have it done for all of them at once."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from backend.errors import LedgerUnavailable
from backend.jobs.together import Together

SECONDS = 10


class Trips:
    """Doubles what it is asked, once it may; notes what was asked together."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.trouble: Exception | None = None
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.made.append(list(numbers))
        self.begun.set()
        assert self.may_end.wait(SECONDS)
        if self.trouble:
            raise self.trouble
        return [2 * number for number in numbers]


def gather_behind_a_trip(
    together: Together[int, int], trips: Trips, threads: ThreadPoolExecutor
) -> tuple[Future[int], list[Future[int]]]:
    """Let one thread begin a trip, and others come meanwhile; return what they will be told."""
    first = threads.submit(together, 0)
    assert trips.begun.wait(SECONDS)
    arrived = threading.Barrier(6)

    def come(number: int) -> int:
        arrived.wait(SECONDS)
        return together(number)

    others = [threads.submit(come, number) for number in range(1, 6)]
    arrived.wait(SECONDS)
    while len(together._waiting) < len(others):  # nothing else tells that they wait
        threading.Event().wait(0.001)
    return first, others


def test_who_comes_during_a_trip_shares_the_next_one_and_gets_an_answer_of_their_own() -> None:
    trips = Trips()
    with ThreadPoolExecutor(6) as threads:
        first, others = gather_behind_a_trip(Together(trips), trips, threads)
        trips.may_end.set()

        assert [one.result(SECONDS) for one in (first, *others)] == [0, 2, 4, 6, 8, 10]

    assert [sorted(numbers) for numbers in trips.made] == [[0], [1, 2, 3, 4, 5]]


def test_who_is_on_the_way_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.jobs.together.PATIENCE_SECONDS", SECONDS)
    trips = Trips()
    trips.may_end.set()
    together = Together(trips)

    with ThreadPoolExecutor(2) as threads, together.coming(), together.coming():
        asked = [threads.submit(together, number) for number in (1, 2)]
        assert [one.result(SECONDS) for one in asked] == [2, 4]

    assert [sorted(numbers) for numbers in trips.made] == [[1, 2]]


def test_who_announces_and_does_not_come_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.jobs.together.PATIENCE_SECONDS", SECONDS)
    trips = Trips()
    trips.may_end.set()
    together = Together(trips)

    with pytest.raises(LedgerUnavailable), together.coming():
        raise LedgerUnavailable("The document cannot be stored.")

    assert together(1) == 2
    assert trips.made == [[1]]


def test_trouble_reaches_everybody_who_shares_the_trip_and_nobody_after() -> None:
    trips = Trips()
    together = Together(trips)
    with ThreadPoolExecutor(6) as threads:
        first, others = gather_behind_a_trip(together, trips, threads)
        trips.trouble = LedgerUnavailable("The ledger does not answer.")
        trips.may_end.set()

        for one in (first, *others):
            with pytest.raises(LedgerUnavailable):
                one.result(SECONDS)

    trips.trouble = None
    assert together(7) == 14
