"""What many ask for at the same moment is read once; and the way around the framework answers as the route does."""

import asyncio
import threading
from collections.abc import Callable, Collection, Mapping

import httpx
import pytest

from backend.api.status_reader import StatusReader
from backend.errors import LedgerUnavailable
from backend.jobs import JobStatus


class SlowLedger:
    """Notes what was asked for, and answers once it may."""

    def __init__(self) -> None:
        self.looks: list[set[str]] = []
        self.trouble: Exception | None = None
        self.begun, self.may_answer = threading.Event(), threading.Event()
        self.may_answer.set()

    def __call__(self, job_ids: Collection[str]) -> Mapping[str, JobStatus]:
        self.looks.append(set(job_ids))
        self.begun.set()
        assert self.may_answer.wait(10)
        if self.trouble:
            raise self.trouble
        return {}


@pytest.fixture
def ledger() -> SlowLedger:
    return SlowLedger()


def test_who_asks_during_a_look_shares_the_next_one(ledger: SlowLedger) -> None:
    async def ask() -> None:
        ledger.may_answer.clear()
        reader = StatusReader(ledger)
        first = asyncio.create_task(reader.read("ana_1"))
        assert await asyncio.to_thread(ledger.begun.wait, 10)
        others = [asyncio.create_task(reader.read(f"ana_{number % 3}")) for number in range(30)]
        await asyncio.sleep(0)  # each of them has asked
        ledger.may_answer.set()
        await asyncio.gather(first, *others)

    asyncio.run(ask())

    assert ledger.looks == [{"ana_1"}, {"ana_0", "ana_1", "ana_2"}]


def test_trouble_reaches_everybody_who_shares_the_look_and_nobody_after(ledger: SlowLedger) -> None:
    async def ask() -> list[JobStatus | BaseException | None]:
        reader = StatusReader(ledger)
        ledger.trouble = LedgerUnavailable("The ledger does not answer.")
        answers = await asyncio.gather(*(reader.read("ana_1") for _ in range(3)), return_exceptions=True)
        ledger.trouble = None
        return [*answers, await reader.read("ana_1")]

    *troubled, after = asyncio.run(ask())

    assert [type(one) for one in troubled] == [LedgerUnavailable] * 3
    assert after is None


def test_who_goes_away_leaves_the_look_to_the_others(ledger: SlowLedger) -> None:
    async def ask() -> None:
        reader = StatusReader(ledger)
        gone, stays = (asyncio.create_task(reader.read("ana_1")) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        await stays

    asyncio.run(ask())

    assert ledger.looks == [{"ana_1"}]


@pytest.mark.parametrize("known", [True, False])
def test_a_plain_question_is_answered_like_one_with_parameters(
    client: httpx.Client, submit: Callable[[], str], *, known: bool
) -> None:
    path = f"/v1/analyses/{submit() if known else 'ana_unknown'}"

    plain, routed = client.get(path), client.get(path, params={"wait": 0})

    own = {"x-request-id", "date"}
    assert plain.status_code == routed.status_code
    assert {k: v for k, v in plain.headers.items() if k not in own} == {
        k: v for k, v in routed.headers.items() if k not in own
    }
    assert {**plain.json(), "request_id": 0} == {**routed.json(), "request_id": 0}
    if known:
        assert client.get(path, headers={"If-None-Match": plain.headers["etag"]}).status_code == 304
        assert client.get(path, headers={"Prefer": "wait=0"}).json() == plain.json()
