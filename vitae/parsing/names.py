"""Find the candidate's name: what stands first and largest, and is neither a title, a place nor an institution."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.lexicons.files import read_toml
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.degrees import find_degree
from vitae.parsing.heading_words import close_up, document_titles, kind_of_heading
from vitae.parsing.places import parse_place
from vitae.parsing.rows import Piece, Row, style_at
from vitae.parsing.titles import organization_evidence, title_evidence
from vitae.parsing.tracking import closed_up
from vitae.parsing.wording import fold, folded_words, is_capitals, words_of

_BREAK = re.compile(r"\t+|\s+[|·•–—]\s+|\s{3,}| - |(?<=\w): ")
_SUFFIXES = re.compile(
    r"(?:,\s*|\s+(?=Ph\.?D|M\.?D\.?\b|MBA\b|CPA\b|PMP\b|Esq\b))(?:Ph\.?\s?D\.?|M\.?D\.?|MBA|M\.?Sc\.?|B\.?Sc\.?|M\.?A\.?|CPA|CFA|PMP|RN|BSN|MSN|Esq\.?|LL\.?M\.?|J\.?D\.?|P\.?E\.?|M\.?Eng\.?|B\.?A\.?|FRCS|CISSP|SHRM-CP|PHR|SPHR|DipHE|PGCE|Dr\.?|LCSW|CSM)(?=[\s,.]|$).*$"
)
_INNER = r"['’´`ʼ.·\-‐‑]"
"""Signs inside a name, as people type them."""
_WORD = re.compile(rf"[^\W\d_]+(?:{_INNER}+[^\W\d_]*)*\Z|[“‘'\"(«][^\W\d_ ]+[”’'\")»]\Z")
_CJK = re.compile(r"(?:[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,5})(?:\s*\([^\W\d_][^\d()]{1,40}\))?\Z")
ASIDE = re.compile(
    r"\s*[(\[](?:she|he|they|ze|xe|sie|er|elle|il|ella|él|ona|on|она|он)\b[^()\[\]]{0,20}[)\]]"
    r"|\s*[(\[]?(?:née?|geb\.|geborene|z d\.|z domu|урожд\.)\s.*\Z",
    re.IGNORECASE,
)
"""Pronouns, and the name at birth."""
_OF = frozenset({"of", "von", "de", "di", "for", "für"})
_IN_BRACKETS = re.compile(r"\([A-Z]{2,4}\)")
_GIVEN = re.compile(r"[^\W\d_][\w'’-]*(?: (?:[^\W\d_]\.|[^\W\d_][\w'’-]*))?")
"""One or two given names, the second of which may be an initial."""
_LETTERS = re.compile(r"(?:[^\W\d_.]*[A-Z]){2}[^\W\d_.]*|(?:[^\W\d_]+\.[\s-]?)+(?:\(\w+\))?")
"""What stands for a degree, an order or a membership: at least two capitals, or words cut short."""
_GENERATION = re.compile(r",?\s+(II|III|IV|[JS]r\.?)\Z")
_OTHER_SIZE = 1.0
"""Points of type by which a name differs from the headline beside it."""
_LARGE = 1.2
"""Times the size of the text, above which lines may be a name together."""
_MOST_LINES, _MOST_WORDS = 4, 4
"""Of a name that is broken, and on one of its lines."""
_LARGEST, _FIRST, _CONFIRMED = 3.0, 2.0, 2.5
_A_TITLE = 3.0
"""Evidence from which words are a job title."""
_AS_FAMILY_NAME, _HOPELESS = 4.0, 99.0


@dataclass(frozen=True, slots=True)
class NameFound:
    """The name, and the row and stretch that show it."""

    name: Text
    piece: Piece
    row_index: int
    """Of the line in ``Document.lines``."""


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(word) for word in read_toml("names")["particles"]["words"])


def find_name(document: Document, rows: Sequence[Row], emails: Iterable[Text]) -> NameFound | None:
    """Return the candidate's name, or None where nothing looks like one.

    An e-mail address confirms a name that is printed; it never makes one.
    """
    locals_ = [fold(email.value.partition("@")[0]) for email in emails]
    largest = max((row.style.size for row in rows), default=0.0)
    body = _common_size(document)
    best: tuple[float, int, NameFound] | None = None
    for position, row in enumerate(rows[:24]):
        for nth, piece in enumerate(_pieces(document, row)):
            value = clean_name(closed_up(document, piece))
            before = row.text[: max(0, piece.start - row.start)].rstrip()
            labelled = nth > 0 and contact_label(before) == "name"
            if value is None or contact_label(value) is not None or (before.endswith(":") and not labelled):
                continue
            size = style_at(row.line, piece.start).size
            is_confirmed = _confirms(value, locals_)
            points = (
                _LARGEST * (size >= largest - 0.3 and largest > body + 0.5)
                + max(0.0, _FIRST - 0.3 * position - 0.2 * nth)
                + _CONFIRMED * is_confirmed
                + 1.0 * (2 <= len(value.split()) <= 4)
                + 4.0 * labelled
                - _title_cost(value, is_confirmed=is_confirmed) * (not labelled)
                - 1.0 * organization_evidence(piece.text)
                - 2.0 * (parse_place(piece.text) is not None)
            )
            if best is None or points > best[0] + 1e-9:
                anchor = document.anchor(piece.start, piece.end)
                found = NameFound(Extracted(value, _confidence(points), (anchor,)), piece, row.nth)
                best = (points, position, found)
    if best is None or best[0] < 1.5:
        return None
    return _with_next_rows(document, rows, best[1], best[2], large=body * _LARGE)


def _title_cost(name: str, *, is_confirmed: bool = False) -> float:
    """Return the cost of reading as a name what may be a job title.

    A family name such as Baker stands last; a given name such as Mason must be confirmed by an address.
    """
    evidence = title_evidence(name)
    if evidence < _A_TITLE:
        return evidence
    first, *rest = name.split()
    is_family_name = len(rest) in (1, 2) and not title_evidence(" ".join((first, *rest[:-1])))
    return _AS_FAMILY_NAME if is_family_name or (rest and is_confirmed) else _HOPELESS


def _common_size(document: Document) -> float:
    """Return the size of type in the middle of all printed characters."""
    sizes = sorted((line.style.size, line.end - line.start) for line in document.lines)
    half, seen = sum(length for _, length in sizes) / 2, 0
    for size, length in sizes:
        seen += length
        if seen >= half:
            return size
    return 0.0


def _confidence(points: float) -> float:
    return round(min(0.98, 0.45 + 0.08 * points), 2)


def _with_next_rows(
    document: Document, rows: Sequence[Row], position: int, found: NameFound, *, large: float
) -> NameFound:
    """Join a name that is set in several lines of the same type, in more than `large` points.

    Of all stretches around its line the longest is taken that is one name.
    """
    if found.piece.text != rows[position].text.strip(" ,-"):
        return found
    first = last = position
    while first and _are_alike(rows[first - 1], rows[first], large):
        first -= 1
    while last + 1 < len(rows) and _are_alike(rows[last], rows[last + 1], large):
        last += 1
    for start in range(max(first, position - _MOST_LINES + 1), position + 1):
        for stop in range(min(last, start + _MOST_LINES - 1), max(start, position - 1), -1):
            joined = _joined(document, rows[start : stop + 1], found.name.confidence)
            if joined is not None:
                return joined
    return found


def _joined(document: Document, rows: Sequence[Row], confidence: float) -> NameFound | None:
    """Return the name that lines make together; None if they make none, or one of them is a title, or a place below."""
    text = "".join(row.text if row.text.endswith("-") else f"{row.text} " for row in rows).strip()
    value = clean_name(text)
    if value is None or any(
        title_evidence(row.text) >= _A_TITLE or organization_evidence(row.text) >= 1 for row in rows
    ):
        return None
    if parse_place(rows[-1].text) is not None and fold(rows[-2].text.split()[-1]) not in _particles():
        return None
    whole = Piece(document.text[rows[0].start : rows[-1].end], rows[0].start, rows[-1].end)
    return NameFound(Extracted(value, confidence, (document.anchor(whole.start, whole.end),)), whole, rows[0].nth)


def _are_alike(row: Row, below: Row, large: float) -> bool:
    """Return whether two lines of the same large type stand one under the other, neither longer than a name's part."""
    return (
        row.style.size == below.style.size > large
        and row.style.bold == below.style.bold
        and below.nth == row.nth + 1
        and max(len(row.text.split()), len(below.text.split())) <= _MOST_WORDS
    )


