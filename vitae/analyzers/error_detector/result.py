"""What the error detector hands out."""

from collections.abc import Mapping

from vitae.domain.findings import Finding
from vitae.domain.values import Value


class ErrorResult(Value, frozen=True):
    """What is missing, misleading or in the reader's way; ``counts`` has every severity, also those without any."""

    counts: Mapping[str, int]
    """Severity -> how many findings there are."""
    findings: tuple[Finding, ...]
