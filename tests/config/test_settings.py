"""From the environment and `.env` to `Settings`."""

import re
import subprocess
import sys
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from pydantic import ValidationError

from backend.config import Settings, find_env_file, get_settings, read_settings
from backend.config_reference import render_env_example, render_reference
from backend.errors import InvalidSettings
from vitae.documents.limits import Limits

ROOT = Path(__file__).parents[2]


def test_without_any_variable_everything_has_a_default_that_works(tmp_path: Path) -> None:
    settings = read_settings()

    assert settings.data_dir == tmp_path / ".local" / "share" / "vitae"
    assert settings.ledger_url == f"sqlite:///{settings.data_dir}/ledger.sqlite3"
    assert settings.redis_url is None
    assert (settings.analysis_timeout_seconds, settings.max_upload_bytes) == (120, 10 * 1024 * 1024)


def test_the_data_folder_follows_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))

    assert read_settings().data_dir == tmp_path / "share" / "vitae"


def test_the_env_file_of_a_folder_above_is_found_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=error\nWORKER_CONCURRENCY=7\nSOMEBODY_ELSES=1\n")
    inner = tmp_path / "project" / "backend"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    monkeypatch.setenv("WORKER_CONCURRENCY", "4")

    settings = get_settings()

    assert find_env_file(inner) == tmp_path / ".env"
    assert (settings.log_level, settings.worker_concurrency) == ("ERROR", 4)


LIMITS = {
    "MAX_UPLOAD_SIZE_MB": ("max_bytes", "3", 3 * 2**20),
    "MAX_PAGES": ("max_pages", "7", 7),
    "MAX_CHARACTERS": ("max_characters", "5000", 5000),
    "MAX_PAGE_PIXELS": ("max_page_pixels", "1000000", 1_000_000),
    "MAX_RECOGNISED_PAGES": ("max_recognised_pages", "0", 0),
    "RECOGNITION_LANGUAGES": ("recognition_languages", "eng+ita", "eng+ita"),
    "MAX_ZIP_ENTRIES": ("max_zip_entries", "100", 100),
    "MAX_UNZIPPED_MB": ("max_unzipped_bytes", "8", 8 * 2**20),
    "MAX_ZIP_RATIO": ("max_zip_ratio", "50", 50),
    "READER_MEMORY_MB": ("max_memory_bytes", "512", 512 * 2**20),
    "READER_CPU_SECONDS": ("max_cpu_seconds", "4", 4),
    "READER_TIMEOUT_SECONDS": ("max_wall_seconds", "12", 12),
}


def test_without_any_variable_the_limits_of_documents_are_those_of_the_engine() -> None:
    assert read_settings().document_limits == Limits()


def test_every_limit_of_the_engine_has_a_variable() -> None:
    assert {name for name, _, _ in LIMITS.values()} == {field.name for field in fields(Limits)}


@pytest.mark.parametrize("variable", LIMITS)
def test_a_variable_changes_its_limit_and_no_other(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, value, meant = LIMITS[variable]
    monkeypatch.setenv(variable, value)

    assert asdict(read_settings().document_limits) == asdict(Limits()) | {name: meant}


def test_they_are_read_once_and_do_not_change(monkeypatch: pytest.MonkeyPatch) -> None:
    first = get_settings()
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")

    assert get_settings() is first
    with pytest.raises(ValidationError, match="frozen"):
        first.log_level = "DEBUG"

    get_settings.cache_clear()
    assert get_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("REDIS_URL", "localhost:6379", "redis:// or rediss://"),
        ("REDIS_URL", "redis://localhost:66666/0", "port"),
        ("CELERY_BROKER_URL", "amqp://guest@localhost//", "redis:// or rediss://"),
        ("DATABASE_URL", "mysql://localhost/vitae", "sqlite:// or postgresql://"),
        ("DATABASE_URL", "sqlite:///ledger.sqlite3", "absolute path"),
        ("DATA_DIR", "data", "absolute path"),
        ("VITAE_URL", "127.0.0.1:8000", "http:// or https://"),
        ("LOG_LEVEL", "loud", "'DEBUG', 'INFO'"),
        ("LOG_FORMAT", "xml", "'text' or 'json'"),
        ("WORKER_CONCURRENCY", "0", "greater than or equal to 1"),
        ("WORKER_CONCURRENCY", "two", "integer"),
        ("ANALYSIS_TIMEOUT_SECONDS", "1", "greater than or equal to 3"),
        ("TASK_MAX_RETRIES", "-1", "greater than or equal to 0"),
        ("TASK_RETRY_COUNTDOWN", "601", "less than or equal to 600"),
        ("MAX_UPLOAD_SIZE_MB", "0", "greater than or equal to 1"),
        ("RESULT_RETENTION_DAYS", "0", "greater than or equal to 1"),
    ],
)
def test_a_value_that_cannot_work_is_refused_by_the_name_of_its_variable(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(InvalidSettings) as refusal:
        get_settings()

    assert refusal.value.detail.startswith(variable)
    assert said in refusal.value.detail


def test_all_wrong_variables_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("WORKER_CONCURRENCY", "0")

    with pytest.raises(InvalidSettings, match=r"LOG_LEVEL .*WORKER_CONCURRENCY"):
        get_settings()


@pytest.mark.parametrize("variable", ["REDIS_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND", "DATABASE_URL"])
@pytest.mark.parametrize("value", ["wrong://user:s3cret@host/0", "user:s3cret@host"])
def test_a_refusal_never_shows_a_password(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(InvalidSettings) as refusal:
        get_settings()

    assert variable in refusal.value.detail
    assert "s3cret" not in str(refusal.value)


def test_no_address_is_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:s3cret@host/0")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:s3cret@host/vitae")

    assert "s3cret" not in repr(get_settings())


def test_an_env_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=\xff\xfe\x00")

    with pytest.raises(InvalidSettings, match=r"\.env cannot be read"):
        get_settings()


def test_importing_the_settings_reads_none_of_them() -> None:
    script = "import os, sys; os.environ['LOG_LEVEL'] = 'wrong'; import backend.config, backend.tasks"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_reference_in_the_docs_is_current() -> None:
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == render_reference()


def test_the_example_of_an_env_file_is_current() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == render_env_example()


def test_every_line_of_the_example_is_accepted_when_it_is_uncommented(tmp_path: Path) -> None:
    lines = re.findall(r"^#([A-Z_]+=.*)$", render_env_example(), flags=re.MULTILINE)
    (tmp_path / ".env").write_text("\n".join(lines))

    settings = read_settings(tmp_path)

    assert [line.partition("=")[0] for line in lines] == [name.upper() for name in Settings.model_fields]
    assert settings.model_fields_set == set(Settings.model_fields)


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("rediss://host:6380/0", "rediss://host:6380/0?ssl_cert_reqs=required"),
        ("rediss://host/0?ssl_ca_certs=/ca.pem", "rediss://host/0?ssl_ca_certs=/ca.pem&ssl_cert_reqs=required"),
        ("rediss://host/0?ssl_cert_reqs=none", "rediss://host/0?ssl_cert_reqs=none"),
        ("redis://host:6379/0", "redis://host:6379/0"),
    ],
)
def test_the_certificate_of_an_encrypted_broker_is_verified_unless_said_otherwise(given: str, used: str) -> None:
    assert Settings(redis_url=given).redis_url == used
