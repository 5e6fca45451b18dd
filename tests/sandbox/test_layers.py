"""Each layer alone, in a forked child of this very test: what it denies without the others."""

import os
from collections.abc import Callable

import pytest

from vitae.documents.limits import Limits
from vitae.documents.sandbox import lockdown
from vitae.documents.sandbox.landlock import landlock_version
from vitae.documents.sandbox.lockdown import Layer, Lock, prepare_lock
from vitae.documents.sandbox.probes import probe
from vitae.documents.sandbox.seccomp import make_filter

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # our children only lock and try
needs_landlock = pytest.mark.skipif(not landlock_version(), reason="the kernel has no Landlock")


def attempt(name: str, lock: Callable[[int], object]) -> str:
    """Return what becomes of a probe in a child that locked itself with `lock` alone."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            lock(tell)
            os.write(tell, probe(name).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return answer


@pytest.mark.parametrize("name", ["socket", "open", "write", "list", "2 GiB"])
def test_resource_limits_alone_deny(name: str) -> None:
    assert attempt(name, lambda keep: lockdown._limit_resources(Limits(), keep)).startswith("denied")


@needs_landlock
@pytest.mark.parametrize("name", ["open", "write", "list", "exec"])
def test_landlock_alone_denies(name: str) -> None:
    lock = prepare_lock()

    def apply(_: int) -> None:
        Lock(lock.ruleset, None, os.getppid()).give_up_privileges()
        lock._refuse_files()

    assert attempt(name, apply).startswith("denied")


@pytest.mark.parametrize("name", ["socket", "open", "write", "list", "exec", "fork", "kill"])
def test_the_list_of_system_calls_alone_denies(name: str) -> None:
    lock = prepare_lock()

    def apply(_: int) -> None:
        lock.give_up_privileges()
        lock._refuse_system_calls()

    assert attempt(name, apply).startswith("denied")


def test_a_kernel_without_a_layer_still_gets_the_others() -> None:
    lock = Lock(ruleset=None, calls=make_filter(), server=os.getpid())
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(tell, ",".join(lock.close(Limits(), keep=tell)).encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        layers = pipe.read().decode().split(",")
    os.waitpid(child, 0)

    assert set(layers) == {Layer.PRIVILEGES, Layer.LIMITS, Layer.SECCOMP}
