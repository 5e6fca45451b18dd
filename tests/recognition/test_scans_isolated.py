"""Text recognition behind the lock: the same words, its own time, and a failure that costs no more than its words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import psutil
import pytest

import vitae
from vitae.documents.limits import Limits
from vitae.documents.reader import read_content
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.recognition import SECONDS_A_PAGE, awaits_recognition, with_room, without_recognition

Scan = Callable[[bytes], bytes]
Printed = Callable[[str], bytes]

SAMPLE = "nadia-okonkwo-reyes"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    shared = Sandbox()
    yield shared
    shared.close()


@pytest.mark.usefixtures("recognition")
def test_isolation_changes_nothing_of_what_is_recognised(sandbox: Sandbox, printed: Printed, scan: Scan) -> None:
    data = scan(printed(SAMPLE))

    isolated = sandbox.read(data, Limits()).reading

    in_process = read_content(data, Limits()).reading
    assert isolated.text
    assert (isolated.text, isolated.lines) == (in_process.text, in_process.lines)
    assert (isolated.flags, isolated.issues) == (in_process.flags, in_process.issues)
    assert isolated.char_boxes.tobytes() == in_process.char_boxes.tobytes()


@pytest.mark.usefixtures("recognition")
def test_a_scan_is_recognised_in_the_sandbox_by_default(printed: Printed, scan: Scan) -> None:
    report = vitae.analyze(scan(printed(SAMPLE)))

    assert report.status == "succeeded"
    assert report.resume is not None
    assert report.resume["basics"]["name"] == "Nadia Okonkwo-Reyes"


@pytest.mark.usefixtures("recognition")
def test_recognition_that_comes_to_a_limit_leaves_a_scan_without_text_and_says_so(
    sandbox: Sandbox, printed: Printed, scan: Scan
) -> None:
    data = scan(printed(SAMPLE))
    sandbox.read(data, Limits())  # the engine is loaded now
    assert sandbox.server_pid is not None
    full = psutil.Process(sandbox.server_pid).memory_info().vms

    reading = sandbox.read(data, Limits(max_memory_bytes=full)).reading

    assert reading.text == ""
    assert reading.flags == ("scanned",)
    assert reading.issues[-1].reason.startswith("Text recognition was given up. Reading took more than")
    assert sandbox.read(data, Limits()).reading.text


def test_only_a_scan_gets_the_time_for_recognition(printed: Printed, scan: Scan) -> None:
    limits = without_recognition(Limits())

    print_only = read_content(printed(SAMPLE), limits)
    picture = read_content(scan(printed(SAMPLE)), limits)

    assert not awaits_recognition(print_only, Limits())
    assert not awaits_recognition(picture, limits)
    assert with_room(Limits(), picture) == replace(
        Limits(),
        max_cpu_seconds=Limits().max_cpu_seconds + SECONDS_A_PAGE,
        max_wall_seconds=Limits().max_wall_seconds + SECONDS_A_PAGE,
    )


def test_the_time_for_recognition_is_bounded_by_the_pages_that_may_be_read(printed: Printed) -> None:
    page = read_content(printed(SAMPLE), Limits())
    many = replace(page, reading=replace(page.reading, pages=page.reading.pages * 50))

    limits = with_room(Limits(max_recognised_pages=4), many)

    assert limits.max_cpu_seconds == Limits().max_cpu_seconds + 4 * SECONDS_A_PAGE
