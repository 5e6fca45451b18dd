"""What headings are about that people word themselves: by the families of their words (``Where I learned things``)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence
from vitae.parsing.wording import Phrasebook, fold, folded_words

_MOST_WORDS = 8
_SHORTEST_STEM = 3
_BESIDE_WORK = frozenset({SectionKind.INTERESTS, SectionKind.VOLUNTEER})
_MOST_UNKNOWN = 2
"""Words that nobody knows, in what somebody says of himself."""


class Hint(Value, frozen=True):
    """What a heading speaks of."""

    kind: SectionKind
    is_plain: bool
    """Whether its words are those of a heading: hardly any others stand in it, and no title and no organisation."""
    is_certain: bool
    """Whether somebody speaks of himself in it, or asks, and in no other words."""


@cache
def _order() -> Mapping[SectionKind, int]:
    """Return the kinds in the order in which they count."""
    return {SectionKind(kind): nth for nth, kind in enumerate(read_toml("heading_families")["families"])}


def _families() -> Iterator[tuple[str, SectionKind]]:
    tables: dict[str, list[str]] = read_toml("heading_families")["families"]
    return ((word, SectionKind(kind)) for kind, words in tables.items() for word in words)


@cache
def _phrases() -> Phrasebook[SectionKind]:
    return Phrasebook.of((word, kind) for word, kind in _families() if " " in word)


@cache
def _wholes() -> Mapping[str, frozenset[SectionKind]]:
    return _by_word((fold(word), kind) for word, kind in _families() if word.isalpha())


@cache
def _stems() -> Mapping[str, frozenset[SectionKind]]:
    return _by_word((fold(word[:-1]), kind) for word, kind in _families() if word.endswith("*"))


def _by_word(pairs: Iterable[tuple[str, SectionKind]]) -> Mapping[str, frozenset[SectionKind]]:
    kinds: dict[str, set[SectionKind]] = {}
    for word, kind in pairs:
        kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(of_word) for word, of_word in kinds.items()}


@cache
def _small(table: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read_toml("heading_families")["words"][table])


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[SectionKind]:
    """Return the kinds that a folded word speaks of."""
    stems = _stems()
    of_stems = (stems.get(word[:length], frozenset()) for length in range(_SHORTEST_STEM, len(word) + 1))
    return _wholes().get(word, frozenset()).union(*of_stems)


@lru_cache(maxsize=2048)
def hint_of_heading(text: str) -> Hint | None:
    """Return what a heading of unknown wording speaks of; None where it speaks of nothing."""
    words = folded_words(text)
    if not 0 < len(words) <= _MOST_WORDS or _is_of_employer(words):
        return None
    found = _phrases().find(words)
    covered = {at for match in found for at in range(match.first, match.stop)}
    rest = [word for at, word in enumerate(words) if at not in covered]
    kinds = frozenset(match.value for match in found).union(*map(_kinds_of, rest))
    if not kinds:
        return None
    if SectionKind.WORK in kinds and _names_several(text):
        kinds -= _BESIDE_WORK  # ``Experience, paid and unpaid``
    speaking, joining = _small("speaking"), _small("joining")
    is_spoken = not speaking.isdisjoint(words)
    unknown = sum(word not in joining and word not in speaking and not _kinds_of(word) for word in rest)
    is_name = not is_spoken and max(title_evidence(text), organization_evidence(text)) >= CLEARLY
    is_plain = unknown <= (_MOST_UNKNOWN if is_spoken else 0) and not is_name
    return Hint(min(kinds, key=_order().__getitem__), is_plain, is_spoken and not unknown)


def _is_of_employer(words: tuple[str, ...]) -> bool:
    """Return whether an employer speaks, or somebody is spoken to, and nobody speaks of himself: an advertisement."""
    return not _small("employer").isdisjoint(words) and _small("own").isdisjoint(words)


def _names_several(text: str) -> bool:
    """Return whether two things are joined in a heading; a capital ``I`` is no Polish *and*."""
    return not _small("between").isdisjoint([word.casefold() for word in text.split() if word != "I"])
