"""Thirty-five slips of language, and what is none, from the lines to the findings.

The numbers of the cases are those of the list that the checker was specified with. Where we decide otherwise than the
list asks, docs/findings.md says why ("What is left alone"), and the test says what we do.
"""

import json
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import vitae
from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.analyzers.grammar_checker.result import MOST_LISTED
from vitae.domain.encoding import to_jsonable
from vitae.domain.findings import Finding
from vitae.domain.options import Options
from vitae.domain.resume import ParsedResume
from vitae.facts import AnalysisContext

AS_OF = date(2026, 11, 22)
Check = Callable[..., GrammarResult]
FindIn = Callable[..., list[Finding]]
BuildContext = Callable[..., AnalysisContext]
PastRole = Callable[..., tuple[list[str], ParsedResume]]
RESUME = """\
Lotte Abrams
lotte.abrams@example.org | +44 113 496 0123

Experience

{title}, {employer}
{period}
{bullets}

Skills
{skills}
"""


def read(
    *bullets: str,
    title: str = "Gardener",
    employer: str = "Wexcombe Park",
    period: str = "04/2014 - 02/2019",
    skills: str = "Pruning, grafting, hedge laying",
) -> list[Finding]:
    """Return the findings in a résumé of one job."""
    lines = "\n".join(f"- {bullet}" for bullet in bullets)
    text = RESUME.format(title=title, employer=employer, period=period, bullets=lines, skills=skills)
    report = vitae.analyze(text.encode(), as_of=AS_OF, isolation="none", analyzers=["grammar_checker"])
    assert report.analyzers is not None
    return list(report.analyzers["grammar_checker"].result.findings)


def told(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(f.category, f.anchors[0].quote, f.replacements[0] if f.replacements else "") for f in findings]


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_case_1_a_misspelt_word_is_found_with_its_correction(find_in: FindIn) -> None:
    assert told(find_in("Recieved award for the best stall")) == [("spelling", "Recieved", "Received")]


def test_case_2_the_verb_goes_with_its_subject(find_in: FindIn) -> None:
    findings = find_in("I has worked with three crews")

    assert ("grammar", "has", "have") in told(findings)


def test_case_3_a_bullet_without_a_subject_is_right(find_in: FindIn) -> None:
    assert find_in("Led a team of 5") == []


def test_case_4_full_stops_may_be_missing_but_not_be_mixed(find_in: FindIn) -> None:
    bullets = [f"- Repaired bicycle number {number} for the city" for number in range(4)]

    assert find_in(bullets) == []
    assert codes(find_in([*bullets, "- Sold three bicycles to a school."])) == ["mixed_full_stops"]


@pytest.mark.parametrize(
    ("line", "right"),
    [("Trained as a engineer at the mill", "an"), ("Was an user of the old press", "a")],
)
def test_case_5_a_or_an_goes_by_the_sound(find_in: FindIn, line: str, right: str) -> None:
    assert [finding.replacements[0] for finding in find_in(line)] == [right]


@pytest.mark.parametrize("words", ["an MBA", "a university", "an hour", "a one-off", "an SQL course", "a SQL course"])
def test_case_5_what_sounds_right_is_right(find_in: FindIn, words: str) -> None:
    assert find_in(f"Wrote about {words} for the paper") == []


def test_case_6_a_doubled_word_is_found_unless_it_may_be_doubled(find_in: FindIn) -> None:
    assert codes(find_in("Opened the the shop at six")) == ["doubled_word"]
    for line in (
        "Mended what had had no care for years",
        "Found that that was enough",
        "Booked Duran Duran for a fair",
    ):
        assert find_in(line) == []


def test_case_7_names_employers_towns_products_and_skills_are_never_misspelt() -> None:
    findings = read(
        "Ran Quillbrax and Zenvolt for the Thrumpton site with Ms Okwuosa.",
        "Moved 3 Drayhorn tills from Llanfair to Wexcombe.",
        employer="Quillbrax Zenvolt Ltd",
        skills="Zenvolt, Drayhorn, Thrumptonware",
    )

    assert findings == []


def test_case_8_acronyms_and_ids_are_right(find_in: FindIn) -> None:
    assert find_in("Moved SME clients to AWS with PL/SQL, RFC-2119 and INC0047711") == []


def test_case_9_either_spelling_is_right_and_both_are_one_remark(find_in: FindIn) -> None:
    assert find_in("- Chose the colour of the hall") == find_in("- Chose the color of the hall") == []
    assert codes(find_in(["- Chose the colour of the hall", "- Chose the color of the van"])) == ["mixed_spelling"]


def test_case_10_a_word_that_is_broken_at_the_end_of_a_line_is_joined() -> None:
    assert read("Wrote the docu-\n  mentation of the water system for 3 parks.") == []


def test_case_11_a_ligature_is_its_letters() -> None:
    assert read("Opened the oﬃce and ﬁled 40 letters a day.") == []


