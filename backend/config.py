"""The settings of the service: environment and `.env` in, one frozen value out.

The flow is ``.env -> config.py -> celery_config.py -> tasks``: what is configurable stands here and
nowhere else, and everything below takes plain values.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.broker.address import mask_url
from backend.errors import InvalidSettings
from backend.setting_types import AbsolutePath, DatabaseUrl, HttpUrl, LogFormat, LogLevel, RedisUrl

if TYPE_CHECKING:
    from vitae.documents.limits import Limits

MEBIBYTE = 1024 * 1024


def default_data_dir() -> Path:
    """Return the user's own data folder for Vitae, by the XDG base directory specification."""
    base = os.environ.get("XDG_DATA_HOME", "")
    root = Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "share"
    return root / "vitae"


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
        "`vitae serve` is used, and without that redis://127.0.0.1:6379/0. With rediss:// the server's certificate is "
        "verified, against the system's authorities or `?ssl_ca_certs=FILE`.",
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
