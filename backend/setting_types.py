"""What the values of settings may be: each type checks its value, and says what is wrong with it."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit, urlunsplit

from pydantic import AfterValidator, BeforeValidator

REDIS_SCHEMES = ("redis", "rediss")
DATABASE_SCHEMES = ("sqlite", "postgresql")
HTTP_SCHEMES = ("http", "https")


def _one_of(schemes: tuple[str, ...]) -> AfterValidator:
    allowed = " or ".join(f"{scheme}://" for scheme in schemes)

    def check(url: str) -> str:
        if urlsplit(url).scheme.partition("+")[0] not in schemes:
            raise ValueError(f"it must begin with {allowed}")
        return url

    return AfterValidator(check)


def _absolute_database(url: str) -> str:
    """Refuse a SQLite file that would be another one in every working directory."""
    if url.startswith("sqlite") and not re.match(r"sqlite(\+\w+)?:///(/|[A-Za-z]:)", url):
        raise ValueError("a SQLite file needs an absolute path, such as sqlite:////var/lib/vitae/ledger.sqlite3")
    return url


def _absolute_path(path: Path) -> Path:
    """Expand ``~`` and refuse a path that would be another one in every working directory."""
    path = path.expanduser()
    if not path.is_absolute():
        raise ValueError("it must be an absolute path, or begin with ~")
    return path


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _reachable_port(url: str) -> str:
    try:
        urlsplit(url).port  # noqa: B018  # the property parses, and raises for what is no port
    except ValueError as error:
        raise ValueError("its port must be a number from 0 to 65535") from error
    return url


def _verified(url: str) -> str:
    """Have the server's certificate verified, where the URL does not say otherwise: Celery would not."""
    parts = urlsplit(url)
    if parts.scheme != "rediss" or "ssl_cert_reqs" in parse_qs(parts.query):
        return url
    query = f"{parts.query}&ssl_cert_reqs=required" if parts.query else "ssl_cert_reqs=required"
    return urlunsplit(parts._replace(query=query))  # the standard library's name


RedisUrl = Annotated[str, _one_of(REDIS_SCHEMES), AfterValidator(_reachable_port), AfterValidator(_verified)]
DatabaseUrl = Annotated[str, _one_of(DATABASE_SCHEMES), AfterValidator(_absolute_database)]
HttpUrl = Annotated[str, _one_of(HTTP_SCHEMES), AfterValidator(_reachable_port)]
AbsolutePath = Annotated[Path, AfterValidator(_absolute_path)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(_upper)]
LogFormat = Annotated[Literal["text", "json"], BeforeValidator(_lower)]
