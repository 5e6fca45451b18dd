import pytest

from backend.errors import QueueFull, StorageFull
from backend.jobs.room import MIB, Room


def test_there_is_room_as_long_as_disk_and_queue_have_some() -> None:
    Room(lambda: 10 * MIB, lambda: 4, min_free_mib=10, max_waiting=5).require()


def test_a_disk_below_its_reserve_takes_nothing() -> None:
    with pytest.raises(StorageFull, match="9 MiB left; 10 MiB"):
        Room(lambda: 10 * MIB - 1, lambda: 0, min_free_mib=10, max_waiting=5).require()


def test_a_queue_at_its_limit_takes_nothing() -> None:
    with pytest.raises(QueueFull, match="5 analyses wait"):
        Room(lambda: 10 * MIB, lambda: 5, min_free_mib=10, max_waiting=5).require()


def test_what_waits_is_not_counted_at_every_document() -> None:
    counts = iter(range(100))
    room = Room(lambda: MIB, lambda: next(counts), min_free_mib=1, max_waiting=9)

    for _ in range(100):
        room.require()

    assert next(counts) < 9
