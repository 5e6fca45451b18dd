"""What docs/keywords.md says is what the code does."""

import re
from pathlib import Path

from vitae.analyzers.keyword_extractor import scoring
from vitae.lexicons.skills import FIELDS, Rule, form_key, skill_lexicon

TEXT = (Path(__file__).parents[2] / "docs" / "keywords.md").read_text(encoding="utf-8")


def test_the_documented_size_of_the_lexicon_is_within_a_tenth_of_the_truth() -> None:
    skills, fields, spellings = (
        int(number.replace(",", ""))
        for number in re.search(r"about ([\d,]+) skills of (\d+) fields with about ([\d,]+) spellings", TEXT).groups()  # type: ignore[union-attr]
    )

    assert abs(skills - len(skill_lexicon().skills)) < 0.1 * skills
    assert abs(spellings - len(skill_lexicon().forms)) < 0.1 * spellings
    assert fields == len(FIELDS)


def test_every_rule_is_documented() -> None:
    rows = re.findall(r"^\| (\w+) \|", TEXT, re.MULTILINE)

    assert set(rows) >= {str(rule) for rule in Rule}


def test_every_point_of_a_section_is_documented() -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith("| `sections`"))

    documented = {int(number) for number in re.findall(r"\b\d+\b", row)}

    assert documented >= set(scoring.SECTION_POINTS.values())


def test_every_example_of_a_free_spelling_is_free() -> None:
    for form in ("postgresql", "cold calling"):
        assert skill_lexicon().forms[form_key(form)].rule is Rule.FREE
