"""The settings of the service: environment and `.env` in, one frozen value out.

The flow is ``.env -> config.py -> celery_config.py -> tasks``: what is configurable stands here and
nowhere else, and everything below takes plain values.
"""

import os
import re
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.broker.address import mask_url
from backend.errors import InvalidSettings

if TYPE_CHECKING:
    from vitae.documents.limits import Limits

REDIS_SCHEMES = ("redis", "rediss")
DATABASE_SCHEMES = ("sqlite", "postgresql")
HTTP_SCHEMES = ("http", "https")
MEBIBYTE = 1024 * 1024


REFERENCE_HEAD = """\
# Settings

Set in the environment, or in a file `.env` in the working directory or in a folder above it; the
environment wins. An empty value counts as not set. A wrong one ends the program with
`invalid-settings` and names the variable.

This page is generated from `backend/config.py`.
"""
ENV_HEAD = "# Copy this file to .env and uncomment what you want to change."


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


def default_data_dir() -> Path:
    """Return the user's own data folder for Vitae, by the XDG base directory specification."""
    base = os.environ.get("XDG_DATA_HOME", "")
    root = Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "share"
    return root / "vitae"


RedisUrl = Annotated[str, _one_of(REDIS_SCHEMES), AfterValidator(_reachable_port)]
DatabaseUrl = Annotated[str, _one_of(DATABASE_SCHEMES), AfterValidator(_absolute_database)]
HttpUrl = Annotated[str, _one_of(HTTP_SCHEMES), AfterValidator(_reachable_port)]
AbsolutePath = Annotated[Path, AfterValidator(_absolute_path)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(_upper)]
LogFormat = Annotated[Literal["text", "json"], BeforeValidator(_lower)]


