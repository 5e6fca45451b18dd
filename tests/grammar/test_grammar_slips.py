"""Slips that the grammar checker finds, each with the correction that comes first."""

from collections.abc import Callable

import pytest

from vitae.analyzers.grammar_checker import GrammarResult
from vitae.domain.findings import Finding, Severity
from vitae.domain.resume import ParsedResume

FindIn = Callable[..., list[Finding]]
Check = Callable[..., GrammarResult]
PastRole = Callable[..., tuple[list[str], ParsedResume]]

SLIPS = [
    # spelling
    ("Recieved an award from the mayor of the city.", "Recieved", "Received", "misspelling"),
    ("Prepared the sustainablity report of the group.", "sustainablity", "sustainability", "misspelling"),
    ("Advised the comittee on the new bylaws.", "comittee", "committee", "misspelling"),
    ("Ensured the maintainance of all lifts in the building.", "maintainance", "maintenance", "misspelling"),
    ("Was definately the fastest picker on the night shift.", "definately", "definitely", "misspelling"),
    ("Trained new collegues on the till and the scanner.", "collegues", "colleagues", "misspelling"),
    ("Handled the managment of four rental properties.", "managment", "management", "misspelling"),
    ("Worked in a fast enviroment with changing priorities.", "enviroment", "environment", "misspelling"),
    # verbs and their subjects
    ("I has worked in three kitchens at once.", "has", "have", "disagreement"),
    ("My passion is sales and I always gives my best.", "gives", "give", "disagreement"),
    ("Fixed the defect in the till before it reach the shops.", "reach", "reached", "disagreement"),
    ("Wrote an app that predict the delay of ferries.", "predict", "predicts", "disagreement"),
    ("My duties was to open the shop and to count the till.", "was", "were", "disagreement"),
    ("Responsible for manage the stock of two shops.", "manage", "managing", "wrong_form"),
    ("Experienced in develop web shops for small firms.", "develop", "developing", "wrong_form"),
    ("Handled objections, and then hand over the accounts to the team.", "hand", "handed", "tense_switch"),
    ("Looking forward to hear from you about the post.", "hear", "hearing", "wrong_phrase"),
    ("Managed to reduced waste in the bakery by a fifth.", "reduced", "reduce", "wrong_form"),
    ("Was member of the works council for two years.", "member", "a member", "wrong_phrase"),
    ("Opened the clinic every Wensday afternoon.", "Wensday", "Wednesday", "misspelt_month"),
    ("Guided clients though the merger of two depots.", "though", "through", "confused_word"),
    ("Trained the volunteers. they ran the shop on Sundays.", "they", "They", "small_opening"),
    # articles
    ("Worked as a engineer on the new bridge.", "a", "an", "wrong_article"),
    ("Interviewed an user of the old system every week.", "an", "a", "wrong_article"),
    ("Kept a average of nine points in all inspections.", "a", "an", "wrong_article"),
    ("Led a MBA project on the price of water.", "a", "an", "wrong_article"),
    ("Ran a 8-week course for apprentices.", "a", "an", "wrong_article"),
    # words taken for another
    ("Reported to the project manger every Friday.", "manger", "manager", "confused_word"),
    ("Looked after pubic relations of the theatre.", "pubic", "public", "confused_word"),
    ("Visited homes to asses the needs of patients.", "asses", "assess", "confused_word"),
    ("Graduated form the evening school with honours.", "form", "from", "confused_word"),
    ("Helped clients not to loose money on repairs.", "loose", "lose", "confused_word"),
    ("Checked every weld to insure compliance with the code.", "insure", "ensure", "confused_word"),
    ("Saw four trainees through after there probation.", "there", "their", "engine_confusion"),
    ("Cut the time of a change by more then half.", "then", "than", "confused_word"),
    ("Called customers who's contracts were about to end.", "who's", "whose", "confused_word"),
    ("Won a prize with the team, its a yearly contest.", "its", "it's", "confused_word"),
    ("Worked as principle engineer on two dams.", "principle", "principal", "confused_word"),
    ("Worked in a company were I learned the trade.", "were", "where", "confused_word"),
    ("Could of been a cook but moved abroad.", "of", "have", "confused_word"),
    ("Was apart of the crew that won the cup.", "apart", "a part", "confused_word"),
    ("Assisted costumers with returns of shoes.", "costumers", "customers", "confused_word"),
    ("Was lead by the head chef of the house.", "lead", "led", "confused_word"),
    ("Learned alot about the trade of wine.", "alot", "a lot", "confused_word"),
    ("Responsible of the payroll for two shops.", "of", "for", "wrong_preposition"),
    # nouns in the wrong number, verbs after "to"
    ("Oversaw a crew of 5 developer.", "developer", "developers", "wrong_number"),
    ("Gathered informations on the market for tea.", "informations", "information", "wrong_number"),
    ("Made less errors than any other clerk.", "less", "fewer", "wrong_number"),
    ("Worked with doctors to ensures the safety of patients.", "ensures", "ensure", "wrong_form"),
    ("Met with four teams to delivered the product.", "delivered", "deliver", "wrong_form"),
    ("The application were tested on four phones.", "were", "was", "disagreement"),
    # words twice, nouns in two words, capitals
    ("Shared the notes with the the wider team.", "the the", "the", "doubled_word"),
    ("Responsible for set up, sampling and teardown of the booth.", "set up", "setup", "split_noun"),
    ("Drove to plants in Georgia, alabama and back.", "alabama", "Alabama", "small_name"),
    ("Wrote the front end in Javascript and tested it.", "Javascript", "JavaScript", "miswritten_name"),
    ("Kept the code on Github and wrote the manual.", "Github", "GitHub", "miswritten_name"),
    ("Published an Iphone app for bird watchers.", "Iphone", "iPhone", "miswritten_name"),
    # blanks and months
    ("Opened the bakery  at four in the morning.", "  ", " ", "double_blank"),
    ("Joined the crew in Janaury and stayed on.", "Janaury", "January", "misspelt_month"),
    ("Brought 10 years experience to the role.", "years", "years of", "years_experience"),
]


