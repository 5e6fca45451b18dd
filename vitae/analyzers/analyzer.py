"""What an analyzer is, and how one is run so that a crash stays its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vitae.domain.errors import AnalyzerFailed, VitaeError
from vitae.domain.report import ErrorInfo, Outcome, OutcomeStatus
from vitae.facts import AnalysisContext

logger = logging.getLogger(__name__)

Fatal = tuple[type[BaseException], ...]


@dataclass(frozen=True, slots=True)
class Analyzer:
    """A named, versioned pure function from the context to a result of its own type."""

    name: str
    version: int
    """Raised whenever the same input may give another result."""
    result_type: type[Any]
    """A frozen dataclass; its fields are the keys of the JSON."""
    run: Callable[[AnalysisContext], Any]
    listed: str = "findings"
    """The field of its result that lists what it found."""
    codes: frozenset[str] = frozenset()
    """Codes of findings that a caller may switch off or weigh anew."""
    reads_empty_documents: bool = False
    """Whether it has something to say about a document without any text, such as a scan."""

    def count(self, result: Any) -> int:
        """Return how much it found."""
        return len(getattr(result, self.listed))


def run_analyzer(analyzer: Analyzer, context: AnalysisContext, *, fatal: Fatal = ()) -> Outcome:
    """Run one analyzer; whatever it raises fails its own part only, except what is `fatal`."""
    try:
        result = analyzer.run(context)
    except fatal:
        raise
    except VitaeError as error:
        return Outcome(OutcomeStatus.FAILED, analyzer.version, error=ErrorInfo.of(error))
    except Exception as error:  # noqa: BLE001 - the one place that contains a crash
        where = _crash_site(error)
        logger.error("analyzer %s crashed: %s at %s", analyzer.name, type(error).__name__, where)
        failure = AnalyzerFailed(f"The analyzer {analyzer.name} stopped with {type(error).__name__} at {where}.")
        return Outcome(OutcomeStatus.FAILED, analyzer.version, error=ErrorInfo.of(failure))
    return Outcome(OutcomeStatus.COMPLETED, analyzer.version, result=result)


def _crash_site(error: BaseException) -> str:
    """Return module and line of the innermost frame; never the message, which may quote the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
