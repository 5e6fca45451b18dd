"""Read degrees, their fields, grades and honours."""

import re
from functools import cache, lru_cache

from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, title_evidence
from vitae.parsing.wording import Phrasebook, Word, fold, folded_words, phrases_of, words_in, words_of

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
    whole = (form for forms in (*table["degrees"].values(), table["abbreviations"]["forms"]) for form in forms)
    opened = ((form, True) for form in table["open"]["forms"])
    return Phrasebook.of((*opened, *((form, False) for form in (*whole, *_acronyms()))))


@cache
def _acronyms() -> frozenset[str]:
    """Return the abbreviations without full stops, which have two capitals at least: ``CAPE``, not ``Cape``."""
    return frozenset(fold(form.replace(".", "")) for form in read_toml("degrees")["abbreviations"]["forms"])


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


@cache
def _counted() -> re.Pattern[str]:
    """Return what matches a grade that is a number of something: ``430 points``, ``8 credits``."""
    units = "|".join(map(re.escape, sorted(read_toml("degrees")["counted"]["words"], key=len, reverse=True)))
    return re.compile(rf"(?<![\w.,])\d{{1,4}}(?:[.,]\d{{1,2}})? (?:{units})(?!\w)", re.IGNORECASE)


_BARE_MARK = re.compile(
    r"(?<![\d.,/])(?:[0-5][.,]\d{1,2}\s?/\s?[45](?:[.,]0{1,2})?|1[0-9]?(?:[.,]\d)?\s?/\s?20|\d{2,3}\s?/\s?1[01]0|\d{2}(?:[.,]\d)?\s?%)(?![\d/])"
)
_PREPOSITIONS = frozenset({"in", "en", "em"})
"""At the end of a form, which they tell from another, and no part of it (``Laurea in``)."""
_DIGIT = re.compile(r"\d")
_DIVISION = re.compile(r"(?<![\d:])[12]:[12](?![\d:])")
_LEVEL = re.compile(r"[1-9]|I{1,3}|IV|VI{0,3}")
_GOES_ON_IN_DIGITS = re.compile(r"[.,:/]\d|[.º°]")
_HONS = frozenset({"hons", "hon", "honours", "honors"})
_TIED = re.compile(r"(?:\.?-[^\W\d_]+\.?)+")
_LONGEST_ACRONYM = 8
_BRACKET = re.compile(r"\s*\(([^()]{1,60})\)")
_LONGEST_ADDITION = 16
"""Characters in brackets behind a degree that are a part of it, whatever they say."""
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


def is_only_ended(text: str) -> bool:
    """Return whether `text` says nothing but that its date is when a course ended or will end."""
    return bool(text) and (is_only_expected(text) or phrases_of("degrees", "ended").exact(text) is not None)


def says_ended(text: str) -> bool:
    """Return whether `text` begins with words for the end of a course, or says that it is expected."""
    first = phrases_of("degrees", "ended").first(folded_words(text))
    return (first is not None and first.first == 0) or says_expected(text)


def is_only_unfinished(text: str) -> bool:
    """Return whether `text` says nothing but that a course was not finished, or how it or its certificate was."""
    if (
        phrases_of("degrees", "unfinished").exact(text) is not None
        or phrases_of("degrees", "modes").exact(text) is not None
    ):
        return True
    return text[:1] == "(" and says_unfinished(text)


def says_unfinished(text: str) -> bool:
    """Return whether `text` says that a course was not finished."""
    return phrases_of("degrees", "unfinished").has_any(text)


def is_only_level(text: str) -> bool:
    """Return whether `text` says nothing but the level of a course: ``Level 5``, ``NQF 6``."""
    words = words_of(text)
    if len(words) not in {2, 3} or not _LEVEL.fullmatch(text, words[-1].start, words[-1].end):
        return False
    return all(word.folded in _levels() for word in words[:-1])


def is_membership(text: str) -> bool:
    """Return whether `text` says as what somebody belongs to a professional body: ``Fellow``, ``Student member``."""
    return phrases_of("degrees", "memberships").exact(text) is not None


@cache
def _extents() -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(read_toml("degrees")["extents"]["words"], key=len, reverse=True)))
    return re.compile(rf"(?:\w+ )?\d{{1,4}}(?:[.,]\d)?[ -]?(?:{units})\.?", re.IGNORECASE)


