"""Work and education of the résumé beside the truth, entry by entry."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.accuracy.compare import is_same_date, is_same_degree, is_same_text, normalised, similarity
from benchmarks.accuracy.judged import Json, Judged, Judgement
from benchmarks.accuracy.person import Person

ALIGNED = 0.3
"""Below this likeness two entries are not the same one."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry on either side: ``body`` is the employer or school, ``main`` the title or degree, in all right forms."""

    body: tuple[str, ...]
    main: tuple[str, ...]
    start: str
    end: str
    pointer: str = ""
    is_optional: bool = False


_NOTHING = _Row(("",), ("",), "", "")


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    fields: tuple[str, str]
    keys: tuple[str, str]
    same_main: Callable[[str, str], bool]


_WORK = _Kind("work", ("work.employer", "work.title"), ("name", "position"), is_same_text)
_EDUCATION = _Kind(
    "education", ("education.institution", "education.degree"), ("institution", "studyType"), is_same_degree
)


@dataclass(frozen=True, slots=True)
class _Part:
    field: str
    key: str
    read: str
    truth: str
    is_right: bool


def judge_work(resume: Json, person: Person, judgement: Judgement) -> None:
    """Record employer, title, start, end, and whether the whole entry is right."""
    truths = [
        _Row(
            (post.employer, *post.employer_accepted),
            (post.title, *post.accepted),
            post.start,
            post.end,
            is_optional=not post.is_paid,
        )
        for post in person.work
    ]
    read = [_read(item, f"/work/{at}", "name", "position") for at, item in enumerate(resume.get("work", []))]
    _judge(_WORK, read, truths, judgement)


def judge_education(resume: Json, person: Person, judgement: Judgement) -> None:
    """Record institution, degree, start and end."""
    truths = [
        _Row((study.institution,), (study.degree, *study.accepted), study.start, study.end)
        for study in person.education
    ]
    read = [
        _read(item, f"/education/{at}", "institution", "studyType")
        for at, item in enumerate(resume.get("education", []))
    ]
    _judge(_EDUCATION, read, truths, judgement)


def aligned(read: list[_Row], truths: list[_Row]) -> dict[int, int]:
    """Return for each entry read the one of the truth it is, the most alike first."""
    likeness = [(-_likeness(one, other), i, j) for i, one in enumerate(read) for j, other in enumerate(truths)]
    pairs: dict[int, int] = {}
    for negative, i, j in sorted(likeness):
        if -negative >= ALIGNED and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _read(item: Json, pointer: str, body: str, main: str) -> _Row:
    start, end = item.get("startDate", ""), item.get("endDate", "")
    text = " ".join(part for part in (item.get(main), item.get("area")) if part)
    return _Row((item.get(body, ""),), (text,), start, end or ("present" if start else ""), pointer)


def _likeness(one: _Row, other: _Row) -> float:
    """Return half a point for the body, 0.3 for the main, 0.1 for each date; a swap counts a little less."""
    bodies, mains = (
        (normalised(one.body[0]), normalised(other.body[0])),
        (normalised(one.main[0]), normalised(other.main[0])),
    )
    straight = 0.5 * similarity(*bodies) + 0.3 * similarity(*mains)
    swapped = 0.6 * (0.5 * similarity(mains[0], bodies[1]) + 0.3 * similarity(bodies[0], mains[1]))
    dates = 0.1 * _is_date(one.start, other.start) + 0.1 * _is_date(one.end, other.end)
    return max(straight, swapped) + dates


def _is_date(read: str, truth: str) -> bool:
    return bool(read and truth) and is_same_date(read, truth)


def _judge(kind: _Kind, read: list[_Row], truths: list[_Row], judgement: Judgement) -> None:
    pairs = aligned(read, truths)
    for truth in truths:
        if not truth.is_optional:
            _want(kind, truth, judgement)
    for at, row in enumerate(read):
        truth = truths[pairs[at]] if at in pairs else _NOTHING
        if not truth.is_optional:
            _judge_row(kind, row, truth, judgement)
    for j, truth in enumerate(truths):
        if j not in pairs.values() and not truth.is_optional:
            judgement.miss(f"{kind.name}.entry", f"{truth.main[0]} | {truth.body[0]} | {truth.start} | {truth.end}")


def _want(kind: _Kind, truth: _Row, judgement: Judgement) -> None:
    body, main = kind.fields
    parts = {body: truth.body[0], main: truth.main[0], f"{kind.name}.start": truth.start, f"{kind.name}.end": truth.end}
    judgement.want(f"{kind.name}.entry")
    for field, value in parts.items():
        judgement.want(field, bool(value))


def _judge_row(kind: _Kind, row: _Row, truth: _Row, judgement: Judgement) -> None:
    """Record one entry; what the truth does not state of it is neither right nor wrong."""
    asked = [part for part in _parts(kind, row, truth) if part.truth or truth is _NOTHING]
    for part in asked:
        if part.read:
            judgement.add(
                part.field, f"{row.pointer}/{part.key}", is_right=part.is_right, read=part.read, truth=part.truth
            )
        elif part.truth:
            judgement.miss(part.field, part.truth)
    is_whole = truth is not _NOTHING and all(part.is_right for part in asked)
    judgement.values.append(Judged(f"{kind.name}.entry", row.pointer, is_whole))


def _parts(kind: _Kind, row: _Row, truth: _Row) -> tuple[_Part, ...]:
    body, main = kind.fields
    is_body = any(is_same_text(row.body[0], form) for form in truth.body)
    is_main = any(kind.same_main(row.main[0], form) for form in truth.main)
    return (
        _Part(body, kind.keys[0], row.body[0], truth.body[0], is_body),
        _Part(main, kind.keys[1], row.main[0], truth.main[0], is_main),
        _Part(f"{kind.name}.start", "startDate", row.start, truth.start, _is_date(row.start, truth.start)),
        _Part(f"{kind.name}.end", "endDate", row.end, truth.end, _is_date(row.end, truth.end)),
    )
