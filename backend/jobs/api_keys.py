"""Keys with which programs and people elsewhere may use the service. Only the digest of a key is ever stored."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.jobs.job import random_id

ID_PREFIX = "key_"
SECRET_PREFIX = "vitae_"  # noqa: S105  # by which a scanner of repositories knows a key that was left behind
SECRET_BYTES = 32


class Scope(StrEnum):
    """What a caller may do."""

    READ = "read"
    """See what the owner has."""
    ANALYZE = "analyze"
    """Hand in, cancel, retry and delete."""
    ADMIN = "admin"
    """Look after the service: queues, workers, plain tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as the ledger knows it. Keys of one owner see the same analyses."""

    id: str
    owner: str
    name: str
    """For whom or what it was made."""
    scopes: frozenset[Scope]
    created_at: datetime
    revoked_at: datetime | None = None


def issue_key(name: str, owner: str, scopes: Iterable[Scope], at: datetime) -> tuple[ApiKey, str]:
    """Return a new key and its secret, which nobody can show again."""
    secret = SECRET_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    return ApiKey(id=random_id(ID_PREFIX), owner=owner, name=name, scopes=frozenset(scopes), created_at=at), secret


def digest_of_secret(secret: str) -> str:
    """Return what is stored of a secret. It has 256 random bits, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
