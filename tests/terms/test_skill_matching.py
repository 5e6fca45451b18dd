"""Which words of a document mean a skill, and what is said about them."""

from collections.abc import Callable
from time import process_time

import pytest

from vitae.domain.document import Document
from vitae.domain.resume import Contact, Extracted, ParsedResume, Profile, WorkEntry
from vitae.facts import AnalysisContext
from vitae.facts.skills import SkillMatch
from vitae.lexicons.files import read_toml
from vitae.lexicons.skills import form_key, skill_lexicon

MakeContext = Callable[..., AnalysisContext]

AMBIGUOUS = read_toml("skill_rules/ambiguous")["form"]


def names(context: AnalysisContext) -> list[str]:
    return [match.canonical for match in context.skills]


def only(context: AnalysisContext) -> SkillMatch:
    (match,) = context.skills
    return match


@pytest.mark.parametrize("section", ["work", "skills"])
def test_names_with_signs_are_found_whole(context_of: MakeContext, section: str) -> None:
    context = context_of(**{section: "C++, C#, .NET, F#, Node.js, CI/CD, R, Go, C"})

    assert names(context) == ["C++", "C#", ".NET", "F#", "Node.js", "CI/CD", "R", "Go", "C"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Wrote JavaScript for a shop", ["JavaScript"]),
        ("Owned go-to-market and said let's go", []),
        ("Budget for R&D doubled", []),
        ("R, Python", ["R", "Python"]),
        ("§5ß: Python-Kurse, ßPython, Maßnahmen in Java", ["Python", "Java"]),
        ("MyJava, JavaBeans and 3Python", []),
        ("Ran the office for a term in Spring", []),
        ("Sold to C-level buyers of vitamin C", []),
        ("Spring 2020 term abroad", []),
        ("Services on Spring Boot", ["Spring Boot"]),
        ("Swift response to outages", []),
        ("A React-Native app", ["React Native"]),
        ("A React Native app", ["React Native"]),
        ("K8s, JS and Postgres", ["Kubernetes", "JavaScript", "PostgreSQL"]),
        ("Models in sklearn, later scikit-learn", ["scikit-learn", "scikit-learn"]),
        ("AWS (EC2, S3, Lambda)", ["AWS", "Amazon EC2", "Amazon S3", "AWS Lambda"]),
        ("Python/Django/Flask", ["Python", "Django", "Flask"]),
        ("TCP/IP, A/B testing and PL/SQL", ["TCP/IP", "A/B testing", "PL/SQL"]),
        ("Microsoft Office (Word, Excel)", ["Microsoft Office", "Microsoft Word", "Microsoft Excel"]),
        ("Models of machine learning", ["Machine learning"]),
        ("Reﬁned ﬁnite element analysis", ["Finite element analysis"]),
        ("Опыт с Python и машинным обучением", ["Python", "Machine learning"]),
        ("Prowadzenie projektowania opakowań", ["Packaging design"]),
        ("熟悉Python编程 😀 и Docker", ["Python", "Docker"]),
        ("Notebooks at jupyter.org, mail to anna@docker.example.org, github.com/anna/redis", []),
        ("Moved the REST back end, analysed its load in R", ["REST", "R"]),
        ("Led learning & development, trained picking & packing", ["Learning and development", "Order picking"]),
        ("Ran REST APIs for PLCs", ["REST", "PLC programming"]),
        ("Flew a Canvas course in Moodle", ["Canvas LMS", "Moodle"]),
    ],
)
def test_a_line_of_a_job_names_exactly_these_skills(context_of: MakeContext, line: str, expected: list[str]) -> None:
    context = context_of(work=line)

    assert names(context) == expected


@pytest.mark.parametrize(("form", "line"), [(form, line) for form, entry in AMBIGUOUS.items() for line in entry["yes"]])
def test_an_ambiguous_form_in_its_company_is_the_skill(context_of: MakeContext, form: str, line: str) -> None:
    skill = skill_lexicon().forms[form_key(form)].skill.name

    assert skill in names(context_of(work=line))


@pytest.mark.parametrize(("form", "line"), [(form, line) for form, entry in AMBIGUOUS.items() for line in entry["no"]])
def test_an_ambiguous_form_elsewhere_is_not_the_skill(context_of: MakeContext, form: str, line: str) -> None:
    skill = skill_lexicon().forms[form_key(form)].skill.name

    assert skill not in names(context_of(work=line))


@pytest.mark.parametrize("form", read_toml("skill_rules/ambiguous")["generic"])
def test_an_everyday_word_counts_in_a_list_of_skills_and_not_in_prose(context_of: MakeContext, form: str) -> None:
    skill = skill_lexicon().forms[form_key(form)].skill.name

    assert skill in names(context_of(skills=f"Docker, {form}, PostgreSQL"))
    assert skill not in names(context_of(work=f"Took over the {form} of my predecessor"))


@pytest.mark.parametrize("form", read_toml("skill_rules/ambiguous")["cased"])
def test_a_name_in_other_spelling_counts_in_a_list_of_skills_only(context_of: MakeContext, form: str) -> None:
    other = form.swapcase()
    skill = skill_lexicon().forms[form_key(form)].skill.name

    assert skill in names(context_of(skills=f"PostgreSQL, {other}"))
    assert skill not in names(context_of(work=f"Some {other} of the old kind"))


def test_everyday_words_count_after_words_of_experience(context_of: MakeContext) -> None:
    assert names(context_of(summary="Ten years of experience in logistics")) == ["Logistics"]


