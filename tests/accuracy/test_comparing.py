"""When the benchmark takes two values for the same."""

import pytest

from benchmarks.accuracy.compare import (
    bare_address,
    is_same_date,
    is_same_degree,
    is_same_language,
    is_same_name,
    is_same_skill,
    is_same_text,
)


@pytest.mark.parametrize(
    ("read", "truth"),
    [
        ("ACME GmbH", "Acme GmbH"),
        ("Société Générale", "Societe Generale"),
        ("Nurse, Charge", "Charge Nurse"),
        ("Willamette Heights Medical Center", "Willamette Heights Medical Center Inc"),
    ],
)
def test_case_accents_order_and_small_endings_do_not_matter(read: str, truth: str) -> None:
    assert is_same_text(read, truth)


@pytest.mark.parametrize(
    ("read", "truth"), [("Staff Nurse", "Charge Nurse"), ("Acme", "Acme Holding of Ohio"), ("", "")]
)
def test_other_names_and_halves_of_names_are_not_the_same(read: str, truth: str) -> None:
    assert not is_same_text(read, truth)


def test_a_name_with_a_job_title_behind_it_is_not_the_name() -> None:
    assert is_same_name("Bree Callaghan Tran", "Bree Callaghan-Tran")
    assert not is_same_name("Bree Callaghan-Tran Forklift Operator", "Bree Callaghan-Tran")


def test_a_degree_is_the_same_when_most_words_of_the_truth_are_there_and_few_others() -> None:
    assert is_same_degree("Bachelor of Science Nursing", "Bachelor of Science in Nursing")
    assert not is_same_degree("Bachelor", "Bachelor of Science in Nursing")
    assert not is_same_degree("Bachelor of Science in Nursing and many other long words here", "Nursing Science")


def test_short_skills_must_be_equal_and_signs_tell_languages_apart() -> None:
    assert is_same_skill("Node.js", "NodeJS")
    assert not is_same_skill("C++", "C#")
    assert not is_same_skill("Java", "JavaScript")


@pytest.mark.parametrize(
    ("read", "truth"),
    [
        ("2019-03", "2019-03"),
        ("2019", "2019"),
        ("present", "present"),
        ("2019-07", "2019-Q3"),
        ("2019-08", "2019-summer"),
    ],
)
def test_a_date_is_right_as_precise_as_it_was_written(read: str, truth: str) -> None:
    assert is_same_date(read, truth)


@pytest.mark.parametrize(
    ("read", "truth"),
    [
        ("2019-01", "2019"),
        ("2019", "2019-03"),
        ("2019-04", "2019-03"),
        ("", "present"),
        ("2019-01", "2019-Q3"),
        ("present", "2019"),
    ],
)
def test_a_month_that_was_not_written_is_wrong_and_so_is_one_that_was_lost(read: str, truth: str) -> None:
    assert not is_same_date(read, truth)


def test_the_level_behind_a_language_does_not_matter() -> None:
    assert is_same_language("English (C1)", "english")
    assert not is_same_language("German", "English")


def test_addresses_are_compared_without_what_leads_to_the_same_page() -> None:
    assert bare_address("https://www.LinkedIn.com/in/jo-doe/?ref=cv") == "linkedin.com/in/jo-doe"
