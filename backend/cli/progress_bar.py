"""Progress on stderr: a live bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LABEL_CHARACTERS = 32


class ProgressBar(Protocol):
    """What a command tells about its progress."""

    def show(self, label: str, stage: str, percent: float) -> None:
        """Show which file is at which stage, and how much of the whole run is done."""

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away while something else is written to the terminal."""
        ...


class Silence:
    """Shows nothing: stderr is a file or a pipe."""

    def show(self, label: str, stage: str, percent: float) -> None:
        """Say nothing."""

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Change nothing."""
        yield


class LiveBar:
    """A bar that is redrawn in place."""

    def __init__(self, progress: "Progress", task: "TaskID") -> None:
        self._progress = progress
        self._task = task

    def show(self, label: str, stage: str, percent: float) -> None:
        """Redraw the bar."""
        self._progress.update(self._task, description=_shorten(label), stage=stage, completed=percent)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bar away and put it back."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


@contextmanager
def progress_bar() -> Iterator[ProgressBar]:
    """Show a bar as long as the block runs, when stderr is a terminal."""
    if not sys.stderr.isatty():
        yield Silence()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[stage]}", markup=False),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        yield LiveBar(progress, progress.add_task("", total=100, stage=""))


def _shorten(label: str) -> str:
    return label if len(label) <= LABEL_CHARACTERS else f"{label[: LABEL_CHARACTERS - 1]}…"