class Settings(BaseSettings):
    """Everything that can be configured; a field's name in upper case is its variable.

    `get_settings` is how a program gets them: it looks for the `.env` file too, and turns a
    wrong value into `InvalidSettings`.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True, env_file_encoding="utf-8")

    redis_url: RedisUrl | None = Field(
        default=None,
        repr=False,
        description="Redis for the queues, the results and the progress. Without it the broker of a running "
        "`vitae serve` is used, and without that redis://127.0.0.1:6379/0.",
        examples=["redis://127.0.0.1:6379/0"],
    )
    celery_broker_url: RedisUrl | None = Field(
        default=None,
        repr=False,
        description="Redis for the queues alone; REDIS_URL when it is not given.",
        examples=["redis://127.0.0.1:6379/0"],
    )
    celery_result_backend: RedisUrl | None = Field(
        default=None,
        repr=False,
        description="Redis for Celery's task results alone; REDIS_URL when it is not given.",
        examples=["redis://127.0.0.1:6379/1"],
    )
    database_url: DatabaseUrl | None = Field(
        default=None,
        repr=False,
        description="Database of the ledger (job records and reports); the SQLite file ledger.sqlite3 in DATA_DIR "
        "when it is not given. Every worker, API and command must name the same one.",
        examples=["sqlite:////var/lib/vitae/ledger.sqlite3"],
    )
    data_dir: AbsolutePath = Field(
        default_factory=default_data_dir,
        description="Folder for everything the service writes: ledger, documents, the embedded broker. An absolute "
        "path; the default is vitae within $XDG_DATA_HOME or ~/.local/share.",
        examples=["~/.local/share/vitae"],
    )
    vitae_url: HttpUrl | None = Field(
        default=None,
        description="Address of the HTTP service for `vitae submit`, `status`, `watch`, `result` and `cancel`; "
        "the running `vitae serve` of this user when it is not given.",
        examples=["http://127.0.0.1:8000"],
    )
    vitae_api_key: str | None = Field(
        default=None,
        repr=False,
        description="Key that those commands, and `vitae.Client`, send along; `vitae keys create` makes one.",
        examples=["vitae_…"],
    )
    require_api_key: bool = Field(
        default=False,
        description="Ask for an API key on loopback addresses too, as behind a proxy that passes on what comes from "
        "elsewhere.",
    )
    log_level: LogLevel = Field(default="INFO", description="Least severe level that is logged.")
    log_format: LogFormat = Field(default="text", description="Log lines as text, or as one JSON object each.")
    worker_concurrency: int = Field(
        default=2, ge=1, le=256, description="Processes of one worker, that is, analyses at the same time."
    )
    analysis_timeout_seconds: int = Field(
        default=120,
        ge=3,
        le=3300,
        description="Seconds after which an analysis is killed; five sixths of it are the soft limit at which it "
        "is asked to end. Bounded so that a message is never delivered twice while it is worked on.",
    )
    lease_seconds: int = Field(
        default=30,
        ge=3,
        le=600,
        description="Seconds after which a job is taken from a worker that gives no sign of life; a living one "
        "renews its lease three times in that time.",
    )
    task_max_retries: int = Field(
        default=3, ge=0, le=20, description="How often a task is tried again after a passing fault of broker or ledger."
    )
    task_retry_countdown: int = Field(
        default=60,
        ge=0,
        le=600,
        description="Seconds before a task is tried again; doubled with every try, up to 1800.",
    )
    task_record_days: int = Field(
        default=7, ge=1, le=3650, description="Days for which a plain task's id is remembered after it was published."
    )
    delivery_dir: AbsolutePath | None = Field(
        default=None,
        description="Folder into which the step `deliver` of a submission puts what was exported. An absolute path; "
        "without it no such step is accepted.",
        examples=["/var/spool/vitae"],
    )
    max_upload_size_mb: int = Field(default=10, ge=1, le=1024, description="Largest document accepted, in MiB.")
    max_batch_upload_mb: int = Field(
        default=500, ge=1, le=10_240, description="Largest request that adds documents to a batch, in MiB."
    )
    max_backlog: int = Field(
        default=100_000,
        ge=1,
        le=10_000_000,
        description="Analyses that may wait at a time; more are refused with 503 `queue-full`.",
    )
    min_free_disk_mb: int = Field(
        default=512,
        ge=0,
        le=10_000_000,
        description="Space on the disk of DATA_DIR that must stay free, in MiB; below, documents are refused with 507 "
        "`storage-full`.",
    )
    rate_limit_per_minute: int = Field(
        default=1200,
        ge=0,
        le=1_000_000,
        description="Requests to the API that one key may make in a minute; beyond, they are refused with 429 "
        "`rate-limited`. 0 for no limit; who sits at this machine and needs no key has none.",
    )
    result_retention_days: int = Field(
        default=7, ge=1, le=3650, description="Days for which an analysis is kept after it ended, with its report."
    )
    document_retention_days: int = Field(
        default=7, ge=1, le=3650, description="Days for which a document is kept that was handed in by itself."
    )
    page_image_days: int = Field(
        default=7,
        ge=1,
        le=3650,
        description="Days for which the image of a page is kept; it is made anew on demand.",
    )
    request_hours: int = Field(
        default=24, ge=1, le=720, description="Hours for which a request with an `Idempotency-Key` is remembered."
    )
    tombstone_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="Days for which the id of what expired or was erased is answered with 410 instead of 404.",
    )

    skills_lexicon: AbsolutePath | None = Field(
        default=None,
        description="File of more skills that the analyzers know by name, from `vitae lexicon import` or written by "
        "hand. Every worker must have the same one. An absolute path.",
        examples=["~/.config/vitae/skills.toml"],
    )

    languagetool_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Root of a LanguageTool server, asked for a second opinion on language; the text of documents is "
        "sent there. Without an answer the report goes on and says so.",
        examples=["http://localhost:8081"],
    )
    languagetool_timeout_seconds: float = Field(
        default=5.0, ge=0.1, le=60, description="Seconds for which a report waits for LanguageTool in all."
    )

    max_pages: int = Field(default=50, ge=1, le=1000, description="Pages of a document that are read.")
    max_characters: int = Field(
        default=200_000, ge=1_000, le=2_000_000, description="Characters of a document that are read."
    )
    max_page_pixels: int = Field(
        default=20_000_000,
        ge=10_000,
        le=100_000_000,
        description="Pixels of a page that is painted, to be shown or to be recognised.",
    )
    max_recognised_pages: int = Field(
        default=10, ge=0, le=1000, description="Pages of a scan that are read by text recognition; 0 for none."
    )
    recognition_languages: str = Field(
        default="eng+deu+fra+spa",
        pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$",
        description="Languages of text recognition as Tesseract calls them; each that is installed makes it slower.",
    )
    max_zip_entries: int = Field(default=2_000, ge=10, le=100_000, description="Entries of an office document.")
    max_unzipped_mb: int = Field(default=64, ge=1, le=2048, description="What an office document unpacks to, in MiB.")
    max_zip_ratio: int = Field(
        default=200, ge=10, le=2_000, description="Unpacked to packed size of a part of an office document."
    )
    reader_memory_mb: int = Field(
        default=768, ge=256, le=65_536, description="Address space of the locked reader of a document, in MiB."
    )
    reader_cpu_seconds: int = Field(
        default=10, ge=1, le=600, description="Processor time of the locked reader; a scan gets 3 more for each page."
    )
    reader_timeout_seconds: int = Field(
        default=30,
        ge=1,
        le=1200,
        description="Time on the clock for the locked reader. A document may use it up twice, so "
        "ANALYSIS_TIMEOUT_SECONDS should be more than twice as long.",
    )

    @property
    def ledger_url(self) -> str:
        """The database URL in force: `DATABASE_URL`, or SQLite within `DATA_DIR`."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ledger.sqlite3'}"

    @property
    def max_upload_bytes(self) -> int:
        """`MAX_UPLOAD_SIZE_MB` in bytes."""
        return self.max_upload_size_mb * MEBIBYTE

    @property
    def document_limits(self) -> "Limits":
        """What a document may be, and what its reader may use."""
        from vitae.documents.limits import Limits

        return Limits(
            max_bytes=self.max_upload_bytes,
            max_pages=self.max_pages,
            max_characters=self.max_characters,
            max_page_pixels=self.max_page_pixels,
            max_recognised_pages=self.max_recognised_pages,
            recognition_languages=self.recognition_languages,
            max_zip_entries=self.max_zip_entries,
            max_unzipped_bytes=self.max_unzipped_mb * MEBIBYTE,
            max_zip_ratio=self.max_zip_ratio,
            max_memory_bytes=self.reader_memory_mb * MEBIBYTE,
            max_cpu_seconds=self.reader_cpu_seconds,
            max_wall_seconds=self.reader_timeout_seconds,
        )


