"""Rules are switched off or weighed anew for one analysis, and the digest of the options tells."""

from datetime import date

import pytest

import vitae
from vitae.domain.errors import InvalidOption
from vitae.domain.report import Report

AS_OF = date(2026, 11, 22)
TEXT = """Robin Calloway
robin.calloway@example.org | +44 113 496 0123

Experience

Baker, Millrace Bakery
Mar 2019 – Present
• Responsible for the the night shift.
• Baked 900 loaves a night.

Education

Diploma in Baking, Leeds College
2015 – 2017
"""


def report_with(**rules: str) -> Report:
    return vitae.analyze(TEXT.encode(), as_of=AS_OF, isolation="none", options=vitae.Options(rules=rules))


def codes_of(report: Report) -> dict[str, str]:
    assert report.analyzers is not None
    results = [report.analyzers[name].result for name in ("error_detector", "grammar_checker")]
    return {finding.code: finding.severity.value for result in results for finding in result.findings}


def test_a_rule_is_switched_off_for_one_analysis() -> None:
    codes = codes_of(report_with(weak_opening="off", doubled_word="off"))

    assert {"weak_opening", "doubled_word"} & set(codes) == set()
    assert {"weak_opening", "doubled_word"} <= set(codes_of(report_with()))


def test_a_rule_is_weighed_anew_and_the_score_follows() -> None:
    heavier, usual = report_with(weak_opening="critical"), report_with()

    assert codes_of(heavier)["weak_opening"] == "critical"
    assert heavier.score is not None
    assert usual.score is not None
    assert heavier.score.value < usual.score.value


def test_the_digest_of_the_options_tells_the_rules() -> None:
    assert report_with().run.options_digest != report_with(weak_opening="off").run.options_digest


@pytest.mark.parametrize("rules", [{"no_such_rule": "off"}, {"gap": "sometimes"}])
def test_a_rule_or_a_setting_that_does_not_exist_is_an_error(rules: dict[str, str]) -> None:
    with pytest.raises(InvalidOption):
        report_with(**rules)
