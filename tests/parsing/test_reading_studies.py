"""Institution, degree, field, grade and dates of courses of study."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from vitae.domain.anchors import Box
from vitae.domain.document import Document
from vitae.parsing.degrees import find_degree, find_mark

Build = Callable[..., Document]
Parse = Callable[..., Any]


def studies(parse: Parse, marked: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parse(f"# Jane Doe\n\n## Education\n{marked}", **options).json["education"]
    return found


@pytest.mark.parametrize(
    ("text", "study", "area"),
    [
        ("B.Sc.(Hons) Zoology", "B.Sc.(Hons)", "Zoology"),
        ("MBA, Operations Management", "MBA", "Operations Management"),
        ("Executive Master, Public Policy", "Executive Master", "Public Policy"),
        ("M.A.Sc., Mining Engineering", "M.A.Sc.", "Mining Engineering"),
        ("Bachelor of Arts in History, magna cum laude", "Bachelor of Arts", "History"),
        ("Dipl.-Ing. Maschinenbau", "Dipl.-Ing.", "Maschinenbau"),
        ("Бакалавр, прикладная математика", "Бакалавр", "прикладная математика"),
        ("Master Gestion de la chaîne logistique, mention bien", "Master", "Gestion de la chaîne logistique"),
        ("PhD in Marine Biology", "PhD", "Marine Biology"),
        ("Promotion (Dr. rer. nat.)", "Promotion (Dr. rer. nat.)", None),
        ("BSc (Project and Facilities Management)", "BSc", "Project and Facilities Management"),
        ("GCSEs, 9 at grades 9–5", "GCSEs", None),
        ("Abitur, Note 1,7", "Abitur", None),
    ],
)
def test_a_degree_and_its_field_are_told_apart(text: str, study: str, area: str | None) -> None:
    parts = find_degree(text)

    assert parts is not None
    assert text[slice(*parts.study)] == study
    assert (text[slice(*parts.area)] if parts.area else None) == area


@pytest.mark.parametrize(
    "text", ["Station Master (Level 6)", "Scrum Master", "Master Electrician", "Coordinatore tecnico"]
)
def test_a_rank_is_no_degree(text: str) -> None:
    assert find_degree(text) is None


@pytest.mark.parametrize("text", ["be part of the team", "as needed", "ms per request", "Led the audit"])
def test_small_words_are_no_degrees(text: str) -> None:
    assert find_degree(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("B.S. Physics, GPA 3.8/4.0", "GPA 3.8/4.0"),
        ("средний балл 4,6 из 5", "средний балл 4,6 из 5"),
        ("Abitur, Note 1,7", "Note 1,7"),
        ("BSc Nursing, 2:1", "2:1"),
    ],
)
def test_grades_are_found_in_several_languages(text: str, mark: str) -> None:
    found = find_mark(text)

    assert found is not None
    assert text[slice(*found)] == mark


@pytest.mark.parametrize(
    "head",
    [
        "* B.A. in Economics\nExample College (Northfield, MN)\n1993 – 1997",
        "* Example College\t1993 – 1997\n_ B.A. in Economics",
        "1993 – 1997\tB.A. in Economics, Example College",
        "* B.A. in Economics, Example College, Northfield, MN, 1993 – 1997",
    ],
)
def test_institution_and_degree_are_told_apart_in_every_order(parse: Parse, head: str) -> None:
    entry = studies(parse, head)[0]

    assert (entry["institution"], entry["studyType"], entry["area"]) == ("Example College", "B.A.", "Economics")
    assert (entry["startDate"], entry["endDate"]) == ("1993", "1997")


def test_a_single_date_is_when_the_degree_was_earned(parse: Parse) -> None:
    entry = studies(parse, "* BSc Physics\nUniversity of Exampleton\n2019")[0]

    assert "startDate" not in entry
    assert entry["endDate"] == "2019"


def test_a_degree_that_lies_ahead_is_expected(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\n\n## Education\n* University of Exampleton\tExpected May 2027\n_ B.S. in Physics, GPA 3.62"
    )

    study = parsed.resume.education[0]
    assert study.is_expected
    assert study.score.value == "GPA 3.62"


def test_courses_after_their_label_are_listed(parse: Parse) -> None:
    entry = studies(parse, "* BSc Physics, University of Exampleton\t2015 – 2018\nCoursework: Optics, Field theory")[0]

    assert entry["courses"] == ["Optics", "Field theory"]


def test_two_studies_one_after_the_other_are_two_entries(parse: Parse) -> None:
    found = studies(
        parse,
        "* MSc Physics\nUniversity of Exampleton\n2018 – 2020\n\n* BSc Physics\nUniversity of Sampleford\n2015 – 2018",
    )

    assert [entry["institution"] for entry in found] == ["University of Exampleton", "University of Sampleford"]


def test_lines_that_a_narrow_column_broke_are_read_as_one(parse: Parse, build: Build) -> None:
    document = build(
        "# Jane Doe\n## Education\n* M.S. in Mechanical\n* Engineering\nExample Community\nCollege\n_ Tampa, FL, 2014"
    )
    widths = [300.0, 60.0, 84.0, 53.0, 103.0, 32.0, 90.0]
    lines = tuple(
        structs.replace(line, page=1, box=Box(457.0, 50.0 + 13 * i, 457.0 + width, 60.0 + 13 * i))
        for i, (line, width) in enumerate(zip(document.lines, widths, strict=True))
    )

    study = parse(replace(document, lines=lines)).resume.education[0]

    assert study.institution.value == "Example Community College"
    assert (study.study_type.value, study.area.value) == ("M.S.", "Mechanical Engineering")


@pytest.mark.parametrize(
    ("text", "degree", "area"),
    [
        ("Geprüfte Bilanzbuchhalterin (IHK)", "Geprüfte Bilanzbuchhalterin (IHK)", None),
        ("Staatlich geprüfter Techniker, Maschinentechnik", "Staatlich geprüfter Techniker", "Maschinentechnik"),
        ("Diplom-Ingenieurin Maschinenbau", "Diplom-Ingenieurin", "Maschinenbau"),
        ("A Levels: Mathematics, Physics", "A Levels", "Mathematics, Physics"),
    ],
)
def test_a_degree_is_whole(text: str, degree: str, area: str | None) -> None:
    parts = find_degree(text)

    assert parts is not None
    assert (text[slice(*parts.study)], text[slice(*parts.area)] if parts.area else None) == (degree, area)


def test_the_month_of_march_is_no_degree() -> None:
    assert (find_degree("March 2012"), find_degree("MArch Architecture") is not None) == (None, True)


def test_a_certificate_under_a_qualification_is_not_where_it_was_gained(parse: Parse) -> None:
    found = parse("# Jane Doe\n\n## Education\nNVQ Level 3 in Carpentry, 2005\nSMSTS, CSCS Black Card").resume.education

    assert [(study.study_type.value, study.institution) for study in found] == [("NVQ Level 3", None)]


def test_an_end_that_lies_ahead_is_the_end(parse: Parse) -> None:
    entry = studies(parse, "* BSc Physics, University of Exampleton\t2025 – expected 2027")[0]

    assert (entry["startDate"], entry["endDate"]) == ("2025", "2027")


def test_institutions_of_no_known_word_follow_the_habit_of_the_section(parse: Parse) -> None:
    found = studies(
        parse,
        "* Sorbury Hall\n_ BSc Physics\n2015 – 2018\n\n* Quillon\n_ A levels, Physics\n2013 – 2015",
    )

    assert [entry["institution"] for entry in found] == ["Sorbury Hall", "Quillon"]


@pytest.mark.parametrize(
    ("heading", "kind"), [("Experience", "work"), ("Education", "education")], ids=["employer", "institution"]
)
def test_a_university_is_an_employer_or_an_institution_by_its_section(parse: Parse, heading: str, kind: str) -> None:
    line = "Lecturer" if kind == "work" else "BSc Physics"

    resume = parse(f"# Jane Doe\n\n## {heading}\n* {line}, University of Exampleton\t2015 – 2018\n- Optics.").json

    entry = resume[kind][0]
    assert entry["name" if kind == "work" else "institution"] == "University of Exampleton"
    assert {"work", "education"} & set(resume) == {kind}


def test_brackets_explain_the_degree_before_them(parse: Parse) -> None:
    study = parse(
        "# Jane Doe\n\n## Education\n* Érettségi (school-leaving certificate)\nMinta Szakközépiskola, Győr\n2008 – 2013"
    ).resume.education[0]

    assert study.study_type.value == "Érettségi (school-leaving certificate)"


@pytest.mark.parametrize(
    ("line", "degree", "area"),
    [
        ("Laurea triennale in Informatica", "Laurea triennale", "Informatica"),
        ("Tecnólogo em Segurança no Trabalho", "Tecnólogo", "Segurança no Trabalho"),
    ],
)
def test_the_preposition_before_a_field_is_no_part_of_the_degree(
    parse: Parse, line: str, degree: str, area: str
) -> None:
    study = parse(f"# Jane Doe\n\n## Education\n* {line}\nUniversità Esempio\n2014 – 2017").resume.education[0]

    assert (study.study_type.value, study.area.value) == (degree, area)


def test_a_degree_that_is_expected_has_its_date_behind_a_dot_of_a_timeline(parse: Parse) -> None:
    studies = parse(
        "# Jane Doe\n\n## Education\n- expected June 2027\n* BSc Energy Technology\nMarlow University\n\n"
        "- 2017\n* Diploma in Welding\nQuillon College"
    ).json["education"]

    assert [(study["institution"], study["endDate"]) for study in studies] == [
        ("Marlow University", "2027-06"),
        ("Quillon College", "2017"),
    ]


def test_a_degree_and_its_year_are_an_entry_without_any_separator(parse: Parse) -> None:
    found = studies(parse, "2018 – 2021\tMuster University, BA History\nLeaving Certificate 2018")

    assert [(study.get("studyType"), study.get("endDate")) for study in found] == [
        ("BA", "2021"),
        ("Leaving Certificate", "2018"),
    ]


def test_the_subjects_behind_a_degree_are_no_institution(parse: Parse) -> None:
    found = studies(parse, "* A-levels: Maths (A), Physics (B), Art (B)\nMuster Grammar School\n2014 – 2016")

    assert [(study["institution"], study["studyType"]) for study in found] == [("Muster Grammar School", "A-levels")]
    assert found[0]["area"] == "Maths (A), Physics (B), Art (B)"


@pytest.mark.parametrize("said", ["trancado", "not completed", "ohne Abschluss", "exemption"])
def test_what_is_said_of_an_unfinished_course_is_no_institution(parse: Parse, said: str) -> None:
    found = studies(parse, f"BA History – {said}\tMuster University\t2014 – 2016")

    assert [(study["institution"], study["studyType"]) for study in found] == [("Muster University", "BA")]


@pytest.mark.parametrize("school", ["Hoërskool Muster", "Minta Gimnázium", "Erhvervsakademi Eksempel", "Örnek Lisesi"])
def test_schools_of_languages_without_headings_are_institutions(parse: Parse, school: str) -> None:
    found = studies(parse, f"{school}, Musterville\t2008 – 2013\nLeaving certificate")

    assert [study["institution"].split(",")[0] for study in found] == [school]


@pytest.mark.parametrize(
    ("text", "study"),
    [
        ("SVQ 3 Plumbing", "SVQ 3"),
        ("Cert. IV in Disability", "Cert. IV"),
        ("BSc Hons Zoology", "BSc Hons"),
        ("GCE N(A) Level, 5 passes", "GCE N(A) Level"),
        ("B. Tech (Civil)", "B. Tech (Civil)"),
        ("Diplom-Sozialpädagogin (FH)", "Diplom-Sozialpädagogin (FH)"),
        ("Kenya Certificate of Secondary Education (KCSE)", "Kenya Certificate of Secondary Education (KCSE)"),
        ("Fachabitur", "Fachabitur"),
        ("DEP Soudage-montage", "DEP"),
        ("Técnico en Cuidados Auxiliares", "Técnico"),
        ("Диплом о среднем профессиональном образовании", "Диплом о среднем профессиональном образовании"),
    ],
)
def test_degrees_are_read_with_their_level_and_in_every_spelling(text: str, study: str) -> None:
    parts = find_degree(text)

    assert parts is not None
    assert text[slice(*parts.study)] == study


@pytest.mark.parametrize("text", ["Cape Fear", "Deck officer", "Des Moines"])
def test_a_name_that_begins_with_a_capital_is_no_abbreviation(text: str) -> None:
    assert find_degree(text) is None


@pytest.mark.parametrize(
    ("degree", "school"),
    [
        ("technik mechatronik", "Zespół Szkół nr 4"),
        ("sprzedawca", "Zasadnicza Szkoła Zawodowa nr 2"),
        ("бакалавр, прикладная математика", "Волжский институт"),
        ("perito agrario", "Istituto Esempio"),
    ],
)
def test_a_degree_may_begin_with_a_small_letter(parse: Parse, degree: str, school: str) -> None:
    found = studies(parse, f"* {school}\t2006 – 2010\n_ {degree}\n\n* {school} Wzór\t2002 – 2006\n_ {degree}")

    assert [study["institution"] for study in found] == [school, f"{school} Wzór"]
    assert all(degree.startswith(study["studyType"]) for study in found)


def test_a_faculty_belongs_to_its_university(parse: Parse) -> None:
    found = studies(parse, "* Akademia Przykładowa, Wydział Leśny\t2009 – 2013\n_ inżynier leśnictwa")

    assert found[0]["institution"] == "Akademia Przykładowa, Wydział Leśny"


@pytest.mark.parametrize(
    ("line", "school", "degree"),
    [
        ("Köchin EFZ, Gasthof Muster, 2010 – 2013", "Gasthof Muster", "Köchin EFZ"),
        ("Criminal Justice, Sample Valley High, 2012 – 2013", "Sample Valley High", "Criminal Justice"),
        ("Fine Arts, UNAM, 2012 – 2013", "UNAM", "Fine Arts"),
        ("Year 12, Sample Werkrealschule, 2010 – 2012", "Sample Werkrealschule", "Year 12"),
        ("Logistik (Bachelor), Beispielkolleg Nord, 2010 – 2012", "Beispielkolleg Nord", "Logistik (Bachelor)"),
    ],
)
def test_trades_and_fields_are_told_from_schools(parse: Parse, line: str, school: str, degree: str) -> None:
    study = studies(parse, line)[0]

    assert (study["institution"], f"{study['studyType']} {study.get('area', '')}".strip()) == (school, degree)


def test_a_note_with_a_period_within_its_study_is_no_study(parse: Parse) -> None:
    found = studies(
        parse,
        "* BA History\nUniversity of Exampleton\n2003 – 2007\n- Third year abroad at Sample University, 2005 – 2006\n\n"
        "* A levels\nExample College\n2001 – 2003",
    )

    assert [study["institution"] for study in found] == ["University of Exampleton", "Example College"]


@pytest.mark.parametrize("short", ["GED", "F.A.", "LLB (in progress)"])
def test_the_capitals_of_a_degree_are_no_heading(parse: Parse, short: str) -> None:
    resume = parse(
        f"# Jane Doe\n\n## EDUCATION\n* Sample School\t2007\n## {short}\n\n## WORK\n* Clerk, Muster Ltd\t2010 – 2015"
    ).json

    assert [study["studyType"] for study in resume["education"]] == [short.partition(" (")[0]]


@pytest.mark.parametrize("said", ["conclusão prevista: julho/2027", "Graduation date: July 2027"])
def test_words_that_say_when_a_course_ends_belong_to_its_date(parse: Parse, said: str) -> None:
    found = studies(parse, f"* Bacharelado em Física\nUniversidade Exemplo\n{said}")

    assert [(study["institution"], study["endDate"]) for study in found] == [("Universidade Exemplo", "2027-07")]


@pytest.mark.parametrize(
    "line",
    [
        "Fellow, Sample Institute of Chartered Accountants, 2017",
        "Organic Chemistry, Cell Biology, Genetics, Statistics (spring 2027)",
    ],
)
def test_memberships_and_lists_of_subjects_are_no_studies(parse: Parse, line: str) -> None:
    found = studies(parse, f"* Associate of Science, Biology\nExample College\n2001 – 2003\n\n{line}")

    assert [study["institution"] for study in found] == ["Example College"]


@pytest.mark.parametrize("aside", ["part-time", "504 hours", "(300 Std.)", "Level 5", "zaoczne"])
def test_how_somebody_studied_is_no_institution(parse: Parse, aside: str) -> None:
    found = studies(parse, f"Diploma in Welding, {aside}, Quillon, 2018 – 2020")

    assert [study["institution"] for study in found] == ["Quillon"]


@pytest.mark.parametrize("dates", ["2023 – 2027 (pursuing)", "Class of 2027, Leeds", "a.a. 2026/2027"])
def test_words_about_a_date_keep_it_the_date_of_its_study(parse: Parse, dates: str) -> None:
    found = studies(parse, f"* BSc Physics\nUniversity of Exampleton\n{dates}")

    assert [study["endDate"] for study in found] == ["2027"]


@pytest.mark.parametrize("text", ["C.F.P. Muster", "E.E.M.P.A. N.º 12", "S.M.S. Esempio"])
def test_the_end_of_an_acronym_is_no_degree(text: str) -> None:
    assert find_degree(text) is None


@pytest.mark.parametrize(
    ("stage", "school"),
    [
        ("Средняя школа (11 классов)", "СОШ № 3"),
        ("Scuola primaria (licenza elementare)", "S.E. Esempio n° 4"),
        ("Grade 11", "Sample Collegiate"),
    ],
)
def test_a_stage_of_school_is_told_from_the_school(parse: Parse, stage: str, school: str) -> None:
    study = studies(parse, f"* {stage}\t2009\n_ {school}")[0]

    assert (study["institution"], study["studyType"]) == (school, stage)


@pytest.mark.parametrize(
    "school",
    [
        "College of Education, Sorbury Kat",
        "Government Polytechnic, Quillonpur",
        "Faculty of Law, Example City University",
        "Graduate School of Engineering, Sample National University",
    ],
)
def test_a_school_without_a_name_is_told_by_what_stands_behind_it(parse: Parse, school: str) -> None:
    study = studies(parse, f"* Diploma in Nursing\t2009 – 2012\n_ {school}")[0]

    assert study["institution"] == school


def test_the_town_behind_the_name_of_a_school_is_no_part_of_it(parse: Parse) -> None:
    study = studies(parse, "* Diploma in Nursing\t2009 – 2012\n_ College of Education, Leeds")[0]

    assert study["institution"] == "College of Education"


@pytest.mark.parametrize("said", ["Year of passing: 2012", "left 2012", "anno di diploma: 2012", "год выпуска: 2012"])
def test_words_for_the_end_of_a_course_are_neither_place_nor_school(parse: Parse, said: str) -> None:
    study = studies(parse, f"* Diploma in Nursing\n_ Quillon Hall\n{said}")[0]

    assert (study["institution"], study["endDate"], "location" in study) == ("Quillon Hall", "2012", False)


def test_what_stands_behind_a_degree_and_a_colon_is_its_field(parse: Parse) -> None:
    study = studies(parse, "* National Diploma: Chemical Processing (two years)\t2013 – 2015\n_ Quillon Hall")[0]

    assert (study["institution"], study["studyType"]) == ("Quillon Hall", "National Diploma")
    assert study["area"].startswith("Chemical Processing")


def test_a_list_of_subjects_ends_where_the_school_begins(parse: Parse) -> None:
    study = studies(parse, "A-levels: Maths (A), Physics (B), Art (B), Muster Grammar School\t2014 – 2016")[0]

    assert (study["institution"], study["area"]) == ("Muster Grammar School", "Maths (A), Physics (B), Art (B)")


def test_positions_under_a_school_are_studies_and_a_dated_label_is_a_note(parse: Parse) -> None:
    found = studies(
        parse,
        "* Sample University\t2001 – 2007\n- BA History, 2001 – 2004\n- MA History, 2004 – 2007\n\n"
        "2010 – 2015\n* Welder\nExample College\n- Grado: 11 de diciembre de 2015",
    )

    assert [(study.get("studyType"), study["endDate"]) for study in found][-3:] == [
        ("BA", "2004"),
        ("MA", "2007"),
        ("Welder", "2015"),
    ]


@pytest.mark.parametrize(
    ("degree", "start"),
    [
        ("Exchange semester", "2015-09"),
        ("Summer course in rigging", "2015-09"),
        ("BSc Physics (non terminée)", "2015-09"),
    ],
)
def test_a_season_is_all_of_a_course_that_gave_no_degree(parse: Parse, degree: str, start: str) -> None:
    study = studies(parse, f"* {degree}\tAutumn 2015\nExample College")[0]

    assert (study["startDate"], study["endDate"]) == (start, "2015-11")


def test_a_season_is_when_a_degree_was_earned(parse: Parse) -> None:
    study = studies(parse, "* BSc Physics\tAutumn 2015\nExample College")[0]

    assert ("startDate" in study, study["endDate"]) == (False, "2015-11")


@pytest.mark.parametrize(
    "lines",
    [
        "Postgraduate studies: Quality of Water, Sample Valley College of Science, Musterville,\n10.2018 – 06.2019",
        "* Akademia Przykładowa\t2018 – 2019\n_ mgr filologii, specjalność Edytorstwo",
    ],
)
def test_a_study_with_a_long_name_or_a_small_letter_is_whole(parse: Parse, lines: str) -> None:
    study = studies(parse, f"{lines}\n\n* BA History\t2014 – 2017\n_ Example College")[0]

    assert {"institution", "studyType"} <= set(study)
    assert study["endDate"][:4] == "2019"


@pytest.mark.parametrize(
    ("line", "school"),
    [
        ("Certificate III in Engineering – Boilermaking Trade (XYZ1234), Quillon Bay TAFE, Leeds", "Quillon Bay TAFE"),
        ("NVQ Level 2, Cleaning and Support Services, Coleg Esempio", "Coleg Esempio"),
    ],
)
def test_what_stands_between_a_degree_and_its_school_is_no_part_of_the_school(
    parse: Parse, line: str, school: str
) -> None:
    assert studies(parse, f"{line}\t2010 – 2013")[0]["institution"] == school


@pytest.mark.parametrize("said", ["Some college, no degree", "Some high school", "Algunos cursos universitarios"])
def test_some_terms_at_a_college_are_a_course_of_study(parse: Parse, said: str) -> None:
    study = studies(parse, f"* {said}\t1994 – 1996\n_ Northern Sample State")[0]

    assert study["institution"] == "Northern Sample State"
    assert said.startswith(study["studyType"])


@pytest.mark.parametrize(
    "dates", ["09/2023 – present (graduation June 2027)", "seit 09/2023, Abschluss voraussichtlich 06/2027"]
)
def test_the_end_that_is_told_of_a_course_that_lasts_is_its_end(parse: Parse, dates: str) -> None:
    study = studies(parse, f"* BSc Physics\nUniversity of Exampleton\n{dates}")[0]

    assert (study["startDate"], study["endDate"]) == ("2023-09", "2027-06")


def test_a_course_that_lasts_has_no_end_in_a_date_of_something_else(parse: Parse) -> None:
    study = studies(parse, "* BSc Physics\nUniversity of Exampleton\n2023 – present (term abroad 2025)")[0]

    assert (study["startDate"], "endDate" in study) == ("2023", False)


@pytest.mark.parametrize("said", ["Class of '94", "CLASS OF ’94"])
def test_a_class_is_told_by_two_digits_of_its_year(parse: Parse, said: str) -> None:
    found = studies(parse, f"* Some college\t1995 – 1996\n_ Sample State\n\n* Diploma\t{said}\n_ Example High School")

    assert [(study["institution"], study["endDate"]) for study in found] == [
        ("Sample State", "1996"),
        ("Example High School", "1994"),
    ]
