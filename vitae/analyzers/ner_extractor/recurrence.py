"""Further mentions of persons and organisations whose names are known, anywhere in the text."""

from collections.abc import Iterable, Iterator

from vitae.analyzers.ner_extractor.mentions import Mention, without_legal_form
from vitae.analyzers.ner_extractor.result import EntityLabel
from vitae.lexicons.common_words import common_words
from vitae.lexicons.folding import fold

FEWEST_LETTERS = 4
"""A shorter name is looked for in capitals only."""
MOST_NAMES = 100
_RECURRING = frozenset({EntityLabel.ORG, EntityLabel.PERSON})
_CONFIDENCE = 0.8
_INITIALS_CONFIDENCE = 0.6


def recurring_mentions(text: str, known: Iterable[Mention]) -> Iterator[Mention]:
    """Yield where a known name stands again: as written, without its legal form, or as its initials.

    Case counts, so that ``Target`` is not found in ``met every target``.
    """
    names: dict[str, Mention] = {}
    for mention in known:
        if mention.label in _RECURRING:
            for name in _spellings(mention):
                names.setdefault(name, mention)
    for name in sorted(names, key=lambda name: (-len(name), name))[:MOST_NAMES]:
        source = names[name]
        is_initials = name not in source.normalized
        confidence = min(source.confidence, _INITIALS_CONFIDENCE if is_initials else _CONFIDENCE)
        for start in _places(text, name):
            yield Mention(
                source.label, start, start + len(name), source.normalized, confidence, source.role, source.key
            )


def _places(text: str, name: str) -> Iterator[int]:
    """Yield where the name stands as words of its own."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(name, end)


def _spellings(mention: Mention) -> Iterator[str]:
    name = mention.normalized
    short = _short_name(name) if mention.label is EntityLabel.ORG else name
    for spelling in dict.fromkeys((name, short)):
        if _is_telling(spelling):
            yield spelling
    if mention.label is EntityLabel.ORG:
        initials = "".join(word[0] for word in short.split() if word[0].isupper())
        if len(initials) >= 3 and initials.isascii():
            yield initials


def _short_name(name: str) -> str:
    """Return a company's name as written, without its legal form."""
    folded = fold(name)
    short = without_legal_form(folded)
    start = folded.find(short)
    return name[start : start + len(short)] if len(folded) == len(name) else name


def _is_telling(name: str) -> bool:
    if len(name) < FEWEST_LETTERS:
        return len(name) > 1 and name.isupper()
    return name[0].isupper() and fold(name) not in common_words()
