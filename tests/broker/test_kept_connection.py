"""A connection to Redis that is kept: it outlives its loss, a fork, a refusal and an interrupt."""

import os
import signal
from collections.abc import Iterator
from threading import Thread
from types import FrameType

import pytest
from redis import Redis
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as NoAnswer

from backend.redis_client import KeptConnection

KEY = "vitae:test:kept"
NOTHING = "vitae:test:nothing"
COUNT_AND_WAIT = ("INCR", KEY), ("BLPOP", NOTHING, 1)
ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"


@pytest.fixture
def client(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client
        client.delete(KEY)


@pytest.fixture
def kept(client: Redis) -> KeptConnection:
    return KeptConnection(client)


def test_commands_that_go_together_are_answered_in_their_order(kept: KeptConnection) -> None:
    assert kept.ask(("SET", KEY, 1), ("INCR", KEY), ("GET", KEY))[1:] == [2, b"2"]
    assert kept.ask(("GET", KEY), ("DEL", KEY)) == [b"2", 1]


def test_a_connection_that_is_gone_is_made_anew(kept: KeptConnection, client: Redis) -> None:
    (number,) = kept.ask(("CLIENT", "ID"))
    client.client_kill_filter(_id=str(number))

    assert kept.ask(("EXISTS", KEY)) == [0]


def test_after_a_refusal_no_answer_is_left_for_the_next_question(kept: KeptConnection) -> None:
    with pytest.raises(ResponseError):
        kept.ask(("SET", KEY, "text"), ("INCR", KEY), ("GET", KEY))

    assert kept.ask(("STRLEN", KEY)) == [4]


def test_a_script_that_redis_does_not_know_yet_is_told_in_full(kept: KeptConnection, client: Redis) -> None:
    client.script_flush()

    assert kept.run(ADD, KEY, 2) == 2
    assert kept.run(ADD, KEY, 3) == 5


def test_a_child_speaks_over_another_connection(kept: KeptConnection) -> None:
    before = kept.ask(("CLIENT", "ID"))

    child = os.fork()
    if child == 0:
        os._exit(0 if kept.ask(("CLIENT", "ID")) != before else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert kept.ask(("CLIENT", "ID")) == before


@pytest.mark.parametrize(("again", "times"), [(False, b"1"), (True, b"2")])
def test_what_is_not_answered_in_time_is_said_again_only_where_that_is_wanted(
    redis_url: str, client: Redis, again: bool, times: bytes
) -> None:
    with Redis.from_url(redis_url, socket_timeout=0.2) as hasty, pytest.raises(NoAnswer):
        KeptConnection(hasty, again=again).ask(*COUNT_AND_WAIT)

    assert client.get(KEY) == times


def test_nobody_waits_for_the_answer_to_another(kept: KeptConnection) -> None:
    other = Thread(target=kept.ask, args=COUNT_AND_WAIT)
    other.start()
    while kept.ask(("EXISTS", KEY)) == [0]:
        pass

    assert other.is_alive()
    other.join()


def test_after_an_interrupt_no_answer_is_left_for_the_next_question(kept: KeptConnection) -> None:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise ZeroDivisionError

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(ZeroDivisionError):
            kept.ask(*COUNT_AND_WAIT)
    finally:
        signal.signal(signal.SIGALRM, before)

    assert kept.ask(("GET", KEY)) == [b"1"]
