"""The words of a name in their usual case and order, without the titles, letters and pronouns about them."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from vitae.lexicons.files import read_toml
from vitae.parsing.degrees import find_degree
from vitae.parsing.heading_words import close_up, document_titles, kind_of_heading
from vitae.parsing.name_asides import ASIDE, is_called, without_other_name, words_of_name
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
_SHORTENED = re.compile(r"[^\W\d_]{2,}(?:\.?-[^\W\d_]+)*\.[ªºa]?")
"""A word cut short: a title, where two words of a name stand behind it and no given name is cut short so."""
_HONORARY = re.compile(r"\bh\.\s?c\.")
_POSSESSIVE = re.compile(r"['’]s? (?:cv|c\.v\.|r[ée]sum[ée]|curriculum vitae)\Z", re.IGNORECASE)
_OF = frozenset({"of", "von", "de", "di", "for", "für"})
_MONSIEUR = re.compile(r"\W*M\.(?= )")
"""French for Mr behind ``CV de``; elsewhere it is an initial."""
_IN_BRACKETS = re.compile(r"\([A-Z]{2,4}\)")
_ROLE_IN_BRACKETS = re.compile(r"\([^\W\d_][\w.]*\)")
_GIVEN = re.compile(
    r"[^\W\d_][\w'’.-]*(?: (?:[^\W\d_]\.|[^\W\d_][\w'’-]*))?"
    r"(?: \([^\W\d_][\w'’.-]*\)| [\"“«„] ?[^\W\d_][\w'’.-]* ?[\"”»“])?"
)
"""One or two given names, the second of which may be an initial, and a name to call someone by."""
_CALLED = re.compile(r"[(\"“][A-ZÀ-Þ][a-zß-ÿ][^()\"“”]*[)\"”]\Z")
_LETTERS = re.compile(
    r"(?:[^\W\d_]*[A-Z]){2}[^\W\d_]*(?:[-/+.][^\W\d_]+)*\.?|[A-Z][^\W\d_]*(?:\.[^\W\d_]+)+\.?|(?:[^\W\d_]+\.[\s-]?)+(?:\(\w+\))?"
)
"""What stands for a degree, an order or a membership: at least two capitals, or words cut short."""
_GENERATION = re.compile(r",?\s+(II|III|IV|[JS][Nn]?[Rr]\.?|2nd|3rd|4th)\Z")
_BEHIND_COMMA = re.compile(r"Filho|Neto|Netto|Sobrinho|J[uú]nior")
"""Words for one of two bearers of a name that are a part of it, where no comma stands before them."""
_SMALL_OPENING = re.compile(
    r"(?:[dl]|dell|dall|degl)['’](?=\w)|t(?=S)|[hn](?=[AEIOUÁÉÍÓÚ])|(?P<particle>[a-zà-ÿ]{2,}|[a-z]+(?=-))-?"
)
"""What may stand before the capital of a name in small letters; ``tSaoi`` and ``hÍde`` are Irish."""
_FEWEST_BEFORE_NAME = 3
"""Words of which the first, before a title in brackets, may be none of the name: not of ``Obi (Mrs.) Ada``."""
_FEWEST_LETTERS = 3
_SHORT_CALLED = 6
"""Characters, with quotes and blanks, of initials that somebody is called by (``« JS »``)."""
_VOWELS = frozenset("AEIOUY")


@lru_cache(maxsize=1024)
def clean_name(text: str) -> str | None:
    """Return a name in its usual case and order, without degrees and titles; None if `text` cannot be one."""
    text = _introduction().sub("", close_up(_SIGNS.sub("", text).strip(_ORNAMENTS)))
    name = ASIDE.sub("", _without_document_title(text))
    name = _without_titles(_in_order(name))
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
    first = words[0].capitalize() if is_capitals(words[0]) and is_particle(words[0]) else cased(words[0])
    return " ".join([first, *(cased(word) for word in words[1:]), *generation])


def _in_order(name: str) -> str:
    """Return a name without the letters behind it, the family name last; with a comma left in it if it is none."""
    first, *parts = (part.strip() for part in name.split(","))
    full = _without_titles(first)
    generation = None
    while parts and (_says_generation(parts[-1]) or _are_letters_of(parts[-1], full)):
        last = parts.pop()
        generation = last if _says_generation(last) else generation
    full = _without_letters(full)
    if len(parts) == 1 and (is_capitals(full) or _GIVEN.fullmatch(given := _without_letters(parts[0]))):
        given = _without_letters(parts[0])
        full = f"{given} {full}"
    elif parts:
        full = ", ".join((full, *parts))
    return f"{full} {generation}" if generation else full


def _says_generation(part: str) -> bool:
    """Return whether what stands behind the comma of a name says which of its bearers it is."""
    return _GENERATION.fullmatch(f" {part}") is not None or _BEHIND_COMMA.fullmatch(part) is not None


def _are_letters_of(part: str, name: str) -> bool:
    """Return whether what stands behind the comma of a name is letters, a title or a degree, and no given name.

    Beside a name that is not all capitals they need no lexicon: no given name has several capitals.
    """
    words = part.split()
    if not words or (_CALLED.search(part) and not _is_left_off(words[-1])):
        return not words
    if document_titles().exact(part):
        return True
    if _is_credential(words[0]) or all(_is_title(word) for word in words):
        return True
    is_full = len(name.split()) > 1 and not is_capitals(name)
    return is_full and (
        _LETTERS.fullmatch(words[0]) is not None or _LETTERS.fullmatch(part) is not None or bool(find_degree(part))
    )


def _without_letters(name: str) -> str:
    """Return a name without the letters that stand behind it with no comma (``CA(SA)``, ``MA (Oxon)``)."""
    words = name.split()
    while len(words) > 1 and _may_be_left_off(words):
        words.pop()
    return " ".join(words).rstrip(" ,")


def _may_be_left_off(words: Sequence[str]) -> bool:
    """Return whether the last word of a name is letters, or a title in brackets.

    Two letters may be a name, too, such as Do and Ma, in a name that is all capitals or has no other behind it; and
    letters are one where a name that begins with its family name would end in a particle (``TRAN VAN BL``).
    """
    last = words[-1]
    if last.startswith("("):
        return _is_left_off(last)
    if not _is_credential(last) or not (is_capitals(last) or "." in last or last[1:] != last[1:].lower()):
        return False
    if is_capitals(" ".join(words[:-1])):
        is_name = not _VOWELS.isdisjoint(last) or _is_cut_short(words[:-1])
        return len(words) > 2 and (len(last) >= _FEWEST_LETTERS or not is_name)
    return len(words) > 2 or len(last) >= _FEWEST_LETTERS


def _is_cut_short(words: Sequence[str]) -> bool:
    """Return whether an East Asian family name stands first, and last a particle that is no family name."""
    lexicon, first, last = read_toml("names")["east_asian"], fold(words[0]), fold(words[-1])
    return first in lexicon["latin_family"] and last in particles() and last not in lexicon["latin_either"]


def _is_left_off(bracket: str) -> bool:
    """Return whether brackets hold a title, letters, or what is said about a degree (``(Hons)``, ``(Oxon)``)."""
    inner = bracket.strip("()")
    return _is_title(inner) or inner.casefold().rstrip(".") in _additions() or _is_credential(inner)


def _is_credential(word: str) -> bool:
    bare = word.strip(",.;").casefold()
    return bare in _credentials() or bare.replace(".", "") in _credentials()


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


def _without_titles(name: str) -> str:
    """Return a name without the ranks, degrees and forms of address before it."""
    name = _HONORARY.sub("h.c.", name) if "." in name else name
    folded = fold(name)
    if folded.startswith(_styles()):
        style = next(style for style in _styles() if folded.startswith(style))
        name = name[len(style) :]
    words, first = name.split(), 0
    while first < len(words) - 1 and (
        _is_title(words[first])
        or is_shortened_title(words[first], words[first + 1 :])
        or is_title_or_name(words[first], words[first + 1 :])
        or _IN_BRACKETS.fullmatch(words[first])
        or _is_bracketed_title(words[first])
        or (len(words) - first > _FEWEST_BEFORE_NAME and _is_bracketed_title(words[first + 1]))
        or (first and _ROLE_IN_BRACKETS.fullmatch(words[first]) and first < len(words) - 2)
    ):
        first += 1
    return " ".join(words[first:]).strip(" ,")


def _is_bracketed_title(word: str) -> bool:
    """Return whether a word is a title in brackets, which makes one of what stands before it (``Chief (Mrs.)``)."""
    return word.startswith("(") and word.endswith(")") and _is_title(word[1:-1])


def _is_title(word: str) -> bool:
    return word.rstrip(",").casefold() in _titles()


def is_title_or_name(word: str, behind: Sequence[str]) -> bool:
    """Return whether a word that is a title or a name (``Sheikh``) is a title: two words of a name stand behind it."""
    if word.rstrip(".,").casefold() not in _either():
        return False
    return sum(not is_particle(other) and not _is_credential(other) for other in behind) > 1


def is_shortened_title(word: str, behind: Sequence[str]) -> bool:
    """Return whether a word cut short is a title (``Psic.``, ``Dipl.-Kffr.``): two words of a name stand behind it."""
    if _SHORTENED.fullmatch(word) is None or fold(word).strip(".") in _short_given():
        return False
    return sum(not is_particle(other) and not _is_credential(other) for other in behind) > 1


@cache
def _short_given() -> frozenset[str]:
    return frozenset(read_toml("names")["titles"]["no_titles"])


@cache
def _either() -> frozenset[str]:
    return frozenset(read_toml("names")["titles"]["either"])


@cache
def _titles() -> frozenset[str]:
    table = read_toml("names")["titles"]
    return frozenset((*table["words"], *(f"{word}." for word in (*table["words"], *table["abbreviated"]))))


@cache
def _styles() -> tuple[str, ...]:
    """Return forms of address of several words, each with the blank behind it, the longest first."""
    styles = map(fold, read_toml("names")["titles"]["styles"])
    return tuple(sorted((f"{style} " for style in styles), key=len, reverse=True))


@cache
def _additions() -> frozenset[str]:
    return frozenset(read_toml("names")["credentials"]["in_brackets"])


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


@cache
def _credentials() -> frozenset[str]:
    return frozenset(read_toml("names")["credentials"]["words"])


def are_letters(text: str) -> bool:
    """Return whether `text` is nothing but letters that stand behind a name (``RN, BSN``)."""
    return all(part.strip().casefold() in _credentials() for part in text.split(","))


def has_letters(text: str) -> bool:
    """Return whether letters stand behind a name and its comma, which no job title has (``Jane Baker, RN``)."""
    _, comma, rest = text.partition(",")
    return bool(comma) and bool(rest.split()) and _is_credential(rest.split()[0])


def _is_name_word(word: str) -> bool:
    if is_particle(word) or word in _small_words() or (is_called(word) and not _is_bracketed_title(word)):
        return True
    if not _WORD.match(word):
        return False
    bare = word.lstrip("ʻʼ'’")
    return bare[:1].isupper() or not bare[:1].isalpha() or _opens_small(bare)


@cache
def _small_words() -> frozenset[str]:
    """Return what stands inside names in small letters (``Nic an Ghaill``), and is a name itself in capitals."""
    return frozenset(read_toml("names")["particles"]["small"])


def _opens_small(word: str) -> bool:
    """Return whether a name begins in small letters with a particle (``d'``, ``al-``, ``ka``) or an Irish mutation."""
    opening = _SMALL_OPENING.match(word)
    if opening is None:
        return False
    if opening["particle"] is None:
        return True
    return is_particle(opening["particle"]) and word[opening.end() :][:1].isupper()


@cache
def particles() -> frozenset[str]:
    """Return the small words inside names, folded."""
    return frozenset(fold(word) for word in read_toml("names")["particles"]["words"])


def is_particle(word: str) -> bool:
    """Return whether a word is one of the small ones inside names, such as ``von``; capitals do not matter."""
    return fold(word) in particles()


def cased(word: str) -> str:
    """Return a capital word in title case (``O'NEILL-SMITH`` -> ``O'Neill-Smith``, ``VON`` -> ``von``)."""
    if not is_capitals(word) or len(word.strip(".")) < 2 or (is_called(word) and len(word) <= _SHORT_CALLED):
        return word
    if is_particle(word) and fold(word) == word.casefold():
        return word.lower()
    lowered = re.sub(r"[^\W\d_]+", lambda m: m[0][0] + m[0][1:].lower(), word)
    return lowered.replace("i\u0307", "i")  # a Turkish İ
