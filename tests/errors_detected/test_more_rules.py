"""Rules that only remark: names, addresses, and how many words and bullets there are."""

from collections.abc import Callable
from datetime import date

import pytest

import vitae
from vitae.analyzers.error_detector import ErrorResult

AS_OF = date(2026, 11, 22)
HEAD = "{name}\n{email} | +44 113 496 0123\n\nExperience\n\nBaker, Millrace Bakery\nMar 2019 – Present\n{bullets}"


def codes_of(
    name: str = "Robin Calloway", email: str = "robin.calloway@example.org", bullets: tuple[str, ...] = ()
) -> dict[str, str]:
    lines = "\n".join(f"• {bullet}" for bullet in bullets or ("Baked 900 loaves a night for eleven shops.",))
    text = (
        HEAD.format(name=name, email=email, bullets=lines) + "\n\nEducation\n\nDiploma in Baking, Leeds College\n2017\n"
    )
    report = vitae.analyze(text.encode(), as_of=AS_OF, isolation="none", analyzers=["error_detector"])
    assert report.analyzers is not None
    return {finding.code: finding.severity.value for finding in report.analyzers["error_detector"].result.findings}


def test_an_address_at_the_current_employer_is_remarked() -> None:
    assert codes_of(email="robin@millrace.example")["employer_email"] == "info"
    assert "employer_email" not in codes_of()


@pytest.mark.parametrize(("count", "is_said"), [(12, False), (13, True)])
def test_more_than_twelve_bullets_under_one_job_are_remarked(count: int, is_said: bool) -> None:
    bullets = tuple(f"Baked {number * 100} loaves for shop number {number}." for number in range(1, count + 1))

    assert ("many_bullets" in codes_of(bullets=bullets)) is is_said


def test_bullets_of_a_word_or_two_are_remarked_when_there_are_several() -> None:
    assert (
        codes_of(bullets=("Baking", "Till work", "Deliveries", "Baked 900 loaves a night."))["short_bullets"] == "info"
    )


def test_jobs_that_share_the_month_of_a_change_are_still_listed_in_the_wrong_order() -> None:
    text = (
        "Robin Calloway\nrobin@example.org | +44 113 496 0123\n\nExperience\n\n"
        "Porter, Millrace Bakery\nMar 2012 – May 2015\n• Carried 40 sacks of flour a day.\n\n"
        "Baker, Aldermoor Foods\nMay 2015 – Jun 2019\n• Baked 900 loaves a night.\n\n"
        "Head Baker, Northgate Ltd\nJun 2019 – Present\n• Led a crew of six.\n"
    )

    report = vitae.analyze(text.encode(), as_of=AS_OF, isolation="none", analyzers=["error_detector"])

    assert report.analyzers is not None
    findings = report.analyzers["error_detector"].result.findings
    assert "not_reverse_chronological" in [finding.code for finding in findings]


def test_letters_that_grow_in_lower_case_move_no_anchor(
    detect: Callable[[str], ErrorResult], sound_resume: str
) -> None:
    text = sound_resume.replace("Leeds, United Kingdom", "İİİ İzmir | http:/nora.example.org")

    [finding] = [finding for finding in detect(text).findings if finding.code == "malformed_url"]

    assert finding.anchors[0].quote == "http:/nora.example.org"
