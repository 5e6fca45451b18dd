"""Progress on its way to the log: few trips, nothing lost, and nothing late for who watches."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from backend.tasks.gathered_progress import GatheredProgress
from vitae.domain.progress import Progress


class Trips(list[list[str]]):
    def extend_log(self, steps: Sequence[tuple[datetime, Progress]]) -> None:
        self.append([step.stage for _, step in steps])


def test_what_is_over_in_a_moment_is_told_in_one_trip() -> None:
    trips, now = Trips(), [0.0]
    with GatheredProgress(trips.extend_log, quiet_seconds=0, clock=lambda: now[0]) as gathered:
        for number, stage in enumerate(("read", "sections", "profile")):
            now[0] = number / 100
            gathered(Progress(stage, number, 3))
        assert trips == []

    assert trips == [["read", "sections", "profile"]]


def test_the_first_steps_are_told_after_a_tenth_of_a_second() -> None:
    trips, now = Trips(), [0.0]
    with GatheredProgress(trips.extend_log, quiet_seconds=0, clock=lambda: now[0]) as gathered:
        for number, stage in enumerate(("read", "sections", "profile")):
            now[0] = number / 20
            gathered(Progress(stage, number, 3))

        assert trips == [["read", "sections", "profile"]]


def test_a_stage_that_takes_long_is_told_by_whoever_looks_meanwhile() -> None:
    trips, now = Trips(), [0.0]
    gathered = GatheredProgress(trips.extend_log, quiet_seconds=0, clock=lambda: now[0])
    gathered(Progress("read", 0, 2))
    gathered(Progress("grammar_checker", 1, 2))

    gathered.hand_on_if_due()
    assert trips == []
    now[0] = 0.4
    gathered.hand_on_if_due()
    gathered.hand_on_if_due()

    assert trips == [["read", "grammar_checker"]]


def test_where_nobody_watches_nothing_is_told_until_there_is_something_to_see() -> None:
    trips, now = Trips(), [0.0]
    gathered = GatheredProgress(trips.extend_log, quiet_seconds=0.5, clock=lambda: now[0])

    gathered(Progress("read", 0, 2))
    now[0] = 0.4
    gathered.hand_on_if_due()
    assert trips == []
    now[0] = 0.6
    gathered(Progress("sections", 1, 2))

    assert trips == [["read", "sections"]]


def test_work_that_is_broken_off_has_told_how_far_it_came() -> None:
    trips, now = Trips(), [0.0]

    with suppress(KeyError), GatheredProgress(trips.extend_log, quiet_seconds=0, clock=lambda: now[0]) as gathered:
        gathered(Progress("read", 0, 2))
        gathered(Progress("sections", 1, 2))
        raise KeyError

    assert trips == [["read", "sections"]]


def test_work_that_ends_before_there_is_something_to_see_tells_nothing() -> None:
    trips, now = Trips(), [0.0]

    with GatheredProgress(trips.extend_log, quiet_seconds=0.5, clock=lambda: now[0]) as gathered:
        gathered(Progress("read", 0, 1))

    assert trips == []