def is_only_extent(text: str) -> bool:
    """Return whether `text` says nothing but how long a course took: ``300 Std.``, ``40 hours``."""
    return _DIGIT.search(text) is not None and _extents().fullmatch(text.strip(" ()")) is not None


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
        stop = _with_level(text, words, stop)
        first, last = words[match.first], words[stop - 1]
        if not _is_form(text, words[match.first : match.stop]) or _ends_acronym(text, words, match.first):
            continue
        if match.first > 3:
            return None
        if match.stop - match.first == 1 and _is_trade(text, words, match.first):
            continue
        start = 0 if match.first and _leads(text[: first.start]) else first.start
        end = _with_brackets(text, last.end + _hyphenated(text[last.end :]))
        return DegreeParts((start, end), _area(text, end, words))
    return None


def _with_level(text: str, words: tuple[Word, ...], stop: int) -> int:
    """Return the word behind a degree with its level (``NVQ Level 3``, ``SVQ 2``) and honours (``BSc Hons``)."""
    at = stop + (stop < len(words) and words[stop].folded in _levels())
    if (
        at < len(words)
        and text[words[at].start - 1] == " "
        and text[words[at - 1].end] == " "
        and _LEVEL.fullmatch(text, words[at].start, words[at].end)
        and not _GOES_ON_IN_DIGITS.match(text, words[at].end)
    ):
        stop = at + 1
    return stop + (stop < len(words) and words[stop].folded in _HONS and text[words[stop].start - 1] == " ")


@cache
def _levels() -> frozenset[str]:
    return frozenset(map(fold, read_toml("degrees")["levels"]["words"]))


def _hyphenated(behind: str) -> int:
    """Return how far a degree goes on in words that hyphens tie to it: ``Diplom-Sozialpädagogin``."""
    tied = _TIED.match(behind)
    return tied.end() if tied is not None else 0


def _is_trade(text: str, words: tuple[Word, ...], at: int) -> bool:
    """Return whether a word is part of a title: ``Station Master``, ``Master Baker``, ``Coordinatore tecnico``."""
    form, before = words[at], text[: words[at].start]
    if form.folded != "master":
        return _leads(before) and title_evidence(before) >= CLEARLY and title_evidence(form.folded) >= CLEARLY
    is_named = (
        before.endswith(" ")
        and before[-2:-1].isalpha()
        and words[at - 1].folded not in words_in("degrees", "master", "before")
    )
    return is_named or title_evidence(text[form.end :]) >= CLEARLY


def is_degree_in_capitals(text: str) -> bool:
    """Return whether `text` is the capitals of a degree and says at most in brackets more: ``F.A.``, ``GED``."""
    first = text.split("(", 1)[0].strip()
    if len(first) > _LONGEST_ACRONYM or not first.isupper():
        return False
    parts = find_degree(first)
    return parts is not None and parts.study == (0, len(first))


def is_short_course(text: str) -> bool:
    """Return whether `text` names a certificate or a course that takes less than a year, and no degree."""
    parts = find_degree(text)
    return parts is not None and _key(text[slice(*parts.study)]) in _short_courses()


@cache
def _short_courses() -> frozenset[str]:
    return frozenset(map(_key, read_toml("degrees")["short"]["forms"]))


def _key(text: str) -> str:
    return " ".join(word.folded for word in words_of(text))


_EXACTLY, _AT_AN_END, _SOMEWHERE = 2.0, 1.2, 0.5
"""Points for words that name a course of study as a whole, begin or end with one, or have one within."""


@lru_cache(maxsize=1024)
def study_evidence(text: str) -> float:
    """Return how far words without a degree speak for a course of study: 0 not at all, 2 clearly.

    So do stages of school, trainings and what is taught, where studies are listed.
    """
    words = folded_words(text.partition("(")[0] or text)
    found = [*_studies().find(words), *_subjects().find(words)]
    if found:
        if any(match.stop - match.first == len(words) for match in found):
            return _EXACTLY
        return _AT_AN_END if any(m.first == 0 or m.stop == len(words) for m in found) else _SOMEWHERE
    ends = _subject_endings()
    return _AT_AN_END if any(word.endswith(ends) for word in (*words[:1], *words[-1:])) else 0.0


def subjects_within(words: tuple[str, ...]) -> set[int]:
    """Return which of some folded words name what is taught."""
    ends = _subject_endings()
    named = {at for match in _subjects().find(words) for at in range(match.first, match.stop)}
    return named | {at for at, word in enumerate(words) if word.endswith(ends)}


@cache
def _studies() -> Phrasebook[bool]:
    return Phrasebook.of((form, True) for forms in read_toml("degrees")["studies"].values() for form in forms)


