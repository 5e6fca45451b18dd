"""From `Settings` to Celery's own keys, and from a change to the app."""

import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from backend import celery_config
from backend.celery_config import (
    QUEUES,
    get_celery_config,
    known_celery_settings,
    on_celery_config_change,
    reset_celery_config,
    update_celery_config,
)
from backend.errors import InvalidSettings


@pytest.fixture(autouse=True)
def _as_configured() -> Iterator[None]:
    reset_celery_config()
    yield
    reset_celery_config()


def test_every_key_is_a_setting_that_celery_knows() -> None:
    assert get_celery_config().keys() - known_celery_settings() == set()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("task_serializer", "json"),
        ("result_serializer", "json"),
        ("accept_content", ["json"]),
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_time_limit", 3600),
        ("task_soft_time_limit", 3300),
        ("task_track_started", True),
        ("result_expires", 86400),
        ("result_compression", "gzip"),
        ("worker_prefetch_multiplier", 1),
        ("worker_max_tasks_per_child", 100),
        ("worker_send_task_events", True),
        ("broker_connection_retry", True),
        ("broker_connection_retry_on_startup", True),
        ("broker_connection_max_retries", 10),
        ("timezone", "UTC"),
        ("enable_utc", True),
        ("worker_cancel_long_running_tasks_on_connection_loss", False),
        ("result_backend_always_retry", True),
    ],
)
def test_it_is_what_the_specification_names(key: str, value: object) -> None:
    assert get_celery_config()[key] == value


def test_the_addresses_are_those_of_redis_unless_given_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://one.example.org/0")
    monkeypatch.setenv("CELERY_RESULT_BACKEND", "redis://two.example.org/1")

    config = get_celery_config()

    assert config["broker_url"] == "redis://one.example.org/0"
    assert config["result_backend"] == "redis://two.example.org/1"


def test_a_message_stays_invisible_longer_than_any_task_runs_and_waits() -> None:
    config = get_celery_config()

    hidden = config["broker_transport_options"]["visibility_timeout"]

    assert hidden > config["task_time_limit"] + celery_config.MAX_COUNTDOWN_SECONDS


def test_analyses_have_their_own_queue_and_their_own_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_TIMEOUT_SECONDS", "120")

    config = get_celery_config()

    assert config["task_routes"] == {
        "tasks.analyze_resume": {"queue": "analysis"},
        "tasks.render_page": {"queue": "analysis"},
        "tasks.analyze_batch": {"queue": "batch"},
    }
    limits = config["task_annotations"]["tasks.analyze_resume"]
    assert (limits["time_limit"], limits["soft_time_limit"]) == (120, 100)


def test_every_queue_has_an_exchange_and_a_key_of_its_own() -> None:
    queues = get_celery_config()["task_queues"]

    assert [(q.name, q.exchange.name, q.routing_key) for q in queues] == [(name, name, name) for name in QUEUES]


def test_a_change_is_in_force_and_a_caller_cannot_change_more() -> None:
    returned = update_celery_config(result_expires=60)
    returned["result_expires"] = 1

    assert get_celery_config()["result_expires"] == 60


def test_an_unknown_key_is_refused_with_the_nearest_real_one_and_nothing_is_changed() -> None:
    with pytest.raises(InvalidSettings, match=r"task_autoretry_for is not a setting of Celery"):
        update_celery_config(result_expires=60, task_autoretry_for=())
    with pytest.raises(InvalidSettings, match="did you mean task_acks_late"):
        update_celery_config(task_ack_late=True)

    assert get_celery_config()["result_expires"] == 86400


def test_listeners_are_told_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(celery_config, "_listeners", [])
    heard: list[Mapping[str, Any]] = []
    on_celery_config_change(heard.append)

    update_celery_config(result_expires=60)

    assert heard == [{"result_expires": 60}]


def test_the_log_says_whether_a_change_holds_at_once_and_shows_no_value(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="backend.celery_config"):
        update_celery_config(result_expires=60, broker_url="redis://:s3cret@host/0", worker_concurrency=9)

    assert caplog.messages == [
        "celery setting broker_url was changed, which holds from the next start of a worker on",
        "celery setting result_expires was changed, which holds at once",
        "celery setting worker_concurrency was changed, which holds from the next start of a worker on",
    ]


def test_a_change_reaches_the_configured_app_and_the_tasks_that_had_the_old_value() -> None:
    script = """
        from backend.celery_config import reset_celery_config, update_celery_config
        from backend.tasks import add_numbers_task, analyze_resume_task, celery_app
        own_limit = analyze_resume_task.time_limit
        assert add_numbers_task.time_limit == celery_app.conf.task_time_limit == 3600

        update_celery_config(task_time_limit=1800, result_expires=60)

        assert (celery_app.conf.task_time_limit, celery_app.conf.result_expires) == (1800, 60)
        assert add_numbers_task.time_limit == 1800
        assert analyze_resume_task.time_limit == own_limit == 120

        reset_celery_config()

        assert (celery_app.conf.task_time_limit, celery_app.conf.result_expires) == (3600, 86400)
        assert add_numbers_task.time_limit == 3600
    """  # in a process of its own: the app of this one stays as it is

    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_change_before_the_app_is_configured_is_in_force_as_well() -> None:
    script = """
        from backend.celery_config import update_celery_config
        from backend.tasks import celery_app
        update_celery_config(result_expires=60)
        assert celery_app.conf.result_expires == 60
    """

    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_docs_name_every_setting_and_every_option_of_the_broker() -> None:
    page = (Path(__file__).parents[2] / "docs" / "worker.md").read_text(encoding="utf-8")
    config = get_celery_config()

    names = [*config, *config["broker_transport_options"], *QUEUES]

    assert [name for name in names if f"`{name}`" not in page] == []
