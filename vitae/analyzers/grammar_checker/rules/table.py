"""All rules of ours, in the order in which they run. A new one is one row here and one page in docs/findings.md."""

from vitae.analyzers.grammar_checker.result import Category
from vitae.analyzers.grammar_checker.rules.apostrophes import find_missing_apostrophes, find_plural_apostrophes
from vitae.analyzers.grammar_checker.rules.articles import find_wrong_articles
from vitae.analyzers.grammar_checker.rules.calendar import find_misspelt_calendar, find_small_months
from vitae.analyzers.grammar_checker.rules.capital_months import find_capital_months
from vitae.analyzers.grammar_checker.rules.capitals import (
    find_miswritten_names,
    find_shifted_capitals,
    find_small_openings,
    find_small_proper_words,
)
from vitae.analyzers.grammar_checker.rules.comparison import find_double_comparisons
from vitae.analyzers.grammar_checker.rules.consistency import (
    find_mixed_dashes,
    find_mixed_dates,
    find_mixed_quotes,
    find_mixed_stops,
    find_mixed_variants,
)
from vitae.analyzers.grammar_checker.rules.forms import find_present_since, find_unequal_verbs, find_wrong_verb_forms
from vitae.analyzers.grammar_checker.rules.number import find_wrong_numbers
from vitae.analyzers.grammar_checker.rules.phrases import find_wrong_adverbs, find_wrong_phrases
from vitae.analyzers.grammar_checker.rules.punctuation import (
    find_blanks_before_commas,
    find_double_blanks,
    find_doubled_marks,
    find_missing_blanks,
    find_unbalanced_marks,
)
from vitae.analyzers.grammar_checker.rules.repetition import find_doubled_words
from vitae.analyzers.grammar_checker.rules.split_nouns import find_split_nouns
from vitae.analyzers.grammar_checker.rules.style import find_bare_years, find_first_person, find_redundancies
from vitae.analyzers.grammar_checker.rules.subjects import find_disagreements
from vitae.analyzers.grammar_checker.rules.swaps import find_confusions, find_wrong_prepositions
from vitae.analyzers.grammar_checker.rules.tense import find_mixed_tenses, find_past_leads, find_tense_switches
from vitae.analyzers.grammar_checker.spot import GrammarRule, Scope
from vitae.domain.findings import Severity

_WARNING, _INFO = Severity.WARNING, Severity.INFO

