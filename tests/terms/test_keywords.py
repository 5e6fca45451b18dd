"""Which keywords a document has, how they are scored, and what is never one."""

from collections.abc import Callable
from datetime import date

import pytest

from vitae.analyzers.keyword_extractor import ANALYZER, Keyword, KeywordResult
from vitae.domain.dates import DateRange, PartialDate, Precision
from vitae.domain.document import Document
from vitae.domain.months import Month
from vitae.domain.resume import Contact, Extracted, ParsedResume, Period, SkillGroup, Text, WorkEntry
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext

MakeContext = Callable[..., AnalysisContext]


def value(document: Document, quote: str) -> Text:
    start = document.text.index(quote)
    return Extracted(quote, 0.9, (document.anchor(start, start + len(quote)),))


def result_of(context: AnalysisContext) -> KeywordResult:
    result = ANALYZER.run(context)
    assert isinstance(result, KeywordResult)
    return result


def keyword(context: AnalysisContext, canonical: str) -> Keyword:
    return next(k for k in result_of(context).keywords if k.canonical == canonical)


def terms(context: AnalysisContext) -> list[str]:
    return [keyword.term for keyword in result_of(context).keywords]


def listed(*groups: tuple[str | None, list[str]]) -> Callable[[Document], ParsedResume]:
    def resume(document: Document) -> ParsedResume:
        return ParsedResume(
            skills=tuple(
                SkillGroup(value(document, label) if label else None, tuple(value(document, item) for item in items))
                for label, items in groups
            )
        )

    return resume


def month_period(document: Document, quote: str, first: Month, last: Month) -> Period:
    start, end = (PartialDate(month, month, Precision.MONTH, "") for month in (first, last))
    begin = document.text.index(quote)
    found = DateRange(start, end, False, quote, begin, begin + len(quote))
    return Period(found, document.anchor(begin, begin + len(quote)))


def test_spellings_of_one_skill_are_one_keyword_with_all_its_places(context_of: MakeContext) -> None:
    context = context_of(work="Moved to K8s.\nRan kubernetes for years.", skills="Kubernetes, Docker")

    found = keyword(context, "Kubernetes")

    assert found.raw_forms == ("K8s", "kubernetes", "Kubernetes")
    assert (found.term, found.count, found.skill_type) == ("Kubernetes", 3, "technical")
    assert [anchor.quote for anchor in found.anchors] == ["K8s", "kubernetes", "Kubernetes"]
    assert found.found_in == (SectionKind.WORK, SectionKind.SKILLS)


def test_the_parts_add_up_to_the_score(context_of: MakeContext) -> None:
    context = context_of(
        summary="Knows Python well",
        work="Python, Docker, cold calling here\n• Beehive ventilation\n• Beehive ventilation",
        skills="Python, team player",
    )

    found = result_of(context).keywords
    assert {keyword.kind for keyword in found} == {"skill", "phrase"}
    for keyword in found:
        parts = keyword.score_parts
        assert (
            keyword.score
            == parts.kind + parts.frequency + parts.sections + parts.rarity + parts.experience + parts.recency
        )
        assert 0 <= keyword.score <= 100


def test_a_word_repeated_without_end_earns_no_more_than_five_mentions(context_of: MakeContext) -> None:
    five = keyword(context_of(skills=" ".join(["Docker,"] * 5)), "Docker")
    stuffed = keyword(context_of(skills=" ".join(["Docker,"] * 500)), "Docker")

    assert (stuffed.count, stuffed.score) == (500, five.score)
    assert len(stuffed.anchors) == 50


def test_a_way_of_working_is_soft_and_scores_below_a_skill_that_can_be_checked(context_of: MakeContext) -> None:
    context = context_of(skills="team player, Docker, hard-working")

    assert [(k.canonical, k.skill_type) for k in result_of(context).keywords] == [
        ("Docker", "technical"),
        ("Teamwork", "soft"),
        ("Hard-working", "soft"),
    ]


def test_equal_scores_stand_in_order_of_first_position(context_of: MakeContext) -> None:
    context = context_of(skills="Terraform, Docker, PostgreSQL, Ansible")

    assert terms(context) == ["Terraform", "Docker", "PostgreSQL", "Ansible"]
    assert result_of(context) == result_of(context_of(skills="Terraform, Docker, PostgreSQL, Ansible"))


