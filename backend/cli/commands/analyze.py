"""``vitae analyze``: documents in, reports out, in this process."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from typing_extensions import override

from backend.cli.destinations import destination_for
from backend.cli.exit_codes import ExitCode, overall
from backend.cli.files import STDIN, display_name, read_document_file
from backend.cli.messages import complain, note
from backend.cli.options import as_of_option, lexicon_option, only_option, rule_option
from backend.cli.progress_bar import ProgressBar, progress_bar
from vitae.domain.errors import DocumentError
from vitae.domain.progress import Progress
from vitae.domain.report import OutcomeStatus, Report, ReportStatus
from vitae.exports import FORMATS

if TYPE_CHECKING:
    from vitae.domain.options import Options as AnalysisOptions
    from vitae.lexicons.skills import SkillLexicon

STATUSES = {
    ReportStatus.SUCCEEDED: ExitCode.COMPLETE,
    ReportStatus.PARTIAL: ExitCode.SOME_FAILED,
    ReportStatus.FAILED: ExitCode.ALL_FAILED,
}


class AnalyzeCommand(click.Command):
    """Lists the registered analyzers in its help."""

    @override
    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names; loading the engine for them costs only whoever asks for help."""
        from vitae.analyzers.registry import ANALYZERS

        with formatter.section("Analyzers"):
            formatter.write_text(", ".join(analyzer.name for analyzer in ANALYZERS))


@dataclass(frozen=True, slots=True)
class Options:
    """What the reports of one run have in common."""

    only: tuple[str, ...] | None
    as_of: date
    lexicon: "SkillLexicon | None"
    asked: "AnalysisOptions"


@click.command("analyze", cls=AnalyzeCommand)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-f", "--format", "format_name", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "-o", "--output", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Write each report to a file."
)
@as_of_option
@only_option
@lexicon_option
@rule_option
def command(
    paths: tuple[str, ...],
    format_name: str,
    folder: Path | None,
    as_of: date | None,
    only: tuple[str, ...] | None,
    lexicon_path: Path | None,
    rules: dict[str, str],
) -> ExitCode:
    """Analyse résumés in this process, without any server.

    PATH is a PDF, DOCX, ODT, RTF, HTML, Markdown or text file, or - for standard input. With -o, the report of cv.pdf
    is written to DIR/cv.pdf.json (or .html, .md, …); a second cv.pdf to DIR/cv.pdf.2.json. A
    document that cannot be analysed gets a JSON report with its error, and the others go on.
    """
    from vitae.analyzers.registry import select_analyzers

    select_analyzers(only)
    asked = _asked(rules)
    options = Options(only, as_of or date.today(), _lexicon(lexicon_path), asked)
    destination = destination_for(format_name, folder, len(paths))
    statuses = []
    with progress_bar() as bar:
        for index, path in enumerate(paths):
            report = _analyze_one(path, options, bar, index, len(paths))
            with bar.paused():
                _tell_what_is_missing(display_name(path), report)
                if written := destination.write(display_name(path), report.to_dict()):
                    note(f"{display_name(path)} → {written}")
            statuses.append(STATUSES[report.status])
    return overall(statuses)


def _analyze_one(path: str, options: Options, bar: ProgressBar, index: int, count: int) -> Report:
    """Return the report of one document; a failed one, told on stderr, when it cannot be analysed."""
    from vitae import Limits, analyze, failed_report

    name = display_name(path)
    digest = None

    def show(progress: Progress) -> None:
        bar.show(name, progress.stage, (100 * index + progress.percentage) / count)

    bar.show(name, "read", 100 * index / count)
    try:
        data = read_document_file(path, Limits())
        digest = hashlib.sha256(data).hexdigest()
        return analyze(
            data,
            filename=name,
            analyzers=options.only,
            as_of=options.as_of,
            lexicon=options.lexicon,
            options=options.asked,
            on_progress=show,
        )
    except DocumentError as error:
        with bar.paused():
            complain(error, STDIN if path == STDIN else path)
        return failed_report(error, filename=name, sha256=digest)


def _lexicon(path: Path | None) -> "SkillLexicon | None":
    """Return our skills with those of the file, or of the one in the settings; None when neither is named."""
    from backend.config import get_settings
    from vitae import load_lexicon

    path = path or get_settings().skills_lexicon
    return load_lexicon(path) if path else None


def _asked(rules: dict[str, str]) -> "AnalysisOptions":
    """Return the rules of the call, checked before a document is read, with the LanguageTool of the settings."""
    from backend.config import get_settings
    from vitae.analyzers.registry import insist_on_known_codes
    from vitae.domain.options import Options as AnalysisOptions

    settings = get_settings()
    asked = AnalysisOptions(
        rules=rules,
        languagetool_url=settings.languagetool_url,
        languagetool_seconds=settings.languagetool_timeout_seconds,
    )
    insist_on_known_codes(asked)
    return asked


def _tell_what_is_missing(name: str, report: Report) -> None:
    """Name the analyzers that did not complete."""
    for analyzer, outcome in (report.analyzers or {}).items():
        if outcome.status is not OutcomeStatus.COMPLETED:
            reason = outcome.error.detail if outcome.error else f"{outcome.reason}."
            note(f"partial: {name}: {analyzer} {outcome.status}: {reason}")
