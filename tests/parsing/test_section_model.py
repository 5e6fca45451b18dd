"""The kind of a section is weighed from all that speaks for it."""

import pytest

from tests.parsing.conftest import Build, outline
from vitae.domain.sections import SectionKind
from vitae.parsing.section_model import probabilities

JOBS = (
    "* Baker, Quillon Ltd\t2019 – present\n- Baked rye bread for four shops and a market.\n- Trained two apprentices.\n"
    "* Clerk, Marlow Ltd\t2015 – 2019\n- Filed the papers of three partners.\n- Kept the diary."
)


def test_probabilities_are_those_of_all_kinds_and_add_up_to_one() -> None:
    found = probabilities({"always": 1.0, "any languages": 1.0, "share of languages": 1.0})

    assert set(found) == set(SectionKind)
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=found.__getitem__) is SectionKind.LANGUAGES


def test_evidence_that_was_never_seen_says_nothing() -> None:
    known = {"always": 1.0, "named work": 1.0}

    assert probabilities(known | {"written in green ink": 1.0}) == probabilities(known)


@pytest.mark.parametrize("heading", ["Workshops", "Career summary", "Training"])
def test_jobs_are_work_under_words_that_speak_of_something_else(build: Build, heading: str) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## {heading}\n{JOBS}\n\n"
        "## Education\nBSc Physics, University of Exampleton\t2011 – 2014\n\n"
        "## Languages\nEnglish, Welsh\n\n## Skills\nRigging, Knots, Winches"
    )

    assert ("work", heading) in outline(document)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Service to the craft", "Convenor, Guild of Exemplars, 2021\nTreasurer, Society of Samples, 2018"),
        ("Next of kin", "Mrs Ada Exempla, sister, Marlow, +44 20 7946 0311"),
    ],
)
def test_what_is_beside_the_jobs_is_none_of_them(build: Build, heading: str, text: str) -> None:
    document = build(
        f"# Jane Doe\njane@example.org\n\n## Experience\n{JOBS}\n\n## {heading}\n{text}\n\n"
        "## Skills\nRigging, Knots, Winches"
    )

    told = {named: found for found, named in outline(document)}[heading]

    assert told not in {"work", "education", "skills", "languages"}


def test_words_that_mean_what_they_say_are_believed_whatever_stands_under_them(build: Build) -> None:
    document = build(
        f"# Jane Doe\n\n## Experience\n{JOBS}\n\n## Skills\nQuillon Ltd, 2019 – 2023\nMarlow Hall, 2015 – 2019"
    )

    assert ("skills", "Skills") in outline(document)
