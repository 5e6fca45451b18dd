"""Thirty-four ways in which skills are written, from the document to the keywords.

The numbers of the cases are those of the list that the extractor was specified with.
"""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

import vitae
from vitae.analyzers.keyword_extractor import Keyword, KeywordResult

HEAD = "Maja Rimac\nmaja.rimac@example.org\n+44 20 7946 0123\n\n"
JOB = "Clerk, Northwind Traders Ltd\n01/2020 - 12/2020\n"


def keywords_of(document: bytes) -> KeywordResult:
    report = vitae.analyze(document, isolation="none", analyzers=["keyword_extractor"])
    assert report.analyzers is not None
    result = report.analyzers["keyword_extractor"].result
    assert isinstance(result, KeywordResult)
    return result


def in_job(*bullets: str) -> list[Keyword]:
    lines = "\n".join(f"- {bullet}" for bullet in bullets)
    return list(keywords_of(f"{HEAD}Experience\n\n{JOB}{lines}\n".encode()).keywords)


def in_list(skills: str) -> list[Keyword]:
    job = f"{JOB}- Counted the stock of the depot every week\n"
    return list(keywords_of(f"{HEAD}Experience\n\n{job}\nSkills\n\n{skills}\n".encode()).keywords)


def skills(keywords: list[Keyword]) -> set[str]:
    return {keyword.canonical for keyword in keywords if keyword.kind == "skill"}


def only(keywords: list[Keyword], canonical: str) -> Keyword:
    return next(keyword for keyword in keywords if keyword.canonical == canonical)


SIGNS = {"C++", "C#", ".NET", "F#", "Node.js", "CI/CD", "R", "Go", "C"}


def test_case_1_names_with_signs_are_found_in_a_list_and_in_prose() -> None:
    assert skills(in_list("C++, C#, .NET, F#, Node.js, CI/CD, R, Go, C")) == SIGNS
    assert skills(in_job("Programs in C++, C#, .NET, F#, Node.js, CI/CD, R, Go, C")) == SIGNS


@pytest.mark.parametrize(
    ("case", "line", "expected"),
    [
        (2, "Wrote JavaScript for the depot", {"JavaScript"}),
        (3, "Owned the go-to-market plan and said let's go", set()),
        (4, "Managed the R&D budget", set()),
        (4, "Models in R, Python", {"R", "Python"}),
        (5, "Sold vitamin C and Vitamin C drinks to C-level buyers", set()),
        (6, "Joined in Spring 2020", set()),
        (6, "Services on Spring Boot", {"Spring Boot"}),
        (7, "Swift response to outages", set()),
        (8, "A React-Native app and a React Native kiosk", {"React Native"}),
        (10, "Models in scikit-learn, later sklearn", {"scikit-learn"}),
        (11, "Ran AWS (EC2, S3, Lambda)", {"AWS", "Amazon EC2", "Amazon S3", "AWS Lambda"}),
        (12, "Python/Django/Flask in one shop", {"Python", "Django", "Flask"}),
        (12, "TCP/IP, CI/CD, A/B testing and PL/SQL", {"TCP/IP", "CI/CD", "A/B testing", "PL/SQL"}),
        (16, "Microsoft Office (Word, Excel)", {"Microsoft Office", "Microsoft Word", "Microsoft Excel"}),
        (20, "Brought machine learning to the depot", {"Machine learning"}),
        (25, "Опыт с Python и машинным обучением", {"Python", "Machine learning"}),
        (26, "I have no experience with Java", set()),
        (28, "Sold printers to Oracle, SAP and Apple", set()),
        (34, "熟悉Python编程 😀", {"Python"}),
    ],
)
def test_a_line_of_a_job_names_these_skills(case: int, line: str, expected: set[str]) -> None:
    assert skills(in_job(line)) == expected, f"case {case}"


def test_case_9_short_names_lead_to_the_skill_and_stay_as_written() -> None:
    keywords = in_list("K8s, JS, Postgres")

    assert [(k.canonical, k.raw_forms) for k in keywords] == [
        ("Kubernetes", ("K8s",)),
        ("JavaScript", ("JS",)),
        ("PostgreSQL", ("Postgres",)),
    ]


