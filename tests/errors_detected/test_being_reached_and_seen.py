"""Telephone numbers, portfolios, skills in use, the order of education, marks of review, and what templates leave."""

from collections.abc import Callable

import pytest

from vitae.analyzers.error_detector import ErrorResult
from vitae.domain.findings import Finding, Severity

Detect = Callable[[str], ErrorResult]
PHONE = "+44 20 7946 0123"
SKILLS = "Forklift licence, SAP WM, cycle counting, rota planning, Excel"
HULL = "Logistics, University of Hull"
MANY_SKILLS = "Kubernetes, Docker, Terraform, Ansible, Jenkins, Grafana, Redis, Kafka, PostgreSQL"


def of(result: ErrorResult, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


# --- telephone


@pytest.mark.parametrize("number", ["+44 20 7946", "+44 20 7946 0123 45678", "+1 312 555 01", "+999 123 45678"])
def test_a_number_that_no_country_has_is_a_warning_and_not_missing(
    detect: Detect, sound_resume: str, number: str
) -> None:
    result = detect(sound_resume.replace(PHONE, number))

    [finding] = of(result, "invalid_phone")
    assert finding.severity is Severity.WARNING
    assert finding.anchors[0].quote in number
    assert of(result, "missing_phone") == []


@pytest.mark.parametrize(
    "number",
    ["+44 20 7946 0123", "+49 30 23125 017", "(312) 555-0123", "+7 495 123-45-67", "+91 98765 43210", "020 7946 0123"],
)
def test_a_number_that_can_be_called_is_not_invalid(detect: Detect, sound_resume: str, number: str) -> None:
    assert of(detect(sound_resume.replace(PHONE, number)), "invalid_phone") == []


def test_a_plus_in_the_jobs_is_no_number(detect: Detect, sound_resume: str) -> None:
    text = sound_resume.replace("- Led 14", "- Grew the output by +12 34 56 boxes with 14")

    assert of(detect(text), "invalid_phone") == []


def test_two_numbers_are_remarked_and_the_same_one_twice_is_not(detect: Detect, sound_resume: str) -> None:
    two = detect(sound_resume.replace(PHONE, f"{PHONE} | +44 7700 900123"))
    twice = detect(sound_resume.replace(PHONE, f"{PHONE} | 020 7946 0123"))

    assert [finding.severity for finding in of(two, "several_phones")] == [Severity.INFO]
    assert of(twice, "several_phones") == []


# --- portfolio


def early_career_of(title: str, text: str) -> str:
    """Return the sound résumé of somebody who has had one job of this title, for a year."""
    head, jobs = text.split("Experience", 1)
    education = jobs[jobs.index("Education") :]
    bullets = "- Drew 40 posters for two theatres.\n- Cut the time to print from 5 days to 2.\n"
    job = f"{title}, Harbour Studio Ltd\n10/2025 - Present\n{bullets}"
    return f"{head.replace('Warehouse Manager', title)}Experience\n\n{job}\n{education}"


@pytest.mark.parametrize("title", ["Graphic Designer", "UX Designer", "Photographer", "Junior Web Developer"])
def test_who_is_judged_by_works_is_reminded_to_show_them(detect: Detect, sound_resume: str, title: str) -> None:
    [finding] = of(detect(early_career_of(title, sound_resume)), "missing_portfolio")

    assert finding.severity is Severity.INFO
    assert finding.anchors[0].quote == "Nora Feldt"


@pytest.mark.parametrize("address", ["nora-feldt.example", "https://www.behance.net/norafeldt", "github.com/norafeldt"])
def test_an_address_other_than_linkedin_shows_works(detect: Detect, sound_resume: str, address: str) -> None:
    text = early_career_of("Graphic Designer", sound_resume).replace("Leeds, United", f"{address} | Leeds, United")

    assert of(detect(text), "missing_portfolio") == []


@pytest.mark.parametrize("title", ["Warehouse Manager", "Nurse", "Business Developer", "Curriculum Designer"])
def test_other_trades_need_no_portfolio(detect: Detect, sound_resume: str, title: str) -> None:
    assert of(detect(early_career_of(title, sound_resume)), "missing_portfolio") == []


def test_eight_years_of_work_speak_for_themselves(detect: Detect, sound_resume: str) -> None:
    assert of(detect(sound_resume.replace("Warehouse Manager", "Graphic Designer")), "missing_portfolio") == []


# --- skills in use


def test_a_long_list_of_skills_that_no_job_names_is_one_remark(detect: Detect, sound_resume: str) -> None:
    [finding] = of(detect(sound_resume.replace(SKILLS, MANY_SKILLS)), "unevidenced_skills")

    assert finding.severity is Severity.INFO
    assert finding.message.startswith("9 of 9 listed skills are named nowhere else: Kubernetes, Docker")


def test_skills_that_jobs_name_are_shown_in_use(detect: Detect, sound_resume: str) -> None:
    text = sound_resume.replace(SKILLS, MANY_SKILLS).replace(
        "- Led 14", "- Moved Kafka, Redis and PostgreSQL to Docker and Kubernetes with 14"
    )

    assert of(detect(text), "unevidenced_skills") == []


def test_a_short_list_of_skills_needs_no_proof(detect: Detect, sound_resume: str) -> None:
    assert of(detect(sound_resume.replace(SKILLS, "Kubernetes, Docker, Terraform")), "unevidenced_skills") == []


# --- education


@pytest.mark.parametrize(
    ("first", "second", "is_said"),
    [
        (f"BSc {HULL}\n09/2009 - 06/2012", f"MSc {HULL}\n09/2012 - 05/2015", True),
        (f"MSc {HULL}\n09/2012 - 05/2015", f"BSc {HULL}\n09/2009 - 06/2012", False),
        (f"BSc {HULL}\n09/2009 - 06/2012", "First Aid Course, Red Cross\n03/2014 - 04/2014", False),
        (f"BSc {HULL}\n2012", f"MSc {HULL}\n2015", True),
        (f"BSc {HULL}\n2012", "Certificate in Food Hygiene, Hull College\n2015", False),
        ("A-levels, Hull College\n2009", f"BSc {HULL}\n2012", True),
        (f"BSc {HULL}\n2015", f"MSc {HULL}\n2015", False),
    ],
)
def test_the_latest_degree_is_looked_for_first(
    detect: Detect, sound_resume: str, first: str, second: str, is_said: bool
) -> None:
    text = sound_resume.replace(f"BSc {HULL}\n09/2012 - 05/2015", f"{first}\n\n{second}")

    assert [f.severity for f in of(detect(text), "education_order")] == [Severity.INFO] * is_said


# --- what is left over


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("comments",), "comments"),
        (("tracked_changes",), "tracked changes"),
        (("comments", "tracked_changes"), "comments and tracked changes"),
    ],
)
def test_marks_of_review_are_one_remark(
    detect_with_flags: Callable[..., ErrorResult], flags: tuple[str, ...], words: str
) -> None:
    [finding] = of(detect_with_flags(*flags), "review_marks")

    assert (finding.severity, finding.message) == (Severity.INFO, f"The file still holds {words}.")


