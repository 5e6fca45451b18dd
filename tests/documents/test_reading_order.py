"""In which order the lines of a page are read, and which column they stand in."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LEFT = [f"Left line {word} speaks of boats" for word in NUMBERS]
RIGHT = [f"Right line {word} speaks of trees" for word in NUMBERS]
LEFT_X, RIGHT_X, TOP = 60, 320, 700


def texts(document: Document) -> list[str]:
    return [document.line_text(line) for line in document.lines]


def draw_column(canvas: Any, x: float, lines: list[str]) -> None:
    for row, line in enumerate(lines):
        canvas.drawString(x, TOP - 14 * row, line)


def test_two_columns_drawn_one_after_the_other_stay_so(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(60, 760, "Ada Example")
        draw_column(canvas, LEFT_X, LEFT)
        draw_column(canvas, RIGHT_X, RIGHT)

    document = read_document(draw_pdf(page), Limits())

    assert texts(document) == ["Ada Example", *LEFT, *RIGHT]
    assert [line.column for line in document.lines] == [0] * 11 + [1] * 10
    assert document.layout.columns == 2
    assert document.layout.flags == ("two_column",)
    assert document.quality.score == 1


def test_a_right_column_that_is_drawn_first_is_read_first(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        draw_column(canvas, RIGHT_X, RIGHT)
        draw_column(canvas, LEFT_X, LEFT)

    assert texts(read_document(draw_pdf(page), Limits())) == RIGHT + LEFT


@pytest.mark.parametrize("shift", [0, 5])
def test_two_columns_drawn_row_by_row_are_read_one_after_the_other(
    draw_pdf: Callable[..., bytes], shift: float
) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(60, 760, "Ada Example")
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(LEFT_X, TOP - 14 * row, left)
            canvas.drawString(RIGHT_X, TOP + shift - 14 * row, right)

    document = read_document(draw_pdf(page), Limits())

    assert texts(document) == ["Ada Example", *LEFT, *RIGHT]
    assert document.layout.flags == ("two_column", "scrambled_order")
    assert document.quality.score < 1


@pytest.mark.parametrize("seed", range(5))
def test_words_drawn_at_random_are_put_back_into_columns(draw_pdf: Callable[..., bytes], seed: int) -> None:
    def page(canvas: Any) -> None:
        words = [("Ada", 60.0, 760.0), ("Example", 82.0, 760.0)]
        for x, lines in ((LEFT_X, LEFT), (RIGHT_X, RIGHT)):
            for row, line in enumerate(lines):
                at = float(x)
                for word in line.split():
                    words.append((word, at, TOP - 14.0 * row))
                    at += canvas.stringWidth(word + " ", "Helvetica", 10)
        random.Random(seed).shuffle(words)
        for word, at, y in words:
            canvas.drawString(at, y, word)

    document = read_document(draw_pdf(page), Limits())

    assert texts(document) == ["Ada Example", *LEFT, *RIGHT]
    assert "scrambled_order" in document.layout.flags


def test_dates_beside_their_entries_make_no_column(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        for row in range(10):
            canvas.drawString(60, TOP - 40 * row, f"03/{2005 + row} – 02/{2006 + row}")
            canvas.drawString(180, TOP - 40 * row, f"Position number {row}, Example Ltd")
            canvas.drawString(180, TOP - 40 * row - 13, "Built boats of every size and colour for the town.")

    document = read_document(draw_pdf(page), Limits())

    assert document.layout.columns == 1
    assert document.layout.flags == ()
    assert texts(document)[:2] == [
        "03/2005 – 02/2006\tPosition number 0, Example Ltd",
        "Built boats of every size and colour for the town.",
    ]


def test_headings_in_the_margin_are_lines_of_their_own(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        for row, heading in enumerate(["Profile", "Experience", "Education", "Skills", "Languages", "Interests"]):
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawString(60, TOP - 40 * row, heading)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(180, TOP - 40 * row, f"First line of the section on {heading.lower()}")
            canvas.drawString(180, TOP - 40 * row - 13, "Second line with some more words in it.")

    assert texts(read_document(draw_pdf(page), Limits()))[:4] == [
        "Profile",
        "First line of the section on profile",
        "Second line with some more words in it.",
        "Experience",
    ]


def test_a_sentence_that_goes_on_in_the_next_column_stays_one_block(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        draw_column(canvas, LEFT_X, [*LEFT, "A sentence that ends in the"])
        draw_column(canvas, RIGHT_X, ["next column of this page.", *RIGHT])

    document = read_document(draw_pdf(page), Limits())

    assert document.lines[10].block == document.lines[11].block