def test_case_12_addresses_paths_and_code_are_skipped(find_in: FindIn) -> None:
    line = "Wrote /usr/lib/plntr.py and plntr_init() for www.plntr.example, asked by lott@plntr.example"

    assert find_in(line) == []


@pytest.mark.parametrize(
    ("line", "quote", "right"),
    [
        ("Reported to the project manger of the site", "manger", "manager"),
        ("Worked in pubic relations for the town", "pubic", "public"),
        ("Bought seeds form local growers", "form", "from"),
        ("Had to asses the damage after storms", "asses", "assess"),
    ],
)
def test_case_13_a_right_word_in_the_wrong_place_is_a_warning(
    find_in: FindIn, line: str, quote: str, right: str
) -> None:
    [finding] = find_in(line)

    assert (finding.severity, finding.anchors[0].quote, finding.replacements[0]) == ("warning", quote, right)
    assert 0.5 < finding.confidence < 1


def test_case_14_the_tense_of_a_role_is_kept() -> None:
    past = ("Trained six apprentices to prune.", "Ordered all the seeds.", "Lead the crew of the maze.")
    current = ("Teach four apprentices to prune.", "Order seeds and tools.", "Mow 12 acres of lawn.")

    assert codes(read(*past)) == ["mixed_tense"]
    assert read(*current, period="03/2019 - Present") == []
    assert read(*current) == []


def test_case_15_the_first_person_is_one_remark_of_style(find_in: FindIn) -> None:
    [finding] = find_in(["- I trained a crew of six", "- Wrote the rota for my crew"])

    assert (finding.code, finding.severity, finding.category, len(finding.anchors)) == ("pronoun", "info", "style", 2)


def test_case_16_blanks_and_commas(find_in: FindIn) -> None:
    assert codes(find_in("Sold  shoes to tourists")) == ["double_blank"]
    assert codes(find_in("Sold shoes , bags and hats")) == ["blank_before_comma"]
    assert codes(find_in("Sold shoes,bags and hats")) == ["missing_blank"]
    assert find_in("Sold 1,000 shoes and wrote C,C++ for the till") == []


def test_case_17_mixed_quotes_and_dashes_are_one_remark_each(find_in: FindIn) -> None:
    quotes = ["- Kept the firm's books, the owner's too.", "- Kept the club’s bar and the members’ lockers, today’s."]
    dashes = [
        "Cook 2001 - 2004",
        "Host 2004 - 2006",
        "Chef 2006 – 2009",
        "Baker 2009 – 2011",
        "- Ran the bar of the inn",
    ]

    assert codes(find_in(quotes)) == ["mixed_quotes"]
    assert codes(find_in(dashes)) == ["mixed_dashes"]


@pytest.mark.parametrize(
    ("line", "quote", "right"),
    [
        ("Improved the depot and it's layout", "it's", "its"),
        ("Helped clients with there claims", "there", "their"),
        ("Sold more tickets then the year before", "then", "than"),
        ("Explain to callers how to use you're card", "you're", "your"),
    ],
)
def test_case_18_words_that_sound_alike(find_in: FindIn, line: str, quote: str, right: str) -> None:
    assert [(f.anchors[0].quote, f.replacements[0]) for f in find_in(line)] == [(quote, right)]


def test_case_19_a_team_may_be_many_in_britain(find_in: FindIn) -> None:
    assert find_in("The team were praised for the new hall") == []


def test_case_20_a_weak_opening_is_no_matter_of_grammar(find_in: FindIn) -> None:
    assert find_in("Responsible for the stock of two halls") == []


def test_case_21_years_experience_is_a_remark_of_style(find_in: FindIn) -> None:
    [finding] = find_in("Brought 10+ years experience to the role")

    assert (finding.category, finding.severity, finding.replacements) == ("style", "info", ("years of",))


@pytest.mark.parametrize(("wrong", "right"), [("javascript", "JavaScript"), ("Github", "GitHub"), ("Iphone", "iPhone")])
def test_case_22_a_name_is_written_as_its_owner_does(find_in: FindIn, wrong: str, right: str) -> None:
    assert [(f.anchors[0].quote, f.replacements[0]) for f in find_in(f"Wrote the {wrong} part of the shop")] == [
        (wrong, right)
    ]


@pytest.fixture
def russian(tmp_path: Path) -> str:
    """A folder with a small Russian dictionary."""
    words = ["программист", "работа", "проект", "склад", "система", "учёт"]
    (tmp_path / "ru_RU.aff").write_text("SET UTF-8\nTRY оаитенрсвйлпкьыяудмзшбчгщюжцёхфэъ\n", encoding="utf-8")
    (tmp_path / "ru_RU.dic").write_text("\n".join([str(len(words)), *words]) + "\n", encoding="utf-8")
    return str(tmp_path)


