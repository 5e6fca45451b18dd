"""The rubric: what each finding costs. It is published in docs/score.md, which a test keeps equal to this table.

Whatever tells who somebody is (age, family, nationality, gender, photograph, religion) and what is a choice (a profile
on LinkedIn, two jobs at a time) costs nothing: a score that punished it would pass the bias on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vitae.domain.findings import Severity

RUBRIC_VERSION = 1
"""Raised whenever the same findings may give another score."""
LEAST_CONFIDENCE = 0.5
"""Findings that are less sure are shown and cost nothing."""


class Price(NamedTuple):
    """Points that one finding costs, by its severity."""

    info: int
    warning: int
    critical: int

    def of(self, severity: Severity) -> int:
        """Return the points of this severity."""
        points: int = getattr(self, severity.value)
        return points


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the rubric."""

    name: str
    points: int
    """What it is worth when nothing is found."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the findings of one code take from a part."""

    part: str
    price: Price
    most: int
    """Points that all findings of the code together cost at most."""


PARTS = (
    Part("contact", 15),
    Part("structure", 15),
    Part("layout", 10),
    Part("honesty", 10),
    Part("dates", 15),
    Part("evidence", 15),
    Part("wording", 10),
    Part("language", 10),
)
LANGUAGE = "language"
"""The part that the grammar checker judges; the others are the error detector's."""

_FREE = Price(0, 0, 0)
_LIGHT = Price(1, 2, 5)
_USUAL = Price(1, 3, 10)
_HEAVY = Price(2, 5, 12)
_SLIP = Price(0, 1, 2)
_REMARK = Price(1, 1, 1)

