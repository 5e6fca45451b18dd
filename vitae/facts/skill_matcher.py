"""Find every place where a form of the lexicon stands as words of its own."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vitae.domain.values import Value
from vitae.facts.skill_inflections import find_inflected
from vitae.lexicons.folding import FoldedText
from vitae.lexicons.skills import Form, Rule, SkillLexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(
    r"https?://[^\s<>()\[\]]+|www\.[^\s<>()\[\]]+|[^\s<>()\[\]|,;:@]{1,64}@[^\s<>()\[\]|,;@]{1,255}\.[a-z]{2,}"
    r"|\b(?!asp\.net|vb\.net)[\w.-]{1,255}\.(?:com|org|net|io|dev|edu|gov|me|co|uk|de|fr|es|pl|ru|eu|ch|at|app)/[^\s<>()\[\]]*",
    re.IGNORECASE,
)
_UNSPACED = "\u3040"
"""From here on there are scripts without blanks between words; below, two letters beside each other are one word."""
_SHORT = 3
"""A form of so few characters is no part of a compound such as ``R&D`` or ``C-level``."""


class Candidate(Value, frozen=True, eq=False):
    """A form at its place in the folded text; whether it means its skill is not yet known."""

    start: int
    end: int
    form: Form


def find_candidates(folded: FoldedText, lexicon: SkillLexicon) -> list[Candidate]:
    """Return all places, overlapping ones included, in order of position, the longest first.

    A form does not count inside another word, an address or an e-mail; a plural ``s`` may follow it.
    """
    text = mask_addresses(folded.text).replace("\n", " ")  # a phrase may be broken at the end of a line
    found = [Candidate(start, end, form) for start, end, form in _find_exact(text, lexicon)]
    known = {(candidate.start, candidate.end) for candidate in found}
    found += [Candidate(*hit) for hit in find_inflected(text, lexicon) if hit[:2] not in known]
    return sorted(found, key=lambda candidate: (candidate.start, -candidate.end, candidate.form.text))


def keep_longest(candidates: list[Candidate]) -> list[Candidate]:
    """Return those that do not overlap, from the left, the longest of each place."""
    kept: list[Candidate] = []
    end = -1
    for candidate in candidates:
        if candidate.start >= end:
            kept.append(candidate)
            end = candidate.end
    return kept


def mask_addresses(text: str) -> str:
    """Return `text` with web and e-mail addresses overwritten by as many NULs."""
    lines = text.split("\n")
    for number in [n for n, line in enumerate(lines) if "/" in line or "@" in line or "www." in line]:
        lines[number] = _TOKEN.sub(_mask_word, lines[number])
    return "\n".join(lines)


def _mask_word(word: re.Match[str]) -> str:
    """Mask a word: an address ends with its word, and no pattern runs over more than one."""
    text = word[0]
    return _ADDRESS.sub(_as_nuls, text) if "/" in text or "@" in text or "www." in text else text


def _as_nuls(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _find_exact(text: str, lexicon: SkillLexicon) -> Iterator[tuple[int, int, Form]]:
    automaton, forms = _automaton(lexicon)
    marked = _mark_words(_flat(text))
    for index, start, end in automaton.find_matches_as_indexes(marked, overlapping=True):
        after = marked[end : end + 1]
        if (after.islower() and after != "s") or not _begins_word(text, start, end - start):
            continue  # a small letter goes on with the word: that alone rejects most
        form = forms[index]
        stop = _end_of_word(text, end, form)
        if stop is None:
            continue
        if stop == end or _flat(text[start:stop]) not in lexicon.forms:
            yield start, stop, form


@lru_cache(maxsize=4)
def _automaton(lexicon: SkillLexicon) -> tuple["AhoCorasick", tuple[Form, ...]]:
    """Return the automaton over all forms, and the forms in the order of its patterns."""
    from ahocorasick_rs import AhoCorasick, Implementation

    automaton = AhoCorasick(list(map(_mark_words, lexicon.forms)), implementation=Implementation.ContiguousNFA)
    return automaton, tuple(lexicon.forms.values())


def _mark_words(flat: str) -> str:
    """Return the text with a capital at the beginning of every word: no form is found within one, and offsets stay."""
    marked = flat.title()
    if len(marked) == len(flat):
        return marked
    return "".join(letter if _is_cased(before) else _capital(letter) for before, letter in pairwise(f" {flat}"))


def _is_cased(letter: str) -> bool:
    return letter.islower() or letter.isupper()


def _capital(letter: str) -> str:
    """Return the capital, or the letter itself where that takes two, as of ``ß``."""
    capital = letter.title()
    return capital if len(capital) == 1 else letter


def _flat(text: str) -> str:
    """Return the folded text with blanks for hyphens, as in the keys of the lexicon; offsets stay."""
    return text.replace("-", " ")


def _begins_word(text: str, start: int, length: int) -> bool:
    """Return whether a word may begin here: ``Java`` does not in ``MyJava`` or ``x.java``."""
    if start == 0:
        return True
    before = text[start - 1]
    if before in "@\0" or (is_word_character(before) and is_word_character(text[start])):
        return False
    if before in ".&-+#" and start > 1 and is_word_character(text[start - 2]):
        return before == "-" and length > _SHORT
    return before not in "+#" or not is_word_character(text[start])


def _end_of_word(text: str, end: int, form: Form) -> int | None:
    """Return where the word ends, after a plural ``s`` or an attached version, or None inside a word."""
    if _is_boundary(text, end, form):
        return end
    if form.rule in (Rule.EVIDENCE, Rule.GENERIC) or not text[end - 1].isalpha():
        return None
    if text[end] == "s" and len(form.text) >= _SHORT and _is_boundary(text, end + 1, form):
        return end + 1
    if text[end].isdecimal() and len(form.text) > _SHORT:
        digits = end
        while digits < len(text) and text[digits].isdecimal() and digits < end + 4:
            digits += 1
        return end if digits - end <= 2 and _is_boundary(text, digits, form) else None
    return None


def _is_boundary(text: str, end: int, form: Form) -> bool:
    if end >= len(text):
        return True
    after = text[end]
    if is_word_character(after):
        return not is_word_character(text[end - 1])
    if after in "+#@\0":
        return False
    if after in ".&-" and end + 1 < len(text) and is_word_character(text[end + 1]):
        return after == "-" and (len(form.text) > _SHORT or form.rule is Rule.FREE) and form.rule is not Rule.GENERIC
    return True


def is_word_character(character: str) -> bool:
    """Return whether letters and digits beside it would make one word; Chinese and Japanese set no blanks."""
    return character == "_" or (character.isalnum() and not _UNSPACED <= character <= "\u9fff")