@pytest.mark.parametrize(("line", "quote", "right", "code"), SLIPS)
def test_a_slip_is_found_where_it_stands_with_its_correction_first(
    find_in: FindIn, line: str, quote: str, right: str, code: str
) -> None:
    findings = [finding for finding in find_in(line) if finding.code != "pronoun"]

    assert [(f.code, f.anchors[0].quote, f.replacements[0]) for f in findings] == [(code, quote, right)]


def test_blanks_around_commas_are_put_right(find_in: FindIn) -> None:
    findings = find_in("Sold shoes , bags,belts and hats to tourists.")

    assert [(f.code, f.anchors[0].quote, f.replacements) for f in findings] == [
        ("blank_before_comma", " ", ("",)),
        ("missing_blank", ",", (", ",)),
    ]


def test_spelling_grammar_and_confusion_warn_while_style_and_consistency_inform(find_in: FindIn) -> None:
    findings = find_in(
        [
            "- Recieved an award, and reported to the project manger and and the owner.",
            "- Brought 10 years experience and two languages.",
        ]
    )

    severities = {finding.code: finding.severity for finding in findings}
    assert severities == {
        "misspelling": Severity.WARNING,
        "confused_word": Severity.WARNING,
        "doubled_word": Severity.WARNING,
        "years_experience": Severity.INFO,
    }


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Checked an university library for damp.", "a"),
        ("Prepared a hour of radio every week.", "an"),
        ("Built an unique set for the stage.", "a"),
        ("Tested a API for the tax office.", "an"),
        ("Was an one-off helper at the fair.", "a"),
        ("Gave a honest account of the loss.", "an"),
        ("Wrote a XML export for the archive.", "an"),
    ],
)
def test_the_article_goes_by_the_sound(find_in: FindIn, line: str, right: str) -> None:
    assert [finding.replacements for finding in find_in(line)] == [(right,)]


def test_a_past_role_told_in_the_past_names_the_bullet_in_the_present(check: Check, past_role_with: PastRole) -> None:
    lines, resume = past_role_with(
        "Lead the brunch shift with three cooks.", "Trained six apprentices.", "Ordered all the fish.", "Ran the pass."
    )

    findings = check(lines, resume=resume).findings

    assert [(f.code, f.anchors[0].quote, f.replacements) for f in findings] == [("mixed_tense", "Lead", ("Led",))]


def test_a_past_role_told_in_the_present_throughout_is_left_alone(check: Check, past_role_with: PastRole) -> None:
    lines, resume = past_role_with("Lead the brunch shift.", "Train six apprentices.", "Order all the fish.")

    assert check(lines, resume=resume).findings == ()


def test_a_noun_at_the_head_of_a_bullet_is_no_verb_in_the_present(check: Check, past_role_with: PastRole) -> None:
    lines, resume = past_role_with("Design reviews with four teams.", "Trained six juniors.", "Built two bridges.")

    assert check(lines, resume=resume).findings == ()
