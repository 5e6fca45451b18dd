"""Employer, title, place and dates in every order, and what was done there."""

from collections.abc import Callable
from typing import Any

import pytest

from vitae.domain.resume import EmploymentType
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

Parse = Callable[..., Any]
Print = Callable[..., Any]


def jobs(parse: Parse, marked: str, **options: Any) -> list[tuple[str | None, str | None]]:
    work = parse(f"# Jane Doe\n\n## Experience\n{marked}", **options).resume.work
    return [(job.name and job.name.value, job.position and job.position.value) for job in work]


@pytest.mark.parametrize(
    "head",
    [
        "* Acme Robotics – Software Engineer\t2019 – 2021",
        "* Software Engineer, Acme Robotics\t2019 – 2021",
        "* Software Engineer @ Acme Robotics\t2019 – 2021",
        "* Software Engineer at Acme Robotics (2019 – 2021)",
        "* Software Engineer | Acme Robotics | Austin, TX | 2019 – 2021",
        "2019 – 2021\tSoftware Engineer, Acme Robotics",
        "* Software Engineer\t2019 – 2021\n_ Acme Robotics, Austin, TX",
        "* Acme Robotics\tAustin, TX\n_ Software Engineer\t2019 – 2021",
        "* Software Engineer\n_ Acme Robotics · Austin, TX\n2019 – 2021",
        "2019 – 2021\n* Software Engineer\n_ Acme Robotics",
    ],
)
def test_employer_and_title_are_told_apart_in_every_order(parse: Parse, head: str) -> None:
    assert jobs(parse, f"{head}\n- Built the gripper.") == [("Acme Robotics", "Software Engineer")]


@pytest.mark.parametrize(
    ("line", "employer", "title", "language"),
    [
        ("Brightwater, Inc. — Buyer", "Brightwater, Inc.", "Buyer", "en"),
        ("Projektleiterin bei Muster & Söhne GmbH", "Muster & Söhne GmbH", "Projektleiterin", "de"),
        ("Специалист по кадрам, ООО «Ромашка»", "ООО «Ромашка»", "Специалист по кадрам", "ru"),
        ("Responsable logistique, Transports Exemple SARL", "Transports Exemple SARL", "Responsable logistique", "fr"),
        ("Research Associate, University of Exampleton", "University of Exampleton", "Research Associate", "en"),
        ("Director, Supply Chain, Example Mills", "Example Mills", "Director, Supply Chain", "en"),
    ],
)
def test_legal_forms_and_institutions_mark_the_employer(
    parse: Parse, line: str, employer: str, title: str, language: str
) -> None:
    assert jobs(parse, f"* {line}\t2019 – 2021\n- Did it.", language=language) == [(employer, title)]


@pytest.mark.parametrize(
    ("line", "employer", "title", "language"),
    [
        ("Deed Clerk II, Harlan County Recorder", "Harlan County Recorder", "Deed Clerk II", "en"),
        ("Fitter, Brandon Pumps Ltd, Marsh Trading Estate", "Brandon Pumps Ltd", "Fitter", "en"),
        ("Schlosser, Muster Bau GmbH, Gewerbegebiet Ost", "Muster Bau GmbH", "Schlosser", "de"),
        ("Clerc, SCP de Brisson, Hamel et Le Bail", "SCP de Brisson, Hamel et Le Bail", "Clerc", "fr"),
        ("Avvocato, Studio Legale Bianchi, De Luca e Neri", "Studio Legale Bianchi, De Luca e Neri", "Avvocato", "it"),
    ],
)
def test_offices_partners_and_sites_are_told(parse: Parse, line: str, employer: str, title: str, language: str) -> None:
    assert jobs(parse, f"* {line}\t2019 – 2021\n- Did it.", language=language) == [(employer, title)]


@pytest.mark.parametrize(
    ("title", "days", "language"),
    [
        ("Barista", "evenings and weekends", "en"),
        ("Bank Nurse", "two shifts a month", "en"),
        ("Aushilfe", "samstags", "de"),
        ("Vendeuse", "les samedis", "fr"),
        ("Camarero", "fines de semana", "es"),
        ("Kelner", "w soboty", "pl"),
        ("Официант", "по выходным", "ru"),
    ],
)
def test_days_of_work_are_no_employer(parse: Parse, title: str, days: str, language: str) -> None:
    found = jobs(parse, f"* {title}\t2019 – 2021\n_ Café Muster\n_ {days}\n- Did it.", language=language)

    assert found == [("Café Muster", title)]


def test_entries_follow_the_habit_of_their_section(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Quillon\t2021 – Present\n_ Data Engineer\n- Piped data.\n\n"
        "* Brambletide\t2019 – 2021\n_ Zookeeper\n- Fed the seals.\n\n"
        "* Overholt\t2017 – 2019\n_ Data Analyst\n- Counted.",
    )

    assert found == [("Quillon", "Data Engineer"), ("Brambletide", "Zookeeper"), ("Overholt", "Data Analyst")]


def test_several_positions_under_one_employer_share_it(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Acme Robotics Ltd\tLeeds\n_ Senior Engineer\t2019 – 2021\n- Led.\n_ Engineer\t2017 – 2019\n- Built.",
    )

    assert found == [("Acme Robotics Ltd", "Senior Engineer"), ("Acme Robotics Ltd", "Engineer")]


