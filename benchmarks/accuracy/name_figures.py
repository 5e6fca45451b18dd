"""How many names the lexicons know for what they are: rules of counting in ``names/README.md``."""

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.accuracy.floors import Result
from benchmarks.accuracy.names import HALVES, KINDS, Half, Kind, Name, digest, names
from vitae.parsing.degrees import find_degree, study_evidence
from vitae.parsing.schools import school_evidence
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

_CLEAR_STUDY = 1.2
"""Evidence from which words are the name of a field of study."""

Shares = dict[str, float]
"""Of the names of one kind: those that are ``known``, and those that are taken for something else, ``false``."""


def measure_names(*, misses: bool) -> Result:
    """Ask the lexicons for every name."""
    everything = list(names())
    languages = sorted({name.language for name in everything})
    figures = {
        f"{half}: {kind} {figure}": share
        for half in HALVES
        for kind in KINDS
        for figure, share in _shares(_of(everything, half, kind)).items()
    }
    tables = "".join(_table(everything, half, languages) for half in HALVES)
    if misses:
        tables += "\n### Misses of the tuning half\n\n" + "\n".join(_misses(everything)) + "\n"
    return Result("names", digest(), figures, tables)


def _of(everything: Iterable[Name], half: Half, kind: Kind, language: str | None = None) -> list[Name]:
    return [name for name in everything if (name.half, name.kind) == (half, kind) and language in {None, name.language}]


def _table(everything: list[Name], half: Half, languages: list[str]) -> str:
    """Return the shares of one half by kind and language."""
    rows = [f"\n| {half} | all | {' | '.join(languages)} |", f"| --- |{' ---: |' * (1 + len(languages))}"]
    for kind in KINDS:
        columns = [_shares(_of(everything, half, kind, language)) for language in (None, *languages)]
        rows += [
            f"| {kind}, {figure} | {' | '.join(f'{column[figure]:.3f}' for column in columns)} |"
            for figure in ("known", "false")
        ]
    return "\n".join(rows) + "\n"


def _shares(of_one_kind: list[Name]) -> Shares:
    verdicts = Counter(_verdict(name) for name in of_one_kind)
    return {figure: verdicts[figure] / len(of_one_kind) for figure in ("known", "false")}


def _verdict(name: Name) -> str:
    """Return what the lexicons say of a name: ``known``, ``false`` or ``open``."""
    as_what_it_is, as_something_else = _evidence(name)
    if as_what_it_is > as_something_else:
        return "known"
    return "false" if as_something_else else "open"


def _evidence(name: Name) -> tuple[float, float]:
    """Return what speaks clearly for what a name is, and for something else; 0 is nothing clear."""
    words = name.words
    if name.kind == "degree":
        is_study = find_degree(words) is not None or study_evidence(words) >= _CLEAR_STUDY
        return 2 * CLEARLY * is_study, _if_clear(school_evidence(words))
    title, organisation = _if_clear(title_evidence(words)), _if_clear(organization_evidence(words))
    return (title, organisation) if name.kind == "title" else (organisation, title)


def _if_clear(evidence: float) -> float:
    return evidence if evidence >= CLEARLY else 0.0


def _misses(everything: Iterable[Name]) -> Iterator[str]:
    for name in everything:
        if name.half == "tune" and (verdict := _verdict(name)) != "known":
            yield f"{name.kind} {name.language} {verdict}: {name.words}"
