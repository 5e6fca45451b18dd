"""How long and how recently a skill was used, from the jobs that name it."""

from collections.abc import Callable

from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.facts.skill_use import SkillUse, use_of_skills
from vitae.facts.skills import SkillMatch

Career = Callable[..., AnalysisContext]


def mention(skill: str, work_index: int | None) -> SkillMatch:
    section = SectionKind.SKILLS if work_index is None else SectionKind.WORK
    return SkillMatch(skill, "technical", skill, 0, len(skill), section, work_index)


def test_overlapping_jobs_that_name_a_skill_count_their_months_once(career: Career) -> None:
    timeline = career("01/2019 – 06/2020", "01/2020 – 12/2020").timeline

    use = use_of_skills([mention("Python", 0), mention("Python", 1), mention("Python", 1)], timeline)

    assert use["Python"] == SkillUse(24, "2020-12", (0, 1))


def test_a_skill_of_a_list_has_no_months(career: Career) -> None:
    timeline = career("01/2019 – 06/2020").timeline

    use = use_of_skills([mention("Python", None)], timeline)

    assert use["Python"] == SkillUse(None, None, ())


def test_a_job_without_dates_tells_nothing_of_the_time(career: Career) -> None:
    use = use_of_skills([mention("Python", 0)], career({}).timeline)

    assert use["Python"] == SkillUse(None, None, (0,))


def test_a_skill_of_the_current_job_was_last_used_today(career: Career) -> None:
    use = use_of_skills([mention("Python", 0)], career("2020-01 – present").timeline)

    assert use["Python"].last_used == "2026-11"


def test_the_context_knows_the_use_of_the_skills_it_found(career: Career) -> None:
    context = career({"title": "Python developer", "dates": "01/2019 – 06/2020"})

    assert context.skill_use["Python"].months == 18
