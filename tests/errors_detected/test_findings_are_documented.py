"""docs/findings.md names every code of both analyzers, with its usual severity."""

import re
from pathlib import Path

import pytest

from vitae.analyzers.error_detector.table import RULES as ERROR_RULES
from vitae.analyzers.grammar_checker.checker import ENGINE_CODES
from vitae.analyzers.grammar_checker.rules.table import RULES as GRAMMAR_RULES

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"
ROW = re.compile(r"^\| `(?P<code>\w+)` \| (?P<severity>\w+) \| (?P<why>[^|]+) \| (?P<how>[^|]+) \|$", re.MULTILINE)
RULES = {
    **{rule.code: (rule.severity.value, rule.suggestion) for rule in ERROR_RULES},
    **{rule.name: (rule.severity.value, rule.suggestion) for rule in GRAMMAR_RULES},
}


def documented() -> dict[str, re.Match[str]]:
    return {match["code"]: match for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("code", [*RULES, *ENGINE_CODES])
def test_every_code_stands_in_the_documentation(code: str) -> None:
    assert code in documented()


def test_the_documentation_names_no_code_that_does_not_exist() -> None:
    assert set(documented()) == {*RULES, *ENGINE_CODES}


@pytest.mark.parametrize("code", RULES)
def test_severity_and_remedy_in_the_documentation_are_those_of_the_rule(code: str) -> None:
    row = documented()[code]

    assert (row["severity"], row["how"].strip()) == RULES[code]
