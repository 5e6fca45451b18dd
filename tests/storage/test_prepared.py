"""Statements that go to the driver as they are: the same values and the same errors as by SQLAlchemy."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from backend.errors import LedgerUnavailable
from backend.jobs.job import Admission, Finished, NewJob
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.prepared import Prepared

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
LATER = AT + timedelta(seconds=30)


@pytest.fixture
def store(ledger: Ledger) -> LedgerJobStore:
    return LedgerJobStore(ledger)


@pytest.fixture
def new() -> NewJob:
    return NewJob(
        id="ana_1",
        owner="local",
        filename="Žofia – cv.pdf",
        document_sha256="0" * 64,
        size=1,
        analyzers=("ner_extractor",),
        as_of=date(2026, 3, 1),
        queue="analysis",
        priority=5,
        created_at=AT,
        options={"rules": {"gap": "info"}},
        cache_key="k",
    )


def test_a_job_is_the_same_when_it_is_admitted_found_and_taken(store: LedgerJobStore, new: NewJob) -> None:
    (admitted,) = store.add(Admission(new, "m", LATER))
    assert store.find(new.id) == admitted

    claim = store.take(new.id, "worker", "holder", LATER, AT)

    assert claim is not None
    assert claim.job == store.find(new.id)
    assert claim.job.lease_until == LATER


def test_the_summary_of_a_finished_job_is_what_the_same_work_is_answered_with(
    store: LedgerJobStore, new: NewJob
) -> None:
    store.add(Admission(new, "m", LATER))
    claim = store.take(new.id, "worker", "holder", LATER, AT)
    assert claim is not None
    summary = {"status": "succeeded", "score": None, "findings": {"error": 2}}
    assert store.complete([Finished(claim, b"{}", summary, AT, LATER, may_have_partial=False)])

    again = NewJob(**{name: getattr(new, name) for name in new.__dataclass_fields__} | {"id": "ana_2"})
    (answered,) = store.add(Admission(again, "m", LATER))

    assert answered.summary == summary
    assert store.find("ana_2") == answered


def test_an_error_of_the_driver_is_raised_as_sqlalchemy_raises_it(ledger: Ledger) -> None:
    nowhere = Prepared(insert(Table("nowhere", MetaData(), Column("number", Integer))))

    with pytest.raises((DBAPIError, LedgerUnavailable)) as caught, ledger.writing() as connection:
        nowhere.run(connection, {"number": 1})

    cause = caught.value if isinstance(caught.value, DBAPIError) else caught.value.__cause__
    assert isinstance(cause, DBAPIError)
    assert "nowhere" in str(cause.orig)


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)  # PostgreSQL's driver has all rows at once
def test_an_error_that_comes_with_a_later_row_is_one_of_the_ledger(ledger: Ledger) -> None:
    rows = text("(VALUES (1), (-9223372036854775808))")
    overflows = Prepared(select(func.abs(literal_column("column1"))).select_from(rows), Column("number", Integer))

    with pytest.raises(LedgerUnavailable, match="overflow"), ledger.reading() as connection:
        overflows.run(connection, {})
