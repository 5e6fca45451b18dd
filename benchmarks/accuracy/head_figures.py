"""How well heads are read that people wrote as they please: rules of counting in ``heads/README.md``."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256

import vitae
from benchmarks.accuracy.compare import normalised
from benchmarks.accuracy.entries import judge_education, judge_work
from benchmarks.accuracy.experience import AS_OF
from benchmarks.accuracy.figures import field_scores
from benchmarks.accuracy.floors import Result
from benchmarks.accuracy.heads import HEADS, heads
from benchmarks.accuracy.heads.setting import FORMATS, formats_for
from benchmarks.accuracy.judged import Json, Judgement
from benchmarks.accuracy.person import Person

_LAST_DIGITS = 7
"""Of a number, which may be written with and without its country."""


def measure_heads(processes: int, *, misses: bool) -> Result:
    """Set every head in every format, analyse it and judge what was read."""
    settings = [(nth, name) for nth, (_, text) in enumerate(heads()) for name in formats_for(text)]
    with ProcessPoolExecutor(processes) as pool:
        judgements = list(pool.map(_judged, settings, chunksize=16))
    scores = field_scores(judgements)
    by_format = {
        name: field_scores(judgement for (_, used), judgement in zip(settings, judgements, strict=True) if used == name)
        for name in FORMATS
    }
    rows = [f"| field | values | P | R | F1 | {' | '.join(FORMATS)} |", f"| --- |{' ---: |' * (4 + len(FORMATS))}"]
    for field, score in scores.items():
        formats = " | ".join(f"{by_format[name][field].f1:.3f}" for name in FORMATS)
        rows.append(
            f"| {field} | {score.wanted} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {formats} |"
        )
    if misses:
        rows += ["", "### Misses of the heads", "", *_misses(settings, judgements)]
    return Result("heads", _digest(), {field: score.f1 for field, score in scores.items()}, "\n".join(rows) + "\n")


def _misses(settings: Iterable[tuple[int, str]], judgements: Iterable[Judgement]) -> list[str]:
    return [
        f"{heads()[nth][0].id}.{name}: {miss}"
        for (nth, name), judgement in zip(settings, judgements, strict=True)
        for miss in judgement.misses
    ]


def _digest() -> str:
    return sha256(HEADS.read_bytes() + HEADS.with_name("setting.py").read_bytes()).hexdigest()


def _judged(setting: tuple[int, str]) -> Judgement:
    person, text = heads()[setting[0]]
    report = vitae.analyze(FORMATS[setting[1]](text), as_of=AS_OF, isolation="none").to_dict()
    judgement, resume = Judgement(), report["resume"] or {}
    _judge_head(resume.get("basics") or {}, person, judgement)
    judge_work(resume, person, judgement)
    judge_education(resume, person, judgement)
    return judgement


def _judge_head(read: Json, person: Person, judgement: Judgement) -> None:
    truth = person.basics
    _judge("name", read.get("name", ""), truth.name, _is_same_name, judgement)
    _judge("email", read.get("email", ""), truth.email, _is_same, judgement)
    _judge("phone", read.get("phone", ""), truth.phone, _is_same_number, judgement)
    _judge("city", (read.get("location") or {}).get("city", ""), truth.city, _is_same, judgement)


def _judge(field: str, read: str, truth: str, same: Callable[[str, str], bool], judgement: Judgement) -> None:
    """Record a value; one that the truth has not is wrong."""
    judgement.want(field, bool(truth))
    if read:
        judgement.add(field, f"/basics/{field}", is_right=bool(truth) and same(read, truth), read=read, truth=truth)
    elif truth:
        judgement.miss(field, truth)


def _is_same(read: str, truth: str) -> bool:
    return normalised(read) == normalised(truth)


def _is_same_name(read: str, truth: str) -> bool:
    """Tell whether both have the same words, in whichever order the family name stands."""
    return sorted(normalised(read).split()) == sorted(normalised(truth).split())


def _is_same_number(read: str, truth: str) -> bool:
    one, other = ("".join(filter(str.isdigit, number))[-_LAST_DIGITS:] for number in (read, truth))
    return one == other
