"""What is finished becomes readable once an analysis takes long: as soon as there is more of it, and not sooner."""

from backend.tasks.partial_reports import PartialReports
from vitae.domain.progress import Progress
from vitae.domain.report import DocumentReport, Report, ReportStatus, Run


class Kept(list[str]):
    def keep(self, report: Report) -> None:
        self.append(report.run.engine_version)


def step(stage: str, done: int) -> Progress:
    report = Report(status=ReportStatus.PARTIAL, document=DocumentReport(), run=Run(engine_version=f"up to {stage}"))
    return Progress(stage, done, 9, so_far=lambda: report)


def test_of_an_analysis_that_is_over_in_a_moment_nothing_is_kept() -> None:
    kept, now = Kept(), [0.0]
    partials = PartialReports(kept.keep, clock=lambda: now[0])

    partials(step("grammar_checker", 5))
    now[0] = 0.4
    partials.keep_if_due()

    assert kept == []
    assert not partials.close()


def test_of_one_that_takes_long_what_is_finished_is_kept_while_a_stage_runs() -> None:
    kept, now = Kept(), [0.0]
    partials = PartialReports(kept.keep, clock=lambda: now[0])
    partials(step("keyword_extractor", 3))
    partials(step("grammar_checker", 5))

    now[0] = 0.6
    partials.keep_if_due()
    partials.keep_if_due()
    assert kept == ["up to grammar_checker"]
    partials(step("experience_calculator", 6))
    partials.keep_if_due()

    assert kept == ["up to grammar_checker", "up to experience_calculator"]
    assert partials.close()


def test_before_the_document_is_read_there_is_nothing_to_keep() -> None:
    kept, now = Kept(), [0.0]
    partials = PartialReports(kept.keep, clock=lambda: now[0])

    partials(Progress("read", 0, 9))
    now[0] = 5.0
    partials.keep_if_due()

    assert kept == []


def test_what_may_have_been_written_counts_as_kept_while_it_is_written() -> None:
    seen: list[bool] = []
    partials = PartialReports(lambda _report: seen.append(partials.close()), clock=iter((0.0, 1.0)).__next__)
    partials(step("grammar_checker", 5))

    partials.keep_if_due()

    assert seen == [True]


def test_once_the_work_is_over_nothing_is_kept_that_its_end_would_not_know_of() -> None:
    kept, now = Kept(), [0.0]
    partials = PartialReports(kept.keep, clock=lambda: now[0])
    partials(step("grammar_checker", 5))
    now[0] = 0.6

    assert not partials.close()
    partials.keep_if_due()

    assert kept == []