def render_reference() -> str:
    """Return the reference of all settings as Markdown: docs/configuration.md."""
    rows = [
        f"| `{name.upper()}` | {_default_of(field)} | {field.description}{_bounds_of(field)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([REFERENCE_HEAD, "| variable | default | meaning |", "|---|---|---|", *rows, ""])


def render_env_example() -> str:
    """Return a `.env` in which every setting stands as a comment with its default or an example: .env.example."""
    blocks = [ENV_HEAD]
    for name, field in Settings.model_fields.items():
        value = field.examples[0] if field.examples else field.get_default()
        lines = textwrap.wrap(f"{field.description}{_bounds_of(field)}", width=98, break_on_hyphens=False)
        blocks.append("\n".join([*(f"# {line}" for line in lines), f"#{name.upper()}={value}"]))
    return "\n\n".join(blocks) + "\n"


def find_env_file(directory: Path) -> Path | None:
    """Return the nearest `.env`, from `directory` upwards; None when there is none."""
    candidates = (folder / ".env" for folder in (directory, *directory.parents))
    return next((path for path in candidates if path.is_file()), None)


def read_settings(directory: Path | None = None) -> Settings:
    """Read the environment and the nearest `.env`, sought from `directory` (default: the working one) upwards.

    The environment wins over the file.

    Raises:
        InvalidSettings: A variable has a value that cannot work; all such variables are named.
    """
    env_file = find_env_file(directory or Path.cwd())
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # a keyword of pydantic-settings
    except ValidationError as error:
        raise InvalidSettings(_complaint(error, Settings)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"The file {env_file} cannot be read: {type(error).__name__}.") from None


@cache
def get_settings() -> Settings:
    """Return the settings of this process, read once at the first call.

    Returns:
        The frozen `Settings`; `get_settings.cache_clear()` makes the next call read them anew.

    Raises:
        InvalidSettings: A variable has a value that cannot work; the detail names it.

    Example:
        >>> from backend.config import get_settings
        >>> get_settings().max_upload_bytes % (1024 * 1024)
        0
    """
    return read_settings()


def _default_of(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return f"`{field.examples[0]}`" if field.examples else ""
    return "" if field.default is None else f"`{field.default}`"


def _bounds_of(field: FieldInfo) -> str:
    """Return what a number may be, as a sentence."""
    low = next((bound.ge for bound in field.metadata if isinstance(bound, Ge)), None)
    high = next((bound.le for bound in field.metadata if isinstance(bound, Le)), None)
    return f" From {low} to {high}." if low is not None and high is not None else ""


def _complaint(error: ValidationError, model: type[BaseModel]) -> str:
    """Say for every wrong variable what it was and what is allowed; passwords in URLs are masked."""
    sentences = []
    for problem in error.errors(include_url=False, include_context=False):
        name = str(problem["loc"][0])
        field = model.model_fields[name]
        value = str(problem["input"])
        is_url = "://" in value
        hidden = not field.repr and "@" in value and not is_url  # where the password begins cannot be told
        what = "has a value that is not shown" if hidden else f"is {(mask_url(value) if is_url else value)!r}"
        reason = problem["msg"].removeprefix("Value error, ").replace("Input should", "it should", 1)
        sentences.append(f"{name.upper()} {what}: {reason}.")
    return " ".join(sentences)
