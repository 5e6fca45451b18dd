"""How far words speak for a job title or for the name of an organisation."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from vitae.lexicons.files import read_toml
from vitae.parsing.places import ends_in_region
from vitae.parsing.wording import Match, Phrasebook, fold, folded_words, phrases_of, words_in

CLEARLY = 3.0
"""Evidence from which words are a job title, or the name of an organisation, whatever stands beside them."""

_ACRONYM = re.compile(r"[A-ZÀ-ÝА-Я](?<!\w.)[A-ZÀ-ÝА-Я]+\b")
_QUOTED = re.compile(r"[«„“\"][^«»„“”\"]+[»“”\"]")
_DOTTED_LEGAL = re.compile(
    r"\b(?:[Ss]\.\s?[AaLlCc]\.|[Ss]\.\s?[PpRr]\.\s?[AaLl]\.|e\.\s?[VKG]\.|[Ll]\.[Ll]\.[Cc]\.?|B\.V\.|N\.V\.|z\s?o\.\s?o\.)"
)
_PARTNERS = re.compile(
    r"(?:[&+]|\b(?:und|and|et|y|i))\s+"
    r"(?:Partner(?:s|in)?|Co|Söhne|Sons|Brothers|Associates|Cie|Fils|Hijos|Figli|Wspólnicy)\b(?!-)\.?"
)
"""The end of a firm's name, which an ``Equity Partner`` is not; its partner is nobody's title."""
_ASIDE = re.compile(r",\s|\s[/(–—-]")
"""What parts a title from a subject, a place or another title."""
_OF = frozenset({"de", "d", "du", "des", "de la", "de l", "di", "del", "della", "dell", "do", "da"})
"""Between a title and the institution that it is held in."""
_OF_THE = ("of", "the")
_ARTICLE = 1.0
"""Points less for what begins with an article, as names do and titles do not: ``The Harrowgate Courier``."""
_TRADE, _TRADE_ALONE = 1.2, 0.4
"""Points for ``Marlow Foods``, and for ``Dairy`` or ``Retail Services``, which may as well be a field."""
_LAST_LETTERS = 4
"""Every suffix has as many."""
_NOT_A_SUFFIX = 4
"""A compound must be longer than its head by so many letters: Projektleiter, but not Leiter itself."""


@cache
def _heads() -> Phrasebook[bool]:
    tables = read_toml("titles")["heads"]
    return Phrasebook.of((word, True) for words in tables.values() for word in words)


@cache
def _english_heads() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(word) for word in read_toml("titles")["heads"]["en"])


@cache
def _suffixes() -> Mapping[str, tuple[str, ...]]:
    return _by_last_letters(read_toml("titles")["suffixes"]["words"])


@cache
def _compounds() -> Mapping[str, tuple[str, ...]]:
    return _by_last_letters(read_toml("organizations")["compounds"]["suffixes"])


def _by_last_letters(suffixes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the ends of compounds by their last letters, by which a word is tried with hardly any of them."""
    found: dict[str, tuple[str, ...]] = {}
    for suffix in sorted(set(map(fold, suffixes))):
        found[suffix[-_LAST_LETTERS:]] = (*found.get(suffix[-_LAST_LETTERS:], ()), suffix)
    return found


def _ends_in_title(word: str) -> bool:
    suffixes = _suffixes().get(word[-_LAST_LETTERS:])
    return suffixes is not None and len(word) > 2 * _NOT_A_SUFFIX and word.endswith(suffixes)


def _ends_in_institution(word: str) -> bool:
    suffixes = _compounds().get(word[-_LAST_LETTERS:])
    return suffixes is not None and word.endswith(suffixes)


@cache
def _institutions() -> Phrasebook[bool]:
    table = read_toml("organizations")
    return Phrasebook.of((word, True) for word in (*table["institutions"]["words"], *table["schools"]["words"]))


@cache
def _departments() -> frozenset[str]:
    return frozenset(fold(word) for word in read_toml("titles")["departments"]["words"])


