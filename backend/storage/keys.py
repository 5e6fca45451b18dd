"""The ledger of API keys."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from backend.jobs.api_keys import ApiKey, Scope, digest_of_secret
from backend.storage.ledger import Ledger
from backend.storage.tables import api_keys

COLUMNS = tuple(api_keys.c[field.name] for field in fields(ApiKey))


class LedgerKeyStore:
    """Keeps API keys. Every method raises LedgerUnavailable when the database does not answer."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, key: ApiKey, secret: str) -> None:
        """Commit a key, and of its secret the digest."""
        row = {
            "id": key.id,
            "owner": key.owner,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "secret_sha256": digest_of_secret(secret),
            "created_at": key.created_at,
        }
        with self._ledger.writing() as connection:
            connection.execute(insert(api_keys).values(row))

    def find(self, secret: str) -> ApiKey | None:
        """Return the key of this secret, or None when there is none, or it is revoked."""
        query = select(*COLUMNS).where(
            api_keys.c.secret_sha256 == digest_of_secret(secret), api_keys.c.revoked_at.is_(None)
        )
        with self._ledger.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _to_key(row)

    def all(self) -> tuple[ApiKey, ...]:
        """Return every key, the oldest first, also those that were revoked."""
        with self._ledger.reading() as connection:
            rows = connection.execute(select(*COLUMNS).order_by(api_keys.c.created_at, api_keys.c.id)).all()
        return tuple(_to_key(row) for row in rows)

    def revoke(self, key_id: str, at: datetime) -> bool:
        """Let the key be of no use any more; False when the id is unknown. A second time changes nothing."""
        with self._ledger.writing() as connection:
            is_known = connection.execute(select(api_keys.c.id).where(api_keys.c.id == key_id)).scalar() is not None
            change = update(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
            connection.execute(change.values(revoked_at=at))
        return is_known


def _to_key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        owner=row.owner,
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )
