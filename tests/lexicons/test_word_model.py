"""What words look like that no lexicon has."""

import pytest

from benchmarks.accuracy.person import PEOPLE, STRANGERS, people
from training.__main__ import model_of, names
from vitae.lexicons.word_model import MODEL, leaning_of


def test_the_model_is_what_the_names_give() -> None:
    assert model_of(names()) == MODEL.read_bytes(), "run `python -m training`"


def test_nothing_was_learned_from_the_employers_and_schools_of_those_who_measure() -> None:
    everybody = [person for folder in (PEOPLE, STRANGERS) for person in people(folder)]
    measured = {post.employer for person in everybody for post in person.work}
    measured |= {study.institution for person in everybody for study in person.education}

    learned = {words for kind, words in names() if kind == "organisation"}

    assert len(measured & learned) == 0, "learned by heart"


@pytest.mark.parametrize("title", ["Reepschlägerin", "Rabatteur", "Kettensmith's mate"])
@pytest.mark.parametrize("organisation", ["Quentworth & Daughters", "Kita Wolkenschaf", "Clínica Las Golondrinas"])
def test_words_that_nobody_wrote_down_are_told_by_their_letters(title: str, organisation: str) -> None:
    learned = {words for _, words in names()}

    assert not {title, organisation} & learned
    assert leaning_of(title).title > leaning_of(organisation).title


def test_capitals_change_nothing() -> None:
    assert leaning_of("KITA WOLKENSCHAF") == leaning_of("Kita Wolkenschaf")


@pytest.mark.parametrize("text", ["", "—", "· · ·"])
def test_what_has_no_words_looks_like_nothing(text: str) -> None:
    assert leaning_of(text) == (0.0, 0.0)