@lru_cache(maxsize=4096)
def title_evidence(text: str) -> float:
    """Return how far `text` speaks for a job title: 0 not at all, 3 and more clearly."""
    words = folded_words(_PARTNERS.sub(" ", text) if _PARTNERS.search(text) else text)
    points = 0.0
    heads = _heads().find(words)
    held = _held(heads, text) if heads else ()
    if held:
        points += CLEARLY - _ARTICLE * (words[0] == "the")
        if held[0].first == 0 or held[-1].stop == len(words):
            points += 0.5
    elif not heads and any(map(_ends_in_title, words)):
        points += CLEARLY
    if phrases_of("titles", "ranks").has_any(text):
        points += 0.8
    return points


@lru_cache(maxsize=4096)
def organization_evidence(text: str) -> float:
    """Return how far `text` speaks for the name of an organisation: 0 not at all, 3 and more clearly."""
    points = 3.0 if _PARTNERS.search(text) else 0.0
    if _has_legal_form(text.rpartition(", ")[0] if ends_in_region(text) else text):
        points += 3.5
    words = folded_words(text)
    kinds = _institutions().find(words)
    if kinds:
        is_one = not _are_of_others(kinds, words) and not _qualify_title(kinds, _before_aside(text, words))
    else:
        is_one = any(map(_ends_in_institution, words))
    if is_one or _is_county_office(words):
        points += 3.0
    if phrases_of("organizations", "trades").has_any(text):
        points += _TRADE_ALONE if is_trade(text) else _TRADE
    if _QUOTED.search(text):
        points += 0.8
    if "&" in text:
        points += 0.3
    if not kinds and _ACRONYM.search(text) and not text.isupper():
        points += 0.2
    return points


def _held(heads: Sequence[Match[bool]], text: str) -> Sequence[Match[bool]]:
    """Return the words for titles that are no part of the name of an institution which opens `text`."""
    opening = folded_words(text.partition(",")[0])
    return [head for head in heads if head.stop > len(opening) or not _is_within_name(head, opening)]


def _is_within_name(head: Match[bool], words: tuple[str, ...]) -> bool:
    """Return whether a word for a title is only a part of the name of an institution.

    So it is in the genitive (``Governor's Office``), within a longer word for an institution (``Clínica Veterinaria``),
    and right behind one that opens the name, as an adjective of another language than English (``Gobierno Autónomo``)
    or behind a preposition (``Office of the Chancellor``).
    """
    kinds = _institutions().find(words)
    if not kinds:
        return False
    if words[head.stop : head.stop + 1] == ("s",) and head.stop < kinds[-1].stop:
        return True
    if any(kind.first < head.first and head.stop <= kind.stop for kind in kinds):
        return True
    opening = kinds[0]
    if opening.first > 0 or head.first < opening.stop:
        return False
    if words[opening.stop - 2 : opening.stop] == _OF_THE or words[opening.stop : opening.stop + 2] == _OF_THE:
        return True
    if head.first == opening.stop:
        return words[opening.stop - 1] in _OF or words[head.first : head.stop] not in _english_heads()
    return " ".join(words[opening.stop : head.first]) in _OF


def names_school(text: str) -> bool:
    """Return whether `text` names a place where people learn, such as ``Deptford School of Art``."""
    return phrases_of("organizations", "schools").has_any(text)


def names_site(text: str) -> bool:
    """Return whether `text` is the name of a site where firms are (``Polígono Industrial Sur``), or begins with one."""
    words = folded_words(text.partition(", ")[0])
    return any(site.first == 0 or site.stop == len(words) for site in phrases_of("organizations", "sites").find(words))


def closes_in_legal_form(text: str) -> bool:
    """Return whether the name of a firm ends in `text` with its legal form (``Muster Bau GmbH``)."""
    words = folded_words(text)
    found = phrases_of("organizations", "legal").find(words)
    return bool(found) and found[-1].first > 0 and found[-1].stop == len(words) and _has_legal_form(text)


def _are_of_others(kinds: Sequence[Match[bool]], words: Sequence[str]) -> bool:
    """Return whether words for institutions stand within a title of several words only, or within the name of a site.

    So they do in ``Maître d'hôtel`` and ``Trading Estate``.
    """
    others = [
        match
        for match in (*_heads().find(words), *phrases_of("organizations", "sites").find(words))
        if match.stop - match.first > 1
    ]
    return bool(others) and all(any(o.first <= k.first and k.stop <= o.stop for o in others) for k in kinds)


