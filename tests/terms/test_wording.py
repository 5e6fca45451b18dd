"""The words of a document, by which rules see at once what cannot be there."""

import pytest

from vitae.facts.wording import Wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Led 3 teams", ("led", "3", "teams")),
        ("Node.js, C++ & R&D", ("node", "js", "c", "r", "d")),
        ("snake_case stays two words", ("snake", "case", "stays", "two", "words")),
        ("the client’s “own” words – • all", ("the", "client", "s", "own", "words", "all")),
        ("Müller führte 12\u00a0Köche", ("müller", "führte", "12", "köche")),
        ("Руководил отделом", ("руководил", "отделом")),
        ("", ()),
    ],
)
def test_words_are_runs_of_letters_and_digits_in_lower_case(text: str, words: tuple[str, ...]) -> None:
    wording = Wording(text)

    assert wording.words == words
    assert wording.vocabulary == frozenset(words)


@pytest.mark.parametrize("text", ["Plain ASCII", "İstanbul, then İzmir", "STRASSE und Straße"])
def test_lowered_text_keeps_every_letter_in_its_place(text: str) -> None:
    lowered = Wording(text).lowered

    assert len(lowered) == len(text)
    assert [at for at, letter in enumerate(text) if letter == " "] == [at for at, c in enumerate(lowered) if c == " "]


def test_places_are_found_in_longer_words_and_over_each_other_too() -> None:
    assert list(Wording("Banana BANANA").places("ana")) == [1, 3, 8, 10]


def test_what_is_not_there_has_no_place() -> None:
    assert list(Wording("Banana").places("kiwi")) == []
