"""The people stand under other headings, and under words that say nothing."""

import pytest

from benchmarks.accuracy.person import Person, people
from benchmarks.accuracy.reworded import Wording, reworded, wordings

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "pl", "ru")
TUNING = [person for person in people() if person.split == "tune"]
HEADED = [person for person in TUNING if all(person.headings.values())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_wordings_of_every_kind_for_both_halves(language: str) -> None:
    pools = wordings()[language]

    assert set(pools) == set(wordings()["en"])
    assert all(len(set(pool)) == len(pool) >= 4 for pool in pools.values())


@pytest.mark.parametrize("wording", Wording)
@pytest.mark.parametrize("person", HEADED[::7], ids=lambda person: person.id)
def test_a_person_gets_other_headings_and_the_same_in_every_run(person: Person, wording: Wording) -> None:
    other = reworded(person, wording)

    assert other == reworded(person, wording)
    assert list(other.headings) == list(person.headings)
    assert all(other.headings[kind] != heading for kind, heading in person.headings.items() if kind == "work")
    assert (other.work, other.education, other.lines) == (person.work, person.education, person.lines)


def test_who_has_no_headings_gets_none() -> None:
    (person,) = (person for person in TUNING if not any(person.headings.values()))

    assert reworded(person, Wording.WORDS).headings == person.headings


def test_no_wording_that_only_measures_is_there_to_tune_on() -> None:
    tuning, measuring = (
        {heading for person in TUNING for heading in reworded(person, wording).headings.values()}
        - {heading for person in TUNING for heading in person.headings.values()}
        for wording in (Wording.WORDS, Wording.OTHER_WORDS)
    )

    assert len(tuning) > 100
    assert tuning.isdisjoint(measuring)
