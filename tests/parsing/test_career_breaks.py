"""Career breaks among the jobs: they have no employer, and their months are not worked."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from vitae.domain.resume import EmploymentType
from vitae.facts.timeline import build_timeline

Parse = Callable[..., Any]


def work(parse: Parse, line: str, **options: Any) -> Any:
    """Return what was read of a line with dates between two jobs."""
    marked = (
        "# Jane Doe\n\n## Experience\n* Clerk, Acme Ltd\t04/2021 – 12/2022\n- Filed.\n\n"
        f"{line}\n\n* Typist, Acme Ltd\t01/2015 – 12/2018\n- Typed."
    )
    return parse(marked, **options).resume


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Career break (full-time carer for my mother)", "en"),
        ("One-year sabbatical", "en"),
        ("Maternity leave and relocation to Leeds", "en"),
        ("Travelled in Asia and New Zealand", "en"),
        ("Unemployed, looking for work", "en"),
        ("Stay-at-home father", "en"),
        ("Raising three children", "en"),
        ("Redundancy", "en"),
        ("Full-time caregiver for both parents", "en"),
        ("Care of an elderly relative", "en"),
        ("Vollzeitpflege und Betreuung der Eltern", "de"),
        ("Cuidadora de mis padres", "es"),
        ("Cuidadora da minha mãe", "pt"),
        ("Assistenza alla nonna", "it"),
        ("Opieka nad rodzicami", "pl"),
        ("Уход за больной матерью", "ru"),
        ("Sabbatical: hiking the Continental Divide", "en"),
        ("Retrenched, seeking work", "en"),
        ("Recovering from surgery", "en"),
        ("At home with our two daughters", "en"),
        ("Elternzeit", "de"),
        ("Pflege meiner Mutter", "de"),
        ("Arbeitssuchend", "de"),
        ("Pflegekarenz", "de"),
        ("Homeschooling my children", "en"),
        ("Family commitments", "en"),
        ("Awaiting work permit", "en"),
        ("Éducation des enfants", "fr"),
        ("Crianza de mis hijos", "es"),
        ("Pausa para maternidade", "pt"),
        ("Przerwa macierzyńska", "pl"),
        ("Временно не работала", "ru"),
        ("Weltreise", "de"),
        ("Congé parental", "fr"),
        ("En recherche d'emploi", "fr"),
        ("Excedencia por cuidado de hijos", "es"),
        ("Desempleada", "es"),
        ("Licença de maternidade", "pt"),
        ("Congedo di maternità", "it"),
        ("Urlop wychowawczy", "pl"),
        ("Opieka nad chorym ojcem", "pl"),
        ("Отпуск по уходу за ребёнком", "ru"),
        ("Поиск работы", "ru"),
    ],
)
def test_a_break_is_no_job_and_has_no_employer(parse: Parse, words: str, language: str) -> None:
    resume = work(parse, f"* {words}\t01/2019 – 03/2021", language=language)

    pause = resume.work[1]
    assert (pause.employment_type, pause.name) == (EmploymentType.CAREER_BREAK, None)
    assert pause.position.value == words
    assert build_timeline(resume, date(2026, 11, 22)).by_employment_type == {EmploymentType.UNSPECIFIED: 21 + 48}


@pytest.mark.parametrize(
    ("line", "employer", "title"),
    [
        ("* Staff Nurse, Elm Hospital (parental leave)", "Elm Hospital", "Staff Nurse"),
        ("* Maternity cover teacher, Elm School", "Elm School", "Maternity cover teacher"),
        ("* Gap year tutor, Elm School", "Elm School", "Gap year tutor"),
        ("* Travel Nurse, Elm Hospital", "Elm Hospital", "Travel Nurse"),
        ("* Relocation Consultant, Movewell Ltd", "Movewell Ltd", "Relocation Consultant"),
        ("* Carer, Elm Hospice", "Elm Hospice", "Carer"),
    ],
)
def test_a_job_that_speaks_of_a_break_stays_a_job(parse: Parse, line: str, employer: str, title: str) -> None:
    job = work(parse, f"{line}\t01/2019 – 03/2021").work[1]

    assert job.employment_type is not EmploymentType.CAREER_BREAK
    assert (job.name.value, job.position.value) == (employer, title)


def test_a_note_of_leave_under_a_job_makes_no_break_of_it(parse: Parse) -> None:
    job = work(parse, "* Quillon Bakery\t01/2019 – 03/2021\n_ Zookeeper\nOn parental leave since May").work[1]

    assert job.employment_type is not EmploymentType.CAREER_BREAK
    assert job.name.value == "Quillon Bakery"


def test_leave_from_an_employer_who_is_named_over_it_is_a_break(parse: Parse) -> None:
    pause = work(parse, "* Quillon Ltd\n_ Parental leave\t01/2019 – 03/2021\n- Read much.").work[1]

    assert (pause.employment_type, pause.name) == (EmploymentType.CAREER_BREAK, None)
    assert pause.position.value == "Parental leave"


def test_a_position_after_a_break_is_at_the_employer_before_it(parse: Parse) -> None:
    resume = parse(
        "# Jane Doe\n\n## Experience\n* Acme Robotics Ltd\tLeeds\n_ Senior Engineer\t2021 – 2023\n- Led.\n"
        "_ Parental leave\t2019 – 2021\n- Read much.\n_ Engineer\t2017 – 2019\n- Built."
    ).resume

    assert [job.name and job.name.value for job in resume.work] == ["Acme Robotics Ltd", None, "Acme Robotics Ltd"]


def test_a_break_explains_its_gap(parse: Parse) -> None:
    gaps = build_timeline(work(parse, "* Sabbatical\t01/2019 – 03/2021"), date(2026, 11, 22)).gaps

    assert [(gap.span.months, gap.explained_by, gap.is_explained) for gap in gaps] == [(27, "career_break", True)]


def test_a_place_may_stand_over_a_break(parse: Parse) -> None:
    pause = work(parse, "* Durban\t01/2019 – 03/2021\n_ Retrenched, seeking work").work[1]

    assert pause.employment_type is EmploymentType.CAREER_BREAK


@pytest.mark.parametrize("line", ["Mill closed: furlough, then care for a parent", "At home: looking after my mother"])
def test_a_break_may_stand_behind_a_colon(parse: Parse, line: str) -> None:
    job = work(parse, f"_ {line}\t2019 – 2021").work[1]

    assert (job.name, job.employment_type) == (None, EmploymentType.CAREER_BREAK)


@pytest.mark.parametrize(
    ("line", "is_break"),
    [
        ("* Home\t01/2019 – 03/2021\n_ Childcare, evening classes in Dutch", True),
        ("* Childcare, evening classes in Dutch – Home\t01/2019 – 03/2021", True),
        ("* Own family, Cebu\t01/2019 – 03/2021\n_ At home with my father after a fall", True),
        ("* The Hale Family\t01/2019 – 03/2021\n_ Childcare, evening classes in Dutch", False),
        ("* Elm Nursery\t01/2019 – 03/2021\n_ Childcare", False),
    ],
)
def test_ones_own_home_in_place_of_an_employer_is_none(parse: Parse, line: str, is_break: bool) -> None:
    kind = work(parse, line).work[1].employment_type

    assert (kind is EmploymentType.CAREER_BREAK) == is_break


@pytest.mark.parametrize(
    ("title", "employer", "is_service"),
    [
        ("Military service", "Hellenic Army", True),
        ("Conscript, signals", "Finnish Defence Forces", True),
        ("Second Lieutenant (compulsory military service)", "Hellenic Army", True),
        ("Wehrdienst", "Bundeswehr", True),
        ("Zivildienst im Krankenhaus", "Klinikum Elm", True),
        ("Service militaire", "Armée de Terre", True),
        ("Servicio militar obligatorio", "Ejército", True),
        ("Zasadnicza służba wojskowa", "3 Batalion", True),
        ("Срочная служба", "Войсковая часть 12345", True),
        ("Sergeant, military service", "US Army", False),
        ("Advisor, conscripts' welfare", "Ministry of Defence", False),
    ],
)
def test_service_to_a_state_is_no_job_and_explains_its_gap(
    parse: Parse, title: str, employer: str, is_service: bool
) -> None:
    resume = work(parse, f"* {employer}\t01/2019 – 03/2021\n_ {title}\n- Learned much.")
    timeline = build_timeline(resume, date(2026, 11, 22))

    assert (resume.work[1].employment_type is EmploymentType.NATIONAL_SERVICE) == is_service
    assert resume.work[1].name.value == employer
    assert timeline.total is not None
    assert timeline.total.months == 21 + 48 + (0 if is_service else 27)
    assert [gap.explained_by for gap in timeline.gaps] == ["national_service"] * is_service
