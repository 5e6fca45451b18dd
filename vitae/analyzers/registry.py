"""The analyzers of the product, in the order in which they run. A new one is one line here."""

from collections.abc import Iterable

from vitae.analyzers import error_detector, experience_calculator, grammar_checker, keyword_extractor, ner_extractor
from vitae.analyzers.analyzer import Analyzer
from vitae.domain.errors import InvalidOption, UnknownAnalyzer
from vitae.domain.options import Options

ANALYZERS: tuple[Analyzer, ...] = (
    keyword_extractor.ANALYZER,
    ner_extractor.ANALYZER,
    grammar_checker.ANALYZER,
    experience_calculator.ANALYZER,
    error_detector.ANALYZER,
)


def select_analyzers(names: Iterable[str] | None) -> tuple[Analyzer, ...]:
    """Return the analyzers with these names in running order; all of them for None.

    Raises:
        UnknownAnalyzer: a name is not registered, or no name was given.
    """
    if names is None:
        return ANALYZERS
    wanted = set(names)
    known = [analyzer.name for analyzer in ANALYZERS]
    unknown = sorted(wanted.difference(known))
    if unknown or not wanted:
        problem = f"There is no analyzer named {', '.join(unknown)}" if unknown else "No analyzer was named"
        raise UnknownAnalyzer(f"{problem}; there are {', '.join(known)}.")
    return tuple(analyzer for analyzer in ANALYZERS if analyzer.name in wanted)


def insist_on_known_codes(options: Options) -> None:
    """Refuse options for rules that no analyzer has.

    Raises:
        InvalidOption: no finding has such a code.
    """
    unknown = sorted(set(options.rules).difference(*(analyzer.codes for analyzer in ANALYZERS)))
    if unknown:
        raise InvalidOption(f"There is no rule named {', '.join(unknown)}; docs/findings.md lists them.")