def _pieces(document: Document, row: Row) -> list[Piece]:
    """Return what may be a name by itself: cut at separators and where the type changes."""
    if "\t" not in row.text and closed_up(document, row.piece) != row.text:
        return [row.piece]  # torn letters; a dash between blanks is a hyphen
    pieces = []
    for piece in (part for whole in row.piece.split(_BREAK) for part in _before_title(whole)):
        cuts = [piece.start]
        for before, run in pairwise(row.line.runs):
            if piece.start < run.start < piece.end and abs(run.style.size - before.style.size) > _OTHER_SIZE:
                cuts.append(run.start)
        cuts.append(piece.end)
        whole = len(cuts) == 2
        parts = (
            [piece]
            if whole
            else [piece.cut(a - piece.start, b - piece.start).trimmed() for a, b in itertools.pairwise(cuts)]
        )
        pieces += [part for part in parts if part.text]
    return pieces


def _before_title(piece: Piece) -> list[Piece]:
    """Return a name and the job title behind its comma (``Ada Example, Engineer``) apart; else the piece itself."""
    name, comma, title = piece.text.partition(", ")
    is_titled = bool(comma) and title_evidence(title) >= _A_TITLE and clean_name(piece.text) != clean_name(name)
    if not is_titled or _title_cost(name) >= _HOPELESS:
        return [piece]
    return [piece.cut(0, len(name)), piece.cut(len(name) + len(comma), len(piece.text))]


