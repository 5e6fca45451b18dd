"""`serve.json`: where the running `vitae serve` of a data folder is to be found."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE_NAME = "serve.json"


@dataclass(frozen=True, slots=True)
class ServeFile:
    """What a command needs to reach the service of its data folder."""

    pid: int
    url: str
    """Address of the HTTP API."""
    broker_url: str = field(repr=False)
    """With the password: the file is readable by its owner only, and this never belongs in a log."""
    process_start: int | None = None
    """Clock ticks from boot to the start of the process (Linux), so that a reused pid is not taken for it."""

    @classmethod
    def of_this_process(cls, url: str, broker_url: str) -> "ServeFile":
        """Describe the service that this process runs."""
        return cls(os.getpid(), url, broker_url, _process_start(os.getpid()))

    @property
    def is_stale(self) -> bool:
        """Whether the process that wrote the file is gone."""
        return not _is_alive(self.pid) or (
            self.process_start is not None and self.process_start != _process_start(self.pid)
        )


def write_serve_file(data_dir: Path, served: ServeFile) -> Path:
    """Replace `serve.json` in one step, readable by its owner only; return its path."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / FILE_NAME
    handle, temporary = tempfile.mkstemp(dir=data_dir, prefix=f".{FILE_NAME}.")  # created with mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(served), file)
    Path(temporary).replace(path)
    return path


def read_serve_file(data_dir: Path) -> ServeFile | None:
    """Return where the service runs; None when there is no file, none of ours, or a stale one."""
    try:
        content = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
        served = ServeFile(
            int(content["pid"]), str(content["url"]), str(content["broker_url"]), content.get("process_start")
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return None if served.is_stale else served


def remove_serve_file(data_dir: Path) -> None:
    """Remove `serve.json` unless another process has written its own in the meantime."""
    served = read_serve_file(data_dir)
    if served is None or served.pid == os.getpid():
        (data_dir / FILE_NAME).unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # alive, and another user's
        return True
    return True


def _process_start(pid: int) -> int | None:
    """Return field 22 of /proc/<pid>/stat; None where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(stat.rpartition(")")[2].split()[19])
