"""Grammar, spelling and consistency of the prose, precision first: a false alarm costs more than a missed slip."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.grammar_checker.checker import ENGINE_CODES, check_grammar
from vitae.analyzers.grammar_checker.hunspell import installed_dictionaries
from vitae.analyzers.grammar_checker.result import Category, GrammarResult
from vitae.analyzers.grammar_checker.rules.table import RULES

__all__ = ["ANALYZER", "Category", "GrammarResult", "installed_dictionaries"]

ANALYZER = Analyzer(
    name="grammar_checker",
    version=3,
    result_type=GrammarResult,
    run=check_grammar,
    codes=frozenset([*ENGINE_CODES, *(rule.name for rule in RULES)]),
)
