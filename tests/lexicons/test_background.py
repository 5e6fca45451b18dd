"""The table of common words is the one that its script makes, and tells rare words from common ones."""

from benchmarks.background import TABLE, render_background
from vitae.lexicons.background import rarity


def test_the_committed_table_is_what_the_script_counts() -> None:
    assert TABLE.read_text(encoding="utf-8") == render_background()


def test_a_word_of_every_page_is_common_and_an_unknown_one_is_rare() -> None:
    assert rarity("the") < 0.3 < rarity("night") < rarity("zymurgy") == 1.0
