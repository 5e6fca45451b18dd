"""The files of the skills lexicon agree with themselves."""

from collections import Counter

import pytest

from vitae.lexicons.files import read_toml
from vitae.lexicons.folding import fold
from vitae.lexicons.skills import FIELDS, NAME_LANGUAGES, SKILL_TYPES, Rule, form_key, skill_lexicon

AMBIGUOUS = read_toml("skill_rules/ambiguous")


def test_no_form_is_written_for_two_skills_and_no_skill_stands_twice() -> None:
    """The loader raises on either."""
    lexicon = skill_lexicon()

    assert len(lexicon.skills) >= 4_000
    assert len({skill.field for skill in lexicon.skills.values()}) == len(FIELDS) >= 25


def test_no_form_is_written_twice_on_one_line() -> None:
    lines = [line for field in FIELDS for group in read_toml(f"skills/{field}")["group"] for line in group["skills"]]
    lines += [line for language in NAME_LANGUAGES for line in read_toml(f"skill_names/{language}")["names"].values()]

    for line in lines:
        written = Counter(form_key(form.strip()) for form in line.split("|"))
        twice = [form for form, count in written.items() if count > 1]
        assert not twice, line


def test_every_type_is_known() -> None:
    assert {skill.type for skill in skill_lexicon().skills.values()} == SKILL_TYPES


def test_every_broader_skill_exists_and_no_skill_is_broader_than_itself() -> None:
    skills = skill_lexicon().skills

    for skill in skills.values():
        seen = {skill.name}
        broader = skill.broader
        while broader is not None and broader != skill.name:
            assert broader in skills, f"{skill.name} is part of {broader}, which is no skill"
            assert broader not in seen
            seen.add(broader)
            broader = skills[broader].broader


@pytest.mark.parametrize(
    ("name", "broader"),
    [
        ("Django", "Python"),
        ("Spring Boot", "Spring"),
        ("Spring", "Java"),
        ("React", "JavaScript"),
        ("PostgreSQL", "SQL"),
        ("MongoDB", "NoSQL"),
        ("Amazon S3", "AWS"),
        ("Falls prevention", "Nursing"),
        ("Glazing", "Construction"),
        ("Fact-checking", "Journalism"),
    ],
)
def test_a_skill_names_what_it_is_part_of(name: str, broader: str) -> None:
    assert skill_lexicon().skills[name].broader == broader


def test_hardly_a_skill_but_the_names_of_trades_stands_alone() -> None:
    skills = [skill for skill in skill_lexicon().skills.values() if skill.type != "soft"]
    trades = {skill.broader for skill in skills}

    assert len([skill for skill in skills if skill.broader is None and skill.name not in trades]) < len(skills) / 200


@pytest.mark.parametrize("table", ["cased", "generic"])
def test_every_form_with_a_rule_is_a_form_of_the_lexicon(table: str) -> None:
    forms = skill_lexicon().forms

    assert [form for form in AMBIGUOUS[table] if form_key(form) not in forms] == []


def test_every_ambiguous_form_has_a_line_where_it_is_the_skill_and_one_where_it_is_not() -> None:
    for form, entry in AMBIGUOUS["form"].items():
        known = skill_lexicon().forms[form_key(form)]
        assert (known.text, known.rule) == (form, Rule.EVIDENCE)
        assert entry["yes"], form
        assert entry["no"], form
        assert all(cue == fold(cue) for cue in entry["cues"]), form


def test_every_skill_can_be_written_somehow() -> None:
    written = {form.skill.name for form in skill_lexicon().forms.values()}

    assert set(skill_lexicon().skills) == written


@pytest.mark.parametrize("letters", ["R", "C", "Go", "D3", "AI", "ML", "BI", "HR", "PR", "QA", "UI", "UX"])
def test_a_form_of_one_or_two_letters_never_counts_by_itself(letters: str) -> None:
    assert skill_lexicon().forms[form_key(letters)].rule is Rule.EVIDENCE


def test_forms_of_at_most_three_capitals_need_their_capitals() -> None:
    free = [form.text for form in skill_lexicon().forms.values() if form.rule is Rule.FREE]

    assert [text for text in free if len(text) <= 3 and text.isalpha() and text.isupper()] == []
