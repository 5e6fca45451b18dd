"""A word of any length costs no more memory than a text of its length, in the process that a child's answer reaches."""

import tracemalloc

import pytest

from vitae import analyze

PROSE = """\
Jane Example
jane@example.org

Summary
An engineer who likes to build services together with others, and who has run them in March 2019.

Skills
{word}
"""


@pytest.mark.parametrize("word", ["abcdefghij" * 2_400, "A" + "bcdefghija" * 2_400])
def test_the_analyzers_make_no_copies_of_a_word_for_each_of_its_letters(word: str) -> None:
    analyze(PROSE.format(word="Python").encode())  # lexicons and engine are loaded
    tracemalloc.start()
    try:
        analyze(PROSE.format(word=word).encode())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 1_000 * len(word)