def test_case_23_russian_is_spelt_by_its_dictionary(build_context: BuildContext, russian: str) -> None:
    context = build_context("- Програмист на складе и в системе учёта", language="ru")

    result = check_grammar(replace(context, options=Options(dictionary_folders=(russian,))))

    assert [(f.anchors[0].quote, f.replacements[0].lower()) for f in result.findings] == [("Програмист", "программист")]


def test_case_23_agreement_is_not_judged_in_russian(build_context: BuildContext, russian: str) -> None:
    context = build_context("- Я работает на складе и в системе учёта", language="ru")

    assert check_grammar(replace(context, options=Options(dictionary_folders=(russian,)))).findings == ()


def test_case_23_latin_letters_in_russian_words_are_undone_and_from_three_on_told_by_the_error_detector() -> None:
    text = "Анна Орлова\nMосква\nanna@example.org\n\nОпыт работы\n\nКладовщик, ООО Склад\n01/2019 - 03/2021\n- Учёт\n"

    for written, is_told in ((text, False), (text.replace("Учёт", "Учёт тoвара на cкладе"), True)):
        report = vitae.analyze(written.encode(), as_of=AS_OF, isolation="none")
        assert report.analyzers is not None
        assert ("character_tricks" in codes(report.analyzers["error_detector"].result.findings)) is is_told
        assert report.document.text is not None
        assert "Москва" in report.document.text


def test_case_24_each_line_is_judged_by_its_own_language(find_in: FindIn) -> None:
    findings = find_in(["- Betreuung der Kunden und der Werkstatt in Köln", "- Recieved the guests of the inn"])

    assert told(findings) == [("spelling", "Recieved", "Received")]


def test_case_25_a_language_that_cannot_be_checked_is_said_to_be_so(
    build_context: BuildContext, tmp_path: Path
) -> None:
    context = build_context("- betreuung der kunden und der Werkstatt in Köln", language="de")

    result = check_grammar(replace(context, options=Options(dictionary_folders=(str(tmp_path),))))

    assert (result.checked, result.reason, result.findings) == (False, "no_dictionary", ())


def test_case_26_headings_in_capitals_are_skipped(find_in: FindIn) -> None:
    assert find_in(["KEY ACHIEVMENTS AND RESPONSABILITIES", "- Opened the shop at six"]) == []


def test_case_27_numbers_are_right_as_they_are(find_in: FindIn) -> None:
    assert find_in("Sold £1.5M, saved €20k in 5-7 yrs and 24/7 kept 3x the stock at 99.9%") == []


def test_case_28_a_misspelt_month_gets_the_month(find_in: FindIn) -> None:
    assert [(f.code, f.replacements) for f in find_in("Joined the crew in Janaury 2019")] == [
        ("misspelt_month", ("January",))
    ]
    assert find_in("Joined the crew in Sept 2019") == []


def test_case_29_the_most_certain_are_listed_and_all_are_counted(check: Check) -> None:
    result = check([f"- Opened the the shop number {number} and then sold tins" for number in range(MOST_LISTED + 7)])

    assert (len(result.findings), result.omitted) == (MOST_LISTED, 7)
    assert result.counts == {"grammar": MOST_LISTED + 7}


def test_case_30_an_unknown_word_that_recurs_or_has_a_capital_is_a_name(find_in: FindIn) -> None:
    assert find_in([f"- Cleaned the splorker of hall {number}" for number in range(3)]) == []
    assert find_in("Cleaned the Splorker of the hall") == []


def test_case_31_places_hold_beside_emoji_and_combining_marks(find_in: FindIn) -> None:
    findings = find_in("Baked for the café 🥐 and the cafe\u0301 👩‍🍳, then recieved a prize")

    assert [finding.anchors[0].quote for finding in findings] == ["recieved"]


def test_case_32_nothing_is_asked_of_the_network(find_in: FindIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert codes(find_in("Recieved award for the best stall")) == ["misspelling"]


def test_case_33_time_grows_with_the_text(check: Check, cpu_seconds: Callable[..., float]) -> None:
    lines = [f"- Sold {number} tins of paint to the the owner of a engine shop" for number in range(400)]
    check(lines[:10])

    few, many = (min(cpu_seconds(lambda n=n: check(lines[:n])) for _ in range(3)) for n in (100, 400))

    assert many < 8 * few


def test_case_34_the_same_text_gives_the_same_bytes(check: Check) -> None:
    lines = ["- Recieved a award and and sold  shoes , bags,belts", "- Chose the color of the colour"]

    first, second = (json.dumps(to_jsonable(check(lines))) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("lines", [[], [""], ["Lotte Abrams"], ["Java, SQL, Go"]])
def test_case_35_where_there_is_no_prose_nothing_was_checked(check: Check, lines: list[str]) -> None:
    result = check(lines)

    assert (result.checked, result.findings) == (False, ())