def _before_aside(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first of `words`, those of `text`: ``Theatre Nurse`` of ``Theatre Nurse / Scrub``."""
    aside = _ASIDE.search(text)
    return words[: len(folded_words(text[: aside.start()]))] if aside else words


def _qualify_title(kinds: Sequence[Match[bool]], words: Sequence[str]) -> bool:
    """Return whether institutions only say where somebody works whose title is all of the words.

    So they do right before an English title that ends them (``School Secretary``), and behind a preposition where a
    title opens them (``Directeur d'école``). A title of the other languages behind an institution may be a surname.
    """
    heads = _heads().find(words)
    if not heads:
        return False
    last = heads[-1]
    if last.stop == len(words) and kinds[-1].stop == last.first:
        return words[last.first : last.stop] in _english_heads()
    opening = heads[0]
    is_opened = opening.first == 0 and len(kinds) == 1 and kinds[0].stop == len(words)
    return is_opened and " ".join(words[opening.stop : kinds[0].first]) in _OF


def _is_county_office(words: Sequence[str]) -> bool:
    """Return whether words are a county's name and one of its offices; a ``Deputy County Clerk`` is none."""
    at = words.index("county") if "county" in words else 0
    if not at or not any(
        match.first == 0 for match in phrases_of("organizations", "county_offices").find(words[at + 1 :])
    ):
        return False
    name = " ".join(words[:at])
    return not phrases_of("titles", "ranks").has_any(name) and not _heads().has_any(name) and "the" not in words[:at]


def is_field(text: str) -> bool:
    """Return whether `text` as a whole names a field or a department, such as Sales or Emergency Department."""
    words = folded_words(text)
    return words in phrases_of("titles", "fields").entries or bool(
        _departments().intersection((*words[:1], *words[-1:]))
    )


def is_trade(text: str) -> bool:
    """Return whether `text` consists of words that companies are named after, without any name: ``Retail Services``."""
    words = folded_words(text)
    return (
        0 < len(words) == sum(match.stop - match.first for match in phrases_of("organizations", "trades").find(words))
    )


def _has_legal_form(text: str) -> bool:
    """Return whether a legal form stands in `text`; short ones count in capitals only (AG, not ag)."""
    if "." in text and _DOTTED_LEGAL.search(text):
        return True
    if phrases_of("organizations", "legal").longest.keys().isdisjoint(folded_words(text)):
        return False
    original = re.findall(r"[^\W_]+", text)
    words = tuple(fold(word) for word in original)
    for match in phrases_of("organizations", "legal").find(words):
        span = original[match.first : match.stop]
        if _stands_right(match.first, fold(span[0]), words):
            short = all(len(word) <= 3 for word in span)
            if not short or any(word.isupper() or word in _MIXED for word in span):
                return True
    return False


def _stands_right(first: int, form: str, words: Sequence[str]) -> bool:
    """Return whether a legal form stands where it belongs: behind a name, or before one that is no title.

    Some stand before a name only: behind one, ``PT`` is something else.
    """
    if form in words_in("organizations", "fronted", "alone"):
        return first == 0 and not _heads().find(words)
    return first > 0 or form in words_in("organizations", "fronted")


_MIXED = frozenset(
    {
        "Inc",
        "Ltd",
        "Corp",
        "Lda",
        "Srl",
        "Pty",
        "Pte",
        "Sp",
        "Pvt",
        "Sdn",
        "Bhd",
        "Tbk",
        "Oyj",
        "Kft",
        "Zrt",
        "Enr",
        "ApS",
        "OÜ",
        "Şti",
        "eG",
    }
)


def is_legal_form(text: str) -> bool:
    """Return whether `text` is a legal form and nothing else, such as the ``Inc.`` of ``Brightwater, Inc.``."""
    words = folded_words(text)
    found = phrases_of("organizations", "legal").find(words)
    return bool(found) and sum(match.stop - match.first for match in found) == len(words)
