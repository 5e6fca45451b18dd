"""What an analyzer has to say about the document."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import structs

from vitae.domain.anchors import Anchor
from vitae.domain.values import Value


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Rule(Value, frozen=True):
    """The rule that made a finding; its version changes whenever its findings may."""

    id: str
    version: int = 1


class Finding(Value, frozen=True):
    """Something worth the reader's attention, and where it stands.

    An absence (no e-mail found) has anchors where it was looked for, or none at all.
    """

    code: str
    """Stable, in snake case."""
    severity: Severity
    category: str
    message: str
    rule: Rule
    anchors: tuple[Anchor, ...] = ()
    suggestion: str | None = None
    replacements: tuple[str, ...] = ()
    """For the text of the first anchor, the best first."""
    confidence: float = 1.0
    id: str = ""
    """Unique in the report; given by `order_findings`."""


def order_findings(prefix: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by severity, page, position and code, numbered ``<prefix>-1`` onwards."""
    ordered = sorted(findings, key=_order)
    return tuple(structs.replace(finding, id=f"{prefix}-{number}") for number, finding in enumerate(ordered, start=1))


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    first = finding.anchors[0] if finding.anchors else None
    page = (first.page or 0) if first else 0
    return (_RANK[finding.severity], page, first.start if first else -1, finding.code, finding.message)
