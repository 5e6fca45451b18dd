"""Find Russian and Polish names of skills in any of their cases, by the stems of their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vitae.lexicons.folding import fold
from vitae.lexicons.skills import Form, SkillLexicon

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_RUSSIAN = (
    "иями иях иям ием ями ами ого его ому ему ыми ими ией ях ах ой ей ий ый ая яя ое ее ые ие ых их ым им ом ем ам ям "
    "ов ев ию ия ии ью ую юю а я о е ы и у ю ь й"
)
_POLISH = "iami owie ami ach owi iem ego emu ymi imi ów om ych ich ym im ej em iu ie ia ię ią ii ą ę a e i o u y"


@dataclass(frozen=True, slots=True)
class _Inflection:
    """How the words of a language lose their endings."""

    language: str
    endings: tuple[str, ...]
    """The longest first."""
    shortest: int
    """No ending is taken that leaves fewer letters."""
    marks: str
    """Letters of which one at least stands in every text of the language."""

    def stem(self, word: str) -> str:
        """Return the word without its ending; words joined by a hyphen keep all but the last one's."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                return word[: -len(ending)]
        return word


def _longest_first(endings: str) -> tuple[str, ...]:
    return tuple(sorted(endings.split(), key=lambda ending: (-len(ending), ending)))


_INFLECTIONS = (
    _Inflection("ru", _longest_first(_RUSSIAN), 3, "аеиоуы"),
    _Inflection("pl", _longest_first(_POLISH), 4, "ąęłńśźż"),
)


def find_inflected(text: str, lexicon: SkillLexicon) -> Iterator[tuple[int, int, Form]]:
    """Yield start, end and form of every Russian or Polish name in the folded `text`, in order for each language."""
    for inflection in _INFLECTIONS:
        if any(letter in text for letter in inflection.marks):
            yield from _find(text, _names(inflection, lexicon), inflection)


_Names = dict[str, list[tuple[tuple[str, ...], Form]]]


def _find(text: str, names: _Names, inflection: _Inflection) -> Iterator[tuple[int, int, Form]]:
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    stems = [inflection.stem(word) for _, _, word in words]
    for index, stem in enumerate(stems):
        for name, form in names.get(stem, ()):
            last = index + len(name) - 1
            if tuple(stems[index : last + 1]) == name and _is_phrase(text, words[index : last + 1]):
                yield words[index][0], words[last][1], form


def _is_phrase(text: str, words: list[tuple[int, int, str]]) -> bool:
    """Return whether the words follow each other with a single blank between them."""
    return all(text[a[1] : b[0]] == " " for a, b in pairwise(words))


@lru_cache(maxsize=8)
def _names(inflection: _Inflection, lexicon: SkillLexicon) -> _Names:
    """Return the names of the language by their first stem, the longest name first."""
    names: _Names = {}
    for form in lexicon.forms.values():
        if form.language != inflection.language:
            continue
        words = fold(form.text).split(" ")
        if all(_WORD.fullmatch(word) for word in words):
            stems = tuple(inflection.stem(word) for word in words)
            names.setdefault(stems[0], []).append((stems, form))
    for known in names.values():
        known.sort(key=lambda entry: (-len(entry[0]), entry[0], entry[1].text))
    return names
