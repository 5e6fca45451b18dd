"""``a`` or ``an``: decided by the sound that follows, not by the letter."""

import re
from collections.abc import Iterator

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.word_lists import WordList

_ARTICLE = re.compile(r"(?P<article>[Aa](?<![\w.&/'’-].)n?) (?P<word>[\w][\w.,%'’]*)")
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_EITHER = re.compile(r"(?:herb|hist|hotel|hab|homage|hero|hyst|horr|hallu|hypo|hered)", re.IGNORECASE)
_SPEAKABLE = re.compile(r"[aeiouy]", re.IGNORECASE)
"""Without a vowel it is an abbreviation in small letters: ``html``."""
_SOUNDS_YOU = re.compile(
    r"(?:uni(?!n|mp|mag|de)|una(?:ry|nim)|(?:url|uri|ui|ux|usb|uat)s?(?![a-z])|us(?:e|a[gb]|u)|ut(?:il|op|f)|uk|ub|ur(?:an|in|ol|e)|eu|ew|one(?!i)|once)",
    re.IGNORECASE,
)
_NO_NOUN = WordList("no_noun")
"""After these the letter is no article: ``plan a and plan b``."""
_VOWEL_LETTERS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel sound; H does for most speakers, so it is never judged."""
_VOWELS = "aeiouy"
_SMALL_ONSETS = WordList("small_onsets")
_ONSETS = WordList("onsets")
"""Pairs of consonants that begin an English word: such an acronym may be spoken as a word."""


def find_wrong_articles(prose: Prose) -> Iterator[Spot]:
    """Yield each ``a`` before a vowel sound and each ``an`` before a consonant; in doubt nothing."""
    for match in _ARTICLE.finditer(prose.text):
        article, word = match["article"], match["word"]
        if article[0] == "A" and prose.text[max(0, match.start() - 1) : match.start()] == " ":
            continue  # "Grade A equipment", "Vitamin A intake"
        wanted = article_before(word)
        if wanted and wanted != article.lower():
            right = wanted.capitalize() if article[0] == "A" else wanted
            message = f"Before “{word}” it is “{wanted}”: what counts is the sound."
            yield Spot(*prose.place(*match.span("article")), message, (right,), 0.9)


def article_before(word: str) -> str | None:
    """Return ``a`` or ``an``, or None where speakers differ."""
    if word[0].isdigit():
        return _before_number(word)
    letters = re.match(r"[^\W\d_]*", word)
    head = letters.group() if letters else ""
    if not head.isascii() or not head:
        return None
    if len(head) == 1 and head.islower():
        return "an" if head == "e" else None
    if head[0].islower() and not head.islower():
        return None  # mRNA, iOS: read as their owners like
    if head.lower() in _NO_NOUN and not head.isupper():
        return None
    if head.isupper() or (len(head) > 1 and head[:2].isupper()):
        return _before_letters(head)
    if _EITHER.match(head) or not _SPEAKABLE.search(head) or _is_unspeakable(head.lower()):
        return None
    if _SILENT_H.match(head):
        return "an"
    return "an" if head[0].lower() in "aeiou" and not _SOUNDS_YOU.match(head) else "a"


def _is_unspeakable(head: str) -> bool:
    """Whether it begins as no English word does, so that its first letters are read one by one: ``ndarray``."""
    first, second = head[0], head[1:2]
    return first not in _VOWELS and second.isalpha() and second not in _VOWELS and head[:2] not in _SMALL_ONSETS


def _before_number(word: str) -> str | None:
    digits = re.match(r"\d+", word)
    whole = digits.group() if digits else ""
    if whole[0] == "8" or re.fullmatch(r"(?:11|18)(?:\D.*)?", word):
        return "an"
    return None if whole.startswith(("11", "18")) else "a"


def _before_letters(head: str) -> str | None:
    """Decide before capitals, which are read letter by letter unless they can be read as a word."""
    first, second = head[0], head[1:2].upper()
    if first == "H":
        return None
    if first == "U" or first in "AEIO":
        return _before_vowel_letter(first, head)
    if first not in _VOWEL_LETTERS:
        return "a"
    speakable = second in "AEIOUY" or first + second in _ONSETS
    return None if second and speakable else "an"


def _before_vowel_letter(first: str, head: str) -> str | None:
    if first == "U":
        return "a" if head[1:2] not in "NPRTVLMBDFGC" or len(head) == 1 else None
    return None if head.startswith(("EU", "ONE", "EW")) else "an"