def test_a_job_without_dates_is_kept(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Clerk, Acme Ltd\n2019 – 2021\n- Filed letters.\n\n* Brand Ambassador, Gulf Events Ltd\n- Gave samples.",
    )

    assert found == [("Acme Ltd", "Clerk"), ("Gulf Events Ltd", "Brand Ambassador")]


def test_the_printed_lines_of_a_bullet_are_one_highlight_anchored_over_all_of_them(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\t2019 – 2021\n- Filed all letters\nin time.\n- Left."
    )

    first, second = parsed.resume.work[0].highlights
    assert (first.value, second.value) == ("Filed all letters in time.", "Left.")
    assert first.anchors[0].quote == "Filed all letters\nin time."


def test_a_paragraph_is_the_summary_of_a_job(parse: Parse) -> None:
    text = "Filed all letters that came in on time."

    parsed = parse(f"# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\t2019 – 2021\n{text}")

    assert parsed.json["work"][0]["summary"] == text


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Software Engineering Intern", EmploymentType.INTERNSHIP),
        ("Praktikantin Rechnungswesen", EmploymentType.INTERNSHIP),
        ("Stagiaire approvisionnement", EmploymentType.INTERNSHIP),
        ("Werkstudent Marketing", EmploymentType.PART_TIME),
        ("Buchhalterin (Teilzeit)", EmploymentType.PART_TIME),
        ("Freelance Designer", EmploymentType.FREELANCE),
        ("Brand Ambassador (contract)", EmploymentType.CONTRACT),
        ("Auszubildender zum Tischler", EmploymentType.APPRENTICESHIP),
        ("Engineer", EmploymentType.UNSPECIFIED),
    ],
)
def test_the_kind_of_employment_is_read_from_the_words(parse: Parse, title: str, kind: EmploymentType) -> None:
    work = parse(f"# Jane Doe\n\n## Experience\n* {title}, Acme Ltd\t2019 – 2021\n- Did it.").resume.work

    assert work[0].employment_type is kind


def test_a_career_break_has_no_employer(parse: Parse) -> None:
    work = parse(
        "# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\t2021 – 2022\n- Filed.\n"
        "* Career break – parental leave\t2019 – 2021\n- Read much."
    ).resume.work

    assert work[1].employment_type is EmploymentType.CAREER_BREAK
    assert work[1].name is None
    assert work[1].position.value == "Career break – parental leave"


def test_a_written_duration_counts_where_there_are_no_dates(parse: Parse) -> None:
    work = parse("# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\n3 years 2 months\n- Filed letters.").resume.work

    assert [job.stated_months.value for job in work] == [38]


def test_the_share_of_a_full_post_is_read(parse: Parse) -> None:
    work = parse("# Jane Doe\n\n## Experience\n* Clerk (part-time, 50 %), Acme Ltd\t2019 – 2021\n- Filed.").resume.work

    assert work[0].share == 0.5


def test_dates_on_two_lines_of_a_narrow_column_are_one_period(parse: Parse) -> None:
    work = parse("# Jane Doe\n\n## Experience\n2019-05 –\n2021-04\n* Clerk, Acme Ltd\n- Filed.").resume.work

    assert [(job.period.start.iso(), job.period.end.iso()) for job in work] == [("2019-05", "2021-04")]


def test_a_date_inside_a_sentence_begins_no_job(parse: Parse) -> None:
    found = jobs(
        parse, "* Clerk, Acme Ltd\t2019 – 2021\n- Moved the archive to the new hall before\n1 January 2020.\n- Left."
    )

    assert found == [("Acme Ltd", "Clerk")]


@pytest.mark.parametrize(
    ("head", "title", "employer"),
    [
        (
            "* Charge Nurse, Intensive Care\nLakeside Hospital, Chicago, IL\n2019 – 2021",
            "Charge Nurse, Intensive Care",
            "Lakeside Hospital",
        ),
        (
            "* Vice President, Finance & Planning\n_ Overholt Corp.\n2019 – 2021",
            "Vice President, Finance & Planning",
            "Overholt Corp.",
        ),
        ("STAFF NURSE, ICU\nST. MARK HOSPITAL\n2019 – 2021", "STAFF NURSE, ICU", "ST. MARK HOSPITAL"),
        ("Buyer, Dairy | Quillon | 2019 – 2021", "Buyer, Dairy", "Quillon"),
    ],
)
def test_what_is_set_alike_on_one_line_is_not_shared_between_title_and_employer(
    parse: Parse, head: str, title: str, employer: str
) -> None:
    assert jobs(parse, f"{head}\n- Did it.") == [(employer, title)]


@pytest.mark.parametrize(
    ("head", "employer", "title"),
    [
        ("* Governor's Office\t2019 – 2021\n_ Archivist", "Governor's Office", "Archivist"),
        (
            "* Waldkindergarten Wurzelzwerge\t2019 – 2021\n_ Pädagogische Leitung",
            "Waldkindergarten Wurzelzwerge",
            "Pädagogische Leitung",
        ),
        ("* Office of the Public Advocate\t2019 – 2021\n_ Intake", "Office of the Public Advocate", "Intake"),
    ],
)
def test_words_for_titles_within_the_name_of_an_institution_are_no_title(
    parse: Parse, head: str, employer: str, title: str
) -> None:
    assert jobs(parse, f"{head}\n- Did it.") == [(employer, title)]


