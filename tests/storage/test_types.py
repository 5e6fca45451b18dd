"""Moments come back as they went in, aware and in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from backend.storage.types import UtcDateTime

BERLIN_SUMMER = timezone(timedelta(hours=2))
MOMENT = datetime(2026, 7, 1, 1, 30, 0, 123456, tzinfo=BERLIN_SUMMER)
DIALECTS = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_moment_of_any_zone_comes_back_in_utc(dialect: Dialect) -> None:
    column = UtcDateTime()

    stored = column.process_bind_param(MOMENT, dialect)
    returned = column.process_result_value(stored, dialect)

    assert returned == MOMENT
    assert returned is not None
    assert returned.tzinfo is UTC


def test_a_server_that_answers_in_its_own_zone_is_understood() -> None:
    returned = UtcDateTime().process_result_value(MOMENT, DIALECTS[1])

    assert returned == MOMENT
    assert returned is not None
    assert returned.tzinfo is UTC


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_no_moment_stays_no_moment(dialect: Dialect) -> None:
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 7, 1), DIALECTS[0])  # noqa: DTZ001
