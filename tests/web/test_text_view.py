"""Places are addressed in the text, and nothing of the text is lost or doubled over it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from backend.web.text_view import pieces_of
from vitae.exports.marked_text import mark_text


def anchored(start: int, end: int) -> list[dict[str, Any]]:
    return [{"start": start, "end": end}]


def test_a_keyword_is_addressed_where_it_stands_first_also_inside_a_finding() -> None:
    finding = {"id": "grammar-1", "anchors": anchored(4, 14)}
    segments = list(mark_text("Ada knows Rust and Go", [finding]))

    marked = pieces_of(segments, {"keyword-1": anchored(10, 14), "keyword-2": anchored(19, 21)})

    assert [(piece.text, piece.place) for part in marked for piece in part.pieces if piece.place] == [
        ("Rust", "keyword-1"),
        ("Go", "keyword-2"),
    ]


@given(st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=6))
def test_the_text_stays_whole_and_every_place_has_one_address(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(start % len(text), min(start % len(text) + length, len(text))) for start, length in spans]
    places = {f"keyword-{number}": anchored(start, end) for number, (start, end) in enumerate(inside)}
    findings = [{"id": "error-1", "anchors": anchored(len(text) // 3, 2 * len(text) // 3)}]

    marked = pieces_of(list(mark_text(text, findings)), places)

    pieces = [piece for part in marked for piece in part.pieces]
    assert "".join(piece.text for piece in pieces) == text
    assert sorted(piece.place for piece in pieces if piece.place) == sorted(places)
