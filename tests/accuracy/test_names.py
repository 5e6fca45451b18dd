"""The names that ask the lexicons: each once, of one kind, and none of them a person's of the other suites."""

from collections import Counter

from benchmarks.accuracy.name_figures import measure_names
from benchmarks.accuracy.names import HALVES, KINDS, names
from benchmarks.accuracy.person import PEOPLE, STRANGERS, people


def test_each_name_stands_there_once() -> None:
    seen = Counter((name.kind, name.words) for name in names())

    assert not [name for name, times in seen.items() if times > 1]
    assert not [words for _, words in seen if words != " ".join(words.split()) or not words]


def test_every_kind_and_half_has_enough_of_every_language() -> None:
    sizes = Counter((name.kind, name.half, name.language) for name in names())

    assert len(sizes) == len(KINDS) * len(HALVES) * 8
    assert min(sizes.values()) >= 100


def test_nobody_of_the_other_suites_worked_or_studied_there() -> None:
    everybody = [person for folder in (PEOPLE, STRANGERS) for person in people(folder)]
    theirs = {post.employer for person in everybody for post in person.work}
    theirs |= {study.institution for person in everybody for study in person.education}
    ours = {name.words for name in names() if name.kind == "organisation"}

    assert len(theirs & ours) == 0, "what one half was tuned on would be measured in another suite"


def test_the_misses_are_those_of_the_half_for_tuning() -> None:
    shown = measure_names(misses=True).tables
    blind = [name.words for name in names() if name.half == "test"]

    told = {line.partition(": ")[2] for line in shown.splitlines() if ": " in line}
    assert told
    assert len(told & set(blind)) == 0
