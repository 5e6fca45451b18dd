"""How someone was employed, and for how long, as the words say it."""

import re
from functools import cache, lru_cache

from vitae.domain.document import Document
from vitae.domain.resume import EmploymentType, Extracted
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Piece
from vitae.parsing.wording import Phrasebook, fold, folded_words, phrases_of, words_in

_SHARE = re.compile(
    r"(?<![\d.,])(\d{1,3})\s?%(?!\w)|(?<!\d)([01][.,]\d{1,2})\s?(?:FTE|VZÄ|ETP|ставки|etatu)", re.IGNORECASE
)

_BREAK = EmploymentType.CAREER_BREAK


@cache
def _kinds() -> Phrasebook[EmploymentType]:
    tables = read_toml("employment")["kinds"]
    return Phrasebook.of((phrase, EmploymentType(kind)) for kind, phrases in tables.items() for phrase in phrases)


@cache
def _rank() -> dict[EmploymentType, int]:
    return {EmploymentType(kind): nth for nth, kind in enumerate(read_toml("employment")["kinds"])}


@cache
def _duration() -> re.Pattern[str]:
    table = read_toml("employment")["durations"]
    years, months = (
        "|".join(sorted(map(re.escape, table[unit]), key=len, reverse=True)) for unit in ("years", "months")
    )
    return re.compile(
        rf"(?<![\w.,/-])(?:(\d{{1,2}}(?:[.,]5)?)\s*(?:{years})\b\.?(?:\s*(?:,|and|und|et|y|e|i|и)?\s*(\d{{1,2}})\s*(?:{months})\b\.?)?|(\d{{1,3}})\s*(?:{months})\b\.?)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1024)
def employment_type(text: str) -> EmploymentType:
    """Return what the words of a job's head say about the employment; the most telling word wins.

    The head of a career break is found by `breaks.find_break`: a job may mention one.
    """
    found = [kind for match in _kinds().find(folded_words(text)) if (kind := match.value) is not _BREAK]
    if not found:
        return EmploymentType.UNSPECIFIED
    return min(found, key=lambda kind: _rank()[kind])


@lru_cache(maxsize=1024)
def is_employment_word(text: str) -> bool:
    """Return whether `text` says nothing but how someone was employed (``(Teilzeit)``, ``Full-time``)."""
    words = folded_words(text)
    covered = sum(match.stop - match.first for match in _kinds().find(words))
    return bool(words) and covered == len(words)


def is_training(text: str) -> bool:
    """Return whether `text` speaks of an internship or an apprenticeship."""
    return employment_type(text) in {EmploymentType.INTERNSHIP, EmploymentType.APPRENTICESHIP}


def share_of_full_time(text: str) -> float | None:
    """Return the share of a full post that is written, such as ``50 %`` or ``0.5 FTE``."""
    match = _SHARE.search(text)
    if match is None:
        return None
    share = int(match[1]) / 100 if match[1] else float(match[2].replace(",", "."))
    return share if 0 < share <= 1 else None


def stated_months(document: Document, piece: Piece) -> Extracted[int] | None:
    """Return a written duration such as ``3 years 2 months`` in months."""
    match = _duration().search(piece.text)
    if match is None:
        return None
    months = round(float(match[1].replace(",", ".")) * 12) + int(match[2] or 0) if match[1] else int(match[3])
    anchor = document.anchor(piece.start + match.start(), piece.start + match.end())
    return Extracted(months, 0.9, (anchor,)) if 0 < months <= 720 else None


@cache
def _hours() -> re.Pattern[str]:
    table = read_toml("employment")["hours"]
    hours, weeks, numbers = (
        "|".join(sorted(map(re.escape, table[unit]), key=len, reverse=True)) for unit in ("hours", "weeks", "numbers")
    )
    return re.compile(
        rf"(?:\d{{1,2}}(?:[.,]\d)?\s?|(?:{numbers})\s)(?:{hours})\.?\s?"
        rf"(?:/|a|per|pro|par|por|al|alla|im|na|w|в)?\s?(?:{weeks})\.?",
        re.IGNORECASE,
    )


@cache
def _short_time() -> re.Pattern[str]:
    durations, numbers = read_toml("employment")["durations"], read_toml("employment")["hours"]["numbers"]
    units = "|".join(sorted(map(re.escape, (*durations["weeks"], *durations["months"])), key=len, reverse=True))
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return re.compile(rf"(?:\d{{1,3}}|{words})[\s-](?:{units})", re.IGNORECASE)


@cache
def _beside_days() -> frozenset[str]:
    return frozenset(fold(word) for word in read_toml("employment")["schedule"]["beside"])


def is_duration(text: str) -> bool:
    """Return whether `text` is nothing but a written duration, or the hours of a week."""
    bare = text.strip(" ()·,;")
    if not bare[:1].isdigit() and bare.partition(" ")[0].casefold() not in words_in("employment", "hours", "numbers"):
        return False
    return any(pattern.fullmatch(bare) is not None for pattern in (_duration(), _hours(), _short_time()))


def is_schedule(text: str) -> bool:
    """Return whether `text` says nothing but on which days somebody works (``samstags``, ``evenings and weekends``)."""
    words = folded_words(text)
    found = phrases_of("employment", "schedule", "days").find(words)
    covered = {at for match in found for at in range(match.first, match.stop)}
    return bool(found) and all(at in covered or word in _beside_days() for at, word in enumerate(words))
