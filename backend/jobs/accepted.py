"""After the commit a job is accepted: whatever goes wrong from then on is told, and fails nobody's submission."""

import logging
from types import TracebackType

from vitae.domain.errors import VitaeError

logger = logging.getLogger(__name__)


class AcceptedAnyway:
    """A block that is left by its first error, which goes no further; the reconciler sees to what is missing then."""

    def __init__(self, consequence: str) -> None:
        """Note what an error means, as it is to be told."""
        self._consequence = consequence

    def __enter__(self) -> None:
        return

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        why = error.detail if isinstance(error, VitaeError) else type(error).__name__
        logger.warning("accepted, and %s: %s", self._consequence, why)
        return True
