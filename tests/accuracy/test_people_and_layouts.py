"""The corpus itself: its people are consistent, its layouts complete and repeatable."""

from collections import Counter
from pathlib import Path

import phonenumbers
import pytest

import vitae
from benchmarks.accuracy.experience import AS_OF
from benchmarks.accuracy.formats import FORMATS
from benchmarks.accuracy.layouts import LAYOUTS, Layout
from benchmarks.accuracy.person import PEOPLE, STRANGERS, Person, load, people
from benchmarks.accuracy.quotes import place_of, spans_of
from benchmarks.accuracy.resumes import assignments

EVERYBODY = (*people(), *people(STRANGERS))
SHOWN = pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.id)


@pytest.mark.parametrize("person", [person for person in EVERYBODY if person.basics.e164], ids=lambda person: person.id)
def test_a_telephone_number_is_the_one_printed(person: Person) -> None:
    printed = person.basics.phone.split(":")[-1]

    first = next(iter(phonenumbers.PhoneNumberMatcher(printed, person.country, phonenumbers.Leniency.POSSIBLE)))

    assert phonenumbers.format_number(first.number, phonenumbers.PhoneNumberFormat.E164) == person.basics.e164


@SHOWN
def test_everything_of_the_truth_stands_in_the_plain_text(person: Person) -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == "text")
    text = " ".join(layout.render(person).decode().split())

    posts = [part for post in person.work for part in (post.employer, post.title, post.dates, *post.bullets)]
    studies = [part for study in person.education for part in (study.institution, study.degree, study.dates)]
    unwrapped = "".join(text.split())  # a line may end behind any hyphen
    missing = [part for part in (*posts, *studies, *person.skills.listed) if "".join(part.split()) not in unwrapped]

    assert missing == []
    assert all(len(spans_of(error.context, text)) == 1 for error in person.planted)
    assert all(place_of(error.wrong, error.context, text) for error in person.planted)


@pytest.mark.parametrize("folder", [PEOPLE, STRANGERS], ids=lambda folder: folder.name)
def test_the_people_who_measure_are_enough_for_figures_and_speak_several_languages(folder: Path) -> None:
    measuring = [person for person in people(folder) if person.split == "test"]

    assert {person.split for person in people(folder)} == {"tune", "test"}
    assert len(measuring) >= max(30, len(people(folder)) / 5)
    assert len({person.language for person in measuring}) >= 5


@pytest.mark.parametrize("layouts", [LAYOUTS, FORMATS], ids=["layouts", "formats"])
@pytest.mark.parametrize("splits", [{"tune"}, {"test"}, {"tune", "test"}])
def test_every_layout_has_its_share_of_people(splits: set[str], layouts: tuple[Layout, ...]) -> None:
    files = Counter(layout.name for person, layout in assignments(layouts=layouts) if person.split in splits)

    assert set(files) == {layout.name for layout in layouts}
    assert max(files.values()) - min(files.values()) <= 1


@pytest.mark.parametrize("layout", [*LAYOUTS, *FORMATS], ids=lambda layout: layout.name)
def test_a_layout_makes_the_same_bytes_again_and_shows_the_name(layout: Layout) -> None:
    person = people()[0]
    data = layout.render(person)

    assert layout.render(person) == data
    report = vitae.analyze(data, as_of=AS_OF, isolation="none", analyzers=["experience_calculator"])
    assert person.basics.name.replace(" ", "") in "".join(report.document.text.split())


def test_layouts_and_formats_have_names_of_their_own() -> None:
    names = [layout.name for layout in (*LAYOUTS, *FORMATS)]

    assert len(set(names)) == len(names)


def test_a_key_that_nobody_knows_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "jo-doe.toml"
    file.write_text('language = "en"\n[basics]\nname = "Jo Doe"\ncity = ""\nplace = ""\nnickname = "Jo"\n')

    with pytest.raises(TypeError, match="nickname"):
        load(file)
