"""The main path: read, segment, parse, analyse, score, report."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import get_args

from vitae.analyzers.analyzer import Analyzer, Fatal, run_analyzer
from vitae.analyzers.grammar_checker import installed_dictionaries
from vitae.analyzers.registry import insist_on_known_codes, select_analyzers
from vitae.documents import Isolation, Limits, read_document
from vitae.documents.hidden import first_pieces
from vitae.documents.ocr import find_installation
from vitae.documents.source import Source, load_source
from vitae.domain.document import Document
from vitae.domain.errors import InvalidOption, VitaeError
from vitae.domain.options import Options
from vitae.domain.progress import Progress, ProgressCallback
from vitae.domain.report import (
    DocumentReport,
    ErrorInfo,
    Outcome,
    OutcomeStatus,
    Report,
    ReportStatus,
    Run,
    SectionReport,
    Timing,
)
from vitae.domain.resume import ParsedResume
from vitae.facts import AnalysisContext
from vitae.lexicons.skills import SkillLexicon, skill_lexicon
from vitae.parsing import evidence_of, find_sections, parse_resume, to_json_resume
from vitae.scoring import score_report
from vitae.version import __version__

READING_STAGES = ("read", "sections", "profile")
_SHOWN_PIECES, _SHOWN_CHARACTERS = 50, 2_000
"""Of hidden text; a report is read by people."""


def analyze(
    source: Source,
    *,
    analyzers: Iterable[str] | None = None,
    as_of: date | None = None,
    isolation: Isolation = "sandbox",
    limits: Limits | None = None,
    lexicon: SkillLexicon | None = None,
    options: Options | None = None,
    filename: str | None = None,
    on_progress: ProgressCallback | None = None,
    fatal: Fatal = (),
) -> Report:
    """Analyse one document and return its report.

    Args:
        source: A path, the bytes themselves, or a binary file object.
        analyzers: Names of the analyzers to run; all of them when None.
        as_of: The day that ``present`` means; today when None.
        isolation: ``sandbox`` reads the bytes in a locked process of their own; ``none`` in this one, which is for
            documents that can be trusted. The report is the same.
        limits: Bounds on the document; the defaults fit any résumé.
        lexicon: The skills that are known by name, from `vitae.load_lexicon`; ours alone when None.
        options: Rules to switch off or to weigh anew, LanguageTool, dictionaries; see `vitae.Options`.
        filename: Shown in the report; taken from `source` where it has a name.
        on_progress: Called at the start of every stage, and can have what is finished by then (`Progress.so_far`);
            what it raises ends the analysis.
        fatal: Exceptions that end the analysis instead of one analyzer.

    Raises:
        DocumentError: The document cannot be read; the subclass and its code say why.
        SandboxUnavailable: The isolated reader cannot be started.
        UsageError: An argument names something that does not exist.
    """
    selected = select_analyzers(analyzers)
    if isolation not in get_args(Isolation):
        raise InvalidOption(f"The isolation {isolation!r} is neither {' nor '.join(get_args(Isolation))}.")
    as_of = as_of or date.today()
    limits = limits or Limits()
    lexicon = lexicon or skill_lexicon()
    options = options or Options()
    insist_on_known_codes(options)
    clock = perf_counter()
    step = _Steps(selected, on_progress)

    step("read")
    data, source_name = load_source(source, limits)
    document = read_document(data, limits, isolation)
    step("sections")
    sections = find_sections(document)
    step("profile")
    resume = parse_resume(document, sections)
    context = AnalysisContext(document, sections, resume, as_of, lexicon, options)

    outcomes = {one.name: Outcome(OutcomeStatus.SKIPPED, one.version, reason="not_finished") for one in selected}
    timings: dict[str, Timing] = {}
    digest = options_digest(selected, as_of, limits, lexicon, options)
    run = Run(engine_version=__version__, as_of=as_of.isoformat(), options_digest=digest)

    def report() -> Report:
        end = replace(run, filename=filename or source_name, elapsed_ms=_milliseconds(clock), analyzers=dict(timings))
        return _assemble(context, dict(outcomes), end)  # copies: it may be asked for while the next analyzer works

    step.so_far = report
    for analyzer in selected:
        step(analyzer.name)
        started = perf_counter()
        outcomes[analyzer.name] = outcome = _run_or_skip(analyzer, context, fatal)
        timings[analyzer.name] = Timing(_milliseconds(started))
        step.end(analyzer, outcome)
    step("report")
    return report()


def failed_report(error: VitaeError, *, filename: str | None = None, sha256: str | None = None) -> Report:
    """Return the report of a document that could not be analysed: the same shape, with the typed error."""
    return Report(
        status=ReportStatus.FAILED,
        error=ErrorInfo.of(error),
        document=DocumentReport(sha256=sha256),
        unscored="not_analysed",
        run=Run(engine_version=__version__, filename=filename),
    )


def options_digest(
    analyzers: Iterable[Analyzer],
    as_of: date,
    limits: Limits,
    lexicon: SkillLexicon | None = None,
    options: Options | None = None,
) -> str:
    """Return the SHA-256 of everything beside the document that may change a report, what is installed included."""
    recognition = find_installation(limits.recognition_languages) if limits.max_recognised_pages > 0 else None
    asked = options or Options()
    everything = {
        "analyzers": {analyzer.name: analyzer.version for analyzer in analyzers},
        "as_of": as_of.isoformat(),
        "lexicon": (lexicon or skill_lexicon()).digest,
        "limits": {name: getattr(limits, name) for name in Limits.__slots__},
        "recognition": recognition.fingerprint if recognition else None,
        "rules": dict(asked.rules),
        "languagetool": asked.languagetool_url,
        "dictionaries": installed_dictionaries(asked.dictionary_folders),
    }
    return hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()


def capabilities_digest(limits: Limits, lexicon: SkillLexicon | None = None, options: Options | None = None) -> str:
    """Return the SHA-256 of all that this engine brings to a report: code, lexicons, limits, what is installed."""
    digest = options_digest(select_analyzers(None), date.min, limits, lexicon, options)
    own = {"engine": __version__, "options": digest}
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


class _Steps:
    """Counts the stages, keeps what was found in them, and tells the listener, if there is one."""

    def __init__(self, analyzers: tuple[Analyzer, ...], listener: ProgressCallback | None) -> None:
        self._total = len(READING_STAGES) + len(analyzers) + 1
        self._done = 0
        self._found: dict[str, int] = {}
        self._listener = listener
        self.so_far: Callable[[], Report] | None = None

    def __call__(self, stage: str) -> None:
        if self._listener is not None:
            self._listener(Progress(stage, self._done, self._total, dict(self._found), self.so_far))
        self._done += 1

    def end(self, analyzer: Analyzer, outcome: Outcome) -> None:
        """Note how much an analyzer found, if it has a result."""
        if outcome.status is OutcomeStatus.COMPLETED:
            self._found[analyzer.name] = analyzer.count(outcome.result)


def _run_or_skip(analyzer: Analyzer, context: AnalysisContext, fatal: Fatal) -> Outcome:
    """Run an analyzer; without any text only the one that can say so has something to do."""
    if not context.document.has_text and not analyzer.reads_empty_documents:
        return Outcome(OutcomeStatus.SKIPPED, analyzer.version, reason="no_text_layer")
    return run_analyzer(analyzer, context, fatal=fatal)


def _assemble(context: AnalysisContext, outcomes: dict[str, Outcome], run: Run) -> Report:
    document, resume = context.document, context.resume
    complete = all(outcome.status is OutcomeStatus.COMPLETED for outcome in outcomes.values())
    score, unscored = score_report(outcomes, has_text=document.has_text, is_resume=resume.looks_like_resume)
    return Report(
        status=ReportStatus.SUCCEEDED if complete else ReportStatus.PARTIAL,
        document=_document_report(document, resume),
        lexicon_digest=context.lexicon.digest,
        score=score,
        unscored=unscored,
        sections=tuple(SectionReport(s.id, s.kind, s.heading, s.anchors) for s in context.sections),
        resume=to_json_resume(resume),
        evidence=evidence_of(resume),
        absent=resume.absent,
        analyzers=outcomes,
        run=run,
    )


def _document_report(document: Document, resume: ParsedResume) -> DocumentReport:
    return DocumentReport(
        sha256=document.sha256,
        media_type=document.media_type,
        bytes=document.size,
        page_count=len(document.pages) or None,
        pages=document.pages,
        language=document.language,
        languages=document.languages,
        text=document.text,
        layout=document.layout,
        quality=document.quality,
        is_resume=resume.is_resume if document.has_text else None,
        last_modified=document.last_modified,
        hidden_text=tuple(first_pieces(document.hidden, most=_SHOWN_PIECES, characters=_SHOWN_CHARACTERS)),
    )


def _milliseconds(since: float) -> float:
    return round((perf_counter() - since) * 1000, 2)