@cache
def _subjects() -> Phrasebook[bool]:
    return Phrasebook.of((name, True) for names in read_toml("degrees")["subjects"].values() for name in names)


@cache
def _subject_endings() -> tuple[str, ...]:
    return tuple(map(fold, read_toml("degrees")["subject_endings"]["words"]))


def _ends_acronym(text: str, words: tuple[Word, ...], at: int) -> bool:
    """Return whether the word at `at` goes on with the letters of an acronym: ``F.P.`` of ``C.F.P.``."""
    if at == 0 or text[words[at].start - 1] != ".":
        return False
    return words[at - 1].end == words[at].start - 1 and words[at - 1].end - words[at - 1].start == 1


def _is_form(text: str, words: tuple[Word, ...]) -> bool:
    letters = text[words[0].start : words[-1].end]
    if letters.capitalize() == letters and letters.casefold() in _WORDS:
        return False
    bare = letters.replace(".", "").replace(" ", "")
    if len(words) == 1 and words[0].folded in _acronyms():
        return sum(c.isupper() for c in bare) > 1
    if len(bare) > _SHORT_FORM + 1 or (len(words) > 1 and "." not in letters and len(bare) > _SHORT_FORM):
        return True
    return (
        bare[:1].isupper()
        and (sum(c.isupper() for c in bare) > 1 or "." in letters or len(bare) > _SHORT_FORM or not bare.isascii())
    ) or bare in {"Bac", "Lic", "Ing", "mgr", "inż"}


def _leads(before: str) -> bool:
    """Return whether the words before a form belong to the degree (``Geprüfte``, ``Executive``), not to a list."""
    return not re.search(r"[,;:|·–—(]", before) and len(before.split()) <= 3


def _with_brackets(text: str, end: int) -> int:
    """Take ``(Hons)``, another name of the degree in brackets or a closing full stop into the degree."""
    if text[:end].count("(") > text[:end].count(")") and text[end : end + 1] == ")":
        return end + 1
    if text[end : end + 1] == ".":
        end += 1
    bracket = _BRACKET.match(text, end)
    if bracket is None or (len(bracket[1]) > _LONGEST_ADDITION and find_degree(bracket[1]) is None):
        return end
    return bracket.end()


def _area(text: str, start: int, words: tuple[Word, ...]) -> tuple[int, int] | None:
    """Return the field after a degree: up to a comma, a bracket, a dash or a grade."""
    at = start
    rest = [word for word in words if word.start >= start]
    folded = tuple(word.folded for word in rest)
    match = phrases_of("degrees", "connectors").first(folded)
    if match is not None and match.first == 0:
        at = rest[match.stop - 1].end
    lead = re.match(r"[\s,:–—|·-]*", text[at:])
    at += lead.end() if lead is not None else 0
    closing = text.find(")", at) if text[at : at + 1] == "(" else -1
    if closing > 0 and any(c.isalpha() for c in text[at:closing]):
        return _in_brackets(text, at, closing)
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
    if len(area) < 3 or not any(c.isalpha() for c in area) or area[0].isdigit():
        return None
    return at, at + len(area)


def _in_brackets(text: str, opening: int, closing: int) -> tuple[int, int] | None:
    """Return the field in the brackets behind a degree, unless they say a grade, or how far the course came."""
    inside = text[opening + 1 : closing]
    if len(inside) < 3 or is_only_mark(inside) or is_only_unfinished(inside) or says_expected(inside):
        return None
    return opening + 1, closing


@lru_cache(maxsize=1024)
def find_mark(text: str) -> tuple[int, int] | None:
    """Return where a grade stands in `text`: ``GPA 3.8/4.0``, ``Note 1,7``, ``2:1``, ``magna cum laude``."""
    of_digits = (_BARE_MARK, _DIVISION) if _DIGIT.search(text) else ()
    for pattern in (_marks(), *of_digits, _counted(), _honours()):
        found = pattern.search(text)
        if found is not None and not is_stage(found.group()):
            return found.start(), found.end()
    return None


def is_stage(text: str) -> bool:
    """Return whether `text` as a whole names a course of study or a stage of school: ``Grade 12``."""
    return _studies().exact(text) is not None


def is_only_mark(text: str) -> bool:
    """Return whether `text` is nothing but a grade or an honour."""
    rest = text.strip(" ()")
    found = find_mark(rest)
    if found is not None and found[1] < len(rest):  # a grade and an honour, such as ``110/110 e lode``
        further = find_mark(rest[found[1] :])
        found = found if further is None else (found[0], found[1] + further[1])
    return found is not None and found[1] - found[0] >= len(rest) - 6
