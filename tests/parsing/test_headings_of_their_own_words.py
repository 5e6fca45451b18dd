"""Headings that people word themselves: told by families of words, by their looks, and by what stands there."""

from collections.abc import Callable

import pytest

from tests.parsing.conftest import outline
from vitae.domain.document import Document
from vitae.parsing.heading_families import hint_of_heading

Build = Callable[..., Document]
Print = Callable[..., Document]

JOBS = "* Baker, Marlow Ltd\t2019 – 2021\n- Baked.\n* Clerk, Ezine Ltd\t2016 – 2019\n- Filed."
STUDIES = "BSc Food Science, Exampleton University\t2012 – 2016"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Where life put me to work", "work"),
        ("How I came to be trained", "education"),
        ("What I can do for you", "skills"),
        ("Tongues I was raised with", "languages"),
        ("When I am not at work", "interests"),
        ("Work without pay", "volunteer"),
        ("People who know my work", "references"),
        ("Tickets and cards", "certificates"),
        ("Womit ich gearbeitet habe", "work"),
        ("Das habe ich gelernt", "education"),
        ("Darin bin ich gut", "skills"),
        ("Ce que je sais faire", "skills"),
        ("Mes années d'école", "education"),
        ("Lo que aprendí en la escuela", "education"),
        ("O que falo", "languages"),
        ("Dove ho studiato finora", "education"),
        ("Czego się nauczyłem", "education"),
        ("Где я учился и когда", "education"),
        ("Что я умею", "skills"),
    ],
)
def test_the_family_of_a_word_says_what_a_heading_is_about(heading: str, kind: str) -> None:
    hint = hint_of_heading(heading)

    assert hint is not None
    assert (hint.kind.value, hint.is_plain) == (kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "Learning Support Assistant",
        "Employment Advisor",
        "Language School",
        "Working Men's Club and Institute Union",
        "School of Speech and Language Therapy",
        "Certified Public Accountant",
        "Hobbs & Kitson",
        "Volunteer Firefighter",
        "Universidad de Ejemplo",
        "Fachschule Musterstadt",
        "Schule am Eichenhain",
    ],
)
def test_titles_employers_and_degrees_are_no_headings_although_they_hold_such_words(text: str) -> None:
    hint = hint_of_heading(text)

    assert hint is None or not hint.is_plain


@pytest.mark.parametrize("first", ["Teaching Assistant", "Learning Mentor", "School Secretary", "Employment Lawyer"])
def test_bold_first_lines_of_entries_open_no_section(build: Build, first: str) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## Experience\n* {first}\nMarlow Ltd, 2019 – 2021\n- Did it.\n\n"
        f"* Career Adviser\nEzine Ltd, 2016 – 2019\n- Did it.\n\n## Skills\nBaking, Filing"
    )

    assert outline(document) == [("contact", None), ("work", "Experience"), ("skills", "Skills")]


@pytest.mark.parametrize("sentence", ["I work with children every day.", "Where I learned to bake,", "what I can do"])
def test_a_sentence_opens_no_section(build: Build, sentence: str) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## Profile\nI bake.\n\n* {sentence}\n\n## Skills\nBaking, Filing"
    )

    assert outline(document) == [("contact", None), ("summary", "Profile"), ("skills", "Skills")]


def test_headings_in_the_words_of_the_writer_open_sections(build: Build) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## The day jobs\n{JOBS}\n\n## Where I learned things\n{STUDIES}\n\n"
        "## What I can do\nLamination, Costing, Rotas\n\n## What I speak\nEnglish, Welsh"
    )

    assert outline(document)[1:] == [
        ("work", "The day jobs"),
        ("education", "Where I learned things"),
        ("skills", "What I can do"),
        ("languages", "What I speak"),
    ]


def test_they_do_so_where_nothing_is_set_in_any_style(build: Build) -> None:
    document = build(
        "Jane Doe\njane@example.org\n\nWhere I have worked\nBaker, Marlow Ltd\t2019 – 2021\n- Baked.\n\n"
        f"Where I learned it all\n{STUDIES}\n\nWhat I can do\nLamination, Costing, Rotas"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education", "skills"]


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("What I work with", "Lamination, Costing, Rotas, Ovens", "skills"),
        ("What I learned at home", "Welsh\tnative\nFrench\tfluent", "languages"),
        ("Unpaid work", "* Scout Leader, Marlow Troop\t2014 – 2016", "volunteer"),
        ("Who will speak for me", "Ann Quill, Marlow Ltd\n+44 20 7946 0311\nann@example.com", "references"),
    ],
)
def test_contents_of_another_sort_outweigh_the_words_of_a_heading(
    build: Build, heading: str, text: str, kind: str
) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## Experience\n{JOBS}\n\n## Education\n{STUDIES}\n\n## {heading}\n{text}"
    )

    assert (kind, heading) in outline(document)


@pytest.mark.parametrize("heading", ["When the phone is quiet", "Why I keep writing"])
def test_words_of_contact_data_and_publications_mean_nothing_over_text_without_figures(
    build: Build, heading: str
) -> None:
    document = build(f"# Jane Doe\njane@example.org\n\n## Experience\n{JOBS}\n\n## {heading}\nCamogie, and a lurcher")

    assert {kind for kind, named in outline(document) if named == heading} <= {"interests", "other"}


def test_the_headings_of_a_sidebar_are_set_as_those_beside_it(printed: Print) -> None:
    document = printed(
        [
            (40, 40, "# Jane Doe"),
            (40, 100, "## Quillonry"),
            (40, 120, "* Baker, Marlow Ltd"),
            (40, 133, "2019 – 2021"),
            (40, 160, "## Blackboards"),
            (40, 180, "BSc Food Science, Exampleton University"),
            (40, 193, "2012 – 2016"),
            (320, 40, "jane@example.org"),
            (320, 100, "## Within reach"),
            (320, 120, "Lamination"),
            (320, 133, "Costing"),
            (320, 146, "Rotas"),
            (320, 159, "Ovens"),
            (320, 190, "## Out loud"),
            (320, 210, "English, native"),
            (320, 223, "Welsh, fluent"),
        ]
    )

    assert [pair for pair in outline(document) if pair[1]] == [
        ("work", "Quillonry"),
        ("education", "Blackboards"),
        ("skills", "Within reach"),
        ("languages", "Out loud"),
    ]


def test_text_between_the_contact_data_and_the_known_headings_has_a_heading_of_any_wording(build: Build) -> None:
    prose = "Baker who has fed a small town for nine years and means to go on until the flour runs out."
    document = build(
        f"# Jane Doe\njane@example.org\n\n## Flour first\n{prose}\n\n## Experience\n{JOBS}\n\n## Skills\nIcing"
    )

    assert [heading for _, heading in outline(document)] == [None, "Flour first", "Experience", "Skills"]


def test_larger_lines_open_sections_where_nearly_nothing_parts_the_blocks(build: Build) -> None:
    lines = (
        f"# Jane Doe\njane@example.org\n## Quillonry\n{JOBS}\n\n## Blackboards\n{STUDIES}\n## Out loud\nEnglish, Welsh"
    )

    assert [kind for kind, _ in outline(build(lines))] == ["contact", "work", "education", "languages"]
