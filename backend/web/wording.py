"""How the page calls what the ledger and the report know by a code."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from markupsafe import Markup, escape

ANALYZERS: Mapping[str, tuple[str, str]] = {
    "keyword_extractor": ("Keywords", "Skills and phrases, where they stand and how long they were used"),
    "ner_extractor": ("Entities", "People, employers, places, dates and contacts"),
    "grammar_checker": ("Grammar", "Spelling, grammar and consistency, with corrections"),
    "experience_calculator": ("Experience", "Total time, gaps and overlaps"),
    "error_detector": ("Errors", "What is missing, misleading or in a reader's way"),
}
"""Name of an analyzer -> its title, and what it looks for."""

STAGES: Mapping[str, str] = {
    "read": "Reading the document",
    "sections": "Finding its sections",
    "profile": "Reading the profile",
    "keyword_extractor": "Looking for keywords",
    "ner_extractor": "Naming people, places and dates",
    "grammar_checker": "Checking the grammar",
    "experience_calculator": "Adding up the experience",
    "error_detector": "Looking for errors",
    "report": "Writing the report",
}
"""In running order."""

FOUND: Mapping[str, tuple[str, str]] = {
    "keyword_extractor": ("keyword", "keywords"),
    "ner_extractor": ("entity", "entities"),
    "grammar_checker": ("finding", "findings"),
    "experience_calculator": ("position", "positions"),
    "error_detector": ("finding", "findings"),
}
"""Name of an analyzer -> what it finds: one of it, and many."""

CARDS: Mapping[str, str] = {
    "keyword_extractor": "keywords",
    "grammar_checker": "grammar_checker",
    "experience_calculator": "experience",
    "error_detector": "error_detector",
}
"""Name of an analyzer -> the id of the card that shows what it found, while the others are at work."""

STATES: Mapping[str, str] = {
    "queued": "Waiting",
    "running": "Running",
    "cancelling": "Being cancelled",
    "succeeded": "Done",
    "failed": "Failed",
    "cancelled": "Cancelled",
}

BATCH_STATES: Mapping[str, str] = {
    "open": "Being handed in",
    "running": "Running",
    "cancelling": "Being cancelled",
    "finished": "Done",
    "cancelled": "Cancelled",
}

SEVERITIES: Mapping[str, str] = {"critical": "Critical", "warning": "Warning", "info": "Remark"}

SECTIONS: Mapping[str, str] = {"work": "Experience", "contact": "Header", "other": "Elsewhere"}
"""Kinds of section whose code is not yet a word that readers know."""

SCORE_GRADES = ((0.85, "excellent"), (0.7, "good"), (0.5, "fair"), (0.0, "needs work"))

REASONS: Mapping[str, str] = {
    "not_found": "not found in the document",
    "skipped: not_finished": "not finished",
    "career_break": "a career break",
    "national_service": "national service",
    "education": "education",
    "volunteering": "voluntary work",
}


def in_words(code: str) -> str:
    """Return a code as words: ``is_open_ended`` is “is open ended”."""
    return REASONS.get(code, code.replace("_", " "))


def with_code(sentence: str) -> Markup:
    """Return a sentence of ours with what stands between backquotes as code."""
    pieces = [escape(piece) for piece in sentence.split("`")]
    return Markup("").join(  # every piece is escaped above
        Markup("<code>{}</code>").format(piece) if number % 2 else piece for number, piece in enumerate(pieces)
    )


def section_name(kind: str) -> str:
    """Return what the page calls a kind of section."""
    return SECTIONS.get(kind, in_words(kind).capitalize())


def grade_of(value: float, most: float) -> str:
    """Return the word for a score."""
    share = value / most if most else 0
    return next(word for least, word in SCORE_GRADES if share >= least)


def seconds_in_words(duration: timedelta) -> str:
    """Return a short duration such as ``0.4 s`` or ``3 min``."""
    seconds = duration.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h"


def moment_in_words(moment: datetime) -> str:
    """Return a moment in this machine's time zone, such as ``30 Nov 2026, 14:05``."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def bytes_in_words(size: int) -> str:
    """Return a size such as ``86 kB``."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