@pytest.mark.parametrize(
    ("head", "employer"),
    [
        ("* Silver Mesa Resort\t2019 – 2021\n_ Room Attendant\tReno, NV", "Silver Mesa Resort"),
        ("* Tax Clerk, Tamworth & Partners, Leeds\t2019 – 2021", "Tamworth & Partners"),
        ("* Driver | Bluestem Grain Co-op | 2019 – 2021", "Bluestem Grain Co-op"),
    ],
)
def test_a_region_is_no_legal_form_and_a_partner_in_a_firm_no_title(parse: Parse, head: str, employer: str) -> None:
    assert jobs(parse, f"{head}\n- Did it.")[0][0] == employer


def test_the_labels_of_a_form_are_no_part_of_its_entries(parse: Parse) -> None:
    found = jobs(
        parse,
        "Period: 03/2019 – 05/2021\nEmployer: Quillon Ltd, Leeds\nPosition: Data Engineer\n- Piped.\n\n"
        "Period: 03/2016 – 02/2019\nEmployer: Overholt Ltd, Leeds\nPosition: Clerk\n- Filed.",
    )

    assert found == [("Quillon Ltd", "Data Engineer"), ("Overholt Ltd", "Clerk")]


def test_a_name_does_not_reach_over_a_date(parse: Parse) -> None:
    assert jobs(parse, "Clerk, Overholt Works\t2019 – 2021\nQuillonbury\n- Filed.")[0][0] == "Overholt Works"


def test_dates_that_were_drawn_before_all_else_belong_to_the_lines_beside_them(parse: Parse, printed: Print) -> None:
    page = printed(
        [
            (450, 100, "2019 – 2021"),
            (450, 160, "2016 – 2018"),
            (50, 40, "# Jane Doe"),
            (50, 80, "## Experience"),
            (50, 100, "* Clerk"),
            (50, 113, "Acme Ltd"),
            (60, 126, "Filed all letters."),
            (50, 160, "* Porter"),
            (50, 173, "Ezine Ltd"),
            (60, 186, "Carried all letters."),
        ]
    )

    work = parse(page).resume.work

    assert [(job.name.value, job.period.range.raw) for job in work] == [
        ("Acme Ltd", "2019 – 2021"),
        ("Ezine Ltd", "2016 – 2018"),
    ]


def test_an_entry_that_a_column_broke_keeps_the_date_of_its_second_line(parse: Parse, printed: Print) -> None:
    page = printed(
        [
            (50, 40, "# Jane Doe"),
            (50, 80, "## Experience"),
            (50, 100, "Clerk, Acme Ltd\t2019 – 2021"),
            (60, 113, "Filed all letters."),
            (50, 150, "* Deputy Assistant Porter, Ezine Ltd"),
            (50, 163, "Quillonbury\t2016 – 2018"),
            (60, 176, "Carried all letters."),
        ]
    )

    work = parse(page).resume.work

    assert [(job.name.value, job.period.range.raw) for job in work] == [
        ("Acme Ltd", "2019 – 2021"),
        ("Ezine Ltd", "2016 – 2018"),
    ]


def test_the_word_before_a_date_is_read_at_the_beginning_of_a_line(parse: Parse) -> None:
    work = parse("# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\nod 03.2024 do chwili obecnej\n- Filed.").resume.work

    assert (work[0].period.range.raw, work[0].period.is_current) == ("od 03.2024 do chwili obecnej", True)


def test_titles_of_no_known_word_are_told_by_the_entries_whose_titles_are_known(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Brambletide\t2021 – Present\n_ Head of Tides\n- Led.\n\n* Quillon\t2019 – 2021\n_ Deal Desk\n- Dealt.\n\n"
        "* Overholt\t2017 – 2019\n_ Sales Ops\n- Sold.",
    )

    assert found == [("Brambletide", "Head of Tides"), ("Quillon", "Deal Desk"), ("Overholt", "Sales Ops")]


def test_a_position_alone_is_a_title_where_the_section_sets_titles_so(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Brambletide\tLeeds\n_ Head of Tides\t2021 – Present\n- Led.\n\n_ Lagoon Whisperer\t2019 – 2021\n- Dealt.",
    )

    assert found == [("Brambletide", "Head of Tides"), ("Brambletide", "Lagoon Whisperer")]


def test_the_period_of_an_employer_over_its_positions_is_no_job(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Brambletide Ltd\t2017 – 2021\nLeeds\n\n_ Head Baker\tMar 2019 – May 2021\n- Led.\n\n"
        "_ Baker\tJun 2017 – Feb 2019\n- Baked.",
    )

    assert found == [("Brambletide Ltd", "Head Baker"), ("Brambletide Ltd", "Baker")]


def test_the_lines_of_a_head_after_text_belong_together_however_many_the_first_head_had(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Baker, Quillon Ltd\t2019 – 2021\n- Baked.\n\n* Overholt Ltd\nMiller\n2017 – 2019\n- Milled.",
    )

    assert found == [("Quillon Ltd", "Baker"), ("Overholt Ltd", "Miller")]


def test_a_bullet_that_ends_with_a_year_is_no_job(parse: Parse) -> None:
    found = jobs(parse, "* Baker, Quillon Ltd\t2019 – 2021\n- Trained line managers; 48 workshops since 2022.")

    assert found == [("Quillon Ltd", "Baker")]


