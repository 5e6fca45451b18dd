"""What a careful reader would not remark: lists differ, deeds are told in the past, and nothing is said twice."""

from datetime import date

import vitae
from vitae.exports.digest import digest_of

AS_OF = date(2026, 11, 22)
RESUME = """\
Lotte Abrams
lotte.abrams@example.org | +44 113 496 0123

Experience

Head Gardener, Thornfield Hall
03/2019 - Present
{current}

Gardener, Wexcombe Park
04/2014 - 02/2019
{past}

Education

Diploma in Horticulture, Writtle College
09/2012 - 03/2014

Volunteering
{volunteering}
"""
CURRENT = ("Manage a walled garden of two acres.", "Teach four apprentices to prune.", "Order seeds and tools.")
PAST = ("Cut hedges with 3 colleagues.", "Mowed 12 acres of lawn.", "Laid out a maze.")
FREE_TIME = ("Steward at the flower show in Malvern", "Bell ringer at the parish church")


def found(
    current: tuple[str, ...] = CURRENT, past: tuple[str, ...] = PAST, volunteering: tuple[str, ...] = FREE_TIME
) -> list[tuple[str, list[str]]]:
    parts = {"current": current, "past": past, "volunteering": volunteering}
    text = RESUME.format(**{name: "\n".join(f"- {bullet}" for bullet in bullets) for name, bullets in parts.items()})
    report = vitae.analyze(text.encode(), as_of=AS_OF, isolation="none", analyzers=["grammar_checker"])
    assert report.analyzers is not None
    findings = report.analyzers["grammar_checker"].result.findings
    return [(finding.code, [anchor.quote for anchor in finding.anchors]) for finding in findings]


def test_lists_with_and_without_full_stops_are_not_held_against_each_other() -> None:
    assert found() == []


def test_full_stops_are_mixed_within_a_list() -> None:
    past = ("Cut hedges with 3 colleagues.", "Mowed 12 acres of lawn", "Laid out a maze.")

    assert found(past=past) == [("mixed_full_stops", ["lawn"])]


def test_a_bullet_whose_end_is_cut_off_has_no_full_stop_to_miss() -> None:
    assert found(past=("Cut hedges with 3 colleagues.", "Cut the time to mow by", "Laid out a maze.")) == []


def test_a_finished_deed_of_a_current_job_is_rightly_in_the_past() -> None:
    assert found(current=(*CURRENT, "Planned the new rose garden in 2023.")) == []
    assert found(current=(*CURRENT, "Supervised a migration of 400 bulbs to a greenhouse.")) == []


def test_a_duty_of_a_current_job_in_the_past_alone_is_remarked() -> None:
    current = (*CURRENT, "Maintained 3 greenhouses every week.")

    assert found(current=current) == [("mixed_tense", ["Maintained"])]


def test_what_two_analyzers_say_of_the_same_thing_is_shown_once() -> None:
    text = RESUME.format(current="- I manage a walled garden.", past="- Laid out my maze.", volunteering="")
    report = vitae.analyze(text.encode(), as_of=AS_OF, isolation="none").to_dict()

    shown = [finding["code"] for finding in digest_of(report).findings]

    assert "pronoun" in {finding["code"] for finding in report["analyzers"]["grammar_checker"]["result"]["findings"]}
    assert (shown.count("first_person"), shown.count("pronoun")) == (1, 0)
