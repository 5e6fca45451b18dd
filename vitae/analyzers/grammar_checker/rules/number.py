"""Nouns in the wrong number: one for many, many of what cannot be counted, ``less`` of what can."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import CLOSES, OPENS, Tokens, occurrences
from vitae.analyzers.grammar_checker.word_classes import (
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    has_form,
    is_noun,
    is_number,
    is_plural,
)
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words
from vitae.lexicons.nouns import plural_nouns, plural_of
from vitae.lexicons.verbs import VerbForm, verb_index

_MANY = frozenset(["several", "many", "numerous", "various", "multiple", "these", "those", "few"])
_ONE = frozenset(["every", "each", "another", "this", "a", "an"])
_NOUN_ENDINGS = ("er", "or", "ist", "ian", "ment", "tion", "ship", "ure", "ity", "ance", "ence", "ee", "ess")
_LIGHT = WordList("light_adjectives")
_SPANS = frozenset(["hour", "day", "week", "month", "year"])
_LATEST = 999
"""Beyond it stand years and quantities."""


@cache
def _data(key: str) -> frozenset[str]:
    return frozenset(read_toml("grammar")["number"][key].split())


@cache
def _no_plural() -> Mapping[str, str]:
    """Return ``informations`` -> ``information``."""
    return MappingProxyType(dict(pair.split(":") for pair in read_toml("grammar")["number"]["no_plural"].split()))


def find_wrong_numbers(prose: Prose) -> Iterator[Spot]:
    """Yield ``5 developer``, ``every clients``, ``informations`` and ``less errors``."""
    yield from _too_few(prose)
    yield from _too_many(prose)
    yield from _uncountable(prose)
    yield from _less_of_many(prose)


def _too_few(prose: Prose) -> Iterator[Spot]:
    """Yield nouns in the singular behind a number above one."""
    tokens = prose.tokens
    for word in [word for word in tokens.places if word in _MANY or word in NUMBERS or word.isdigit()]:
        for number in tokens.places[word]:
            for index in _behind_number(tokens, number):
                if _is_one_thing(tokens, index) and _counts_many(prose, number) and _ends_here(tokens, index):
                    yield _spot(prose, index, plural_of(tokens.words[index]), "More than one takes the plural.")


def _behind_number(tokens: Tokens, number: int) -> Iterator[int]:
    """Yield the place behind the number, and that behind the adjective of ``five new employee``."""
    if tokens.gaps[number + 1] == " ":
        yield number + 1
        if tokens.words[number + 1] in _LIGHT and tokens.gaps[number + 2] == " ":
            yield number + 2


def _is_one_thing(tokens: Tokens, index: int) -> bool:
    """Whether a noun stands there in the singular that has another form for the plural."""
    noun = tokens.words[index]
    is_unchanged = noun in _data("unchanged") and not (noun in _SPANS and tokens.after(index) == "of")
    return _may_be_counted(noun) and not is_unchanged and not is_plural(noun)


def _may_be_counted(word: str) -> bool:
    """Whether it is a noun by our list, or an everyday word that ends like one."""
    return is_noun(word) or (word.endswith(_NOUN_ENDINGS) and word in everyday_words() and word not in verb_index())


def _counts_many(prose: Prose, index: int) -> bool:
    tokens = prose.tokens
    word = tokens.words[index]
    if word in _MANY:
        return tokens.before(index) not in ("a", "one")
    if word in NUMBERS:
        return tokens.before(index) not in ("a", "an", "one", "of") and not tokens.before(index).startswith("level")
    if not word.isdigit() or not 1 < int(word) <= _LATEST or tokens.gaps[index] not in (" ", OPENS):
        return False
    before = tokens.before(index)
    is_name = before.isalpha() and tokens.gaps[index - 1] == " " and prose.text[tokens.starts[index - 1]].isupper()
    return not is_name and before not in _data("labels") and before not in ("a", "an", "the", "this", "per")


def _ends_here(tokens: Tokens, index: int) -> bool:
    """Whether the noun is the last word of its phrase; ``two machine operators`` is right."""
    following = tokens.after(index)
    if following == "and":
        return tokens.after(index, 2) in DETERMINERS or is_number(tokens.after(index, 2))
    if has_form(following, VerbForm.PAST) and tokens.gaps[index - 1] == OPENS:
        return True
    return following == CLOSES or following in PREPOSITIONS or following in ("who", "which", "that")


def _too_many(prose: Prose) -> Iterator[Spot]:
    """Yield nouns in the plural behind a word for one."""
    tokens = prose.tokens
    for word, index in occurrences(tokens, dict.fromkeys(_ONE)):
        noun = tokens.after(index)
        if noun not in plural_nouns() or noun in _data("singular_in_s") or not _ends_here(tokens, index + 1):
            continue
        if word == "this" and (has_form(noun, VerbForm.THIRD) or not _takes_object(tokens, index)):
            continue
        if word in ("a", "an") and prose.text[tokens.starts[index]].isupper() and tokens.gaps[index] != OPENS:
            continue
        right = "these" if word == "this" else plural_nouns()[noun]
        place = index if word == "this" else index + 1
        yield _spot(prose, place, right, "The word before asks for the other number.", 0.8)


def _takes_object(tokens: Tokens, index: int) -> bool:
    """Whether a noun must follow, as behind a preposition or a verb: ``This results in`` begins with a pronoun."""
    before = tokens.before(index)
    return before in PREPOSITIONS or has_form(before, VerbForm.PAST) or has_form(before, VerbForm.GERUND)


def _uncountable(prose: Prose) -> Iterator[Spot]:
    """Yield what cannot be counted with a plural or an article."""
    tokens = prose.tokens
    for word, index in occurrences(tokens, _no_plural()):
        is_verb = has_form(word, VerbForm.THIRD) or word == "staffs"
        if is_verb and (tokens.gaps[index] == OPENS or tokens.after(index) in DETERMINERS):
            continue
        yield _spot(prose, index, _no_plural()[word], "What cannot be counted has no plural.")
    for word, index in occurrences(tokens, dict.fromkeys(_data("no_article"))):
        if tokens.before(index) in ("a", "an") and (
            tokens.after(index) == CLOSES or tokens.after(index) in PREPOSITIONS
        ):
            start = tokens.starts[index - 1]
            written = prose.text[start : tokens.ends[index]]
            message = "What cannot be counted has no “a” before it."
            yield Spot(*prose.place(start, tokens.ends[index]), message, (as_written(written, word),), 0.8)


def _less_of_many(prose: Prose) -> Iterator[Spot]:
    tokens = prose.tokens
    for index in tokens.places.get("less", ()):
        if _is_countable(tokens.after(index)):
            yield _spot(prose, index, "fewer", "What can be counted is “fewer”.", 0.8)
    for index in tokens.places.get("much", ()):
        if _is_countable(tokens.after(index)) and tokens.before(index) not in ("how", "very"):
            yield _spot(prose, index, "many", "What can be counted is “many”.", 0.8)
    for word, right in (("amount", "number"), ("amounts", "numbers")):
        for index in tokens.places.get(word, ()):
            distance = 3 if tokens.after(index, 2) in ("the", "customer", "our", "new", "open") else 2
            if tokens.after(index) == "of" and _is_countable(tokens.after(index, distance)):
                yield _spot(prose, index, right, "What can be counted has a “number”.", 0.8)


def _is_countable(word: str) -> bool:
    return word in plural_nouns() and word not in _data("mass_in_s")


def _spot(prose: Prose, index: int, right: str, message: str, confidence: float = 0.85) -> Spot:
    tokens = prose.tokens
    start, end = tokens.starts[index], tokens.ends[index]
    return Spot(*prose.place(start, end), message, (as_written(prose.text[start:end], right),), confidence)
