"""The plain task that takes arguments and returns a result."""

from backend.tasks.app import celery_app
from backend.tasks.base import RecordedTask


@celery_app.task(name="tasks.add_numbers", base=RecordedTask, throws=(ValueError,))
def add_numbers_task(x: int, y: int) -> int:
    """Add two integers.

    Args:
        x: An integer; a bool is none.
        y: An integer; a bool is none.

    Returns:
        The sum.

    Raises:
        ValueError: An argument is no integer. Raised at once and never tried again.

    Example:
        >>> from backend.tasks import add_numbers_task
        >>> add_numbers_task(5, 3)
        8
    """
    _require_integer("x", x)
    _require_integer("y", y)
    return x + y


def _require_integer(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be an integer, not {value!r} ({type(value).__name__}).")  # noqa: TRY004  # its published form
