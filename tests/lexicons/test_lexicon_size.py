"""A bigger lexicon finds its skills in the same time."""

from time import process_time

from benchmarks.lexicon import FEW, MANY, lexicon_of
from vitae.facts.skill_matcher import find_candidates
from vitae.lexicons.folding import FoldedText, fold_text
from vitae.lexicons.skills import SkillLexicon

TEXT = fold_text("Ran Docker and Kubernetes for a depot, planned routes, counted stock and taught welding. " * 100)


def seconds(text: FoldedText, lexicon: SkillLexicon) -> float:
    find_candidates(text, lexicon)  # builds the automaton
    times = []
    for _ in range(7):
        began = process_time()
        find_candidates(text, lexicon)
        times.append(process_time() - began)
    return min(times)


def test_four_times_the_spellings_take_no_longer_to_search() -> None:
    assert seconds(TEXT, lexicon_of(MANY)) < 1.5 * seconds(TEXT, lexicon_of(FEW))
