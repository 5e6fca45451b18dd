"""Signed languages are languages that somebody knows and, where they stand among the skills, skills."""

import pytest

import vitae


@pytest.mark.parametrize(
    "name", ["British Sign Language", "American Sign Language", "Irish Sign Language", "Auslan", "Libras"]
)
def test_a_signed_language_among_the_skills_is_a_skill(name: str) -> None:
    text = f"Jane Doe\njane@example.org\n\nSkills\nBereavement support, {name}, Report writing\n"

    result = vitae.analyze(text.encode(), isolation="none").to_dict()["analyzers"]["keyword_extractor"]["result"]

    assert name in [keyword["canonical"] for keyword in result["keywords"]]


def test_a_signed_language_among_the_languages_is_none_of_the_skills() -> None:
    text = "Jane Doe\njane@example.org\n\nSkills\nBereavement support, Report writing\n\nLanguages\nEnglish, Auslan\n"

    report = vitae.analyze(text.encode(), isolation="none").to_dict()

    assert [language["language"] for language in report["resume"]["languages"]] == ["English", "Auslan"]
    assert "Auslan" not in str(report["analyzers"]["keyword_extractor"]["result"]["keywords"])
