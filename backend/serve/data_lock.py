"""One `vitae serve` for a data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.broker.serve_file import read_serve_file
from backend.errors import InvalidSettings

FILE_NAME = "serve.lock"


@contextmanager
def data_lock(data_dir: Path) -> Iterator[None]:
    """Hold the folder for this process; the kernel lets it go however the process ends.

    Raises:
        InvalidSettings: another `vitae serve` holds it, or the folder cannot be written to.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (data_dir / FILE_NAME).open("ab")
    except OSError as error:
        raise InvalidSettings(f"DATA_DIR is {data_dir}, which cannot be written to: {error.strerror}.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            served = read_serve_file(data_dir)
            where = f" at {served.url} (process {served.pid})" if served else ""
            raise InvalidSettings(
                f"Another `vitae serve` runs{where} with DATA_DIR {data_dir}. "
                "Use that one, end it, or set another DATA_DIR."
            ) from None
        yield
