"""Transactions that PostgreSQL undid because they and others waited for each other: they are begun again.

Where many rows of jobs are locked, that is done in one order (see `LedgerBatchStore.cancel`), since to notice such a
knot takes PostgreSQL a second. Yet a transaction that meets rows in the order of an index cannot always choose.
"""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from backend.errors import LedgerUnavailable

UNDONE = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a failed serialization: nothing happened, and the same may succeed now."""
TRIES = 4
PAUSE_SECONDS = 0.05
"""The longest wait before the next try; at random, so that those who met do not meet again."""

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def again_if_undone(method: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Call a method that is one transaction again when the database has undone it for the sake of another.

    Raises:
        LedgerUnavailable: it was undone each time, or the database does not answer.
    """

    @wraps(method)
    def again(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        for _ in range(TRIES - 1):
            try:
                return method(*args, **kwargs)
            except LedgerUnavailable as error:
                if not _was_undone(error):
                    raise
            time.sleep(random.uniform(0, PAUSE_SECONDS))  # noqa: S311  # to spread, not to hide
        return method(*args, **kwargs)

    return again


def _was_undone(error: LedgerUnavailable) -> bool:
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in UNDONE