COSTS: Mapping[str, Cost] = {
    "missing_email": Cost("contact", _HEAVY, 12),
    "missing_phone": Cost("contact", _USUAL, 3),
    "missing_name": Cost("contact", _REMARK, 1),
    "employer_email": Cost("contact", _REMARK, 1),
    "missing_linkedin": Cost("contact", _FREE, 0),
    "unprofessional_email": Cost("contact", _USUAL, 3),
    "invalid_phone": Cost("contact", _LIGHT, 2),
    "several_phones": Cost("contact", _FREE, 0),
    "missing_portfolio": Cost("contact", _FREE, 0),
    "malformed_url": Cost("contact", _LIGHT, 4),
    "contact_in_header_only": Cost("contact", _USUAL, 3),
    "contact_in_text_box": Cost("contact", _USUAL, 3),
    "not_a_resume": Cost("structure", _FREE, 0),
    "no_experience": Cost("structure", _HEAVY, 12),
    "no_education": Cost("structure", _LIGHT, 2),
    "missing_skills_section": Cost("structure", _LIGHT, 2),
    "duplicate_section": Cost("structure", _USUAL, 3),
    "too_short": Cost("structure", _HEAVY, 5),
    "too_long": Cost("structure", _USUAL, 3),
    "wall_of_text": Cost("structure", _USUAL, 3),
    "no_text_layer": Cost("layout", _FREE, 0),
    "fonts_unmappable": Cost("layout", _HEAVY, 5),
    "scrambled_order": Cost("layout", _HEAVY, 5),
    "multi_column": Cost("layout", _REMARK, 1),
    "tables": Cost("layout", _REMARK, 1),
    "text_boxes": Cost("layout", _REMARK, 1),
    "review_marks": Cost("layout", _REMARK, 1),
    "hidden_text": Cost("honesty", _USUAL, 10),
    "prompt_injection": Cost("honesty", _HEAVY, 10),
    "keyword_stuffing": Cost("honesty", _USUAL, 6),
    "character_tricks": Cost("honesty", _USUAL, 3),
    "undated_role": Cost("dates", _USUAL, 9),
    "reversed_range": Cost("dates", _USUAL, 6),
    "future_date": Cost("dates", _USUAL, 6),
    "invalid_date": Cost("dates", _USUAL, 6),
    "mixed_date_formats": Cost("dates", _USUAL, 3),
    "year_only_dates": Cost("dates", _USUAL, 3),
    "not_reverse_chronological": Cost("dates", _USUAL, 3),
    "education_order": Cost("dates", _REMARK, 1),
    "gap": Cost("dates", _SLIP, 2),
    "overlap": Cost("dates", _FREE, 0),
    "stated_exceeds_computed": Cost("dates", _USUAL, 3),
    "weak_opening": Cost("evidence", _LIGHT, 5),
    "repeated_opening": Cost("evidence", _LIGHT, 2),
    "no_metrics": Cost("evidence", Price(2, 5, 5), 5),
    "long_bullet": Cost("evidence", _LIGHT, 3),
    "many_bullets": Cost("evidence", _REMARK, 2),
    "short_bullets": Cost("evidence", _REMARK, 1),
    "duplicate_bullet": Cost("evidence", _LIGHT, 4),
    "unevidenced_skills": Cost("evidence", _REMARK, 1),
    "first_person": Cost("wording", _USUAL, 3),
    "buzzwords": Cost("wording", _LIGHT, 4),
    "references_line": Cost("wording", _REMARK, 1),
    "placeholder_text": Cost("wording", _USUAL, 10),
    "sensitive_data": Cost("wording", _FREE, 0),
    "doubled_word": Cost("language", _SLIP, 4),
    "double_blank": Cost("language", _REMARK, 1),
    "blank_before_comma": Cost("language", _REMARK, 2),
    "missing_blank": Cost("language", _REMARK, 2),
    "misspelt_month": Cost("language", _SLIP, 4),
    "wrong_article": Cost("language", _SLIP, 4),
    "disagreement": Cost("language", _SLIP, 6),
    "wrong_form": Cost("language", _SLIP, 6),
    "wrong_number": Cost("language", _SLIP, 6),
    "split_noun": Cost("language", _SLIP, 4),
    "confused_word": Cost("language", _SLIP, 6),
    "mixed_tense": Cost("language", _REMARK, 2),
    "tense_switch": Cost("language", _SLIP, 4),
    "miswritten_name": Cost("language", _REMARK, 2),
    "mixed_spelling": Cost("language", _REMARK, 1),
    "mixed_full_stops": Cost("language", _REMARK, 1),
    "mixed_quotes": Cost("language", _REMARK, 1),
    "mixed_dashes": Cost("language", _REMARK, 1),
    "years_experience": Cost("language", _REMARK, 1),
    "doubled_mark": Cost("language", _REMARK, 2),
    "unbalanced_mark": Cost("language", _REMARK, 2),
    "missing_apostrophe": Cost("language", _SLIP, 4),
    "plural_apostrophe": Cost("language", _SLIP, 4),
    "small_month": Cost("language", _SLIP, 2),
    "unequal_verbs": Cost("language", _SLIP, 4),
    "wrong_phrase": Cost("language", _SLIP, 4),
    "wrong_adverb": Cost("language", _SLIP, 4),
    "double_comparison": Cost("language", _SLIP, 2),
    "present_since": Cost("language", _SLIP, 2),
    "wrong_preposition": Cost("language", _SLIP, 4),
    "lead_for_led": Cost("language", _SLIP, 4),
    "small_proper_word": Cost("language", _SLIP, 4),
    "small_opening": Cost("language", _REMARK, 2),
    "shifted_capital": Cost("language", _SLIP, 2),
    "mixed_dates": Cost("language", _FREE, 0),
    "pronoun": Cost("language", _FREE, 0),
    "said_twice": Cost("language", _REMARK, 1),
    "misspelt_title": Cost("language", _SLIP, 6),
    "month_case": Cost("language", _SLIP, 2),
    "languagetool_spelling": Cost("language", _SLIP, 4),
    "languagetool_grammar": Cost("language", _SLIP, 4),
    "languagetool_confusion": Cost("language", _SLIP, 4),
    "languagetool_punctuation": Cost("language", _SLIP, 4),
    "languagetool_capitalisation": Cost("language", _SLIP, 4),
    "misspelling": Cost("language", _SLIP, 10),
    "small_name": Cost("language", _SLIP, 4),
    "engine_agreement": Cost("language", _SLIP, 6),
    "engine_grammar": Cost("language", _SLIP, 6),
    "engine_confusion": Cost("language", _SLIP, 6),
}
"""Code -> cost. The experience calculator's findings repeat those of the error detector and cost nothing."""
