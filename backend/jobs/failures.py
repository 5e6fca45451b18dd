"""A job's recorded error, back as the typed error that it was."""

from backend.errors import InternalError
from vitae.domain.errors import VitaeError
from vitae.domain.report import ErrorInfo


def error_from(info: ErrorInfo) -> VitaeError:
    """Return the error of the class that has this code; an InternalError when no class has it (any more)."""
    return _class_of(info.code)(info.detail)


def _class_of(code: str) -> type[VitaeError]:
    waiting: list[type[VitaeError]] = [VitaeError]
    while waiting:
        kind = waiting.pop()
        if kind.code == code:
            return kind
        waiting.extend(kind.__subclasses__())
    return InternalError
