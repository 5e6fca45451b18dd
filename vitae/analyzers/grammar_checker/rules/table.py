"""All rules of ours, in the order in which they run. A new one is one row here and one page in docs/findings.md."""

from vitae.analyzers.grammar_checker.result import Category
from vitae.analyzers.grammar_checker.rules.agreement import find_disagreements, find_split_nouns, find_wrong_forms
from vitae.analyzers.grammar_checker.rules.articles import find_wrong_articles
from vitae.analyzers.grammar_checker.rules.capitals import find_miswritten_names
from vitae.analyzers.grammar_checker.rules.confusions import find_confusions
from vitae.analyzers.grammar_checker.rules.consistency import (
    find_mixed_dashes,
    find_mixed_quotes,
    find_mixed_stops,
    find_mixed_variants,
)
from vitae.analyzers.grammar_checker.rules.months import find_misspelt_months
from vitae.analyzers.grammar_checker.rules.number import find_wrong_numbers
from vitae.analyzers.grammar_checker.rules.punctuation import (
    find_blanks_before_commas,
    find_double_blanks,
    find_missing_blanks,
)
from vitae.analyzers.grammar_checker.rules.repetition import find_doubled_words
from vitae.analyzers.grammar_checker.rules.style import find_bare_years
from vitae.analyzers.grammar_checker.rules.tense import find_mixed_tenses, find_tense_switches
from vitae.analyzers.grammar_checker.spot import GrammarRule
from vitae.domain.findings import Severity

_WARNING, _INFO = Severity.WARNING, Severity.INFO

RULES: tuple[GrammarRule, ...] = (
    GrammarRule(
        "doubled_word", 1, Category.GRAMMAR, _WARNING, find_doubled_words, "Delete one of the two.", every_language=True
    ),
    GrammarRule(
        "double_blank", 1, Category.PUNCTUATION, _INFO, find_double_blanks, "Leave one blank.", every_language=True
    ),
    GrammarRule(
        "blank_before_comma",
        1,
        Category.PUNCTUATION,
        _INFO,
        find_blanks_before_commas,
        "Delete it.",
        every_language=True,
    ),
    GrammarRule("missing_blank", 1, Category.PUNCTUATION, _INFO, find_missing_blanks, "Add a blank."),
    GrammarRule("misspelt_month", 1, Category.SPELLING, _WARNING, find_misspelt_months, "Correct the spelling."),
    GrammarRule("wrong_article", 1, Category.GRAMMAR, _WARNING, find_wrong_articles, "Change the article."),
    GrammarRule("disagreement", 1, Category.GRAMMAR, _WARNING, find_disagreements, "Change the form of the verb."),
    GrammarRule("wrong_form", 1, Category.GRAMMAR, _WARNING, find_wrong_forms, "Change the form of the verb."),
    GrammarRule("wrong_number", 1, Category.GRAMMAR, _WARNING, find_wrong_numbers, "Change the number of the noun."),
    GrammarRule("split_noun", 1, Category.SPELLING, _WARNING, find_split_nouns, "Write it as one word."),
    GrammarRule("confused_word", 1, Category.CONFUSION, _WARNING, find_confusions, "Replace the word."),
    GrammarRule("mixed_tense", 1, Category.CONSISTENCY, _INFO, find_mixed_tenses, "Keep to one tense in a role."),
    GrammarRule(
        "tense_switch", 1, Category.GRAMMAR, _WARNING, find_tense_switches, "Keep to the tense of the opening."
    ),
    GrammarRule(
        "miswritten_name", 1, Category.CAPITALISATION, _INFO, find_miswritten_names, "Write it as its owner does."
    ),
    GrammarRule(
        "mixed_spelling", 1, Category.CONSISTENCY, _INFO, find_mixed_variants, "Choose one of the two spellings."
    ),
    GrammarRule("mixed_full_stops", 1, Category.CONSISTENCY, _INFO, find_mixed_stops, "End all bullets alike."),
    GrammarRule("mixed_quotes", 1, Category.CONSISTENCY, _INFO, find_mixed_quotes, "Choose one kind."),
    GrammarRule("mixed_dashes", 1, Category.CONSISTENCY, _INFO, find_mixed_dashes, "Choose one kind."),
    GrammarRule("years_experience", 1, Category.STYLE, _INFO, find_bare_years, "Write “years of experience”."),
)
