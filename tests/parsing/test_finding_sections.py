"""Which lines open a section, and which lines stand under it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from tests.parsing.conftest import outline
from vitae.documents import Limits, read_document
from vitae.domain.anchors import Box
from vitae.domain.document import Cell, Document, TextStyle
from vitae.domain.sections import Section
from vitae.parsing import find_sections
from vitae.parsing.heading_words import kind_of_heading
from vitae.parsing.rows import rows_of

Build = Callable[..., Document]


def body(document: Document, section: Section) -> list[str]:
    return [row.text for row in rows_of(document, section)]


def test_what_stands_before_the_first_heading_is_the_contact_section(build: Build) -> None:
    document = build("# Jane Doe\njane@example.org\n\n## Experience\n* Clerk, Acme Ltd\t2019 - 2020")

    assert outline(document) == [("contact", None), ("work", "Experience")]


def test_every_line_belongs_to_exactly_one_section(build: Build) -> None:
    document = build("# Jane Doe\n\n## Profile\nI bake.\n\n## Skills\nBaking, Icing\n\n## Hobbies\nChess")

    sections = find_sections(document)

    headings = sum(section.heading is not None for section in sections)
    assert sum(s.stop_line - s.first_line for s in sections) + headings == len(document.lines)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("WORK EXPERIENCE", "work"),
        ("Berufserfahrung", "work"),
        ("Expérience professionnelle", "work"),
        ("Experiencia laboral", "work"),
        ("Experiência profissional", "work"),
        ("Esperienze lavorative", "work"),
        ("Doświadczenie zawodowe", "work"),
        ("Опыт работы", "work"),
        ("Ausbildung", "education"),
        ("Études et diplômes", "education"),
        ("Образование", "education"),
        ("Education & Training", "education"),
        ("S K I L L S", "skills"),
        ("EDUC AT ION", "education"),
        ("Selected Publications:", "publications"),
        ("Sprachkenntnisse", "languages"),
        ("Центры интересов", None),
        ("Persönliche Daten", "personal"),
    ],
)
def test_headings_are_known_in_eight_languages(heading: str, kind: str | None) -> None:
    found = kind_of_heading(heading.strip(":"))

    assert (found[0].value if found else None) == kind


def test_a_heading_word_inside_prose_opens_nothing(build: Build) -> None:
    document = build(
        "# Jane Doe\n\n## Summary\nI have long\nexperience\nin the education of apprentices.\n\n## Skills\nC"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "summary", "skills"]


def test_unknown_wording_set_as_the_headings_are_opens_a_section_of_its_own(build: Build) -> None:
    document = build("# Jane Doe\n\n## Experience\nClerk\n\n## Skills\nC\n\n## Beekeeping\nFour hives")

    assert outline(document)[-1] == ("other", "Beekeeping")


def test_a_label_of_the_skills_called_languages_is_no_section(build: Build) -> None:
    document = build("# Jane Doe\n\n## Skills\n* Languages\nJava, Python\n* Tools\nGit\n\n## Education\nBSc")

    assert [kind for kind, _ in outline(document)] == ["contact", "skills", "education"]


def test_headings_without_any_style_are_known_by_standing_alone(build: Build) -> None:
    document = build("Jane Doe\n\nExperience\nClerk, Acme Ltd\n2019 - 2020\n\nEducation\nBSc Physics", language=None)

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education"]


def test_a_label_beside_its_text_opens_a_section_on_the_same_line(build: Build) -> None:
    document = build("# Jane Doe\n\n> Experience\t2019 - 2020\nClerk, Acme Ltd\n\n> Education\tBSc Physics\nLeeds")

    sections = find_sections(document)

    assert [section.kind.value for section in sections] == ["contact", "work", "education"]
    assert body(document, sections[2]) == ["BSc Physics", "Leeds"]


def test_a_bold_label_with_a_colon_opens_a_section_before_its_text(build: Build) -> None:
    document = build("# Jane Doe\n\n## Experience\nClerk, Acme Ltd\t2019 - 2020\n\n> Languages: English, Welsh")

    sections = find_sections(document)

    assert sections[-1].kind.value == "languages"
    assert body(document, sections[-1]) == ["English, Welsh"]


def test_a_label_in_the_left_cell_opens_a_section(build: Build) -> None:
    document = build("# Jane Doe\n\nSkills\nBaking, Icing\n\nLanguages\nEnglish, Welsh")
    cells = {1: (0, 0), 2: (0, 1), 3: (1, 0), 4: (1, 1)}
    lines = tuple(
        structs.replace(line, cell=Cell(0, *cells[i]) if i in cells else None) for i, line in enumerate(document.lines)
    )

    assert [kind for kind, _ in outline(replace(document, lines=lines))] == ["contact", "skills", "languages"]


def test_a_column_that_goes_on_after_a_sidebar_keeps_its_section(build: Build) -> None:
    document = build(
        "# Jane Doe\n## Experience\n* Clerk, Acme Ltd\t2019 - 2020\n## Skills\nBaking\n- Filed every letter in time"
    )
    places = [(1, 0, 40), (1, 0, 40), (1, 0, 40), (1, 1, 400), (1, 1, 400), (2, 0, 44)]
    lines = tuple(
        structs.replace(line, page=page, column=column, box=Box(left, 50 + 20 * i, left + 100, 60 + 20 * i))
        for i, (line, (page, column, left)) in enumerate(zip(document.lines, places, strict=True))
    )

    sections = find_sections(replace(document, lines=lines))

    assert [(s.kind.value, s.heading) for s in sections] == [
        ("contact", None),
        ("work", "Experience"),
        ("skills", "Skills"),
        ("work", None),
    ]


def test_a_document_without_text_has_no_sections() -> None:
    assert find_sections(Document("0" * 64, "application/pdf", 1, "", ())) == ()


def test_the_labels_of_a_sidebar_are_no_sections_when_its_headings_are_set_larger(build: Build) -> None:
    document = build(
        "# Jane Doe\n\n## Education\nBSc\n\n## Skills\n* Tools\nGit\n* Software\nExcel\n\n## Hobbies\nChess"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "education", "skills", "interests"]


@pytest.mark.parametrize("count", [" (10+ years)", "(2)", " – 7 years"])
def test_a_count_after_the_words_of_a_heading_changes_nothing(build: Build, count: str) -> None:
    document = build(f"# Jane Doe\n\n## Work Experience{count}\nClerk, Acme Ltd\t2019 - 2020\n\n## Skills\nBaking")

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "skills"]


def test_headings_of_unknown_wording_are_told_by_what_stands_under_them(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.org\n\n"
        "## Ovens under my care\n* Baker, Acme Ltd\t2019 - 2021\n- Baked.\n"
        "* Clerk, Ezine Ltd\t2016 - 2019\n- Filed.\n\n"
        "## Flour and theory\nBSc Food Science, Exampleton University\t2012 - 2016\n\n"
        "## Within reach\nSourdough, Lamination, Costing, Rotas"
    )

    assert outline(document)[1:] == [
        ("work", "Ovens under my care"),
        ("education", "Flour and theory"),
        ("skills", "Within reach"),
    ]


KNOWN = "## Tickets\nFirst aid\n\n## Skills\nWelding, Rigging\n\n## Languages\nEnglish, Malay"


@pytest.mark.parametrize("heading", ["On the tools, on the tracks", "Sur les plateaux"])
def test_a_heading_before_all_known_ones_is_told_by_the_periods_under_it(build: Build, heading: str) -> None:
    entry = "Éclairagiste\nThéâtre Exemple\t{}\n- Accueil de 45 spectacles par saison."
    entries = "\n".join(entry.format(dates) for dates in ("2020 – 2023", "2017 – 2020"))
    document = build(f"# Jane Doe\njane@example.org\n\n## {heading}\n{entries}\n\n{KNOWN}")

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "certificates", "skills", "languages"]


def test_words_over_contact_data_are_no_heading_although_they_are_set_as_the_headings_are(build: Build) -> None:
    document = build(f"# Jane Doe\n\n## Diesseits\njane@example.org\n\n{KNOWN}")

    assert [kind for kind, _ in outline(document)] == ["contact", "certificates", "skills", "languages"]


def test_a_list_under_a_word_for_work_leaves_the_jobs_to_their_contents(build: Build) -> None:
    job = "Site Engineer\nExample Water Ltd\t05.2016 – 11.2019\n- Set out 14 km of sewers."
    lists = "## Software\nHEC-RAS, MicroStation\n\n## Practice\nNEC4 contracts, Temporary works"
    document = build(f"# Jane Doe\njane@example.org\n\n{job}\n\n{lists}")

    assert [kind for kind, _ in outline(document)][:2] == ["contact", "work"]


def test_the_cells_of_a_row_are_one_entry_where_no_heading_says_what_it_is() -> None:
    rows = "".join(
        f"<tr><td>{dates}</td><td>{title}<br>{place}</td></tr>"
        for dates, title, place in (
            ("12.2019 – present", "Principal Engineer", "Example Consulting Ltd, Leeds"),
            ("05.2016 – 11.2019", "Site Engineer", "Example Water Ltd, Bradford"),
            ("2009 – 2013", "BEng Civil Engineering", "University of Example, Leeds"),
        )
    )
    page = f"<p>Jane Doe</p><p>jane@example.org</p><table>{rows}</table>"
    document = read_document(f"<html><body>{page}</body></html>".encode(), Limits(), "none")

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education"]


def test_a_document_without_headings_is_divided_by_its_contents(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.org\n\n* Baker, Acme Ltd\t2019 - 2021\n- Baked.\n\n"
        "BSc Food Science, Exampleton University\t2012 - 2016\n\nSourdough, Lamination, Costing, Rotas"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education", "skills"]


def test_bold_titles_over_their_dates_are_no_headings(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.org\n\n* Night Kitchen\n2019 - 2021\nBaker\n- Baked.\n\n"
        "* Day Kitchen\n2016 - 2019\nBaker\n- Baked.\n\n* Harbour Kitchen\n2014 - 2016\nBaker\n- Baked."
    )

    assert outline(document) == [("contact", None), ("work", None)]


def test_lines_that_stand_out_open_no_section_where_nothing_speaks_of_work_or_studies(build: Build) -> None:
    document = build(
        "# A Short Tale\n\n## The Harbour\nRain fell.\n\n## The Storm\nIt grew late.\n\n## The End\nAll slept."
    )

    assert outline(document) == [("contact", None)]


def test_a_job_whose_title_holds_the_word_of_a_degree_is_work(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.org\n\n## Sparks\n* Master Electrician, Acme Ltd\t2014 - 2020\n- Wired.\n\n"
        "## Spare hours\nChess"
    )

    assert ("work", "Sparks") in outline(document)


def test_headings_of_unknown_wording_fill_a_row_of_a_table_alone(build: Build) -> None:
    document = build(
        "# Jane Doe\n* The road so far\n2019 – 2021\n* Baker\nMarlow Ltd, Leeds\n2017 – 2019\n* Miller\nQuillon Ltd\n"
        "* Blackboards\n2013 – 2017\n* BSc Food Science\nUniversity of Exampleton"
    )
    cells = [None, (0, 0), (1, 0), (1, 1), (1, 1), (2, 0), (2, 1), (2, 1), (3, 0), (4, 0), (4, 1), (4, 1)]
    lines = tuple(
        structs.replace(line, cell=Cell(0, *cell) if cell is not None else None)
        for line, cell in zip(document.lines, cells, strict=True)
    )

    found = outline(replace(document, lines=lines))

    assert found == [("contact", None), ("work", "The road so far"), ("education", "Blackboards")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Leeds\n+44 20 7946 0311\njane@example.org", "contact"),
        ("English\tnative\nWelsh\tfluent", "languages"),
        ("Manning\nImping\nSchool visits\nTill work", "skills"),
    ],
)
def test_what_stands_under_a_heading_of_unknown_wording_tells_its_kind(build: Build, text: str, kind: str) -> None:
    document = build(
        f"# Jane Doe\n\n## Quillonry\n{text}\n\n## Experience\n* Baker, Marlow Ltd\t2019 – 2021\n- Baked.\n\n"
        "## Education\n* BSc Physics, University of Exampleton\t2015 – 2018"
    )

    assert (kind, "Quillonry") in outline(document)


def test_a_label_inside_its_own_section_opens_no_other(build: Build) -> None:
    document = build("# Jane Doe\n\n## Skills\n> Tools: Lathe, Mill\n> Software: SolidWorks\n\n## Hobbies\nChess")

    assert outline(document) == [("contact", None), ("skills", "Skills"), ("interests", "Hobbies")]


def test_headings_of_two_languages_may_stand_in_one_document(build: Build) -> None:
    document = build(
        "# Иван Петров\n\n## Опыт работы\n* Инженер, ООО «Ромашка»\t2012 – 2015\n\n## Education\nМГУ, 2011\n\n"
        "## Навыки\nSQL\n\n## Languages\nEnglish C1"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education", "skills", "languages"]


def test_a_timeline_with_dots_before_its_dates_is_one_of_jobs(build: Build) -> None:
    document = build(
        "# Jane Doe\n\n## Miles and years\n- 2019 to present\n* Over-the-Road Driver\nRed River Flatbed, Inc.\n"
        "- 2012 to 2016\n* Regional Driver\nGreat Plains Refrigerated\n\n## Hobbies\nChess\n\n## Skills\nReefer"
    )

    assert ("work", "Miles and years") in outline(document)


def test_a_plain_label_opens_a_section_where_nothing_is_set_in_any_style(build: Build) -> None:
    document = build(
        "Jane Doe\n\nExperience:\nMarlow Ltd - Baker - 2017-2021\n\nSkills: Puff, Choux\nLanguages: English, French"
    )
    plain = TextStyle()
    lines = tuple(structs.replace(line, style=plain, runs=()) for line in document.lines)

    kinds = [section.kind.value for section in find_sections(replace(document, lines=lines))]

    assert kinds == ["contact", "work", "skills", "languages"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Teaching skills", "skills"),
        ("Galley skills", "skills"),
        ("Pflegekenntnisse", "skills"),
        ("Compétences bancaires", "skills"),
        ("Umiejętności cyfrowe", "skills"),
        ("Doświadczenie sceniczne", "work"),
        ("Work references", "references"),
        ("Volunteer experience", "volunteer"),
    ],
)
def test_the_head_of_a_heading_says_what_it_is_about(heading: str, kind: str) -> None:
    found = kind_of_heading(heading)

    assert found is not None
    assert found[0].value == kind


@pytest.mark.parametrize("heading", ["Professional highlights", "Selected engagements", "Ward by ward"])
def test_jobs_under_a_heading_that_does_not_name_work_are_work(build: Build, heading: str) -> None:
    document = build(
        f"# Jane Doe\n\n## {heading}\n* Pastry Chef, Marlow Ltd\t2019 - 2022\n- Baked for large houses\n\n"
        "* Baker, Harrow Ltd\t2015 - 2019\n- Baked bread\n\n## Skills\nBaking, Icing\n\n## Education\nBSc Physics"
    )

    assert ("work", heading) in outline(document)


GIGS = (
    "* Second bass, Juniper House Band\t2019 – 2022\n- Played at weddings.\n\n"
    "* Bass, The Velvet Badgers\t2015 – 2018\n- Played 90 evenings a year."
)
"""Entries with periods whose words are neither titles nor employers for certain."""


@pytest.mark.parametrize("heading", ["On stage", "Highlights"])
def test_periods_under_a_heading_that_says_little_are_work_where_no_other_is(build: Build, heading: str) -> None:
    document = build(f"# Jane Doe\njane@example.com\n\n## {heading}\n{GIGS}\n\n## Skills\nDouble bass, Sight reading")

    assert ("work", heading) in outline(document)


def test_a_heading_of_work_over_no_dates_leaves_the_jobs_to_one_that_says_little(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n## Service\n* Lighting Technician, Tidewrack Theatre\t2019 – 2022\n"
        "- Hung lamps.\n\n## Work\nLights for the film Paper Boats\n\n## Skills\nRigging, Soldering"
    )

    assert ("work", "Service") in outline(document)


def test_where_jobs_stand_elsewhere_periods_under_a_heading_that_says_little_are_none(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n## Experience\n* Clerk, Acme Ltd\t2012 – 2022\n- Filed letters.\n\n"
        f"## Highlights\n{GIGS}\n\n## Skills\nDouble bass, Sight reading"
    )

    assert ("summary", "Highlights") in outline(document)


def test_headings_stand_out_where_short_jobs_leave_most_of_the_text_bold(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n> Employment\tHead Nurse, Ash Clinic (2022 – 2024)\n"
        "* Staff Nurse in the surgical ward, Elm Hospital, Leeds (2019 – 2022)\n"
        "* Practice Nurse for wounds and burns, Marlow Surgery, York (2015 – 2019)\n"
        "* Student Nurse in the children's ward, Oak Infirmary, Hull (2012 – 2015)\n"
        "> Education\tBSc Nursing, University of Exampleton\n> Skills\tWound care, Phlebotomy, Teaching"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education", "skills"]


def test_a_bold_label_before_its_list_is_no_heading(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n* Experience\nClerk, Acme Ltd, 2012 – 2022\n\n* Skills\n"
        "> Office: Filing, Typing\n> Machines: Franking, Copying\n\n* Interests\nChess"
    )

    assert [heading for _, heading in outline(document)] == [None, "Experience", "Skills", "Interests"]


def test_a_list_of_programming_languages_opens_no_section_because_languages_are_named_below(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n* Experience\nClerk, Acme Ltd, 2012 – 2022\n\n* Skills\n"
        "> Languages: Go, Python, SQL\n\n* Languages\nEnglish – fluent"
    )

    assert [heading for _, heading in outline(document)] == [None, "Experience", "Skills", "Languages"]


def test_a_list_of_programming_languages_opens_no_section_by_its_looks_either(build: Build) -> None:
    document = build(
        "# Jane Doe\njane@example.com\n\n* Stuff that I built\nClerk, Acme Ltd, 2012 – 2022\n- Filed.\n\n* Tech\n"
        "> Languages: Go, Python, SQL\n> Cloud: AWS, Terraform\n\n* Tongues\nEnglish – fluent"
    )

    assert not any(heading == "Languages:" for _, heading in outline(document))


def test_the_first_heading_may_be_unknown_and_open_no_block_where_it_is_larger_than_the_text(build: Build) -> None:
    document = build(
        "# Jane Doe\nEngineer\njane@example.com\n## Stuff that I built\nStaff Engineer\t2019 – 2022\nLone Cedar Ltd\n"
        "- Cut costs.\nEngineer\t2015 – 2019\nBexar Ltd\n- Built.\n## Education\nBSc, Elm College, 2012\n"
        "## Skills\nGo, SQL, Python, Rust"
    )

    assert [kind for kind, _ in outline(document)] == ["contact", "work", "education", "skills"]


def test_jobs_under_a_heading_of_projects_are_work_where_no_others_are(build: Build) -> None:
    head = "# Jane Doe\njane@example.com\n\n## Selected projects\n"
    jobs = (
        "* Lighting Designer, Tidewrack Theatre\t2019 – 2022\n- Hung 120 lamps.\n\n"
        "* Lighting Technician, Juniper Stage\t2015 – 2018\n- Focused them."
    )
    works = "* Line-following robot\t2019 – 2020\n- Soldered it.\n\n* Weather balloon\t2018 – 2019\n- Flew it."
    rest = "\n\n## Skills\nRigging, Soldering"

    assert ("work", "Selected projects") in outline(build(f"{head}{jobs}{rest}"))
    assert ("projects", "Selected projects") in outline(build(f"{head}{works}{rest}"))
    experience = "## Experience\n* Clerk, Acme Ltd\t2012 – 2015\n- Filed.\n\n"
    assert ("projects", "Selected projects") in outline(build(head.replace("## ", f"{experience}## ") + jobs + rest))


@pytest.mark.parametrize(
    ("studied", "kind"),
    [("Sep 2022 – Present", "projects"), ("Expected Jun 2027", "projects"), ("2010 – 2013", "work")],
)
def test_what_began_during_the_studies_is_a_project_whatever_its_title(build: Build, studied: str, kind: str) -> None:
    document = build(
        f"# Jane Doe\njane@example.com\n\n## Education\nBSc Computing, Elm College\t{studied}\n\n## Projects\n"
        "* Lead Developer, Chess Engine\tSep 2024 – Dec 2024\n- Wrote it.\n\n"
        "* Backend Developer, Weather Station\tJan 2025 – Present\n- Built it.\n\n## Skills\nRust, Soldering"
    )

    assert (kind, "Projects") in outline(document)


def test_a_pastime_with_a_title_and_a_date_is_no_work_where_jobs_stand_under_their_heading(build: Build) -> None:
    document = build(
        "# Jane Doe\n\n## Experience\nTechnician, Marlow Ltd\t2019 – 2021\n- Repaired.\n\n"
        "## Skills\nWelding\n\n## Riverside\nGoalkeeping coach, Marlow Club, since 2023"
    )

    assert [section.kind for section in find_sections(document) if section.heading == "Riverside"] != ["work"]


@pytest.mark.parametrize("heading", ["Profile", "Career overview", "About me"])
def test_jobs_behind_a_summary_are_work_where_no_heading_speaks_of_it(build: Build, heading: str) -> None:
    document = build(
        f"# Jane Doe\n\n## {heading}\nMarketer with four years in food and drink.\n\n"
        "Marketing Executive, Muster Dairies, Leeds (Aug 2021 – Present)\nBuyer, Quillon Ltd, York (2017 – 2021)"
    )

    assert [(section.kind, section.heading) for section in find_sections(document)][1:] == [
        ("summary", heading),
        ("work", None),
    ]


def test_a_summary_that_names_a_year_stays_one(build: Build) -> None:
    document = build("# Jane Doe\n\n## Profile\nMarketer of food and drink.\n\nI moved to Leeds in 2019.")

    assert [section.kind for section in find_sections(document)] == ["contact", "summary"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Languages (spoken at home)", "languages"),
        ("Sprachen (Niveau nach GER)", "languages"),
        ("Academic and Professional Qualifications", "education"),
        ("Technical & personal skills", "skills"),
        ("Service and employment record", "work"),
        ("Institutions attended with dates", "education"),
        ("Diplômes obtenus", "education"),
        ("Ukończone szkoły", "education"),
        ("Hospital posts", "work"),
        ("Outside the office", "interests"),
        ("En dehors du bureau", "interests"),
        ("Blog posts", "publications"),
        ("Outside sales experience", "work"),
    ],
)
def test_what_qualifies_a_heading_does_not_hide_it(heading: str, kind: str) -> None:
    found = kind_of_heading(heading)

    assert found is not None
    assert found[0].value == kind


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [("Ausbildung und Jobs", "## Schule\nGesamtschule Beispiel", "work"), ("Ausbildung und Jobs", "", "education")],
)
def test_a_heading_of_two_kinds_holds_the_one_that_no_other_names(
    build: Build, heading: str, text: str, kind: str
) -> None:
    document = build(f"# Jane Doe\n\n## {heading}\n* Aushilfe, Kiosk Beispiel\t2019 – 2020\n- Kasse.\n\n{text}")

    assert outline(document)[1] == (kind, heading)


def test_a_heading_whose_brackets_a_narrow_column_broke_is_one(build: Build) -> None:
    document = build("# Jane Doe\n\n## Languages (spoken\n## at work)\nEnglish\nFrench\n\n## Skills\nBaking")

    assert outline(document)[1] == ("languages", "Languages (spoken\nat work)")


@pytest.mark.parametrize(
    "text",
    [
        "* Eksempel universitet\t2010 – 2012\nEksempel videregående skole\t2007 – 2010",
        "BSc Nursing, University of Example",
        "BA (Hons) Stage and Events Management – left after two years | Example Conservatoire, Leeds | 2016 – 2018",
        "* Fachoberschulreife\n_ Gesamtschule Beispiel\t2017 – 2023",
        "* WASSCE\nExample Grammar School\t1991 – 1997",
    ],
)
def test_schools_under_a_heading_of_unknown_wording_are_education(build: Build, text: str) -> None:
    job = "## Experience\n* Clerk, Acme Ltd\t2019 – 2020\n- Filed."
    document = build(f"# Jane Doe\n\n{job}\n\n## Chapter two\n{text}\n\n## Skills\nBaking")

    assert [kind for kind, heading in outline(document) if heading == "Chapter two"] == ["education"]


def test_teachers_without_bullets_have_jobs_where_only_some_of_their_titles_are_known(build: Build) -> None:
    document = build(
        "# Anna Muster\n\n## Mein Weg\nLehrerin für Mathematik\nGoethe-Gymnasium Köln\n2010 – 2014\n\nKlassenleitung\n"
        "Schiller-Gymnasium Bonn\n2014 – 2018\n\nFachleitung Physik\nRealschule Hürth\n2018 – 2021\n\n"
        "## Kenntnisse\nExcel\n\n## Sprachen\nDeutsch"
    )

    assert [kind for kind, heading in outline(document) if heading == "Mein Weg"] == ["work"]


def test_teachers_who_name_their_schools_have_jobs(build: Build) -> None:
    document = build(
        "# Jane Doe\n\n## Chapter two\n* Teacher of Music\nHill School, Leeds\t2019 – 2020\n- Taught.\n"
        "* Head of Year\nDale School, Leeds\t2017 – 2019\n- Led.\n\n## Skills\nBaking\n\n## Languages\nEnglish"
    )

    assert [kind for kind, heading in outline(document) if heading == "Chapter two"] == ["work"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Werkervaring", "work"),
        ("Utdanning", "education"),
        ("EĞİTİM", "education"),
        ("Szakmai tapasztalat", "work"),
        ("Vzdělání", "education"),
        ("Bahasa", "languages"),
        ("Kielitaito", "languages"),
    ],
)
def test_plain_headings_are_known_in_further_languages(heading: str, kind: str) -> None:
    found = kind_of_heading(heading)

    assert found is not None
    assert found[0].value == kind