@pytest.mark.parametrize(
    "line",
    [
        "To get started right away, just select this.",
        "Month Year – Month Year",
        "- Replace this sentence with what you did for 14 people.",
        "Max Beispiel, Musterstraße 1",
        "linkedin.com/in/your-name",
        "Call 555-555-5555 or (123) 456-7890",
    ],
)
def test_more_of_what_templates_leave_is_critical(detect: Detect, sound_resume: str, line: str) -> None:
    found = of(detect(sound_resume.replace("\nEducation", f"{line}\n\nEducation")), "placeholder_text")

    assert found
    assert {finding.severity for finding in found} == {Severity.CRITICAL}


@pytest.mark.parametrize(
    "line",
    [
        "- Described your rights to 14 tenants and your duties to 3 landlords in one leaflet, “Your Home”.",
        "- Answered (555) 010-4477 and 312-555-0100 at the night desk for 14 months.",
        "- Sold 1,234,567,890 rivets and 5,555,555 washers.",
        "- Chose the start date and the end date of 14 shutdowns.",
    ],
)
def test_what_only_resembles_a_template_is_left_alone(detect: Detect, sound_resume: str, line: str) -> None:
    assert of(detect(sound_resume.replace("\nEducation", f"{line}\n\nEducation")), "placeholder_text") == []
