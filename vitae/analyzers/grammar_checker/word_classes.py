"""Classes of words, as far as rules tell a word by its neighbours: most words are of several, or of none."""

from collections.abc import Callable
from functools import lru_cache

from vitae.analyzers.grammar_checker.tokens import CLOSES, OPENS, PUNCTUATION
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.lexicons.nouns import plural_nouns, singular_nouns
from vitae.lexicons.verbs import VerbForm, verb_index

DETERMINERS = WordList("determiners")
ARTICLES = WordList("articles")
NUMBERS = WordList("numbers")
PREPOSITIONS = WordList("prepositions")
CONJUNCTIONS = WordList("conjunctions")


def is_number(word: str) -> bool:
    """Whether it counts: ``three``, ``40``, ``1.2m``."""
    return word in NUMBERS or word[:1].isdigit()


def is_plural(word: str) -> bool:
    """Whether it may be a noun in the plural."""
    return word in plural_nouns()


def _looks_plural(word: str) -> bool:
    """Whether an unknown word ends like a plural: trades have nouns that no list has."""
    return len(word) > len("terms") and word.endswith("s") and word[-2] not in "suia'’" and word not in verb_index()


def is_noun(word: str) -> bool:
    """Whether it may be a noun in the singular."""
    return word in singular_nouns()


def has_form(word: str, form: VerbForm) -> bool:
    """Whether a verb has this form."""
    known = verb_index().get(word)
    return known is not None and known[1] is form


def ends_phrase(word: str) -> bool:
    """Whether a noun phrase ends before this word or sign."""
    return word in (CLOSES, PUNCTUATION) or word in PREPOSITIONS or word in CONJUNCTIONS


_CLASSES: dict[str, Callable[[str], bool]] = {
    "@number": is_number,
    "@plural": lambda word: is_plural(word) or _looks_plural(word),
    "@noun": is_noun,
    "@art": lambda word: word in ARTICLES,
    "@det": lambda word: word in DETERMINERS,
    "@prep": lambda word: word in PREPOSITIONS,
    "@end": frozenset([CLOSES, PUNCTUATION]).__contains__,
    "@start": frozenset([OPENS, PUNCTUATION]).__contains__,
    "@past": lambda word: has_form(word, VerbForm.PAST) or (len(word) > len("speed") and word.endswith("ed")),
    "@verb": lambda word: has_form(word, VerbForm.BASE) or has_form(word, VerbForm.UNCHANGED),
    "@base": lambda word: has_form(word, VerbForm.BASE) and not verb_index()[word][0].is_noun_too,
    "@gerund": lambda word: has_form(word, VerbForm.GERUND),
}


@lru_cache(maxsize=20_000)
def is_one_of(word: str, wanted: frozenset[str]) -> bool:
    """Whether a word is among the wanted ones or belongs to a wanted class."""
    return word in wanted or any(name in wanted and is_member(word) for name, is_member in _CLASSES.items())
