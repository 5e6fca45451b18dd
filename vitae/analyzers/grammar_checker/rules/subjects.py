"""Verbs that do not agree with their subject: the subject is read word by word, back to where its clause begins."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import OPENS, Tokens, occurrences
from vitae.analyzers.grammar_checker.word_classes import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    has_form,
    is_noun,
    is_number,
    is_plural,
)
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.lexicons.verbs import VerbForm, verb_index

_TO_PLURAL = {"was": "were", "is": "are", "has": "have", "does": "do"}
_TO_ONE = {"were": "was", "are": "is", "have": "has", "do": "does"}
_CLAUSE = frozenset(
    [
        OPENS,
        "because",
        "when",
        "while",
        "where",
        "if",
        "since",
        "but",
        "which",
        "once",
        "until",
        "so",
        "before",
        "after",
    ]
)
"""What may stand before a subject."""
_PLURAL_HEADS = WordList("plural_heads")
_SINGULAR_HEADS = WordList("singular_heads")
_COLLECTIVE = WordList("collective")
"""Nouns that take either number."""
_NOT_NOUNS = frozenset(["will", "can", "may", "might", "must"])
_NOT_PLURAL = WordList("not_plural")
_INDEFINITE = frozenset(["everyone", "everybody", "nobody", "someone", "somebody", "anyone", "anybody", "everything"])
_OF_MANY_HEADS = WordList("of_many_heads")
_OF_ONE = frozenset(["each", "one", "either", "neither"])
_ABOUT = WordList("about")
_RELATIVE = frozenset(["that", "which", "who"])
_ADVERBS = WordList("adverbs")
_REACH = 6


def find_disagreements(prose: Prose) -> Iterator[Spot]:
    """Yield verbs whose number is not that of their subject."""
    tokens, rights = prose.tokens, _rights()
    for word, index in occurrences(tokens, rights):
        if tokens.gaps[index] != " " or not _is_surely_verb(tokens, index):
            continue
        to_plural, to_one = rights[word]
        if to_plural and _is_i(prose, index):
            yield _spot(prose, index, ("am" if to_plural == "are" else to_plural,), "This form does not go with “I”.")
        elif to_plural and _has_plural_subject(prose, index):
            yield _spot(prose, index, (to_plural,), "The subject is plural.")
        elif to_one and _has_singular_subject(tokens, index):
            yield _spot(prose, index, _tensed(tokens, index, to_one), "The subject is singular.")
    yield from _after_there(prose)


def _is_surely_verb(tokens: Tokens, index: int) -> bool:
    """Whether it is nothing but a verb, or stands between a relative pronoun and an object."""
    known = verb_index().get(tokens.words[index])
    if known is None or not known[0].is_noun_too or tokens.words[index] in _TO_ONE or tokens.words[index] in _TO_PLURAL:
        return True
    following = tokens.after(index)
    has_object = following in DETERMINERS or is_plural(following) or is_number(following)
    previous = tokens.before(index)
    if previous == "who" or (previous in ("he", "she", "it") and tokens.before(index, 2) == OPENS):
        return True
    return previous in _RELATIVE and has_object


def _is_i(prose: Prose, index: int) -> bool:
    """Whether ``I`` stands before, perhaps with an adverb between; it is no number, as in ``World War I``."""
    tokens = prose.tokens
    at = index - 2 if tokens.words[index - 1] in _ADVERBS else index - 1
    if at < 0 or tokens.words[at] != "i" or tokens.words[index] == "was":
        return False
    return tokens.gaps[at] != " " or prose.text[tokens.starts[at - 1]].islower()


def _tensed(tokens: Tokens, index: int, third: str) -> tuple[str, ...]:
    """Return the present and the past of a plain verb, the past first where the sentence begins in the past."""
    known = verb_index().get(tokens.words[index])
    if known is None or tokens.words[index] in _TO_ONE:
        return (third,)
    opening = verb_index().get(tokens.of_passage(index)[0])
    past = opening is not None and opening[1] is VerbForm.PAST and tokens.before(index) in ("he", "she", "it")
    return (known[0].past, third) if past else (third, known[0].past)


@cache
def _rights() -> Mapping[str, tuple[str | None, str | None]]:
    """Return verb -> what it becomes after a plural subject, and after a singular one, where it is wrong."""
    rights: dict[str, tuple[str | None, str | None]] = {}
    for word, (verb, form) in verb_index().items():
        if form is VerbForm.THIRD:
            rights[word] = verb.base, None
        elif form is VerbForm.BASE:
            rights[word] = None, verb.third
    irregular = {word: (_TO_PLURAL.get(word), _TO_ONE.get(word)) for word in (*_TO_PLURAL, *_TO_ONE)}
    return MappingProxyType(rights | irregular)


def _has_plural_subject(prose: Prose, index: int) -> bool:
    tokens = prose.tokens
    noun = tokens.before(index)
    if noun in _ADVERBS:
        noun = tokens.before(index, 2)
    if noun in ("we", "they"):
        return True
    if noun in _RELATIVE:
        return _is_plural_antecedent(prose, index - 2)
    if _is_one(noun) and _is_many_of(prose, index):
        return True
    return _is_plural_noun(prose, index - 1) and _begins_clause(tokens, index - 1, _PLURAL_HEADS, needs_head=False)


def _is_many_of(prose: Prose, index: int) -> bool:
    """Whether the subject is ``the results of the survey``: many things, about one."""
    tokens = prose.tokens
    for at in range(index - 2, max(0, index - _REACH + 1), -1):
        if tokens.gaps[at + 1] != " " or (_is_verb_or_link(tokens.words[at]) and tokens.words[at] != "of"):
            return False
        if tokens.words[at] == "of":
            is_subject = tokens.before(at, 2) == "the" and tokens.before(at, 3) in _CLAUSE
            return is_subject and tokens.gaps[at] == " " and _is_plural_noun(prose, at - 1)
    return False


def _is_plural_noun(prose: Prose, index: int) -> bool:
    tokens = prose.tokens
    word = tokens.words[index]
    is_name = prose.text[tokens.starts[index]].isupper() and tokens.gaps[index] != OPENS
    return is_plural(word) and word not in _NOT_PLURAL and not word.endswith("ics") and not is_name


def _is_plural_antecedent(prose: Prose, index: int) -> bool:
    """Whether ``that`` or ``who`` goes back to a plural alone: after ``a list of items`` it may go back to the list."""
    if index < 0 or prose.tokens.gaps[index + 1] != " " or not _is_plural_noun(prose, index):
        return False
    around = {prose.tokens.before(index, distance) for distance in (1, 2, 3)}
    if prose.tokens.before(index) == "with" and has_form(prose.tokens.before(index, 2), VerbForm.PAST):
        around -= {"with"}  # "Worked with clients who need": nobody else is there
    return around.isdisjoint({"of", "one", "only", "and", "or", "in", "with"})


def _has_singular_subject(tokens: Tokens, index: int) -> bool:
    noun = tokens.before(index)
    if noun in _INDEFINITE:
        return tokens.before(index, 2) in _CLAUSE
    if noun == "this" and tokens.before(index, 2) == OPENS:
        return not verb_index()[tokens.words[index]][0].is_noun_too if tokens.words[index] in verb_index() else True
    if is_plural(noun) and _is_of_many(tokens, index):
        return True
    if noun in ("he", "she", "it"):
        return tokens.before(index, 2) in _CLAUSE and tokens.before(index, 2) != "if"
    if is_plural(noun) and _is_of_one(tokens, index):
        return True
    if noun in _RELATIVE:
        heads = frozenset(["a", "an", "each", "every"])
        return _is_one(tokens.before(index, 2)) and _begins_clause(tokens, index - 2, heads, in_clause=False)
    return _is_one(noun) and _begins_clause(tokens, index - 1, _SINGULAR_HEADS)


def _is_one(noun: str) -> bool:
    return is_noun(noun) and noun not in _COLLECTIVE and noun not in _NOT_NOUNS and not is_plural(noun)


def _is_of_one(tokens: Tokens, index: int) -> bool:
    """Whether the subject is ``each of the reports``."""
    for at in range(index - 2, max(-1, index - _REACH), -1):
        if tokens.gaps[at + 1] != " " or tokens.words[at] in _RELATIVE:
            return False
        if tokens.words[at] == "of":
            return tokens.before(at) in _OF_ONE and tokens.before(at, 2) in _CLAUSE
    return False


def _is_of_many(tokens: Tokens, index: int) -> bool:
    """Whether the subject is ``the list of suppliers``: a thing, not the many that it is about."""
    at = index - 2
    while at > 0 and tokens.gaps[at + 1] == " " and tokens.words[at] != "of" and index - at < _REACH - 2:
        at -= 1
    head = tokens.before(at)
    return (
        tokens.words[at] == "of"
        and head in _OF_MANY_HEADS
        and tokens.before(at, 2) == "the"
        and (tokens.before(at, 3) in _CLAUSE)
    )


def _begins_clause(
    tokens: Tokens, index: int, heads: AbstractSet[str], *, needs_head: bool = True, in_clause: bool = True
) -> bool:
    """Whether the noun at `index` is the subject: a determiner, at most one more word, and the clause begins."""
    for at in (index, index - 1) if in_clause else (index, index - 1, index - 2):
        if at < 0:
            return False
        before = tokens.before(at)
        if not in_clause and before == OPENS:
            return True  # "Web app that predict": a fragment has no article
        if before in heads:
            return not in_clause or tokens.before(at, 2) in _CLAUSE
        if not needs_head and before in _CLAUSE:
            return tokens.words[index + 1] != "is" and (at == index or not _is_verb_or_link(tokens.words[at]))
        if before in (OPENS, ",") or _is_verb_or_link(before) or is_number(before):
            return False
    return False


def _is_verb_or_link(word: str) -> bool:
    return word in PREPOSITIONS or word in CONJUNCTIONS or word in verb_index()


def _after_there(prose: Prose) -> Iterator[Spot]:
    """Yield ``There was 45 children``."""
    tokens = prose.tokens
    for index in tokens.places.get("there", ()):
        verb = tokens.after(index)
        at = index + 2
        while tokens.after(index, at - index) in _ABOUT:
            at += 1
        count = tokens.after(index, at - index) if verb in ("was", "is") else ""
        is_many = count in ("many", "several", "various") or (is_number(count) and count not in ("1", "one"))
        if is_many and (is_plural(tokens.after(at)) or count in ("many", "several", "various")):
            yield _spot(prose, index + 1, (_TO_PLURAL[verb],), "What is there is plural.")


def _spot(prose: Prose, index: int, rights: tuple[str, ...], message: str) -> Spot:
    tokens = prose.tokens
    return Spot(*prose.place(tokens.starts[index], tokens.ends[index]), message, rights, 0.85)
