"""What the grammar checker promises about its result, whatever the rules find."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs

from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.analyzers.grammar_checker.result import MOST_LISTED
from vitae.analyzers.grammar_checker.rules.table import RULES
from vitae.domain.encoding import to_jsonable
from vitae.domain.findings import Finding
from vitae.domain.options import Options
from vitae.facts import AnalysisContext

FindIn = Callable[..., list[Finding]]
Check = Callable[..., GrammarResult]
BuildContext = Callable[..., AnalysisContext]


def never_built() -> object:
    raise AssertionError("the engine was built for a document without English prose")


def test_every_anchor_quotes_the_text_it_points_to_beside_emoji_and_combining_marks(
    build_context: BuildContext,
) -> None:
    context = build_context(
        ["- Zoë 😀 and André recieved the the prize 🏆 in São Paulo.", "- naïve e\u0301 comittee of four"]
    )

    result = check_grammar(context)

    quotes = [finding.anchors[0].quote for finding in result.findings]
    assert quotes == ["recieved", "the the", "comittee"]
    for finding in result.findings:
        for anchor in finding.anchors:
            assert context.document.text[anchor.start : anchor.end] == anchor.quote


def test_an_empty_document_is_not_checked_and_says_so(check: Check) -> None:
    result = check("", language=None)

    assert (result.checked, result.reason, result.findings) == (False, "no_prose", ())


def test_a_list_of_words_without_prose_is_not_checked(check: Check) -> None:
    result = check(["Python, Java, SQL", "Jane Roe", "jane.roe@example.org"])

    assert (result.checked, result.reason) == (False, "no_prose")


def test_another_language_is_not_checked_but_doubled_words_are_found(build_context: BuildContext) -> None:
    context = build_context("- Leitung der Abteilung mit mit zwölf Personen und einem Budget.", language="de")
    context = replace(context, options=Options(dictionary_folders=()))

    result = check_grammar(context, never_built)  # type: ignore[arg-type]

    assert (result.checked, result.reason, result.language) == (False, "no_dictionary", "de")
    assert [finding.code for finding in result.findings] == ["doubled_word"]


def test_what_a_language_doubles_is_right_there(check: Check) -> None:
    lines = ["- Die Kunden, mit denen die die Beratung begann, sind bis heute da und zufrieden."]

    assert check(lines, language="de").findings == ()


def test_a_foreign_line_in_an_english_document_is_not_spelt_in_english(find_in: FindIn) -> None:
    lines = [
        "- Managed the office and the shop in Lyon for two years.",
        "- Responsable de la boutique et du stock avec une équipe de quatre personnes pour le groupe.",
    ]

    assert find_in(lines) == []


def test_a_line_broken_word_group_is_read_as_one_sentence(build_context: BuildContext) -> None:
    context = build_context(
        ["- Presented the results of the yearly survey to the", "the board and to all members of staff"]
    )
    lines = tuple(structs.replace(line, path=None, block=0) for line in context.document.lines)

    result = check_grammar(replace(context, document=replace(context.document, lines=lines)))

    assert [finding.anchors[0].quote for finding in result.findings] == ["the\nthe"]


def test_skills_employers_and_recurring_words_are_never_misspelt(find_in: FindIn) -> None:
    lines = ["- Set up kubernetes and terraform for four teams.", "- Ran brugel, brugel days and brugel nights."]

    assert find_in(lines) == []


def test_addresses_paths_and_identifiers_are_skipped(find_in: FindIn) -> None:
    assert (
        find_in("See github.com/exampel/recieved, mail to teh@example.org, or open /srv/recieved/comittee.txt.") == []
    )


def test_more_findings_than_are_listed_are_counted_and_the_most_certain_listed(check: Check) -> None:
    lines = [f"- Shared the the notes number {number} with the crew." for number in range(250)]

    result = check([*lines, "- Ran a contest, its a yearly one for all schools."])

    assert (result.counts, result.omitted) == ({"grammar": 250, "confusion": 1}, 51)
    assert len(result.findings) == MOST_LISTED
    assert min(finding.confidence for finding in result.findings) >= 0.95


def test_ids_number_the_findings_by_severity_and_position(find_in: FindIn) -> None:
    findings = find_in(["- Kept code on Github and recieved a prize.", "- Shared the the notes with all."])

    assert [(f.id, f.code) for f in findings] == [
        ("grammar-1", "misspelling"),
        ("grammar-2", "doubled_word"),
        ("grammar-3", "miswritten_name"),
    ]


def test_one_place_gets_one_finding(find_in: FindIn) -> None:
    findings = find_in("Saw four trainees through after there probation.")

    assert len(findings) == 1


def test_american_and_british_spelling_mixed_is_one_finding(find_in: FindIn) -> None:
    lines = [
        "- Chose the colour of the paint for the fleet.",
        "- Painted the center of the hall.",
        "- Organised a fair.",
    ]

    findings = find_in(lines)

    assert [(f.code, f.severity, f.anchors[0].quote, f.replacements) for f in findings] == [
        ("mixed_spelling", "info", "center", ("centre",))
    ]


@pytest.mark.parametrize("line", ["Chose the colour of the centre and organised it.", "Chose the color of the center."])
def test_either_spelling_alone_is_right(find_in: FindIn, line: str) -> None:
    assert find_in(line) == []


def test_full_stops_after_some_bullets_only_are_one_remark(find_in: FindIn) -> None:
    lines = [f"- Repaired bicycle number {number} for the city" + "." * (number % 2) for number in range(8)]

    findings = find_in(lines)

    assert [(f.code, f.severity, len(f.anchors)) for f in findings] == [("mixed_full_stops", "info", 4)]


def test_bullets_without_full_stops_are_right(find_in: FindIn) -> None:
    assert find_in([f"- Repaired bicycle number {number} for the city" for number in range(8)]) == []


def test_straight_and_curly_quotes_mixed_are_one_remark(find_in: FindIn) -> None:
    lines = [
        "- Kept the firm's books and the owner's diary.",
        "- Kept the club’s bar and the members’ lockers, today’s list.",
    ]

    assert [finding.code for finding in find_in(lines)] == ["mixed_quotes"]


def test_periods_with_hyphens_and_dashes_are_one_remark(find_in: FindIn) -> None:
    lines = [
        "Baker 2001 - 2004",
        "Cook 2004 - 2006",
        "Host 2006 – 2009",
        "Chef 2009 – 2011",
        "- Ran the bar of the inn.",
    ]

    assert [finding.code for finding in find_in(lines)] == ["mixed_dashes"]


def test_the_same_text_gives_the_same_bytes(check: Check) -> None:
    lines = ["- Recieved the the prize of the comittee.", "- Kept code on Github."]

    first, second = (json.dumps(to_jsonable(check(lines))) for _ in range(2))

    assert first == second


def test_importing_the_checker_does_not_load_the_engine(run_python: Callable[[str], str]) -> None:
    code = "import sys, vitae.analyzers.grammar_checker; print('harper' in sys.modules)"

    assert run_python(code) == "False"


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)


def test_every_rule_of_the_engine_that_we_name_exists() -> None:
    from harper import get_default_lint_config

    from vitae.lexicons import read_toml

    named = {rule for rules in read_toml("grammar")["harper"]["rules"].values() for rule in rules}

    assert named <= set(get_default_lint_config())


def test_the_word_list_is_sorted_and_in_lower_case() -> None:
    from vitae.lexicons import read_lines

    words = read_lines("grammar_words")

    assert list(words) == sorted({word.lower() for word in words})


def test_a_hundred_thousand_characters_take_time_in_proportion(check: Check, cpu_seconds: Callable[..., float]) -> None:
    line = "- Recieved four prizes, wrote a report for the the board and led a team of ten in two towns."
    check([line])

    short = cpu_seconds(lambda: check([line] * 200))
    long = cpu_seconds(lambda: check([line] * 1000))

    assert long < 12 * short