def test_months_and_last_use_come_from_the_jobs_that_name_the_skill(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        end = document.text.index("PostgreSQL") - 1
        period = month_period(document, "01/2024 – 12/2025", Month(2024, 1), Month(2025, 12))
        return ParsedResume(work=(WorkEntry(document.anchor(0, end), period=period),))

    context = context_of(work="01/2024 – 12/2025\nBuilt services on Docker", skills="PostgreSQL only", resume=resume)

    docker, postgres = keyword(context, "Docker"), keyword(context, "PostgreSQL")

    assert (docker.months, docker.last_used) == (24, "2025-12")
    assert (docker.score_parts.experience, docker.score_parts.recency) == (6, 10)
    assert (postgres.months, postgres.last_used) == (None, None)
    assert (postgres.score_parts.experience, postgres.score_parts.recency) == (0, 0)


def test_a_listed_skill_that_the_lexicon_does_not_know_is_a_keyword_of_unknown_type(context_of: MakeContext) -> None:
    context = context_of(
        skills="Orchards: pear grafting, Docker, SAP QX7 Ledgerly",
        resume=listed(("Orchards", ["pear grafting", "Docker", "SAP QX7 Ledgerly"])),
    )

    grafting = keyword(context, "pear grafting")

    assert (grafting.kind, grafting.skill_type, grafting.category) == ("skill", None, "Orchards")
    assert grafting.confidence < keyword(context, "Docker").confidence
    assert "SAP QX7 Ledgerly" in terms(context)


def test_a_listed_skill_is_counted_wherever_the_text_names_it(context_of: MakeContext) -> None:
    context = context_of(
        skills="pear grafting, Docker",
        work="Taught Pear Grafting to 12 growers, not pear graftings",
        resume=listed((None, ["pear grafting"])),
    )

    grafting = keyword(context, "pear grafting")

    assert grafting.count == 2
    assert grafting.raw_forms == ("pear grafting", "Pear Grafting")
    assert grafting.found_in == (SectionKind.SKILLS, SectionKind.WORK)


@pytest.mark.parametrize(
    "item",
    [
        "Python programming",
        "Advanced Excel skills",
        "Basic",
        "May 2020",
        "anna@example.org",
        "https://example.org/x",
        "?~ L8c ~~ ?",
        "\ue0b7\ue0b8 \ue0b9",
        "2019",
        "R",
        "Jane Doe",
    ],
)
def test_what_says_nothing_more_than_the_lexicon_is_no_listed_skill(context_of: MakeContext, item: str) -> None:
    def resume(document: Document) -> ParsedResume:
        contact = Contact(name=value(document, "Jane Doe"))
        start = document.text.rindex(item)
        keywords = (Extracted(item, 0.9, (document.anchor(start, start + len(item)),)),)
        return ParsedResume(contact=contact, skills=(SkillGroup(None, keywords),))

    context = context_of(contact="Jane Doe of somewhere", skills=f"Docker, {item}", resume=resume)

    assert [k.canonical for k in result_of(context).keywords if k.skill_type is None] == []


def test_a_phrase_that_recurs_is_a_keyword_and_one_that_stands_once_is_not(context_of: MakeContext) -> None:
    context = context_of(
        work="• Tuned beehive ventilation of 40 hives\n• Wrote on Beehive Ventilation and varroa mites\n• Sold wax"
    )

    (phrase,) = result_of(context).keywords

    assert (phrase.term, phrase.kind, phrase.count) == ("beehive ventilation", "phrase", 2)
    assert [anchor.quote for anchor in phrase.anchors] == ["beehive ventilation", "Beehive Ventilation"]


def test_a_phrase_of_common_words_is_none(context_of: MakeContext) -> None:
    lines = ["• Took over the night shift", "• Took over the peacock lamps"]

    (phrase,) = result_of(context_of(work="\n".join(lines * 2))).keywords

    assert (phrase.term, phrase.score_parts.rarity) == ("peacock lamps", 10)


@pytest.mark.parametrize(
    "line",
    [
        "• Worked in Elmfield Harbour with Jane Doe",
        "• From March 2019 to April 2020",
        "• See www.elm-field.example.org and jane.doe@mail.example.org",
        "• Led the team and increased the revenue by 12 percent",
        "• ?~ L8c ▯▯ tform ~",
        "• Filed it (q.v u.s) and left",
    ],
)
def test_names_dates_addresses_and_litter_never_make_a_phrase(context_of: MakeContext, line: str) -> None:
    def resume(document: Document) -> ParsedResume:
        anchor = document.anchor(0, 1)
        job = WorkEntry(anchor, name=value(document, "Elmfield Harbour"))
        return ParsedResume(contact=Contact(name=value(document, "Jane Doe")), work=(job,))

    context = context_of(contact="Jane Doe", work=f"Elmfield Harbour\n{line}\n{line}\n{line}", resume=resume)

    assert terms(context) == []


def test_a_phrase_crosses_no_line_and_no_stop(context_of: MakeContext) -> None:
    context = context_of(work="Kept copper. Beehives warm\nKept copper. Beehives warm\nKept copper\nBeehives")

    assert "copper Beehives" not in terms(context)
    assert all("\n" not in term and "." not in term for term in terms(context))


@pytest.mark.parametrize("text", ["", "Ann Doe", "… 2019 — 2020 …"])
def test_too_little_text_gives_no_keywords_and_the_reason(context_of: MakeContext, text: str) -> None:
    result = result_of(context_of(other=text))

    assert (result.keywords, result.reason) == ((), "too_little_text")


def test_text_without_keywords_says_so(context_of: MakeContext) -> None:
    result = result_of(context_of(work="She was there and then she was not there again"))

    assert (result.keywords, result.reason) == ((), "none_found")


def test_chinese_text_and_emoji_are_read(context_of: MakeContext) -> None:
    assert "Python" in terms(
        context_of(work="😀 熟悉Python编程语言，并在项目中使用它 王小明在北京工作了很多年并且喜欢机器")
    )


def test_the_day_of_the_report_decides_what_is_recent(context_of: MakeContext) -> None:
    def resume(document: Document) -> ParsedResume:
        period = month_period(document, "01/2020 – 12/2020", Month(2020, 1), Month(2020, 12))
        return ParsedResume(work=(WorkEntry(document.anchor(0, len(document.text)), period=period),))

    now = context_of(work="01/2020 – 12/2020 services on Docker and more", resume=resume)
    then = AnalysisContext(now.document, now.sections, now.resume, date(2021, 6, 1))

    assert keyword(now, "Docker").score_parts.recency == 0
    assert keyword(then, "Docker").score_parts.recency == 10
