"""Papers that are no résumés: nothing breaks, nobody is invented, and the likelihood says so."""

from collections.abc import Callable
from typing import Any

import pytest

Parse = Callable[..., Any]

NOVEL = (
    "# Chapter One\n\nIt was a dark night, and the rain fell in torrents except at occasional intervals.\n"
    "She walked along the road for a long time and thought of nothing but the house in Marlow.\n"
    "In 1987 nobody had known her name, and nobody asked for it in the years that followed.\n"
)
INVOICE = (
    "Quillon Ltd\nInvoice 2231\nDate 03/04/2020\n12 sacks of flour\t300.00\nTotal\t300.00\n"
    "Please pay within 30 days.\naccounts@quillon.example\n"
)
LETTER = (
    "Dear Ms Marlow,\n\nI am writing to apply for the post of baker that you announced last week in Leeds.\n"
    "For ten years I have baked for large houses, and I should like to join your team in the spring.\n\n"
    "Yours sincerely,\nJane Doe\njane@example.org\n"
)
STORY = (
    "# The Baker of Marlow\n## What I learned at school\n"
    "I was nine when the teacher asked me to stay behind for an hour.\n"
    "My father worked as a cook in the town, and later he went away from there without a word.\n"
    "## Where the road goes\nIt was late in the year, and the captain had no ship that he could call his own.\n"
)
ADVERTISEMENT = (
    "# Dental Nurse (m/f/d)\nPractice in Marlow\n## What you bring\n"
    "- NVQ Level 3 or equivalent\n- Two years of experience\n"
    "## What we offer\n- 25 days of holiday\n- Free parking\n"
)
STELLENANZEIGE = (
    "# Zahnarzthelferin (m/w/d)\nPraxis in Musterstadt\n## Was Sie mitbringen\n- Ausbildung\n- Freude am Beruf\n"
    "## Was wir bieten\n- 30 Tage Urlaub\n- Weiterbildung\n"
)
CHINESE = (
    "王小明\n电话：138 0013 8000\n邮箱：wang@example.cn\n教育背景\n2008年9月 - 2012年6月 北京大学 计算机科学 学士\n"
    "工作经历\n2012年7月 - 至今 示例公司 软件工程师\n"
)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (NOVEL, 0.1),
        (INVOICE, 0.3),
        (LETTER, 0.3),
        (STORY, 0.1),
        (ADVERTISEMENT, 0.1),
        (STELLENANZEIGE, 0.1),
        ("a" * 100_000, 0.1),
        ("", 0.0),
    ],
    ids=["novel", "invoice", "letter", "story", "advertisement", "Stellenanzeige", "one letter", "empty"],
)
def test_another_paper_is_unlikely_to_be_a_resume(parse: Parse, text: str, most: float) -> None:
    resume = parse(text).resume

    assert resume.is_resume <= most
    assert (resume.work, resume.education, resume.skills, resume.languages) == ((), (), (), ())


@pytest.mark.parametrize(
    "text", [NOVEL, INVOICE, STORY, "a" * 100_000, ""], ids=["novel", "invoice", "story", "one letter", "empty"]
)
def test_nobody_is_invented(parse: Parse, text: str) -> None:
    parsed = parse(text)

    assert parsed.resume.contact.name is None
    assert parsed.resume.contact.location is None
    assert "/basics/name" in parsed.resume.absent


def test_who_signs_a_letter_is_named_as_written(parse: Parse) -> None:
    assert parse(LETTER).resume.contact.name.value == "Jane Doe"


def test_a_chinese_resume_gives_its_name_and_addresses(parse: Parse) -> None:
    basics = parse(CHINESE, language="zh").json["basics"]

    assert basics == {"name": "王小明", "email": "wang@example.cn", "phone": "+8613800138000"}
