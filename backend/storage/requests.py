"""The ledger of requests that may be repeated."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from backend.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from backend.jobs.repeatable import ABANDONED
from backend.storage.ledger import Ledger
from backend.storage.tables import requests
from backend.storage.upserts import insert_or_keep


class LedgerRequestStore:
    """Implements `backend.jobs.repeatable.RequestStore` over the ledger."""

    def __init__(self, ledger: Ledger, remembered: timedelta = timedelta(hours=24)) -> None:
        self._ledger = ledger
        self._remembered = remembered

    def begin(self, owner: str, key: str, fingerprint: str, at: datetime) -> str | None:
        """Take the key, or return what an earlier request with it has made."""
        mine = (requests.c.owner == owner, requests.c.key == key)
        over = (requests.c.expires_at <= at) | (
            requests.c.resource_id.is_(None) & (requests.c.created_at <= at - ABANDONED)
        )
        known = select(requests.c.fingerprint, requests.c.resource_id).where(*mine)
        with self._ledger.writing() as connection:
            connection.execute(delete(requests).where(*mine, over))
            row = {"owner": owner, "key": key, "fingerprint": fingerprint, "created_at": at}
            if insert_or_keep(connection, requests, {**row, "expires_at": at + self._remembered}):
                return None
            earlier = connection.execute(known).one()
        if earlier.fingerprint != fingerprint:
            raise IdempotencyKeyReused("The Idempotency-Key was sent before with another request.")
        if earlier.resource_id is None:
            raise IdempotencyKeyInUse("The first request with this Idempotency-Key is still being worked on.")
        made: str = earlier.resource_id
        return made

    def finish(self, owner: str, key: str, resource_id: str) -> None:
        """Note what the request has made."""
        mine = (requests.c.owner == owner, requests.c.key == key)
        with self._ledger.writing() as connection:
            connection.execute(update(requests).where(*mine).values(resource_id=resource_id))

    def abandon(self, owner: str, key: str) -> None:
        """Let go of a key whose request has made nothing."""
        mine = (requests.c.owner == owner, requests.c.key == key, requests.c.resource_id.is_(None))
        with self._ledger.writing() as connection:
            connection.execute(delete(requests).where(*mine))
