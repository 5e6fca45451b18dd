"""The score of whole documents: who somebody is changes nothing, what they wrote does."""

from datetime import date

import pytest

import vitae
from vitae.domain.report import Report

AS_OF = date(2026, 11, 22)
RESUME = """{name}
Leeds, United Kingdom | {email} | +44 113 496 0123
{personal}
Summary
Warehouse manager who runs a site of 90 people. {pronoun} colleagues know the night shift at first hand.

Experience

Warehouse Manager, Northgate Logistics Ltd
Mar 2019 – Present
• Cut picking errors from 2.1% to 0.6% with a second scan at the packing bench.
• Led 14 team leaders across two shifts.
• Opened a returns line that handles 900 parcels a day.

Shift Supervisor, Aldermoor Foods
Jan 2014 – Feb 2019
• Planned the rota for 35 pickers.
• Trained 60 starters on the reach truck.

Education

BSc Business Management, {school}
2010 – 2013

Skills
Stock control, Excel, forklift, rota planning
"""
PLAIN = {
    "name": "Thomas Ashby",
    "email": "t.ashby@example.org",
    "personal": "",
    "pronoun": "His",
    "school": "Leeds Beckett University",
}
SWAPS = {
    "a woman's name": {"name": "Aisha Rahman", "pronoun": "Her"},
    "a Nigerian name": {"name": "Oluwaseun Adeyemi"},
    "a Vietnamese name": {"name": "Nguyễn Thị Hồng Nhung"},
    "a Polish name": {"name": "Małgorzata Wiśniewska", "pronoun": "Her"},
    "a neutral pronoun": {"pronoun": "Their"},
    "a famous school": {"school": "University of Oxford"},
    "another famous school": {"school": "Harvard University"},
    "a foreign school": {"school": "University of Lagos"},
    "youth": {"personal": "Date of birth: 4 May 1999\n"},
    "age": {"personal": "Date of birth: 4 May 1961\n"},
    "family and nationality": {"personal": "Marital status: married\nNationality: Pakistani\n"},
    "gender": {"personal": "Gender: female\n"},
    "a photograph": {"personal": "Photo attached\n"},
}


def report_of(text: str) -> Report:
    return vitae.analyze(text.encode(), as_of=AS_OF, isolation="none")


def value_of(**words: str) -> int:
    report = report_of(RESUME.format(**{**PLAIN, **words}))
    assert report.score is not None
    return report.score.value


@pytest.mark.parametrize("swap", SWAPS)
def test_who_somebody_is_never_changes_the_score(swap: str) -> None:
    assert value_of(**SWAPS[swap]) == value_of()


def test_a_slip_costs_points_and_says_where_it_stands() -> None:
    report = report_of(RESUME.format(**PLAIN).replace("Trained 60 starters", "Trained the the starters"))

    assert report.score is not None
    assert report.analyzers is not None
    assert report.score.value < value_of()
    language = report.score.parts[-1]
    slips = {finding.id: finding.code for finding in report.analyzers["grammar_checker"].result.findings}
    assert [slips[id_] for id_ in language.finding_ids] == ["doubled_word"]


def test_the_same_resume_has_the_same_score() -> None:
    text = RESUME.format(**PLAIN)

    assert report_of(text).score == report_of(text).score


def test_an_invoice_has_no_score_but_a_reason() -> None:
    lines = "\n".join(f"{number} | Copper pipe 22 mm | 14.20 EUR | 19 % VAT" for number in range(1, 12))
    invoice = (
        f"INVOICE No. 2024-118\nBill to: Harland Fittings GmbH\nDue date: 30.06.2024\n\n{lines}\nTotal due: 185.50 EUR"
    )

    report = report_of(invoice)

    assert (report.score, report.unscored) == (None, "not_a_resume")


def test_a_document_that_cannot_be_read_has_no_score_but_a_reason() -> None:
    report = vitae.failed_report(vitae.VitaeError("It cannot be read."))

    assert (report.score, report.unscored) == (None, "not_analysed")
