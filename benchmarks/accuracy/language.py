"""How well the checking of language does on lines whose errors are known: rules of counting in ``lines/README.md``."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import vitae
from benchmarks.accuracy.floors import Result
from benchmarks.accuracy.judged import Json
from benchmarks.accuracy.lines import CATEGORIES, FOLDER, PARTS, Half, Sample, samples

_AS_OF = date(2026, 11, 22)
_HALVES: tuple[Half, ...] = ("tune", "test")
_TENSES = ("tense", "present", "past")
"""In the kind of an error of consistency: it has a place of its own."""


@dataclass(slots=True)
class Tally:
    """What was counted in one half and one language."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    """By the category of the finding."""
    clean: int = 0
    false_on_clean: int = 0
    complaints: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of the planted errors that was found."""
        return self.found.total() / max(1, self.planted.total())

    @property
    def precision(self) -> float:
        """Return the share of the findings that count and are true."""
        return self.found.total() / max(1, self.found.total() + self.false.total())


def measure_lines(*, misses: bool) -> Result:
    """Check every sample as a document of its own."""
    tallies = {half: _tally(half) for half in _HALVES}
    digest = sha256("".join(_digests()).encode()).hexdigest()
    figures = {name: value for half in _HALVES for name, value in _figures(half, tallies[half]["en"]).items()}
    tables = "\n".join(_table(half, tallies[half]) for half in _HALVES)
    if misses:
        tables += "\n### Misses of the tuning half\n\n"
        tables += "\n".join(line for tally in tallies["tune"].values() for line in tally.complaints) + "\n"
    return Result("lines", digest, figures, tables)


def _digests() -> Iterator[str]:
    for half in _HALVES:
        for part in PARTS:
            yield sha256((FOLDER / f"{half}_{part}.jsonl").read_bytes()).hexdigest()


def _tally(half: Half) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for part in PARTS:
        for sample in samples(half, part):
            _judge(sample, tallies.setdefault(sample.language, Tally()))
    return tallies


def _judge(sample: Sample, tally: Tally) -> None:
    report = vitae.analyze(sample.text.encode(), as_of=_AS_OF, isolation="none", analyzers=["grammar_checker"])
    findings = report.to_dict()["analyzers"]["grammar_checker"]["result"]["findings"]
    error = sample.error
    tally.clean += error is None
    hits = [finding for finding in findings if error and _hits(finding, sample)]
    for finding in findings:
        if finding not in hits:
            tally.false[finding["category"]] += 1
            tally.false_on_clean += error is None
            tally.complaints.append(f"false  {sample.id} {finding['code']} {_quoted(finding)}: {_shown(sample)}")
    if error is None:
        return
    tally.planted[error.category] += 1
    tally.found[error.category] += bool(hits)
    tally.mended[error.category] += any(_mends(finding, sample) for finding in hits)
    if not hits:
        tally.complaints.append(f"missed {sample.id} {error.category} {sample.topic}: {_shown(sample)}")


def _hits(finding: Json, sample: Sample) -> bool:
    error = sample.error
    if error is None:
        return False
    if error.category == finding["category"] == "consistency" and not any(word in sample.topic for word in _TENSES):
        return True
    return any(
        anchor["start"] < max(place.end, place.start + 1) and place.start < max(anchor["end"], anchor["start"] + 1)
        for anchor in finding["anchors"]
        for place in error.places
    )


def _mends(finding: Json, sample: Sample) -> bool:
    """Whether the first replacement gives the text that an accepted correction gives."""
    if sample.error is None or not finding["replacements"]:
        return False
    anchor = finding["anchors"][0]
    mended = _replaced(sample.text, anchor["start"], anchor["end"], finding["replacements"][0])
    return any(
        mended == _replaced(sample.text, place.start, place.end, correction)
        for place in sample.error.places
        for correction in place.corrections
    )


def _replaced(text: str, start: int, end: int, new: str) -> str:
    return " ".join((text[:start] + new + text[end:]).split())


def _quoted(finding: Json) -> str:
    return repr(finding["anchors"][0]["quote"]) + " → " + repr(finding["replacements"][:1])


def _shown(sample: Sample) -> str:
    return repr(sample.text[-160:])


def _figures(half: Half, tally: Tally) -> dict[str, float]:
    return {
        f"{half}: precision": tally.precision,
        f"{half}: recall": tally.recall,
        f"{half}: false findings on 150 clean lines": 150 * tally.false_on_clean / max(1, tally.clean),
        **{
            f"{half}: recall of {name}": tally.found[name] / tally.planted[name]
            for name in CATEGORIES
            if tally.planted[name]
        },
    }


def _table(half: Half, tallies: dict[str, Tally]) -> str:
    head = f"### {half}\n\n| language, category | planted | found | mended | false |\n|---|---|---|---|---|\n"
    rows = [
        f"| {language}, {name} | {tally.planted[name]} | {tally.found[name]} | {tally.mended[name]} "
        f"| {tally.false[name]} |"
        for language, tally in tallies.items()
        for name in CATEGORIES
        if tally.planted[name] or tally.false[name]
    ]
    rows += [
        f"| **{language}** | {tally.planted.total()} | {tally.recall:.3f} | {tally.mended.total()} | "
        f"precision {tally.precision:.3f}, {tally.false_on_clean} false on {tally.clean} clean |"
        for language, tally in tallies.items()
    ]
    return head + "\n".join(rows) + "\n"
