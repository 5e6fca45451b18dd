"""Hunspell's dictionaries, as they are installed on a system: which words a language has.

Read by ourselves because it is little and quick: about a tenth of a second a dictionary. Suffixes and prefixes are
followed, one of each; compounds are parts that are words, whatever the dictionary says of the order. So more words pass
than Hunspell lets pass: what is reported is wrong all the more surely.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_COMPOUNDING = frozenset(["de", "nl", "sv", "da", "nb", "fi", "hu"])
_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What German puts between two parts."""
_LEAST_PART = 3
_MOST_PARTS = 4
_LONG_COMPOUND = 12
"""Letters from which a compound may be what was meant; many a short name is one letter away from some compound."""
_REMEMBERED = 20_000
_DEFAULT_LETTERS = "esianrtolcdugmphbyfvkwzjqx"


@dataclass(frozen=True, slots=True)
class _Affix:
    flag: str
    strip: str
    condition: re.Pattern[str] | None


class Dictionary:
    """The words of one language; verdicts are remembered for the life of the process."""

    def __init__(self, dic: Path, aff: Path, language: str) -> None:
        self._is_compounding = language in _COMPOUNDING
        self._suffixes: dict[str, list[_Affix]] = defaultdict(list)
        self._prefixes: dict[str, list[_Affix]] = defaultdict(list)
        self._flag_kind, self._forbidden, self.letters = "char", "", _DEFAULT_LETTERS
        encoding = _encoding_of(aff)
        self._read_affixes(aff.read_text(encoding=encoding, errors="replace"))
        self._words = self._read_words(dic.read_text(encoding=encoding, errors="replace"))
        self._is_word = lru_cache(maxsize=_REMEMBERED)(self._looks_up)
        self.knows = lru_cache(maxsize=_REMEMBERED)(self._knows)
        self.suggest = lru_cache(maxsize=_REMEMBERED)(self._suggest)

    def _read_affixes(self, text: str) -> None:
        for line in text.splitlines():
            parts = line.split()
            if not parts:
                continue
            if parts[0] in ("SFX", "PFX") and len(parts) >= 5:
                self._add_affix(parts)
            elif parts[0] == "FLAG":
                self._flag_kind = parts[1].lower()
            elif parts[0] == "FORBIDDENWORD":
                self._forbidden = parts[1]
            elif parts[0] == "TRY":
                self.letters = "".join(dict.fromkeys(char for char in parts[1].lower() if char.isalpha()))

    def _add_affix(self, parts: list[str]) -> None:
        kind, flag, strip, append, condition = parts[:5]
        append = append.partition("/")[0].replace("0", "")
        strip = "" if strip == "0" else strip
        ends = rf"(?:{condition})$" if kind == "SFX" else rf"^(?:{condition})"
        known = _Affix(flag, strip, None if condition == "." else _compiled(ends))
        (self._suffixes if kind == "SFX" else self._prefixes)[append].append(known)

    def _read_words(self, text: str) -> dict[str, str]:
        words: dict[str, str] = {}
        for line in text.splitlines()[1:]:
            word, _, flags = line.partition("\t")[0].partition("/")
            flags = flags.split(" ", 1)[0]
            words[word.strip()] = f"{words[word]},{flags}" if word in words else flags
        return words

    def _has(self, word: str, flag: str) -> bool:
        flags = self._words.get(word)
        if flags is None or (self._forbidden and self._is_flagged(flags, self._forbidden)):
            return False
        return not flag or self._is_flagged(flags, flag)

    def _is_flagged(self, flags: str, flag: str) -> bool:
        if self._flag_kind == "num":
            return flag in flags.split(",")
        if self._flag_kind == "long":
            return any(flag in (part[at : at + 2] for at in range(0, len(part), 2)) for part in flags.split(","))
        return flag in flags

    def _knows(self, word: str) -> bool:
        """Whether the language has this word, as it is written or with a small first letter."""
        return self._is_plain(word) or (self._is_compounding and self._is_compound(word))

    def _is_plain(self, word: str) -> bool:
        forms = dict.fromkeys((word, word[:1].lower() + word[1:], word.capitalize()))
        return any(self._is_word(form) for form in forms)

    def _looks_up(self, word: str) -> bool:
        if self._has(word, ""):
            return True
        return any(self._has(stem, flag) for stem, flag in self._stems(word)) or any(
            self._has(inner, flag) and self._has(inner, prefix)
            for stem, prefix in self._unprefixed(word)
            for inner, flag in self._stems(stem)
        )

    def _stems(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield stem and flag for every prefix or suffix that the word may have."""
        yield from self._unprefixed(word)
        for length in range(min(len(word), 12)):
            at = len(word) - length
            for affix in self._suffixes.get(word[at:], ()):
                stem = word[:at] + affix.strip
                if stem and (affix.condition is None or affix.condition.search(stem)):
                    yield stem, affix.flag

    def _unprefixed(self, word: str) -> Iterator[tuple[str, str]]:
        for length in range(1, min(len(word), 8)):
            for affix in self._prefixes.get(word[:length], ()):
                stem = affix.strip + word[length:]
                if affix.condition is None or affix.condition.search(stem):
                    yield stem, affix.flag

    def _is_compound(self, word: str, parts: int = _MOST_PARTS) -> bool:
        for at in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
            if not self._is_part(word[at:]) and (parts <= 2 or not self._is_compound(word[at:], parts - 1)):
                continue
            head = word[:at]
            if any(self._is_part(head.removesuffix(link)) for link in _LINKS if head.endswith(link)):
                return True
        return False

    def _is_part(self, part: str) -> bool:
        return len(part) >= _LEAST_PART and (self._is_word(part.lower()) or self._is_word(part.capitalize()))

    def _suggest(self, word: str) -> tuple[str, ...]:
        """Return the known words one letter away, in the case of the word; compounds only where no other is."""
        others = list(dict.fromkeys(_cased(other, word) for other in _one_away(word.lower(), self.letters)))
        plain = tuple(
            o for o in others if self._is_word(o) or self._is_word(o.lower()) or self._is_word(o.capitalize())
        )
        if plain or not self._is_compounding or len(word) < _LONG_COMPOUND:
            return plain
        return tuple(other for other in others if self._is_compound(other))


def _cased(other: str, word: str) -> str:
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


def _one_away(word: str, letters: str) -> Iterator[str]:
    """Yield what differs by one letter: swapped, doubled or left out first, for that is how people slip."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    yield from (a + b[1:] for a, b in splits if b)
    yield from (a + letter + b for a, b in splits for letter in letters)
    yield from (a + letter + b[1:] for a, b in splits if b for letter in letters)


@cache
def _compiled(regex: str) -> re.Pattern[str] | None:
    try:
        return re.compile(regex)
    except re.error:
        return None


def _encoding_of(aff: Path) -> str:
    head = aff.read_bytes()[:4000].decode("latin-1")
    found = re.search(r"^SET\s+(\S+)", head, re.MULTILINE)
    return (found[1] if found else "latin-1").replace("microsoft-cp1251", "cp1251")


@cache
def find_dictionary(language: str, folders: tuple[str, ...]) -> Dictionary | None:
    """Return the dictionary of a language, read at the first call; None where none is installed."""
    paths = dictionary_paths(language, folders)
    return Dictionary(*paths, language) if paths else None


def dictionary_paths(language: str, folders: tuple[str, ...]) -> tuple[Path, Path] | None:
    """Return the files of words and affixes: of the country that bears the language's name before others."""
    for folder in map(Path, folders):
        preferred = (folder / f"{language}_{language.upper()}.dic", folder / f"{language}.dic")
        others = sorted(folder.glob(f"{language}[_-]*.dic")) if folder.is_dir() else []
        for dic in (*preferred, *others):
            if dic.is_file() and dic.with_suffix(".aff").is_file():
                return dic, dic.with_suffix(".aff")
    return None


@cache
def installed_dictionaries(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return name and size of every dictionary that may be read: what a report depends on beside its document."""
    found = (path for folder in folders for path in Path(folder).glob("*.dic"))
    return tuple(sorted(f"{path.name}:{path.stat().st_size}" for path in found if path.is_file()))
