"""The words of a name in their usual case and order, without the titles, letters and pronouns about them."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from vitae.lexicons.files import read_toml
from vitae.parsing.heading_words import close_up, document_titles, kind_of_heading
from vitae.parsing.name_asides import ASIDE, is_called, without_other_name, words_of_name
from vitae.parsing.name_letters import are_letters_of, without_letters, without_listed_letters
from vitae.parsing.name_particles import is_particle, opens_small, small_words
from vitae.parsing.name_titles import is_bracketed_title, without_titles
from vitae.parsing.wording import fold, folded_words, is_capitals, words_of

_INNER = r"['’´`ʼ.·\-‐‑]"
"""Signs inside a name, as people type them."""
_WORD = re.compile(rf"[ʻʼ'’]?[^\W\d_]+(?:{_INNER}+[^\W\d_]*)*\Z|['’][^\W\d_ ]+['’]\Z")
_CJK = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3} ?[\u3040-\u30ff\u4e00-\u9fff]{1,4}|[\uac00-\ud7af]{1,2} ?[\uac00-\ud7af]{1,4})"
    r"(?:\s*\([^\W\d_][^\d()]{1,40}\))?\Z"
)
_SIGNS = re.compile(r"[®™†_]+")
_ORNAMENTS = " ,;|#*~★☆•●■◆"
"""What people set about a name, and what marks it as a heading in a plain text."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?")
_POSSESSIVE = re.compile(r"['’]s? (?:cv|c\.v\.|r[ée]sum[ée]|curriculum vitae)\Z", re.IGNORECASE)
_OF = frozenset({"of", "von", "de", "di", "for", "für"})
_MONSIEUR = re.compile(r"\W*M\.(?= )")
"""French for Mr behind ``CV de``; elsewhere it is an initial."""
_GIVEN = re.compile(
    r"[^\W\d_][\w'’.-]*(?: (?:[^\W\d_]\.|[^\W\d_][\w'’-]*))?"
    r"(?: \([^\W\d_][\w'’.-]*\)| [\"“«„] ?[^\W\d_][\w'’.-]* ?[\"”»“])?"
)
"""One or two given names, the second of which may be an initial, and a name to call someone by."""
_GENERATION = re.compile(r",?\s+(II|III|IV|[JS][Nn]?[Rr]\.?|2nd|3rd|4th)\Z")
_BEHIND_COMMA = re.compile(r"Filho|Neto|Netto|Sobrinho|J[uú]nior")
"""Words for one of two bearers of a name that are a part of it, where no comma stands before them."""
_CAPITALS_INSIDE = re.compile(r"(Ma?c)([A-ZÀ-Þ]{3,})")
"""A family name in capitals but for what opens it (``McTAGGART``)."""
_LONGEST = 200
"""Characters of a name with all that stands about it."""
_SHORT_CALLED = 6
"""Characters, with quotes and blanks, of initials that somebody is called by (``« JS »``)."""


@lru_cache(maxsize=1024)
def clean_name(text: str) -> str | None:
    """Return a name in its usual case and order, without degrees and titles; None if `text` cannot be one."""
    if len(text) > _LONGEST:
        return None
    text = _introduction().sub("", close_up(_SIGNS.sub("", text).strip(_ORNAMENTS)))
    name = without_listed_letters(ASIDE.sub("", _without_document_title(text)))
    name = without_titles(_in_order(name))
    name, generation = _without_generation(name)
    if _CJK.match(name):
        return name
    name = without_other_name(name)
    if not name or len(name) > 60 or document_titles().exact(name) or kind_of_heading(name) is not None:
        return None
    words = words_of_name(name)
    if "," in name or not 1 <= len(words) <= 7 or not all(_is_name_word(word) for word in words):
        return None
    if not any(word[:1].isupper() for word in words) or all(map(_INITIALS.fullmatch, words)):
        return None
    shown = [cased(word) for word in words]
    for end in (0, -1):  # a particle stands inside: ``RAVI DAS``, ``LE GOFF ANNA``
        if is_capitals(words[end]) and is_particle(words[end]):
            shown[end] = words[end].capitalize()
    return " ".join([*shown, *generation])


