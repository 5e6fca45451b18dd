"""Where nobody speaks of skills, hardly any is found."""

from benchmarks.prose import precision_on_prose, prose_lines


def test_ordinary_prose_of_other_kinds_is_left_alone() -> None:
    assert len(prose_lines()) >= 200
    assert precision_on_prose() >= 0.98
