"""How long and how recently each skill was used at work."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from vitae.domain.months import count_months
from vitae.domain.values import Value
from vitae.facts.skills import SkillMatch
from vitae.facts.timeline import Timeline


class SkillUse(Value, frozen=True):
    """The months of the jobs that name a skill."""

    months: int | None
    """The union of their calendar months; None when no dated job names it: a list says nothing of time."""
    last_used: str | None
    """``YYYY-MM``: the last month of the last of these jobs."""
    work_indexes: tuple[int, ...] = ()
    """The jobs that name it, dated or not, in the order of the work history."""


def use_of_skills(matches: Iterable[SkillMatch], timeline: Timeline) -> Mapping[str, SkillUse]:
    """Return the use of every skill that is named anywhere, in order of first mention."""
    jobs: dict[str, set[int]] = {}
    for match in matches:
        named_in = jobs.setdefault(match.canonical, set())
        if match.work_index is not None:
            named_in.add(match.work_index)
    return MappingProxyType({skill: use_in_jobs(sorted(indexes), timeline) for skill, indexes in jobs.items()})


def use_in_jobs(indexes: Sequence[int], timeline: Timeline) -> SkillUse:
    """Return the use of a skill that these jobs name."""
    positions = (timeline.positions[index] for index in indexes)
    spans = [position.estimate.likely for position in positions if position.counts and position.estimate]
    if not spans:
        return SkillUse(None, None, tuple(indexes))
    last = max(spans, key=lambda span: span.stop).last
    return SkillUse(count_months(spans), last.isoformat(), tuple(indexes))
