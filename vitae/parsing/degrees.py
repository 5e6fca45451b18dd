"""Read degrees, their fields, grades and honours."""

import re
from functools import cache, lru_cache

from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, title_evidence
from vitae.parsing.wording import Phrasebook, Word, fold, words_of

_WORDS = frozenset({"march"})
"""Forms that are the word when they are written like one: an M.Arch. is an ``MArch``."""


class DegreeParts(Value, frozen=True):
    """A degree and its field as offsets into the text that was read."""

    study: tuple[int, int]
    area: tuple[int, int] | None


@cache
def _forms() -> Phrasebook[bool]:
    """Return the forms; True for those to which the next word belongs."""
    table = read_toml("degrees")
    opened = ((form, True) for form in table["open"]["forms"])
    return Phrasebook.of((*opened, *((form, False) for form in table["degrees"]["forms"])))


@cache
def _connectors() -> Phrasebook[bool]:
    return Phrasebook.of((word, True) for word in read_toml("degrees")["connectors"]["words"])


@cache
def _honours() -> re.Pattern[str]:
    words = sorted(read_toml("degrees")["honours"]["words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@cache
def _marks() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, read_toml("degrees")["marks"]["words"]), key=len, reverse=True))
    number = r"\d{1,3}(?:[.,]\d{1,2})?"
    return re.compile(
        rf"(?<!\w)(?:{words})\s*[:=]?\s*"
        rf"({number}(?:\s*(?:/|из|von|out of|sur|su|de)\s*{number})?%?|\d:\d|[A-F][+-]?(?!\w))(?!\w)",
        re.IGNORECASE,
    )


_BARE_MARK = re.compile(
    r"(?<![\d.,/])(?:[0-5][.,]\d{1,2}\s?/\s?[45](?:[.,]0{1,2})?|1[0-9]?(?:[.,]\d)?\s?/\s?20|\d{2,3}\s?/\s?1[01]0|\d{2}(?:[.,]\d)?\s?%)(?![\d/])"
)
_PREPOSITIONS = frozenset({"in", "en", "em"})
"""At the end of a form, which they tell from another, and no part of it (``Laurea in``)."""
_DIGIT = re.compile(r"\d")
_DIVISION = re.compile(r"(?<![\d:])[12]:[12](?![\d:])")
_SHORT_FORM = 3
"""Forms of so few letters are also words: they count in capitals, with full stops, or mixed case (BSc) only."""


@cache
def _expected() -> re.Pattern[str]:
    words = read_toml("degrees")["expected"]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in words)})(?!\w)")


def says_expected(text: str) -> bool:
    """Return whether `text` says that a degree is expected, and not held yet."""
    return _expected().search(fold(text)) is not None


def is_only_expected(text: str) -> bool:
    """Return whether `text` says nothing but that a degree is expected."""
    return _expected().fullmatch(fold(text.strip(" ():"))) is not None


@cache
def _unfinished() -> Phrasebook[bool]:
    return Phrasebook.of((phrase, True) for phrase in read_toml("degrees")["unfinished"]["words"])


def is_only_unfinished(text: str) -> bool:
    """Return whether `text` says nothing but that a course was not finished, or of what kind its certificate is."""
    return _unfinished().exact(text) is not None


def lists_subjects(text: str) -> bool:
    """Return whether a degree and a colon open a list of subjects: ``A-levels: Maths, Physics``."""
    lead, colon, rest = text.partition(": ")
    parts = find_degree(lead) if colon and "," in rest else None
    return parts is not None and parts.study == (0, len(lead))


@lru_cache(maxsize=1024)
def find_degree(text: str) -> DegreeParts | None:
    """Return the degree that `text` names and the field that follows it."""
    words = words_of(text)
    for match in _forms().find(tuple(word.folded for word in words)):
        stop = min(match.stop + match.value, len(words))
        while stop > match.first + 1 and words[stop - 1].folded in _PREPOSITIONS:
            stop -= 1
        first, last = words[match.first], words[stop - 1]
        if not _is_form(text, words[match.first : match.stop]):
            continue
        if match.first > 3:
            return None
        if match.stop - match.first == 1 and _is_trade(text, words, match.first):
            continue
        start = 0 if match.first and _leads(text[: first.start]) else first.start
        end = _with_brackets(text, last.end)
        return DegreeParts((start, end), _area(text, end, words))
    return None