def test_a_labelled_list_in_a_job_is_a_list_of_skills(context_of: MakeContext) -> None:
    context = context_of(work="Tech stack: go, swift, sales")

    assert names(context) == ["Go", "Swift", "Sales"]


def test_a_phrase_broken_at_a_line_end_is_found(context_of: MakeContext) -> None:
    match = only(context_of(work="Introduced machine\nlearning to the team"))

    assert (match.canonical, match.raw) == ("Machine learning", "machine\nlearning")


def test_a_phrase_does_not_cross_two_bullets(context_of: MakeContext) -> None:
    assert names(context_of(work="• Bought a machine\n• learning curve kept flat")) == []


def test_a_phrase_does_not_cross_a_tab(context_of: MakeContext) -> None:
    assert names(context_of(work="Sold a machine\tlearning centre")) == []


def test_the_label_of_a_list_is_its_category(context_of: MakeContext) -> None:
    context = context_of(skills="Frontend: React, TypeScript\nSkills: Docker")

    assert [(match.canonical, match.category) for match in context.skills] == [
        ("React", "Frontend"),
        ("TypeScript", "Frontend"),
        ("Docker", None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "I have no experience with Java or Scala.",
        "Not familiar with Java.",
        "Keine Kenntnisse in Java",
        "Sin experiencia en Java",
        "Без опыта с Java",
        "Autorizzo il trattamento dei miei dati personali ai sensi del GDPR.",
        "Wyrażam zgodę na przetwarzanie moich danych osobowych zgodnie z RODO i GDPR.",
    ],
)
def test_what_is_denied_is_no_skill(context_of: MakeContext, line: str) -> None:
    assert names(context_of(summary=line)) == []


def test_a_denial_ends_with_its_clause(context_of: MakeContext) -> None:
    context = context_of(summary="No experience with Java, but Python and Go. Uses Scala\nKotlin")

    assert names(context) == ["Python", "Go", "Scala", "Kotlin"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Basic knowledge of Java, C++", ["basic", "basic"]),
        ("Familiar with Docker; expert in Python", ["basic", "expert"]),
        ("Excel (advanced), Python – intermediate", ["advanced", "intermediate"]),
        ("Expert: Python, Java", ["expert", "expert"]),
        ("Grundkenntnisse in Java", ["basic"]),
        ("Java (débutant)", ["basic"]),
        ("Nivel avanzado: Java", ["advanced"]),
        ("Python, Java", [None, None]),
    ],
)
def test_a_written_level_is_kept_and_none_is_estimated(
    context_of: MakeContext, line: str, expected: list[str | None]
) -> None:
    assert [match.level for match in context_of(skills=line).skills] == expected


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("Python 3.11", "3.11"),
        ("Python3", None),
        ("Java 17, Go", "17"),
        ("AutoCAD 2019", "2019"),
        ("Python 2019 – 2021", None),
        ("Java 5 years", None),
        ("Angular v12.1", "12.1"),
    ],
)
def test_a_version_is_read_and_a_count_is_none(context_of: MakeContext, line: str, version: str | None) -> None:
    assert context_of(skills=line).skills[0].version == version


def test_a_sidebar_between_the_lines_of_a_job_is_no_part_of_the_job(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(work=(WorkEntry(document.anchor(0, len(document.text))),))

    context = context_of(work="Built services on Docker", skills="Kubernetes", projects="Terraform", resume=resume)

    assert [(match.canonical, match.work_index) for match in context.skills] == [
        ("Docker", 0),
        ("Kubernetes", None),
        ("Terraform", 0),
    ]


def test_an_employers_name_is_a_skill_only_where_skills_are_listed(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        name = Extracted("Figma GmbH", 0.9, (document.anchor(0, 10),))
        return ParsedResume(work=(WorkEntry(document.anchor(0, 40), name=name),))

    context = context_of(work="Figma GmbH\nJoined Figma as its tenth engineer", skills="Figma, Docker", resume=resume)

    assert [(match.canonical, match.section) for match in context.skills] == [("Figma", "skills"), ("Docker", "skills")]


def test_the_word_over_a_profile_link_is_no_skill(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        url = Extracted("https://github.com/jane", 0.9, (document.anchor(0, 6),))
        return ParsedResume(contact=Contact(profiles=(Profile("GitHub", url),)))

    assert names(context_of(contact="GitHub", skills="Docker", resume=resume)) == ["Docker"]


def test_a_list_under_a_subheading_of_the_skills_section_belongs_to_it(context_of: MakeContext) -> None:
    context = context_of(skills="Docker", other="Negotiation\nForecasting")

    assert names(context) == ["Docker", "Negotiation", "Forecasting"]


def test_offsets_lead_to_the_words_as_written(context_of: MakeContext) -> None:
    context = context_of(summary="İzmir: ﬁnite element analysis, Kubernetes’ operators", skills="PostgreSQL")

    assert [match.raw for match in context.skills] == ["ﬁnite element analysis", "Kubernetes", "PostgreSQL"]
    assert all(context.document.text[match.start : match.end] == match.raw for match in context.skills)


def test_ten_times_the_text_takes_about_ten_times_as_long(context_of: MakeContext) -> None:
    line = "Python, Go, no experience with basic sales / R&D C++ " * 20
    small, large = context_of(work="\n".join([line] * 20)), context_of(work="\n".join([line] * 200))
    names(context_of(work=line))

    started = process_time()
    found_small = len(small.skills)
    middle = process_time()
    found_large = len(large.skills)
    ended = process_time()

    assert found_large == 10 * found_small
    assert ended - middle < 40 * (middle - started)
