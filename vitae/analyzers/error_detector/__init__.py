"""What is missing, misleading or in the reader's way, told by who the candidate is."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.error_detector.detector import detect_errors
from vitae.analyzers.error_detector.result import ErrorResult

__all__ = ["ANALYZER", "ErrorResult"]

ANALYZER = Analyzer(
    name="error_detector", version=1, result_type=ErrorResult, run=detect_errors, reads_empty_documents=True
)