def _in_order(name: str) -> str:
    """Return a name without the letters behind it, the family name last; with a comma left in it if it is none."""
    first, *parts = (part.strip() for part in name.split(","))
    full = without_titles(first)
    generation = None
    while parts and (_says_generation(parts[-1]) or _is_left_off(parts[-1], full, is_titled=full != first)):
        last = parts.pop()
        generation = last if _says_generation(last) else generation
    full = without_letters(full)
    given, told = _without_generation(without_letters(parts[0])) if len(parts) == 1 else ("", [])
    if given and (is_capitals(full) or _GIVEN.fullmatch(given)):
        generation = told[0] if told else generation
        full = f"{given} {full}"
    elif parts:
        full = ", ".join((full, *parts))
    return f"{full} {generation}" if generation else full


def _is_left_off(part: str, name: str, *, is_titled: bool) -> bool:
    """Return whether what stands behind the comma of a name is none of it, such as the unit behind a rank."""
    is_unit = is_titled and any(map(str.isdigit, part))
    return is_unit or document_titles().exact(part) is not None or are_letters_of(part, name)


def _says_generation(part: str) -> bool:
    """Return whether what stands behind the comma of a name says which of its bearers it is."""
    return _GENERATION.fullmatch(f" {part}") is not None or _BEHIND_COMMA.fullmatch(part) is not None


def _without_document_title(text: str) -> str:
    """Return what stands behind ``Curriculum Vitae of`` and the like, if at least two words do, or before ``'s CV``."""
    owner = _POSSESSIVE.search(text)
    if owner is not None:
        return text[: owner.start()]
    title = document_titles().first(folded_words(text))
    if title is None or title.first > 0:
        return text
    words = words_of(text)
    first = title.stop + (title.stop < len(words) and words[title.stop].folded in _OF)
    if first == len(words):
        return ""
    if first + 1 == len(words):
        return text
    monsieur = _MONSIEUR.match(text, words[first - 1].end) if first > title.stop else None
    return text[monsieur.end() if monsieur is not None else words[first].start :].strip()


def names_owner(text: str) -> bool:
    """Return whether `text` says whose document it is: ``Curriculum Vitae of Jane Doe``."""
    return _without_document_title(text) != text


def _without_generation(name: str) -> tuple[str, list[str]]:
    """Return a name and, apart, the ``Jr.`` or ``III`` behind it."""
    found = _GENERATION.search(name)
    if found is None:
        return name, []
    return name[: found.start()], [found[1] if found[1].startswith("I") else cased(found[1])]


@cache
def _introduction() -> re.Pattern[str]:
    """Return what finds, at the start, the words by which people present themselves (``Hi, I'm``)."""
    table = read_toml("names")["introductions"]
    greetings, words, short = (_any_of(table[key]) for key in ("greetings", "words", "short"))
    return re.compile(rf"\A(?:{greetings}[,!.]?\s+(?:{words}|{short})|{words})\s+", re.IGNORECASE)


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of the words, with both apostrophes."""
    return f"(?:{'|'.join(map(re.escape, words))})".replace("'", "['’]")


def _is_name_word(word: str) -> bool:
    if is_particle(word) or word in small_words() or (is_called(word) and not is_bracketed_title(word)):
        return True
    if not _WORD.match(word):
        return False
    bare = word.lstrip("ʻʼ'’")
    return bare[:1].isupper() or not bare[:1].isalpha() or opens_small(bare)


def cased(word: str) -> str:
    """Return a capital word in title case (``O'NEILL-SMITH`` -> ``O'Neill-Smith``, ``VON`` -> ``von``)."""
    mixed = _CAPITALS_INSIDE.fullmatch(word)
    if mixed is not None:
        return mixed[1] + mixed[2].capitalize()
    if not is_capitals(word) or len(word.strip(".")) < 2 or (is_called(word) and len(word) <= _SHORT_CALLED):
        return word
    if is_particle(word) and fold(word) == word.casefold():
        return word.lower()
    lowered = re.sub(r"[^\W\d_]+", lambda m: m[0][0] + m[0][1:].lower(), word)
    return lowered.replace("i\u0307", "i")  # a Turkish İ