def test_case_11_a_part_names_what_it_is_part_of() -> None:
    assert only(in_job("Ran AWS (EC2, S3)"), "Amazon S3").broader == "AWS"


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (13, "• Docker\n• PostgreSQL\n• Welding"),
        (14, "Docker\tPostgreSQL\nWelding\t"),
        (13, "Docker\nPostgreSQL\nWelding"),
    ],
)
def test_a_list_below_its_heading_is_read(case: int, text: str) -> None:
    assert skills(in_list(text)) == {"Docker", "PostgreSQL", "Welding"}, f"case {case}"


def test_case_15_the_label_of_a_list_is_kept() -> None:
    keywords = in_list("Frontend: React, TypeScript\nStorage: PostgreSQL")

    assert [only(keywords, name).category for name in ("React", "TypeScript", "PostgreSQL")] == [
        "Frontend",
        "Frontend",
        "Storage",
    ]


def page(*lines: str) -> bytes:
    """Return a PDF with these lines, set one under the other."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


PAGE = ("Maja Rimac", "maja.rimac@example.org", "", "Experience", "Clerk, Northwind Traders Ltd", "01/2020 - 12/2020")


def test_case_17_a_word_broken_at_the_end_of_a_line_is_found() -> None:
    pdf = page(
        *PAGE, "Moved every service of the depot, small or large, from old racks to a cluster of Kuber-", "netes."
    )

    assert "Kubernetes" in skills(list(keywords_of(pdf).keywords))


def test_case_18_ligatures_are_opened() -> None:
    assert "Finite element analysis" in skills(in_job("Reﬁned the ﬁnite element analysis"))


def test_case_19_letters_set_apart_are_one_word() -> None:
    pdf = page(*PAGE, "Wrote the stock programs of the depot", "", "Skills", "P Y T H O N, D O C K E R")

    assert {"Python", "Docker"} <= skills(list(keywords_of(pdf).keywords))


def test_case_21_spellings_of_one_skill_are_counted_together() -> None:
    found = only(in_job("Docker and docker", "REST API and REST APIs in DOCKER"), "REST")

    assert found.count == 2


def test_case_22_a_way_of_working_is_soft() -> None:
    assert {k.canonical: k.skill_type for k in in_list("team player, hard-working, Docker")} == {
        "Teamwork": "soft",
        "Hard-working": "soft",
        "Docker": "technical",
    }


def test_case_23_and_24_dates_names_addresses_and_litter_are_no_keywords() -> None:
    keywords = in_list("Docker, May 2020, Maja Rimac, maja.rimac@example.org, www.example.org, ?~ L8c, \ue0b7\ue0b8")

    assert [keyword.term for keyword in keywords] == ["Docker"]


def test_case_27_a_written_level_is_kept() -> None:
    keywords = in_list("Familiar with Docker; basic knowledge of PostgreSQL; expert in Python")

    levels = {keyword.canonical: keyword.level for keyword in keywords}
    assert levels == {"Docker": "basic", "PostgreSQL": "basic", "Python": "expert"}


def test_case_28_an_employer_is_no_skill() -> None:
    text = f"{HEAD}Experience\n\nSales Clerk, Oracle\n01/2020 - 12/2020\n- Sold to banks for Oracle\n"

    assert skills(list(keywords_of(text.encode()).keywords)) == set()


def test_case_29_repeating_a_word_earns_nothing_after_the_fifth_time() -> None:
    five, fifty = (
        only(in_list(", ".join(["Docker"] * 5 + ["Welding"]) + "\n" + "Docker " * n), "Docker") for n in (0, 45)
    )

    assert five.score == fifty.score


def test_case_30_the_order_is_stable() -> None:
    listed = "Terraform, Docker, PostgreSQL, Ansible, pear grafting"

    assert in_list(listed) == in_list(listed)
    assert [k.term for k in in_list(listed)] == listed.split(", ")


@pytest.mark.parametrize("text", [b" \n", b"Maja Rimac"])
def test_case_31_too_little_text_gives_no_keywords_and_a_reason(text: bytes) -> None:
    result = keywords_of(text + b".")

    assert (result.keywords, result.reason) == ((), "too_little_text")


def test_case_32_a_skill_crosses_neither_bullets_nor_sentences_nor_columns() -> None:
    assert "Machine learning" not in skills(in_job("Repaired the machine", "learning curve kept flat"))
    assert "Machine learning" not in skills(in_job("Repaired the machine. Learning was fun"))
    assert "Machine learning" not in skills(in_list("Sewing machine\tLearning Docker"))


def test_case_33_a_version_is_kept_apart() -> None:
    found = only(in_list("Python 3.11, Docker"), "Python")

    assert (found.term, found.versions) == ("Python", ("3.11",))
