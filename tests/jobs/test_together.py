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
        self.trouble: BaseException | None = None
        self.bad: int | None = None
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.made.append(list(numbers))
        self.begun.set()
        assert self.may_end.wait(SECONDS)
        if self.trouble:
            raise self.trouble
        if self.bad in numbers:
            raise ValueError
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
        first, others = gather_behind_a_trip(Together(trips, common=LedgerUnavailable), trips, threads)
        trips.may_end.set()

        assert [one.result(SECONDS) for one in (first, *others)] == [0, 2, 4, 6, 8, 10]

    assert [sorted(numbers) for numbers in trips.made] == [[0], [1, 2, 3, 4, 5]]


def test_who_is_on_the_way_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.jobs.together.PATIENCE_SECONDS", SECONDS)
    trips = Trips()
    trips.may_end.set()
    together = Together(trips, common=LedgerUnavailable)

    announced = threading.Barrier(2)

    def come(number: int) -> int:
        with together.coming():
            announced.wait(SECONDS)
            return together(number)

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(come, (1, 2))) == [2, 4]

    assert [sorted(numbers) for numbers in trips.made] == [[1, 2]]


def test_who_has_been_answered_is_waited_for_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.jobs.together.PATIENCE_SECONDS", 3 * SECONDS)
    trips = Trips()
    trips.may_end.set()
    together = Together(trips, common=LedgerUnavailable)

    with ThreadPoolExecutor(1) as threads, together.coming():
        assert together(1) == 2
        assert threads.submit(together, 2).result(SECONDS) == 4


def test_who_announces_and_does_not_come_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.jobs.together.PATIENCE_SECONDS", SECONDS)
    trips = Trips()
    trips.may_end.set()
    together = Together(trips, common=LedgerUnavailable)

    with pytest.raises(LedgerUnavailable), together.coming():
        raise LedgerUnavailable("The document cannot be stored.")

    assert together(1) == 2
    assert trips.made == [[1]]


def test_trouble_reaches_everybody_who_shares_the_trip_and_nobody_after() -> None:
    trips = Trips()
    together = Together(trips, common=LedgerUnavailable)
    with ThreadPoolExecutor(6) as threads:
        first, others = gather_behind_a_trip(together, trips, threads)
        trips.trouble = LedgerUnavailable("The ledger does not answer.")
        trips.may_end.set()

        for one in (first, *others):
            with pytest.raises(LedgerUnavailable):
                one.result(SECONDS)

    trips.trouble = None
    assert together(7) == 14


def test_what_is_wrong_with_one_does_not_reach_those_beside_it() -> None:
    trips = Trips()
    trips.bad = 3
    together = Together(trips, common=LedgerUnavailable)
    with ThreadPoolExecutor(6) as threads:
        first, others = gather_behind_a_trip(together, trips, threads)
        trips.may_end.set()

        assert first.result(SECONDS) == 0
        with pytest.raises(ValueError):  # noqa: PT011  # it has no text
            others[2].result(SECONDS)
        assert [one.result(SECONDS) for one in others if one is not others[2]] == [2, 4, 8, 10]


def test_an_end_of_the_thread_that_has_its_turn_leaves_nobody_waiting() -> None:
    trips = Trips()
    together = Together(trips, common=LedgerUnavailable)
    with ThreadPoolExecutor(6) as threads:
        first, others = gather_behind_a_trip(together, trips, threads)
        trips.trouble = SystemExit()
        trips.may_end.set()

        for one in (first, *others):
            with pytest.raises(SystemExit):
                one.result(SECONDS)