def test_a_head_that_runs_into_its_text_ends_with_its_first_sentence(parse: Parse) -> None:
    parsed = parse(
        "# Jane Doe\n\n## Experience\n2017 – 2021: Baker, Marlow Ltd, Leeds. Baked for large houses and small ones.\n\n"
        "2015 – 2017: Miller, Quillon Ltd, York. Milled at night."
    )

    assert [(job.name.value, job.position.value, job.summary.value) for job in parsed.resume.work] == [
        ("Marlow Ltd", "Baker", "Baked for large houses and small ones."),
        ("Quillon Ltd", "Miller", "Milled at night."),
    ]


def test_a_department_after_a_comma_belongs_to_the_title(parse: Parse) -> None:
    found = jobs(parse, "* Staff Nurse, Emergency Department, Marlow Clinic\t2019 – 2021\n- Cared.")

    assert found == [("Marlow Clinic", "Staff Nurse, Emergency Department")]


def test_the_labels_in_the_left_column_of_a_form_are_no_part_of_its_entries(parse: Parse) -> None:
    found = jobs(parse, "Dates\t2019 – 2021\nEmployer\tMarlow Clinic\nPosition\tStaff Nurse\nLocation\tLeeds")

    assert found == [("Marlow Clinic", "Staff Nurse")]


def test_a_duration_may_stand_behind_the_dates_of_a_line_without_any_separator(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Platte River Insurance, Omaha, NE\nClaims Adjuster January 2018 – Present (8 yrs 11 mos)\n- Settled.\n\n"
        "* Cornhusker Books, Lincoln, NE\nBookseller August 2013 – May 2016 (2 yrs 10 mos)\n- Sold.",
    )

    assert found == [("Platte River Insurance", "Claims Adjuster"), ("Cornhusker Books", "Bookseller")]


@pytest.mark.parametrize(
    ("head", "employer", "place"),
    [
        ("Paralegal, Harrow, Pike & Dunn", "Harrow, Pike & Dunn", None),
        ("Harrow, Pike & Dunn\nParalegal", "Harrow, Pike & Dunn", None),
        ("Paralegal\nHarrow, Pike & Dunn LLP, London", "Harrow, Pike & Dunn LLP", "London"),
        ("Director, Sales, Marketing & Operations\nLone Cedar Ltd", "Lone Cedar Ltd", None),
    ],
)
def test_the_surnames_of_partners_are_one_employer(parse: Parse, head: str, employer: str, place: str | None) -> None:
    job = parse(f"# Jane Doe\n\n## Experience\n{head}\nMar 2019 – Present\n- Drafted contracts.").json["work"][0]

    assert (job["name"], job.get("location")) == (employer, place)


@pytest.mark.parametrize("grade", ["Band 6", "Grade 7", "EG 9b", "A 11", "GS-12", "cat. D", "1-й категории"])
def test_a_pay_grade_is_no_employer(parse: Parse, grade: str) -> None:
    found = jobs(
        parse,
        f"* Registrar, {grade}\n2019 – 2021\n- Kept files.\n\n* Clerk, {grade}\nMarlow Clinic\n2017 – 2019\n- Filed.",
    )

    assert [employer for employer, _ in found] == [None, "Marlow Clinic"]
    assert [title for _, title in found] == [f"Registrar, {grade}", f"Clerk, {grade}"]


def test_a_pay_grade_in_a_column_of_its_own_is_no_employer(parse: Parse) -> None:
    found = jobs(parse, "* Staff Nurse\tBand 5\t2019 – 2021\n_ Marlow Clinic\n- Cared.")

    assert found == [("Marlow Clinic", "Staff Nurse")]


@pytest.mark.parametrize(
    "title", ["Lead Chaplain / Head of Pastoral Care", "Driver / Warehouse Operative", "Elektriker / Mechaniker"]
)
def test_two_titles_about_a_slash_are_one(parse: Parse, title: str) -> None:
    assert jobs(parse, f"* {title}, Marlow Clinic, Leeds\t2019 – 2021\n- Did it.") == [("Marlow Clinic", title)]


def test_a_slash_between_a_title_and_an_employer_divides_them(parse: Parse) -> None:
    assert jobs(parse, "* Driver / Marlow Haulage Ltd\t2019 – 2021\n- Drove.") == [("Marlow Haulage Ltd", "Driver")]


@pytest.mark.parametrize("form", ["S.A. de C.V.", "S.P.R. de R.L.", "S. de R.L. de C.V."])
def test_mexican_legal_forms_and_states_belong_to_what_stands_before_them(parse: Parse, form: str) -> None:
    marked = (
        f"* Asesor técnico\t2019 – 2021\n_ Semillas del Muster, {form}, Los Mochis, Sin.\n- Vendió.\n\n"
        "* Capataz\t2017 – 2019\n_ Rancho Ejemplo, Valle del Muster, Son.\n- Sembró."
    )
    work = parse(f"# Jane Doe\n\n## Experiencia\n{marked}", language="es").json["work"]

    assert [job["name"] for job in work] == [f"Semillas del Muster, {form}", "Rancho Ejemplo"]


