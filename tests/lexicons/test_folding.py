"""Folding makes texts comparable and never loses the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitae.lexicons.folding import fold, fold_text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Gestion d’Entrepôt", "gestion d'entrepôt"),
        ("ﬁnance", "finance"),
        ("A\u2011B\u00a0C", "a-b c"),
        ("Учёт", "учет"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_spellings_that_look_alike_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(alphabet=st.sampled_from("aÀİıßﬁﬃΣς’ \n\t😀Ё\u2011ǅ"), min_size=1, max_size=40))
def test_every_folded_character_leads_back_to_what_it_was_made_from(text: str) -> None:
    folded = fold_text(text)

    for index, character in enumerate(folded.text):
        start, end = folded.source(index, index + 1)
        assert end == start + 1
        assert character in fold(text[start:end])


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
