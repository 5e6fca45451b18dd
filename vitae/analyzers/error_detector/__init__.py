"""What is missing, misleading or in the reader's way, told by who the candidate is."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.error_detector.detector import detect_errors
from vitae.analyzers.error_detector.result import ErrorResult
from vitae.analyzers.error_detector.table import RULES

__all__ = ["ANALYZER", "ErrorResult"]

ANALYZER = Analyzer(
    name="error_detector",
    version=3,
    result_type=ErrorResult,
    run=detect_errors,
    codes=frozenset(rule.code for rule in RULES),
    reads_empty_documents=True,
)
