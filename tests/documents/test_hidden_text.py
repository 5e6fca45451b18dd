"""Words that nobody sees on the page of a PDF are not read."""

from collections.abc import Callable
from typing import Any

import pytest

from vitae.documents import Limits, read_document


def test_white_words_on_white_paper_are_left_out_and_told(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Clerk")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 680, "Python Java Kubernetes")

    document = read_document(draw_pdf(page), Limits())

    assert document.text == "Clerk"
    assert document.layout.flags == ("hidden_text",)


def test_white_words_on_a_dark_banner_are_seen(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.3)
        canvas.rect(0, 740, 595, 102, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 780, "Ada Example")

    document = read_document(draw_pdf(page), Limits())

    assert document.text == "Ada Example"
    assert document.layout.flags == ()


def test_white_words_in_a_white_frame_with_an_outline_stay_hidden(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Clerk")
        canvas.rect(60, 660, 300, 30, stroke=1, fill=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(60, 600, 300, 30, stroke=1, fill=1)
        canvas.drawString(72, 670, "Python")
        canvas.drawString(72, 610, "Java")

    assert read_document(draw_pdf(page), Limits()).text == "Clerk"


def test_hidden_words_in_the_midst_of_a_line_are_no_part_of_it(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, "Clerk for")
        canvas.setFont("Helvetica", 0.2)
        canvas.drawString(122, 700, "Python Java Kubernetes")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(128, 700, "Example Ltd")

    document = read_document(draw_pdf(page), Limits())

    assert document.text == "Clerk for Example Ltd"
    assert [piece.text for piece in document.hidden] == ["Python Java Kubernetes"]


@pytest.mark.parametrize(("size", "text"), [(0.5, "Clerk"), (4, "Clerk\nPython Java")])
def test_print_too_small_to_read_is_left_out(draw_pdf: Callable[..., bytes], size: float, text: str) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Clerk")
        canvas.setFont("Helvetica", size)
        canvas.drawString(72, 680, "Python Java")

    assert read_document(draw_pdf(page), Limits()).text == text
