"""What headings say: the kind of section that the words of a line name."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from vitae.domain.sections import SectionKind
from vitae.lexicons.files import read_toml
from vitae.parsing.wording import Phrasebook, folded_words, is_capitals, phrases_of, words_in

_MOST_WORDS = 7
_SPACED_OUT = re.compile(r"(?:\w(?: {1,3}|\t)){3,}\w\Z")
_MOST_QUALIFIED = 4
"""Words of a heading that its head names."""
_SURE = 2
"""One word before or after a head that means skills makes nothing else of it."""
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()\d]+\)\s*\Z")
"""What is said about a heading behind it (``Languages (spoken at work)``)."""
_FEWEST_SQUEEZED = 6
"""Letters of a heading that is known without its blanks."""


@cache
def _phrases() -> Phrasebook[SectionKind]:
    tables: dict[str, list[str]] = read_toml("headings")["phrases"]
    return Phrasebook.of((phrase, SectionKind(kind)) for kind, phrases in tables.items() for phrase in phrases)


@cache
def _small_words() -> frozenset[str]:
    table = read_toml("headings")["modifiers"]
    return frozenset(word for phrase in (*table["words"], *table["joiners"]) for word in folded_words(phrase))


@cache
def _vocabulary(kind: SectionKind) -> frozenset[str]:
    """Return every word of the phrases of a kind, so that parts of two phrases are known in one heading."""
    return frozenset(word for words, value in _phrases().entries.items() if value is kind for word in words)


@cache
def _usual() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(phrase) for phrases in read_toml("headings")["usual"].values() for phrase in phrases)


@lru_cache(maxsize=512)
def is_usual_heading(text: str) -> bool:
    """Return whether most résumés have this heading, and over nothing but what it says."""
    return folded_words(close_up(text)) in _usual()


def document_titles() -> Phrasebook[bool]:
    """Return the titles of whole documents, such as Curriculum Vitae."""
    return phrases_of("headings", "document", "titles")


def close_up(text: str) -> str:
    """Return letter-spaced words (``S K I L L S``) as words; other text as it is."""
    stripped = text.strip()
    if not _SPACED_OUT.match(stripped):
        return text
    return " ".join(part.replace(" ", "") for part in re.split(r" {2,}|\t", stripped))


@cache
def _squeezed() -> Mapping[str, SectionKind]:
    """Return the phrases without their blanks: letter-spacing tears words apart anywhere (``EDUC AT ION``)."""
    joined = (("".join(words), kind) for words, kind in _phrases().entries.items())
    return {letters: kind for letters, kind in joined if len(letters) >= _FEWEST_SQUEEZED}


@cache
def _heads(place: str) -> Mapping[str, SectionKind]:
    """Return the words that say alone what a heading is about, by where they stand in it."""
    tables: dict[str, list[str]] = read_toml("headings")["heads"][place]
    return {word: SectionKind(kind) for kind, words in tables.items() for word in words}


def _kind_of_head(text: str) -> SectionKind | None:
    """Return the kind that the head of a heading names, whatever qualifies it (``Compétences bancaires``).

    Two things that are joined (``Education and skills``) have no common head.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not 0 < len(words) <= _MOST_QUALIFIED or "&" in text or _joiners().intersection(words):
        return None
    if len(words) > 1 and (kind := _heads("last").get(words[-1]) or _heads("first").get(words[0])):
        return kind
    if not words[-1].endswith(_ends()):
        return None
    ends = _heads("compounds")
    return next((kind for end, kind in ends.items() if words[-1].endswith(end) and words[-1] != end), None)


@cache
def _ends() -> tuple[str, ...]:
    return tuple(_heads("compounds"))


def _joiners() -> frozenset[str]:
    return words_in("headings", "modifiers", "joiners")


@cache
def _openings() -> Phrasebook[SectionKind]:
    """Return the words that say what a heading is about, whatever follows them (``Outside the …``)."""
    tables: dict[str, list[str]] = read_toml("headings")["heads"]["openings"]
    return Phrasebook.of((words, SectionKind(kind)) for kind, openings in tables.items() for words in openings)


def _kind_of_opening(words: tuple[str, ...]) -> SectionKind | None:
    opening = _openings().first(words[:_MOST_QUALIFIED])
    return opening.value if opening is not None and opening.first == 0 and opening.stop < len(words) else None


def _kind_of_joined(words: tuple[str, ...]) -> SectionKind | None:
    """Return the kind of a heading whose two qualities have one noun (``Academic and Professional Qualifications``)."""
    at = next((nth for nth, word in enumerate(words) if nth and word in _joiners()), len(words))
    return _phrases().entries.get((*words[:at], words[-1])) if at < len(words) - 2 else None


@lru_cache(maxsize=1024)
def other_kind_of_heading(text: str) -> SectionKind | None:
    """Return the kind of the second part of a heading that names two (``Training and Jobs``), else None."""
    words = folded_words(close_up(text))
    if words in _phrases().entries or _joiners().isdisjoint(words) or _kind_of_joined(words) is not None:
        return None
    kinds = [match.value for match in _phrases().find(words)]
    return kinds[1] if len(kinds) == 2 and kinds[0] is not kinds[1] else None


@lru_cache(maxsize=2048)
def kind_of_heading(text: str) -> tuple[SectionKind, bool] | None:
    """Return the kind that a heading names and whether the lexicon has exactly these words.

    A heading of several parts (``Education & Training``) has the kind of its first part. Every
    word must belong to a phrase or change nothing about one (``My``, ``Selected``).
    """
    words = folded_words(close_up(text))
    if not words or len(words) > _MOST_WORDS:
        return None
    book = _phrases()
    whole = book.entries.get(words)
    if whole is not None:
        return whole, True
    if text.endswith(")") and (plain := _IN_BRACKETS.sub("", text)) != text:
        named = kind_of_heading(plain)
        return (named[0], False) if named is not None and named[1] else None
    torn = _squeezed().get("".join(words)) if len(words) > 1 and is_capitals(text) else None
    if torn is not None:
        return torn, True
    joined = _kind_of_joined(words)
    if joined is not None:
        return joined, True
    found = book.find(words)
    covered = {i for match in found for i in range(match.first, match.stop)}
    head = _kind_of_head(close_up(text))
    if head is not None and (head is not SectionKind.WORK or all(match.value is head for match in found)):
        return head, len(covered) == len(words) or (head is SectionKind.SKILLS and len(words) == _SURE)
    opening = _kind_of_opening(words) if head is None else None
    if opening is not None:
        return opening, False
    if not found:
        return None
    rest = [word for i, word in enumerate(words) if i not in covered]
    kind = found[0].value
    unknown = [word for word in rest if word not in _small_words() and word not in _vocabulary(kind)]
    if not unknown:
        return kind, True
    if len(unknown) == 1 and len(words) <= 4 and found[-1].stop == len(words):
        return found[-1].value, False
    return None