def test_a_head_that_bars_divide_may_be_as_long_as_it_likes(parse: Parse) -> None:
    employer = "Consortium for the Renewal of the Northern Harbours and Their Warehouses"
    found = jobs(
        parse,
        f"Occupational Safety Technician, Second Class | {employer}, Leeds | March 2019 – May 2021\n"
        "Trained 620 people.\n\n"
        "Shift Leader | Marlow Dairy Ltd, York | May 2013 – January 2017\nLed the night shift.",
    )

    assert found == [(employer, "Occupational Safety Technician, Second Class"), ("Marlow Dairy Ltd", "Shift Leader")]


def test_a_date_alone_with_nothing_above_it_takes_the_line_below(parse: Parse) -> None:
    work = parse(
        "# Jane Doe\n\n## Experience\n* Marlow Clinic, Leeds\nMidwife\tMay 2018 – today\n- Cared.\n\n"
        "May 2016 – April 2018\n_ Parental leave\n* Quillon Clinic, York\tMay 2012 – April 2016\n_ Nurse\n- Cared."
    ).resume.work

    assert [job.position.value for job in work] == ["Midwife", "Parental leave", "Nurse"]
    assert [job.name and job.name.value for job in work] == ["Marlow Clinic", None, "Quillon Clinic"]


def test_the_heads_of_a_timeline_are_heads_though_they_stand_deeper_than_another_entry(
    parse: Parse, printed: Print
) -> None:
    document = printed(
        [
            (20, 20, "# Jane Doe"),
            (20, 60, "## Experience"),
            (20, 80, "* Q2 2019 – today"),
            (40, 100, "* Turbine Technician"),
            (40, 113, "Marlow Wind Ltd"),
            (20, 140, "* Q1 2016 – Q1 2019"),
            (40, 160, "* Kitchen Porter"),
            (40, 173, "The Muster Inn"),
            (20, 200, "Coach, Marlow Club, 2014 – 2015"),
        ]
    )

    assert [job.position.value for job in parse(document).resume.work] == [
        "Turbine Technician",
        "Kitchen Porter",
        "Coach",
    ]


@pytest.mark.parametrize(
    "dates",
    ["Sept 2014 – Nov 2019 (made redundant)", "Sept 2014 – Nov 2019 (mill closed)", "Sept 2014 – Nov 2019, Saturdays"],
)
def test_a_word_behind_a_period_takes_it_from_no_job(parse: Parse, dates: str) -> None:
    resume = parse(
        "# Jane Doe\n\n## Experience\n* Clerk\nAcme Ltd, Leeds Jan 2020 – Dec 2021\n- Filed.\n\n"
        f"* Weaver\nMarlow Mills {dates}\n- Wove.\n\n* Porter\nElm Stores, Hull Jan 2011 – Aug 2014\n- Carried."
    )

    assert [job.get("startDate") for job in resume.json["work"]] == ["2020-01", "2014-09", "2011-01"]


@pytest.mark.parametrize(
    ("title", "is_paid"),
    [
        ("Volunteer", False),
        ("Volunteer, animal shelter", False),
        ("Volontario in servizio civile", False),
        ("Servicio social", False),
        ("Freiwilliges Soziales Jahr im Hort", False),
        ("Voluntaria del Servicio Voluntario Europeo", False),
        ("Treasurer (volunteer)", False),
        ("Trainer, ehrenamtlich", False),
        ("Kitchen Hand (two days, unpaid)", False),
        ("Pädagogin im Bundesfreiwilligendienst", True),
        ("Unpaid Wages Officer", True),
        ("Volunteer, Marketing", False),
        ("Volunteer Coordinator", True),
        ("Volunteer Services", True),
        ("Volunteer Recruitment", True),
        ("Volunteer Programme Management", True),
        ("Volunteer Firefighter", True),
        ("Nurse and volunteer", True),
    ],
)
def test_unpaid_work_among_the_jobs_is_none_of_them(parse: Parse, title: str, is_paid: bool) -> None:
    resume = parse(
        f"# Jane Doe\n\n## Experience\n* Acme Ltd, Leeds\t2019 – 2021\n_ Clerk\n- Filed.\n\n"
        f"* Marlow Trust, York\t2017 – 2019\n_ {title}\n- Helped."
    ).resume

    assert [entry.position.value for entry in resume.volunteer] == ([] if is_paid else [title])
    assert len(resume.work) == 1 + is_paid


def test_a_bold_head_is_one_however_many_words_a_narrow_column_broke(parse: Parse, printed: Print) -> None:
    document = printed(
        [
            (20, 20, "# Jane Doe"),
            (20, 60, "## Experience"),
            (20, 80, "* Train Driver (Level 4) and Driver Coach, Muster Ore & Grain Rail Company of the Far"),
            (20, 93, "* West, Leeds (06/2019 – 12/2021)"),
            (20, 106, "Drove long trains on a single line."),
        ]
    )

    assert [(job.position.value, job.name.value) for job in parse(document).resume.work] == [
        ("Train Driver (Level 4) and Driver Coach", "Muster Ore & Grain Rail Company of the Far West")
    ]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("* Trainee, Marlow Forge, York (Summer 2018 (six weeks))", "2018-06"),
        ("* Marlow Forge, York\nJune 2018 (4 weeks)\n_ Trainee", "2018-06"),
        ("- June 2018 (4 weeks)\n* Trainee\nMarlow Forge, York", "2018-06"),
    ],
)
def test_a_single_date_may_have_a_duration_behind_it(parse: Parse, line: str, written: str) -> None:
    resume = parse(f"# Jane Doe\n\n## Experience\n{line}\n- Watched the hammers.")

    assert [job.get("startDate") for job in resume.json["work"]] == [written]