def clean_name(text: str) -> str | None:
    """Return a name in its usual case and order, without degrees and titles; None if `text` cannot be one."""
    name = ASIDE.sub("", _without_document_title(close_up(text.strip(" ,;|"))))
    name = _without_credentials(_SUFFIXES.sub("", name))
    name = _without_titles(name)
    name, generation = _without_generation(name)
    if _CJK.match(name):
        return name
    if not name or len(name) > 60 or document_titles().exact(name) or kind_of_heading(name) is not None:
        return None
    last_first = re.fullmatch(r"([^,]+),\s*([^,]+)", name)
    if last_first is not None:
        if not (is_capitals(last_first[1]) or _GIVEN.fullmatch(last_first[2])):
            return None
        name = f"{last_first[2]} {last_first[1]}"
    words = name.split()
    if not 1 <= len(words) <= 7 or not all(_is_name_word(word) for word in words):
        return None
    if not any(word[:1].isupper() for word in words):
        return None
    return " ".join([*(cased(word) for word in words), *generation])


def _without_document_title(text: str) -> str:
    """Return what stands behind ``Curriculum Vitae of`` and the like, if at least two words do."""
    words = words_of(text)
    title = document_titles().first([word.folded for word in words])
    if title is None or title.first > 0:
        return text
    first = title.stop + (title.stop < len(words) and words[title.stop].folded in _OF)
    return text[words[first].start :] if first + 1 < len(words) else text


def _without_titles(name: str) -> str:
    """Return a name without the ranks, degrees and forms of address before it."""
    words = name.split()
    while len(words) > 1 and (words[0].rstrip(",").casefold() in _titles() or _IN_BRACKETS.fullmatch(words[0])):
        words.pop(0)
    return " ".join(words).strip(" ,")


@cache
def _titles() -> frozenset[str]:
    table = read_toml("names")["titles"]
    return frozenset((*table["words"], *(f"{word}." for word in (*table["words"], *table["abbreviated"]))))


def _without_generation(name: str) -> tuple[str, list[str]]:
    """Return a name and, apart, the ``Jr.`` or ``III`` behind it."""
    found = _GENERATION.search(name)
    return (name[: found.start()], [found[1]]) if found else (name, [])


@cache
def _credentials() -> frozenset[str]:
    return frozenset(read_toml("names")["credentials"]["words"])


def are_letters(text: str) -> bool:
    """Return whether `text` is nothing but letters that stand behind a name (``RN, BSN``)."""
    return all(part.strip().casefold() in _credentials() for part in text.split(","))


def _without_credentials(name: str) -> str:
    """Return a name without the letters behind it (``CA(SA)``, ``PMP``), which leave at least two words.

    Behind a comma they need no lexicon: beside a name that is not all capitals no given name has several of them.
    """
    full, *parts = (part.strip() for part in name.split(","))
    is_lettered = all(_LETTERS.fullmatch(part) or find_degree(part) for part in parts)
    if is_lettered and len(full.split()) > 1 and not is_capitals(full):
        name = full
    words = name.split()
    while len(words) > 2 and words[-1].strip(",.").casefold() in _credentials():
        words.pop()
    return " ".join(words).rstrip(" ,")


def _is_name_word(word: str) -> bool:
    if is_particle(word):
        return True
    return bool(_WORD.match(word)) and (word[:1].isupper() or not word[:1].isalpha() or word[:2] in {"d'", "d’"})


def is_particle(word: str) -> bool:
    """Return whether a word is one of the small ones inside names, such as ``von``; capitals do not matter."""
    return fold(word) in _particles()


def cased(word: str) -> str:
    """Return a capital word in title case (``O'NEILL-SMITH`` -> ``O'Neill-Smith``, ``VON`` -> ``von``)."""
    if not is_capitals(word) or len(word.strip(".")) < 2:
        return word
    if is_particle(word):
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)


def _confirms(name: str, locals_: Iterable[str]) -> bool:
    """Return whether an address contains a word of the name, or initial and family name."""
    words = [word for word in folded_words(name) if len(word) > 2]
    return any(word in local for local in locals_ for word in words)
