"""The weights of sections are learned, and those that are committed fit the evidence of today."""

import pytest

from benchmarks.accuracy.layouts import LAYOUTS
from benchmarks.accuracy.person import PEOPLE, people
from benchmarks.sections.regression import KINDS, learn
from benchmarks.sections.samples import VARIANTS, Sample, kind_of_key, samples_of
from vitae.domain.sections import SectionKind
from vitae.lexicons.files import read_toml
from vitae.parsing.section_model import probabilities

WORK, SKILLS, AWARDS = SectionKind.WORK, SectionKind.SKILLS, SectionKind.AWARDS


def _sample(kind: SectionKind, *evidence: str) -> Sample:
    return Sample("jane-doe", "as they are", dict.fromkeys(("always", *evidence), 1.0), kind)


def test_what_goes_with_a_kind_speaks_for_it() -> None:
    found = [_sample(WORK, "any periods"), _sample(SKILLS, "short items")] * 20

    weights = learn(found)
    likely = weights.probabilities([_sample(WORK, "any periods"), _sample(SKILLS, "short items")])

    assert [KINDS[row.argmax()] for row in likely] == [WORK, SKILLS]
    assert likely.sum(axis=1) == pytest.approx(1.0)


def test_what_headings_name_is_learned_for_all_kinds_together() -> None:
    found = [_sample(kind, f"named {kind}") for kind in (WORK, SKILLS)] * 20 + [_sample(AWARDS, "named awards")]

    weights = learn(found)

    assert KINDS[weights.probabilities([_sample(AWARDS, "named awards")]).argmax()] is AWARDS


def test_the_same_samples_give_the_same_weights() -> None:
    found = [_sample(WORK, "any periods"), _sample(SKILLS, "short items")]

    assert learn(found).rows() == learn(found).rows()


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_committed_weights_know_the_evidence_of_people(variant: str) -> None:
    person = next(person for person in people(PEOPLE) if person.id == "rory-lake")
    found = samples_of(person, variant, LAYOUTS[0])

    known = set(read_toml("section_weights")["weights"])
    right = [max(told := probabilities(one.evidence), key=told.__getitem__) is one.kind for one in found]

    assert len(found) > 2
    assert {name for one in found for name in one.evidence} <= known
    assert sum(right) > len(right) / 2


@pytest.mark.parametrize(("key", "kind"), [("work", "work"), ("hobbies", "interests"), ("declaration", "other")])
def test_the_keys_of_people_mean_kinds(key: str, kind: str) -> None:
    assert kind_of_key(key) == kind