RULES: tuple[GrammarRule, ...] = (
    GrammarRule(
        "doubled_word",
        1,
        Category.GRAMMAR,
        _WARNING,
        find_doubled_words,
        "Delete one of the two.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule(
        "double_blank",
        1,
        Category.PUNCTUATION,
        _INFO,
        find_double_blanks,
        "Leave one blank.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule(
        "blank_before_comma",
        1,
        Category.PUNCTUATION,
        _INFO,
        find_blanks_before_commas,
        "Delete it.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule("missing_blank", 1, Category.PUNCTUATION, _INFO, find_missing_blanks, "Add a blank."),
    GrammarRule(
        "doubled_mark",
        1,
        Category.PUNCTUATION,
        _INFO,
        find_doubled_marks,
        "Leave one mark.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule(
        "unbalanced_mark",
        1,
        Category.PUNCTUATION,
        _INFO,
        find_unbalanced_marks,
        "Add the other half.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule(
        "missing_apostrophe", 1, Category.PUNCTUATION, _WARNING, find_missing_apostrophes, "Add the apostrophe."
    ),
    GrammarRule(
        "plural_apostrophe", 1, Category.PUNCTUATION, _WARNING, find_plural_apostrophes, "Leave the apostrophe out."
    ),
    GrammarRule(
        "misspelt_month",
        2,
        Category.SPELLING,
        _WARNING,
        find_misspelt_calendar,
        "Correct the spelling.",
        scope=Scope.LINES,
    ),
    GrammarRule(
        "month_case",
        1,
        Category.CAPITALISATION,
        _WARNING,
        find_capital_months,
        "Change the first letter.",
        scope=Scope.EVERY_LANGUAGE,
    ),
    GrammarRule(
        "small_month",
        1,
        Category.CAPITALISATION,
        _WARNING,
        find_small_months,
        "Write it with a capital.",
        scope=Scope.LINES,
    ),
    GrammarRule("wrong_article", 1, Category.GRAMMAR, _WARNING, find_wrong_articles, "Change the article."),
    GrammarRule("disagreement", 3, Category.GRAMMAR, _WARNING, find_disagreements, "Change the form of the verb."),
    GrammarRule("wrong_form", 3, Category.GRAMMAR, _WARNING, find_wrong_verb_forms, "Change the form of the verb."),
    GrammarRule("unequal_verbs", 2, Category.GRAMMAR, _WARNING, find_unequal_verbs, "Give both verbs the same form."),
    GrammarRule("wrong_phrase", 1, Category.GRAMMAR, _WARNING, find_wrong_phrases, "Change the wording."),
    GrammarRule("wrong_adverb", 1, Category.GRAMMAR, _WARNING, find_wrong_adverbs, "Change the form of the word."),
    GrammarRule("double_comparison", 1, Category.GRAMMAR, _WARNING, find_double_comparisons, "Compare once."),
    GrammarRule("present_since", 1, Category.GRAMMAR, _WARNING, find_present_since, "Use the perfect."),
    GrammarRule("wrong_number", 3, Category.GRAMMAR, _WARNING, find_wrong_numbers, "Change the number of the noun."),
    GrammarRule("split_noun", 1, Category.SPELLING, _WARNING, find_split_nouns, "Write it as one word."),
    GrammarRule(
        "confused_word", 3, Category.CONFUSION, _WARNING, find_confusions, "Replace the word.", scope=Scope.LINES
    ),
    GrammarRule("wrong_preposition", 1, Category.GRAMMAR, _WARNING, find_wrong_prepositions, "Change the preposition."),
    GrammarRule("mixed_tense", 3, Category.CONSISTENCY, _INFO, find_mixed_tenses, "Keep to one tense in a role."),
    GrammarRule("lead_for_led", 1, Category.CONFUSION, _WARNING, find_past_leads, "Write “led”."),
    GrammarRule(
        "tense_switch", 1, Category.GRAMMAR, _WARNING, find_tense_switches, "Keep to the tense of the opening."
    ),
    GrammarRule(
        "miswritten_name", 1, Category.CAPITALISATION, _INFO, find_miswritten_names, "Write it as its owner does."
    ),
    GrammarRule(
        "small_proper_word", 1, Category.CAPITALISATION, _WARNING, find_small_proper_words, "Write it with a capital."
    ),
    GrammarRule("small_opening", 1, Category.CAPITALISATION, _INFO, find_small_openings, "Begin with a capital."),
    GrammarRule("shifted_capital", 1, Category.CAPITALISATION, _WARNING, find_shifted_capitals, "Leave one capital."),
    GrammarRule(
        "mixed_spelling", 2, Category.CONSISTENCY, _INFO, find_mixed_variants, "Choose one of the two spellings."
    ),
    GrammarRule("mixed_full_stops", 3, Category.CONSISTENCY, _INFO, find_mixed_stops, "End all bullets alike."),
    GrammarRule(
        "mixed_quotes", 2, Category.CONSISTENCY, _INFO, find_mixed_quotes, "Choose one kind.", scope=Scope.DOCUMENT
    ),
    GrammarRule(
        "mixed_dates",
        1,
        Category.CONSISTENCY,
        _INFO,
        find_mixed_dates,
        "Write all dates in one way.",
        scope=Scope.DOCUMENT,
    ),
    GrammarRule(
        "mixed_dashes", 1, Category.CONSISTENCY, _INFO, find_mixed_dashes, "Choose one kind.", scope=Scope.DOCUMENT
    ),
    GrammarRule("years_experience", 1, Category.STYLE, _INFO, find_bare_years, "Write “years of experience”."),
    GrammarRule("pronoun", 1, Category.STYLE, _INFO, find_first_person, "Leave the pronoun out."),
    GrammarRule("said_twice", 1, Category.STYLE, _INFO, find_redundancies, "Leave the surplus words out."),
)
