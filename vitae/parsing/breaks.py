"""Career breaks among the jobs: leave, care, travel, illness, a search for work.

They have no employer and no title, and what stands beside them is their reason.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vitae.parsing.rows import Piece
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence
from vitae.parsing.wording import Phrasebook, folded_words, phrases_of

if TYPE_CHECKING:
    from vitae.parsing.entries import Entry

_MOST_BEFORE = 2
"""Words that may qualify a break: ``One-year sabbatical``, ``Planned career break``."""
_MOST_BETWEEN = 4
"""Words between the care and who is cared for: ``of my elderly``."""
_MOST_OTHERS = 1
"""Parts of a head beside the break: a place, or the employer it was a leave from. Two are an employer and a title."""
_LONGEST_LEAD = 3
"""Words before the colon that a break stands behind."""
_CLAUSE = re.compile(r"[,;:(|·•–—]|\s-\s")


def _words(key: str) -> Phrasebook[bool]:
    return phrases_of("employment", "breaks", key)


def find_break(entry: "Entry") -> tuple[Piece, ...]:
    """Return the words in the head of an entry that name a career break; none where it is a job.

    A job that mentions a break (``Nurse, on parental leave since May``) stays a job, and so does ``Gap year tutor``.
    """
    parts = _parts(entry)
    texts = [" ".join(piece.text for piece in part) for part in parts]
    for nth, whole in enumerate(texts):
        text, home = _before_home(whole)
        beside = [*texts[:nth], *texts[nth + 1 :], home]
        others = [other for other in beside if other and not _words("homes").exact(other)]
        if len(others) <= _MOST_OTHERS and (
            _is_named(text, others)
            or _opens_as_break(text, others)
            or (any(map(_words("homes").exact, beside)) and _opens_at_home(text))
        ):
            return parts[nth]
    return ()


def _parts(entry: "Entry") -> list[tuple[Piece, ...]]:
    """Return what stands apart in a head; the lines that a narrow column broke are one part."""
    parts: list[tuple[Piece, ...]] = []
    for head in entry.heads:
        first, *others = head.pieces
        parts.append((*parts.pop(), first) if head.goes_on and parts else (first,))
        parts += [(piece,) for piece in others]
    return parts


def _is_named(part: str, others: Sequence[str]) -> bool:
    """Return whether a part names a break and no other part a title."""
    return names_break(part) and not any(title_evidence(text) >= CLEARLY for text in others)


def names_break(part: str) -> bool:
    """Return whether a certain word for a break stands first in a line, or behind a word or two that qualify it."""
    words = folded_words(part)
    match = phrases_of("employment", "kinds", "career_break").first(words)
    if match is None or match.first > _MOST_BEFORE or _words("covers").has_any(part):
        return False
    beside = (" ".join(words[: match.first]), " ".join(words[match.stop : match.stop + 1]))
    return not any(title_evidence(text) >= CLEARLY for text in beside)


def _opens_as_break(part: str, others: Sequence[str]) -> bool:
    """Return whether an entry without any title and organisation opens with a word that may mean a break.

    It may stand behind a colon, too: ``Theatres dark: furlough``.
    """
    lead, colon, reason = part.partition(": ")
    told = "" if _is_care_of_kin(part) else _opening_of(part)
    if told is None and colon and len(lead.split()) <= _LONGEST_LEAD:
        told = _opening_of(reason)
        others = (*others, lead)
    if told is None:
        return False
    return not any(
        title_evidence(text) >= CLEARLY or organization_evidence(text) >= CLEARLY for text in (told, *others)
    )


def _before_home(part: str) -> tuple[str, str]:
    """Return a part without the home that stands behind its last dash in place of an employer, and that home."""
    before, dash, behind = part.rpartition(" – ")
    return (before, behind) if dash and _words("homes").exact(behind) else (part, "")


def _opens_at_home(part: str) -> bool:
    """Return whether what stands beside ``Home`` in place of an employer opens with what one does there unpaid."""
    words = folded_words(part)
    match = _words("openings_at_home").first(words)
    return match is not None and not match.first


def _is_care_of_kin(part: str) -> bool:
    """Return whether words begin with the care for one's own people (``Full-time caregiver for both parents``)."""
    words = folded_words(_CLAUSE.split(part, maxsplit=1)[0])
    care = _words("care").first(words)
    if care is None or care.first > _MOST_BEFORE:
        return False
    kin = _words("kin").first(words[care.stop :])
    return kin is not None and 0 < kin.first <= _MOST_BETWEEN and care.stop + kin.stop == len(words)


def _opening_of(part: str) -> str | None:
    """Return what stands behind the word for a break at the beginning of a text; None if none is there."""
    clause = folded_words(_CLAUSE.split(part, maxsplit=1)[0])
    match = _words("openings").first(clause)
    if match is None or match.first:
        return None
    if match.stop < len(clause) and (clause[match.stop],) not in _words("after_openings").entries:
        return None
    return " ".join(folded_words(part)[match.stop :])