@pytest.mark.parametrize("dates", ["(7/2019 – present)", "(since 7/2019)"])
def test_the_rest_of_a_head_may_begin_small_before_its_period_in_brackets(
    parse: Parse, printed: Print, dates: str
) -> None:
    document = printed(
        [
            (20, 20, "# Jane Doe"),
            (20, 60, "## Experience"),
            (20, 80, "* Associate Professor of Surgery (clinical track), Muster University School"),
            (20, 93, f"* of Medicine, Leeds {dates}"),
            (20, 106, "- Taught the clerks of the third year, six at a time, and the night shift."),
        ]
    )
    job = parse(document).json["work"][0]

    assert (job["name"], job["startDate"]) == ("Muster University School of Medicine", "2019-07")


def test_a_line_that_ends_within_its_date_ends_no_sentence(parse: Parse, printed: Print) -> None:
    document = printed(
        [
            (20, 20, "# Jane Doe"),
            (20, 60, "## Experience"),
            (20, 80, "* General Manager, Muster Bakehouse, St. Paul, MN (May 2014 – Aug."),
            (20, 93, "* 2021)"),
            (20, 106, "Managed 27 employees."),
        ]
    )
    job = parse(document).json["work"][0]

    assert (job["name"], job["startDate"], job["endDate"]) == ("Muster Bakehouse", "2014-05", "2021-08")


def test_a_head_with_its_date_set_apart_may_be_as_long_as_it_likes(parse: Parse) -> None:
    title = "Deputy Stage Manager and Book Cover with Responsibility for the Second Company"
    found = jobs(parse, f"{title}, Muster Productions for the Northern Stage Ltd, Leeds\tFeb – Aug 2023\nCalled it.")

    assert [name for name, _ in found] == ["Muster Productions for the Northern Stage Ltd"]


def test_a_title_in_small_letters_opens_a_head_that_bars_divide(parse: Parse) -> None:
    found = jobs(parse, "p.o. kierownika | Muster sp. z o.o., Łódź | IV 2021 – obecnie\n- Prowadzi.", language="pl")

    assert [name for name, _ in found] == ["Muster sp. z o.o."]


def test_a_title_keeps_the_field_behind_its_colon(parse: Parse) -> None:
    found = jobs(parse, "* Muster Estates Ltd, Leeds\t2018 – 2020\n_ Farm Manager: Citrus & Avocados\n- Ran it.")

    assert found == [("Muster Estates Ltd", "Farm Manager: Citrus & Avocados")]


@pytest.mark.parametrize("employer", ["Muster Builders of the North, Inc.", "Muster Inwestycje nad Wisłą sp. z o.o."])
def test_a_full_stop_of_an_abbreviation_ends_no_sentence_behind_a_date(parse: Parse, employer: str) -> None:
    found = jobs(parse, f"03.2015 – 05.2019\tController, {employer}\n- Counted.")

    assert found == [(employer, "Controller")]
    assert parse(f"# Jane Doe\n\n## Experience\n03.2015 – 05.2019\tController, {employer}").resume.work[0].period


@pytest.mark.parametrize("hours", ["40 hrs/wk", "20 hours per week", "38,5 Std./Woche"])
def test_the_hours_of_a_week_are_no_employer(parse: Parse, hours: str) -> None:
    found = jobs(parse, f"Clerk, Muster Office, 04/2019 – Present, {hours}\n- Filed.")

    assert found == [("Muster Office", "Clerk")]


def test_a_word_for_an_institution_within_a_title_is_none(parse: Parse) -> None:
    found = jobs(parse, "2016 – 2023 : Maître d'hôtel, Restaurant Le Modèle, Lyon\n- Servi.", language="fr")

    assert found == [("Restaurant Le Modèle", "Maître d'hôtel")]


@pytest.mark.parametrize(
    ("line", "employer", "title", "language"),
    [
        ("School Secretary, Fairmuster", "Fairmuster", "School Secretary", "en"),
        ("Musterhof, Dry Stone Waller", "Musterhof", "Dry Stone Waller", "en"),
        (
            "Pracownica szklarni, Gospodarstwo ogrodnicze Muster",
            "Gospodarstwo ogrodnicze Muster",
            "Pracownica szklarni",
            "pl",
        ),
        ("Gemeente Musterhout, Beleidsmedewerker", "Gemeente Musterhout", "Beleidsmedewerker", "nl"),
        ("Secrétaire d'école, Le Modèle", "Le Modèle", "Secrétaire d'école", "fr"),
        ("Musterman Family, Daily Help", "Musterman Family", "Daily Help", "en"),
        ("Second Mate, M/V Muster Star", "M/V Muster Star", "Second Mate", "en"),
        ("Muster's, Counter Hand", "Muster's", "Counter Hand", "en"),
        ("Musterlin, Equity Partner", "Musterlin", "Equity Partner", "en"),
        ("Musterlin, Schülerlotsin", "Musterlin", "Schülerlotsin", "de"),
        ("Musterlin, Cajista de imprenta", "Musterlin", "Cajista de imprenta", "es"),
    ],
)
def test_trades_and_those_who_employ_in_them_are_known_without_any_legal_form(
    parse: Parse, line: str, employer: str, title: str, language: str
) -> None:
    assert jobs(parse, f"* {line}\t2019 – 2021\n- Did it.", language=language) == [(employer, title)]


