"""Who has a job, and when that process is certainly gone."""

import os
import subprocess
import sys

import pytest

from backend.jobs.holders import current_holder, is_gone

NAME_ITSELF = "from backend.jobs.holders import current_holder; print(current_holder(), flush=True); input()"


def test_this_process_is_not_gone() -> None:
    assert current_holder() == current_holder()
    assert not is_gone(current_holder())


def test_a_process_is_gone_when_it_has_ended_and_not_before() -> None:
    with subprocess.Popen([sys.executable, "-c", NAME_ITSELF], stdin=-1, stdout=-1, text=True) as child:
        assert child.stdout is not None
        holder = child.stdout.readline().strip()
        alive = not is_gone(holder)
        child.kill()
        child.wait()

        assert alive
        assert is_gone(holder)


def test_a_killed_process_that_nobody_has_waited_for_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", NAME_ITSELF], stdin=-1, stdout=-1, text=True) as child:
        assert child.stdout is not None
        holder = child.stdout.readline().strip()
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

        assert is_gone(holder)


def test_another_process_under_the_same_number_is_not_the_one_that_is_gone() -> None:
    machine_and_pid = current_holder().rpartition("|")[0]

    assert is_gone(f"{machine_and_pid}|1")


@pytest.mark.parametrize("holder", ["", "elsewhere|boot|pid:[1]|1|1", "celery@host", "|||"])
def test_of_what_cannot_be_seen_from_here_nothing_is_said(holder: str) -> None:
    assert not is_gone(holder)
