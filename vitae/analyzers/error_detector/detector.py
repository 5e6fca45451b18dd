"""The main path of the error detector: who the candidate is, then every rule that applies."""

from collections.abc import Iterator

from vitae.analyzers.error_detector.candidate import describe_candidate
from vitae.analyzers.error_detector.result import ErrorResult
from vitae.analyzers.error_detector.rule import ErrorRule, Problem, Subject
from vitae.analyzers.error_detector.table import RULES
from vitae.domain.findings import Finding, Rule, Severity, order_findings
from vitae.domain.options import Options
from vitae.facts import AnalysisContext


def detect_errors(context: AnalysisContext) -> ErrorResult:
    """Return what is missing, misleading or in the way; of a document without text only that it has none."""
    subject = Subject(context, describe_candidate(context))
    options = context.options
    found = [_finding(rule, problem, options) for rule in _applicable(subject) for problem in rule.check(subject)]
    findings = order_findings("error", found)
    counts = {severity.value: sum(f.severity is severity for f in findings) for severity in Severity}
    return ErrorResult(counts, findings)


def _applicable(subject: Subject) -> Iterator[ErrorRule]:
    """Yield the rules that may speak: nothing is missing in a scan, read or not, nor in what is no résumé."""
    document = subject.context.document
    may_miss = "scanned" not in document.layout.flags and subject.context.resume.looks_like_resume
    for rule in RULES:
        if subject.context.options.is_off(rule.code):
            continue
        if rule.reads_empty or (document.has_text and (may_miss or not rule.is_absence)):
            yield rule


def _finding(rule: ErrorRule, problem: Problem, options: Options) -> Finding:
    return Finding(
        code=rule.code,
        severity=options.severity_of(rule.code, problem.severity or rule.severity),
        category=rule.theme,
        message=problem.message,
        rule=Rule(f"errors.{rule.code}", rule.version),
        anchors=problem.anchors,
        suggestion=problem.suggestion or rule.suggestion,
        confidence=problem.confidence,
    )