@pytest.mark.parametrize(
    "note", ["Deputy of the head since 2021.", "Chair of the board, 2020–2021", "Foreman since 03/2020"]
)
def test_a_bullet_that_says_since_when_something_was_so_is_no_job(parse: Parse, note: str) -> None:
    found = jobs(
        parse, f"* Clerk, Acme Ltd\t2018 – 2023\n- Filed everything.\n- {note}\n* Cook, Marlow Ltd\t2015 – 2017"
    )

    assert found == [("Acme Ltd", "Clerk"), ("Marlow Ltd", "Cook")]


def test_bullets_that_are_positions_with_periods_of_their_own_are_jobs(parse: Parse) -> None:
    found = jobs(parse, "* Acme Ltd\t2015 – 2023\n- Head Clerk, 2019 – 2023\n- Clerk, 2015 – 2019")

    assert found == [("Acme Ltd", "Head Clerk"), ("Acme Ltd", "Clerk")]


def test_weeks_behind_a_date_and_a_site_behind_a_firm_belong_to_neither(parse: Parse) -> None:
    found = parse(
        "# Jane Doe\n\n## Experience\n* Trainee\n"
        "_ Muster Forge | Rajmuster Industrial Estate, Pune | June 2018 (4 weeks)\n- Saw it."
    ).json["work"][0]

    assert (found["name"], found["position"], found["startDate"]) == ("Muster Forge", "Trainee", "2018-06")


def test_the_line_under_the_date_of_a_break_is_the_next_job(parse: Parse) -> None:
    found = jobs(
        parse,
        "Head Clerk\nAcme Ltd, Leeds\n03/2021 – 04/2023\n- Filed.\nMaternity leave\n03/2020 – 02/2021\n"
        "Clerk\nMarlow Ltd, York\n09/2015 – 02/2020\n- Filed.",
    )

    assert found == [("Acme Ltd", "Head Clerk"), (None, "Maternity leave"), ("Marlow Ltd", "Clerk")]


def test_a_title_in_small_letters_may_stand_under_its_dated_employer(parse: Parse) -> None:
    found = jobs(
        parse,
        "Районная больница, Ижевск (2016 – 2019)\nврач-терапевт участковый\n- Лечила.\n"
        "Станция скорой помощи № 7, Ижевск (2011 – 2013)\nмедицинская сестра (ночные смены)\n- Дежурила.",
        language="ru",
    )

    assert [title for _, title in found] == ["врач-терапевт участковый", "медицинская сестра (ночные смены)"]


def test_a_year_in_the_brackets_behind_an_employer_is_no_date_of_the_job(parse: Parse) -> None:
    found = parse(
        "# Jane Doe\n\n## Experience\n* Buyer – Muster Ltd (acquired by Marlow Pay in 2022)\n"
        "_ Mar 2020 – Jan 2023, Leeds\n- Bought."
    ).json["work"]

    assert [(job["startDate"], job["endDate"]) for job in found] == [("2020-03", "2023-01")]


def test_a_client_behind_a_colon_in_brackets_makes_no_text_of_the_agency(parse: Parse) -> None:
    found = jobs(parse, "* Fitter\t2020 – 2022\nMuster Labour (client: Acme Iron), Perth\n- Fitted.")

    assert found[0][1] == "Fitter"
    assert (found[0][0] or "").startswith("Muster Labour")


@pytest.mark.parametrize(
    "text",
    ["Gestionar equipos", "Casier judiciaire vierge", "Leder und Textilien", "Leider", "Ordenador", "Obsługa płacowa"],
)
def test_words_that_are_titles_in_another_language_only_are_none(text: str) -> None:
    assert title_evidence(text) == 0


def test_titles_under_dated_employers_stay_there_though_another_employer_stands_over_its_positions(
    parse: Parse,
) -> None:
    found = jobs(
        parse,
        "Marlow Ltd, York\nHead Clerk\tMay 2017 – today\n- Filed.\nClerk\tJuly 2011 – April 2017\n- Filed.\n"
        "Acme Labour\tJan 2009 – June 2011\nPacker\nBrandon Pumps Ltd, Leeds\tSept 2005 – Dec 2008\nFitter\n\n"
        "## Elected positions\nMayor of Marlow\t2020 – 2022",
    )

    assert found[:4] == [
        ("Marlow Ltd", "Head Clerk"),
        ("Marlow Ltd", "Clerk"),
        ("Acme Labour", "Packer"),
        ("Brandon Pumps Ltd", "Fitter"),
    ]


def test_a_place_in_small_letters_before_its_date_makes_no_text_of_the_title_above(parse: Parse) -> None:
    found = jobs(parse, "* Marlow Army\nEnlisted, then a Lieutenant\nvarious | Sept 1998 – Aug 2009\n- Marched.")

    assert found == [("Marlow Army", "Enlisted, then a Lieutenant")]


