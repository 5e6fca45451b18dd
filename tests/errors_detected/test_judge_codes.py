"""benchmarks/accuracy/judge_codes.json says what each of our codes means to a judge who knows neutral ids only."""

import json
from pathlib import Path

from vitae.analyzers.error_detector.table import RULES as ERROR_RULES
from vitae.analyzers.grammar_checker.checker import ENGINE_CODES
from vitae.analyzers.grammar_checker.rules.table import RULES as GRAMMAR_RULES

FILE = Path(__file__).parents[2] / "benchmarks" / "accuracy" / "judge_codes.json"
MEANING: dict[str, str | None] = json.loads(FILE.read_text(encoding="utf-8"))
NEUTRAL_IDS = frozenset(
    [
        "missing_email",
        "missing_phone",
        "missing_linkedin",
        "no_experience",
        "no_education",
        "missing_section",
        "gap",
        "undated_role",
        "reversed_range",
        "future_date",
        "mixed_date_formats",
        "year_only_dates",
        "not_reverse_chronological",
        "stated_exceeds_computed",
        "weak_opening",
        "no_metrics",
        "first_person",
        "buzzwords",
        "duplicate_bullet",
        "duplicate_section",
        "unprofessional_email",
        "references_line",
        "placeholder_text",
        "sensitive_data",
        "hidden_text",
        "prompt_injection",
        "contact_in_header_only",
        "contact_in_text_box",
        "no_text_layer",
        "too_long",
    ]
)
ONLY_OF_EXPERIENCE = frozenset(["ambiguous_date", "concurrent_current_roles", "future_end", "future_start", "no_dates"])
"""Codes that the experience calculator has and the error detector has not."""


def test_every_code_of_ours_has_exactly_one_entry() -> None:
    ours = {
        *(rule.code for rule in ERROR_RULES),
        *(rule.name for rule in GRAMMAR_RULES),
        *ENGINE_CODES,
        *ONLY_OF_EXPERIENCE,
    }

    assert set(MEANING) == ours


def test_every_neutral_id_is_meant_by_a_code_of_ours() -> None:
    assert {meaning for meaning in MEANING.values() if meaning is not None} == NEUTRAL_IDS


def test_a_code_that_bears_the_name_of_an_id_means_it() -> None:
    assert {code for code in NEUTRAL_IDS & set(MEANING) if MEANING[code] != code} == set()
