"""Tables lower the quality a little and are named among its reasons, in every format that has them."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Quality

SKILLS = (("Skill", "Level", "Years"), ("Python", "fluent", "8"), ("SQL", "good", "5"), ("Welsh", "some", "2"))


def rows(canvas: Any, cells: Sequence[Sequence[str]], shift: float = 0) -> None:
    for row, texts in enumerate(cells):
        for x, text in zip((72, 200 + shift * row, 330), texts, strict=False):
            canvas.drawString(x, 700 - 16 * row, text)


def assert_names_tables(quality: Quality) -> None:
    assert any("tables" in reason for reason in quality.reasons)
    assert 0.9 < quality.score < 1


def test_rows_of_a_pdf_whose_parts_begin_below_each_other_are_a_table(draw_pdf: Callable[..., bytes]) -> None:
    assert_names_tables(read_document(draw_pdf(lambda canvas: rows(canvas, SKILLS)), Limits()).quality)


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda canvas: rows(canvas, SKILLS[:2]), id="two rows"),
        pytest.param(lambda canvas: rows(canvas, [row[:2] for row in SKILLS]), id="labels and what they stand for"),
        pytest.param(lambda canvas: rows(canvas, SKILLS, shift=7), id="parts that do not begin below each other"),
    ],
)
def test_what_is_no_table_of_a_pdf_costs_nothing(draw_pdf: Callable[..., bytes], draw: Callable[[Any], None]) -> None:
    assert read_document(draw_pdf(draw), Limits()).quality == Quality()


def test_a_table_of_a_docx_is_named(make_docx: Callable[..., bytes]) -> None:
    cell = "<w:tc><w:p><w:r><w:t>Clerk</w:t></w:r></w:p></w:tc>"

    assert_names_tables(read_document(make_docx(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"), Limits()).quality)


def test_a_table_of_a_page_is_named() -> None:
    page = b"<html><body><table><tr><td>Clerk</td><td>2019</td></tr><tr><td>Cook</td><td>2021</td></tr></table>"

    assert_names_tables(read_document(page, Limits()).quality)
