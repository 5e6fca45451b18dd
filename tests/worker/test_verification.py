"""The four checks that need no server, and how they fail."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from backend import celery_config
from backend.config import Settings, get_settings
from backend.tasks import celery_app
from backend.verify_celery_setup import (
    main,
    verify_celery_config,
    verify_celery_import,
    verify_config_integration,
    verify_task_definitions,
)

BACKEND = Path(__file__).parents[2] / "backend"
CHECKS = ("Celery Import", "Celery Configuration", "Task Definitions", "Config Integration")


def run_script(tmp_path: Path, variables: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    names = {name.upper() for name in Settings.model_fields}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "verify_celery_setup.py", *arguments],
        cwd=BACKEND,
        env=clean | {"DATA_DIR": str(tmp_path)} | dict(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_any_server_the_four_checks_pass_and_show_what_they_looked_at(tmp_path: Path) -> None:
    done = run_script(tmp_path, {"REDIS_URL": "redis://:s3cret@127.0.0.1:1/0"})

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith("   ")] == [
        *(f"✅ PASS: {name}" for name in CHECKS),
        "",
        "🎉 All verification checks passed!",
    ]
    assert "   app name: backend.tasks" in lines
    assert "   broker: redis://:***@127.0.0.1:1/0" in lines
    assert "   result back end: redis://:***@127.0.0.1:1/0" in lines
    assert any("tasks.health_check" in line and "tasks.long_running_task" in line for line in lines)
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_work_fails_the_checks_by_its_name(tmp_path: Path) -> None:
    done = run_script(tmp_path, {"WORKER_CONCURRENCY": "none"})

    assert done.returncode == 1
    assert "✅ PASS: Celery Import" in done.stdout
    assert "❌ FAIL: Celery Configuration: WORKER_CONCURRENCY is 'none'" in done.stdout
    assert "🎉" not in done.stdout


def test_live_without_a_broker_says_so_and_ends(tmp_path: Path) -> None:
    done = run_script(tmp_path, {"REDIS_URL": "redis://127.0.0.1:1/0"}, "--live")

    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("❌ FAIL: Live Ping: The broker does not answer")


def test_live_without_a_worker_says_how_to_start_one(
    own_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = run_script(tmp_path, {"REDIS_URL": own_environment["REDIS_URL"]}, "--live")

    assert done.returncode == 1
    assert "❌ FAIL: Live Ping: No worker answers; start one with" in done.stdout


def test_each_check_is_true_when_it_passed() -> None:
    checks = (
        verify_celery_import(),
        verify_celery_config(),
        verify_task_definitions(),
        verify_config_integration(),
    )

    assert [(bool(check), check.name) for check in checks] == [(True, name) for name in CHECKS]


def test_a_weakened_setting_fails_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(celery_config._overrides, "task_acks_late", False)

    check = verify_celery_config()

    assert not check
    assert check.reason == "task_acks_late is False, not True"


def test_a_key_that_celery_does_not_know_fails_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(celery_config._overrides, "task_autoretry_for", ())

    assert verify_celery_config().reason == "Celery does not know task_autoretry_for."


def test_a_missing_task_fails_the_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(celery_app.tasks, "tasks.add_numbers")

    check = verify_task_definitions()

    assert check.reason == "Not registered: tasks.add_numbers."
    assert "tasks.health_check" in str(check)


def test_a_value_that_was_lost_on_the_way_fails_the_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKER_CONCURRENCY", "7")
    get_settings.cache_clear()

    check = verify_config_integration()

    assert not check
    assert "worker_concurrency" in str(check.reason)


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--lively"])

    assert leaving.value.code == 2
    assert "--lively" in capsys.readouterr().err
