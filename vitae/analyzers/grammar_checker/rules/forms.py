"""Verbs in a form that the word before them excludes."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import structs

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import CLOSES, OPENS, PUNCTUATION, Tokens, occurrences
from vitae.analyzers.grammar_checker.word_classes import (
    ARTICLES,
    DETERMINERS,
    NUMBERS,
    PREPOSITIONS,
    has_form,
    is_number,
    is_plural,
)
from vitae.analyzers.grammar_checker.word_lists import WordList, word_table
from vitae.lexicons import read_toml
from vitae.lexicons.verbs import Verb, VerbForm, verb_index

_PERFECT = WordList("perfect")
_NOUNS_AS_WELL = WordList("nouns_as_well")
"""Past forms that mean something else after ``have`` or ``is`` as well."""
_SUBJECTS = frozenset(["i", "we", "they", "he", "she", "who"])
_BETWEEN = WordList("between")
_MODALS = WordList("modals")
_IS_USED = frozenset([OPENS, "am", "is", "are", "was", "were", "be", "been", "get", "got", "become", "became"])
"""What stands before ``used to working``, which is right."""
_NOT = frozenset(["did", "does", "do"])
_ALWAYS_GERUND = frozenset(["by", "without", "despite", "besides", "while", "after", "before"])
_BEFORE_GERUND = frozenset(["on", "in", "of", "for", "at", "about", "from"])
_TO_TAKES_BASE = WordList("to_takes_base")
_IN_INSTEAD = frozenset(["interested", "succeeded", "experienced"])
_TO_IS_RIGHT = frozenset(["hear", "learn", "see", "know", "read", "understand", "find", "discover"])
_DOING_INSTEAD = frozenset(["avoid", "avoided", "avoids", "enjoy", "enjoyed", "enjoys", "finished"])
_WANTS_TO = WordList("wants_to")
_FREES_VERBS = WordList("frees_verbs")
"""After these a plain verb may be right in a bullet that is told in the past."""
_BE_OR_HAVE = frozenset(["was", "were", "been", "being", "has", "had", "have"])


def find_wrong_verb_forms(prose: Prose) -> Iterator[Spot]:
    """Yield ``has wrote``, ``could delivered``, ``teached``, ``by introduce`` and ``avoid to use``."""
    tokens, verbs, governing = prose.tokens, verb_index(), _governing()
    for word, index in occurrences(tokens, verbs):
        if governing.isdisjoint(tokens.words[max(0, index - 2) : index]):
            continue
        if tokens.gaps[index] != OPENS and prose.text[tokens.starts[index]].isupper():
            continue  # "a broker in Go": a name
        verb, form = verbs[word]
        previous = _governor(tokens, index)
        right = (
            _participle(tokens, index, verb, form, previous)
            or _after_modal(prose, index, verb, form, previous)
            or _gerund(tokens, index, verb, form)
        )
        if right is not None:
            yield _spot(prose, index, index, right, f"After “{previous}” the verb is “{right}”.")
            continue
        yield from _infinitives(prose, index, verb, form)
    yield from _misformed(prose)


@cache
def _governing() -> frozenset[str]:
    """Return the words that ask for a form of the verb behind them: most verbs stand behind none, and are right."""
    lists = (_PERFECT, _SUBJECTS, _MODALS, _NOT, _BE_OR_HAVE, _BEFORE_GERUND, _ALWAYS_GERUND, _WANTS_TO)
    return frozenset(["to", "able", "unable"]).union(*lists, word_table("gerund_after"))


def _governor(tokens: Tokens, index: int) -> str:
    """Return the word before, adverbs left out."""
    word = tokens.before(index)
    if word in _BETWEEN or (word.endswith("ly") and len(word) > len("only")):
        return tokens.before(index, 2)
    return word


def _participle(tokens: Tokens, index: int, verb: Verb, form: VerbForm, previous: str) -> str | None:
    if form is VerbForm.PAST and verb.participle != verb.past and previous in _PERFECT:
        return None if tokens.words[index] in _NOUNS_AS_WELL else verb.participle
    if form is VerbForm.BASE and previous in _BE_OR_HAVE and not verb.is_noun_too and verb.participle != verb.base:
        return verb.participle
    if form is VerbForm.PARTICIPLE and previous in _SUBJECTS and tokens.before(index) == previous:
        return verb.past
    return None


def _after_modal(prose: Prose, index: int, verb: Verb, form: VerbForm, previous: str) -> str | None:
    tokens = prose.tokens
    if previous in _MODALS:
        at = index - 1 if tokens.before(index) == previous else index - 2
        is_noun = tokens.before(at) in DETERMINERS or (prose.text[tokens.starts[at]].isupper() and at != 0)
        return None if is_noun else _base_of(verb, form)
    is_negated = previous in _NOT and tokens.before(index) == "not"
    return _base_of(verb, form) if is_negated else None


def _base_of(verb: Verb, form: VerbForm) -> str | None:
    is_other = form is VerbForm.PAST or (form in (VerbForm.THIRD, VerbForm.GERUND) and not verb.is_noun_too)
    return verb.base if is_other and verb.past != verb.base else None


def _gerund(tokens: Tokens, index: int, verb: Verb, form: VerbForm) -> str | None:
    """Return the form in ``-ing`` where a plain verb with an object stands after a preposition."""
    if form is not VerbForm.BASE:
        return None
    preposition, following = tokens.before(index), tokens.after(index)
    if preposition in _BEFORE_GERUND and following in ARTICLES and not verb.is_noun_too:
        return verb.gerund
    if preposition not in _ALWAYS_GERUND and tokens.before(index, 2) not in word_table("gerund_after").get(
        preposition, ()
    ):
        return None
    takes_object = following in DETERMINERS or is_number(following) or following == "new"
    if verb.is_noun_too or preposition in ("before", "after", "while", "to"):
        return verb.gerund if takes_object else None
    is_verb = (
        following not in (CLOSES, PUNCTUATION) and following not in PREPOSITIONS and following not in ("and", "or")
    )
    return verb.gerund if is_verb or takes_object else None


def _infinitives(prose: Prose, index: int, verb: Verb, form: VerbForm) -> Iterator[Spot]:
    tokens = prose.tokens
    if form is VerbForm.BASE and _wants_to(tokens.before(index), verb):
        yield _spot(prose, index, index, f"to {verb.base}", "“To” is missing.")
    if tokens.before(index) != "to":
        return
    governor, following = tokens.before(index, 2), tokens.after(index)
    if governor == "used" and tokens.before(index, 3) in _IS_USED:
        return
    takes_object = following in DETERMINERS or is_number(following)
    if (
        (form is VerbForm.GERUND and governor in _TO_TAKES_BASE)
        or (form is VerbForm.THIRD and (takes_object or not verb.is_noun_too))
        or (form is VerbForm.PAST and verb.past != verb.base and (takes_object or governor in _TO_TAKES_BASE))
    ):
        yield _spot(prose, index, index, verb.base, "After “to” stands the plain verb.")
    elif form is VerbForm.BASE and governor in _IN_INSTEAD and verb.base not in _TO_IS_RIGHT:
        yield _spot(prose, index - 1, index, f"in {verb.gerund}", f"After “{governor}” it is “in {verb.gerund}”.")
    elif form is VerbForm.BASE and governor == "responsible":
        yield _spot(prose, index - 1, index, f"for {verb.gerund}", "One is responsible for doing something.")
    elif form is VerbForm.BASE and governor in _DOING_INSTEAD:
        yield _spot(prose, index - 1, index, verb.gerund, f"After “{governor}” it is “{verb.gerund}”.")


def _wants_to(word: str, verb: Verb) -> bool:
    return word in ("able", "unable") or (word in _WANTS_TO and not verb.is_noun_too)


def _misformed(prose: Prose) -> Iterator[Spot]:
    """Yield forms that no verb has, such as ``teached``."""
    right = _right_forms()
    for word, index in occurrences(prose.tokens, right):
        yield _spot(prose, index, index, right[word], f"The form is “{right[word]}”.", 0.95)


@cache
def _right_forms() -> Mapping[str, str]:
    """Return ``teached`` -> ``taught``."""
    return MappingProxyType(dict(pair.split(":") for pair in read_toml("grammar")["misformed"]["verbs"].split()))


def find_unequal_verbs(prose: Prose) -> Iterator[Spot]:
    """Yield verbs in another form than the one that a bullet begins with: ``Planned and execute 30 weddings``."""
    tokens = prose.tokens
    starts = [index for index, gap in enumerate(tokens.gaps[:-1]) if gap == "^"]
    for index in starts:
        first = verb_index().get(tokens.words[index])
        if first is None or first[1] not in (VerbForm.PAST, VerbForm.THIRD, VerbForm.BASE, VerbForm.GERUND):
            continue
        for other in _in_other_form(prose, index, first):
            right = _in_form(verb_index()[tokens.words[other]][0], first[1])
            if right != tokens.words[other]:
                spot = _spot(prose, other, other, right, f"The bullet begins with “{tokens.words[index]}”.")
                yield structs.replace(spot, also=(prose.place(tokens.starts[index], tokens.ends[index]),))


def _in_other_form(prose: Prose, index: int, first: tuple[Verb, VerbForm]) -> Iterator[int]:
    """Yield the verbs that go with the first one of the bullet and are in another form."""
    tokens = prose.tokens
    last = _next_coordinated(tokens, index)
    if last is not None and _differs(tokens, index, first, verb_index()[tokens.words[last]]):
        yield last
    if first[1] is VerbForm.PAST:
        if last is not None and has_form(tokens.words[last], VerbForm.PAST):
            yield from (at for at in range(index + 1, last - 1) if _is_plain(tokens.words[at]))
        yield from _plain_in_clauses(prose, index if last is None else last)


def _is_plain(word: str) -> bool:
    return has_form(word, VerbForm.BASE) or has_form(word, VerbForm.THIRD)


def _plain_in_clauses(prose: Prose, index: int) -> Iterator[int]:
    """Yield ``train`` of ``Planned menus, ordered food and train two cooks``, whose objects show that it is a verb.

    Behind a word after which a plain verb may be right (``to``, ``that``, ``helped``) nothing is said any more.
    """
    tokens, frees_verbs = prose.tokens, _FREES_VERBS.words
    if tokens.words[index] in frees_verbs:
        return
    for at in range(index + 1, len(tokens.words)):
        word, gap = tokens.words[at], tokens.gaps[at]
        if gap == OPENS or word in frees_verbs:
            return
        is_next = gap == PUNCTUATION or tokens.words[at - 1] == "and"
        if not is_next or not _is_plain(word) or _is_plain(tokens.words[at - 1]) or _is_plain(_before_and(tokens, at)):
            continue
        if prose.text[tokens.starts[at]].islower() and _has_own_object(tokens, at):
            yield at


def _has_own_object(tokens: Tokens, index: int) -> bool:
    """Whether what follows shows that it is a verb; ``grade 6`` and ``sports events`` are nouns."""
    verb, form = verb_index()[tokens.words[index]]
    following = tokens.after(index)
    if following in DETERMINERS or following in NUMBERS:
        return True
    is_verb_only = not verb.is_noun_too and form is VerbForm.BASE
    return is_verb_only and is_plural(following) and tokens.after(index, 2) in PREPOSITIONS


def _before_and(tokens: Tokens, index: int) -> str:
    return tokens.before(index, 2) if tokens.before(index) == "and" else ""


def _next_coordinated(tokens: Tokens, index: int) -> int | None:
    """Return the place of the last verb of ``Planned, organised and execute``; all stand side by side."""
    at = index
    while at + 1 < len(tokens.words) and tokens.gaps[at + 1] == PUNCTUATION and tokens.words[at + 1] in verb_index():
        at += 1
    if tokens.after(at) != "and" or at + 2 >= len(tokens.words) or tokens.gaps[at + 2] != " ":
        return None
    return at + 2 if tokens.words[at + 2] in verb_index() else None


def _differs(tokens: Tokens, index: int, first: tuple[Verb, VerbForm], other: tuple[Verb, VerbForm]) -> bool:
    """Whether two verbs side by side are surely verbs, and surely in different forms."""
    (one, form), (two, second) = first, other
    finite = (VerbForm.PAST, VerbForm.THIRD, VerbForm.BASE)
    if form is second or second not in finite or (form is VerbForm.GERUND and second is VerbForm.PAST):
        return False
    place = _next_coordinated(tokens, index)
    following = tokens.after(place) if place is not None else ""
    has_object = following in DETERMINERS or is_number(following)
    sure_two = has_object or (
        second is not VerbForm.PAST and not two.is_noun_too and following not in (CLOSES, PUNCTUATION)
    )
    sure_one = form is VerbForm.PAST or has_object or not one.is_noun_too
    return sure_one and sure_two


def _in_form(verb: Verb, form: VerbForm) -> str:
    return {VerbForm.PAST: verb.past, VerbForm.THIRD: verb.third, VerbForm.GERUND: verb.gerund}.get(form, verb.base)


def find_present_since(prose: Prose) -> Iterator[Spot]:
    """Yield ``Since 2018 I am working``: what began in the past and goes on is in the perfect."""
    tokens = prose.tokens
    for index in tokens.places.get("since", ()):
        year, subject, verb = (tokens.words[index + step : index + step + 1] for step in (1, 2, 3))
        if year and year[0].isdigit() and subject in (["i"], ["we"]) and verb in (["am"], ["are"]):
            yield _spot(prose, index + 3, index + 3, "have been", "With “since” the verb is in the perfect.")
        elif year and year[0].isdigit() and has_form(tokens.before(index), VerbForm.GERUND):
            is_now = tokens.before(index, 2)
            if is_now in ("am", "are"):
                yield _spot(prose, index - 2, index - 2, "have been", "With “since” the verb is in the perfect.")


def _spot(prose: Prose, first: int, last: int, right: str, message: str, confidence: float = 0.85) -> Spot:
    tokens = prose.tokens
    start, end = tokens.starts[first], tokens.ends[last]
    written = prose.text[start:end]
    replacement = right[0].upper() + right[1:] if written[:1].isupper() else right
    return Spot(*prose.place(start, end), message, (replacement,), confidence)