@pytest.mark.parametrize(
    "employer",
    [
        "Muster Engineering Services (on site at a maker of very small cars)",
        "Marlow Mutual (formed by the merger of two houses in the spring)",
    ],
)
def test_an_employer_with_a_long_remark_in_brackets_is_no_text(parse: Parse, employer: str) -> None:
    found = jobs(
        parse,
        f"2015 – 2018\tClerk\nAcme Ltd\nLeeds\n- Filed.\n2009 – 2014\tFitter\n{employer}\nLeeds\n- Fitted.",
    )

    assert found == [("Acme Ltd", "Clerk"), (employer.partition(" (")[0], "Fitter")]


def test_a_line_that_ends_in_a_bar_goes_on_below(parse: Parse) -> None:
    found = jobs(
        parse,
        "Clerk\nAcme Ltd | Leeds | 2015 – 2018\n- Filed.\n\n"
        "Fitter\nDepartment of Roads and Bridges and Ferries, Inland Canals and Harbours |\n"
        "York | 2009 – 2014\n- Fitted.",
    )

    assert found[1] == ("Department of Roads and Bridges and Ferries, Inland Canals and Harbours", "Fitter")


def test_the_label_beside_a_list_of_tasks_and_its_first_item_are_no_job(parse: Parse) -> None:
    found = jobs(
        parse,
        "2015 – 2021\nDean of Studies\nMuster College\nMain activities\t• Chair of the board, May 2017 – June 2019\n"
        "- Taught.\n\n2010 – 2014\nLecturer\nMuster College",
    )

    assert found == [("Muster College", "Dean of Studies"), ("Muster College", "Lecturer")]


def test_a_line_that_closes_the_brackets_of_the_head_above_belongs_to_it(parse: Parse) -> None:
    found = jobs(
        parse,
        "Clerk\nAcme Ltd\nLeeds | 2015 – 2018\n- Filed.\n"
        "Fitter\nMarlow Ltd (formerly a part of the Muster\nHarbour Group)\nYork | 2009 – 2014\n- Fitted.",
    )

    assert found == [("Acme Ltd", "Clerk"), ("Marlow Ltd (formerly a part of the Muster Harbour Group)", "Fitter")]


def test_a_date_under_its_own_words_is_not_that_of_the_line_beside_it_in_the_other_column(
    parse: Parse, printed: Print
) -> None:
    left = ["Clerk, Acme Ltd", "May 2015 – June 2018"]
    right = [
        "Volunteer clerk and later the treasurer,",
        "Marlow Aid, 2021",
        "Fitter, Brandon Pumps Ltd,",
        "2022 – 2023",
    ]
    page = printed(
        [
            (50, 20, "# Jane Doe"),
            (50, 60, "## Experience"),
            *((50, 113 + 13 * nth, line) for nth, line in enumerate(left)),
            (310, 60, "## Other Experience"),
            *((310, 74 + 13 * nth, line) for nth, line in enumerate(right)),
        ]
    )

    found = [(job["name"], job["startDate"]) for job in parse(page).json["work"]]

    assert ("Acme Ltd", "2015-05") in found
    assert ("Brandon Pumps Ltd", "2022") in found


def test_a_line_is_not_passed_over_for_the_middle_of_another(parse: Parse) -> None:
    found = jobs(
        parse,
        "Chief Chemist (Lead), DRAM Paint Group\t2014 – 2018\nQuillon Memory, Ormsby Campus\n- Mixed.\n"
        "Senior Chemist (Senior), Thin Paint Technology\t2010 – 2014\nQuillon Memory, Ormsby Campus\n- Mixed.\n"
        "Researcher\t2008 – 2009\nMuster Institute of Materials, York\n- Measured.",
    )

    assert [employer for employer, _ in found] == ["Quillon Memory", "Quillon Memory", "Muster Institute of Materials"]


def test_what_stands_last_in_other_entries_stands_last_in_titles_of_several_parts_too(parse: Parse) -> None:
    found = parse(
        "# Jane Doe\n\n## Experience\nClerk, Quillon Ltd, Leeds\t2018 – 2021\n- Filed.\n"
        "Packer, Brandon Ltd, York\t2014 – 2018\n- Packed.\n"
        "Lead Clerk, Mail, Ormsby, Wexcombe\t2012 – 2013\n- Filed."
    ).resume.work

    assert found[2].location is not None
    assert found[2].location.value == "Wexcombe"


@pytest.mark.parametrize(
    "employer",
    [
        "Kedai Muster Sdn. Bhd.",
        "PT Muster Jaya",
        "Muster Építő Zrt.",
        "Atelier Muster enr.",
        "Talleres Muster, S. Coop.",
        "Muster Kliniken gGmbH",
    ],
)
def test_legal_forms_of_more_countries_mark_an_organisation(employer: str) -> None:
    assert organization_evidence(employer) >= CLEARLY


@pytest.mark.parametrize("text", ["PT Aide", "Jane Doe, PT"])
def test_letters_of_a_profession_are_no_legal_form(text: str) -> None:
    assert organization_evidence(text) < CLEARLY


def test_a_place_behind_the_date_of_its_line_is_no_employer(parse: Parse) -> None:
    found = jobs(
        parse,
        "* Baker (night) – Quillon Oven\n2018 – 2021, Leeds\n- Baked.\n\n"
        "* Fitter (day) – Ormsby Tram\n2014 – 2017, Wexcombe\n- Fitted.",
    )

    assert [employer for employer, _ in found] == ["Quillon Oven", "Ormsby Tram"]
