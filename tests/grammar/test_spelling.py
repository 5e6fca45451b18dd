"""When an unknown word is a slip, and when it is a word of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitae.analyzers.grammar_checker.engine import default_engine
from vitae.analyzers.grammar_checker.prose import Passage, tell_language, words_of
from vitae.analyzers.grammar_checker.rules.articles import article_before
from vitae.analyzers.grammar_checker.spelling import check_spelling
from vitae.analyzers.grammar_checker.words import american, distance, is_same_word, skeleton
from vitae.domain.sections import SectionKind

WORDS = st.text(alphabet="abcde", max_size=8)


def passage(text: str) -> Passage:
    return Passage(0, len(text), text, is_bullet=True, section=SectionKind.WORK, language="en")


def misspelt(text: str, *protected: str) -> list[tuple[str, ...]]:
    spelling = check_spelling([passage(text)], frozenset(protected), default_engine())
    return [spot.replacements for spot in spelling.misspellings]


@pytest.mark.parametrize(
    ("one", "two", "steps"),
    [
        ("form", "form", 0),
        ("recieved", "received", 1),
        ("comittee", "committee", 1),
        ("cat", "cart", 1),
        ("abc", "cba", 2),
    ],
)
def test_the_distance_counts_letters_and_swapped_neighbours(one: str, two: str, steps: int) -> None:
    assert distance(one, two) == steps


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_bounded_by_the_longer_word(one: str, two: str) -> None:
    assert distance(one, two) == distance(two, one)
    assert abs(len(one) - len(two)) <= distance(one, two) <= max(len(one), len(two))
    assert (distance(one, two) == 0) == (one == two)


@pytest.mark.parametrize(
    ("one", "two"), [("maintainance", "maintenance"), ("definately", "definitely"), ("acheived", "achieved")]
)
def test_misspellings_mostly_keep_their_consonants(one: str, two: str) -> None:
    assert skeleton(one) == skeleton(two)


@pytest.mark.parametrize(
    ("british", "us"),
    [
        ("colour", "color"),
        ("organisation", "organization"),
        ("modelling", "modeling"),
        ("centre", "center"),
        ("programme", "program"),
        ("judgement", "judgment"),
        ("anaesthesia", "anesthesia"),
        ("licence", "license"),
    ],
)
def test_british_and_american_spellings_are_one_word(british: str, us: str) -> None:
    assert american(british) == american(us)


@pytest.mark.parametrize(
    ("word", "other"), [("ecommerce", "e-commerce"), ("kanban", "KanBan"), ("runbooks", "runbook")]
)
def test_a_hyphen_odd_capitals_or_a_plural_make_no_other_word(word: str, other: str) -> None:
    assert is_same_word(word, other)


def test_a_missing_capital_makes_another_word() -> None:
    assert not is_same_word("alabama", "Alabama")


@pytest.mark.parametrize(
    "word",
    [
        "rostered",
        "compostable",
        "replatform",
        "precepted",
        "cannulation",
        "colour",
        "naïve",
        "autograder",
        "fintech",
        "pollarded",
        "storyboarded",
        "crossmatched",
        "trimlines",
        "urodynamics",
        "laminitis",
        "delamination",
        "manoeuvrable",
    ],
)
def test_words_of_the_trades_are_left_alone(word: str) -> None:
    assert misspelt(f"Wrote about {word} for the club.") == []


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("commited", "committed"),
        ("occured", "occurred"),
        ("managable", "manageable"),
        ("seperate", "separate"),
        ("operaing", "operating"),
        ("excellance", "excellence"),
    ],
)
def test_a_wrong_ending_is_still_a_slip(word: str, right: str) -> None:
    assert misspelt(f"Wrote about {word} for the club.")[0][0] == right


def test_a_word_beside_a_small_word_of_another_language_is_left_alone() -> None:
    assert misspelt("Baked croissants and pains au chocolat by hand.") == []
    assert misspelt("Baked croissants and sold chocolat by hand.")[0][0] == "chocolate"


def test_a_protected_word_is_left_alone() -> None:
    assert misspelt("Worked for recieved and sons.", "recieved") == []


def test_a_capital_inside_a_sentence_is_that_of_a_name() -> None:
    assert misspelt("Worked for Recieved and sons.") == []


def test_a_possessive_ending_stays_outside_the_slip() -> None:
    text = "Wrote the comittee's minutes for a year."

    spelling = check_spelling([passage(text)], frozenset(), default_engine())

    [spot] = spelling.misspellings
    assert text[spot.start : spot.end] == "comittee"


def test_the_engine_remembers_words_without_changing_its_verdict() -> None:
    engine = default_engine()

    first = engine.suggest(["recieved", "house", "comittee"])
    second = engine.suggest(["comittee", "house", "recieved", "house"])

    assert first == second
    assert set(first) == {"recieved", "comittee"}


def test_the_engine_counts_code_points() -> None:
    text = "😀 naïve e\u0301 we wrote on there behalf and in there name."

    [*remarks] = default_engine().check(text)

    assert {text[remark.start : remark.end] for remark in remarks} == {"there"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Managed the shop and the stock for a year", "en"),
        ("Leitung der Abteilung mit zwölf Personen und dem Budget", "de"),
        ("Gestion de la boutique et du stock avec une équipe", "fr"),
        ("Руководство отделом продаж и работа с клиентами в регионе", "ru"),
        ("Cobol Fortran Pascal", None),
    ],
)
def test_function_words_tell_the_language_of_a_line(text: str, language: str | None) -> None:
    assert tell_language(text, words_of(text)) == language


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("hour", "an"),
        ("unique", "a"),
        ("unimportant", "an"),
        ("MBA", "an"),
        ("SBAR", "an"),
        ("SQL", None),
        ("NASA", None),
        ("HGV", None),
        ("historic", None),
        ("European", "a"),
        ("one-off", "a"),
        ("8-week", "an"),
        ("11", "an"),
        ("18-month", "an"),
        ("1,100", "a"),
        ("1800s", None),
        ("mRNA", None),
        ("iOS", None),
        ("e-commerce", "an"),
        ("UX", "a"),
        ("and", None),
    ],
)
def test_the_article_before_a_word_is_told_by_its_sound(word: str, article: str | None) -> None:
    assert article_before(word) == article
