"""Claims of experience in words, in several languages."""

from collections.abc import Callable

import pytest

from vitae.facts import AnalysisContext
from vitae.facts.claims import find_stated_years

Career = Callable[..., AnalysisContext]


@pytest.mark.parametrize(
    ("summary", "years"),
    [
        ("Engineer with 10+ years of experience.", 10),
        ("Over 12 years' professional experience in banking.", 12),
        ("10-15 years of experience", 10),
        ("Fifteen years of hands-on\nexperience", 15),
        ("Experience: more than 8 years", 8),
        ("Buchhalterin mit fünfzehn Jahren Erfahrung", 15),
        ("mit 10-jähriger Berufserfahrung", 10),
        ("avec quinze ans d’expérience dans la distribution", 15),
        ("con más de 7 años de experiencia", 7),
        ("com 9 anos de experiência", 9),
        ("con dieci anni di esperienza", 10),
        ("10-letnie doświadczenie w handlu", 10),
        ("опыт работы более 11 лет", 11),
        ("12 лет опыта в логистике", 12),
        ("2 years of Go and 6 years of overall experience", 6),
    ],
)
def test_a_claim_is_read_with_its_place(career: Career, summary: str, years: int) -> None:
    context = career(summary=summary.replace("\n", " "))

    stated = find_stated_years(context.document, context.sections)

    assert stated is not None
    assert stated.years == years
    assert stated.anchor.quote in context.document.text


@pytest.mark.parametrize(
    "summary",
    ["Experienced engineer.", "Led a team of 10 for 3 years.", "Founded 10 years ago. Experience in sales.", "in 2019"],
)
def test_other_numbers_are_no_claim(career: Career, summary: str) -> None:
    context = career(summary=summary)

    assert find_stated_years(context.document, context.sections) is None


def test_a_claim_in_a_job_is_none_of_the_candidate(career: Career) -> None:
    context = career({"title": "Recruiter for people with 10 years of experience", "dates": "2018"})

    assert find_stated_years(context.document, context.sections) is None
