"""In which order a batch's documents are listed, and where a page of them begins."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal, select, true, tuple_

from backend.jobs.batch import ItemQuery, Order
from backend.jobs.states import JobState
from backend.storage.tables import jobs

BELOW_ALL, ABOVE_ALL = -1, 1_000_000_000
"""Stand for a number that is not known, which comes last in both directions: scores and months are none of them."""

COLUMNS: dict[Order, ColumnElement[Any]] = {
    Order.NAME: jobs.c.filename,
    Order.SIZE: jobs.c.size,
    Order.ADDED: jobs.c.created_at,
    Order.STATE: case({state.value: place for place, state in enumerate(JobState)}, value=jobs.c.state),
}
SUMMARY_FIELDS = {Order.SCORE: "score", Order.EXPERIENCE: "months"}


def in_order(connection: Connection, wanted: Select[Any], query: ItemQuery) -> Select[Any]:
    """Return the selection in the query's order, beginning behind its last job; the id tells equals apart."""
    key = _key(query)
    if query.after:
        wanted = wanted.where(_is_behind(connection, key, query))
    return wanted.order_by(*((key.desc(), jobs.c.id.desc()) if query.descending else (key, jobs.c.id)))


def _key(query: ItemQuery) -> ColumnElement[Any]:
    if query.order not in SUMMARY_FIELDS:
        return COLUMNS[query.order]
    number = jobs.c.summary[SUMMARY_FIELDS[query.order]].as_float()
    return func.coalesce(number, float(BELOW_ALL if query.descending else ABOVE_ALL))


def _is_behind(connection: Connection, key: ColumnElement[Any], query: ItemQuery) -> ColumnElement[bool]:
    """Return the condition for what comes behind the query's last job; all of it when that is not there any more."""
    last = connection.execute(select(key, jobs.c.id).where(jobs.c.id == query.after)).one_or_none()
    if last is None:
        return true()
    here, there = tuple_(key, jobs.c.id), tuple_(literal(last[0], key.type), literal(last[1]))
    return here < there if query.descending else here > there
