import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from backend.cli.main import COMMANDS
from vitae.version import __version__

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEAVY = ("celery", "kombu", "fastapi", "sqlalchemy", "httpx", "rich", "pydantic", "vitae.pipeline", "vitae.documents")


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_load_neither_the_engine_nor_the_service(argument: str) -> None:
    code = f"import sys; from backend.cli.main import run; run([{argument!r}]); print('\\n', *sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert not [name for name in HEAVY if name in loaded]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_of_itself(name: str) -> None:
    command = import_module(f"backend.cli.commands.{name.replace('-', '_')}").command

    assert command.name == name
    assert command.get_short_help_str(limit=100).rstrip(".") == COMMANDS[name].rstrip(".")


def test_the_version_is_printed_on_stdout(run: Run) -> None:
    done = run("--version")

    assert (done.returncode, done.stdout) == (0, f"vitae, version {__version__}\n")


@pytest.mark.parametrize("arguments", [["foo"], ["analyze"], ["analyze", "cv.pdf", "--format", "docx"], ["--foo"]])
def test_wrong_usage_is_a_typed_error_too(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[invalid-option]: ")
    assert "\nhint: " in done.stderr


def test_invalid_settings_name_the_variable(run: Run) -> None:
    done = run("status", "ana_1", WORKER_CONCURRENCY="many")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[invalid-settings]: WORKER_CONCURRENCY is 'many'")


def test_a_bug_is_one_line_without_the_message_and_how_to_report_it(tmp_path: Path) -> None:
    program = (
        "import backend.cli.files as files\n"
        "def broken(*_): raise RuntimeError('the secret of Maja Rimac')\n"
        "files.load_source = broken\n"
        "from backend.cli.main import main; main(['analyze', 'cv.pdf'])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0].startswith(f"error[bug]: vitae {__version__} stopped with RuntimeError at ")
    assert "vitae -v" in done.stderr
    assert "Rimac" not in done.stderr


def test_a_reader_that_has_gone_is_no_error(documents: Path) -> None:
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        [sys.executable, "-m", "backend.cli", "analyze", "--format", "json", str(documents / "cv.pdf")],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (141, "")


def test_ctrl_c_ends_with_130_and_one_word(documents: Path) -> None:
    command = [sys.executable, "-m", "backend.cli", "analyze", str(documents / "cv.pdf"), "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first report is there, and standard input is waited for
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert err.strip() == "interrupted"


@pytest.mark.parametrize(("variable", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_shows_colours_unless_no_color_is_set(
    tmp_path: Path, variable: dict[str, str], *, is_coloured: bool
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}

    shown = _run_on_terminal(
        ["analyze", "missing.pdf"], {**environment, "TERM": "xterm-256color", **variable}, tmp_path
    )

    assert "document-not-found" in shown
    assert ("\x1b[31m" in shown) is is_coloured


def _run_on_terminal(arguments: list[str], environment: dict[str, str], folder: Path) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "backend.cli", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=folder,
    ):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other side is closed
        return b""
