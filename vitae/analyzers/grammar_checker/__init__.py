"""Grammar, spelling and consistency of the prose, precision first: a false alarm costs more than a missed slip."""

from vitae.analyzers.analyzer import Analyzer
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.analyzers.grammar_checker.result import Category, GrammarResult

__all__ = ["ANALYZER", "Category", "GrammarResult"]

ANALYZER = Analyzer(name="grammar_checker", version=1, result_type=GrammarResult, run=check_grammar)
