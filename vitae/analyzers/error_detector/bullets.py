"""Bullets of the work history: how they begin, what they show, how long they are."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vitae.analyzers.error_detector.phrases import phrases_of
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.anchors import Anchor
from vitae.domain.findings import Severity

_LEAST_BULLETS = 5
"""Bullets below which nothing is said about them as a whole."""
_LONG = 40
"""Words; what recruiters' guides call two lines is 25 to 35."""
_SAME_IN_ROLE = 3
_SAME_IN_ALL = 6
_LEAST_WORDS_TWICE = 4
_SHOWN = 6
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_METRIC = re.compile(
    r"[$€£¥₹₽]\s?\d|\d[\d.,]*\s?(?:%|‰|percent|per cent|Prozent|pour cent|k\b|K\b|m\b|M\b|bn\b|x\b|×|\+)|"
    r"(?<![\w.,/-])(?!(?:19|20)\d\d(?![\d,.]\d))\d[\d.,\u00a0 ]*(?=\s+[^\W\d_])|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|"
    r"thousands?|millions?|dozens?|doubled|tripled|quadrupled|halved|half|twice|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|dos|tres|"
    r"cuatro|cinco|seis|siete|ocho|nueve|diez|dwa|dwóch|trzy|trzech|cztery|pięć|sześć|два|двух|три|трёх|четыре|пять)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Bullet:
    text: str
    anchors: tuple[Anchor, ...]
    job: int

    @property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @property
    def opening(self) -> str:
        """The first word in lower case."""
        words = self.words
        return words[0].lower() if words else ""


def _bullets(subject: Subject) -> list[_Bullet]:
    return [
        _Bullet(item.value, item.anchors, index)
        for index, job in enumerate(subject.context.resume.work)
        for item in job.highlights
    ]


def weak_opening(subject: Subject) -> Iterator[Problem]:
    """Yield bullets that open with a duty instead of a deed."""
    weak = phrases_of("weak_openings", subject.candidate.language)
    for bullet in _bullets(subject):
        match = weak.match(bullet.text) if weak else None
        if match:
            message = f"The bullet opens with “{match.group()}”: it names a duty, not what was done."
            yield Problem(message, bullet.anchors, confidence=0.85)


def repeated_opening(subject: Subject) -> Iterator[Problem]:
    """Yield a remark when many bullets open with the same word."""
    by_word: dict[str, list[_Bullet]] = defaultdict(list)
    for bullet in _bullets(subject):
        if len(bullet.opening) > len("the"):
            by_word[bullet.opening].append(bullet)
    for word, bullets in sorted(by_word.items()):
        in_role = max(sum(bullet.job == job for bullet in bullets) for job in {b.job for b in bullets})
        if in_role >= _SAME_IN_ROLE or len(bullets) >= _SAME_IN_ALL:
            anchors = tuple(anchor for bullet in bullets[:_SHOWN] for anchor in bullet.anchors[:1])
            yield Problem(f"{len(bullets)} bullets open with “{word}”.", anchors, confidence=0.9)


def no_metrics(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when no bullet carries a number that measures anything; a year measures nothing."""
    bullets = _bullets(subject)
    if len(bullets) >= _LEAST_BULLETS and not any(_METRIC.search(bullet.text) for bullet in bullets):
        severity = Severity.INFO if subject.candidate.is_academic else None
        anchors = tuple(anchor for bullet in bullets[:_SHOWN] for anchor in bullet.anchors[:1])
        yield Problem(f"None of the {len(bullets)} bullets carries a number.", anchors, severity, 0.85)


def long_bullet(subject: Subject) -> Iterator[Problem]:
    """Yield bullets of more words than are read at a glance."""
    for bullet in _bullets(subject):
        count = len(bullet.words)
        if count > _LONG:
            yield Problem(f"This bullet has {count} words.", bullet.anchors)


def duplicate_bullet(subject: Subject) -> Iterator[Problem]:
    """Yield bullets that say the same word for word as an earlier one."""
    first: dict[tuple[str, ...], _Bullet] = {}
    for bullet in _bullets(subject):
        words = tuple(word.casefold() for word in bullet.words)
        if len(words) < _LEAST_WORDS_TWICE:
            continue
        if words in first:
            anchors = (*bullet.anchors, *first[words].anchors)
            yield Problem("The same bullet stands above already.", anchors, confidence=0.98)
        else:
            first[words] = bullet
