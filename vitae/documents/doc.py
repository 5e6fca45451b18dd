"""Word's binary format (.doc), converted by a tool that must be installed; only its text comes back."""

import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress

from vitae.documents.builder import DocumentBuilder
from vitae.documents.limits import Limits
from vitae.documents.plain import drafts_of_text
from vitae.documents.reading import Reading, reading_of
from vitae.domain.errors import (
    ConverterMissing,
    DocumentCorrupt,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooComplex,
)

_CONVERTERS = (("catdoc", ("-d", "utf-8", "-w")), ("antiword", ("-m", "UTF-8.txt", "-w", "0")))
"""The first one on the PATH is used; catdoc finds headers and footers too."""
_BYTES_PER_CHARACTER = 8
"""UTF-8 takes at most four; the rest is white space."""
_CHUNK = 64 * 1024
_END_SECONDS = 5
"""A process that has closed its output has nothing left to do."""
_FIRST_STREAM = 512
_WORD_SIGNATURE = b"\xec\xa5"
_ENCRYPTED = 0x0100
"""A flag of the file information block ([MS-DOC] 2.5.2, FibBase)."""


Convert = Callable[[bytes, tuple[str, ...], Limits], tuple[int, bytes]]
"""Gives a document to a converter, and returns its exit status and what it printed."""


def read_doc(data: bytes, limits: Limits, convert: Convert | None = None) -> Reading:
    """Read the text of a .doc; its looks, links and tables are lost on the way.

    The converter is a process of its own. Unless another way is given, it has limits on memory,
    time and writing and nothing of our environment, but it may read what we may.

    Raises:
        ConverterMissing: no converter is installed.
        DocumentEncrypted: it is protected with a password.
        DocumentCorrupt: the converter cannot make text of it.
        DocumentTooComplex: the converter takes too long.
        DocumentEmpty: it has no text.
    """
    _refuse_encrypted(data)
    status, output = (convert or _convert)(data, _command(), limits)
    _check_end(status, has_text=bool(output.strip()), limits=limits)
    output = output[: _BYTES_PER_CHARACTER * limits.max_characters]
    builder = DocumentBuilder(limits.max_characters)
    builder.add_all(drafts_of_text(output.decode("utf-8", errors="replace")))
    if not builder.lines:
        raise DocumentEmpty("The document has no text.")
    return reading_of(builder)


def _refuse_encrypted(data: bytes) -> None:
    header = data[_FIRST_STREAM : _FIRST_STREAM + 12]
    if header.startswith(_WORD_SIGNATURE) and int.from_bytes(header[10:12], "little") & _ENCRYPTED:
        raise DocumentEncrypted("The Word document is protected with a password.")


def _convert(data: bytes, command: tuple[str, ...], limits: Limits) -> tuple[int, bytes]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        with subprocess.Popen(  # noqa: S603 - a known tool and no shell; the document is data only
            [*command, f"/dev/fd/{file.fileno()}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(file.fileno(),),
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            process_group=0,
        ) as process:
            try:
                return _gather(process, limits)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def _command() -> tuple[str, ...]:
    for name, options in _CONVERTERS:
        if path := shutil.which(name):
            return (path, *options)
    raise ConverterMissing("The file is a Word document in the old binary format (.doc), and no converter is there.")


def _gather(process: "subprocess.Popen[bytes]", limits: Limits) -> tuple[int, bytes]:
    """Return the converter's exit status and what it prints; 0 and as much as can be kept when it goes on for ever."""
    _limit(process.pid, limits)
    most = _BYTES_PER_CHARACTER * limits.max_characters
    deadline = time.monotonic() + limits.max_wall_seconds
    printed = bytearray()
    descriptor = process.stdout.fileno() if process.stdout else -1
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while len(printed) < most:
        if not poll.poll(max(0, 1000 * (deadline - time.monotonic()))):
            raise DocumentTooComplex(f"Converting took more than {limits.max_wall_seconds:g} seconds.")
        chunk = os.read(descriptor, _CHUNK)
        if not chunk:
            return process.wait(_END_SECONDS), bytes(printed)
        printed += chunk
    return 0, bytes(printed)


def _limit(process: int, limits: Limits) -> None:
    """Bound a running process, where the system lets one; the clock bounds it everywhere."""
    if sys.platform != "linux":
        return
    for kind, most in (
        (resource.RLIMIT_AS, limits.max_memory_bytes),
        (resource.RLIMIT_CPU, limits.max_cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ProcessLookupError):  # it was quick
            resource.prlimit(process, kind, (most, most))


def _check_end(status: int, *, has_text: bool, limits: Limits) -> None:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise DocumentTooComplex(f"Converting took more than {limits.max_cpu_seconds} seconds of processor time.")
    if status and not has_text:
        raise DocumentCorrupt("The converter for .doc files cannot make text of the document.")
