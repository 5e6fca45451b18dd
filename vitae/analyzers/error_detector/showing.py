"""What can be seen of the work: a portfolio where the trade expects one, and skills in use."""

import re
from collections.abc import Iterator

from vitae.analyzers.error_detector.candidate import Stage
from vitae.analyzers.error_detector.phrases import any_of
from vitae.analyzers.error_detector.places import contact_place
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.sections import SectionKind
from vitae.facts.skills import SkillMatch
from vitae.lexicons import read_toml

_EARLY = (Stage.STUDENT, Stage.JUNIOR)
_SETTLED = (Stage.SENIOR, Stage.EXECUTIVE)
_ADDRESS = re.compile(
    r"(?<![\w@.-])(?:https?://|www\.)?(?:[\w-]+\.)+(?:com|net|org|io|dev|design|me|art|studio|app|example|eu|de|fr|es|it|"
    r"pl|ru|uk|us|ca|au|in|br|pt|nl|ch|at)(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_TO_BE_SHOWN = frozenset({"technical", "tool", "method"})
"""Types of skills that a job or project can name; the others show in no single sentence."""
_LEAST_UNSEEN = 8
_SHARE_UNSEEN = 0.75
_LEAST_BULLETS = 5
_SHOWN = 6


def missing_portfolio(subject: Subject) -> Iterator[Problem]:
    """Yield a remark when somebody whose trade is judged by its works gives no address where they can be seen.

    Of developers only at the beginning of a career; who has worked for eight years is known by that.
    """
    stage = subject.candidate.stage
    data = read_toml("errors")["portfolio"]
    titles = (*data["works"], *data["code"]) if stage in _EARLY else tuple(data["works"])
    trade = any_of(tuple(titles)).search(_titles(subject)) if stage not in _SETTLED else None
    if trade and not _shows_works(subject):
        message = f"No address was found where the work of a {trade.group().lower()} can be seen."
        yield Problem(message, contact_place(subject.context), confidence=0.7)


def _titles(subject: Subject) -> str:
    """Return what the candidate is called, and was called last."""
    resume = subject.context.resume
    titles = (resume.contact.label, *(job.position for job in resume.work[:1]))
    return " / ".join(title.value for title in titles if title)


def _shows_works(subject: Subject) -> bool:
    """Whether any address but that of a post box or LinkedIn is given."""
    document = subject.context.document
    linked = [link.url.lower() for link in document.links if not link.url.lower().startswith(("mailto:", "tel:"))]
    written = (match.group() for match in _ADDRESS.finditer(subject.wording.lowered))
    return any("linkedin." not in address for address in (*linked, *written))


def unevidenced_skills(subject: Subject) -> Iterator[Problem]:
    """Yield one remark when most of the listed skills are named in no job, project or sentence."""
    if len(subject.bullets) < _LEAST_BULLETS:
        return
    listed: dict[str, SkillMatch] = {}
    seen = set()
    for match in subject.context.skills:
        if match.section is not SectionKind.SKILLS:
            seen.add(match.canonical)
        elif match.skill_type in _TO_BE_SHOWN:
            listed.setdefault(match.canonical, match)
    unseen = [match for name, match in listed.items() if name not in seen]
    if len(unseen) < max(_LEAST_UNSEEN, _SHARE_UNSEEN * len(listed)):
        return
    document = subject.context.document
    anchors = tuple(document.anchor(match.start, match.end) for match in unseen[:_SHOWN])
    names = ", ".join(match.raw for match in unseen[:_SHOWN])
    yield Problem(
        f"{len(unseen)} of {len(listed)} listed skills are named nowhere else: {names} ...", anchors, None, 0.7
    )
