"""Signed languages are languages that somebody speaks, and skills of those who work with people."""

import pytest

import vitae


@pytest.mark.parametrize(
    "name", ["British Sign Language", "American Sign Language", "Irish Sign Language", "Auslan", "Libras"]
)
def test_a_signed_language_among_the_skills_is_a_skill(name: str) -> None:
    text = f"Jane Doe\njane@example.org\n\nSkills\nBereavement support, {name}, Report writing\n"

    result = vitae.analyze(text.encode(), isolation="none").to_dict()["analyzers"]["keyword_extractor"]["result"]

    assert name in [keyword["canonical"] for keyword in result["keywords"]]