def _is_trade(text: str, words: tuple[Word, ...], at: int) -> bool:
    """Return whether a word is part of a title: ``Station Master``, ``Master Baker``, ``Coordinatore tecnico``."""
    form, before = words[at], text[: words[at].start]
    if form.folded != "master":
        return _leads(before) and title_evidence(before) >= CLEARLY and title_evidence(form.folded) >= CLEARLY
    is_named = before.endswith(" ") and before[-2:-1].isalpha() and words[at - 1].folded not in _of_masters()
    return is_named or title_evidence(text[form.end :]) >= CLEARLY


@cache
def _of_masters() -> frozenset[str]:
    return frozenset(read_toml("degrees")["master"]["before"])


def is_short_course(text: str) -> bool:
    """Return whether `text` names a certificate or a course that takes less than a year, and no degree."""
    parts = find_degree(text)
    return parts is not None and _key(text[slice(*parts.study)]) in _short_courses()


@cache
def _short_courses() -> frozenset[str]:
    return frozenset(map(_key, read_toml("degrees")["short"]["forms"]))


def _key(text: str) -> str:
    return " ".join(word.folded for word in words_of(text))


def _is_form(text: str, words: tuple[Word, ...]) -> bool:
    letters = text[words[0].start : words[-1].end]
    if letters.capitalize() == letters and letters.casefold() in _WORDS:
        return False
    bare = letters.replace(".", "").replace(" ", "")
    if len(bare) > _SHORT_FORM + 1 or (len(words) > 1 and "." not in letters and len(bare) > _SHORT_FORM):
        return True
    return (
        bare[:1].isupper()
        and (sum(c.isupper() for c in bare) > 1 or "." in letters or len(bare) > _SHORT_FORM or not bare.isascii())
    ) or bare in {"Bac", "Lic", "Ing"}


def _leads(before: str) -> bool:
    """Return whether the words before a form belong to the degree (``Geprüfte``, ``Executive``), not to a list."""
    return not re.search(r"[,;:|·–—(]", before) and len(before.split()) <= 3


def _with_brackets(text: str, end: int) -> int:
    """Take ``(Hons)`` or a closing full stop into the degree."""
    if text[:end].count("(") > text[:end].count(")") and text[end : end + 1] == ")":
        return end + 1
    if text[end : end + 1] == ".":
        end += 1
    bracket = re.match(r"\s*\([^()]{1,16}\)", text[end:])
    return end + bracket.end() if bracket is not None else end


def _area(text: str, start: int, words: tuple[Word, ...]) -> tuple[int, int] | None:
    """Return the field after a degree: up to a comma, a bracket, a dash or a grade."""
    at = start
    rest = [word for word in words if word.start >= start]
    folded = tuple(word.folded for word in rest)
    match = _connectors().first(folded)
    if match is not None and match.first == 0:
        at = rest[match.stop - 1].end
    lead = re.match(r"[\s,:–—|·-]*", text[at:])
    at += lead.end() if lead is not None else 0
    is_list = lead is not None and ":" in lead.group()
    stops = [
        m.start() for m in re.finditer(r";|\s[–—|·]|\t" if is_list else r",|;|\s\(|\s[–—|·]|\s-\s|\.\s|\t", text[at:])
    ]
    for pattern in (_honours(), _marks(), _BARE_MARK):
        found = pattern.search(text, at)
        if found is not None:
            stops.append(found.start() - at)
    end = at + min(stops, default=len(text) - at)
    area = text[at:end].rstrip(" ,;:.")
    if area.startswith("(") and area.endswith(")"):
        at, area = at + 1, area[1:-1]
    if len(area) < 3 or not any(c.isalpha() for c in area) or area[0].isdigit():
        return None
    return at, at + len(area)


@lru_cache(maxsize=1024)
def find_mark(text: str) -> tuple[int, int] | None:
    """Return where a grade stands in `text`: ``GPA 3.8/4.0``, ``Note 1,7``, ``2:1``, ``magna cum laude``."""
    of_digits = (_BARE_MARK, _DIVISION) if _DIGIT.search(text) else ()
    for pattern in (_marks(), *of_digits, _honours()):
        found = pattern.search(text)
        if found is not None:
            return found.start(), found.end()
    return None


def is_only_mark(text: str) -> bool:
    """Return whether `text` is nothing but a grade or an honour."""
    found = find_mark(text)
    return found is not None and found[1] - found[0] >= len(text.strip(" ()")) - 6
