"""Bullets of the work history: how they begin, what they show, how long they are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.error_detector.phrases import phrases_of
from vitae.analyzers.error_detector.rule import Bullet, Problem, Subject
from vitae.domain.findings import Severity
from vitae.lexicons import read_toml

_LEAST_BULLETS = 5
"""Bullets below which nothing is said about them as a whole."""
_LONG = 40
"""Words; what recruiters' guides call two lines is 25 to 35."""
_LONG_CHARACTERS = 4 * _LONG
"""So little is read at a glance, however many words it is: the words of a language have five letters and more."""
_SAME_IN_ROLE = 3
_SAME_IN_ALL = 6
_LEAST_WORDS_TWICE = 4
_SHOWN = 6
_MANY = 12
"""Bullets of one job; guides say three to eight."""
_SHORT = 2
_SHORT_BLANKS = 4
"""Pieces between blanks that so few words can be, with dashes and the like, and more need not be looked at."""
_SEVERAL_SHORT = 3
_METRIC = re.compile(
    r"[$€£¥₹₽]\s?\d|\d[\d.,]*\s?(?:%|‰|percent|per cent|Prozent|pour cent|k\b|K\b|m\b|M\b|bn\b|x\b|×|\+)|"
    r"(?<![\w.,/-])(?!(?:19|20)\d\d(?![\d,.]\d))\d[\d.,\u00a0 ]*(?=\s+[^\W\d_])|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|"
    r"thousands?|millions?|dozens?|doubled|tripled|quadrupled|halved|half|twice|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|dos|tres|"
    r"cuatro|cinco|seis|siete|ocho|nueve|diez|dwa|dwóch|trzy|trzech|cztery|pięć|sześć|два|двух|три|трёх|четыре|пять)\b",
    re.IGNORECASE,
)


def weak_opening(subject: Subject) -> Iterator[Problem]:
    """Yield bullets that open with a duty instead of a deed."""
    weak, first_words = _weak_openings(subject.candidate.language)
    for bullet in subject.bullets:
        match = weak.match(bullet.text) if weak and bullet.opening.startswith(first_words) else None
        if match:
            message = f"The bullet opens with “{match.group()}”: it names a duty, not what was done."
            yield Problem(message, bullet.anchors, confidence=0.85)


@cache
def _weak_openings(language: str | None) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    """Return a pattern for the phrases, and the first words of all of them."""
    phrases = read_toml("errors")["weak_openings"].get(language or "en", ())
    return phrases_of("weak_openings", language), tuple({phrase.split()[0].lower() for phrase in phrases})


def repeated_opening(subject: Subject) -> Iterator[Problem]:
    """Yield a remark when many bullets open with the same word."""
    by_word: dict[str, list[Bullet]] = defaultdict(list)
    for bullet in subject.bullets:
        if len(bullet.opening) > len("the"):
            by_word[bullet.opening].append(bullet)
    for word, bullets in sorted(by_word.items()):
        if len(bullets) < _SAME_IN_ROLE:
            continue
        in_role = max(Counter(bullet.job for bullet in bullets).values())
        if in_role >= _SAME_IN_ROLE or len(bullets) >= _SAME_IN_ALL:
            anchors = tuple(anchor for bullet in bullets[:_SHOWN] for anchor in bullet.anchors[:1])
            yield Problem(f"{len(bullets)} bullets open with “{word}”.", anchors, confidence=0.9)


def no_metrics(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when no bullet carries a number that measures anything; a year measures nothing."""
    bullets = subject.bullets
    if len(bullets) >= _LEAST_BULLETS and not any(_METRIC.search(bullet.text) for bullet in bullets):
        severity = Severity.INFO if subject.candidate.is_academic else None
        anchors = tuple(anchor for bullet in bullets[:_SHOWN] for anchor in bullet.anchors[:1])
        yield Problem(f"None of the {len(bullets)} bullets carries a number.", anchors, severity, 0.85)


def long_bullet(subject: Subject) -> Iterator[Problem]:
    """Yield bullets of more words than are read at a glance."""
    for bullet in subject.bullets:
        count = len(bullet.words) if len(bullet.text) > _LONG_CHARACTERS else 0
        if count > _LONG:
            yield Problem(f"This bullet has {count} words.", bullet.anchors)


def duplicate_bullet(subject: Subject) -> Iterator[Problem]:
    """Yield bullets that say the same word for word as an earlier one."""
    first: dict[str, Bullet] = {}
    traces = [_trace(bullet) for bullet in subject.bullets]
    mentions = Counter(traces)
    for bullet, trace in zip(subject.bullets, traces, strict=True):
        if mentions[trace] == 1 or len(bullet.words) < _LEAST_WORDS_TWICE:
            continue
        words = " ".join(bullet.words).casefold()
        if words in first:
            anchors = (*bullet.anchors, *first[words].anchors)
            yield Problem("The same bullet stands above already.", anchors, confidence=0.98)
        else:
            first[words] = bullet


def _trace(bullet: Bullet) -> tuple[str, int, int, int]:
    """Return what bullets of the same words share and others hardly ever do; it is had faster than their words."""
    lowered = bullet.text.lower()
    return bullet.opening, lowered.count("e"), lowered.count("a"), lowered.count("1")


def many_bullets(subject: Subject) -> Iterator[Problem]:
    """Yield a remark on jobs with more bullets than are read."""
    for job in subject.context.resume.work:
        if len(job.highlights) > _MANY and not subject.candidate.is_academic:
            anchors = job.highlights[_MANY].anchors[:1]
            yield Problem(f"This job has {len(job.highlights)} bullets.", anchors, confidence=0.8)


def short_bullets(subject: Subject) -> Iterator[Problem]:
    """Yield one remark when several bullets hold a word or two: they name a thing and tell nothing."""
    short = [
        bullet
        for bullet in subject.bullets
        if len(bullet.text.split(maxsplit=_SHORT_BLANKS)) <= _SHORT_BLANKS and 0 < len(bullet.words) <= _SHORT
    ]
    if len(short) >= _SEVERAL_SHORT:
        anchors = tuple(anchor for bullet in short[:_SHOWN] for anchor in bullet.anchors[:1])
        yield Problem(f"{len(short)} bullets have at most {_SHORT} words.", anchors, confidence=0.7)
